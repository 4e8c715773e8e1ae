//! What the tests of the log share.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use events::envelope::{Actor, Classification, Role};
use events::ids::{EventId, StreamId, StreamKind};
use events::log::{
    AppendError, Appended, Clock, Commit, Disk, Expected, Log, MasterKey, Model, NewEvent,
    OpenOptions, RealDisk, Recovery, Stored,
};
use serde_json::json;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

pub(crate) fn key() -> MasterKey {
    MasterKey::new([42; 32])
}

/// A clock that goes on by a second each time it is asked.
pub(crate) fn clock() -> Clock {
    let seconds = AtomicI64::new(0);
    let start: DateTime<Utc> = "2026-01-05T09:00:00Z".parse().unwrap();
    Arc::new(move || start + TimeDelta::seconds(seconds.fetch_add(1, Ordering::Relaxed)))
}

/// What the log told its model.
#[derive(Debug, Default, Clone)]
pub(crate) struct Seen {
    pub(crate) staged: Arc<Mutex<Vec<u64>>>,
    pub(crate) committed: Arc<Mutex<Vec<u64>>>,
}

impl Model for Seen {
    fn staged(&mut self, event: &Stored) {
        self.staged.lock().unwrap().push(event.position());
    }

    fn committed(&mut self, events: &[Arc<Stored>]) {
        self.committed
            .lock()
            .unwrap()
            .extend(events.iter().map(|event| event.position()));
    }
}

pub(crate) fn options(folder: &Path) -> OpenOptions {
    let mut options = OpenOptions::new(folder, key(), clock());
    options.headroom_bytes = 0;
    options.origin = Some("golden-thread.test".to_owned());
    options
}

pub(crate) fn open(folder: &Path) -> Log<Seen> {
    open_reported(folder).0
}

pub(crate) fn open_reported(folder: &Path) -> (Log<Seen>, Recovery) {
    Log::open(options(folder), Seen::default()).unwrap()
}

pub(crate) fn stream(n: u128) -> StreamId {
    StreamId::new(StreamKind::ImprovementAction, Uuid::from_u128(n))
}

pub(crate) fn id(n: u128) -> EventId {
    EventId(Uuid::from_u128(0x1000_0000 + n))
}

/// An event with one text, made of its number alone.
pub(crate) fn event(n: u128, stream: StreamId) -> NewEvent {
    NewEvent {
        id: id(n),
        stream,
        type_name: "progress_reported".to_owned(),
        schema: 1,
        occurred_on: NaiveDate::from_ymd_opt(2026, 1, 5).unwrap(),
        actor: Actor::Person {
            user: "alex".to_owned(),
            role: Role::AgencyLead,
            agency: None,
        },
        reason: None,
        decided_in: None,
        correlation: None,
        causation: None,
        classification: Classification::Official,
        late: false,
        identifiers: Vec::new(),
        data: json!({ "words": { "plain": format!("words of event {n}") }, "number": u64::try_from(n).unwrap() }),
        scopes: Vec::new(),
    }
}

pub(crate) fn commit(
    stream: StreamId,
    expected: Expected,
    numbers: impl IntoIterator<Item = u128>,
) -> Commit {
    Commit {
        streams: vec![(stream, expected)],
        events: numbers.into_iter().map(|n| event(n, stream)).collect(),
        fingerprint: None,
    }
}

pub(crate) fn add<M: Model>(
    log: &Log<M>,
    stream: StreamId,
    expected: Expected,
    numbers: impl IntoIterator<Item = u128>,
) -> Result<Appended, AppendError> {
    log.append(commit(stream, expected, numbers))
}

/// The only segment of a small log.
pub(crate) fn segment(folder: &Path) -> PathBuf {
    folder.join("journal").join("00000000000000000001.ndjson")
}

/// Copies a data folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// How a disk that fails does so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Failure {
    None,
    NoRoom,
    Write,
    HalfWrite,
    Sync,
}

/// A disk that fails when told to.
pub(crate) struct FailingDisk(AtomicU64);

impl FailingDisk {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(0)))
    }

    pub(crate) fn fail(&self, failure: Failure) {
        self.0.store(failure as u64, Ordering::SeqCst);
    }

    fn fails(&self, failure: Failure) -> bool {
        self.0.load(Ordering::SeqCst) == failure as u64
    }
}

impl Disk for FailingDisk {
    fn allocate(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        if self.fails(Failure::NoRoom) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        RealDisk.allocate(file, offset, length)
    }

    fn reserve(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        if self.fails(Failure::NoRoom) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        RealDisk.reserve(file, offset, length)
    }

    fn write(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        if self.fails(Failure::Write) {
            return Err(io::Error::other("the write failed"));
        }
        if self.fails(Failure::HalfWrite) {
            RealDisk.write(file, &bytes[..bytes.len() / 2], offset)?;
            return Err(io::Error::other("the write stopped half-way"));
        }
        RealDisk.write(file, bytes, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        if self.fails(Failure::Sync) {
            return Err(io::Error::other("the sync failed"));
        }
        RealDisk.sync(file)
    }

    fn free(&self, folder: &Path) -> io::Result<u64> {
        if self.fails(Failure::NoRoom) {
            Ok(0)
        } else {
            RealDisk.free(folder)
        }
    }
}
