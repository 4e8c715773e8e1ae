//! A legal hold: what must not be erased while somebody else may need it, such as an inquiry, the
//! police or a court. It names things, and reaches what is part of them.

mod event;

mod command;
mod state;

mod refusals;
mod rules;

pub use command::Command;
pub use event::{Event, HeldFor};
pub use rules::decide;
pub use state::{State, evolve};

#[cfg(test)]
mod tests;
