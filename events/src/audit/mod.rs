//! Audits: a look at practice in real cases, from the question it asks to the practice that changed.
//!
//! The audit's own stream holds what concerns the whole of it: question, tool, sample, moderation
//! meetings, findings, report. What is said of one child of the sample is in [`crate::audit_case`],
//! a stream a case, so that one child can be erased alone. How an audit stands follows from both,
//! and is worked out in [`sample`].

mod event;

mod command;
mod state;

mod comparing;
mod percentage;
pub mod sample;

mod refusals;

mod rules;

pub use command::Command;
pub use comparing::{CASES_MIN, Strength, judgement, strength};
pub use event::*;
pub use rules::decide;
pub use sample::{Stage, stage};
pub use state::{Finding, Phase, State, Tool, evolve};

pub(crate) use percentage::lacks_its_number;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
