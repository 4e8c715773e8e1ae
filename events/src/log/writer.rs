//! The one writer: it takes what is waiting, decides each against the state with all before it,
//! writes the group, and only then answers.

use super::commit::{AppendError, Appended, Commit, KeyScope, Retry, SubmitError};
use super::disk::Disk;
use super::index::Step;
use super::journal::{GROUP_BYTES, Journal};
use super::keys::{DataKey, KeyError};
use super::leaf::{self, Place};
use super::line::{self, Beside, CheckpointLine, Durable};
use super::recover::Clock;
use super::seal::{self, KeyRing, Sealed};
use super::shared::{Model, Shared, SignedCheckpoint, locked};
use super::stored::Stored;
use super::{COMMIT_BYTES_MAX, COMMIT_EVENTS_MAX};
use crate::envelope::{Envelope, Moment};
use crate::ids::{EventId, KeyId, StreamId};
use proof::{Checkpoint, Hash, Signer, Tree};
use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender};

/// How many events are gathered before a group is written.
const GROUP_EVENTS: usize = 4096;

/// How many events may wait for the index before the writer waits for it.
const INDEX_BEHIND_MAX: usize = 100_000;

type Answer<T> = SyncSender<Result<T, AppendError>>;

/// What the writer is asked to do.
pub(super) enum Command<M> {
    Decide(Box<dyn Job<M>>),
    Checkpoint(Answer<SignedCheckpoint>),
    Key(StreamId, KeyScope, Answer<(KeyId, DataKey)>),
    Destroy(KeyId, Answer<bool>),
}

/// A command to decide, with somebody waiting for the answer.
pub(super) trait Job<M>: Send {
    /// What tells whether it was recorded before.
    fn retry(&self) -> Option<&Retry>;
    /// Decides; none when it was refused, and `answer_refused` is next.
    fn decide(&mut self, model: &M, now: Moment) -> Option<Commit>;
    /// Answers that the rules refused.
    fn answer_refused(self: Box<Self>);
    /// Answers what the log says.
    fn answer(self: Box<Self>, answer: Result<Appended, AppendError>);
}

/// A decision, the refusal it led to, and where the answer goes.
pub(super) struct DecideJob<F, E> {
    retry: Option<Retry>,
    decide: Option<F>,
    refusal: Option<SubmitError<E>>,
    reply: SyncSender<Result<Appended, SubmitError<E>>>,
}

impl<F, E> DecideJob<F, E> {
    pub(super) const fn new(
        retry: Option<Retry>,
        decide: F,
        reply: SyncSender<Result<Appended, SubmitError<E>>>,
    ) -> Self {
        Self {
            retry,
            decide: Some(decide),
            refusal: None,
            reply,
        }
    }
}

impl<M, F, E> Job<M> for DecideJob<F, E>
where
    F: FnOnce(&M, Moment) -> Result<Commit, E> + Send,
    E: Send,
{
    fn retry(&self) -> Option<&Retry> {
        self.retry.as_ref()
    }

    fn decide(&mut self, model: &M, now: Moment) -> Option<Commit> {
        let decide = self.decide.take()?;
        match catch_unwind(AssertUnwindSafe(|| decide(model, now))) {
            Ok(Ok(mut commit)) => {
                if let Some(retry) = &mut self.retry {
                    commit.fingerprint = Some(std::mem::take(&mut retry.fingerprint));
                }
                Some(commit)
            }
            Ok(Err(refusal)) => {
                self.refusal = Some(SubmitError::Refused(refusal));
                None
            }
            Err(_) => None,
        }
    }

    fn answer_refused(mut self: Box<Self>) {
        let refusal = self.refusal.take().unwrap_or(SubmitError::BrokeDown);
        // Whoever asked may have gone.
        let _ = self.reply.send(Err(refusal));
    }

    fn answer(self: Box<Self>, answer: Result<Appended, AppendError>) {
        let _ = self.reply.send(answer.map_err(SubmitError::Append));
    }
}

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
    pub(super) last: Moment,
    pub(super) ring: KeyRing,
    pub(super) index: Sender<Step>,
}

/// What is decided and not yet written.
struct Group<M> {
    lines: Vec<u8>,
    events: Vec<Arc<Stored>>,
    ids: HashMap<EventId, usize>,
    answers: Vec<(Box<dyn Job<M>>, Appended)>,
    /// The size of the log before the group.
    durable: u64,
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
            lines: Vec::new(),
            events: Vec::new(),
            ids: HashMap::new(),
            answers: Vec::new(),
            durable: self.shared.size(),
        };
        let mut next = Some(first);
        let mut other = None;
        while let Some(job) = next.take() {
            self.decide(job, &mut group);
            if group.lines.len() >= GROUP_BYTES || group.events.len() >= GROUP_EVENTS {
                break;
            }
            match queue.try_recv() {
                Ok(Command::Decide(job)) => next = Some(job),
                Ok(command) => other = Some(command),
                Err(_) => {}
            }
        }
        let written = self.write(&group);
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

    /// The event with this id, staged or recorded.
    fn find(&self, id: EventId, group: &Group<M>) -> Result<Option<Arc<Stored>>, AppendError> {
        if let Some(event) = group.ids.get(&id).and_then(|nth| group.events.get(*nth)) {
            return Ok(Some(event.clone()));
        }
        let unreadable = |error: super::ReadError| AppendError::Stopped(error.to_string());
        match self.shared.position(id).map_err(unreadable)? {
            Some(position) => self.shared.event(position).map(Some).map_err(unreadable),
            None => Ok(None),
        }
    }

    /// The answer to a command that was recorded before.
    fn recorded(&self, retry: &Retry, group: &Group<M>) -> Result<Option<Appended>, AppendError> {
        let Some(event) = self.find(retry.first, group)? else {
            return Ok(None);
        };
        if !self.same(&event, &seal::fingerprinted(&retry.fingerprint))? {
            let (id, position) = (retry.first, event.position());
            return Err(AppendError::OtherContent { id, position });
        }
        let (first, last) = event.commit;
        if first <= group.durable {
            let read = self.shared.commit_of(&event);
            return read
                .map(Some)
                .map_err(|error| AppendError::Stopped(error.to_string()));
        }
        let of = |event: &&Arc<Stored>| (first..=last).contains(&event.position());
        let events = group.events.iter().filter(of);
        let (positions, versions) = events
            .map(|event| (event.position(), event.envelope.version))
            .unzip();
        Ok(Some(Appended {
            positions,
            versions,
            already: true,
        }))
    }

    /// Whether a found event is what is compared with it. The key may be one of this group.
    fn same(&self, event: &Stored, compared: &[u8]) -> Result<bool, AppendError> {
        match self.ring.by_id(event.key) {
            Some(key) => Ok(key.mac(&[compared]) == event.mac),
            None => self.shared.same(event, compared),
        }
    }

    /// Checks a commit, seals it and gives its events their places.
    fn stage(
        &mut self,
        commit: Commit,
        now: Moment,
        group: &mut Group<M>,
    ) -> Result<Appended, AppendError> {
        let count = commit.events.len();
        if count > COMMIT_EVENTS_MAX {
            let limit = COMMIT_EVENTS_MAX;
            return Err(AppendError::TooLarge {
                what: "a commit",
                actual: count,
                limit,
            });
        }
        if let Some(answer) = self.resent(&commit, group)? {
            return Ok(answer);
        }
        self.expected(&commit)?;
        let fingerprint = commit.fingerprint.as_deref();
        let first = group.durable + group.events.len() as u64 + 1;
        let span = (first, first + count as u64 - u64::from(count > 0));
        let mut staged = Vec::with_capacity(count);
        let mut lines = Vec::with_capacity(count * 512);
        let mut heads: HashMap<StreamId, u64> = HashMap::new();
        for (mut event, position) in commit.events.into_iter().zip(first..) {
            let sealed = {
                let keys = locked!(self.shared.keys.read());
                seal::seal(&mut event, fingerprint, &keys, &mut self.ring)?
            };
            let known = || self.heads.get(&event.stream).copied().unwrap_or(0);
            let head = heads.entry(event.stream).or_insert_with(known);
            *head += 1;
            let place = Place {
                position,
                recorded_at: now,
                version: *head,
            };
            let durable = Durable(group.durable);
            staged.push(Arc::new(place_event(
                event, sealed, place, span, durable, &mut lines,
            )?));
            if lines.len() > COMMIT_BYTES_MAX {
                let (actual, limit) = (lines.len(), COMMIT_BYTES_MAX);
                return Err(AppendError::TooLarge {
                    what: "a commit",
                    actual,
                    limit,
                });
            }
        }
        self.heads.extend(heads);
        if !staged.is_empty() {
            self.last = now;
        }
        group.lines.append(&mut lines);
        let mut answer = Appended::default();
        for event in staged {
            answer.positions.push(event.position());
            answer.versions.push(event.envelope.version);
            group.ids.insert(event.envelope.id, group.events.len());
            self.model.staged(&event);
            group.events.push(event);
        }
        Ok(answer)
    }

    /// The original answer, when every id was recorded before with the same content.
    fn resent(&self, commit: &Commit, group: &Group<M>) -> Result<Option<Appended>, AppendError> {
        let mut seen = HashSet::new();
        let (mut known, mut new) = (None, None);
        let mut answer = Appended {
            already: true,
            ..Appended::default()
        };
        for event in &commit.events {
            if !seen.insert(event.id) {
                return Err(AppendError::SameIdTwice(event.id));
            }
            let Some(found) = self.find(event.id, group)? else {
                new = new.or(Some(event.id));
                continue;
            };
            let compared = seal::compared(event, commit.fingerprint.as_deref())?;
            if found.envelope.stream != event.stream || !self.same(&found, &compared)? {
                let (id, position) = (event.id, found.position());
                return Err(AppendError::OtherContent { id, position });
            }
            known = known.or(Some(event.id));
            answer.positions.push(found.position());
            answer.versions.push(found.envelope.version);
        }
        match (known, new) {
            (Some(known), Some(new)) => Err(AppendError::PartlyRecorded { known, new }),
            (Some(_), None) => Ok(Some(answer)),
            (None, _) => Ok(None),
        }
    }

    fn expected(&self, commit: &Commit) -> Result<(), AppendError> {
        let mut named = HashSet::new();
        for (stream, expected) in &commit.streams {
            if !named.insert(*stream) {
                return Err(AppendError::StreamTwice(*stream));
            }
            let actual = self.heads.get(stream).copied().unwrap_or(0);
            if !expected.holds(actual) {
                let (stream, expected) = (*stream, *expected);
                return Err(AppendError::Conflict {
                    stream,
                    expected,
                    actual,
                });
            }
        }
        let unnamed = commit
            .events
            .iter()
            .find(|event| !named.contains(&event.stream));
        unnamed.map_or(Ok(()), |event| {
            Err(AppendError::NoExpectation(event.stream))
        })
    }

    /// Makes the group safe, then visible.
    fn write(&mut self, group: &Group<M>) -> Result<(), AppendError> {
        self.keep_keys()?;
        if group.events.is_empty() {
            return Ok(());
        }
        let written = self.journal.write(&group.lines);
        written.map_err(|error| self.failed("writing the journal", &error))?;
        self.publish(&group.events);
        self.model.committed(&group.events);
        self.ring.trim();
        self.wait_for_index();
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
        destroyed.map_err(|error: KeyError| self.failed("destroying a key", &error))
    }
}

/// Writes an event at its place.
fn place_event(
    event: super::NewEvent,
    sealed: Sealed,
    place: Place,
    commit: (u64, u64),
    durable: Durable,
    lines: &mut Vec<u8>,
) -> Result<Stored, AppendError> {
    let unwritable = |message: String| AppendError::Unwritable {
        id: event.id,
        message,
    };
    let leaf = leaf::write(&event, &sealed.data, sealed.reason.as_ref(), Some(place))
        .map_err(|error| unwritable(error.to_string()))?;
    let beside = Beside {
        commit,
        durable,
        key: sealed.key,
        mac: &sealed.mac,
        texts: &sealed.texts,
    };
    let from = lines.len();
    let written = line::write_event(&beside, &leaf, lines);
    let line = lines
        .get(from..lines.len() - 1)
        .and_then(|line| std::str::from_utf8(line).ok());
    let line = line
        .ok_or_else(|| unwritable("it is not text".to_owned()))?
        .into();
    Ok(Stored {
        envelope: Envelope {
            actor: event.actor,
            causation: event.causation,
            classification: event.classification,
            correlation: event.correlation,
            decided_in: event.decided_in,
            id: event.id,
            identifiers: event.identifiers,
            late: event.late,
            occurred_on: event.occurred_on,
            position: place.position,
            reason: sealed.reason,
            recorded_at: place.recorded_at,
            schema: event.schema,
            stream: event.stream,
            type_name: event.type_name,
            version: place.version,
        },
        data: sealed.data,
        line,
        leaf_at: written.leaf_at,
        texts_at: written.texts_at,
        commit,
        key: sealed.key,
        mac: sealed.mac,
    })
}
