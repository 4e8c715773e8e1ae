//! What a power cut, or a kill before one, can leave behind.

use crate::support::{
    FailingDisk, Failure, Seen, add, commit, copy, id, open, open_reported, options, segment,
    stream,
};
use events::log::{
    AppendError, Disclosed, Disk, Expected, Log, OpenError, RealDisk, doctor, verify,
};
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tempfile::{TempDir, tempdir};

const MARKER: &str = "index-open";

fn closed_log_of(count: u128) -> TempDir {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 1..=count).unwrap();
    log.close();
    folder
}

/// The file is written and synced before sled's files are opened, and taken away after they are
/// closed, so it is there in every state of the disk in which they may be half written.
#[test]
fn an_index_is_marked_as_open_as_long_as_it_is() {
    let folder = tempdir().unwrap();
    let marker = folder.path().join(MARKER);
    let log = open(folder.path());
    let said = std::fs::read_to_string(&marker).unwrap();
    assert!(!said.is_empty());
    add(&log, stream(1), Expected::Any, [1]).unwrap();
    assert!(marker.exists());
    let kept = log.clone();
    drop(log);
    assert!(marker.exists(), "somebody still has it");
    kept.close();
    assert!(!marker.exists());
    let (log, recovery) = open_reported(folder.path());
    assert_eq!(recovery.index_rebuilt, None);
    assert_eq!(std::fs::read_to_string(&marker).unwrap(), said);
    log.close();
}

/// However the marker was left: unwritten, torn at any byte, of another start, of another folder.
#[test]
fn only_an_index_left_open_on_this_start_and_in_this_folder_is_trusted() {
    let folder = closed_log_of(5);
    let log = open(folder.path());
    let said = std::fs::read_to_string(folder.path().join(MARKER)).unwrap();
    log.close();
    let mut left: Vec<String> = (0..said.len()).map(|at| said[..at].to_owned()).collect();
    left.push(format!("{said}0"));
    left.push("\0".repeat(said.len()));
    left.push("before-the-cut".to_owned());
    for left in left {
        std::fs::write(folder.path().join(MARKER), &left).unwrap();
        let (log, recovery) = open_reported(folder.path());
        assert!(recovery.index_rebuilt.is_some(), "{left:?}");
        assert_eq!((recovery.events, recovery.indexed), (5, 5));
        log.close();
    }
    std::fs::write(folder.path().join(MARKER), &said).unwrap();
    let (log, recovery) = open_reported(folder.path());
    assert_eq!(recovery.index_rebuilt, None, "a killed process left it");
    log.close();
}

/// sled's files are copied at different moments, so what they say together is nothing.
#[test]
fn the_index_in_a_copy_of_a_folder_in_use_is_not_trusted() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 1..=3).unwrap();
    let copied = tempdir().unwrap();
    copy(folder.path(), copied.path());
    let (copy, recovery) = open_reported(copied.path());
    assert!(recovery.index_rebuilt.is_some());
    assert_eq!((recovery.events, recovery.indexed), (3, 3));
    assert_eq!(copy.root(), log.root());
}

/// The index is given nothing that is not safe in the journal: where it holds more, a disk has
/// forgotten what it said was safe, or somebody cut the journal. That is told, also after a power
/// cut, when the index is not trusted otherwise.
#[test]
fn an_untrusted_index_still_tells_that_the_journal_has_lost_events() {
    let folder = closed_log_of(6);
    let path = segment(folder.path());
    let whole = std::fs::read_to_string(&path).unwrap();
    let kept: Vec<&str> = whole.split_inclusive('\n').collect();
    // The six are one commit, which counts only as a whole.
    std::fs::write(&path, kept[..kept.len() - 2].concat()).unwrap();
    std::fs::write(folder.path().join(MARKER), "before-the-cut").unwrap();
    for _ in 0..2 {
        let refused = Log::open(options(folder.path()), Seen::default()).map(|_| ());
        let short = OpenError::JournalShort {
            journal: 0,
            index: 6,
        };
        assert_eq!(refused.unwrap_err().to_string(), short.to_string());
    }
    let done = doctor(folder.path(), true).unwrap();
    assert!(done.repaired && done.verified.ok(), "{done:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), whole);
    let (log, recovery) = open_reported(folder.path());
    assert_eq!((log.size(), recovery.indexed), (6, 6));
}

/// A disk that remembers what was written where, and when it was synced.
#[derive(Default)]
struct Watched(Mutex<Vec<Vec<u8>>>);

impl Disk for Watched {
    fn allocate(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        RealDisk.allocate(file, offset, length)
    }

    fn reserve(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        RealDisk.reserve(file, offset, length)
    }

    fn write(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.0.lock().unwrap().push(bytes.to_vec());
        RealDisk.write(file, bytes, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.0.lock().unwrap().push(b"synced".to_vec());
        RealDisk.sync(file)
    }

    fn free(&self, folder: &Path) -> io::Result<u64> {
        RealDisk.free(folder)
    }
}

/// The lines are whole in the kernel's memory, and were never safe: a retry is about to be told
/// that they are recorded, and other events are about to be sealed under their keys.
#[test]
fn what_a_crash_left_unsynced_is_written_again_before_anything_is_answered() {
    let folder = tempdir().unwrap();
    let disk = FailingDisk::new();
    let mut failing = options(folder.path());
    failing.disk = disk.clone();
    let (log, _) = Log::open(failing, Seen::default()).unwrap();
    add(&log, stream(1), Expected::NoStream, [1]).unwrap();
    disk.fail(Failure::Sync);
    let unknown = add(&log, stream(1), Expected::Exactly(1), [2, 3]);
    assert!(matches!(unknown, Err(AppendError::Unknown(_))));
    drop(log);
    let journal = std::fs::read(segment(folder.path())).unwrap();
    let written = journal.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    assert!(written < journal.len(), "it was not closed");
    let keys = std::fs::read(folder.path().join("keys.ndjson")).unwrap();
    let watched = Arc::new(Watched::default());
    let mut watching = options(folder.path());
    watching.disk = watched.clone();
    let (log, recovery) = Log::open(watching, Seen::default()).unwrap();
    let synced = b"synced".to_vec();
    let expected = [
        journal[..written].to_vec(),
        synced.clone(),
        keys,
        synced.clone(),
    ];
    assert!(*watched.0.lock().unwrap() == expected);
    assert_eq!((recovery.events, recovery.cut_bytes), (3, 0));
    let again = add(&log, stream(1), Expected::Exactly(1), [2, 3]).unwrap();
    assert!(again.already && again.positions == [2, 3]);
    log.close();
    // Nothing is written again after it was closed in good order.
    let watched = Arc::new(Watched::default());
    let mut watching = options(folder.path());
    watching.disk = watched.clone();
    let (log, _) = Log::open(watching, Seen::default()).unwrap();
    assert!(watched.0.lock().unwrap().is_empty());
    let event = log.event(2).unwrap();
    assert_eq!(event.envelope.id, id(2));
    let words = log.text(2, "/data/words").unwrap();
    assert_eq!(words, Disclosed::Words("words of event 2".to_owned()));
    log.close();
    assert!(verify(folder.path()).ok());
}

/// Killed between setting the old journal aside and putting the new one in its place: the index
/// may be behind, so the finished new journal is what holds everything.
#[test]
fn a_repair_that_was_interrupted_is_finished_without_loss() {
    let folder = closed_log_of(4);
    let behind = tempdir().unwrap();
    copy(&folder.path().join("sled"), behind.path());
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 5..=6).unwrap();
    let root = log.root();
    log.close();
    std::fs::remove_dir_all(folder.path().join("sled")).unwrap();
    copy(behind.path(), &folder.path().join("sled"));
    let journal = folder.path().join("journal");
    std::fs::rename(&journal, folder.path().join("journal.new")).unwrap();
    let refused = Log::open(options(folder.path()), Seen::default());
    assert!(matches!(
        refused,
        Err(OpenError::JournalShort {
            journal: 0,
            index: 4
        })
    ));
    let done = doctor(folder.path(), true).unwrap();
    assert!(done.repaired && done.verified.ok(), "{done:?}");
    let log = open(folder.path());
    assert_eq!((log.size(), log.root()), (6, root));
}

#[test]
fn a_log_is_made_in_a_folder_several_deep() {
    let beside = tempdir().unwrap();
    let folder = beside.path().join("one").join("two").join("data");
    let log = open(&folder);
    log.append(commit(stream(1), Expected::NoStream, [1]))
        .unwrap();
    log.close();
    assert!(verify(&folder).ok());
}

#[test]
fn a_checkpoint_over_nothing_comes_back_into_a_lost_index() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    log.checkpoint().unwrap();
    log.close();
    std::fs::remove_dir_all(folder.path().join("sled")).unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::NoStream, [1]).unwrap();
    log.close();
    let report = verify(folder.path());
    assert!(report.ok(), "{report:?}");
}
