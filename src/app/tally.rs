//! How many commands were given to the record since it was opened, by what became of them.

use super::instruction::{Done, ExecuteError};
use std::sync::atomic::{AtomicU64, Ordering};

/// The counts; nothing of what was said in a command.
#[derive(Debug, Default)]
pub struct Tally {
    accepted: AtomicU64,
    refused: AtomicU64,
    failed: AtomicU64,
}

impl Tally {
    pub(super) fn count(&self, done: &Result<Done, ExecuteError>) {
        let count = match done {
            Ok(_) => &self.accepted,
            Err(
                ExecuteError::Refused(_)
                | ExecuteError::NotThere
                | ExecuteError::Conflict { .. }
                | ExecuteError::KeyReused,
            ) => &self.refused,
            Err(ExecuteError::Stopped(_) | ExecuteError::Unknown(_) | ExecuteError::Fault(_)) => {
                &self.failed
            }
        };
        count.fetch_add(1, Ordering::Relaxed);
    }

    /// How many were recorded.
    pub fn accepted(&self) -> u64 {
        self.accepted.load(Ordering::Relaxed)
    }

    /// How many broke a rule, or came too late.
    pub fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// How many met a log that takes nothing more, or a fault of ours.
    pub fn failed(&self) -> u64 {
        self.failed.load(Ordering::Relaxed)
    }
}
