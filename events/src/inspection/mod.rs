//! An inspection: from the day it was notified, over what the inspectorates asked for and were
//! given, to what they found, the plan that answers it, and what became of each finding.
//!
//! The plan after an inspection has a statutory clock where the regulations give it one (joint
//! targeted area inspections: SI 2015/1792 regulation 4). It is worked out in [`clock`] from the
//! day the letter came, and never typed.

mod event;
mod kinds;

mod command;
mod state;

pub mod clock;
mod evolve;

mod refusals;
mod rules;

pub use command::Command;
pub use event::Event;
pub use evolve::evolve;
pub use kinds::{FindingKind, InspectionKind, Inspectorate};
pub use rules::{decide, unanswered_findings};
pub use state::{Fieldwork, Finding, Phase, Request, RequestPhase, State};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
