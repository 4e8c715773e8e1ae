//! Reading the journal beside a running server: no lock, no index, nothing changed.

use super::journal;
use super::keys::{KeyError, KeyFile};
use super::line::Header;
use super::scan::{Damage, Item, ScanError, scan};
use super::secret::MasterKey;
use super::shared::{ReadError, open_text};
use super::stored::{Disclosed, Stored};
use crate::ids::LogId;
use proof::Disclosure;
use std::io;
use std::path::{Path, PathBuf};

/// A log read from its journal alone, up to its last whole commit.
pub struct Reader {
    folder: PathBuf,
    keys: Option<KeyFile>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reader({})", self.folder.display())
    }
}

/// Why a journal could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// There is no journal.
    #[error("{0} holds no log")]
    NoLog(PathBuf),
    /// The disk failed.
    #[error("{path}: {source}")]
    Disk {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The journal is damaged.
    #[error("{0}; run `golden-thread doctor`")]
    Damaged(Damage),
    /// It was written by a newer Golden Thread.
    #[error("the journal has format {0}, which is newer than this program")]
    Newer(u32),
    /// The key file or the master key.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// Whoever was given the events could not go on.
    #[error("position {position}: {message}")]
    Stopped {
        /// The event.
        position: u64,
        /// What they say.
        message: String,
    },
}

impl Reader {
    /// Opens the log in a folder for reading. Without the master key, words are sealed; without a
    /// key file they are too.
    ///
    /// # Errors
    /// When there is no log, or the master key is wrong.
    pub fn open(folder: &Path, master_key: Option<MasterKey>) -> Result<Self, ReaderError> {
        let journal = folder.join(journal::FOLDER);
        let found = journal::segments(&journal).map_err(|source| ReaderError::Disk {
            path: journal,
            source,
        })?;
        if found.is_empty() {
            return Err(ReaderError::NoLog(folder.to_owned()));
        }
        let given = master_key.is_some();
        let keys = match KeyFile::read(folder, master_key) {
            Ok(keys) => Some(keys),
            Err(KeyError::Missing(_)) if !given => None,
            Err(error) => return Err(error.into()),
        };
        Ok(Self {
            folder: folder.to_owned(),
            keys,
        })
    }

    /// Gives every event from a position on, in order. Answers how many events the log holds.
    ///
    /// # Errors
    /// When the journal is damaged, or `visit` answers a message.
    pub fn each(
        &self,
        from: u64,
        mut visit: impl FnMut(Stored) -> Result<(), String>,
    ) -> Result<u64, ReaderError> {
        let journal = self.folder.join(journal::FOLDER);
        let end = scan(&journal, from, &mut |item, _| match item {
            Item::Event(event) if event.position() >= from => {
                let position = event.position();
                visit(*event).map_err(|message| ReaderError::Stopped { position, message })
            }
            Item::Event(_) | Item::Header(_) | Item::Checkpoint(_) => Ok(()),
        });
        end.map(|end| end.size).map_err(failed)
    }

    /// The log's id and name.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn identity(&self) -> Result<(LogId, String), ReaderError> {
        let header = first_header(&self.folder)?;
        Ok((header.log, header.origin))
    }

    /// The words of one field of an event.
    ///
    /// # Errors
    /// When there is no such field or the sealed text is damaged.
    pub fn text_of(&self, event: &Stored, field: &str) -> Result<Disclosed, ReadError> {
        match &self.keys {
            Some(keys) => open_text(keys, event, field).map(Disclosed::from),
            None => Ok(Disclosed::Sealed),
        }
    }

    /// The words of a field with their salt; none when erased or sealed.
    ///
    /// # Errors
    /// When there is no such field or the sealed text is damaged.
    pub fn disclosure(&self, event: &Stored, field: &str) -> Result<Option<Disclosure>, ReadError> {
        let Some(keys) = &self.keys else {
            return Ok(None);
        };
        Ok(match open_text(keys, event, field)? {
            super::seal::Opened::Words(disclosure) => Some(disclosure),
            super::seal::Opened::Erased | super::seal::Opened::Sealed => None,
        })
    }
}

pub(super) fn failed(error: ScanError<ReaderError>) -> ReaderError {
    match error {
        ScanError::Damaged(damage) => ReaderError::Damaged(damage),
        ScanError::Newer(format) => ReaderError::Newer(format),
        ScanError::Disk(path, source) => ReaderError::Disk { path, source },
        ScanError::Visitor(error) => error,
    }
}

/// The header of the first segment.
pub(super) fn first_header(folder: &Path) -> Result<Header, ReaderError> {
    let mut found = None;
    let stop = |position| ReaderError::Stopped {
        position,
        message: String::new(),
    };
    let scanned = scan(&folder.join(journal::FOLDER), 1, &mut |item, _| {
        if let Item::Header(header) = item {
            found = Some(*header);
        }
        Err(stop(0))
    });
    match (found, scanned) {
        (Some(header), _) => Ok(header),
        (None, Err(error)) => Err(failed(error)),
        (None, Ok(_)) => Err(ReaderError::NoLog(folder.to_owned())),
    }
}
