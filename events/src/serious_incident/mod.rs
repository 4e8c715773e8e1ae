//! A serious incident: a child died or was seriously harmed, and abuse or neglect is known or
//! suspected (Children Act 2004 section 16C).
//!
//! The local authority decides whether the national Panel is notified, within five working days of
//! becoming aware. A decision *not* to notify is kept as every other is: it is asked for, too.
//! Words about one child are kept with that child, in [`crate::review_subject`].

mod event;

mod command;

mod clock;
mod state;

mod refusals;
mod rules;

mod evolve;

pub use clock::{late_reason_makes_sense, notify_due, rapid_review_clock};
pub use command::Command;
pub use event::*;
pub use evolve::evolve;
pub use rules::decide;
pub use state::{Notified, Phase, State};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
