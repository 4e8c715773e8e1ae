//! The forms of the commands to a serious incident. None asks for the day by which something is
//! due: that is worked out.

use super::choices;
use crate::web::form::{Asked, CommandForm, Kind, PartKind, Question, Rows, part};
use crate::web::reading::Reading;
use events::ids::{IncidentId, StreamId};
use events::serious_incident::{HarmFrom, InformedBecause, Nature, NotifyCriterion};
use events::world::World;
use projections::rapid_reviews::Incident;
use serde_json::Value;

/// What is asked of every text about an incident.
pub(super) const WITHOUT_NAMES: &str = "Without the name of a child, a family or a practitioner.";

/// How many agencies that see it otherwise a form takes.
const DISSENT_SHOWN: usize = 3;

/// The form of a command to an incident. Who does not see the incident has no form of it.
pub fn form(
    reading: &Reading<'_>,
    _: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = IncidentId(stream.id);
    if command == "refer_incident" {
        return Some(refer(reading, id));
    }
    let ask = Ask {
        reading,
        known: reading.view.rapid_reviews.incident(id)?,
    };
    Some(match command {
        "correct_incident" => ask.correct(),
        "become_aware" => ask.become_aware(),
        "decide_notification" => ask.decide(),
        "notify_panel" => ask.notify(),
        "explain_late_notification" => ask.explain(),
        "inform_partners" => ask.inform(),
        "inform_ofsted_and_dfe" => ask.inform_ofsted(),
        "withdraw_notification" => ask.withdraw(),
        _ => return None,
    })
}

fn nature() -> Question {
    let all = Nature::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
    Question::new(
        "nature",
        "What happened to the child?",
        Kind::Radios(all.to_vec()),
    )
}

fn harm_from() -> Question {
    let all = HarmFrom::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
    Question::new(
        "harm_from",
        "Where did the harm come from?",
        Kind::Radios(all.to_vec()),
    )
}

fn refer(reading: &Reading<'_>, id: IncidentId) -> CommandForm {
    let agencies = Kind::Select(choices::agencies(reading));
    let title = "Record the referral of a serious incident";
    CommandForm::new(id, "refer_incident", title, choices::page_of(id))
        .cancel("/incidents")
        .lead(
            "A serious incident is one in which a child died or was seriously harmed, and abuse or \
             neglect is known or suspected (Children Act 2004, section 16C).",
        )
        .ask(
            Question::new("reference", "What it is called here", Kind::Line)
                .hint("Such as SI-07. Never a name or initials."),
        )
        .ask(Question::new(
            "agency",
            "Which agency referred it?",
            agencies,
        ))
        .ask(Question::new("on", "The day of the referral", Kind::Day).on(Some(reading.today)))
        .ask(nature())
        .ask(harm_from().answered(choices::word_value(&HarmFrom::Unknown)))
        .ask(Question::new("words", "What is known so far?", Kind::Words).hint(WITHOUT_NAMES))
        .button("Record the referral")
}

/// A form being asked about one incident.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    known: &'a Incident,
}

impl Ask<'_> {
    /// A form about this incident, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        let id = self.known.id;
        let about = format!("Serious incident {}", self.known.reference);
        CommandForm::new(id, command, title, choices::page_of(id)).about(about)
    }

    fn on(self, label: &str) -> Question {
        Question::new("on", label, Kind::Day).on(Some(self.reading.today))
    }

    fn correct(self) -> CommandForm {
        self.begin("correct_incident", "Correct what happened")
            .ask(nature().answered(choices::word_value(&self.known.nature)))
            .ask(harm_from().answered(choices::word_value(&self.known.harm_from)))
            .reason(Asked::Required)
            .button("Correct it")
    }

    fn become_aware(self) -> CommandForm {
        let title = "Record when the local authority became aware";
        self.begin("become_aware", title)
            .lead(
                "The clock of the notification starts on this day, under the edition of Working \
                 Together in force on it. It is recorded once, and the clock does not stop.",
            )
            .ask(self.on("The day it became aware"))
            .button("Record the day")
    }

    fn decide(self) -> CommandForm {
        let criteria =
            NotifyCriterion::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
        let outcomes = [("notify", "Notify the Panel"), ("not", "Do not notify")]
            .map(|(value, words)| ((value.to_owned(), words.to_owned()), value == "notify"))
            .map(|(choice, notify)| (choice, Value::Bool(notify)));
        let agencies = choices::agencies(self.reading);
        let dissent = vec![
            part("agency", "Agency", PartKind::Choice(agencies.clone())),
            part("words", "What it thinks, and why", PartKind::Words),
        ];
        let again = if self.known.decisions.is_empty() {
            Asked::No
        } else {
            Asked::Required
        };
        self.begin(
            "decide_notification",
            "Decide whether the Panel is notified",
        )
        .lead("A decision not to notify is kept in the record, and can be listed.")
        .ask(
            Question::new(
                "criteria",
                "Which criteria are met?",
                Kind::Several(criteria.to_vec()),
            )
            .hint("Children Act 2004, section 16C.")
            .optional(),
        )
        .ask(Question::new(
            "notify",
            "What was decided?",
            Kind::Values(outcomes.to_vec()),
        ))
        .ask(Question::new("rationale", "Why?", Kind::Words).hint(WITHOUT_NAMES))
        .ask(
            Question::new(
                "consulted",
                "Which agencies were consulted?",
                Kind::Several(agencies),
            )
            .optional(),
        )
        .ask(
            Question::new(
                "dissent",
                "Which agencies see it otherwise?",
                Kind::Rows(Rows::several(dissent, DISSENT_SHOWN)),
            )
            .optional(),
        )
        .reason(again)
        .button("Record the decision")
    }

    fn notify(self) -> CommandForm {
        let nature = nature().answered(choices::word_value(&self.known.nature));
        self.begin("notify_panel", "Record that the Panel was notified")
            .ask(Question::new(
                "reference",
                "The Panel’s reference",
                Kind::Line,
            ))
            .ask(self.on("The day it was notified"))
            .ask(nature)
            .button("Record the notification")
    }

    fn explain(self) -> CommandForm {
        self.begin(
            "explain_late_notification",
            "Say why the notification is late",
        )
        .lead("The day by which it was due stands.")
        .ask(Question::new("words", "Why is it late?", Kind::Words).hint(WITHOUT_NAMES))
        .button("Record the reason")
    }

    fn inform(self) -> CommandForm {
        let agencies = Kind::Several(choices::agencies(self.reading));
        self.begin("inform_partners", "Record who was told of the notification")
            .ask(Question::new(
                "agencies",
                "Which agencies were told?",
                agencies,
            ))
            .ask(self.on("The day they were told"))
            .button("Record it")
    }

    fn inform_ofsted(self) -> CommandForm {
        let because =
            InformedBecause::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
        let title = "Record that Ofsted and the Department for Education were told";
        self.begin("inform_ofsted_and_dfe", title)
            .ask(Question::new(
                "because",
                "Why?",
                Kind::Radios(because.to_vec()),
            ))
            .ask(self.on("The day they were told"))
            .button("Record it")
    }

    fn withdraw(self) -> CommandForm {
        self.begin("withdraw_notification", "Withdraw the notification")
            .lead("What was recorded stays on the record, with your reason.")
            .ask(self.on("The day it was withdrawn"))
            .reason(Asked::Required)
            .button("Withdraw it")
    }
}
