//! A business plan: its priorities, outcomes and measures, from draft to close.

mod command;
mod event;

mod rules;
mod state;

pub use command::Command;
pub use event::*;
pub use rules::{HORIZON_MONTHS_MAX, IMPORT_NOTES_MAX, PLAN_YEARS_MAX, decide};
pub use state::*;

#[cfg(test)]
mod tests;
