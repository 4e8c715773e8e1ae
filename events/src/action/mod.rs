//! Improvement actions: what somebody will do about a recommendation or an outcome.

mod event;

mod command;
mod state;

pub(crate) mod decided;
pub(crate) mod independence;

mod refusals;

mod rules;

mod evolve;

pub use command::Command;
pub use event::*;
pub use evolve::evolve;
pub use rules::decide;
pub use state::{Milestone, MilestoneStanding, Phase, Rating, State};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
