//! Returns: what one agency says of itself against each standard of a campaign, who stands up for
//! it, how the partnership questions it, and what the agency does next.
//!
//! A return's life begins in its campaign, which invites the agency and may give the return up:
//! [`crate::self_assessment`].

mod event;

mod command;
mod state;

mod refusals;

mod rules;

mod evolve;

pub use command::Command;
pub use event::*;
pub use evolve::{evolve, evolve_from_campaign};
pub use rules::decide;
pub use state::{Affirmation, AgreedAction, Answer, Phase, SignOff, State};

#[cfg(test)]
pub(crate) mod fixture;

#[cfg(test)]
mod tests;
