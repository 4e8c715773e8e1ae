//! What was decided about a gap the product found by itself.

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
