//! A meeting of a group, and what it decided.

mod command;
mod event;

mod rules;
mod state;

pub use command::Command;
pub use event::*;
pub use rules::decide;
pub use state::*;

#[cfg(test)]
mod tests;
