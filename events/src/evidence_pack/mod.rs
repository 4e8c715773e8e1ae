//! An evidence pack: part of the record, put together for somebody outside, with the proof that it
//! is what was recorded.
//!
//! Putting one together and handing it over are facts of the record like any other. The event says
//! what was chosen, as at when, what was left out and why, and the hash of the pack's manifest, so
//! that whoever holds a pack can tell which of those that were ever made it is. The pack itself is
//! not kept: it is made again from the record when it is asked for, and is then the same to the
//! byte but for its stamp, unless something in it was erased since.

mod event;

mod command;
mod state;

mod refusals;

mod rules;

pub use command::Command;
pub use event::{Chosen, Delivery, Event, Held, LeftOut, Rule, WithheldFor, Withholding};
pub use rules::decide;
pub use state::{State, evolve};

#[cfg(test)]
mod tests;
