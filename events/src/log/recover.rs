//! Opening a log: finding out what is there, and making whole what a crash left unfinished.

use super::disk::{Disk, RealDisk};
use super::edge::Edge;
use super::follow::run_index;
use super::index::{self, Applied, Index, Step};
use super::journal::{self, Journal, Names};
use super::keys::{KeyError, KeyFile, MasterKey};
use super::line::{self, CheckpointLine};
use super::scan::{Damage, End, Item, Place, ScanError, scan};
use super::seal::KeyRing;
use super::shared::{Log, Model, Recent, Running, Shared, SignedCheckpoint};
use super::stored::Stored;
use super::writer::Writer;
use crate::envelope::Moment;
use crate::ids::{LogId, StreamId};
use chrono::{DateTime, Utc};
use proof::{Hash, Tree, Verifier};
use std::collections::{HashMap, VecDeque};
use std::fs::{File, TryLockError};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Condvar, Mutex, RwLock};

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// How many commands may wait for the writer before those who ask have to wait too.
const QUEUE: usize = 1024;

/// How a log is opened.
pub struct OpenOptions {
    /// The data folder; made when there is none.
    pub folder: PathBuf,
    /// The master key.
    pub master_key: MasterKey,
    /// The clock.
    pub clock: Clock,
    /// The name a new log gives itself in checkpoints; without it, one made of its id.
    pub origin: Option<String>,
    /// What writes.
    pub disk: Arc<dyn Disk>,
    /// Below this many free bytes nothing more is recorded.
    pub headroom_bytes: u64,
    /// How long a journal segment grows, in bytes.
    pub segment_bytes: u64,
}

impl OpenOptions {
    /// The usual way.
    pub fn new(folder: impl Into<PathBuf>, master_key: MasterKey, clock: Clock) -> Self {
        Self {
            folder: folder.into(),
            master_key,
            clock,
            origin: None,
            disk: Arc::new(RealDisk),
            headroom_bytes: 64 * 1024 * 1024,
            segment_bytes: journal::SEGMENT_BYTES,
        }
    }
}

impl std::fmt::Debug for OpenOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OpenOptions({})", self.folder.display())
    }
}

/// What opening found and did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recovery {
    /// Whether the log was made just now.
    pub created: bool,
    /// How many events it holds.
    pub events: u64,
    /// How many bytes of a write that was never finished, and never acknowledged, were cut.
    pub cut_bytes: u64,
    /// How many events the index was given that it did not have.
    pub indexed: u64,
    /// Why the index was made anew, and where the old one was put if it was kept.
    pub index_rebuilt: Option<String>,
}

/// Why a log could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it.
    #[error("{0} is in use by another Golden Thread: stop that one first")]
    InUse(PathBuf),
    /// The folder cannot be used.
    #[error("{path}: {source}")]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The key file or the master key.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The journal is damaged.
    #[error("{0}; run `golden-thread doctor`")]
    Damaged(Damage),
    /// The journal is gone or shorter than what the index holds.
    #[error(
        "the journal holds {journal} events and the index {index}: acknowledged events are missing \
         from the journal; run `golden-thread doctor`"
    )]
    JournalShort {
        /// How many events the journal holds.
        journal: u64,
        /// How many the index holds.
        index: u64,
    },
    /// It was written by a newer Golden Thread.
    #[error("the journal has format {0}, which is newer than this program")]
    Newer(u32),
    /// The model could not understand an event.
    #[error("position {position}: {message}")]
    Model {
        /// The event.
        position: u64,
        /// What the model says.
        message: String,
    },
    /// The index cannot be made.
    #[error(transparent)]
    Index(#[from] index::IndexError),
}

fn on(path: &Path) -> impl Fn(io::Error) -> OpenError + '_ {
    |source| OpenError::Disk {
        path: path.to_owned(),
        source,
    }
}

fn scanned(error: ScanError<OpenError>) -> OpenError {
    match error {
        ScanError::Damaged(damage) => OpenError::Damaged(damage),
        ScanError::Newer(format) => OpenError::Newer(format),
        ScanError::Disk(path, source) => OpenError::Disk { path, source },
        ScanError::Visitor(error) => error,
    }
}

/// Takes the folder for this process alone.
pub(super) fn lock(folder: &Path) -> Result<File, OpenError> {
    let path = folder.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    let file = file.map_err(on(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(on(&path)(error)),
    }
}

/// Takes the folder if its lock file is there and can be opened, without making one.
pub(super) fn lock_if_there(folder: &Path) -> Result<Option<File>, OpenError> {
    let Ok(file) = File::open(folder.join("lock")) else {
        return Ok(None);
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(folder.to_owned())),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// What is learned from reading the journal.
struct Replay<'a, M> {
    model: &'a mut M,
    known: u64,
    tree: Tree,
    edge: Edge,
    heads: HashMap<StreamId, u64>,
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
        self.last = Some(event.envelope.recorded_at);
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

/// The file that says on which start of the machine the index was last open for writing.
const INDEX_OPEN: &str = "index-open";

/// This start of the machine. After a power cut it is another one, and then sled's files, which
/// were never synced, are not to be trusted.
fn boot() -> String {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id");
    id.map_or_else(|_| "unknown".to_owned(), |id| id.trim().to_owned())
}

/// Puts files aside that cannot be used, under a name not taken yet.
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let mut nth = 1_u32;
    loop {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".set-aside-{nth}"));
        let aside = PathBuf::from(name);
        if !aside.exists() {
            std::fs::rename(path, &aside)?;
            return Ok(aside);
        }
        nth += 1;
    }
}

fn open_index(folder: &Path, log: LogId, recovery: &mut Recovery) -> Result<Index, OpenError> {
    let path = folder.join(index::FOLDER);
    let marker = folder.join(INDEX_OPEN);
    let left_open = std::fs::read_to_string(&marker).ok();
    let reason = if left_open.is_some_and(|left| left != boot() || left == "unknown") {
        Some("the machine stopped while the index was open".to_owned())
    } else {
        match Index::open(&path).and_then(|index| Ok((index.applied()?, index))) {
            Ok((applied, index)) if applied.as_ref().is_none_or(|found| found.log == log) => {
                std::fs::write(&marker, boot()).map_err(on(&marker))?;
                return Ok(index);
            }
            Ok(_) => Some("the index belongs to another log".to_owned()),
            Err(error) => Some(error.to_string()),
        }
    };
    fresh_index(folder, reason, recovery)
}

/// Sets the index aside and makes an empty one.
fn fresh_index(
    folder: &Path,
    reason: Option<String>,
    recovery: &mut Recovery,
) -> Result<Index, OpenError> {
    let path = folder.join(index::FOLDER);
    let marker = folder.join(INDEX_OPEN);
    if path.exists() {
        let aside = set_aside(&path).map_err(on(&path))?;
        recovery.index_rebuilt =
            reason.map(|reason| format!("{reason}; the old index is now {}", aside.display()));
    }
    std::fs::write(&marker, boot()).map_err(on(&marker))?;
    Ok(Index::open(&path)?)
}

/// Whether the index holds events, as far as it can be read.
fn index_size(folder: &Path) -> u64 {
    let path = folder.join(index::FOLDER);
    if !path.exists() {
        return 0;
    }
    let applied = Index::open(&path).and_then(|index| index.applied());
    applied.ok().flatten().map_or(0, |applied| applied.size)
}

/// Makes what a new log consists of.
fn create(options: &OpenOptions) -> Result<(), OpenError> {
    let folder = &options.folder;
    if !folder.join(super::keys::FILE).exists() {
        let log = crate::ids::fresh((options.clock)()).map_err(|_| KeyError::NoRandomness)?;
        let origin = options
            .origin
            .clone()
            .unwrap_or_else(|| format!("golden-thread/{log}"));
        KeyFile::create(folder, LogId(log), &origin, &options.master_key)?;
    }
    let keys = KeyFile::read(folder, Some(options.master_key.clone()))?;
    let path = folder.join(journal::FOLDER);
    std::fs::create_dir_all(&path).map_err(on(&path))?;
    journal::create_segment(&path, &names(&keys), 1, &Tree::new().root()).map_err(on(&path))?;
    super::disk::sync_folder(folder).map_err(on(folder))
}

fn names(keys: &KeyFile) -> Names {
    Names {
        log: keys.log(),
        origin: keys.origin().to_owned(),
        key: keys.public().to_owned(),
    }
}

impl<M: Model> Log<M> {
    /// Opens the log in a folder, making a new one when there is none, and starts its writer.
    ///
    /// What a crash left unfinished is made whole and reported. What is damaged is left alone and
    /// refused, with what to do.
    ///
    /// # Errors
    /// As [`OpenError`] says.
    pub fn open(options: OpenOptions, model: M) -> Result<(Self, Recovery), OpenError> {
        let folder = options.folder.clone();
        let mut builder = std::fs::DirBuilder::new();
        builder
            .recursive(true)
            .mode(0o700)
            .create(&folder)
            .map_err(on(&folder))?;
        let lock = lock(&folder)?;
        let mut recovery = Recovery::default();
        let journal_folder = folder.join(journal::FOLDER);
        if journal::segments(&journal_folder)
            .map_err(on(&journal_folder))?
            .is_empty()
        {
            let index = index_size(&folder);
            if index > 0 {
                return Err(OpenError::JournalShort { journal: 0, index });
            }
            create(&options)?;
            recovery.created = true;
        }
        let mut keys = KeyFile::read(&folder, Some(options.master_key.clone()))?;
        let index = open_index(&folder, keys.log(), &mut recovery)?;
        let (index, model, replayed) = replay(&folder, &keys, index, model, &mut recovery)?;
        keys.open_for_writing(options.disk.clone())?;
        recovery.cut_bytes = replayed.end.torn;
        recovery.events = replayed.tree.size();
        let log = start(options, keys, index, model, replayed, lock)?;
        Ok((log, recovery))
    }
}

/// Starts the writer and the index thread. The lock is held until both are done.
fn start<M: Model>(
    options: OpenOptions,
    keys: KeyFile,
    index: Index,
    model: M,
    replayed: Replayed,
    lock: File,
) -> Result<Log<M>, OpenError> {
    let signer = keys.signer()?;
    let end = replayed.end;
    let (disk, names) = (options.disk.clone(), names(&keys));
    let journal = Journal::open(&end.segment, end.length, names, disk, options.segment_bytes);
    let journal = journal.map_err(on(&end.segment))?;
    let recent = Recent {
        first: replayed.tree.size() + 1,
        events: VecDeque::new(),
        ids: HashMap::new(),
        tree: replayed.tree,
        edge: replayed.edge,
        tiles: Vec::new(),
        checkpoints: replayed.checkpoints,
    };
    let shared = Arc::new(Shared {
        folder: options.folder,
        log: keys.log(),
        verifier: replayed.verifier,
        recent: RwLock::new(recent),
        applied: (Mutex::new(()), Condvar::new()),
        index,
        keys: RwLock::new(keys),
        stopped: Mutex::new(None),
        is_stopped: AtomicBool::new(false),
    });
    let (queue, waiting) = sync_channel(QUEUE);
    let (steps, to_index) = channel();
    let writer = Writer {
        shared: shared.clone(),
        model,
        journal,
        disk: options.disk,
        headroom_bytes: options.headroom_bytes,
        signer,
        clock: options.clock,
        heads: replayed.heads,
        last: replayed.last.unwrap_or(Moment::new(DateTime::UNIX_EPOCH)),
        ring: KeyRing::default(),
        index: steps,
    };
    let for_index = shared.clone();
    let thread = std::thread::Builder::new().name("log-writer".to_owned());
    let spawned = thread.spawn(move || {
        std::thread::scope(|scope| {
            let for_index = &for_index;
            let thread = std::thread::Builder::new().name("log-index".to_owned());
            let spawned = thread.spawn_scoped(scope, move || run_index(for_index, &to_index));
            if let Err(error) = spawned {
                for_index.stop(&format!("a thread for the index: {error}"));
            }
            writer.run(&waiting);
        });
        if for_index.why_stopped().is_none() {
            // Closed in good order: the next start may trust the index.
            let _ = std::fs::remove_file(for_index.folder.join(INDEX_OPEN));
        }
        drop(for_index);
        drop(lock);
    });
    let writer = Some(spawned.map_err(on(Path::new("a thread for the log")))?);
    Ok(Log {
        running: Arc::new(Running {
            queue: Some(queue),
            writer,
        }),
        shared,
    })
}

/// What is known after reading the journal.
struct Replayed {
    end: End,
    tree: Tree,
    edge: Edge,
    heads: HashMap<StreamId, u64>,
    last: Option<Moment>,
    checkpoints: Vec<SignedCheckpoint>,
    verifier: Verifier,
}

/// Reads the journal, moves the model on, and brings the index up to it.
fn replay<M: Model>(
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
        last: None,
        checkpoints: Vec::new(),
        verifier,
        index,
        log: keys.log(),
        applied,
        root_at_applied: None,
        step: Step::default(),
        indexed: 0,
    };
    let journal = folder.join(journal::FOLDER);
    let end = scan(&journal, 1, &mut |item, place| replay.take(item, place)).map_err(scanned)?;
    let behind = replay
        .applied
        .as_ref()
        .is_none_or(|applied| applied.size < end.size);
    if behind && end.size > 0 {
        replay.apply()?;
    }
    recovery.indexed = replay.indexed;
    let Replay {
        tree,
        edge,
        heads,
        last,
        checkpoints,
        verifier,
        root_at_applied,
        ..
    } = replay;
    let replayed = Replayed {
        end,
        tree,
        edge,
        heads,
        last,
        checkpoints,
        verifier,
    };
    Ok((replayed, root_at_applied))
}
