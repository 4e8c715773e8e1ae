//! Plans and lists as people take them away: spreadsheets and text files.

pub mod audits;
pub mod compare;
pub mod heat_map;
pub mod inspections;
pub mod learning;
pub mod lists;
pub mod plan;
pub mod reviews;
pub mod sheet;
pub mod statutory;
mod timescale;

use projections::TextRef;

/// Finds the words of a text; empty where they cannot be read.
pub type Look<'a> = dyn Fn(&TextRef) -> String + 'a;

#[cfg(test)]
mod tests;
