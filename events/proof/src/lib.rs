//! Golden Thread.
