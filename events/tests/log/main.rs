//! The log, from outside: what it promises to whoever records and reads.

mod append;
mod crash;
mod erase;
mod golden;
mod model_based;
mod racing;
mod recovery;
mod support;
mod tamper;
mod transfer;
