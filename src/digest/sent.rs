//! What was sent, by account: a small file in the data folder, with ids and moments only.

use chrono::{DateTime, Utc};
use events::ids::AccountId;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The file within the data folder.
const FILE: &str = "digests.json";

/// Why what was sent could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum SentError {
    /// The disk failed.
    #[error("{FILE}: {0}")]
    Disk(#[from] io::Error),
    /// It holds something else.
    #[error("{FILE} cannot be read: {0}; move it away to begin afresh")]
    Unreadable(#[from] serde_json::Error),
}

/// When each account was last sent a digest.
#[derive(Debug, Clone)]
pub struct Sent {
    path: PathBuf,
    last: BTreeMap<AccountId, DateTime<Utc>>,
}

impl Sent {
    /// Reads the file of a data folder, which need not be there yet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(data: &Path) -> Result<Self, SentError> {
        let path = data.join(FILE);
        let last = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error.into()),
        };
        Ok(Self { path, last })
    }

    /// Until when everything due was sent to an account.
    pub fn last(&self, account: AccountId) -> Option<DateTime<Utc>> {
        self.last.get(&account).copied()
    }

    /// Keeps until when everything due was sent, safe against a power cut.
    ///
    /// # Errors
    /// When the disk failed; then nothing is changed.
    pub fn put(&mut self, account: AccountId, until: DateTime<Utc>) -> Result<(), SentError> {
        let mut last = self.last.clone();
        last.insert(account, until);
        self.keep(last)
    }

    /// Forgets an account.
    ///
    /// # Errors
    /// When the disk failed; then nothing is changed.
    pub fn forget(&mut self, account: AccountId) -> Result<(), SentError> {
        if !self.last.contains_key(&account) {
            return Ok(());
        }
        let mut last = self.last.clone();
        last.remove(&account);
        self.keep(last)
    }

    fn keep(&mut self, last: BTreeMap<AccountId, DateTime<Utc>>) -> Result<(), SentError> {
        let new = self.path.with_extension("new");
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(&last)?)?;
        file.sync_all()?;
        fs::rename(&new, &self.path)?;
        if let Some(folder) = self.path.parent() {
            File::open(folder)?.sync_all()?;
        }
        self.last = last;
        Ok(())
    }
}
