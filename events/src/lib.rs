//! The facts, the rules and the log of Golden Thread.
//!
//! Reading order: [`ids`] and [`text`] are the smallest words; [`envelope`] is what stands on every
//! event; one module a stream holds its events, commands, state, and the rules that decide;
//! [`world`] is the sum of those states; [`event`] is how any of them is stored and read back;
//! [`log`] keeps them.

pub mod ids;
pub mod text;

pub mod envelope;
pub mod refusal;

pub mod identifiers;

pub mod log;
