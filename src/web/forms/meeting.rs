//! The forms of the commands to a meeting.

use super::choices::{self, meeting_name};
use crate::web::form::{Asked, Choice, CommandForm, Each, Kind, PartKind, Question, part};
use crate::web::reading::Reading;
use crate::web::visit::Visit;
use events::ids::{DecisionId, GroupId, MeetingId, StreamId};
use events::meeting::Presence;
use projections::Models;
use projections::meetings::{Decision, Meeting};

/// The form of a command to a meeting.
pub fn form(visit: &Visit, view: &Models, stream: StreamId, command: &str) -> Option<CommandForm> {
    for_reading(&Reading::of(visit, view), stream, command)
}

pub(crate) fn for_reading(
    reading: &Reading<'_>,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = MeetingId(stream.id);
    match command {
        "hold_meeting" => return Some(hold(reading, id)),
        "cancel_meeting" => return Some(cancel(reading, id)),
        _ => {}
    }
    let meeting = reading.view.meetings.get(id)?;
    let ask = Ask { reading, meeting };
    Some(match command {
        "make_decision" => ask.decide(),
        "ratify_decision" => ask.ratify(),
        "rescind_decision" => ask.rescind(),
        "freeze_paper" => ask.freeze_paper(),
        "approve_minutes" => ask.approve_minutes(),
        _ => return None,
    })
}

fn group_question(reading: &Reading<'_>) -> Question {
    let question = Question::new(
        "group",
        "Which group?",
        Kind::Select(choices::groups(reading)),
    );
    match reading.asked("group") {
        Some(group) => question.answered(group),
        None => question,
    }
}

/// How an agency was represented, in the words of the form.
pub(crate) const fn presence_word(presence: Presence) -> &'static str {
    match presence {
        Presence::Present => "Present",
        Presence::Deputy => "A deputy came",
        Presence::Apologies => "Sent apologies",
        Presence::Absent => "Absent",
    }
}

fn hold(reading: &Reading<'_>, id: MeetingId) -> CommandForm {
    let group = reading.asked_for::<GroupId>("group");
    let members = group.and_then(|id| reading.view.people.groups.get(&id));
    let members = members
        .map(|group| group.members.clone())
        .unwrap_or_default();
    let of = if members.is_empty() {
        choices::agencies(reading)
    } else {
        choices::named_agencies(reading.view, members)
    };
    CommandForm::new(id, "hold_meeting", "Record a meeting", "/meeting/{id}")
        .cancel("/settings/meetings")
        .lead("Whether it was quorate follows from who was there.")
        .ask(group_question(reading))
        .ask(Question::new("on", "The day it met", Kind::Day).on(Some(reading.today)))
        .ask(
            Question::new(
                "attendance",
                "Who was there",
                Kind::Each(choices::attendance(of)),
            )
            .hint("Leave out agencies that are not members."),
        )
        .button("Record the meeting")
}

fn cancel(reading: &Reading<'_>, id: MeetingId) -> CommandForm {
    CommandForm::new(
        id,
        "cancel_meeting",
        "Record a meeting that was not held",
        "/meeting/{id}",
    )
    .cancel("/settings/meetings")
    .ask(group_question(reading))
    .ask(Question::new("on", "The day it should have met", Kind::Day))
    .reason(Asked::Required)
    .button("Record it")
}

#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    meeting: &'a Meeting,
}

impl Ask<'_> {
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        let id = self.meeting.id;
        CommandForm::new(id, command, title, format!("/meeting/{id}"))
            .about(meeting_name(self.reading.view, self.meeting))
    }

    fn decide(self) -> CommandForm {
        let there = self.meeting.attendance.iter().map(|one| one.agency);
        let dissent = Each {
            key: "agency",
            of: choices::named_agencies(self.reading.view, there),
            answer: part("position", "What it said", PartKind::Words),
        };
        let mut ratify = Question::new(
            "subject_to_ratification",
            "A later meeting has to ratify this decision",
            Kind::Tick,
        );
        if !self.meeting.quorate {
            ratify = ratify
                .hint("This meeting was not quorate, so its decisions have to be ratified.")
                .answered("yes");
        }
        self.begin("make_decision", "Record a decision")
            .ask(Question::new("decision", "", Kind::FreshId))
            .ask(Question::new("text", "What was decided", Kind::Words))
            .ask(Question::new("rationale", "Why", Kind::Words))
            .ask(
                Question::new(
                    "dissent",
                    "Who did not agree, and what they said",
                    Kind::Each(dissent),
                )
                .hint("Leave empty for an agency that agreed.")
                .optional(),
            )
            .ask(ratify)
            .button("Record the decision")
    }

    /// The decision the form was opened for, or one to choose.
    fn about_decision(
        self,
        command: &'static str,
        title: &str,
        offered: impl Fn(&Decision) -> bool,
    ) -> CommandForm {
        let choices: Vec<Choice> = (1..)
            .zip(&self.meeting.decisions)
            .filter(|(_, decision)| offered(decision))
            .map(|(number, decision)| {
                let words = self.reading.start_of(&decision.text, 80);
                (
                    decision.id.to_string(),
                    format!("Decision {number}: {words}"),
                )
            })
            .collect();
        let mut question = Question::new("decision", "Which decision?", Kind::Radios(choices));
        if let Some(asked) = self.reading.asked_for::<DecisionId>("decision") {
            question = question.answered(asked.to_string());
        }
        self.begin(command, title).ask(question)
    }

    fn ratify(self) -> CommandForm {
        let waits = |decision: &Decision| {
            decision.subject_to_ratification
                && decision.ratified.is_none()
                && decision.rescinded.is_none()
        };
        self.about_decision("ratify_decision", "Ratify a decision", waits)
            .lead("Choose the later, quorate meeting that ratified it.")
            .meeting(Asked::Required)
            .button("Ratify the decision")
    }

    fn rescind(self) -> CommandForm {
        self.about_decision("rescind_decision", "Rescind a decision", |decision| {
            decision.rescinded.is_none()
        })
        .lead("The decision stays on the record, marked as rescinded.")
        .reason(Asked::Required)
        .meeting(Asked::Optional)
        .button("Rescind the decision")
    }

    fn freeze_paper(self) -> CommandForm {
        let mut form = self
            .begin("freeze_paper", "Freeze a paper")
            .lead(
                "The paper stays exactly as it is here, and nobody can change or replace it. A \
                 checkpoint is made at once; its line for the minutes stands beside the paper.",
            )
            .ask(Question::new("paper", "", Kind::FreshId))
            .ask(
                Question::new("title", "Title of the paper", Kind::Line)
                    .hint("A new version of a paper gets a title of its own."),
            )
            .ask(
                Question::new("as_at", "As at", Kind::Moment)
                    .hint("The paper tells what had been recorded by this moment."),
            )
            .ask(Question::new("file", "The paper", Kind::File).hint("At most 25 MB."))
            .button("Freeze the paper");
        form.back = format!("/meeting/{}#papers", self.meeting.id);
        form
    }

    fn approve_minutes(self) -> CommandForm {
        self.begin("approve_minutes", "Approve the minutes")
            .meeting(Asked::Optional)
            .button("Approve the minutes")
    }
}
