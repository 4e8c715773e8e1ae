//! Improvement actions: what somebody will do about a recommendation or an outcome.

mod event;

mod command;
mod state;

mod evolve;
mod rules;

pub use command::Command;
pub use event::*;
pub use evolve::evolve;
pub use rules::decide;
pub use state::{Milestone, MilestoneStanding, Phase, Rating, State};
