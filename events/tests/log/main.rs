//! The log, from outside: what it promises to whoever records and reads.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets what it did not expect has failed"
)]

mod append;
mod crash;
mod erase;
mod erasing;
mod golden;
mod keys;
mod model_based;
mod models;
mod power;
mod racing;
mod recovery;
mod support;
mod tamper;
mod transfer;
