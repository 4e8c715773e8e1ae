//! The open log: one writer, any number of readers.

use super::commit::{AppendError, Appended, Commit, Known, Retry, SubmitError};
use super::edge::{Edge, TILE, root_of};
use super::index::{Index, IndexError, Tile};
use super::keys::{DataKey, KeyFile};
use super::seal::{self, Opened};
use super::stored::{Disclosed, Stored};
use super::writer::{Command, DecideJob};
use crate::envelope::Moment;
use crate::ids::{EventId, KeyId, LogId, StreamId};
use proof::{Checkpoint, Disclosure, Hash, ProofError, Tree, Verifier};
use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, RwLock};
use std::thread::JoinHandle;

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

    fn stream(&self, stream: StreamId, from: u64) -> Result<Vec<u64>, ReadError> {
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

    fn open_text(&self, event: &Stored, field: &str) -> Result<Opened, ReadError> {
        open_text(&locked!(self.keys.read()), event, field)
    }

    /// A node of the tree, from tiles.
    fn node(&self, level: u32, index: u64) -> Result<Hash, ReadError> {
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

    fn known(&self, retry: &Retry) -> Result<Known, ReadError> {
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

/// The open log. Clones are handles to the same log; it closes when the last one goes.
pub struct Log<M: Model> {
    pub(super) running: Arc<Running<M>>,
    pub(super) shared: Arc<Shared>,
}

impl<M: Model> Clone for Log<M> {
    fn clone(&self) -> Self {
        Self {
            running: self.running.clone(),
            shared: self.shared.clone(),
        }
    }
}

impl<M: Model> std::fmt::Debug for Log<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Log({})", self.shared.log)
    }
}

/// The writer's queue and thread.
pub(super) struct Running<M: Model> {
    pub(super) queue: Option<SyncSender<Command<M>>>,
    pub(super) writer: Option<JoinHandle<()>>,
}

impl<M: Model> Drop for Running<M> {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(writer) = self.writer.take()
            && writer.thread().id() != std::thread::current().id()
        {
            // The writer reports its own failures.
            let _ = writer.join();
        }
    }
}

impl<M: Model> Log<M> {
    fn send(&self, command: Command<M>) -> Result<(), AppendError> {
        let queue = self.running.queue.as_ref().ok_or(AppendError::Closed)?;
        queue.send(command).map_err(|_| AppendError::Closed)
    }

    /// Records a commit, all of it or nothing, and returns once it is safe against a power cut.
    ///
    /// A commit whose ids were all recorded before with the same content is answered with the
    /// original positions, whatever it expects. Blocks; it has no place on an async thread.
    ///
    /// # Errors
    /// As [`AppendError`] says.
    pub fn append(&self, commit: Commit) -> Result<Appended, AppendError> {
        let decided = self.submit(move |_: &M, _| Ok::<_, std::convert::Infallible>(commit));
        decided.map_err(|error| match error {
            SubmitError::Append(error) => error,
            SubmitError::Refused(never) => match never {},
            SubmitError::BrokeDown => AppendError::Closed,
        })
    }

    /// Decides on the writer's thread, against the state with every earlier commit, and records
    /// what was decided. `decide` gets the moment the events will bear.
    ///
    /// # Errors
    /// What `decide` refuses, or as [`AppendError`] says.
    pub fn submit<E: Send + 'static>(
        &self,
        decide: impl FnOnce(&M, Moment) -> Result<Commit, E> + Send + 'static,
    ) -> Result<Appended, SubmitError<E>> {
        self.decide(None, decide)
    }

    /// Like [`Log::submit`], but a command that was recorded before is answered with the original
    /// positions instead of being decided again. The commit's fingerprint is set from `retry`, and
    /// the first event must bear the id in it.
    ///
    /// # Errors
    /// As [`Log::submit`], and [`AppendError::OtherContent`] when the id was used for something
    /// else.
    pub fn submit_once<E: Send + 'static>(
        &self,
        retry: Retry,
        decide: impl FnOnce(&M, Moment) -> Result<Commit, E> + Send + 'static,
    ) -> Result<Appended, SubmitError<E>> {
        self.decide(Some(retry), decide)
    }

    fn decide<E: Send + 'static>(
        &self,
        retry: Option<Retry>,
        decide: impl FnOnce(&M, Moment) -> Result<Commit, E> + Send + 'static,
    ) -> Result<Appended, SubmitError<E>> {
        let (reply, answer) = sync_channel(1);
        self.send(Command::Decide(Box::new(DecideJob::new(
            retry, decide, reply,
        ))))?;
        // A writer that went away without an answer may have written.
        let lost = || AppendError::Unknown("the writer broke down".to_owned());
        answer.recv().unwrap_or_else(|_| Err(lost().into()))
    }

    /// Asks whether a command was recorded before.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn known(&self, retry: &Retry) -> Result<Known, ReadError> {
        self.shared.known(retry)
    }

    /// Up to `limit` events from a position on, in order and without a hole. Empty at the end.
    ///
    /// # Errors
    /// When a record cannot be read. Nothing is ever skipped.
    pub fn read(&self, from: u64, limit: usize) -> Result<Vec<Arc<Stored>>, ReadError> {
        self.shared.read(from, limit)
    }

    /// The event at a position.
    ///
    /// # Errors
    /// When there is none or it cannot be read.
    pub fn event(&self, position: u64) -> Result<Arc<Stored>, ReadError> {
        self.shared.event(position)
    }

    /// The position of the event with this id, if it is recorded.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn position(&self, id: EventId) -> Result<Option<u64>, ReadError> {
        self.shared.position(id)
    }

    /// The positions of a stream's events, oldest first, from a version on.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn stream(&self, stream: StreamId, from_version: u64) -> Result<Vec<u64>, ReadError> {
        self.shared.stream(stream, from_version)
    }

    /// The words of one field of one event, if they can be told.
    ///
    /// # Errors
    /// When there is no such event or field, or the sealed text is damaged.
    pub fn text(&self, position: u64, field: &str) -> Result<Disclosed, ReadError> {
        self.text_of(&*self.event(position)?, field)
    }

    /// The words of one field of an event at hand.
    ///
    /// # Errors
    /// When there is no such field or the sealed text is damaged.
    pub fn text_of(&self, event: &Stored, field: &str) -> Result<Disclosed, ReadError> {
        self.shared.open_text(event, field).map(Disclosed::from)
    }

    /// The words of a field with their salt, for a pack; none when erased or sealed.
    ///
    /// # Errors
    /// When there is no such field or the sealed text is damaged.
    pub fn disclosure(&self, event: &Stored, field: &str) -> Result<Option<Disclosure>, ReadError> {
        Ok(match self.shared.open_text(event, field)? {
            Opened::Words(disclosure) => Some(disclosure),
            Opened::Erased | Opened::Sealed => None,
        })
    }

    /// How many events are recorded; also the position of the newest.
    pub fn size(&self) -> u64 {
        self.shared.size()
    }

    /// The root hash over every event.
    pub fn root(&self) -> Hash {
        locked!(self.shared.recent.read()).tree.root()
    }

    /// Proves that the event at a position is in the log as it was at `size`.
    ///
    /// # Errors
    /// When it is not, or the tree cannot be read.
    pub fn inclusion(&self, position: u64, size: u64) -> Result<Vec<Hash>, ReadError> {
        self.within(size)?;
        proof::inclusion_proof(position.wrapping_sub(1), size, |l, i| {
            self.shared.node(l, i)
        })
    }

    /// Proves that the log as it was at `size` begins with the log as it was at `earlier`.
    ///
    /// # Errors
    /// When it does not, or the tree cannot be read.
    pub fn consistency(&self, earlier: u64, size: u64) -> Result<Vec<Hash>, ReadError> {
        self.within(size)?;
        proof::consistency_proof(earlier, size, |l, i| self.shared.node(l, i))
    }

    fn within(&self, size: u64) -> Result<(), ReadError> {
        let now = self.size();
        let within = size <= now;
        within.then_some(()).ok_or(ReadError::NoSuchPosition {
            position: size,
            size: now,
        })
    }

    /// Signs and keeps a checkpoint over everything recorded so far. When nothing was recorded
    /// since the newest checkpoint, that one is given.
    ///
    /// # Errors
    /// As [`AppendError`] says.
    pub fn checkpoint(&self) -> Result<SignedCheckpoint, AppendError> {
        self.ask(Command::Checkpoint)
    }

    /// Every checkpoint, oldest first.
    pub fn checkpoints(&self) -> Vec<SignedCheckpoint> {
        locked!(self.shared.recent.read()).checkpoints.clone()
    }

    /// What checks this log's checkpoints; shown as its public key.
    pub fn verifier(&self) -> &Verifier {
        &self.shared.verifier
    }

    /// The log's id.
    pub fn id(&self) -> LogId {
        self.shared.log
    }

    /// How the log is.
    pub fn health(&self) -> Health {
        let recent = locked!(self.shared.recent.read());
        Health {
            stopped: self.shared.why_stopped(),
            size: recent.tree.size(),
            root: recent.tree.root(),
            index_behind: recent.events.len() as u64,
            checkpoint: recent.checkpoints.last().cloned(),
        }
    }

    /// The id of the key in use for a scope of a stream, if it has one.
    pub fn key_of(&self, stream: StreamId, scope: &super::KeyScope) -> Option<KeyId> {
        locked!(self.shared.keys.read()).id_of(stream, scope)
    }

    /// Destroys a data key: everything sealed under it is erased, in every copy of the log. Answers
    /// whether there was such a key. The caller records why, first.
    ///
    /// # Errors
    /// As [`AppendError`] says.
    pub fn destroy_key(&self, key: KeyId) -> Result<bool, AppendError> {
        self.ask(|reply| Command::Destroy(key, reply))
    }

    pub(super) fn file_key(
        &self,
        stream: StreamId,
        scope: super::KeyScope,
    ) -> Result<(KeyId, DataKey), AppendError> {
        self.ask(|reply| Command::Key(stream, scope, reply))
    }

    fn ask<T>(
        &self,
        command: impl FnOnce(SyncSender<Result<T, AppendError>>) -> Command<M>,
    ) -> Result<T, AppendError> {
        let (reply, answer) = sync_channel(1);
        self.send(command(reply))?;
        let lost = || AppendError::Unknown("the writer broke down".to_owned());
        answer.recv().unwrap_or_else(|_| Err(lost()))
    }

    /// Closes the log and waits until it is closed, unless another handle is still in use.
    pub fn close(self) {
        drop(self);
    }
}
