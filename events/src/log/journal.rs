//! The journal: where an event becomes a fact.
//!
//! Room is reserved ahead of every group, so that a full disk is met before anything is decided
//! rather than in the middle of a write.

use super::disk::{self, Disk};
use super::line::{self, FORMAT, Header};
use crate::ids::LogId;
use proof::Hash;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The journal's folder in the data folder.
pub(super) const FOLDER: &str = "journal";

/// A segment is closed once it is this long.
pub(super) const SEGMENT_BYTES: u64 = 64 * 1024 * 1024;

/// How many bytes of commits are gathered before a group is written.
pub(super) const GROUP_BYTES: usize = 1024 * 1024;

/// What a group can take at most: those gathered, and one largest commit more.
const GROUP_BYTES_MAX: u64 = (GROUP_BYTES + super::COMMIT_BYTES_MAX) as u64 + 64 * 1024;

/// How much room is reserved at a time.
const STEP: u64 = 16 * 1024 * 1024;

/// What every segment says of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) log: LogId,
    pub(super) origin: String,
    pub(super) key: String,
}

/// The journal, open for writing.
pub(super) struct Journal {
    folder: PathBuf,
    names: Names,
    disk: Arc<dyn Disk>,
    file: File,
    length: u64,
    allocated: u64,
    segment_bytes: u64,
}

/// The path of the segment whose first event has this position.
pub(super) fn segment_path(folder: &Path, first: u64) -> PathBuf {
    folder.join(format!("{first:020}.ndjson"))
}

/// Every segment in the folder with the position of its first event, in order.
pub(super) fn segments(folder: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let first = path
            .file_name()
            .and_then(|name| name.to_str()?.strip_suffix(".ndjson"))
            .filter(|name| name.len() == 20)
            .and_then(|name| name.parse().ok());
        found.extend(first.map(|first| (first, path)));
    }
    found.sort();
    Ok(found)
}

/// Makes a segment with nothing but its header, whole or not at all.
pub(super) fn create_segment(
    folder: &Path,
    names: &Names,
    first: u64,
    root_before: &Hash,
) -> io::Result<PathBuf> {
    let header = Header {
        format: FORMAT,
        log: names.log,
        origin: names.origin.clone(),
        key: names.key.clone(),
        first,
        root_before: hex::encode(root_before),
    };
    let mut bytes = Vec::new();
    line::write_member("segment", &header, &mut bytes)?;
    let path = segment_path(folder, first);
    disk::replace(&path, &bytes)?;
    Ok(path)
}

impl Journal {
    /// Opens the newest segment, cutting what follows `length`: it was never acknowledged.
    pub(super) fn open(
        path: &Path,
        length: u64,
        names: Names,
        disk: Arc<dyn Disk>,
        segment_bytes: u64,
    ) -> io::Result<Self> {
        let file = File::options().read(true).write(true).open(path)?;
        if file.metadata()?.len() != length {
            file.set_len(length)?;
            file.sync_all()?;
        }
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self {
            folder,
            names,
            disk,
            file,
            length,
            allocated: length,
            segment_bytes,
        })
    }

    /// Makes sure that a whole group fits. Changes nothing that counts, so an error here is a
    /// clean refusal.
    pub(super) fn reserve(&mut self) -> io::Result<()> {
        if self.length + GROUP_BYTES_MAX <= self.allocated {
            return Ok(());
        }
        self.disk
            .allocate(&self.file, self.length, STEP)
            .inspect_err(|_| {
                // A part may have been allocated; giving it back is a courtesy.
                let _ = self.file.set_len(self.allocated);
            })?;
        self.allocated = self.length + STEP;
        Ok(())
    }

    /// Writes lines and returns once they are safe. After an error nothing is known.
    pub(super) fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        self.disk.write(&self.file, lines, self.length)?;
        self.disk.sync(&self.file)?;
        self.length += lines.len() as u64;
        Ok(())
    }

    /// Starts the next segment once this one is long enough.
    pub(super) fn rotate(&mut self, next: u64, root: &Hash) -> io::Result<()> {
        if self.length < self.segment_bytes {
            return Ok(());
        }
        self.close()?;
        let path = create_segment(&self.folder, &self.names, next, root)?;
        self.file = File::options().read(true).write(true).open(&path)?;
        self.length = self.file.metadata()?.len();
        self.allocated = self.length;
        Ok(())
    }

    /// Gives back the room that was reserved and not used.
    pub(super) fn close(&mut self) -> io::Result<()> {
        self.file.set_len(self.length)?;
        self.file.sync_all()?;
        self.allocated = self.length;
        Ok(())
    }
}
