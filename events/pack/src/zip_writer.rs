//! Writing entries one behind the other, in the one form that a pack has.

use crate::container::{ENTRIES_MAX, Entry, LOCAL_BYTES, TOO_LARGE, end_record};
use crate::manifest::Listed;
use crate::write::WriteError;
use sha2::{Digest, Sha256};
use std::io::{Read, Seek, SeekFrom, Write};

/// How much is copied at once.
const AT_ONCE: usize = 64 * 1024;

/// An entry that is being written.
struct Open {
    name: String,
    offset: u64,
    size: u64,
    crc: crc32fast::Hasher,
    sha: Sha256,
}

/// Writes the container.
pub(crate) struct ZipWriter<W> {
    out: W,
    /// Where the next byte goes, from the first of the pack.
    at: u64,
    done: Vec<Entry>,
    listed: Vec<Listed>,
    open: Option<Open>,
}

fn small(bytes: u64) -> Result<u32, WriteError> {
    let fits = u32::try_from(bytes).ok();
    fits.filter(|bytes| u64::from(*bytes) < TOO_LARGE)
        .ok_or(WriteError::TooLarge)
}

impl<W: Write + Seek> ZipWriter<W> {
    pub(crate) const fn new(out: W) -> Self {
        Self {
            out,
            at: 0,
            done: Vec::new(),
            listed: Vec::new(),
            open: None,
        }
    }

    /// Begins an entry; its header is written again when its size is known.
    pub(crate) fn begin(&mut self, name: &str) -> Result<(), WriteError> {
        self.end()?;
        if self.done.len() >= ENTRIES_MAX {
            return Err(WriteError::TooManyEntries);
        }
        let offset = self.at;
        let empty = Entry {
            name: name.to_owned(),
            crc: 0,
            size: 0,
            offset: 0,
        };
        self.out.write_all(&empty.local())?;
        self.at += LOCAL_BYTES + name.len() as u64;
        self.open = Some(Open {
            name: name.to_owned(),
            offset,
            size: 0,
            crc: crc32fast::Hasher::new(),
            sha: Sha256::new(),
        });
        Ok(())
    }

    /// Writes bytes of the entry that was begun.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        let open = self.open.as_mut().ok_or(WriteError::OutOfTurn)?;
        let count = bytes.len() as u64;
        small(self.at + count)?;
        open.crc.update(bytes);
        open.sha.update(bytes);
        open.size += count;
        self.at += count;
        Ok(self.out.write_all(bytes)?)
    }

    /// Writes everything that can be read.
    pub(crate) fn copy(&mut self, from: &mut impl Read) -> Result<(), WriteError> {
        let mut buffer = vec![0; AT_ONCE];
        loop {
            let read = from.read(&mut buffer)?;
            if read == 0 {
                return Ok(());
            }
            self.write(buffer.get(..read).unwrap_or_default())?;
        }
    }

    /// Ends the entry that was begun, if any.
    pub(crate) fn end(&mut self) -> Result<(), WriteError> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        let entry = Entry {
            name: open.name,
            crc: open.crc.finalize(),
            size: small(open.size)?,
            offset: small(open.offset)?,
        };
        let back = i64::try_from(self.at - open.offset).map_err(|_| WriteError::TooLarge)?;
        let on = i64::try_from(open.size).map_err(|_| WriteError::TooLarge)?;
        self.out.seek(SeekFrom::Current(-back))?;
        self.out.write_all(&entry.local())?;
        self.out.seek(SeekFrom::Current(on))?;
        self.listed.push(Listed {
            name: entry.name.clone(),
            sha256: hex::encode(open.sha.finalize()),
            size: open.size,
        });
        self.done.push(entry);
        Ok(())
    }

    /// A whole entry.
    pub(crate) fn entry(&mut self, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.begin(name)?;
        self.write(bytes)?;
        self.end()
    }

    /// The entries that were ended, as the manifest lists them.
    pub(crate) fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// Writes the directory and gives back what was written to.
    pub(crate) fn finish(mut self) -> Result<W, WriteError> {
        self.end()?;
        let from = small(self.at)?;
        for entry in &self.done {
            let record = entry.record();
            self.at += record.len() as u64;
            self.out.write_all(&record)?;
        }
        let bytes = small(self.at - u64::from(from))?;
        let entries = u16::try_from(self.done.len()).map_err(|_| WriteError::TooManyEntries)?;
        let end = end_record(entries, bytes, from);
        small(self.at + end.len() as u64)?;
        self.out.write_all(&end)?;
        self.out.flush()?;
        Ok(self.out)
    }
}
