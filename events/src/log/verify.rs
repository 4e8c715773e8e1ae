//! Verifying: is everything in a data folder what was recorded?
//!
//! Needs no master key and changes nothing. It reads the whole journal, hashes every leaf again,
//! and holds the index, the checkpoints and the evidence files against it. sled writes when it is
//! opened, so the index is read from a copy outside the data folder; while a server owns the
//! folder the index is left alone.

use super::edge::{Edge, TILE};
use super::erasing;
use super::index::{self, Index, IndexError, NotOpened, Tile};
use super::journal;
use super::keys::{self, KeyError, KeyFile};
use super::line::Line;
use super::recover::{OpenError, lock_if_there};
use super::scan::{Damage, End, Item, Place, ScanError, scan};
use super::stored::Stored;
use super::{disk, files};
use crate::envelope::Moment;
use crate::ids::{EventId, KeyId, StreamId};
use proof::{Hash, Tree, Verifier};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Something that is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The first position concerned, where there is one.
    pub position: Option<u64>,
    /// The file.
    pub file: PathBuf,
    /// What is wrong.
    pub message: String,
}

/// What verification found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// How many events are in the journal, up to the first problem in it.
    pub events: u64,
    /// The root hash over them.
    pub root: Hash,
    /// What is wrong, the first position first.
    pub problems: Vec<Problem>,
    /// What could not be checked, or is no problem but worth knowing.
    pub notes: Vec<String>,
    /// Whether the journal itself is whole.
    pub(super) journal_whole: bool,
    /// How many events the index holds, where it could be read.
    pub(super) index_events: Option<u64>,
    /// How many checkpoints the index holds that the journal does not.
    pub(super) checkpoints_lost: u64,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    pub fn ok(&self) -> bool {
        self.problems.is_empty()
    }

    fn problem(&mut self, position: Option<u64>, file: &Path, message: impl Into<String>) {
        let (file, message) = (file.to_owned(), message.into());
        self.problems.push(Problem {
            position,
            file,
            message,
        });
    }
}

/// Verifies the log in a folder.
pub fn verify(folder: &Path) -> VerifyReport {
    let mut report = VerifyReport::default();
    let keys = match KeyFile::read(folder, None) {
        Ok(keys) => Some(keys),
        Err(error) => {
            let line = if let KeyError::Damaged { .. } = error {
                "damaged"
            } else {
                "not usable"
            };
            report.problem(
                None,
                &folder.join(keys::FILE),
                format!("the key file is {line}: {error}"),
            );
            None
        }
    };
    let owned = lock_if_there(folder);
    let copy = match &owned {
        Err(OpenError::InUse(_)) => {
            let note = "the index was not compared: a running server owns it";
            report.notes.push(note.to_owned());
            None
        }
        Ok(_) | Err(_) => copied_index(folder, &mut report),
    };
    let index = copy
        .as_ref()
        .and_then(|copy| match Index::open(copy.path()) {
            Ok(index) => Some(index),
            Err(NotOpened::Held) => {
                let note = "the index was not compared: its copy is in use";
                report.notes.push(note.to_owned());
                None
            }
            Err(NotOpened::Unusable(error)) => {
                report.problem(None, &folder.join(index::FOLDER), error.to_string());
                None
            }
        });
    let mut check = Check::new(folder, keys.as_ref(), index.as_ref());
    let scanned = scan(&folder.join(journal::FOLDER), 1, &mut |item, place| {
        check.take(item, place)
    });
    check.finish(scanned, &mut report);
    drop(owned);
    report
        .problems
        .sort_by_key(|problem| problem.position.unwrap_or(u64::MAX));
    report
}

/// The index, copied to where sled may write.
fn copied_index(folder: &Path, report: &mut VerifyReport) -> Option<disk::Scratch> {
    let path = folder.join(index::FOLDER);
    if !path.exists() {
        report
            .notes
            .push("there is no index; it will be made from the journal".to_owned());
        return None;
    }
    match disk::Scratch::copy_of(&path) {
        Ok(copy) => Some(copy),
        Err(error) => {
            report.notes.push(format!(
                "the index was not compared: it cannot be copied: {error}"
            ));
            None
        }
    }
}

/// What is known while the journal is read.
struct Check<'a> {
    folder: &'a Path,
    keys: Option<&'a KeyFile>,
    index: Option<&'a Index>,
    index_file: PathBuf,
    /// The next events of the index.
    indexed: std::vec::IntoIter<std::sync::Arc<Stored>>,
    index_size: u64,
    index_root: Option<Hash>,
    index_wrong: Option<Problem>,
    tree: Tree,
    heads: HashMap<StreamId, u64>,
    ids: HashMap<EventId, u64>,
    last: Option<Moment>,
    verifier: Option<Verifier>,
    files: Vec<(u64, files::Named)>,
    keys_used: HashSet<KeyId>,
    /// The keys that events say are destroyed, with where.
    gone: Vec<(u64, KeyId)>,
    /// The size and the line of every checkpoint in the journal.
    checkpoints: BTreeMap<u64, Vec<u8>>,
    edge: Edge,
    /// How many whole tiles there are up to where the index is.
    tiles: u64,
}

impl<'a> Check<'a> {
    fn new(folder: &'a Path, keys: Option<&'a KeyFile>, index: Option<&'a Index>) -> Self {
        let index_file = folder.join(index::FOLDER);
        let (mut index_size, mut index_root, mut index_wrong) = (0, None, None);
        match index.map(Index::applied) {
            Some(Ok(Some(applied))) => {
                (index_size, index_root) = (applied.size, Some(applied.root));
            }
            Some(Ok(None)) | None => {}
            Some(Err(error)) => {
                let (file, message) = (index_file.clone(), error.to_string());
                index_wrong = Some(Problem {
                    position: None,
                    file,
                    message,
                });
            }
        }
        Self {
            folder,
            keys,
            index,
            index_file,
            indexed: Vec::new().into_iter(),
            index_size,
            index_root,
            index_wrong,
            tree: Tree::new(),
            heads: HashMap::new(),
            ids: HashMap::new(),
            last: None,
            verifier: None,
            files: Vec::new(),
            keys_used: HashSet::new(),
            gone: Vec::new(),
            checkpoints: BTreeMap::new(),
            edge: Edge::default(),
            tiles: 0,
        }
    }

    fn take(&mut self, item: Item, place: Place<'_>) -> Result<(), Damage> {
        let next = self.tree.size() + 1;
        match item {
            Item::Header(header) => {
                let verifier = header.key.parse::<Verifier>();
                let verifier = verifier.map_err(|error| place.damage(next, error.to_string()))?;
                if verifier.name() != header.origin {
                    return Err(place.damage(next, "the public key is of another log"));
                }
                if self.keys.is_some_and(|keys| keys.public() != header.key) {
                    return Err(place.damage(next, "the key file is of another log"));
                }
                if header.root_before != hex::encode(self.tree.root()) {
                    let message = "the segment does not follow the one before it";
                    return Err(place.damage(next, message));
                }
                self.verifier = Some(verifier);
            }
            Item::Checkpoint(line) => {
                let opened = self
                    .verifier
                    .as_ref()
                    .map(|verifier| verifier.open(&line.note));
                let checkpoint = match opened {
                    Some(Ok(checkpoint)) => checkpoint,
                    Some(Err(error)) => return Err(place.damage(next, error.to_string())),
                    None => return Err(place.damage(next, "a checkpoint stands before any header")),
                };
                if checkpoint.size != self.tree.size() || checkpoint.root != self.tree.root() {
                    let message = "the checkpoint is of other events than those before it";
                    return Err(place.damage(next, message));
                }
                let mut bytes = Vec::new();
                super::line::write_member("checkpoint", &line, &mut bytes)
                    .map_err(|error| place.damage(next, error.to_string()))?;
                self.checkpoints.insert(checkpoint.size, bytes);
            }
            Item::Event(event) => self.event(&event, place)?,
        }
        Ok(())
    }

    fn event(&mut self, event: &Stored, place: Place<'_>) -> Result<(), Damage> {
        let (position, envelope) = (event.position(), &event.envelope);
        let wrong = |message: String| Err(place.damage(position, message));
        let value: Value = match serde_json::from_str(event.leaf()) {
            Ok(value) => value,
            Err(error) => return wrong(format!("the leaf cannot be read: {error}")),
        };
        if proof::to_canonical(&value).as_deref() != Ok(event.leaf()) {
            return wrong("the leaf is not in canonical form".to_owned());
        }
        let head = self.heads.entry(envelope.stream).or_insert(0);
        if envelope.version != *head + 1 {
            let (stream, version) = (envelope.stream, envelope.version);
            return wrong(format!("`{stream}` goes from version {head} to {version}"));
        }
        *head += 1;
        if let Some(earlier) = self.ids.insert(envelope.id, position) {
            return wrong(format!(
                "event {} stands at position {earlier} already",
                envelope.id
            ));
        }
        if self.last.is_some_and(|last| last > envelope.recorded_at) {
            return wrong("it was recorded before the event before it".to_owned());
        }
        self.last = Some(envelope.recorded_at);
        let texts = match event.texts() {
            Ok(texts) => texts,
            Err(error) => return wrong(format!("the sealed texts cannot be read: {error}")),
        };
        for text in texts {
            let committed = value
                .pointer(&text.field)
                .and_then(|held| held.get("commitment"));
            if !committed.is_some_and(Value::is_string) {
                return wrong(format!("the leaf has no commitment at `{}`", text.field));
            }
            self.keys_used.insert(text.key);
        }
        let gone = erasing::gone(event).into_iter();
        self.gone.extend(gone.map(|one| (position, one.key)));
        self.files.extend(
            files::named(&value)
                .into_iter()
                .map(|named| (position, named)),
        );
        let (hash, mut tiles) = (event.leaf_hash(), Vec::new());
        self.tree.append(hash);
        self.edge.append(hash, &mut tiles);
        self.against_index(event, &tiles);
        Ok(())
    }

    /// Holds one event against what the index has at its position.
    fn against_index(&mut self, event: &Stored, tiles: &[Tile]) {
        let position = event.position();
        let Some(index) = self.index else { return };
        if self.index_wrong.is_some() || position > self.index_size {
            return;
        }
        let differs = self.index_differs(index, event);
        let differs = differs.map(|message| (position, message));
        if let Some((position, message)) = differs.or_else(|| self.tiles_differ(index, tiles)) {
            let file = self.index_file.clone();
            self.index_wrong = Some(Problem {
                position: Some(position),
                file,
                message,
            });
        }
    }

    fn index_differs(&mut self, index: &Index, event: &Stored) -> Option<String> {
        let position = event.position();
        if self.indexed.len() == 0 {
            let last = self.index_size.min(position + 511);
            match index.read(position, last, 512) {
                Ok(events) => self.indexed = events.into_iter(),
                // The rest of the batch may hide the place, so it is read one by one.
                Err(_) => match index.read(position, position, 1) {
                    Ok(events) => self.indexed = events.into_iter(),
                    Err(error) => return Some(error.to_string()),
                },
            }
        }
        let same = self
            .indexed
            .next()
            .is_some_and(|indexed| indexed.line == event.line);
        if !same {
            return Some("the index holds another record than the journal".to_owned());
        }
        match index.position(event.envelope.id) {
            Ok(Some(at)) if at == position => {}
            Ok(_) => return Some("the index does not find the event by its id".to_owned()),
            Err(error) => return Some(error.to_string()),
        }
        let (stream, version) = (event.envelope.stream, event.envelope.version);
        match index.version(stream, version) {
            Ok(Some(at)) if at == position => {}
            Ok(_) => return Some("the index does not find the event in its stream".to_owned()),
            Err(error) => return Some(error.to_string()),
        }
        let at_end = position == self.index_size;
        let other_root = at_end && self.index_root != Some(self.tree.root());
        other_root.then(|| "the index has another root hash than the journal".to_owned())
    }

    /// Holds the tiles that an event made whole against the index. Answers the first position
    /// under one that is another.
    fn tiles_differ(&mut self, index: &Index, tiles: &[Tile]) -> Option<(u64, String)> {
        for tile in tiles {
            self.tiles += 1;
            let under = (TILE as u64).pow(u32::from(tile.level) + 1);
            let first = tile.index * under + 1;
            let message = match index.tile(tile.level, tile.index) {
                Ok(Some(held)) if held == tile.hashes => continue,
                Ok(Some(_)) => "the index holds other hashes of the tree than the journal gives",
                Ok(None) => "the index holds no hashes of the tree for the events from here",
                Err(error) => return Some((first, error.to_string())),
            };
            return Some((first, message.to_owned()));
        }
        None
    }

    fn finish(mut self, scanned: Result<End, ScanError<Damage>>, report: &mut VerifyReport) {
        let journal = self.folder.join(journal::FOLDER);
        let size = self.tree.size();
        match scanned {
            Ok(end) if end.segment.as_os_str().is_empty() => {
                report.problem(None, &journal, "the folder holds no journal");
            }
            Ok(end) => {
                report.journal_whole = true;
                if end.suspicious {
                    let begins = size + 1;
                    let message = if end.next == begins {
                        "the record does not fit its checksum".to_owned()
                    } else {
                        format!(
                            "the record does not fit its checksum, so its commit, which begins at \
                             position {begins}, does not count"
                        )
                    };
                    report.problem(Some(end.next), &end.segment, message);
                } else if end.torn > 0 {
                    let (bytes, file) = (end.torn, end.segment.display());
                    report.notes.push(format!(
                        "{bytes} bytes at the end of {file} belong to a write that was never \
                         finished; they are cut at the next start"
                    ));
                }
                if self.index_size > size {
                    let (index, file) = (self.index_size, &end.segment);
                    report.journal_whole = false;
                    let message = format!(
                        "the journal is whole up to position {size}, and the index holds {index} \
                         events"
                    );
                    let at = if end.suspicious { end.next } else { size + 1 };
                    report.problem(Some(at), file, message);
                } else if self.index.is_some() && self.index_size < size {
                    let behind = size - self.index_size;
                    report.notes.push(format!(
                        "the index is {behind} events behind; it catches up at the next start"
                    ));
                }
            }
            Err(ScanError::Damaged(damage) | ScanError::Visitor(damage)) => {
                let Damage {
                    position,
                    file,
                    offset,
                    message,
                } = damage;
                report.problem(Some(position), &file, format!("byte {offset}: {message}"));
            }
            Err(ScanError::Newer(format)) => {
                let message = format!("format {format} is newer than this program");
                report.problem(None, &journal, message);
            }
            Err(ScanError::Disk(path, error)) => report.problem(None, &path, error.to_string()),
        }
        report.events = size;
        report.root = self.tree.root();
        report.index_events = self.index.map(|_| self.index_size);
        if report.journal_whole {
            self.whole_index(report);
        }
        report.problems.extend(self.index_wrong.take());
        self.check_files(report);
    }

    /// What the index holds beyond what the journal asked it for.
    fn whole_index(&mut self, report: &mut VerifyReport) {
        let Some(index) = self.index.filter(|_| self.index_wrong.is_none()) else {
            return;
        };
        let wrong = match index.counts() {
            Ok(counts) => {
                let expected = [self.index_size, self.index_size, self.tiles];
                (counts != expected).then(|| "it holds entries of no event".to_owned())
            }
            Err(error) => Some(error.to_string()),
        };
        if let Some(message) = wrong {
            report.problem(None, &self.index_file, message);
        }
        if let Err(error) = self.checkpoints_differ(index, report) {
            report.problem(None, &self.index_file, error.to_string());
        }
    }

    /// Holds the checkpoints of the index against those of the journal. One that the index has and
    /// the journal has not was taken out of the journal: it is written there first.
    fn checkpoints_differ(
        &self,
        index: &Index,
        report: &mut VerifyReport,
    ) -> Result<(), IndexError> {
        let held: BTreeMap<u64, Vec<u8>> = index.checkpoint_lines()?.into_iter().collect();
        for (size, line) in &held {
            match self.checkpoints.get(size) {
                Some(own) if own == line => {}
                Some(_) => {
                    let message = "the index holds another checkpoint than the journal";
                    report.problem(Some(*size), &self.index_file, message);
                }
                None if self.genuine(*size, line) => {
                    let journal = self.folder.join(journal::FOLDER);
                    let message = "the journal has lost the checkpoint over the events up to \
                                   here; the index still holds it";
                    report.checkpoints_lost += 1;
                    report.problem(Some(*size), &journal, message);
                }
                None => {
                    let message = "the index holds a checkpoint that this log never made";
                    report.problem(Some(*size), &self.index_file, message);
                }
            }
        }
        for size in self
            .checkpoints
            .keys()
            .filter(|size| !held.contains_key(size))
        {
            if *size < self.index_size {
                let message = "the index holds no checkpoint over the events up to here";
                report.problem(Some(*size), &self.index_file, message);
            } else {
                let note = "the index lacks the newest checkpoint; it catches up at the next start";
                report.notes.push(note.to_owned());
            }
        }
        Ok(())
    }

    /// Whether a checkpoint of the index is one that this log signed.
    fn genuine(&self, size: u64, line: &[u8]) -> bool {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        let Ok(Line::Checkpoint(checkpoint)) = super::line::read(text) else {
            return false;
        };
        let opened = self.verifier.as_ref().map(|v| v.open(&checkpoint.note));
        opened.is_some_and(|opened| opened.is_ok_and(|signed| signed.size == size))
    }

    /// Whether the evidence files are there and are what was sealed. A file whose key is destroyed
    /// need not be there.
    fn check_files(&self, report: &mut VerifyReport) {
        for (position, named) in &self.files {
            let path = files::place_of(self.folder, named);
            let message = match std::fs::read(&path) {
                Ok(bytes) => {
                    let same = hex::encode(Sha256::digest(&bytes)) == named.sealed_sha256;
                    (!same).then(|| "the evidence file is not what was sealed".to_owned())
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    let scope = files::scope_of(named.file);
                    let erased = self.keys.is_some_and(|keys| keys.was_destroyed(&scope));
                    (!erased).then(|| "the evidence file is missing".to_owned())
                }
                Err(error) => Some(error.to_string()),
            };
            if let Some(message) = message {
                report.problem(Some(*position), &path, message);
            }
        }
        if let Some(position) = erasing::unfinished(self.folder, self.keys, &self.gone) {
            let message = "the key file still holds data keys that this erasure destroyed: start the \
                           server, which destroys them";
            report.problem(Some(position), &self.folder.join(keys::FILE), message);
        }
        if let Some(keys) = self.keys {
            let gone = self
                .keys_used
                .iter()
                .filter(|key| !keys.accounts_for(**key))
                .count();
            if gone > 0 {
                let message = format!(
                    "{gone} data keys that texts were sealed under are neither here nor recorded \
                     as destroyed: this is not the latest key file"
                );
                report.problem(None, &self.folder.join(keys::FILE), message);
            }
        }
    }
}
