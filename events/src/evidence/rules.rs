//! The rules of a piece of evidence.

use super::{Command, Event, State};
use crate::ids::EvidenceId;
use crate::refusal::Refusal;
use crate::world::{Given, World};

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    _: &State,
    _id: EvidenceId,
    _: Command,
    _: &Given,
    _: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    Ok(Vec::new())
}
