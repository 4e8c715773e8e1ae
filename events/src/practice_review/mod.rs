//! Practice reviews: what a partnership learns from one child's death or serious harm, or from
//! several, from the decision to review until the report has been public for as long as it must.
//!
//! Local child safeguarding practice reviews are made under Children Act 2004 section 16F and the
//! Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018; the other
//! kinds keep the same record, with the clocks that apply to them. What still stands in the way of
//! publishing is worked out in [`gates`], the dates in [`planning`].

mod event;
mod kinds;

mod command;
mod state;

mod evolve;
pub mod gates;
pub mod planning;

mod refusals;

mod rules;

pub use command::Command;
pub use event::Event;
pub use evolve::evolve;
pub use gates::{Gate, GateState, Way};
pub use kinds::{
    AnonymityAnswer, AnonymityQuestion, FindingKind, LEGACY_LAST_DECISION, PatternsFound,
    Proceeding, Quality, ReviewKind, Timeliness, Told,
};
pub use rules::decide;
pub use state::{
    AccuracyCheck, Delay, Draft, FamilyMember, Finding, Phase, Published, Request, Reviewer, State,
};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
