//! The forms by which the partnership questions a return, and what the agency does next.

use super::super::choices;
use super::Ask;
use crate::web::components::dates::date_text;
use crate::web::form::{Asked, Choice, CommandForm, Kind, PartKind, Question, Rows, Valued, part};
use events::service_return::AgreedAction;
use serde_json::json;

impl Ask<'_> {
    pub(super) fn request_clarification(self) -> CommandForm {
        let title = "Ask the agency to explain an answer";
        let clear = |key: &str| self.is_answered(key) && !self.state.unclear.contains(key);
        self.about_standard("request_clarification", title, clear)
            .ask(Question::new("question", "What is not clear?", Kind::Words))
            .button("Ask")
    }

    pub(super) fn provide_clarification(self) -> CommandForm {
        let unclear = |key: &str| self.state.unclear.contains(key);
        self.about_standard("provide_clarification", "Explain an answer", unclear)
            .ask(Question::new("words", "The explanation", Kind::Words))
            .ask(
                Question::new("score", "A new score", self.scores())
                    .hint("Only where it changes. The return is then signed off again.")
                    .optional(),
            )
            .ask(
                Question::new(
                    "evidence",
                    "What else shows it?",
                    Kind::Several(choices::latest_evidence(self.reading)),
                )
                .optional(),
            )
            .button("Send the explanation")
    }

    pub(super) fn challenge(self) -> CommandForm {
        self.begin("hold_challenge", "Record that a panel talked it through")
            .ask(Question::new("on", "On which day?", Kind::Day).on(Some(self.reading.today)))
            .ask(
                Question::new("panel", "Who sat on the panel?", Kind::Labels)
                    .hint("One post on each line, never a name"),
            )
            .ask(Question::new(
                "lay_member",
                "A lay member was there",
                Kind::Tick,
            ))
            .ask(Question::new(
                "young_people",
                "Young people were there",
                Kind::Tick,
            ))
            .ask(Question::new(
                "words",
                "What was asked, and what came of it?",
                Kind::Words,
            ))
            .button("Record the challenge")
    }

    pub(super) fn moderate(self) -> CommandForm {
        let title = "Give the partnership’s own view of an answer";
        let stands_at = self.reading.asked("standard");
        let stands_at = stands_at.and_then(|key| self.state.score_in_force(key));
        let score = Question::new("to", "The partnership’s score", self.scores());
        self.about_standard("moderate_standard", title, |key| self.is_answered(key))
            .lead("Where it differs from the agency’s own score, say why.")
            .ask(score.answered_where(stands_at))
            .reason(Asked::Optional)
            .button("Record the score")
    }

    pub(super) fn accept(self) -> CommandForm {
        let form = self.begin("accept_return", "Accept the return");
        let form = if self.state.challenged {
            form.reason(Asked::Optional)
        } else {
            form.lead("No panel talked it through, so say why it is accepted without.")
                .reason(Asked::Required)
        };
        form.meeting(Asked::Optional).button("Accept the return")
    }

    /// The actions of plans that the agency owns and that are not settled.
    fn plan_actions(self) -> Vec<Choice> {
        let actions = self.reading.view.actions.all();
        let own = actions.filter(|action| {
            let mut owners = action.owners.iter();
            !action.phase().is_settled() && owners.any(|owner| owner.agency == Some(self.agency))
        });
        own.map(|action| {
            let name = choices::action_name(self.reading, action);
            (action.id.to_string(), name)
        })
        .collect()
    }

    pub(super) fn agree_action(self) -> CommandForm {
        let parts = vec![
            part(
                "action",
                "An action that stands in a plan",
                PartKind::Choice(self.plan_actions()),
            ),
            part("words", "Or a new one: what is done", PartKind::Words),
            part("owner", "The post that owns it", PartKind::Line),
            part("due", "By when", PartKind::Day),
        ];
        self.begin("agree_agency_action", "Agree what the agency does about it")
            .ask(
                Question::new(
                    "action",
                    "The action",
                    Kind::Rows(Rows::existing_or_new(parts)),
                )
                .hint(
                    "Choose an action the agency owns in a plan, which is followed there, or \
                         write out a new one, which is followed here.",
                ),
            )
            .meeting(Asked::Optional)
            .button("Agree the action")
    }

    /// The agency's own actions that are not done.
    fn open_actions(self) -> Vec<Valued> {
        let actions = self.state.actions.iter();
        actions
            .filter_map(|(number, action)| match action {
                AgreedAction::Own { due, done_with } if done_with.is_empty() => {
                    let name = format!("Action {number}, due {}", date_text(*due));
                    Some(((number.to_string(), name), json!(number)))
                }
                AgreedAction::Own { .. } | AgreedAction::Existing(_) => None,
            })
            .collect()
    }

    pub(super) fn report_done(self) -> CommandForm {
        let which = Question::new("number", "Which action?", Kind::Values(self.open_actions()));
        self.begin("report_agency_action_done", "Say that an action is done")
            .lead("An action of a plan is claimed as completed there.")
            .ask(which.answered_where(self.reading.asked("number")))
            .ask(Question::new("words", "What was done?", Kind::Words))
            .ask(self.evidence("What shows it?"))
            .button("Report it done")
    }

    pub(super) fn share(self) -> CommandForm {
        self.begin("share_return", "Share the return with another partnership")
            .lead("This records that it was shared. Send it your usual secure way.")
            .ask(Question::new(
                "partnership",
                "Which partnership?",
                Kind::Line,
            ))
            .button("Record it")
    }

    pub(super) fn remind(self) -> CommandForm {
        self.begin("send_return_reminder", "Record a reminder")
            .lead(
                "This records that the agency was reminded, by telephone or by e-mail. The day \
                 the return is due stays as it is.",
            )
            .button("Record the reminder")
    }

    pub(super) fn close(self) -> CommandForm {
        self.begin("close_return", "Close the return")
            .lead("Everything agreed about it is done.")
            .meeting(Asked::Optional)
            .button("Close the return")
    }
}
