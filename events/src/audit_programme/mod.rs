//! The year's audit programme: which audits the partnership means to make, in which quarter, who
//! leads each, which priority it serves, and how many there have to be at the least.

mod event;

mod command;
mod state;

mod refusals;

mod rules;

pub use command::{Command, PlannedAudit};
pub use event::Event;
pub use rules::{QUARTERS, decide};
pub use state::{Entry, Phase, Shortfall, State, evolve};

#[cfg(test)]
mod tests;
