//! What was published where: a small file in the data folder, with sizes and moments only. It is
//! no part of the record; without it every place gets the newest checkpoint once more.

use chrono::{DateTime, Utc};
use events::envelope::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The file within the data folder.
const FILE: &str = "published.json";

/// Why what was published could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// The disk failed.
    #[error("{FILE}: {0}")]
    Disk(#[from] io::Error),
    /// It holds something else.
    #[error("{FILE} cannot be read: {0}; move it away to begin afresh")]
    Unreadable(#[from] serde_json::Error),
}

/// The last checkpoint that was published somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Published {
    /// Its size.
    pub(super) size: u64,
    /// When it was made.
    pub(super) made_at: Moment,
    /// When it was published.
    pub(super) at: DateTime<Utc>,
}

/// What was published, by place.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    path: PathBuf,
    last: BTreeMap<String, Published>,
}

impl Kept {
    /// Reads the file of a data folder, which need not be there yet.
    pub(super) fn read(data: &Path) -> Result<Self, KeptError> {
        let path = data.join(FILE);
        let last = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error.into()),
        };
        Ok(Self { path, last })
    }

    /// The last one that was published at a place.
    pub(super) fn last(&self, place: &str) -> Option<Published> {
        self.last.get(place).copied()
    }

    /// Keeps what was published, safe against a power cut.
    pub(super) fn put(&mut self, place: &str, published: Published) -> Result<(), KeptError> {
        let mut last = self.last.clone();
        last.insert(place.to_owned(), published);
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
