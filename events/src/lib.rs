//! Golden Thread.

pub mod calendar;
pub mod rule_set;
