//! Recommendations: what should change, who should change it, and whether it made a difference.

mod event;

mod command;
mod standing;
mod state;

mod refusals;

mod rules;

mod evolve;

pub use command::Command;
pub use event::*;
pub use evolve::evolve;
pub use rules::decide;
pub use standing::one_stands;
pub use state::{Implementer, Phase, Response, State};

#[cfg(test)]
mod tests;
