//! The log: what happened, in one order, for ever.
//!
//! An event is recorded once it is in the **journal**, append-only files that are synced to the
//! disk before anybody is told yes. Behind it stands an **index** in sled, from which everything is
//! looked up and which can always be rebuilt. Words are sealed under keys in a **key file**, so
//! that they can be erased while every hash still holds. `docs/log-format.md` draws the bytes.
//!
//! Reading order: [`commit`] is what a caller asks for and is told; [`stored`] is an event as it
//! stands in the log; [`open`](Log::open) starts the one writer; [`Reader`] reads the journal
//! beside a running server; [`verify`](mod@verify) and [`doctor`](mod@doctor) judge a folder;
//! [`transfer`] carries a log from one folder to another.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use events::log::{Commit, Expected, Log, MasterKey, Model, OpenOptions, Stored};
//! use std::{convert::Infallible, sync::Arc};
//!
//! struct Counted(u64);
//! impl Model for Counted {
//!     fn staged(&mut self, _: &Stored) {}
//!     fn committed(&mut self, events: &[Arc<Stored>]) {
//!         self.0 += events.len() as u64;
//!     }
//! }
//! # let clock: events::log::Clock = Arc::new(|| chrono::DateTime::UNIX_EPOCH);
//! # let key = MasterKey::generate()?;
//! let (log, recovery) = Log::open(OpenOptions::new("data", key, clock), Counted(0))?;
//! let answer = log.submit(|_model: &Counted, _now| Ok::<_, Infallible>(Commit::default()))?;
//! assert!(answer.positions.is_empty());
//! # Ok(())
//! # }
//! ```

pub mod commit;
pub mod stored;

mod disk;
mod edge;
mod erasing;
mod files;
mod follow;
mod handle;
mod held;
mod history;
mod index;
mod job;
mod journal;
mod keys;
mod leaf;
mod line;
mod reader;
mod recover;
mod recovery_key;
mod replay;
mod scan;
mod seal;
mod secret;
mod seen;
mod shared;
mod stage;
mod writer;

#[cfg(test)]
mod tampered_index;
#[cfg(test)]
mod testing;

pub mod doctor;
pub mod transfer;
pub mod verify;

pub use commit::{
    AppendError, Appended, Commit, Expected, KeyScope, Known, NewEvent, Retry, SubmitError,
};
pub use disk::{Disk, RealDisk};
pub use doctor::{DoctorError, DoctorReport, doctor};
pub use files::{FileError, SealedFile};
pub use handle::Log;
pub use history::History;
pub use keys::{
    KeyError, KeyStatus, destroyed_keys, key_status, make_recovery_key, recover_master_key,
    rotate_master_key,
};
pub use reader::{Reader, ReaderError};
pub use recover::{Clock, OpenError, OpenOptions, Recovery};
pub use recovery_key::{BadRecoveryKey, RecoveryKey};
pub use secret::{DataKey, MasterKey};
pub use shared::{Health, Model, ReadError, SignedCheckpoint};
pub use stored::{Disclosed, Stored};
pub use transfer::{TransferError, export, import_log};
pub use verify::{Problem, VerifyReport, verify};

/// The most one event may take, as canonical JSON with its words, in bytes.
pub const EVENT_BYTES_MAX: usize = 64 * 1024;

/// The most events one commit may hold.
pub const COMMIT_EVENTS_MAX: usize = 10_000;

/// The most one commit may take in the journal, in bytes.
pub const COMMIT_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The largest evidence file, in bytes.
pub const FILE_BYTES_MAX: usize = 25 * 1024 * 1024;

/// No line of the journal is longer than this, in bytes: an event with its words in base64.
const LINE_BYTES_MAX: usize = 256 * 1024;
