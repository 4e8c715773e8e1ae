//! The rules of a recommendation.

use super::{Command, Event, State};
use crate::ids::RecommendationId;
use crate::refusal::Refusal;
use crate::world::{Given, World};

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    _: &State,
    _id: RecommendationId,
    _: Command,
    _: &Given,
    _: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    Ok(Vec::new())
}
