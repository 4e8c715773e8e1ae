//! Golden Thread.

pub mod calendar;
pub mod identifiers;
pub mod rule_set;
