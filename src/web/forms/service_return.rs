//! The forms of the commands to an agency's return.

mod judging;

use super::choices;
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use crate::web::reading::Reading;
use events::ids::{AgencyId, ReturnId, StreamId};
use events::self_assessment::StandardsSet;
use events::service_return::{Affirmation, State};
use events::world::World;

/// The form of a command to a return. `world` is what the rules know of it. Who does not see the
/// return has no form of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = ReturnId(stream.id);
    let invited = reading.view.campaigns.invited(id)?;
    let state = world.returns.get(&id)?;
    let ask = Ask {
        reading,
        world,
        id,
        agency: invited.agency,
        campaign: reading.view.campaigns.title(invited.campaign)?,
        state,
        standards: state.standards(world)?,
    };
    Some(match command {
        "start_return" => ask.start(),
        "carry_answers_forward" => ask.carry_forward(),
        "reaffirm_answer" => ask.reaffirm(),
        "assess_standard" => ask.assess(),
        "sign_off_return" => ask.sign_off(),
        "submit_return" => ask.submit(),
        "request_clarification" => ask.request_clarification(),
        "provide_clarification" => ask.provide_clarification(),
        "hold_challenge" => ask.challenge(),
        "moderate_standard" => ask.moderate(),
        "accept_return" => ask.accept(),
        "agree_agency_action" => ask.agree_action(),
        "report_agency_action_done" => ask.report_done(),
        "share_return" => ask.share(),
        "send_return_reminder" => ask.remind(),
        "close_return" => ask.close(),
        _ => return None,
    })
}

/// A form being asked about one return.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    world: &'a World,
    id: ReturnId,
    agency: AgencyId,
    campaign: &'a str,
    state: &'a State,
    standards: &'a StandardsSet,
}

impl Ask<'_> {
    /// A form about this return, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        let agency = self.reading.view.people.agency_name(self.agency);
        CommandForm::new(self.id, command, title, choices::page_of(self.id))
            .about(format!("{}: {agency}", self.campaign))
    }

    /// The standards a form may be about, in the order of the set.
    fn standards(self, offered: impl Fn(&str) -> bool) -> Vec<Choice> {
        let standards = self.standards.standards.iter();
        standards
            .filter(|standard| offered(&standard.key))
            .map(|standard| (standard.key.clone(), standard.title.clone()))
            .collect()
    }

    /// A form about one standard: what it asks stands before the questions where it is known.
    fn about_standard(
        self,
        command: &'static str,
        title: &str,
        offered: impl Fn(&str) -> bool,
    ) -> CommandForm {
        let standards = self.standards(offered);
        let form = self.begin(command, title);
        let which = choices::which(self.reading, "standard", "Which standard?", standards);
        let asked = self.reading.asked("standard");
        match asked.and_then(|key| self.standards.standard(key)) {
            None => form.ask(which),
            Some(standard) => {
                let form = form.lead(format!("{}: {}", standard.title, standard.statement));
                let signs = standard.what_good_looks_like.join("; ");
                form.lead(format!("What good looks like: {signs}."))
                    .ask(which)
            }
        }
    }

    fn is_answered(self, standard: &str) -> bool {
        self.state.answers.contains_key(standard)
    }

    /// The scores, best first, each with when it is the right one.
    fn scores(self) -> Kind {
        let scores = self.standards.scale.iter().map(|score| {
            let met = if score.counts_as_met {
                " (needs evidence)"
            } else {
                ""
            };
            let name = format!("{}: {}{met}", score.label, score.definition);
            (score.code.clone(), name)
        });
        Kind::Radios(scores.collect())
    }

    /// The score the agency gave the standard the form was opened for.
    fn own_score(self) -> Option<String> {
        let answer = self.state.answers.get(self.reading.asked("standard")?);
        answer.map(|answer| answer.score.clone())
    }

    /// What was said last of the standard the form was opened for; none where nothing was, or it
    /// cannot be read.
    fn words_before(self) -> Option<String> {
        let key = self.reading.asked("standard")?;
        let known = &self.reading.view.campaigns;
        let answer = known.service_return(self.id)?.answers.get(key)?;
        let words = self.reading.plain(known.words_of(key, answer)?);
        (!words.is_empty()).then_some(words)
    }

    /// What shows an answer: what was named for it before, then what was lodged last.
    fn evidence(self, label: &str) -> Question {
        let mut offered = choices::latest_evidence(self.reading);
        let standard = self.reading.asked("standard");
        let answer = standard.and_then(|key| self.state.answers.get(key));
        let named = answer.into_iter().flat_map(|answer| &answer.evidence);
        let standing = named.filter_map(|id| self.reading.view.evidence.get(*id));
        let mut before = Vec::new();
        for piece in standing.filter(|piece| piece.stands()) {
            let id = piece.id.to_string();
            if !offered.iter().any(|(other, _)| *other == id) {
                let name = choices::evidence_name(self.reading, piece);
                offered.insert(0, (id.clone(), name));
            }
            before.push(id);
        }
        Question::new("evidence", label, Kind::Several(offered))
            .hint("Lodge it as evidence first where it is not in the list.")
            .all_of(before)
    }

    fn start(self) -> CommandForm {
        self.begin("start_return", "Start the return")
            .lead("It can be filled in by several people, one standard after another.")
            .at_once()
            .button("Start")
    }

    /// The returns of the agency in other rounds that were handed in.
    fn earlier(self) -> Vec<Choice> {
        let own = self.reading.view.campaigns.of_agency(self.agency);
        let handed_in = own.filter(|(id, _)| {
            let known = self.world.returns.get(id);
            *id != self.id && known.is_some_and(|known| known.phase.is_submitted())
        });
        handed_in
            .filter_map(|(id, campaign)| {
                let title = self.reading.view.campaigns.title(campaign)?;
                Some((id.to_string(), title.to_owned()))
            })
            .collect()
    }

    fn carry_forward(self) -> CommandForm {
        let title = "Take the answers of an earlier return over";
        self.begin("carry_answers_forward", title)
            .lead(
                "Each answer taken over has to be re-affirmed. What is already answered here \
                 stays as it is.",
            )
            .ask(Question::new(
                "from",
                "Of which round?",
                Kind::Select(self.earlier()),
            ))
            .at_once()
            .button("Take them over")
    }

    fn reaffirm(self) -> CommandForm {
        let waits = |key: &str| {
            let answer = self.state.answers.get(key);
            answer.is_some_and(|one| one.affirmation == Affirmation::CarriedForward)
        };
        let form = self.about_standard("reaffirm_answer", "Say that an answer still holds", waits);
        let score = self.own_score();
        let score = score.and_then(|code| self.standards.score(&code));
        let form = match score {
            Some(score) => form.lead(format!("The answer then: {}.", score.label)),
            None => form,
        };
        let form = match self.words_before() {
            Some(words) => form.lead(format!("What was said then: {words}")),
            None => form,
        };
        form.at_once().button("It still holds")
    }

    fn assess(self) -> CommandForm {
        let form = self.about_standard("assess_standard", "Assess a standard", |_| true);
        let form = if self.state.sign_off.is_some() {
            form.lead("The return is signed off; a changed answer has to be signed off again.")
        } else {
            form
        };
        let score = Question::new("score", "How far is it met?", self.scores());
        form.ask(score.answered_where(self.own_score()))
            .ask(
                Question::new(
                    "narrative",
                    "How is it met, and what is missing?",
                    Kind::Words,
                )
                .answered_where(self.words_before()),
            )
            .ask(self.evidence("What shows it?").optional())
            .button("Save the answer")
    }

    fn sign_off(self) -> CommandForm {
        self.begin("sign_off_return", "Sign the return off")
            .lead("Whoever gave or re-affirmed an answer does not sign it off.")
            .ask(
                Question::new("post", "Your post", Kind::Line)
                    .hint("Never a name, such as Chief Officer"),
            )
            .at_once()
            .button("Sign it off")
    }

    fn submit(self) -> CommandForm {
        let form = self
            .begin("submit_return", "Hand the return in")
            .lead("You get a receipt. After that an answer is changed by a clarification alone.");
        let form = if self.state.campaign_closed(self.world) {
            form.reason(Asked::Required)
                .late()
                .lead("The round is closed: the return is recorded as late, with the reason.")
        } else {
            form
        };
        form.at_once().button("Hand it in")
    }
}
