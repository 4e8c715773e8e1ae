//! What may be asked of a plan.

use super::{Command, Event, State};
use crate::ids::PlanId;
use crate::refusal::Refusal;
use crate::world::{Given, World};

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    _: &State,
    _: PlanId,
    _: Command,
    _: &Given,
    _: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    Ok(Vec::new())
}
