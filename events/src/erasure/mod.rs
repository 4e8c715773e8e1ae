//! What becomes of somebody's words: whether they are kept for longer, who asked for them to be
//! erased, and what was decided.
//!
//! An erasure names every thing whose words go, so that whoever decides sees what they decide. The
//! one who decides is never the one who asked, and nothing under a legal hold is erased. The words
//! go by destroying the data keys they were sealed under; the event names those keys, so that an
//! erasure that a crash interrupted is finished at the next start.

mod event;

mod command;
mod grounds;
mod state;

mod belonging;
mod refusals;
mod rules;

pub use belonging::{HELD_DEPTH_MAX, is_erasable, parts_of, whole_of};
pub use command::Command;
pub use event::{DestroyedKey, Event, Outcome};
pub use grounds::{AskedBy, Authority, Exemption};
pub use rules::{THINGS_MAX, decide};
pub use state::{Phase, State, evolve};

#[cfg(test)]
mod tests;
