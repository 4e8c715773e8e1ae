//! The rules that hold for every command.

use crate::ids::StreamId;
use crate::refusal::Refusal;
use crate::world::{Command, Given, World};

/// Every rule of this kind that the command breaks.
pub fn check(_: &World, _: StreamId, _: &Command, _: &Given) -> Vec<Refusal> {
    Vec::new()
}
