//! Reading the whole journal when a log is opened: the model moves on, the index catches up, and
//! every checkpoint is held against the events before it.

use super::edge::Edge;
use super::erasing::{self, Gone};
use super::index::{Applied, Index, Step};
use super::journal;
use super::keys::{KeyError, KeyFile};
use super::line::{self, CheckpointLine};
use super::recover::{OpenError, Recovery, fresh_index};
use super::scan::{End, Item, Place, ScanError, scan};
use super::seen::Seen;
use super::shared::{Model, SignedCheckpoint};
use super::stored::Stored;
use crate::envelope::Moment;
use crate::ids::{LogId, StreamId};
use proof::{Hash, Tree, Verifier};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

fn scanned(error: ScanError<OpenError>) -> OpenError {
    match error {
        ScanError::Damaged(damage) => OpenError::Damaged(damage),
        ScanError::Newer(format) => OpenError::Newer(format),
        ScanError::Disk(path, source) => OpenError::Disk { path, source },
        ScanError::Visitor(error) => error,
    }
}

/// What is learned from reading the journal.
struct Replay<'a, M> {
    model: &'a mut M,
    known: u64,
    tree: Tree,
    edge: Edge,
    heads: HashMap<StreamId, u64>,
    seen: Seen,
    last: Option<Moment>,
    checkpoints: Vec<SignedCheckpoint>,
    verifier: Verifier,
    index: &'a Index,
    log: LogId,
    applied: Option<Applied>,
    /// The root hash of the journal at the size the index has.
    root_at_applied: Option<Hash>,
    step: Step,
    indexed: u64,
    /// The keys that events say are destroyed.
    gone: Vec<Gone>,
}

impl<M: Model> Replay<'_, M> {
    fn take(&mut self, item: Item, place: Place<'_>) -> Result<(), OpenError> {
        let next = self.tree.size() + 1;
        match item {
            Item::Header(header) => {
                if header.log != self.log || header.key != self.verifier.to_string() {
                    return Err(OpenError::Keys(KeyError::OtherLog {
                        found: self.log,
                        expected: header.log,
                    }));
                }
                if header.root_before != hex::encode(self.tree.root()) {
                    let message = "the segment does not follow the one before it";
                    return Err(OpenError::Damaged(place.damage(next, message)));
                }
            }
            Item::Checkpoint(line) => {
                let (note, made_at) = (line.note, line.made_at);
                let bad = |message: String| OpenError::Damaged(place.damage(next, message));
                let checkpoint = self
                    .verifier
                    .open(&note)
                    .map_err(|error| bad(error.to_string()))?;
                if checkpoint.size != self.tree.size() || checkpoint.root != self.tree.root() {
                    return Err(bad(
                        "the checkpoint is of other events than these".to_owned()
                    ));
                }
                let line = CheckpointLine { made_at, note };
                let mut bytes = Vec::new();
                line::write_member("checkpoint", &line, &mut bytes)
                    .map_err(|error| bad(error.to_string()))?;
                self.step.checkpoints.push((checkpoint.size, bytes));
                let note = line.note;
                self.checkpoints.push(SignedCheckpoint {
                    made_at,
                    checkpoint,
                    note,
                });
            }
            Item::Event(event) => self.event(Arc::from(event))?,
        }
        Ok(())
    }

    fn event(&mut self, event: Arc<Stored>) -> Result<(), OpenError> {
        let hash = event.leaf_hash();
        self.tree.append(hash);
        self.edge.append(hash, &mut self.step.tiles);
        self.heads
            .insert(event.envelope.stream, event.envelope.version);
        self.seen.add(event.envelope.id);
        self.last = Some(event.envelope.recorded_at);
        self.gone.extend(erasing::gone(&event));
        let position = event.position();
        if position > self.known {
            let understood = self.model.replayed(&event);
            understood.map_err(|message| OpenError::Model { position, message })?;
        }
        let applied = self.applied.as_ref().map_or(0, |applied| applied.size);
        if position > applied {
            self.step.events.push(event);
            if self.step.events.len() >= 4096 {
                self.apply()?;
            }
            return Ok(());
        }
        // The index has these tiles.
        self.step.tiles.clear();
        if position == applied {
            self.root_at_applied = Some(self.tree.root());
        }
        Ok(())
    }

    fn apply(&mut self) -> Result<(), OpenError> {
        (self.step.size, self.step.root) = (self.tree.size(), self.tree.root());
        let step = std::mem::take(&mut self.step);
        self.index.apply(self.log, &step)?;
        self.indexed += step.events.len() as u64;
        Ok(())
    }
}

/// What is known after reading the journal.
pub(super) struct Replayed {
    pub(super) end: End,
    pub(super) tree: Tree,
    pub(super) edge: Edge,
    pub(super) heads: HashMap<StreamId, u64>,
    pub(super) seen: Seen,
    pub(super) last: Option<Moment>,
    pub(super) checkpoints: Vec<SignedCheckpoint>,
    pub(super) verifier: Verifier,
    /// The keys that events say are destroyed.
    pub(super) gone: Vec<Gone>,
}

/// Reads the journal, moves the model on, and brings the index up to it.
pub(super) fn replay<M: Model>(
    folder: &Path,
    keys: &KeyFile,
    index: Index,
    mut model: M,
    recovery: &mut Recovery,
) -> Result<(Index, M, Replayed), OpenError> {
    let known = model.replayed_to();
    let applied = index.applied()?;
    let size = applied.as_ref().map_or(0, |applied| applied.size);
    let (replayed, root) = replay_once(
        folder,
        keys,
        &index,
        applied.clone(),
        (&mut model, known),
        recovery,
    )?;
    let journal = replayed.tree.size();
    if size > journal {
        return Err(OpenError::JournalShort {
            journal,
            index: size,
        });
    }
    if applied.is_none_or(|applied| size == 0 || Some(applied.root) == root) {
        return Ok((index, model, replayed));
    }
    let reason = "the index holds other events than the journal".to_owned();
    drop(index);
    recovery.indexed = 0;
    let index = fresh_index(folder, Some(reason), recovery)?;
    let seen = replayed.tree.size();
    let (replayed, _) = replay_once(folder, keys, &index, None, (&mut model, seen), recovery)?;
    Ok((index, model, replayed))
}

fn replay_once<M: Model>(
    folder: &Path,
    keys: &KeyFile,
    index: &Index,
    applied: Option<Applied>,
    (model, known): (&mut M, u64),
    recovery: &mut Recovery,
) -> Result<(Replayed, Option<Hash>), OpenError> {
    let damaged = || KeyError::Damaged {
        file: folder.join(super::keys::FILE),
        line: 1,
        message: "the public key cannot be read".to_owned(),
    };
    let verifier: Verifier = keys.public().parse().map_err(|_| damaged())?;
    let mut replay = Replay {
        model,
        known,
        tree: Tree::new(),
        edge: Edge::default(),
        heads: HashMap::new(),
        seen: Seen::default(),
        last: None,
        checkpoints: Vec::new(),
        verifier,
        index,
        log: keys.log(),
        applied,
        root_at_applied: None,
        step: Step::default(),
        indexed: 0,
        gone: Vec::new(),
    };
    let journal = folder.join(journal::FOLDER);
    let end = scan(&journal, 1, &mut |item, place| replay.take(item, place)).map_err(scanned)?;
    let behind = replay
        .applied
        .as_ref()
        .is_none_or(|applied| applied.size < end.size);
    // A checkpoint may have been the last thing written before a crash.
    let alike = replay.applied.as_ref().is_some_and(|applied| {
        applied.size == end.size && Some(applied.root) == replay.root_at_applied
    });
    let fewer = alike && index.checkpoint_lines()?.len() < replay.checkpoints.len();
    let anything = end.size > 0 || !replay.checkpoints.is_empty();
    if anything && (behind || fewer) {
        replay.apply()?;
    }
    recovery.indexed = replay.indexed;
    let Replay {
        tree,
        edge,
        heads,
        seen,
        last,
        checkpoints,
        verifier,
        root_at_applied,
        gone,
        ..
    } = replay;
    let replayed = Replayed {
        end,
        tree,
        edge,
        heads,
        seen,
        last,
        checkpoints,
        verifier,
        gone,
    };
    Ok((replayed, root_at_applied))
}
