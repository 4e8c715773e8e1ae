//! What the writer, the index thread and the readers of an open log share.

use super::commit::{AppendError, Appended, Known, Retry};
use super::edge::{Edge, TILE, root_of};
use super::index::{Index, IndexError, Step, Tile};
use super::keys::KeyFile;
use super::seal::{self, Opened};
use super::stored::Stored;
use crate::envelope::Moment;
use crate::ids::{EventId, KeyId, LogId, StreamId};
use proof::{Checkpoint, Hash, ProofError, Tree, Verifier};
use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, RwLock};

/// What moves on with the log. It lives on the writer's thread.
pub trait Model: Send + 'static {
    /// An event was decided and will be written with its group: what the next decision looks at
    /// moves on. When the group cannot be written, the log accepts nothing more.
    fn staged(&mut self, event: &Stored);

    /// Events are recorded, in the order of their positions: what people look at moves on. Callers
    /// are answered after this.
    fn committed(&mut self, events: &[Arc<Stored>]);

    /// An event that was recorded before the log was opened.
    ///
    /// # Errors
    /// A message when the event cannot be understood; the log is then not opened.
    fn replayed(&mut self, event: &Arc<Stored>) -> Result<(), String> {
        self.staged(event);
        self.committed(std::slice::from_ref(event));
        Ok(())
    }

    /// A data key was destroyed: the words sealed under it are erased, and a model that keeps
    /// anything made from them has to let go of it before this returns. Whoever asked for the
    /// erasure is answered after it.
    fn erased(&mut self, _key: KeyId) {}

    /// The last position the model knows already, from a snapshot; later ones are replayed.
    fn replayed_to(&self) -> u64 {
        0
    }
}

/// A checkpoint the log made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// When it was made.
    pub made_at: Moment,
    /// Size and root.
    pub checkpoint: Checkpoint,
    /// The signed note, as it is handed out.
    pub note: String,
}

/// How the log is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Why nothing more is accepted; none while all is well.
    pub stopped: Option<String>,
    /// How many events there are.
    pub size: u64,
    /// The root hash over them.
    pub root: Hash,
    /// How many events the index has yet to take in.
    pub index_behind: u64,
    /// The newest checkpoint.
    pub checkpoint: Option<SignedCheckpoint>,
}

impl Health {
    /// Whether the log records what it is given.
    pub const fn accepting(&self) -> bool {
        self.stopped.is_none()
    }
}

/// Why something could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is no such position.
    #[error("the log has {size} events, and none at position {position}")]
    NoSuchPosition {
        /// What was asked for.
        position: u64,
        /// How many events there are.
        size: u64,
    },
    /// The event has no such text.
    #[error("the event at position {position} has no text at `{field}`")]
    NoSuchText {
        /// The event.
        position: u64,
        /// The field asked for.
        field: String,
    },
    /// A record is damaged.
    #[error("position {position}: {message}; run `golden-thread doctor`")]
    Damaged {
        /// The event.
        position: u64,
        /// What is wrong.
        message: String,
    },
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// Nothing can be proved about what is asked.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

/// What is recorded but not yet in the index, and the edge of the tree.
pub(super) struct Recent {
    /// The position of the first event in `events`.
    pub(super) first: u64,
    pub(super) events: VecDeque<Arc<Stored>>,
    pub(super) ids: HashMap<EventId, u64>,
    pub(super) tree: Tree,
    pub(super) edge: Edge,
    /// Whole tiles that are not in the index yet.
    pub(super) tiles: Vec<Tile>,
    pub(super) checkpoints: Vec<SignedCheckpoint>,
}

/// What writer, index thread and readers share.
pub(super) struct Shared {
    pub(super) folder: PathBuf,
    pub(super) log: LogId,
    pub(super) verifier: Verifier,
    pub(super) recent: RwLock<Recent>,
    /// Told whenever the index has caught up some way.
    pub(super) applied: (Mutex<()>, Condvar),
    pub(super) index: Index,
    pub(super) keys: RwLock<KeyFile>,
    pub(super) stopped: Mutex<Option<String>>,
    pub(super) is_stopped: AtomicBool,
    /// The folder is ours until everything above is closed.
    pub(super) _lock: File,
}

/// A lock held by a thread that broke down still holds what it held: every step is all or nothing.
macro_rules! locked {
    ($guard:expr) => {
        $guard.unwrap_or_else(std::sync::PoisonError::into_inner)
    };
}
pub(super) use locked;

impl Shared {
    pub(super) fn stop(&self, reason: &str) {
        let mut stopped = locked!(self.stopped.lock());
        if stopped.is_none() {
            tracing::error!(reason, "the log accepts nothing more");
            *stopped = Some(reason.to_owned());
        }
        self.is_stopped.store(true, Ordering::Release);
    }

    pub(super) fn why_stopped(&self) -> Option<String> {
        if self.is_stopped.load(Ordering::Acquire) {
            locked!(self.stopped.lock()).clone()
        } else {
            None
        }
    }

    /// Lets go of what the index now holds. The events themselves are freed with the step, when
    /// nobody waits for the lock.
    pub(super) fn recent_was_indexed(&self, step: &Step) {
        let mut guard = locked!(self.recent.write());
        let recent = &mut *guard;
        let count = step.events.len().min(recent.events.len());
        for event in recent.events.drain(..count) {
            recent.ids.remove(&event.envelope.id);
            recent.first = event.position() + 1;
        }
        recent.tiles.retain(|tile| !step.tiles.contains(tile));
    }

    /// How many events are recorded.
    pub(super) fn size(&self) -> u64 {
        locked!(self.recent.read()).tree.size()
    }

    pub(super) fn read(&self, from: u64, limit: usize) -> Result<Vec<Arc<Stored>>, ReadError> {
        let from = from.max(1);
        let (first, mut newer) = {
            let recent = locked!(self.recent.read());
            let skip = usize::try_from(from.saturating_sub(recent.first)).unwrap_or(usize::MAX);
            let newer = recent
                .events
                .iter()
                .skip(skip)
                .take(limit)
                .cloned()
                .collect::<Vec<_>>();
            (recent.first, newer)
        };
        if from >= first {
            return Ok(newer);
        }
        // Everything before `first` was in the index when the lock was held, and stays there.
        let mut found = self.index.read(from, first - 1, limit)?;
        newer.truncate(limit - found.len());
        found.append(&mut newer);
        Ok(found)
    }

    pub(super) fn event(&self, position: u64) -> Result<Arc<Stored>, ReadError> {
        let size = self.size();
        if position == 0 || position > size {
            return Err(ReadError::NoSuchPosition { position, size });
        }
        let found = self.read(position, 1)?;
        found
            .into_iter()
            .next()
            .ok_or(ReadError::NoSuchPosition { position, size })
    }

    pub(super) fn position(&self, id: EventId) -> Result<Option<u64>, ReadError> {
        let recent = locked!(self.recent.read()).ids.get(&id).copied();
        match recent {
            Some(position) => Ok(Some(position)),
            None => Ok(self.index.position(id)?),
        }
    }

    pub(super) fn stream(&self, stream: StreamId, from: u64) -> Result<Vec<u64>, ReadError> {
        let newer: Vec<u64> = {
            let recent = locked!(self.recent.read());
            let of = |event: &&Arc<Stored>| {
                event.envelope.stream == stream && event.envelope.version >= from
            };
            recent
                .events
                .iter()
                .filter(of)
                .map(|event| event.position())
                .collect()
        };
        let mut found = self.index.stream(stream, from)?;
        // The index may have taken in some of the newer ones since.
        let last = found.last().copied().unwrap_or(0);
        found.extend(newer.into_iter().filter(|position| *position > last));
        Ok(found)
    }

    pub(super) fn open_text(&self, event: &Stored, field: &str) -> Result<Opened, ReadError> {
        open_text(&locked!(self.keys.read()), event, field)
    }

    /// A node of the tree, from tiles.
    pub(super) fn node(&self, level: u32, index: u64) -> Result<Hash, ReadError> {
        let (tile_level, within) = (u8::try_from(level / 8).unwrap_or(u8::MAX), level % 8);
        let start = index << within;
        let count = 1_usize << within;
        let tile = start / TILE as u64;
        let held = {
            let recent = locked!(self.recent.read());
            let waiting = recent
                .tiles
                .iter()
                .find(|t| t.level == tile_level && t.index == tile);
            waiting
                .map(|t| t.hashes.clone())
                .or_else(|| recent.edge.tile(tile_level, tile))
        };
        let hashes = match held {
            Some(hashes) => Some(hashes),
            None => self.index.tile(tile_level, tile)?,
        };
        let from = usize::try_from(start % TILE as u64).unwrap_or(0);
        let hashes = hashes
            .as_deref()
            .and_then(|hashes| hashes.get(from..from + count));
        let missing = || IndexError(format!("tile {tile} of level {tile_level} is missing"));
        Ok(root_of(hashes.ok_or_else(missing)?))
    }

    /// Compares a resent command with what stands under its first event's id.
    pub(super) fn same(&self, event: &Stored, compared: &[u8]) -> Result<bool, AppendError> {
        let keys = locked!(self.keys.read());
        seal::same(event, compared, &keys)
    }

    pub(super) fn known(&self, retry: &Retry) -> Result<Known, ReadError> {
        let Some(position) = self.position(retry.first)? else {
            return Ok(Known::New);
        };
        let event = self.event(position)?;
        let compared = seal::fingerprinted(&retry.fingerprint);
        let same = self
            .same(&event, &compared)
            .map_err(|error| ReadError::Damaged {
                position,
                message: error.to_string(),
            })?;
        if same {
            Ok(Known::Same(self.commit_of(&event)?))
        } else {
            Ok(Known::Other(position))
        }
    }

    /// What the commit of a recorded event was answered with.
    pub(super) fn commit_of(&self, event: &Stored) -> Result<Appended, ReadError> {
        let (first, last) = event.commit;
        let count = usize::try_from(last - first + 1).unwrap_or(usize::MAX);
        let events = self.read(first, count)?;
        Ok(Appended {
            positions: events.iter().map(|event| event.position()).collect(),
            versions: events.iter().map(|event| event.envelope.version).collect(),
            already: true,
        })
    }
}

pub(super) fn open_text(keys: &KeyFile, event: &Stored, field: &str) -> Result<Opened, ReadError> {
    let position = event.position();
    let damaged = |message: String| ReadError::Damaged { position, message };
    let texts = event.texts().map_err(|error| damaged(error.to_string()))?;
    let text = texts.into_iter().find(|text| text.field == field);
    let text = text.ok_or_else(|| ReadError::NoSuchText {
        position,
        field: field.to_owned(),
    })?;
    seal::open(event.envelope.id, &text, keys).map_err(damaged)
}
