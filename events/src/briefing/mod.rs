//! A briefing: how what was learned reaches the people who work with children.
//!
//! It is drafted from what was learned, cleared by somebody who did not write it, published to an
//! audience, and each agency asked for it confirms which teams it reached. Publishing is not
//! spreading: only what an agency's lead confirmed counts as having reached anybody.

mod event;

mod command;
mod state;

mod refusals;

mod rules;

pub use command::Command;
pub use event::{Event, Part, Passage, Source, SourceKind};
pub use rules::decide;
pub use state::{Asked, Phase, State, evolve};

#[cfg(test)]
pub(crate) mod fixture;

#[cfg(test)]
mod tests;
