//! A rapid review: the first review after a serious incident was notified.
//!
//! It gathers what agencies know, sees that children are safe, asks whether this was learned before,
//! and ends in the safeguarding partners' decision whether a local child safeguarding practice
//! review is carried out (Child Safeguarding Practice Review and Relevant Agency (England)
//! Regulations 2018, SI 2018/789). Its clock is worked out and never stops.

mod event;

mod clock;
mod command;
mod state;

mod refusals;
mod rules;

mod evolve;

pub use clock::{due, working_day};
pub use command::Command;
pub use event::*;
pub use evolve::evolve;
pub use rules::decide;
pub use state::{Panel, Phase, State, Summary, SummaryPhase};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
