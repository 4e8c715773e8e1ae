//! What may be asked of a meeting, and what then happened.

mod papers;
mod refusals;

use super::{Attendance, Command, DecisionPhase, Dissent, Event, Phase, Presence, State};
use crate::ids::{AgencyId, DecisionId, MeetingId};
use crate::partnership;
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use chrono::NaiveDate;
use refusals as refused;
use std::collections::BTreeSet;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    state: &State,
    _id: MeetingId,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    let mut broken = Refusals::default();
    let mut quorate = false;
    match &command {
        Command::HoldMeeting {
            group,
            on,
            attendance,
        } => {
            hold(state, *on, given, &mut broken);
            attended(attendance, world, &mut broken);
            let known = world.partnership.group(*group);
            broken.when(known.is_none(), refused::group_unknown);
            quorate = known.is_some_and(|group| is_quorate(group, attendance));
        }
        Command::CancelMeeting { group, .. } => {
            broken.need_reason(given, "a cancelled meeting");
            broken.when(state.phase != Phase::NotRecorded, refused::already_recorded);
            let known = world.partnership.group(*group).is_some();
            broken.when(!known, refused::group_unknown);
        }
        Command::MakeDecision {
            decision,
            dissent,
            subject_to_ratification,
            ..
        } => {
            make(
                state,
                *decision,
                *subject_to_ratification,
                (given, world),
                &mut broken,
            );
            dissented(dissent, world, &mut broken);
        }
        Command::RatifyDecision { decision } => {
            ratify(state, *decision, given, world, &mut broken);
        }
        Command::RescindDecision { decision } => {
            broken.need_reason(given, "rescinding a decision");
            rescind(state, *decision, &mut broken);
        }
        Command::FreezePaper {
            paper,
            title,
            as_at,
            file,
        } => papers::freeze(
            state,
            (*paper, title, *as_at, file),
            (given, world),
            &mut broken,
        ),
        Command::ApproveMinutes {} => {
            broken.when(!state.was_held(), refused::not_held);
            broken.when(state.minutes_approved, refused::minutes_already_approved);
        }
    }
    broken.or(|| vec![fact(quorate, command)])
}

fn hold(state: &State, on: NaiveDate, given: &Given, broken: &mut Refusals) {
    let planned = match state.phase {
        Phase::NotRecorded => true,
        Phase::Held { .. } | Phase::Cancelled { .. } => false,
    };
    broken.when(!planned, refused::already_recorded);
    broken.when(on > given.today, refused::held_in_the_future);
    let after = on > given.occurred_on && on <= given.today;
    broken.when(after, refused::held_after_recorded_day);
}

fn attended(attendance: &[Attendance], world: &World, broken: &mut Refusals) {
    broken.when(attendance.is_empty(), refused::no_attendance);
    let agencies = attendance.iter().map(|one| one.agency);
    check_agencies("attendance", agencies, world, broken);
}

fn dissented(dissent: &[Dissent], world: &World, broken: &mut Refusals) {
    let agencies = dissent.iter().map(|one| one.agency);
    check_agencies("dissent", agencies, world, broken);
}

fn check_agencies(
    list: &str,
    agencies: impl Iterator<Item = AgencyId>,
    world: &World,
    broken: &mut Refusals,
) {
    let mut seen = BTreeSet::new();
    for (index, agency) in agencies.enumerate() {
        let known = world.partnership.agency(agency).is_some();
        broken.when(!known, || refused::agency_unknown(list, index));
        let repeated = !seen.insert(agency);
        broken.when(repeated, || refused::agency_repeated(list, index));
    }
}

/// Enough agencies were there, in person or by a deputy. Where the group lists its members, only
/// they count.
fn is_quorate(group: &partnership::Group, attendance: &[Attendance]) -> bool {
    let there = attendance
        .iter()
        .filter(|one| match one.presence {
            Presence::Present | Presence::Deputy => true,
            Presence::Apologies | Presence::Absent => false,
        })
        .map(|one| one.agency)
        .filter(|agency| group.members.is_empty() || group.members.contains(agency))
        .collect::<BTreeSet<_>>();
    there.len() >= usize::from(group.quorum)
}

fn make(
    state: &State,
    decision: DecisionId,
    subject_to_ratification: bool,
    (given, world): (&Given, &World),
    broken: &mut Refusals,
) {
    let mut meetings = world.meetings.values();
    let known = meetings.any(|other| other.decisions.contains_key(&decision));
    broken.when(known, refused::decision_already_made);
    match state.phase {
        Phase::NotRecorded | Phase::Cancelled { .. } => broken.push(refused::not_held()),
        Phase::Held { on, quorate, .. } => {
            broken.when(given.occurred_on < on, refused::decision_before_meeting);
            broken.when(!quorate && !subject_to_ratification, refused::not_quorate);
            let needless = quorate && subject_to_ratification;
            broken.when(needless, refused::ratification_not_needed);
        }
    }
}

/// Only a standing decision of a later, quorate meeting of the same group ratifies.
fn ratify(
    state: &State,
    decision: DecisionId,
    given: &Given,
    world: &World,
    broken: &mut Refusals,
) {
    match state.decisions.get(&decision) {
        None => broken.push(refused::decision_unknown()),
        Some(DecisionPhase::SubjectToRatification) => {}
        Some(DecisionPhase::Standing | DecisionPhase::Ratified(_) | DecisionPhase::Rescinded) => {
            broken.push(refused::decision_not_waiting());
        }
    }
    let rests_on = given
        .decided_in
        .filter(|rests_on| rests_on.decision.is_some());
    let later = rests_on.and_then(|rests_on| world.meetings.get(&rests_on.meeting));
    let Some(later) = later else {
        return broken.push(refused::ratified_without_decision());
    };
    let same_group = later.group() == state.group();
    broken.when(!same_group, refused::ratified_in_other_group);
    broken.when(later.on() <= state.on(), refused::ratified_not_later);
    broken.when(!later.was_quorate(), refused::ratified_without_quorum);
}

fn rescind(state: &State, decision: DecisionId, broken: &mut Refusals) {
    match state.decisions.get(&decision) {
        None => broken.push(refused::decision_unknown()),
        Some(DecisionPhase::Rescinded) => broken.push(refused::decision_already_rescinded()),
        Some(
            DecisionPhase::Standing
            | DecisionPhase::SubjectToRatification
            | DecisionPhase::Ratified(_),
        ) => {}
    }
}

/// The fact that an accepted command leads to.
fn fact(quorate: bool, command: Command) -> Event {
    match command {
        Command::HoldMeeting {
            group,
            on,
            attendance,
        } => Event::MeetingHeld {
            quorate,
            group,
            on,
            attendance,
        },
        Command::CancelMeeting { group, on } => Event::MeetingCancelled { group, on },
        Command::MakeDecision {
            decision,
            text,
            rationale,
            dissent,
            subject_to_ratification,
        } => Event::DecisionMade {
            decision,
            text,
            rationale,
            dissent,
            subject_to_ratification,
        },
        Command::RatifyDecision { decision } => Event::DecisionRatified { decision },
        Command::RescindDecision { decision } => Event::DecisionRescinded { decision },
        Command::FreezePaper {
            paper,
            title,
            as_at,
            file,
        } => Event::PaperFrozen {
            paper,
            title,
            as_at,
            file,
        },
        Command::ApproveMinutes {} => Event::MinutesApproved {},
    }
}
