//! When it happened, in which meeting it was decided, and whether its year is still open.

use crate::envelope::DecidedIn;
use crate::ids::{ReturnId, StreamId};
use crate::refusal::{Refusal, Refusals};
use crate::world::{Command, Given, World};
use crate::{meeting, service_return};
use chrono::Datelike;

/// The earliest year anything may be dated in.
pub const EARLIEST_YEAR: i32 = 1900;

/// The latest year anything may be dated in.
pub const LATEST_YEAR: i32 = 2199;

pub(super) fn check(
    world: &World,
    stream: StreamId,
    command: &Command,
    given: &Given,
    broken: &mut Refusals,
) {
    broken.when(given.occurred_on > given.today, occurred_in_future);
    let early = given.occurred_on.year() < EARLIEST_YEAR;
    broken.when(early, occurred_too_early);
    let may_be_late = submitted_after_close(world, stream, command);
    frozen_year(world, given, may_be_late, broken);
    if let Some(decided_in) = given.decided_in {
        decided(world, decided_in, broken);
    }
}

/// A frozen reporting year is only added to knowingly, and with a reason.
fn frozen_year(world: &World, given: &Given, may_be_late: bool, broken: &mut Refusals) {
    match world.partnership.frozen_year_on(given.occurred_on) {
        Some(label) if !given.late => broken.push(frozen_year_entry(label)),
        Some(_) => broken.need_reason(given, "a late entry into a frozen reporting year"),
        None => broken.when(given.late && !may_be_late, not_late),
    }
}

/// A return handed in after its campaign was closed is late in its own right; the return's own
/// rules ask for the flag and the reason.
fn submitted_after_close(world: &World, stream: StreamId, command: &Command) -> bool {
    let submits = matches!(
        command,
        Command::ServiceReturn(service_return::Command::SubmitReturn {})
    );
    let known = world.returns.get(&ReturnId(stream.id));
    submits && known.is_some_and(|known| known.campaign_closed(world))
}

fn decided(world: &World, decided_in: DecidedIn, broken: &mut Refusals) {
    let Some(known) = world.meetings.get(&decided_in.meeting) else {
        return broken.push(meeting_unknown());
    };
    match known.phase {
        meeting::Phase::NotRecorded => broken.push(meeting_unknown()),
        meeting::Phase::Cancelled { .. } => broken.push(meeting_cancelled()),
        meeting::Phase::Held { .. } => {
            let Some(decision) = decided_in.decision else {
                return;
            };
            let made = known.decisions.contains_key(&decision);
            broken.when(!made, decision_unknown);
            let fallen = made && !known.decision_stands(decision);
            broken.when(fallen, decision_does_not_stand);
        }
    }
}

fn occurred_in_future() -> Refusal {
    Refusal::new(
        "occurred_in_future",
        "occurred_on",
        "what has happened cannot be dated after today",
        "give today or an earlier day",
    )
}

fn occurred_too_early() -> Refusal {
    Refusal::new(
        "occurred_too_early",
        "occurred_on",
        format!("the day lies before {EARLIEST_YEAR}"),
        "check the year",
    )
}

fn frozen_year_entry(label: &str) -> Refusal {
    Refusal::new(
        "frozen_year",
        "late",
        format!("the reporting year {label} is frozen"),
        "flag the entry as late and say why, or correct the day it happened",
    )
}

fn not_late() -> Refusal {
    Refusal::new(
        "not_late",
        "late",
        "the day lies in no frozen reporting year, and no closed campaign is added to",
        "leave the late flag out",
    )
}

fn meeting_unknown() -> Refusal {
    Refusal::new(
        "decided_in_unknown_meeting",
        "decided_in",
        "no meeting has this id",
        "record the meeting first, or choose one from the list",
    )
}

fn meeting_cancelled() -> Refusal {
    Refusal::new(
        "decided_in_cancelled_meeting",
        "decided_in",
        "the meeting was not held, so nothing was decided in it",
        "choose a meeting that was held",
    )
}

fn decision_unknown() -> Refusal {
    Refusal::new(
        "decided_in_unknown_decision",
        "decided_in",
        "the meeting made no such decision",
        "record the decision first, or choose one of the meeting's",
    )
}

fn decision_does_not_stand() -> Refusal {
    Refusal::new(
        "decision_does_not_stand",
        "decided_in",
        "the decision was rescinded, or still waits for ratification",
        "have it ratified first, or choose a decision that stands",
    )
}
