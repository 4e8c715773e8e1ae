//! What may be asked of a gap.

use super::{Command, Event, State};
use crate::refusal::Refusal;
use crate::world::{Given, World};
use uuid::Uuid;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    _: &State,
    _: Uuid,
    _: Command,
    _: &Given,
    _: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    Ok(Vec::new())
}
