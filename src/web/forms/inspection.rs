//! The forms of the commands to an inspection. None asks for the day by which the plan is due: that
//! is worked out.

use super::choices;
use crate::web::components::dates::date_text;
use crate::web::form::{Asked, Choice, CommandForm, Kind, PartKind, Question, Rows, part};
use crate::web::reading::Reading;
use events::ids::{InspectionFindingId, InspectionId, StreamId};
use events::inspection::{Fieldwork, FindingKind, InspectionKind, Inspectorate};
use events::world::World;
use projections::inspections::{FindingLine, Inspection, RequestLine};

/// How many things of the record an answer offers to name, of each kind.
const THINGS_SHOWN: usize = 20;

/// The form of a command to an inspection. Who does not see the inspection has no form of it.
pub fn form(
    reading: &Reading<'_>,
    _: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = InspectionId(stream.id);
    if command == "notify_inspection" {
        return Some(notify(reading, id));
    }
    let ask = Ask {
        reading,
        known: reading.view.inspections.get(id)?,
    };
    Some(match command {
        "change_inspection_dates" => ask.change_dates(),
        "receive_information_request" => ask.receive_request(),
        "answer_information_request" => ask.answer(),
        "withdraw_information_request" => ask.withdraw(),
        "explain_late_answer" => ask.explain_answer(),
        "receive_inspection_letter" => ask.letter(),
        "receive_inspection_finding" => ask.finding(),
        "correct_inspection_finding" => ask.correct(),
        "justify_no_recommendation" => ask.justify(),
        "submit_post_inspection_plan" => ask.submit(),
        "explain_late_plan" => ask.explain_plan(),
        "close_inspection" => ask.close(),
        _ => return None,
    })
}

fn kinds() -> Vec<Choice> {
    let kinds = InspectionKind::ALL.map(|one| (one.word().to_owned(), one.title().to_owned()));
    kinds.to_vec()
}

fn inspectorates(of: impl IntoIterator<Item = Inspectorate>) -> Vec<Choice> {
    let all = of.into_iter();
    all.map(|one| (one.word().to_owned(), one.title().to_owned()))
        .collect()
}

fn days_here(now: Option<Fieldwork>) -> Question {
    let parts = vec![
        part("from", "First day", PartKind::Day),
        part("to", "Last day", PartKind::Day),
    ];
    let label = "When are the inspectors here?";
    let mut question = Question::new("fieldwork", label, Kind::Rows(Rows::one(parts)));
    if let Some(days) = now {
        for (name, day) in [("from", days.from), ("to", days.to)] {
            for (part, value) in [
                ("day", day.format("%-d").to_string()),
                ("month", day.format("%-m").to_string()),
                ("year", day.format("%Y").to_string()),
            ] {
                let before = (format!("fieldwork-0-{name}-{part}"), value);
                question.before.push(before);
            }
        }
    }
    question
}

fn notify(reading: &Reading<'_>, id: InspectionId) -> CommandForm {
    let title = "Record that an inspection was notified";
    CommandForm::new(id, "notify_inspection", title, choices::page_of(id))
        .cancel("/inspections")
        .ask(Question::new(
            "kind",
            "Kind of inspection",
            Kind::Radios(kinds()),
        ))
        .ask(
            Question::new("reference", "What it is called here", Kind::Line)
                .hint("Such as JTAI 2026. No other inspection has it."),
        )
        .ask(Question::new(
            "inspectorates",
            "Who inspects?",
            Kind::Several(inspectorates(Inspectorate::ALL)),
        ))
        .ask(Question::new("on", "The day it was notified", Kind::Day).on(Some(reading.today)))
        .ask(
            days_here(None)
                .hint("Leave it empty where that is not known yet.")
                .optional(),
        )
        .ask(
            Question::new("lead", "Which post keeps contact?", Kind::Line)
                .hint("A post and not a name, such as Head of Quality Assurance"),
        )
        .button("Record the inspection")
}

/// A form being asked about one inspection.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    known: &'a Inspection,
}

impl Ask<'_> {
    /// A form about this inspection, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        let id = self.known.id;
        let about = format!("Inspection {}", self.known.reference);
        CommandForm::new(id, command, title, choices::page_of(id)).about(about)
    }

    fn on(self, label: &str) -> Question {
        Question::new("on", label, Kind::Day).on(Some(self.reading.today))
    }

    fn document(self, name: &'static str, label: &str, several: bool) -> Question {
        let pieces = choices::latest_evidence(self.reading);
        let kind = if several {
            Kind::Several(pieces)
        } else {
            Kind::Select(pieces)
        };
        Question::new(name, label, kind)
            .hint("Lodge it as evidence first. The newest stand first.")
            .optional()
    }

    fn change_dates(self) -> CommandForm {
        let now = self.known.days();
        let reason = if now.is_some() {
            Asked::Required
        } else {
            Asked::No
        };
        self.begin(
            "change_inspection_dates",
            "Record when the inspectors are here",
        )
        .ask(days_here(now))
        .reason(reason)
        .button("Record the days")
    }

    fn receive_request(self) -> CommandForm {
        let of = inspectorates(self.known.inspectorates.iter().copied());
        let only = choices::only(&of);
        let title = "Record a request for information";
        self.begin("receive_information_request", title)
            .ask(Question::new("request", "", Kind::FreshId))
            .ask(
                Question::new("number", "Its number", Kind::Line).hint(
                    "As the inspectorate gives it. No other request of the inspection has it.",
                ),
            )
            .ask(Question::new("inspectorate", "Who asks?", Kind::Radios(of)).answered_where(only))
            .ask(
                Question::new(
                    "agency",
                    "Which agency answers?",
                    Kind::Select(choices::agencies(self.reading)),
                )
                .hint(
                    "Leave it empty where the partnership answers. The agency sees this request, \
                     and no other.",
                )
                .optional(),
            )
            .ask(
                Question::new("what", "What is asked?", Kind::Words)
                    .hint("Without the name of a child, a family or a practitioner."),
            )
            .ask(
                Question::new("received_on", "The day it came", Kind::Day)
                    .on(Some(self.reading.today)),
            )
            .ask(Question::new(
                "due_on",
                "By when, as the inspectorate asks?",
                Kind::Day,
            ))
            .button("Record the request")
    }

    /// The requests a reader may be asked about: an agency's own alone.
    fn requests(self, offered: impl Fn(&RequestLine) -> bool) -> Question {
        let speaks_for = choices::speaks_for(self.reading);
        let all = self.known.requests.iter();
        let own = all.filter(|one| speaks_for.is_none() || one.agency == speaks_for);
        let offered = own.filter(|one| offered(one)).map(|one| {
            let name = format!(
                "{}, asked by {}, due {}",
                one.number,
                one.by.title(),
                date_text(one.due_on)
            );
            (one.id.to_string(), name)
        });
        choices::which(self.reading, "request", "Which request?", offered.collect())
    }

    /// What of the record an answer may name: audits, reviews, plans and recommendations, the
    /// newest first.
    fn things(self) -> Vec<Choice> {
        let view = self.reading.view;
        let audits = view.audits.all().map(|one| StreamId::from(one.id));
        let reviews = view.practice_reviews.latest_first();
        let reviews = reviews.into_iter().map(|one| StreamId::from(one.id));
        let plans = view.plans.all().rev().map(|one| StreamId::from(one.id));
        let recommendations = view.recommendations.all().map(|one| StreamId::from(one.id));
        let all = audits
            .take(THINGS_SHOWN)
            .chain(reviews.take(THINGS_SHOWN))
            .chain(plans.take(THINGS_SHOWN))
            .chain(recommendations.take(THINGS_SHOWN));
        all.map(|thing| {
            let name = view.label(thing).name;
            let told = crate::web::pages::trail::told::thing(thing.kind, &name);
            (choices::json_value(&thing), told)
        })
        .collect()
    }

    /// The evidence packs that were put together, the latest first; those for the request that is
    /// answered are chosen already.
    fn packs(self) -> Question {
        let packs = &self.reading.view.packs;
        let all = packs.latest_first();
        let asked = self.reading.asked_for("request");
        let own = asked
            .into_iter()
            .flat_map(|request| packs.answering(request));
        let own = own.map(|pack| pack.id.to_string());
        let choice = |pack: &projections::packs::Pack| {
            let request = self.reading.start_of(&pack.request, 60);
            (pack.id.to_string(), format!("{}: {request}", pack.name()))
        };
        let choices = all.map(choice).collect();
        Question::new(
            "packs",
            "Which evidence packs were given?",
            Kind::Several(choices),
        )
        .all_of(own)
        .optional()
    }

    fn answer(self) -> CommandForm {
        self.begin(
            "answer_information_request",
            "Answer a request for information",
        )
        .ask(self.requests(RequestLine::is_open))
        .ask(
            Question::new("words", "What was answered?", Kind::Words)
                .hint("What was given or said, so that somebody can tell later."),
        )
        .ask(self.on("The day it was given"))
        .ask(
            Question::new(
                "things",
                "What of this record was shown?",
                Kind::Several(self.things()),
            )
            .optional(),
        )
        .ask(self.document("evidence", "Which documents were given?", true))
        .ask(self.packs())
        .button("Record the answer")
    }

    fn withdraw(self) -> CommandForm {
        self.begin(
            "withdraw_information_request",
            "Record that a request is no longer asked",
        )
        .ask(self.requests(RequestLine::is_open))
        .reason(Asked::Required)
        .button("Record it")
    }

    fn explain_answer(self) -> CommandForm {
        let today = self.reading.today;
        self.begin("explain_late_answer", "Say why an answer is late")
            .lead("The day by which it was due stands.")
            .ask(self.requests(|one| one.days_late(today) > 0))
            .ask(Question::new("words", "Why is it late?", Kind::Words))
            .ask(Question::new("told", "Who was told?", Kind::Words).hint("A post or a body"))
            .ask(self.on("The day they were told"))
            .button("Record the reason")
    }

    fn letter(self) -> CommandForm {
        self.begin("receive_inspection_letter", "Record the letter or report")
            .lead(
                "Where law sets a day for the plan that answers it, that day is worked out from \
                 the day the letter came. It is never typed, and does not stop.",
            )
            .ask(self.on("The day it came"))
            .ask(
                Question::new("judged", "What do they judge?", Kind::Words)
                    .hint("In their words. What it finds is recorded one by one after it."),
            )
            .button("Record the letter")
    }

    /// A finding as it is asked for; what is known of it stands there already.
    fn said(self, form: CommandForm, known: Option<&FindingLine>) -> CommandForm {
        let kinds = FindingKind::ALL.map(|one| {
            let label = match one {
                FindingKind::Strength => "Strength: asks for no recommendation",
                FindingKind::PriorityAction => "Area for priority action",
                FindingKind::Improvement => "Area for improvement",
            };
            (one.word().to_owned(), label.to_owned())
        });
        let statement = known.map(|one| self.reading.plain(&one.statement));
        let named = known.into_iter().flat_map(|one| &one.agencies);
        form.ask(
            Question::new("kind", "What is it?", Kind::Radios(kinds.to_vec()))
                .answered_where(known.map(|one| one.kind.word())),
        )
        .ask(
            Question::new("statement", "What does the letter say?", Kind::Words)
                .answered_where(statement),
        )
        .ask(
            Question::new(
                "theme",
                "Theme",
                Kind::Select(choices::themes(self.reading)),
            )
            .answered_where(known.map(|one| one.theme.clone())),
        )
        .ask(
            Question::new(
                "agencies",
                "Which agencies does it name?",
                Kind::Several(choices::agencies(self.reading)),
            )
            .hint("They see this finding. Leave it empty where it is about all of them.")
            .all_of(named.map(ToString::to_string))
            .optional(),
        )
    }

    fn finding(self) -> CommandForm {
        let form = self
            .begin("receive_inspection_finding", "Record what the letter finds")
            .ask(Question::new("finding", "", Kind::FreshId));
        self.said(form, None).button("Record the finding")
    }

    fn findings(self, offered: impl Fn(&FindingLine) -> bool) -> Question {
        let all = (1..).zip(&self.known.findings);
        let offered = all.filter(|(_, one)| offered(one)).map(|(number, one)| {
            let start = self.reading.start_of(&one.statement, 60);
            (
                one.id.to_string(),
                format!("{number}. {}: {start}", one.kind.title()),
            )
        });
        choices::which(self.reading, "finding", "Which?", offered.collect())
    }

    fn correct(self) -> CommandForm {
        let asked: Option<InspectionFindingId> = self.reading.asked_for("finding");
        let mut all = self.known.findings.iter();
        let known = all.find(|one| Some(one.id) == asked);
        let form = self
            .begin(
                "correct_inspection_finding",
                "Correct what the letter finds",
            )
            .ask(self.findings(|_| true));
        self.said(form, known)
            .reason(Asked::Required)
            .button("Correct it")
    }

    fn justify(self) -> CommandForm {
        let open = |one: &FindingLine| one.kind.asks_for_change() && one.justified.is_none();
        self.begin(
            "justify_no_recommendation",
            "Say why no recommendation is made",
        )
        .ask(self.findings(open))
        .reason(Asked::Required)
        .meeting(Asked::Optional)
        .button("Record the reason")
    }

    fn submit(self) -> CommandForm {
        let plans = self.reading.view.plans.all().rev();
        let plans: Vec<Choice> = plans
            .map(|plan| (plan.id.to_string(), plan.title.clone()))
            .collect();
        let title = "Record that the plan was sent";
        self.begin("submit_post_inspection_plan", title)
            .ask(Question::new("to", "To whom?", Kind::Words).hint("Such as Ofsted"))
            .ask(self.on("The day it was sent"))
            .ask(
                Question::new(
                    "plan",
                    "The plan, where it is in this record",
                    Kind::Select(plans),
                )
                .optional(),
            )
            .ask(self.document("document", "The document that was sent", false))
            .meeting(Asked::Optional)
            .button("Record it")
    }

    fn explain_plan(self) -> CommandForm {
        self.begin("explain_late_plan", "Say why the plan is late")
            .lead("The day by which it was due stands.")
            .ask(Question::new("words", "Why is it late?", Kind::Words))
            .ask(Question::new("told", "Who was told?", Kind::Words).hint("A post or a body"))
            .ask(self.on("The day they were told"))
            .button("Record the reason")
    }

    fn close(self) -> CommandForm {
        let lettered = self.known.letter.is_some();
        let reason = if lettered {
            Asked::Optional
        } else {
            Asked::Required
        };
        self.begin("close_inspection", "Close the inspection")
            .lead("What it led to goes on: its recommendations and their actions.")
            .reason(reason)
            .button("Close the inspection")
    }
}

#[cfg(test)]
mod tests;
