//! Whether a command rests on a meeting and its decision.

use crate::meeting;
use crate::world::{Given, World};

/// Whether it rests on a decision that stands: neither rescinded nor waiting to be ratified.
pub(crate) fn rests_on_decision(given: &Given, world: &World) -> bool {
    given.decided_in.is_some_and(|decided_in| {
        let meeting = world.meetings.get(&decided_in.meeting);
        decided_in
            .decision
            .zip(meeting)
            .is_some_and(|(decision, meeting)| meeting.decision_stands(decision))
    })
}

/// Whether a meeting approved it: the meeting was held, and where a decision of it is named too,
/// that decision stands.
pub(crate) fn rests_on_meeting(given: &Given, world: &World) -> bool {
    given.decided_in.is_some_and(|decided_in| {
        let meeting = world.meetings.get(&decided_in.meeting);
        meeting.is_some_and(meeting::State::was_held)
            && (decided_in.decision.is_none() || rests_on_decision(given, world))
    })
}
