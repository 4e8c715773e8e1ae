//! The forms about the due date of an action: set once, then extended with a reason.

use super::super::choices::day_or;
use super::Ask;
use crate::web::form::{Asked, CommandForm, Kind, Question};

impl Ask<'_> {
    pub(super) fn set_due(self) -> CommandForm {
        self.begin("set_due_date", "Set the due date")
            .lead("This is its first due date. Later dates are extensions, with a reason.")
            .ask(Question::new("to", "Due date", Kind::Day))
            .button("Set the due date")
    }

    pub(super) fn request_extension(self) -> CommandForm {
        let form = self.begin("request_extension", "Ask for more time");
        self.dates_in(form)
            .lead(
                "The business manager or the independent chair answers, and a meeting approves. \
                 Until then the date stays, and the action counts as overdue once it has passed.",
            )
            .ask(Question::new("to", "Until when?", Kind::Day))
            .reason(Asked::Required)
            .button("Ask for more time")
    }

    pub(super) fn refuse_extension(self) -> CommandForm {
        let form = self.begin("refuse_extension", "Refuse the extra time");
        self.asked_in(self.dates_in(form))
            .lead("The date stays as it is. The owner sees your reason.")
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("Refuse the extra time")
    }

    pub(super) fn extend_due(self) -> CommandForm {
        let form = self.begin("extend_due_date", "Extend the due date");
        let waiting = self.action.extensions_asked.last();
        let asked = waiting
            .filter(|asked| asked.refused.is_none())
            .map(|asked| asked.to);
        self.asked_in(self.dates_in(form))
            .lead("The original date and every extension stay visible.")
            .ask(Question::new("to", "Due date from now on", Kind::Day).on(asked))
            .reason(Asked::Required)
            .meeting(Asked::Required)
            .button("Extend the due date")
    }

    /// The dates it had, before the questions.
    fn dates_in(self, form: CommandForm) -> CommandForm {
        let action = self.action;
        let count = match action.extensions.len() {
            0 => "never extended".to_owned(),
            1 => "extended once".to_owned(),
            count => format!("extended {count} times"),
        };
        let form = form.lead(format!(
            "Due {} ({count}).",
            day_or(action.due, "without a date")
        ));
        if action.original_due == action.due {
            return form;
        }
        form.lead(format!(
            "Originally due {}.",
            day_or(action.original_due, "without a date")
        ))
    }

    /// What was asked for and waits, before the questions.
    fn asked_in(self, form: CommandForm) -> CommandForm {
        let waiting = self.action.extensions_asked.last();
        let Some(asked) = waiting.filter(|asked| asked.refused.is_none()) else {
            return form;
        };
        let why = asked
            .reason
            .as_ref()
            .map(|reason| self.reading.plain(reason));
        form.lead(format!(
            "Asked for on {}: until {}, because: {}",
            day_or(Some(asked.at.occurred_on), ""),
            day_or(Some(asked.to), ""),
            why.unwrap_or_else(|| "no reason recorded".to_owned())
        ))
    }
}
