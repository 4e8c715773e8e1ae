//! One case of an audit's sample: one child, under an alias.
//!
//! A case is a stream of its own because a stream has one data key: destroying it erases every
//! word said of one child and no other's. What stays in the leaves is the alias and the broad
//! characteristics a board counts by, never a name, a birthday or an address.

mod characteristics;
mod event;

mod command;
mod state;

mod refusals;

mod rules;

mod evolve;

pub use characteristics::{AgeBand, Disability, Ethnicity, Placement, PlanType};
pub use command::Command;
pub use event::*;
pub use evolve::evolve;
pub use rules::decide;
pub(crate) use rules::is_alias;
pub use state::{Concern, Exclusion, PeerGrade, Return, ReturnPhase, SelfGrade, State};

#[cfg(test)]
mod tests;
