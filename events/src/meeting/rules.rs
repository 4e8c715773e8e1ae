//! What may be asked of a meeting.

use super::{Command, Event, State};
use crate::ids::MeetingId;
use crate::refusal::Refusal;
use crate::world::{Given, World};

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    _: &State,
    _: MeetingId,
    _: Command,
    _: &Given,
    _: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    Ok(Vec::new())
}
