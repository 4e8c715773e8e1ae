//! Opening a log: finding out what is there, and making whole what a crash left unfinished.

use super::disk::{Disk, RealDisk};
use super::erasing;
use super::follow::run_index;
use super::handle::{Log, Running};
use super::index::{self, Index, IndexError, NotOpened};
use super::journal::{self, Journal, Names};
use super::keys::{KeyError, KeyFile};
use super::replay::{Replayed, replay};
use super::scan::{Damage, End, scan};
use super::seal::{self, KeyRing};
use super::secret::MasterKey;
use super::shared::{Model, Recent, Shared};
use super::writer::Writer;
use crate::envelope::Moment;
use crate::ids::LogId;
use chrono::{DateTime, Utc};
use proof::Tree;
use std::collections::{HashMap, VecDeque};
use std::fs::{File, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Condvar, Mutex, RwLock};

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Before anything was recorded.
fn epoch() -> Moment {
    Moment::new(DateTime::UNIX_EPOCH)
}

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
    /// How many data keys a recorded erasure had destroyed were still there, and are destroyed now:
    /// a crash came between, or the key file is older than the erasure.
    pub keys_destroyed: u64,
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
    Index(#[from] IndexError),
}

fn on(path: &Path) -> impl Fn(io::Error) -> OpenError + '_ {
    |source| OpenError::Disk {
        path: path.to_owned(),
        source,
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

/// The file that says on which start of the machine, and in which folder, the index was last open
/// for writing.
const INDEX_OPEN: &str = "index-open";

/// This start of the machine, and this very folder. After a power cut the start is another one,
/// and then sled's files, which are synced only when they are closed, are not to be trusted. In a
/// copy of a folder in use the folder is another one, and its files are of different moments.
fn here(folder: &Path) -> Option<String> {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let folder = std::fs::metadata(folder).ok()?.ino();
    Some(format!("{} {folder}", boot.trim()))
}

/// Says that the index is open, safe against a power cut, before any of its files is touched.
/// [`Index::close_in_order`] takes it back, after everything is synced and closed.
pub(super) fn mark_open(folder: &Path) -> Result<PathBuf, OpenError> {
    let marker = folder.join(INDEX_OPEN);
    let here = here(folder).unwrap_or_default();
    super::disk::replace(&marker, here.as_bytes()).map_err(on(&marker))?;
    Ok(marker)
}

/// Whether the index was closed in good order, or left open by a process of this start of the
/// machine: what that one wrote is still there, be it in the kernel's memory.
fn is_trusted(folder: &Path) -> bool {
    match std::fs::read_to_string(folder.join(INDEX_OPEN)) {
        Ok(left) => here(folder).is_some_and(|here| here == left),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// An index that is not trusted may still bear witness: nothing enters it that is not in the
/// journal, so where it holds more, the journal has lost something that was acknowledged.
fn refuse_a_shorter_journal(folder: &Path, log: LogId) -> Result<(), OpenError> {
    let path = folder.join(index::FOLDER);
    if !path.exists() {
        return Ok(());
    }
    let index = match Index::open(&path) {
        Err(NotOpened::Held) => return Err(OpenError::InUse(folder.to_owned())),
        Err(NotOpened::Unusable(_)) => return Ok(()),
        Ok(index) => match index.applied() {
            Ok(Some(applied)) if applied.log == log => applied.size,
            Ok(_) | Err(_) => return Ok(()),
        },
    };
    // A journal that cannot be read is told by who reads it next.
    let scanned = scan(&folder.join(journal::FOLDER), index, &mut |_, _| {
        Ok::<(), ()>(())
    });
    match scanned {
        Ok(end) if end.size < index => Err(OpenError::JournalShort {
            journal: end.size,
            index,
        }),
        Ok(_) | Err(_) => Ok(()),
    }
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
    let reason = if is_trusted(folder) {
        let marker = mark_open(folder)?;
        let opened = Index::open(&path).and_then(|index| {
            let applied = index.applied().map_err(NotOpened::Unusable)?;
            Ok((applied, index))
        });
        match opened {
            Ok((applied, index)) if applied.as_ref().is_none_or(|found| found.log == log) => {
                return Ok(index.close_in_order(marker));
            }
            Ok(_) => "the index belongs to another log".to_owned(),
            Err(NotOpened::Held) => return Err(OpenError::InUse(folder.to_owned())),
            Err(NotOpened::Unusable(error)) => error.to_string(),
        }
    } else {
        refuse_a_shorter_journal(folder, log)?;
        "the machine stopped while the index was open, or this is a copy of a folder in use"
            .to_owned()
    };
    fresh_index(folder, Some(reason), recovery)
}

/// Sets the index aside and makes an empty one.
pub(super) fn fresh_index(
    folder: &Path,
    reason: Option<String>,
    recovery: &mut Recovery,
) -> Result<Index, OpenError> {
    let path = folder.join(index::FOLDER);
    // First, for an index that is half made is not to be trusted either.
    let marker = mark_open(folder)?;
    if path.exists() {
        let aside = set_aside(&path).map_err(on(&path))?;
        recovery.index_rebuilt =
            reason.map(|reason| format!("{reason}; the old index is now {}", aside.display()));
    }
    let index = Index::open(&path).map_err(|not| not_opened(folder, not))?;
    Ok(index.close_in_order(marker))
}

/// An index that somebody holds is in use; it is not damaged.
pub(super) fn not_opened(folder: &Path, not: NotOpened) -> OpenError {
    match not {
        NotOpened::Held => OpenError::InUse(folder.to_owned()),
        NotOpened::Unusable(error) => OpenError::Index(error),
    }
}

/// How many events the index holds where there is no journal. An index is made after the journal,
/// so one that cannot be read, or that sled opens as if nothing had ever been in it, says that the
/// journal is lost: no new log is begun beside it.
fn index_size(folder: &Path) -> Result<u64, OpenError> {
    let path = folder.join(index::FOLDER);
    if !path.exists() {
        return Ok(0);
    }
    let unreadable = |error: IndexError| {
        let message = "and the journal is missing: restore a backup";
        OpenError::Index(IndexError(format!("{}, {message}", error.0)))
    };
    let index = Index::open(&path).map_err(|not| match not {
        NotOpened::Held => not_opened(folder, not),
        NotOpened::Unusable(error) => unreadable(error),
    })?;
    let applied = index.applied().map_err(unreadable)?;
    let empty = || unreadable(IndexError("it is empty".to_owned()));
    applied.map(|applied| applied.size).ok_or_else(empty)
}

/// Makes the data folder, so that it stays even if the power goes.
fn make_folder(folder: &Path) -> io::Result<()> {
    let absolute = std::path::absolute(folder)?;
    let missing = absolute.ancestors().take_while(|path| !path.exists());
    let missing = missing.filter_map(Path::parent).map(Path::to_owned);
    let holders: Vec<PathBuf> = missing.collect();
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(&absolute)?;
    holders
        .iter()
        .try_for_each(|path| super::disk::sync_folder(path))
}

/// How much of a journal is written again after a crash: as much as one group can take.
const SETTLED_BYTES: u64 = (journal::GROUP_BYTES + super::COMMIT_BYTES_MAX) as u64 + 64 * 1024;

/// Makes safe what a crash left in the kernel's memory: lines of the last group may have been
/// written and not synced, and are about to be answered for. After a failed sync the kernel takes
/// its pages for clean, so that syncing them again would do nothing: they are written again.
///
/// A journal that was closed in good order ends with its last line; only one that was not is
/// followed by reserved room. Answers whether it was that.
fn settle(end: &End, disk: &dyn Disk) -> io::Result<bool> {
    let file = File::options().read(true).write(true).open(&end.segment)?;
    if file.metadata()?.len() == end.length {
        return Ok(false);
    }
    super::disk::write_again(disk, &file, end.length, SETTLED_BYTES)?;
    Ok(true)
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
        make_folder(&folder).map_err(on(&folder))?;
        let lock = lock(&folder)?;
        let mut recovery = Recovery::default();
        let journal_folder = folder.join(journal::FOLDER);
        if journal::segments(&journal_folder)
            .map_err(on(&journal_folder))?
            .is_empty()
        {
            let index = index_size(&folder)?;
            if index > 0 {
                return Err(OpenError::JournalShort { journal: 0, index });
            }
            create(&options)?;
            recovery.created = true;
        }
        let mut keys = KeyFile::read(&folder, Some(options.master_key.clone()))?;
        let index = open_index(&folder, keys.log(), &mut recovery)?;
        let (index, model, replayed) = replay(&folder, &keys, index, model, &mut recovery)?;
        let end = &replayed.end;
        let crashed = settle(end, &*options.disk).map_err(on(&end.segment))?;
        keys.open_for_writing(options.disk.clone())?;
        if crashed {
            keys.settle()?;
        }
        recovery.cut_bytes = replayed.end.torn;
        recovery.events = replayed.tree.size();
        let gone = replayed.gone.clone();
        let mut left = Vec::new();
        if !gone.is_empty() {
            let now = Moment::new((options.clock)()).max(replayed.last.unwrap_or_else(epoch));
            left = keys.destroy_all(&gone, now)?;
        }
        recovery.keys_destroyed = left.len() as u64;
        let log = start(lock, options, keys, index, model, replayed)?;
        if !left.is_empty() {
            erasing::take_files_away(&log.running.shared, &gone);
        }
        Ok((log, recovery))
    }
}

/// Starts the writer and the index thread. The lock is held until both are done and the index is
/// closed.
fn start<M: Model>(
    lock: File,
    options: OpenOptions,
    keys: KeyFile,
    index: Index,
    model: M,
    replayed: Replayed,
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
        _lock: lock,
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
        seen: replayed.seen,
        lines: String::new(),
        sealing: seal::Room::default(),
        last: replayed.last.unwrap_or_else(epoch),
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
    });
    let writer = Some(spawned.map_err(on(Path::new("a thread for the log")))?);
    Ok(Log {
        running: Arc::new(Running {
            queue: Some(queue),
            writer,
            shared,
        }),
    })
}
