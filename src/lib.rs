//! Golden Thread.
pub mod import;
