//! The index: everything that is looked up, in sled, one atomic step behind the journal.
//!
//! This is the only file that names sled. Nothing rests on it: no acknowledgement waits for it, and
//! it is rebuilt from the journal whenever it is missing, older, different or unreadable. sled may
//! panic over damaged files, so every call is contained.

use super::held::{LetGo, PATIENCE, wait_until_free};
use super::line::{self, Line};
use super::stored::Stored;
use crate::ids::{EventId, LogId, StreamId};
use proof::Hash;
use sled::transaction::{ConflictableTransactionError, TransactionError, Transactional};
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// The index's folder in the data folder.
pub(super) const FOLDER: &str = "sled";

/// How many bytes of lines are packed into one value.
const PAGE_BYTES: usize = 6 * 1024;

/// How much of the index is kept in memory, in bytes.
const CACHE_BYTES: u64 = 64 * 1024 * 1024;

/// The index failed; it will be rebuilt when the log is next opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the index: {0}")]
pub struct IndexError(pub(super) String);

/// Why the index was not opened.
#[derive(Debug)]
pub(super) enum NotOpened {
    /// Somebody holds it, which says nothing about how it is.
    Held,
    /// It cannot be used.
    Unusable(IndexError),
}

/// Up to where the index follows the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Applied {
    pub(super) log: LogId,
    pub(super) size: u64,
    pub(super) root: Hash,
}

/// One step of the index.
#[derive(Default)]
pub(super) struct Step {
    pub(super) events: Vec<Arc<Stored>>,
    /// Whole tiles of the tree: level, index, hashes side by side.
    pub(super) tiles: Vec<Tile>,
    /// Checkpoint lines with their size.
    pub(super) checkpoints: Vec<(u64, Vec<u8>)>,
    pub(super) size: u64,
    pub(super) root: Hash,
}

/// 256 neighbouring hashes of one level of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tile {
    pub(super) level: u8,
    pub(super) index: u64,
    pub(super) hashes: Arc<[Hash]>,
}

/// The index, open.
pub(super) struct Index {
    db: sled::Db,
    log: sled::Tree,
    streams: sled::Tree,
    ids: sled::Tree,
    tree: sled::Tree,
    checkpoints: sled::Tree,
    meta: sled::Tree,
    /// Dropped after what holds sled open.
    let_go: LetGo,
    /// Dropped last.
    closing: Closing,
}

/// Takes away what says that the index is open, once it was closed with everything synced.
#[derive(Default)]
struct Closing {
    marker: Option<PathBuf>,
    synced: AtomicBool,
}

impl Drop for Closing {
    fn drop(&mut self) {
        if let (Some(marker), true) = (&self.marker, *self.synced.get_mut()) {
            // Left behind, it only costs a rebuild.
            let _ = std::fs::remove_file(marker);
        }
    }
}

const APPLIED: &[u8] = b"applied";

/// What sled says when its files are locked.
const SLED_IS_LOCKED: &str = "could not acquire lock";

fn contain<T>(work: impl FnOnce() -> Result<T, sled::Error>) -> Result<T, IndexError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(IndexError(error.to_string())),
        Err(_) => Err(IndexError("sled broke down over its files".to_owned())),
    }
}

fn shape(what: &str) -> IndexError {
    IndexError(format!("{what} cannot be read"))
}

/// As many lines of a page as are wanted, behind those that are left out.
fn part_of(page: &[u8], leave_out: usize, wanted: usize) -> &[u8] {
    let mut ends = memchr::memchr_iter(b'\n', page);
    let from = match leave_out.checked_sub(1) {
        Some(last) => ends.nth(last).map_or(page.len(), |end| end + 1),
        None => 0,
    };
    let until = wanted.checked_sub(1).and_then(|last| ends.nth(last));
    let until = until.map_or(page.len(), |end| end + 1);
    page.get(from..until).unwrap_or_default()
}

fn stream_key(stream: StreamId, version: u64) -> Vec<u8> {
    let word = stream.kind.word().as_bytes();
    [word, b"/", stream.id.as_bytes(), &version.to_be_bytes()].concat()
}

impl Index {
    /// Opens or makes the index. One that is being closed is waited for.
    pub(super) fn open(path: &Path) -> Result<Self, NotOpened> {
        let until = Instant::now() + PATIENCE;
        loop {
            if !wait_until_free(path, until.saturating_duration_since(Instant::now())) {
                return Err(NotOpened::Held);
            }
            match Self::open_once(path) {
                // Somebody took it in between.
                Err(error) if error.0.contains(SLED_IS_LOCKED) => {}
                opened => return opened.map_err(NotOpened::Unusable),
            }
        }
    }

    fn open_once(path: &Path) -> Result<Self, IndexError> {
        contain(|| {
            let db = sled::Config::new()
                .path(path)
                .cache_capacity(CACHE_BYTES)
                .open()?;
            Ok(Self {
                log: db.open_tree("log")?,
                streams: db.open_tree("streams")?,
                ids: db.open_tree("ids")?,
                tree: db.open_tree("tree")?,
                checkpoints: db.open_tree("checkpoints")?,
                meta: db.open_tree("meta")?,
                db,
                let_go: LetGo(path.to_owned()),
                closing: Closing::default(),
            })
        })
    }

    /// Takes this file away when the index is closed after a flush with no step since.
    pub(super) fn close_in_order(mut self, marker: PathBuf) -> Self {
        self.closing.marker = Some(marker);
        self
    }

    /// Up to where it follows the journal; none when it is empty.
    pub(super) fn applied(&self) -> Result<Option<Applied>, IndexError> {
        let Some(value) = contain(|| self.meta.get(APPLIED))? else {
            return Ok(None);
        };
        let parse = || {
            let (log, rest) = value.split_first_chunk::<16>()?;
            let (size, root) = rest.split_first_chunk::<8>()?;
            Some(Applied {
                log: LogId(uuid::Uuid::from_bytes(*log)),
                size: u64::from_be_bytes(*size),
                root: root.try_into().ok()?,
            })
        };
        parse().map(Some).ok_or_else(|| shape("its state"))
    }

    /// Applies a step to every tree at once.
    pub(super) fn apply(&self, log: LogId, step: &Step) -> Result<(), IndexError> {
        let [
            mut pages,
            mut streams,
            mut ids,
            mut tree,
            mut checkpoints,
            mut meta,
        ] = [const { None }; 6].map(|_: Option<()>| sled::Batch::default());
        let mut page = Vec::with_capacity(PAGE_BYTES);
        let mut first = 0;
        for event in &step.events {
            let position = event.position();
            if !page.is_empty() && page.len() + event.line.len() >= PAGE_BYTES {
                pages.insert(&u64::to_be_bytes(first), page.as_slice());
                page.clear();
            }
            if page.is_empty() {
                first = position;
            }
            page.extend_from_slice(event.line.as_bytes());
            page.push(b'\n');
            let at = position.to_be_bytes();
            ids.insert(event.envelope.id.0.as_bytes(), &at);
            streams.insert(
                stream_key(event.envelope.stream, event.envelope.version),
                &at,
            );
        }
        if !page.is_empty() {
            pages.insert(&u64::to_be_bytes(first), page.as_slice());
        }
        for tile in &step.tiles {
            let key = [&[tile.level][..], &tile.index.to_be_bytes()].concat();
            tree.insert(key, tile.hashes.concat());
        }
        for (size, line) in &step.checkpoints {
            checkpoints.insert(&size.to_be_bytes(), line.as_slice());
        }
        let state = [&log.0.as_bytes()[..], &step.size.to_be_bytes(), &step.root].concat();
        meta.insert(APPLIED, state);
        let batches = [pages, streams, ids, tree, checkpoints, meta];
        self.closing.synced.store(false, Ordering::Release);
        contain(|| {
            let trees: &[sled::Tree] = &[
                self.log.clone(),
                self.streams.clone(),
                self.ids.clone(),
                self.tree.clone(),
                self.checkpoints.clone(),
                self.meta.clone(),
            ];
            let done = trees.transaction(|trees| {
                for (tree, batch) in trees.iter().zip(&batches) {
                    tree.apply_batch(batch)?;
                }
                Ok::<(), ConflictableTransactionError<()>>(())
            });
            match done {
                Ok(()) | Err(TransactionError::Abort(())) => Ok(()),
                Err(TransactionError::Storage(error)) => Err(error),
            }
        })
    }

    /// Up to `limit` events from a position on, none beyond `last`.
    pub(super) fn read(
        &self,
        from: u64,
        last: u64,
        limit: usize,
    ) -> Result<Vec<Arc<Stored>>, IndexError> {
        let mut found = Vec::new();
        if from > last || limit == 0 {
            return Ok(found);
        }
        let start = contain(|| self.log.get_lt((from + 1).to_be_bytes()))?;
        let start = start.map_or_else(|| from.to_be_bytes().to_vec(), |(key, _)| key.to_vec());
        let mut pages = self.log.range(start..=last.to_be_bytes().to_vec());
        let mut expected = from;
        while let Some((first, page)) = contain(|| pages.next().transpose())? {
            let first = number(&first)?;
            // What stands in the page before the event wanted, and behind as many as are wanted, is
            // neither read nor held on to: a text is read out of a page of hundreds of events.
            let earlier = usize::try_from(expected.saturating_sub(first)).unwrap_or(usize::MAX);
            let page = part_of(&page, earlier, limit - found.len());
            let text = std::str::from_utf8(page).map_err(|_| shape("a page of events"))?;
            // The events share one copy of their page.
            let page: Arc<str> = text.into();
            let mut from = 0;
            let ends = memchr::memchr_iter(b'\n', page.as_bytes());
            for (end, position) in ends.zip(first.max(expected)..) {
                let part = std::mem::replace(&mut from, end + 1)..end;
                let bad = |error: &dyn ToString| {
                    IndexError(format!("position {position}: {}", error.to_string()))
                };
                let Line::Event(event, _) =
                    line::read_in(&page, part).map_err(|error| bad(&error))?
                else {
                    return Err(bad(&"it is no event"));
                };
                if event.position() != position || position > expected {
                    return Err(bad(&"it is missing"));
                }
                expected += 1;
                found.push(Arc::from(event));
                if found.len() == limit || expected > last {
                    return Ok(found);
                }
            }
        }
        Err(IndexError(format!("position {expected}: it is missing")))
    }

    /// Where the event with this id stands.
    pub(super) fn position(&self, id: EventId) -> Result<Option<u64>, IndexError> {
        contain(|| self.ids.get(id.0.as_bytes()))?
            .map(|at| number(&at))
            .transpose()
    }

    /// Where one version of a stream stands.
    pub(super) fn version(
        &self,
        stream: StreamId,
        version: u64,
    ) -> Result<Option<u64>, IndexError> {
        let found = contain(|| self.streams.get(stream_key(stream, version)))?;
        found.map(|at| number(&at)).transpose()
    }

    /// How many entries there are by id and by stream, and how many tiles.
    pub(super) fn counts(&self) -> Result<[u64; 3], IndexError> {
        contain(|| {
            let count = |tree: &sled::Tree| {
                tree.iter()
                    .keys()
                    .try_fold(0, |count, key| key.map(|_| count + 1))
            };
            Ok([count(&self.ids)?, count(&self.streams)?, count(&self.tree)?])
        })
    }

    /// Every line there is, in order, as long as they can be read.
    pub(super) fn lines(&self) -> impl Iterator<Item = Result<Vec<u8>, IndexError>> {
        let mut pages = self.log.iter().values();
        std::iter::from_fn(move || {
            contain(|| pages.next().transpose())
                .transpose()
                .map(|page| page.map(|p| p.to_vec()))
        })
    }

    /// Every checkpoint line with its size, in order.
    pub(super) fn checkpoint_lines(&self) -> Result<Vec<(u64, Vec<u8>)>, IndexError> {
        let mut entries = self.checkpoints.iter();
        let mut found = Vec::new();
        while let Some((size, line)) = contain(|| entries.next().transpose())? {
            found.push((number(&size)?, line.to_vec()));
        }
        Ok(found)
    }

    /// Where the events of a stream stand, from a version on.
    pub(super) fn stream(&self, stream: StreamId, from: u64) -> Result<Vec<u64>, IndexError> {
        let range = stream_key(stream, from)..=stream_key(stream, u64::MAX);
        let mut entries = self.streams.range(range);
        let mut found = Vec::new();
        while let Some((_, at)) = contain(|| entries.next().transpose())? {
            found.push(number(&at)?);
        }
        Ok(found)
    }

    /// A whole tile of the tree.
    pub(super) fn tile(&self, level: u8, index: u64) -> Result<Option<Arc<[Hash]>>, IndexError> {
        let key = [&[level][..], &index.to_be_bytes()].concat();
        let Some(value) = contain(|| self.tree.get(key))? else {
            return Ok(None);
        };
        let (hashes, rest) = value.as_chunks::<32>();
        if rest.is_empty() {
            Ok(Some(hashes.into()))
        } else {
            Err(shape("a tile of the tree"))
        }
    }

    /// Writes out what is in memory, through to the disk.
    pub(super) fn flush(&self) -> Result<(), IndexError> {
        contain(|| self.db.flush())?;
        sync(&self.let_go.0).map_err(|error| IndexError(error.to_string()))?;
        self.closing.synced.store(true, Ordering::Release);
        Ok(())
    }
}

/// Writes every file of the index through to the disk, which sled does not, and their folders.
fn sync(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        // One that sled has just taken away needs no sync.
        match File::open(&path) {
            Ok(_) if path.is_dir() => sync(&path)?,
            Ok(file) => file.sync_all()?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    super::disk::sync_folder(folder)
}

fn number(value: &[u8]) -> Result<u64, IndexError> {
    value
        .try_into()
        .map(u64::from_be_bytes)
        .map_err(|_| shape("a position"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_part_of_a_page_is_whole_lines_or_what_is_left() {
        let page = b"one\ntwo\nthree\n";
        assert_eq!(super::part_of(page, 0, 1), b"one\n");
        assert_eq!(super::part_of(page, 1, 1), b"two\n");
        assert_eq!(super::part_of(page, 1, usize::MAX), b"two\nthree\n");
        assert_eq!(super::part_of(page, 2, 9), b"three\n");
        assert_eq!(super::part_of(page, 3, 1), b"");
        assert_eq!(super::part_of(page, usize::MAX, 1), b"");
        assert_eq!(super::part_of(b"one\ntw", 1, 1), b"tw");
    }

    use super::*;

    #[test]
    fn an_index_says_that_it_was_closed_only_after_a_flush_with_no_step_since() {
        let folder = tempfile::tempdir().unwrap();
        let marker = folder.path().join("index-open");
        let log = LogId(uuid::Uuid::from_u128(1));
        let opened = || {
            std::fs::write(&marker, "here").unwrap();
            let index = Index::open(&folder.path().join(FOLDER)).unwrap();
            index.close_in_order(marker.clone())
        };
        drop(opened());
        assert!(marker.exists(), "never flushed");
        let index = opened();
        index.flush().unwrap();
        index.apply(log, &Step::default()).unwrap();
        drop(index);
        assert!(marker.exists(), "a step since");
        let index = opened();
        index.apply(log, &Step::default()).unwrap();
        index.flush().unwrap();
        assert!(marker.exists(), "still open");
        drop(index);
        assert!(!marker.exists());
    }
}
