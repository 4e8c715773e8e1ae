//! The forms of the commands to an audit.

mod commissioning;
mod findings;

use super::choices::{self, meeting_name};
use crate::web::form::{Asked, Choice, CommandForm, Kind, PartKind, Question, Rows, part};
use crate::web::reading::Reading;
use events::audit::{Better, Judgement, State};
use events::ids::{AuditId, StreamId};
use events::world::World;
use projections::audits::Audit;

/// How many meetings are offered as the one it was presented to.
const MEETINGS_SHOWN: usize = 30;

/// The form of a command to an audit. `world` is what the rules know of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = AuditId(stream.id);
    if command == "commission_audit" {
        return Some(commissioning::commission(reading, world, id));
    }
    let ask = Ask {
        reading,
        world,
        id,
        known: reading.view.audits.audit(id)?,
        state: world.audits.get(&id)?,
    };
    Some(match command {
        "issue_audit_tool" => ask.issue_tool(),
        "draw_sample" => ask.draw_sample(),
        "record_moderation_meeting" => ask.moderation_meeting(),
        "record_finding" => ask.record_finding(),
        "correct_finding" => ask.correct_finding(),
        "match_finding_to_earlier" => ask.match_to_earlier(),
        "justify_no_recommendation" => ask.justify(),
        "approve_audit_report" => ask.approve(),
        "present_audit" => ask.present(),
        "disseminate_audit_learning" => ask.disseminate(),
        "schedule_repeat_audit" => ask.schedule_repeat(),
        "compare_with_baseline" => ask.compare(),
        "close_audit" => ask.close(),
        "abandon_audit" => ask.abandon(),
        _ => return None,
    })
}

/// A form being asked about one audit.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    world: &'a World,
    id: AuditId,
    known: &'a Audit,
    state: &'a State,
}

impl Ask<'_> {
    /// A form about this audit, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        CommandForm::new(self.id, command, title, choices::page_of(self.id)).about(format!(
            "Audit {}: {}",
            self.known.reference, self.known.title
        ))
    }

    fn moderation_meeting(self) -> CommandForm {
        let agencies = self.known.agencies.iter().copied();
        let of = choices::named_agencies(self.reading.view, agencies);
        self.begin("record_moderation_meeting", "Record a moderation meeting")
            .lead("At least two agencies look at the grades together.")
            .ask(Question::new("on", "The day it met", Kind::Day).on(Some(self.reading.today)))
            .ask(
                Question::new(
                    "attendance",
                    "Who was there",
                    Kind::Each(choices::attendance(of)),
                )
                .hint("Leave out agencies that were not asked."),
            )
            .button("Record the meeting")
    }

    fn approve(self) -> CommandForm {
        self.begin("approve_audit_report", "Approve the report")
            .lead(
                "Every case left in the sample is graded and moderated, and every finding counts \
                 the sample as it is. What the report rests on is not changed afterwards.",
            )
            .lead("Where an agency has not returned, say why the report goes on without it.")
            .reason(Asked::Optional)
            .meeting(Asked::Optional)
            .button("Approve the report")
    }

    fn present(self) -> CommandForm {
        let meetings = self.reading.view.meetings.latest_first().into_iter();
        let held = meetings.filter(|meeting| meeting.cancelled.is_none());
        let held: Vec<Choice> = held
            .take(MEETINGS_SHOWN)
            .map(|meeting| {
                let name = meeting_name(self.reading.view, meeting);
                (meeting.id.to_string(), name)
            })
            .collect();
        self.begin("present_audit", "Record that the audit was presented")
            .ask(
                Question::new("meeting", "In which meeting?", Kind::Select(held))
                    .hint("The newest first. Record the meeting under Settings first where it is missing.")
                    .answered_where(self.reading.asked("meeting")),
            )
            .button("Record it")
    }

    fn disseminate(self) -> CommandForm {
        self.begin(
            "disseminate_audit_learning",
            "Record how the learning was passed on",
        )
        .ask(
            Question::new("audience", "Whom did it reach?", Kind::Words)
                .hint("Teams and professions, such as health visitors and social workers"),
        )
        .ask(
            Question::new("how", "How?", Kind::Words)
                .hint("Such as a seven-minute briefing or a learning event"),
        )
        .button("Record it")
    }

    fn schedule_repeat(self) -> CommandForm {
        self.begin("schedule_repeat_audit", "Say when it is made again")
            .ask(
                Question::new("by", "By when?", Kind::Day)
                    .hint("Late enough for practice to have changed, such as 27 3 2027")
                    .on(self.state.repeat_by),
            )
            .meeting(Asked::Optional)
            .button("Set the day")
    }

    fn compare(self) -> CommandForm {
        let better = [
            (
                Better::More,
                "More cases are better, such as children seen alone",
            ),
            (
                Better::Fewer,
                "Fewer cases are better, such as visits missed",
            ),
        ];
        let judgements = [
            (Judgement::Improved, "Practice is better than it was"),
            (Judgement::NotImproved, "Practice is not better than it was"),
            (
                Judgement::TooSmallToConclude,
                "The samples are too small to tell",
            ),
        ];
        let better = better.map(|(word, label)| (choices::word_value(&word), label.to_owned()));
        let judgements =
            judgements.map(|(word, label)| (choices::word_value(&word), label.to_owned()));
        let count = || {
            let parts = vec![
                part("x", "In how many cases was it so?", PartKind::Number),
                part("n", "Of how many looked at?", PartKind::Number),
            ];
            Kind::Rows(Rows::one(parts))
        };
        self.begin("compare_with_baseline", "Compare with the earlier audit")
            .ask(Question::new("measure", "What is measured?", Kind::Words))
            .ask(Question::new(
                "better",
                "When is it better?",
                Kind::Radios(better.to_vec()),
            ))
            .ask(Question::new("baseline", "In the earlier audit", count()))
            .ask(Question::new("now", "In this audit", count()))
            .ask(
                Question::new(
                    "judgement",
                    "What do the numbers say?",
                    Kind::Radios(judgements.to_vec()),
                )
                .hint("With fewer than ten cases on a side nothing can be concluded."),
            )
            .button("Record the comparison")
    }

    fn close(self) -> CommandForm {
        self.begin("close_audit", "Close the audit")
            .lead(
                "Every finding that asks for change has a recommendation or a reason why not, every \
                 immediate concern is confirmed, and what was learned reached people.",
            )
            .meeting(Asked::Optional)
            .button("Close the audit")
    }

    fn abandon(self) -> CommandForm {
        self.begin("abandon_audit", "Give the audit up")
            .lead("What was recorded stays on the record, with your reason.")
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("Give it up")
    }
}
