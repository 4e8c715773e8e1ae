//! Golden Thread.

pub mod calendar;
