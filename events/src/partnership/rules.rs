//! What may be asked of the partnership.

use super::{Command, Event, State};
use crate::refusal::Refusal;
use crate::world::{Given, World};

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(_: &State, _: Command, _: &Given, _: &World) -> Result<Vec<Event>, Vec<Refusal>> {
    Ok(Vec::new())
}
