//! What the child death overview panel passes on to the partnership, year by year.
//!
//! Child death reviews are held by the child death review partners (Children Act 2004 s16M–16Q;
//! Working Together, chapter on child death reviews). The partnership is given what was learned
//! from many deaths together, never anything about one: no alias, no date, and no count but a band.

mod event;

mod command;
mod state;

mod individual;
mod refusals;

mod rules;

pub use command::Command;
pub use event::{Band, Event, Factor, Period};
pub use rules::{PERIOD_DAYS_MIN, decide};
pub use state::{State, evolve};

#[cfg(test)]
pub(crate) mod fixture;

#[cfg(test)]
mod tests;
