//! Packs from outside: written, checked, tampered with, and checked by code that is not ours.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod container;
mod genuine;
mod golden;
mod held;
mod independent;
mod large;
mod resigned;
mod sample;
mod tampered;
mod writing;
mod zipped;
