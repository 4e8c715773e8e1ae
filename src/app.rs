//! The one way in: pages, the API and the command line all call [`App::execute`] to write and
//! [`App::view`] to ask.
//!
//! Everything that assumes one process owning one folder is here and in the embedded log.

use crate::clock::{Clock, day_in_england};
use chrono::NaiveDate;
use events::envelope::{Actor, Classification, DecidedIn, Moment};
use events::event::{DecodeError, Event, Recorded, SCHEMA};
use events::evidence::{self, FileRef, KeptFile};
use events::ids::{EventId, EvidenceId, LogId, StreamId, StreamKind};
use events::log::{
    AppendError, Appended, Commit, Disclosed, Expected, FileError, Health, KeyScope, Log,
    MasterKey, Model, NewEvent, OpenError, OpenOptions, ReadError, Recovery, Retry, SealedFile,
    Stored, SubmitError,
};
use events::refusal::Refusal;
use events::text::Text;
use events::world::{Command, Given, World};
use projections::Models;
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use uuid::Uuid;

/// How many past moments are kept folded for readers.
const PAST_MOMENTS_KEPT: usize = 4;

/// How many events are read from the log at once.
const READ_BATCH: usize = 1024;

/// One command to one stream.
#[derive(Debug, Clone)]
pub struct Instruction {
    /// Which thing.
    pub stream: StreamId,
    /// What to do.
    pub command: Command,
    /// The version the writer saw; none where it does not matter.
    pub expected: Option<u64>,
}

/// What stands around one or several commands that are recorded together.
#[derive(Debug, Clone)]
pub struct Meta {
    /// Who gives them.
    pub actor: Actor,
    /// The day it happened; today when not said.
    pub occurred_on: Option<NaiveDate>,
    /// Why.
    pub reason: Option<Text>,
    /// The meeting it was decided in.
    pub decided_in: Option<DecidedIn>,
    /// How openly it may be shown.
    pub classification: Classification,
    /// Entered knowingly into a frozen reporting year.
    pub late: bool,
    /// Identifier-like text was seen and is confirmed.
    pub identifiers_confirmed: bool,
    /// The client's own key: the same key sent again answers as the first time.
    pub idempotency_key: Option<String>,
}

impl Meta {
    /// Commands given by `actor`, today, for no stated reason.
    pub fn by(actor: Actor) -> Self {
        Self {
            actor,
            occurred_on: None,
            reason: None,
            decided_in: None,
            classification: Classification::default(),
            late: false,
            identifiers_confirmed: false,
            idempotency_key: None,
        }
    }

    /// The same, with a reason.
    #[must_use]
    pub fn because(mut self, reason: impl Into<Text>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// The same, as something that happened on an earlier day.
    #[must_use]
    pub fn on(mut self, day: NaiveDate) -> Self {
        self.occurred_on = Some(day);
        self
    }

    /// The same, resting on a meeting.
    #[must_use]
    pub fn decided_in(mut self, decided_in: DecidedIn) -> Self {
        self.decided_in = Some(decided_in);
        self
    }

    fn given(&self, today: NaiveDate) -> Given {
        Given {
            actor: self.actor.clone(),
            occurred_on: self.occurred_on.unwrap_or(today),
            today,
            reason: self.reason.clone(),
            decided_in: self.decided_in,
            late: self.late,
            identifiers_confirmed: self.identifiers_confirmed,
        }
    }
}

/// A rule broken by one of the commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Which command, from 0.
    pub index: usize,
    /// The rule.
    pub refusal: Refusal,
}

/// Why a write was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError {
    /// Rules were broken.
    #[error("{}", .0.iter().map(|b| b.refusal.to_string()).collect::<Vec<_>>().join(" "))]
    Refused(Vec<Broken>),
    /// Somebody changed it in the meantime.
    #[error("somebody changed this in the meantime: it is at version {actual}")]
    Conflict {
        /// What was changed.
        stream: StreamId,
        /// Its version now.
        actual: u64,
    },
    /// The idempotency key was used before for something else.
    #[error("this idempotency key was used before for another request: use a new one")]
    KeyReused,
    /// The log takes nothing more.
    #[error("nothing was recorded: {0}")]
    Stopped(String),
    /// A fault of ours.
    #[error("nothing was recorded: {0}")]
    Fault(String),
}

/// What a write was given.
#[derive(Debug, Clone)]
pub struct Done {
    /// The positions, in order.
    pub positions: Vec<u64>,
    /// The version each stream has now.
    pub versions: BTreeMap<StreamId, u64>,
    /// Whether it had been recorded before.
    pub already: bool,
}

/// What the writer carries: the state rules ask, and the models pages read.
pub struct Engine {
    world: World,
    models: Arc<RwLock<Models>>,
    versions: HashMap<StreamId, u64>,
    staged: Vec<Recorded>,
}

impl Engine {
    fn take(&mut self, stored: &Stored) -> Result<(), DecodeError> {
        self.versions
            .insert(stored.envelope.stream, stored.envelope.version);
        let recorded = decode(stored)?;
        self.world.evolve(&recorded);
        self.staged.push(recorded);
        Ok(())
    }

    /// A stale writer is told so before any rule speaks: what it was going to break may be old.
    fn expect(&self, instructions: &[Instruction]) -> Result<(), ExecuteError> {
        for one in instructions {
            let actual = self.versions.get(&one.stream).copied().unwrap_or(0);
            if one.expected.is_some_and(|expected| expected != actual) {
                return Err(ExecuteError::Conflict {
                    stream: one.stream,
                    actual,
                });
            }
        }
        Ok(())
    }
}

impl Model for Engine {
    fn staged(&mut self, stored: &Stored) {
        if let Err(fault) = self.take(stored) {
            // Only events this program has just written are staged, so this is a fault of ours.
            tracing::error!(%fault, "an event just written cannot be read");
        }
    }

    fn committed(&mut self, _: &[Arc<Stored>]) {
        let mut models = self.models.write().unwrap_or_else(PoisonError::into_inner);
        for recorded in self.staged.drain(..) {
            models.apply(&recorded);
        }
    }

    fn replayed(&mut self, stored: &Arc<Stored>) -> Result<(), String> {
        self.take(stored).map_err(|fault| {
            format!("{fault}; nothing is ever skipped, so this needs the program that wrote it")
        })?;
        self.committed(&[]);
        Ok(())
    }
}

/// Reads a stored event.
///
/// # Errors
/// When it was written by a newer program, or cannot be read.
pub fn decode(stored: &Stored) -> Result<Recorded, DecodeError> {
    let event = Event::decode(&stored.envelope, stored.data())?;
    Ok(Recorded {
        envelope: stored.envelope.clone(),
        event,
    })
}

/// What starting up needs.
pub struct Start {
    /// The data folder.
    pub data: PathBuf,
    /// The master key.
    pub master_key: [u8; 32],
    /// The clock.
    pub clock: Clock,
}

/// Why the record could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The folder could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// First start could not record the defaults.
    #[error("the defaults could not be recorded: {0}")]
    Defaults(#[source] Box<ExecuteError>),
}

/// A moment somebody looks at the record: now, or a past one.
pub enum View<'a> {
    /// Now.
    Live(RwLockReadGuard<'a, Models>),
    /// A past moment, folded into a copy of its own.
    Past(Arc<Models>),
}

impl Deref for View<'_> {
    type Target = Models;
    fn deref(&self) -> &Models {
        match self {
            Self::Live(models) => models,
            Self::Past(models) => models,
        }
    }
}

/// A partnership's log, its rules and its read models, open for reading and writing.
pub struct App {
    log: Log<Engine>,
    models: Arc<RwLock<Models>>,
    past: Mutex<Vec<(Moment, Arc<Models>)>>,
    kept: Arc<Mutex<HashMap<Uuid, SealedFile>>>,
    clock: Clock,
    recovery: Recovery,
}

impl App {
    /// Opens a data folder, makes it if it is not there, and records the defaults at first start.
    ///
    /// # Errors
    /// When the folder is owned by another process, damaged, or holds an event this program
    /// cannot read.
    pub fn start(start: Start) -> Result<Self, StartError> {
        let models = Arc::new(RwLock::new(Models::default()));
        let engine = Engine {
            world: World::default(),
            models: Arc::clone(&models),
            versions: HashMap::new(),
            staged: Vec::new(),
        };
        let clock = start.clock.clone();
        let options = OpenOptions::new(
            start.data,
            MasterKey::new(start.master_key),
            Arc::new(move || clock.now()),
        );
        let (log, recovery) = Log::open(options, engine)?;
        let app = Self {
            log,
            models,
            past: Mutex::new(Vec::new()),
            kept: Arc::default(),
            clock: start.clock,
            recovery,
        };
        if app.log.size() == 0 {
            app.record_defaults()
                .map_err(|e| StartError::Defaults(Box::new(e)))?;
        }
        Ok(app)
    }

    fn record_defaults(&self) -> Result<(), ExecuteError> {
        let stream = self.partnership();
        let instructions = events::partnership::defaults(self.clock.today())
            .into_iter()
            .map(|command| Instruction {
                stream,
                command: Command::Partnership(command),
                expected: None,
            })
            .collect();
        self.execute(instructions, &Meta::by(Actor::System))
            .map(|_| ())
    }

    /// Answers what was accepted, and lets the folder go.
    pub fn close(self) {
        self.log.close();
    }

    /// The state of every stream, as the rules see it; a copy.
    ///
    /// # Errors
    /// When the log takes nothing more.
    pub fn world(&self) -> Result<World, ExecuteError> {
        let (send, receive) = std::sync::mpsc::sync_channel(1);
        let peek = move |engine: &Engine, _: Moment| {
            let _ = send.send(engine.world.clone());
            Ok::<_, std::convert::Infallible>(Commit::default())
        };
        match self.log.submit(peek) {
            Ok(_) => receive
                .recv()
                .map_err(|error| ExecuteError::Fault(error.to_string())),
            Err(SubmitError::Append(error)) => Err(append_error(error)),
            Err(SubmitError::BrokeDown) => Err(ExecuteError::Fault(
                "reading the state broke down".to_owned(),
            )),
            Err(SubmitError::Refused(never)) => match never {},
        }
    }

    /// What was found and put right when the folder was opened.
    pub fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The log's id.
    pub fn log_id(&self) -> LogId {
        self.log.id()
    }

    /// The stream of the partnership itself.
    pub fn partnership(&self) -> StreamId {
        StreamId {
            kind: StreamKind::Partnership,
            id: self.log.id().0,
        }
    }

    /// The log, for what has no rules: texts, files, checkpoints, health.
    pub fn log(&self) -> &Log<Engine> {
        &self.log
    }

    /// Whether the log accepts writes.
    pub fn health(&self) -> Health {
        self.log.health()
    }

    /// A new id.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn fresh_id(&self) -> Result<Uuid, ExecuteError> {
        events::ids::fresh(self.clock.now()).map_err(|e| ExecuteError::Fault(e.to_string()))
    }

    /// Records commands together or not at all, and answers once that is safe against a power cut.
    ///
    /// # Errors
    /// Every broken rule at once; or that somebody changed a stream in the meantime; or that the
    /// log takes nothing more.
    pub fn execute(
        &self,
        instructions: Vec<Instruction>,
        meta: &Meta,
    ) -> Result<Done, ExecuteError> {
        let naming = self.naming(&instructions, meta)?;
        let retry = naming.retry();
        let meta = meta.clone();
        let mut streams: Vec<StreamId> = instructions.iter().map(|one| one.stream).collect();
        streams.dedup();
        let clock = self.clock.clone();
        let kept = Arc::clone(&self.kept);
        let decide = move |engine: &Engine, now: Moment| {
            let given = meta.given(day_in_england(now.utc()));
            engine.expect(&instructions)?;
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            let deciding = Deciding {
                meta: &meta,
                given: &given,
                naming: &naming,
                clock: &clock,
            };
            deciding.decide(&engine.world, &instructions, &mut kept)
        };
        let submitted = match retry {
            Some(retry) => self.log.submit_once(retry, decide),
            None => self.log.submit(decide),
        };
        match submitted {
            Ok(appended) => Ok(self.done(&appended)),
            Err(SubmitError::Refused(broken)) => Err(broken),
            Err(SubmitError::Append(error)) => Err(append_error(error)),
            Err(SubmitError::BrokeDown) => Err(ExecuteError::Fault(
                "deciding the command broke down".to_owned(),
            )),
        }
    }

    fn naming(&self, instructions: &[Instruction], meta: &Meta) -> Result<Naming, ExecuteError> {
        let Some(key) = &meta.idempotency_key else {
            return Ok(Naming::Fresh {
                correlation: self.fresh_id()?,
            });
        };
        let mut words = Vec::new();
        for one in instructions {
            let parts = one.command.to_parts();
            let (word, body) = parts.map_err(|error| ExecuteError::Fault(error.to_string()))?;
            words.push(serde_json::json!([
                one.stream.to_string(),
                word,
                body,
                one.expected
            ]));
        }
        let actor = serde_json::to_value(&meta.actor).unwrap_or_default();
        let about = serde_json::json!({
            "actor": actor,
            "commands": words,
            "occurred_on": meta.occurred_on,
            "reason": meta.reason.as_ref().and_then(Text::as_plain),
        });
        let space = Uuid::new_v5(&self.log.id().0, key.as_bytes());
        Ok(Naming::Keyed {
            space,
            fingerprint: about.to_string().into_bytes(),
        })
    }

    fn done(&self, appended: &Appended) -> Done {
        let mut versions = BTreeMap::new();
        for (position, version) in appended.positions.iter().zip(&appended.versions) {
            if let Ok(stored) = self.log.event(*position) {
                versions.insert(stored.envelope.stream, *version);
            }
        }
        Done {
            positions: appended.positions.clone(),
            versions,
            already: appended.already,
        }
    }

    /// The models now, or as at a past moment of recorded time.
    ///
    /// # Errors
    /// When the log cannot be read back.
    pub fn view(&self, as_at: Option<Moment>) -> Result<View<'_>, ReadError> {
        match as_at {
            None => Ok(View::Live(
                self.models.read().unwrap_or_else(PoisonError::into_inner),
            )),
            Some(moment) => self.past(moment).map(View::Past),
        }
    }

    fn past(&self, moment: Moment) -> Result<Arc<Models>, ReadError> {
        let mut kept = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, models)) = kept.iter().find(|(at, _)| *at == moment) {
            return Ok(Arc::clone(models));
        }
        let mut models = Models::default();
        self.each_until(moment, |recorded| models.apply(recorded))?;
        let models = Arc::new(models);
        // A moment that has not passed yet may still get events, so it is not kept.
        if moment.utc() < self.clock.now() {
            if kept.len() >= PAST_MOMENTS_KEPT {
                kept.remove(0);
            }
            kept.push((moment, Arc::clone(&models)));
        }
        Ok(models)
    }

    /// Gives every event recorded up to a moment, oldest first.
    fn each_until(
        &self,
        moment: Moment,
        mut visit: impl FnMut(&Recorded),
    ) -> Result<(), ReadError> {
        let mut from = 1;
        loop {
            let batch = self.log.read(from, READ_BATCH)?;
            if batch.is_empty() {
                return Ok(());
            }
            for stored in &batch {
                if stored.envelope.recorded_at > moment {
                    return Ok(());
                }
                let recorded = decode(stored).map_err(|fault| ReadError::Damaged {
                    position: stored.position(),
                    message: fault.to_string(),
                })?;
                visit(&recorded);
                from = stored.position() + 1;
            }
        }
    }

    /// Encrypts and keeps a file of evidence, safe against a power cut, before the event that
    /// speaks of it.
    ///
    /// # Errors
    /// When it is empty or too large, or the disk failed; nothing is kept then.
    pub fn keep_file(
        &self,
        evidence: EvidenceId,
        name: &str,
        media_type: &str,
        bytes: &[u8],
    ) -> Result<FileRef, FileError> {
        let sealed = self.log.seal_file(evidence.into(), evidence.0, bytes)?;
        let file = FileRef {
            sha256: Text::plain(sealed.sha256.clone()),
            name: Text::plain(name),
            size_bytes: sealed.size_bytes,
            media_type: media_type.to_owned(),
            kept: None,
        };
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(evidence.0, sealed);
        Ok(file)
    }

    /// The words of a text, or that they were erased.
    ///
    /// # Errors
    /// When there is no such text, or the log cannot be read.
    pub fn text(&self, position: u64, field: &str) -> Result<Disclosed, ReadError> {
        self.log.text(position, field)
    }
}

/// How the events of a commit get their ids.
enum Naming {
    /// Fresh ids.
    Fresh { correlation: Uuid },
    /// Ids made from the client's key, so that a second sending is recognised.
    Keyed { space: Uuid, fingerprint: Vec<u8> },
}

impl Naming {
    fn retry(&self) -> Option<Retry> {
        match self {
            Self::Fresh { .. } => None,
            Self::Keyed { space, fingerprint } => Some(Retry {
                first: EventId(Uuid::new_v5(space, b"0")),
                fingerprint: fingerprint.clone(),
            }),
        }
    }

    fn id(&self, index: usize, clock: &Clock) -> Result<Uuid, ExecuteError> {
        match self {
            Self::Fresh { .. } => events::ids::fresh(clock.now())
                .map_err(|error| ExecuteError::Fault(error.to_string())),
            Self::Keyed { space, .. } => Ok(Uuid::new_v5(space, index.to_string().as_bytes())),
        }
    }

    fn correlation(&self) -> Uuid {
        match self {
            Self::Fresh { correlation } => *correlation,
            Self::Keyed { space, .. } => *space,
        }
    }
}

/// What stands around a decision on the writer thread.
struct Deciding<'a> {
    meta: &'a Meta,
    given: &'a Given,
    naming: &'a Naming,
    clock: &'a Clock,
}

impl Deciding<'_> {
    /// Judges the commands against everything accepted before them. `kept` are the files that were
    /// encrypted and kept for evidence about to be lodged.
    fn decide(
        &self,
        world: &World,
        instructions: &[Instruction],
        kept: &mut HashMap<Uuid, SealedFile>,
    ) -> Result<Commit, ExecuteError> {
        let commands = instructions
            .iter()
            .map(|one| (one.stream, one.command.clone()))
            .collect();
        let decided = world.decide_all(commands, self.given).map_err(|broken| {
            let broken = broken
                .into_iter()
                .map(|(index, refusal)| Broken { index, refusal });
            ExecuteError::Refused(broken.collect())
        })?;
        let mut commit = Commit {
            streams: expectations(instructions),
            ..Commit::default()
        };
        for (index, (stream, event)) in decided.into_iter().enumerate() {
            commit
                .events
                .push(self.new_event(index, stream, event, kept)?);
        }
        if let Naming::Keyed { fingerprint, .. } = self.naming {
            commit.fingerprint = Some(fingerprint.clone());
        }
        Ok(commit)
    }

    fn new_event(
        &self,
        index: usize,
        stream: StreamId,
        mut event: Event,
        kept: &mut HashMap<Uuid, SealedFile>,
    ) -> Result<NewEvent, ExecuteError> {
        let scopes = attach(stream, &mut event, kept)?;
        let identifiers = events::everywhere::confirmed_in(&event, self.given);
        let (type_name, data) = event
            .to_stored()
            .map_err(|error| ExecuteError::Fault(error.to_string()))?;
        Ok(NewEvent {
            id: EventId(self.naming.id(index, self.clock)?),
            stream,
            type_name,
            schema: SCHEMA,
            occurred_on: self.given.occurred_on,
            actor: self.meta.actor.clone(),
            reason: self.meta.reason.clone(),
            decided_in: self.meta.decided_in,
            correlation: Some(self.naming.correlation()),
            causation: None,
            classification: self.meta.classification,
            late: self.meta.late,
            identifiers,
            data,
            scopes,
        })
    }
}

/// What is expected of each stream, as the first command to it says.
fn expectations(instructions: &[Instruction]) -> Vec<(StreamId, Expected)> {
    let mut streams: Vec<(StreamId, Expected)> = Vec::new();
    for one in instructions {
        let expected = one.expected.map_or(Expected::Any, Expected::Exactly);
        match streams.iter_mut().find(|(stream, _)| *stream == one.stream) {
            Some((_, before)) if *before == Expected::Any => *before = expected,
            Some(_) => {}
            None => streams.push((one.stream, expected)),
        }
    }
    streams
}

/// Says in lodged evidence where its file is kept, and seals what is said of the file under the
/// file's own key, so that both are erased together.
fn attach(
    stream: StreamId,
    event: &mut Event,
    kept: &mut HashMap<Uuid, SealedFile>,
) -> Result<Vec<(String, KeyScope)>, ExecuteError> {
    let Event::Evidence(evidence::Event::EvidenceLodged {
        file: Some(file), ..
    }) = event
    else {
        return Ok(Vec::new());
    };
    let same = |sealed: &SealedFile| file.sha256.as_plain() == Some(sealed.sha256.as_str());
    let Some(sealed) = kept.remove(&stream.id).filter(same) else {
        let refusal = Refusal::new(
            "file_not_kept",
            "file",
            "the file itself was not sent with it",
            "send the file; its hash alone is not evidence",
        );
        return Err(ExecuteError::Refused(vec![Broken { index: 0, refusal }]));
    };
    file.kept = Some(KeptFile {
        file: sealed.file,
        sealed_sha256: sealed.sealed_sha256,
    });
    Ok(vec![("/data/file".to_owned(), sealed.scope)])
}

fn append_error(error: AppendError) -> ExecuteError {
    match error {
        AppendError::Conflict { stream, actual, .. } => ExecuteError::Conflict { stream, actual },
        AppendError::OtherContent { .. } | AppendError::PartlyRecorded { .. } => {
            ExecuteError::KeyReused
        }
        AppendError::TooLarge { .. }
        | AppendError::DiskFull
        | AppendError::Unknown(_)
        | AppendError::Stopped(_)
        | AppendError::Closed => ExecuteError::Stopped(error.to_string()),
        AppendError::SameIdTwice(_)
        | AppendError::NoExpectation(_)
        | AppendError::StreamTwice(_)
        | AppendError::Unwritable { .. } => ExecuteError::Fault(error.to_string()),
    }
}
