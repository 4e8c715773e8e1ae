//! The one way in: pages, the API and the command line all call [`App::execute`] to write and
//! [`App::seen`] to ask.
//!
//! Everything that assumes one process owning one folder is here and in the embedded log.

use crate::access_log::{self, AccessLog};
use crate::clock::Clock;
use crate::search::Search;
use deciding::{Deciding, Naming};
use events::account::SECRET_FIELDS;
use events::envelope::{Actor, Moment};
use events::evidence::FileRef;
use events::ids::{LogId, StreamId, StreamKind};
use events::log::{
    Appended, Commit, Disclosed, Disk, FileError, Health, Log, MasterKey, OpenError, OpenOptions,
    ReadError, RealDisk, Recovery, SealedFile, SubmitError,
};
use events::text::Text;
use events::world::{Command, World};
use lodging::FilePlace;
use projections::Models;
use projections::stages::Stages;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use uuid::Uuid;
use zeroize::Zeroizing;

mod deciding;
mod engine;
mod gone;
mod instruction;
pub mod lodging;
mod partial;
mod reaching;
mod tally;
mod view;

pub use engine::{Engine, decode};
pub use gone::Gone;
pub use instruction::{Broken, Done, ExecuteError, Instruction, Meta};
pub use tally::Tally;
pub use view::{Seen, Told, View};

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
    /// The access log could not be opened.
    #[error("the access log could not be opened: {0}")]
    AccessLog(#[source] std::io::Error),
}

fn device_key(master_key: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let mut hash = Sha256::new_with_prefix(b"golden-thread device cookies\0");
    hash.update(master_key);
    Zeroizing::new(hash.finalize().into())
}

/// A partnership's log, its rules and its read models, open for reading and writing.
pub struct App {
    log: Log<Engine>,
    models: Arc<RwLock<Models>>,
    stages: Arc<Mutex<Stages>>,
    past: Mutex<Vec<(Moment, Arc<Models>)>>,
    parts: partial::Parts,
    kept: Arc<Mutex<HashMap<Uuid, SealedFile>>>,
    clock: Clock,
    recovery: Recovery,
    tally: Tally,
    device_key: Zeroizing<[u8; 32]>,
    data: PathBuf,
    access_log: AccessLog,
    search: Arc<Search>,
    gone: Arc<Gone>,
}

impl App {
    /// Opens a data folder, makes it if it is not there, and records the defaults at first start.
    ///
    /// # Errors
    /// When the folder is owned by another process, damaged, or holds an event this program
    /// cannot read.
    pub fn start(start: Start) -> Result<Self, StartError> {
        Self::start_on(start, Arc::new(RealDisk))
    }

    /// The same on another disk. Tests give one that fails.
    ///
    /// # Errors
    /// Those of [`App::start`].
    pub fn start_on(start: Start, disk: Arc<dyn Disk>) -> Result<Self, StartError> {
        let models = Arc::new(RwLock::new(Models::default()));
        let search = Arc::new(Search::default());
        let gone = Arc::new(Gone::default());
        let stages = Arc::new(Mutex::new(Stages::default()));
        let engine = Engine::new(
            Arc::clone(&models),
            Arc::clone(&stages),
            Arc::clone(&search),
            Arc::clone(&gone),
        );
        let clock = start.clock.clone();
        let device_key = device_key(&start.master_key);
        let data = start.data.clone();
        let mut options = OpenOptions::new(
            start.data,
            MasterKey::new(start.master_key),
            Arc::new(move || clock.now()),
        );
        options.disk = disk;
        let (log, recovery) = Log::open(options, engine)?;
        let folder = data.join(access_log::FOLDER);
        let access_log =
            AccessLog::open(folder, Arc::new(RealDisk)).map_err(StartError::AccessLog)?;
        let app = Self {
            log,
            models,
            stages,
            past: Mutex::new(Vec::new()),
            parts: partial::Parts::default(),
            kept: Arc::default(),
            clock: start.clock,
            recovery,
            tally: Tally::default(),
            device_key,
            data,
            access_log,
            search,
            gone,
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
        self.search.stop();
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
            Err(SubmitError::Append(error)) => Err(error.into()),
            Err(SubmitError::BrokeDown) => Err(ExecuteError::Fault(
                "reading the state broke down".to_owned(),
            )),
            Err(SubmitError::Refused(never)) => match never {},
        }
    }

    /// When words were erased, and under what.
    pub fn gone(&self) -> &Gone {
        &self.gone
    }

    /// What was found and put right when the folder was opened.
    pub fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// How many commands were given, by what became of them.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What browsers that somebody signed in with are known by; changes with the master key.
    pub fn device_key(&self) -> &[u8; 32] {
        &self.device_key
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The data folder.
    pub fn data_folder(&self) -> &Path {
        &self.data
    }

    /// Who looked at what.
    pub fn access_log(&self) -> &AccessLog {
        &self.access_log
    }

    /// The index over everything the record says; see [`crate::search::find`] for what a reader
    /// finds in it.
    pub fn search(&self) -> &Arc<Search> {
        &self.search
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
            let given = meta.given(now);
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
        let done = match submitted {
            Ok(appended) => Ok(self.done(&appended)),
            Err(SubmitError::Refused(broken)) => Err(broken),
            Err(SubmitError::Append(error)) => Err(error.into()),
            Err(SubmitError::BrokeDown) => Err(ExecuteError::Fault(
                "deciding the command broke down".to_owned(),
            )),
        };
        self.tally.count(&done);
        done
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

    /// Encrypts and keeps a file, safe against a power cut, before the event that speaks of it.
    ///
    /// # Errors
    /// When it is empty or too large, or the disk failed; nothing is kept then.
    pub fn keep_file(
        &self,
        place: impl Into<FilePlace>,
        name: &str,
        media_type: &str,
        bytes: &[u8],
    ) -> Result<FileRef, FileError> {
        let sealed = self.sealed(place.into(), bytes)?;
        Ok(FileRef {
            sha256: Text::plain(sealed.sha256),
            name: Text::plain(name),
            size_bytes: sealed.size_bytes,
            media_type: media_type.to_owned(),
            kept: None,
        })
    }

    /// Seals the file, unless the very same one waits for its event already. Another one that
    /// waited for it is taken away: nothing will speak of it.
    fn sealed(&self, place: FilePlace, bytes: &[u8]) -> Result<SealedFile, FileError> {
        let waiting = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let sha256 = hex::encode(Sha256::digest(bytes));
        let same = waiting().get(&place.file).cloned();
        if let Some(same) = same.filter(|same| same.sha256 == sha256) {
            return Ok(same);
        }
        let sealed = self.log.seal_file(place.thing, place.file, bytes)?;
        let before = waiting().insert(place.file, sealed.clone());
        if let Some(before) = before
            && let Err(error) = self.log.discard_file(&before)
        {
            tracing::warn!(%error, "a file that nothing speaks of could not be taken away");
        }
        Ok(sealed)
    }

    /// A file that an event names, decrypted.
    ///
    /// # Errors
    /// When there is none, or it was erased or damaged.
    pub fn file(&self, place: impl Into<FilePlace>) -> Result<Zeroizing<Vec<u8>>, FileError> {
        let place = place.into();
        self.log.open_file(place.thing, place.file)
    }

    /// The words of a text, or that they were erased.
    ///
    /// # Errors
    /// When there is no such text, or the log cannot be read.
    pub fn text(&self, position: u64, field: &str) -> Result<Disclosed, ReadError> {
        if SECRET_FIELDS.contains(&field) {
            return Ok(Disclosed::Sealed);
        }
        self.log.text(position, field)
    }

    /// What an account signs in with, which [`App::text`] gives to nobody: to check it against
    /// what was sent, never to show it.
    ///
    /// # Errors
    /// When there is no such text, or the log cannot be read.
    pub fn secret(&self, position: u64, field: &str) -> Result<Disclosed, ReadError> {
        self.log.text(position, field)
    }
}
