//! Rounds of self-assessment: Section 11 of the Children Act 2004, and for schools sections 175
//! and 157 of the Education Act 2002. A round is called a campaign: whom it asks, against which
//! standards, by when, and what became of it. Each agency's answer is a stream of its own:
//! [`crate::service_return`].

mod standards;

mod event;

mod command;
mod state;

mod refusals;

mod rules;

mod evolve;

pub use command::Command;
pub use event::*;
pub use evolve::evolve;
pub use rules::decide;
pub use standards::{Score, Standard, StandardsFault, StandardsSet, shipped};
pub use state::{Invitation, Phase, State};

#[cfg(test)]
mod tests;
