//! Golden Thread.

pub mod web;
