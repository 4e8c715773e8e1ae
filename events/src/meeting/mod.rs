//! Meeting.

mod event;

pub use event::*;

use crate::envelope::Envelope;
use crate::ids::MeetingId;
use crate::refusal::Refusal;
use crate::world::{Given, World};

/// What can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {}

/// What the rules ask about.
#[derive(Debug, Clone, Default)]
pub struct State;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    _: &State,
    _id: MeetingId,
    command: Command,
    _: &Given,
    _: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    match command {}
}

/// Moves on by one event.
pub fn evolve(_: &mut State, _: &Event, _: &Envelope) {}
