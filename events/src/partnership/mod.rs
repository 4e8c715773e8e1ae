//! The partnership itself: its agencies, groups, roles, keys and clocks.
//!
//! One log is one partnership, so there is one stream of this kind. What is settled here is what
//! the rules of every other stream ask about.

mod command;
mod event;

mod defaults;
mod evolve;
mod rules;
mod state;

pub use command::Command;
pub use defaults::{DEFAULTS_FROM, defaults};
pub use event::*;
pub use evolve::evolve;
pub use rules::{
    CODES_MAX, MEETINGS_PER_YEAR_MAX, QUORUM_MAX, REPORTING_YEAR_DAYS_MAX, RETENTION_MONTHS_MAX,
    THEMES_MAX, decide,
};
pub use state::*;

#[cfg(test)]
mod tests;
