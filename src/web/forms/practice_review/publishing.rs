//! The forms of what becomes of the report.

use super::Ask;
use crate::web::components::dates::date_text;
use crate::web::form::{Asked, CommandForm, Kind, PartKind, Question, Rows, part};

/// How many others may be told of a delay in one form.
const TOLD_SHOWN: usize = 3;

impl Ask<'_> {
    pub(super) fn publishing(self, command: &str) -> Option<CommandForm> {
        Some(match command {
            "send_report_to_panel" => self.sent(
                "send_report_to_panel",
                "Record that the report went to the Panel and the Secretary of State",
            ),
            "send_report_to_ofsted" => self.sent(
                "send_report_to_ofsted",
                "Record that the report went to Ofsted",
            ),
            "record_panel_comment" => self
                .begin("record_panel_comment", "Record what the Panel said")
                .ask(Question::new("on", "The day", Kind::Day).on(Some(self.reading.today)))
                .ask(Question::new("words", "What did it say?", Kind::Words))
                .button("Record it"),
            "delay_publication" => self.delay(),
            "decide_non_publication" => self.withhold(),
            "publish_report" => self
                .published("publish_report", "Record that the report was published")
                .button("Record the publication"),
            "publish_improvements" => self
                .published(
                    "publish_improvements",
                    "Record that only improvements were published",
                )
                .ask(Question::new(
                    "words",
                    "What should get better?",
                    Kind::Words,
                ))
                .button("Record the publication"),
            "take_report_down" => self.take_down(),
            "close_review" => self.close(),
            _ => return None,
        })
    }

    fn sent(self, command: &'static str, title: &str) -> CommandForm {
        self.begin(command, title)
            .lead(
                "Send it in your usual secure way; this records that it went. It is the version \
                 the partners signed.",
            )
            .ask(Question::new("on", "The day it went", Kind::Day).on(Some(self.reading.today)))
            .button("Record it")
    }

    fn delay(self) -> CommandForm {
        let due = self.known.due.map(date_text).unwrap_or_default();
        let told = vec![
            part("who", "Who", PartKind::Line),
            part("on", "On which day", PartKind::Day),
        ];
        self.begin("delay_publication", "Record a delay of publication")
            .lead(format!(
                "The last day is {due}, and stays it. What is recorded here stands beside it."
            ))
            .ask(Question::new("why", "Why is it late?", Kind::Words))
            .ask(Question::new(
                "expected",
                "The day it is expected now",
                Kind::Day,
            ))
            .ask(
                Question::new(
                    "told_panel_on",
                    "The day the Panel and the Secretary of State were told",
                    Kind::Day,
                )
                .on(Some(self.reading.today)),
            )
            .ask(
                Question::new(
                    "told",
                    "Who else was told?",
                    Kind::Rows(Rows::several(told, TOLD_SHOWN)),
                )
                .hint("Bodies and posts, such as the coroner’s officer")
                .optional(),
            )
            .meeting(Asked::Optional)
            .button("Record the delay")
    }

    fn withhold(self) -> CommandForm {
        self.begin(
            "decide_non_publication",
            "Decide that the report is not published",
        )
        .lead(
            "The report is published unless that is inappropriate; then what should get \
                 better is published instead (Children Act 2004, section 16F: to be \
                 confirmed).",
        )
        .ask(Question::new(
            "justification",
            "Why is publishing it inappropriate?",
            Kind::Words,
        ))
        .meeting(Asked::Optional)
        .button("Record the decision")
    }

    fn published(self, command: &'static str, title: &str) -> CommandForm {
        self.begin(command, title)
            .ask(Question::new("on", "The day", Kind::Day).on(Some(self.reading.today)))
            .ask(
                Question::new("place", "Where?", Kind::Line)
                    .hint("Such as the partnership’s website and the national repository"),
            )
            .ask(
                Question::new(
                    "available_until",
                    "Until when can it be read, where that is longer than a year?",
                    Kind::Day,
                )
                .hint("Left empty, it is the year it must stay public.")
                .optional(),
            )
            .meeting(Asked::Optional)
    }

    fn take_down(self) -> CommandForm {
        let until = self.state.published.map(|one| one.available_until);
        let until = until.map(date_text).unwrap_or_default();
        self.begin("take_report_down", "Record that it was taken down")
            .lead(format!(
                "It has to be public until {until}. Where it went before, say why."
            ))
            .ask(Question::new("on", "The day", Kind::Day).on(Some(self.reading.today)))
            .reason(Asked::Optional)
            .button("Record it")
    }

    fn close(self) -> CommandForm {
        self.begin("close_review", "Close the review")
            .lead(
                "Everything it says that asks for change has a recommendation or a reason why \
                 not. The recommendations go on.",
            )
            .meeting(Asked::Optional)
            .button("Close the review")
    }
}
