//! The forms of the commands to an improvement action.

mod agreeing;
mod completing;
mod dates;
mod milestones;
mod rating;

use super::choices::{self, owner_name};
use crate::web::form::{Asked, CommandForm, Kind, Question};
use crate::web::reading::Reading;
use events::ids::{ActionId, StreamId};
use projections::actions::Action;

/// The form of a command to an improvement action.
pub fn form(reading: &Reading<'_>, stream: StreamId, command: &str) -> Option<CommandForm> {
    let id = ActionId(stream.id);
    if command == "agree_action" {
        return Some(agreeing::agree(reading, id));
    }
    let action = reading.view.actions.get(id)?;
    let ask = Ask { reading, action };
    Some(match command {
        "accept_action" => ask.accept(),
        "query_action" => ask.query(),
        "answer_action_query" => ask.answer_query(),
        "reword_action" => ask.reword(),
        "reassign_action" => ask.reassign(),
        "set_action_measure" => ask.set_measure(),
        "set_milestone" => ask.set_milestone(),
        "meet_milestone" => ask.meet_milestone(),
        "miss_milestone" => ask.miss_milestone(),
        "reschedule_milestone" => ask.reschedule_milestone(),
        "depend_on_action" => ask.depend_on(),
        "report_progress" => ask.report_progress(),
        "rate_action" => ask.rate(),
        "moderate_rating" => ask.moderate(),
        "set_due_date" => ask.set_due(),
        "request_extension" => ask.request_extension(),
        "refuse_extension" => ask.refuse_extension(),
        "extend_due_date" => ask.extend_due(),
        "claim_completion" => ask.claim_completion(),
        "verify_completion" => ask.verify_completion(),
        "refuse_completion" => ask.refuse_completion(),
        "judge_action_impact" => ask.judge_impact(),
        "discontinue_action" => ask.discontinue(),
        "reopen_action" => ask.reopen(),
        "send_reminder" => ask.send_reminder(),
        "escalate_overdue" => ask.escalate(),
        "close_action" => ask.close(),
        _ => return None,
    })
}

/// A form being asked about one action.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    action: &'a Action,
}

impl Ask<'_> {
    /// A form about this action, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        let words = self.reading.start_of(&self.action.text, 120);
        CommandForm::new(
            self.action.id,
            command,
            title,
            format!("/action/{}", self.action.id),
        )
        .about(format!("Action {}: {words}", self.action.reference))
    }

    fn accept(self) -> CommandForm {
        let form = self.begin("accept_action", "Accept the action");
        let form = self.measures_in(form.lead(
            "Accepting says that your agency takes the action on as it is worded. If something \
             about it is unclear, question it instead.",
        ));
        let question = if let Some(agency) = choices::speaks_for(self.reading) {
            let agency = serde_json::Value::String(agency.to_string());
            Question::new("agency", "Agency", Kind::Fixed(agency))
        } else {
            let owning = self.action.owners.iter().filter_map(|owner| owner.agency);
            let owning = choices::named_agencies(self.reading.view, owning);
            Question::new("agency", "For which owning agency", Kind::Select(owning))
                .hint("Leave empty for the partnership’s own team.")
                .optional()
        };
        form.ask(question).button("Accept the action")
    }

    fn query(self) -> CommandForm {
        self.begin("query_action", "Question the action")
            .lead("The partnership’s team answers, and both stay on the trail.")
            .ask(Question::new(
                "question",
                "What is your question?",
                Kind::Words,
            ))
            .button("Send the question")
    }

    fn answer_query(self) -> CommandForm {
        let mut form = self.begin("answer_action_query", "Answer the owner’s question");
        for query in self
            .action
            .queries
            .iter()
            .filter(|query| query.answered.is_none())
        {
            form = form.lead(format!("Asked: {}", self.reading.plain(&query.question)));
        }
        form.ask(Question::new("answer", "Answer", Kind::Words))
            .button("Answer")
    }

    fn reword(self) -> CommandForm {
        let now = self.reading.plain(&self.action.text);
        self.begin("reword_action", "Correct the words of the action")
            .lead("The words before stay on the trail.")
            .ask(Question::new("text", "What somebody will do", Kind::Words).answered(now))
            .reason(Asked::Required)
            .button("Correct the words")
    }

    fn reassign(self) -> CommandForm {
        let mut to = Question::new("to", "Owners from now on", Kind::Owners(self.agencies()));
        for (row, owner) in self.action.owners.iter().enumerate() {
            to.before
                .push((format!("to-{row}-role"), owner.role.clone()));
            if let Some(agency) = owner.agency {
                to.before
                    .push((format!("to-{row}-agency"), agency.to_string()));
            }
        }
        self.begin("reassign_action", "Give the action other owners")
            .lead("The owners before, and what they did, stay on the trail under their posts.")
            .ask(to)
            .reason(Asked::Optional)
            .button("Reassign")
    }

    fn set_measure(self) -> CommandForm {
        let form = self.begin("set_action_measure", "Add a measure of success");
        self.measures_in(form)
            .ask(
                Question::new("measure", "How will success be seen?", Kind::Measure)
                    .hint("What will be different, and how anybody can see it."),
            )
            .button("Add the measure")
    }

    fn depend_on(self) -> CommandForm {
        let others = self.reading.view.actions.of_plan(self.action.plan);
        let others = others
            .filter(|other| other.id != self.action.id && !other.phase().is_settled())
            .map(|other| {
                (
                    other.id.to_string(),
                    choices::action_name(self.reading, other),
                )
            })
            .collect();
        self.begin(
            "depend_on_action",
            "Record that the action waits for another",
        )
        .ask(Question::new(
            "on",
            "Which action does it wait for?",
            Kind::Select(others),
        ))
        .button("Record")
    }

    fn report_progress(self) -> CommandForm {
        let form = self.begin("report_progress", "Report progress");
        let back = self.after("/rag-round");
        let mut form = self.last_progress_in(form);
        form.back = back;
        form.ask(Question::new("text", "How far is it?", Kind::Words).hint(
            "What was done since the last update and what comes next. No names of children, \
                 families or practitioners.",
        ))
        .button("Report progress")
    }

    fn send_reminder(self) -> CommandForm {
        let owners = choices::owners(self.reading.view, &self.action.owners);
        self.begin("send_reminder", "Record a reminder")
            .lead("This records that you reminded an owner. It sends nothing by itself.")
            .ask(Question::new(
                "to",
                "Who was reminded?",
                Kind::Radios(owners),
            ))
            .button("Record the reminder")
    }

    fn escalate(self) -> CommandForm {
        self.begin("escalate_overdue", "Record that it was escalated")
            .lead(format!(
                "Due: {}.",
                choices::day_or(self.action.due, "no date")
            ))
            .ask(
                Question::new("to", "Who was told that it is overdue?", Kind::Line)
                    .hint("A post or a group, such as the executive group."),
            )
            .reason(Asked::Optional)
            .button("Record the escalation")
    }

    /// The agencies that are members.
    fn agencies(self) -> Vec<crate::web::form::Choice> {
        choices::agencies(self.reading)
    }

    /// What done looks like, before the questions.
    fn measures_in(self, mut form: CommandForm) -> CommandForm {
        for (_, measure) in &self.action.measures {
            form = form.lead(format!(
                "Success is seen by: {}",
                self.reading.plain(measure)
            ));
        }
        form
    }

    /// The last report of progress, before the questions.
    fn last_progress_in(self, form: CommandForm) -> CommandForm {
        match &self.action.progress {
            None => form.lead("Nobody has reported progress yet."),
            Some((at, text)) => form.lead(format!(
                "Last update, {}: {}",
                choices::day_or(Some(at.occurred_on), ""),
                self.reading.plain(text)
            )),
        }
    }

    /// Where to go afterwards: back to the round when the form was opened from it.
    fn after(self, round: &str) -> String {
        match self.reading.asked("then") {
            Some(_) => round.to_owned(),
            None => format!("/action/{}", self.action.id),
        }
    }

    /// The owners in words.
    fn owners_line(self) -> String {
        let view = self.reading.view;
        let names: Vec<_> = self
            .action
            .owners
            .iter()
            .map(|owner| owner_name(view, owner))
            .collect();
        if names.is_empty() {
            "nobody yet".to_owned()
        } else {
            names.join("; ")
        }
    }
}
