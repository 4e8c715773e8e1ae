//! What the rest of the product holds of an open log, and asks it.

use super::commit::{AppendError, Appended, Commit, Known, Retry, SubmitError};
use super::job::{Command, DecideJob};
use super::keys::{KeyError, KeyStatus};
use super::recovery_key::RecoveryKey;
use super::seal::Opened;
use super::secret::DataKey;
use super::shared::{Health, Model, ReadError, Shared, SignedCheckpoint, locked};
use super::stored::{Disclosed, Stored};
use crate::envelope::Moment;
use crate::ids::{EventId, KeyId, LogId, StreamId};
use proof::{Disclosure, Hash, Verifier};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

/// The open log. Clones are handles to the same log; it closes when the last one goes.
pub struct Log<M: Model> {
    pub(super) running: Arc<Running<M>>,
}

impl<M: Model> Clone for Log<M> {
    fn clone(&self) -> Self {
        Self {
            running: self.running.clone(),
        }
    }
}

impl<M: Model> std::fmt::Debug for Log<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Log({})", self.running.shared.log)
    }
}

/// The writer's queue and thread.
pub(super) struct Running<M: Model> {
    pub(super) queue: Option<SyncSender<Command<M>>>,
    pub(super) writer: Option<JoinHandle<()>>,
    /// Dropped last: once the writer is gone nobody else holds it, so the index is closed with it.
    pub(super) shared: Arc<Shared>,
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
        self.running.shared.known(retry)
    }

    /// Up to `limit` events from a position on, in order and without a hole. Empty at the end.
    ///
    /// # Errors
    /// When a record cannot be read. Nothing is ever skipped.
    pub fn read(&self, from: u64, limit: usize) -> Result<Vec<Arc<Stored>>, ReadError> {
        self.running.shared.read(from, limit)
    }

    /// The event at a position.
    ///
    /// # Errors
    /// When there is none or it cannot be read.
    pub fn event(&self, position: u64) -> Result<Arc<Stored>, ReadError> {
        self.running.shared.event(position)
    }

    /// The position of the event with this id, if it is recorded.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn position(&self, id: EventId) -> Result<Option<u64>, ReadError> {
        self.running.shared.position(id)
    }

    /// The positions of a stream's events, oldest first, from a version on.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn stream(&self, stream: StreamId, from_version: u64) -> Result<Vec<u64>, ReadError> {
        self.running.shared.stream(stream, from_version)
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
        self.running
            .shared
            .open_text(event, field)
            .map(Disclosed::from)
    }

    /// The words of a field with their salt, for a pack; none when erased or sealed.
    ///
    /// # Errors
    /// When there is no such field or the sealed text is damaged.
    pub fn disclosure(&self, event: &Stored, field: &str) -> Result<Option<Disclosure>, ReadError> {
        Ok(match self.running.shared.open_text(event, field)? {
            Opened::Words(disclosure) => Some(disclosure),
            Opened::Erased | Opened::Sealed => None,
        })
    }

    /// How many events are recorded; also the position of the newest.
    pub fn size(&self) -> u64 {
        self.running.shared.size()
    }

    /// The root hash over every event.
    pub fn root(&self) -> Hash {
        locked!(self.running.shared.recent.read()).tree.root()
    }

    /// The root hash over the first `size` events, from the stored tree.
    ///
    /// # Errors
    /// When there are not so many, or the tree cannot be read.
    pub fn root_at(&self, size: u64) -> Result<Hash, ReadError> {
        self.within(size)?;
        proof::root_at(size, |l, i| self.running.shared.node(l, i))
    }

    /// Proves that the event at a position is in the log as it was at `size`.
    ///
    /// # Errors
    /// When it is not, or the tree cannot be read.
    pub fn inclusion(&self, position: u64, size: u64) -> Result<Vec<Hash>, ReadError> {
        self.within(size)?;
        proof::inclusion_proof(position.wrapping_sub(1), size, |l, i| {
            self.running.shared.node(l, i)
        })
    }

    /// Proves that the log as it was at `size` begins with the log as it was at `earlier`.
    ///
    /// # Errors
    /// When it does not, or the tree cannot be read.
    pub fn consistency(&self, earlier: u64, size: u64) -> Result<Vec<Hash>, ReadError> {
        self.within(size)?;
        proof::consistency_proof(earlier, size, |l, i| self.running.shared.node(l, i))
    }

    /// The root of the block of 2^`level` events at an index of the log's tree, for a pack.
    ///
    /// # Errors
    /// When the tree cannot be read.
    pub fn block(&self, level: u32, index: u64) -> Result<Hash, ReadError> {
        self.running.shared.node(level, index)
    }

    /// Signs a text that is no checkpoint with the log's key, such as the stamp of a pack.
    ///
    /// # Errors
    /// When the key cannot be opened, or the text could be read as a checkpoint.
    pub fn sign_text(&self, text: &str) -> Result<String, KeyError> {
        let signer = locked!(self.running.shared.keys.read()).signer()?;
        signer.sign_text(text).map_err(|_| KeyError::Encryption)
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
        locked!(self.running.shared.recent.read())
            .checkpoints
            .clone()
    }

    /// What checks this log's checkpoints; shown as its public key.
    pub fn verifier(&self) -> &Verifier {
        &self.running.shared.verifier
    }

    /// The log's id.
    pub fn id(&self) -> LogId {
        self.running.shared.log
    }

    /// How the log is.
    pub fn health(&self) -> Health {
        let recent = locked!(self.running.shared.recent.read());
        Health {
            stopped: self.running.shared.why_stopped(),
            size: recent.tree.size(),
            root: recent.tree.root(),
            index_behind: recent.events.len() as u64,
            checkpoint: recent.checkpoints.last().cloned(),
        }
    }

    /// The id of the key in use for a scope of a stream, if it has one.
    pub fn key_of(&self, stream: StreamId, scope: &super::KeyScope) -> Option<KeyId> {
        locked!(self.running.shared.keys.read()).id_of(stream, scope)
    }

    /// Destroys a data key: everything sealed under it is erased, in every copy of the log. Answers
    /// whether there was such a key. The caller records why, first.
    ///
    /// # Errors
    /// As [`AppendError`] says.
    pub fn destroy_key(&self, key: KeyId) -> Result<bool, AppendError> {
        self.ask(|reply| Command::Destroy(key, reply))
    }

    /// Makes a recovery key: with it the master key can be opened when every copy of that is lost.
    /// It replaces the earlier one and is kept nowhere; show it once, to be written down.
    ///
    /// # Errors
    /// As [`AppendError`] says.
    pub fn make_recovery_key(&self) -> Result<RecoveryKey, AppendError> {
        self.ask(Command::Recovery)
    }

    /// What the key file says of itself, such as whether there is a recovery key.
    pub fn key_status(&self) -> KeyStatus {
        locked!(self.running.shared.keys.read()).status()
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
