//! The one writer: it takes what is waiting, decides each against the state with all before it,
//! writes the group, and only then answers.

use super::commit::{AppendError, Appended, KeyScope};
use super::disk::Disk;
use super::erasing::{self, Gone};
use super::index::Step;
use super::job::{Command, Job};
use super::journal::{GROUP_BYTES, Journal};
use super::keys::KeyError;
use super::line::{self, CheckpointLine};
use super::recover::Clock;
use super::recovery_key::RecoveryKey;
use super::seal::{self, KeyRing};
use super::secret::DataKey;
use super::seen::Seen;
use super::shared::{Model, Shared, SignedCheckpoint, locked};
use super::stored::Stored;
use crate::envelope::Moment;
use crate::ids::{EventId, KeyId, StreamId};
use proof::{Checkpoint, Hash, Signer, Tree};
use std::collections::HashMap;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

/// How many events are gathered before a group is written.
const GROUP_EVENTS: usize = 4096;

/// How many events may wait for the index before the writer waits for it.
const INDEX_BEHIND_MAX: usize = 100_000;

/// The writer's own state.
pub(super) struct Writer<M: Model> {
    pub(super) shared: Arc<Shared>,
    pub(super) model: M,
    pub(super) journal: Journal,
    pub(super) disk: Arc<dyn Disk>,
    pub(super) headroom_bytes: u64,
    pub(super) signer: Signer,
    pub(super) clock: Clock,
    pub(super) heads: HashMap<StreamId, u64>,
    /// Every id that was staged or recorded, and by chance some others.
    pub(super) seen: Seen,
    /// The lines of a group, kept for the next one.
    pub(super) lines: String,
    pub(super) sealing: seal::Room,
    pub(super) last: Moment,
    pub(super) ring: KeyRing,
    pub(super) index: Sender<Step>,
}

/// What is decided and not yet written.
pub(super) struct Group<M> {
    pub(super) lines: String,
    pub(super) events: Vec<Arc<Stored>>,
    pub(super) ids: HashMap<EventId, usize>,
    answers: Vec<(Box<dyn Job<M>>, Appended)>,
    /// The size of the log before the group.
    pub(super) durable: u64,
}

impl<M> Group<M> {
    /// Whether an event from a place on destroys keys. Nothing is sealed after it in its group, lest
    /// later words be sealed under a key that is about to go.
    fn erases_since(&self, from: usize) -> bool {
        let mut since = self.events.iter().skip(from);
        since.any(|event| erasing::erases(&event.envelope.type_name))
    }
}

impl<M: Model> Writer<M> {
    /// Works until nobody can ask any more, then closes the journal.
    pub(super) fn run(mut self, queue: &Receiver<Command<M>>) {
        while let Ok(first) = queue.recv() {
            let work = catch_unwind(AssertUnwindSafe(|| self.take(first, queue)));
            if work.is_err() {
                self.shared
                    .stop("the read models or the writer broke down; restart the server");
            }
        }
        if self.shared.why_stopped().is_none()
            && let Err(error) = self.journal.close()
        {
            tracing::error!(%error, "the journal could not be closed");
        }
    }

    fn take(&mut self, first: Command<M>, queue: &Receiver<Command<M>>) {
        let mut next = Some(first);
        while let Some(command) = next.take() {
            match command {
                Command::Decide(job) => next = self.group(job, queue),
                Command::Checkpoint(reply) => {
                    let _ = reply.send(self.checkpoint());
                }
                Command::Key(stream, scope, reply) => {
                    let _ = reply.send(self.key(stream, &scope));
                }
                Command::Destroy(key, reply) => {
                    let _ = reply.send(self.destroy(key));
                }
                Command::Recovery(reply) => {
                    let _ = reply.send(self.make_recovery_key());
                }
            }
        }
    }

    fn now(&self) -> Moment {
        Moment::new((self.clock)()).max(self.last)
    }

    /// Whether anything may be written now. Room for all a group can take is made here, before
    /// anything is decided.
    fn ready(&mut self) -> Result<(), AppendError> {
        if let Some(reason) = self.shared.why_stopped() {
            return Err(AppendError::Stopped(reason));
        }
        let free = self.disk.free(&self.shared.folder);
        if free.is_ok_and(|free| free < self.headroom_bytes) {
            return Err(AppendError::DiskFull);
        }
        let (size, root) = {
            let recent = locked!(self.shared.recent.read());
            (recent.tree.size(), recent.tree.root())
        };
        let rotated = self.journal.rotate(size + 1, &root);
        rotated.map_err(|error| self.failed("the next journal segment", &error))?;
        let reserved = self.journal.reserve();
        let reserved = reserved.and_then(|()| locked!(self.shared.keys.write()).reserve());
        reserved.map_err(|error| {
            if matches!(
                error.kind(),
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded
            ) {
                AppendError::DiskFull
            } else {
                self.failed("reserving room", &error)
            }
        })
    }

    fn failed(&self, what: &str, error: &dyn std::fmt::Display) -> AppendError {
        let reason = format!("{what}: {error}");
        self.shared.stop(&reason);
        AppendError::Unknown(reason)
    }

    /// Decides, writes and answers what is waiting. Gives back a command of another kind that came
    /// between.
    fn group(
        &mut self,
        first: Box<dyn Job<M>>,
        queue: &Receiver<Command<M>>,
    ) -> Option<Command<M>> {
        if let Err(error) = self.ready() {
            first.answer(Err(error));
            return None;
        }
        let mut group = Group {
            lines: std::mem::take(&mut self.lines),
            events: Vec::new(),
            ids: HashMap::new(),
            answers: Vec::new(),
            durable: self.shared.size(),
        };
        let mut next = Some(first);
        let mut other = None;
        while let Some(job) = next.take() {
            let before = group.events.len();
            self.decide(job, &mut group);
            if group.lines.len() >= GROUP_BYTES
                || group.events.len() >= GROUP_EVENTS
                || group.erases_since(before)
            {
                break;
            }
            match queue.try_recv() {
                Ok(Command::Decide(job)) => next = Some(job),
                Ok(command) => other = Some(command),
                Err(_) => {}
            }
        }
        let written = self.write(&group);
        group.lines.clear();
        self.lines = std::mem::take(&mut group.lines);
        for (job, answer) in group.answers {
            job.answer(written.clone().map(|()| answer));
        }
        other
    }

    fn decide(&mut self, mut job: Box<dyn Job<M>>, group: &mut Group<M>) {
        if let Some(retry) = job.retry() {
            match self.recorded(retry, group) {
                Ok(None) => {}
                Ok(Some(answer)) => return group.answers.push((job, answer)),
                Err(error) => return job.answer(Err(error)),
            }
        }
        let now = self.now();
        let Some(commit) = job.decide(&self.model, now) else {
            return job.answer_refused();
        };
        match self.stage(commit, now, group) {
            Ok(answer) => group.answers.push((job, answer)),
            Err(error) => job.answer(Err(error)),
        }
    }

    /// Makes the group safe, then visible.
    fn write(&mut self, group: &Group<M>) -> Result<(), AppendError> {
        self.keep_keys()?;
        if group.events.is_empty() {
            return Ok(());
        }
        let written = self.journal.write(group.lines.as_bytes());
        written.map_err(|error| self.failed("writing the journal", &error))?;
        self.publish(&group.events);
        self.model.committed(&group.events);
        self.erase(&group.events)?;
        self.ring.trim();
        self.wait_for_index();
        Ok(())
    }

    /// Destroys the keys that events of a group say are destroyed. Nobody is answered before it is
    /// done; when it cannot be, the log stops and the next start does it.
    fn erase(&mut self, events: &[Arc<Stored>]) -> Result<(), AppendError> {
        let gone: Vec<Gone> = events
            .iter()
            .flat_map(|event| erasing::gone(event))
            .collect();
        if gone.is_empty() {
            return Ok(());
        }
        let now = self.now();
        self.ring.clear();
        let destroyed = locked!(self.shared.keys.write()).destroy_all(&gone, now);
        let destroyed = destroyed.map_err(|error| self.failed("destroying keys", &error))?;
        for key in destroyed {
            self.model.erased(key);
        }
        erasing::take_files_away(&self.shared, &gone);
        Ok(())
    }

    fn keep_keys(&mut self) -> Result<(), AppendError> {
        if self.ring.new.is_empty() {
            return Ok(());
        }
        let new = std::mem::take(&mut self.ring.new);
        let kept = locked!(self.shared.keys.write()).keep(new);
        kept.map_err(|error| self.failed("writing the key file", &error))
    }

    /// Shows recorded events to readers, and hands them to the index.
    fn publish(&self, events: &[Arc<Stored>]) {
        let hashes: Vec<Hash> = events.iter().map(|event| event.leaf_hash()).collect();
        let mut step = Step {
            events: events.to_vec(),
            ..Step::default()
        };
        let mut recent = locked!(self.shared.recent.write());
        for (event, hash) in events.iter().zip(hashes) {
            recent.tree.append(hash);
            recent.edge.append(hash, &mut step.tiles);
            recent.ids.insert(event.envelope.id, event.position());
            recent.events.push_back(event.clone());
        }
        recent.tiles.extend(step.tiles.iter().cloned());
        (step.size, step.root) = (recent.tree.size(), recent.tree.root());
        drop(recent);
        // The index thread stops the log before it goes away.
        let _ = self.index.send(step);
    }

    /// Bounds the memory taken by what the index has yet to take in.
    fn wait_for_index(&self) {
        let (lock, told) = &self.shared.applied;
        let behind = || locked!(self.shared.recent.read()).events.len() > INDEX_BEHIND_MAX;
        let mut guard = locked!(lock.lock());
        while self.shared.why_stopped().is_none() && behind() {
            guard = locked!(told.wait(guard));
        }
    }

    fn checkpoint(&mut self) -> Result<SignedCheckpoint, AppendError> {
        let (tree, newest): (Tree, _) = {
            let recent = locked!(self.shared.recent.read());
            (recent.tree.clone(), recent.checkpoints.last().cloned())
        };
        if let Some(newest) = newest.filter(|newest| newest.checkpoint.size == tree.size()) {
            return Ok(newest);
        }
        self.ready()?;
        let origin = self.shared.verifier.name().to_owned();
        let checkpoint = Checkpoint {
            origin,
            size: tree.size(),
            root: tree.root(),
        };
        let note = self.signer.sign(&checkpoint);
        let made_at = self.now();
        let text = CheckpointLine {
            made_at,
            note: note.clone(),
        };
        let mut bytes = Vec::new();
        line::write_member("checkpoint", &text, &mut bytes)
            .map_err(|error| AppendError::Stopped(error.to_string()))?;
        let written = self.journal.write(&bytes);
        written.map_err(|error| self.failed("writing the journal", &error))?;
        let signed = SignedCheckpoint {
            made_at,
            checkpoint,
            note,
        };
        let (size, root) = (tree.size(), tree.root());
        locked!(self.shared.recent.write())
            .checkpoints
            .push(signed.clone());
        let checkpoints = vec![(size, bytes)];
        let _ = self.index.send(Step {
            checkpoints,
            size,
            root,
            ..Step::default()
        });
        Ok(signed)
    }

    fn key(&mut self, stream: StreamId, scope: &KeyScope) -> Result<(KeyId, DataKey), AppendError> {
        self.ready()?;
        let held = {
            let keys = locked!(self.shared.keys.read());
            self.ring.key(&keys, stream, scope)
        };
        let held = held.map_err(|error| AppendError::Stopped(error.to_string()))?;
        self.keep_keys()?;
        Ok(held)
    }

    fn destroy(&mut self, key: KeyId) -> Result<bool, AppendError> {
        self.ready()?;
        let now = self.now();
        self.ring.clear();
        let destroyed = locked!(self.shared.keys.write()).destroy(key, now);
        if destroyed.is_ok() {
            self.model.erased(key);
        }
        destroyed.map_err(|error: KeyError| self.failed("destroying a key", &error))
    }
    fn make_recovery_key(&mut self) -> Result<RecoveryKey, AppendError> {
        self.ready()?;
        let now = self.now();
        let made = locked!(self.shared.keys.write()).make_recovery(now);
        made.map_err(|error: KeyError| self.failed("making a recovery key", &error))
    }
}
