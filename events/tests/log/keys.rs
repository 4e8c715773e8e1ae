//! Another master key, and the recovery key.

use crate::support::{Seen, add, commit, copy, event, id, key, open, options, stream};
use events::envelope::Moment;
use events::log::{
    Disclosed, Disk, Expected, KeyError, KeyScope, Log, MasterKey, OpenError, OpenOptions,
    RealDisk, RecoveryKey, key_status, make_recovery_key, recover_master_key, rotate_master_key,
    verify,
};
use serde_json::json;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::{TempDir, tempdir};
use uuid::Uuid;

fn new_key() -> MasterKey {
    MasterKey::new([43; 32])
}

fn now() -> Moment {
    Moment::new("2026-02-01T10:00:00Z".parse().unwrap())
}

fn with_key(folder: &Path, key: MasterKey) -> OpenOptions {
    let mut options = options(folder);
    options.master_key = key;
    options
}

fn open_with(folder: &Path, key: MasterKey) -> Result<Log<Seen>, OpenError> {
    Log::open(with_key(folder, key), Seen::default()).map(|(log, _)| log)
}

fn rotate(folder: &Path) -> Result<Option<RecoveryKey>, OpenError> {
    rotate_master_key(folder, &key(), &new_key(), now(), Arc::new(RealDisk))
}

/// Words, a destroyed key, a file, a checkpoint, and a command with a fingerprint.
fn recorded() -> TempDir {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let mut sent = commit(stream(1), Expected::NoStream, 1..=3);
    sent.fingerprint = Some(b"the command".to_vec());
    log.append(sent).unwrap();
    add(&log, stream(2), Expected::NoStream, [4]).unwrap();
    let gone = log.key_of(stream(2), &KeyScope::Stream).unwrap();
    log.destroy_key(gone).unwrap();
    let file = Uuid::from_u128(9);
    let sealed = log.seal_file(stream(3), file, b"the minutes").unwrap();
    let mut named = event(5, stream(3));
    named.data = json!({ "file": file, "sealed_sha256": sealed.sealed_sha256 });
    let mut sent = commit(stream(3), Expected::NoStream, []);
    sent.events = vec![named];
    log.append(sent).unwrap();
    log.checkpoint().unwrap();
    log.close();
    folder
}

/// Everything the log held before is there, and it goes on.
fn is_whole(folder: &Path, key: MasterKey) {
    let log = open_with(folder, key).unwrap();
    for position in 1..=3 {
        let words = Disclosed::Words(format!("words of event {position}"));
        assert_eq!(log.text(position, "/data/words").unwrap(), words);
    }
    assert_eq!(log.text(4, "/data/words").unwrap(), Disclosed::Erased);
    let file = log.open_file(stream(3), Uuid::from_u128(9)).unwrap();
    assert_eq!(file.as_slice(), b"the minutes");
    // A command sent again is known for what it is, and another under its ids is refused.
    let mut again = commit(stream(1), Expected::NoStream, 1..=3);
    again.fingerprint = Some(b"the command".to_vec());
    let answer = log.append(again).unwrap();
    assert_eq!((answer.positions, answer.already), (vec![1, 2, 3], true));
    let mut other = commit(stream(1), Expected::Any, 1..=3);
    other.fingerprint = Some(b"another command".to_vec());
    assert!(log.append(other).is_err());
    assert_eq!(log.position(id(5)).unwrap(), Some(5));
    let signed = log.checkpoint().unwrap();
    assert!(log.verifier().open(&signed.note).is_ok());
    log.close();
    let report = verify(folder);
    assert!(report.ok(), "{report:?}");
}

fn key_file(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("keys.ndjson")).unwrap()
}

fn public(folder: &Path) -> serde_json::Value {
    let header = key_file(folder);
    let header: serde_json::Value = serde_json::from_str(header.lines().next().unwrap()).unwrap();
    header["keys"]["public"].clone()
}

#[test]
fn after_a_rotation_the_new_key_opens_everything_and_the_old_one_nothing() {
    let folder = recorded();
    let (before, signer) = (key_file(folder.path()), public(folder.path()));
    let journal = std::fs::read(crate::support::segment(folder.path())).unwrap();
    assert_eq!(rotate(folder.path()).unwrap(), None);
    assert_eq!(public(folder.path()), signer);
    let after = key_file(folder.path());
    for old in before.lines().filter(|line| !line.contains("destroyed")) {
        assert!(!after.contains(old), "{old}");
    }
    let unchanged = std::fs::read(crate::support::segment(folder.path())).unwrap();
    assert!(unchanged == journal);
    let refused = open_with(folder.path(), key()).unwrap_err();
    assert!(matches!(refused, OpenError::Keys(KeyError::WrongMasterKey)));
    let told = refused.to_string();
    assert!(
        told.contains("after a rotation only the new one opens it"),
        "{told}"
    );
    is_whole(folder.path(), new_key());
    let status = key_status(folder.path(), Some(&new_key())).unwrap();
    assert_eq!((status.rotated_at, status.destroyed), (Some(now()), 1));
    assert!(key_status(folder.path(), Some(&key())).is_err());
}

#[test]
fn the_bytes_of_the_old_key_file_are_overwritten() {
    let folder = recorded();
    // A second name for the old file shows what became of its bytes.
    let old = folder.path().join("old");
    std::fs::hard_link(folder.path().join("keys.ndjson"), &old).unwrap();
    rotate(folder.path()).unwrap();
    assert!(std::fs::read(&old).unwrap().iter().all(|byte| *byte == 0));
}

#[test]
fn the_same_key_a_wrong_key_and_a_folder_in_use_are_refused() {
    let folder = recorded();
    let before = key_file(folder.path());
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let same = rotate_master_key(folder.path(), &key(), &key(), now(), disk.clone());
    assert!(matches!(
        same,
        Err(OpenError::Keys(KeyError::SameMasterKey))
    ));
    let wrong = rotate_master_key(folder.path(), &new_key(), &key(), now(), disk.clone());
    assert!(matches!(
        wrong,
        Err(OpenError::Keys(KeyError::WrongMasterKey))
    ));
    let log = open(folder.path());
    assert!(matches!(rotate(folder.path()), Err(OpenError::InUse(_))));
    let held = make_recovery_key(folder.path(), &key(), now());
    assert!(matches!(held, Err(OpenError::InUse(_))));
    log.close();
    assert_eq!(key_file(folder.path()), before);
    let nothing = tempdir().unwrap();
    assert!(matches!(
        rotate(nothing.path()),
        Err(OpenError::Keys(KeyError::Missing(_)))
    ));
    assert_eq!(std::fs::read_dir(nothing.path()).unwrap().count(), 0);
}

#[test]
fn a_backup_of_the_old_key_file_is_still_opened_by_the_old_key() {
    let folder = recorded();
    let backup = tempdir().unwrap();
    copy(folder.path(), backup.path());
    rotate(folder.path()).unwrap();
    is_whole(backup.path(), key());
}

/// A disk on which the nth thing that is done fails, and everything after it.
struct Stops {
    left: AtomicU64,
}

impl Stops {
    fn after(steps: u64) -> Arc<Self> {
        let left = AtomicU64::new(steps);
        Arc::new(Self { left })
    }

    fn step(&self) -> io::Result<()> {
        let left = self.left.load(Ordering::SeqCst);
        self.left.store(left.saturating_sub(1), Ordering::SeqCst);
        (left > 0)
            .then_some(())
            .ok_or_else(|| io::Error::other("the machine stopped"))
    }
}

impl Disk for Stops {
    fn allocate(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        RealDisk.allocate(file, offset, length)
    }

    fn reserve(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        RealDisk.reserve(file, offset, length)
    }

    fn write(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        if let Err(stopped) = self.step() {
            RealDisk.write(file, &bytes[..bytes.len() / 2], offset)?;
            return Err(stopped);
        }
        RealDisk.write(file, bytes, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.step()?;
        RealDisk.sync(file)
    }

    fn free(&self, folder: &Path) -> io::Result<u64> {
        RealDisk.free(folder)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.sync_folder(folder)
    }
}

#[test]
fn stopped_at_any_step_one_of_the_two_keys_opens_everything() {
    let recorded = recorded();
    let mut ended = Vec::new();
    for steps in 0..7 {
        let folder = tempdir().unwrap();
        copy(recorded.path(), folder.path());
        let disk = Stops::after(steps);
        let done = rotate_master_key(folder.path(), &key(), &new_key(), now(), disk);
        let rotated = open_with(folder.path(), key()).is_err();
        is_whole(folder.path(), if rotated { new_key() } else { key() });
        ended.push((done.is_ok(), rotated));
        if !rotated {
            // What was left half made is in nobody's way.
            rotate(folder.path()).unwrap();
            is_whole(folder.path(), new_key());
        }
    }
    // The write, the sync and the rename come before it; the folder's sync and what overwrites the
    // old bytes after.
    let expected = [
        (false, false),
        (false, false),
        (false, false),
        (false, true),
        (true, true),
        (true, true),
        (true, true),
    ];
    assert_eq!(ended, expected);
}

#[test]
fn the_recovery_key_opens_the_master_key_and_nothing_else_does() {
    let folder = recorded();
    let other = RecoveryKey::parse(&other_recovery().printed()).unwrap();
    let none = recover_master_key(folder.path(), &other);
    assert!(matches!(none, Err(KeyError::NoRecovery)));
    let first = make_recovery_key(folder.path(), &key(), now()).unwrap();
    assert_eq!(recover_master_key(folder.path(), &first).unwrap(), key());
    let wrong = recover_master_key(folder.path(), &other);
    assert!(matches!(wrong, Err(KeyError::WrongRecoveryKey)));
    assert!(!key_file(folder.path()).contains(&*first.printed()));
    // Another one takes its place, while the log is open as well.
    let log = open(folder.path());
    assert_eq!(log.key_status().recovery_made_at, Some(now()));
    let second = log.make_recovery_key().unwrap();
    assert!(log.key_status().recovery_made_at.is_some());
    add(&log, stream(8), Expected::NoStream, [8]).unwrap();
    log.close();
    assert_eq!(recover_master_key(folder.path(), &second).unwrap(), key());
    let replaced = recover_master_key(folder.path(), &first);
    assert!(matches!(replaced, Err(KeyError::WrongRecoveryKey)));
    is_whole(folder.path(), key());
    let refused = make_recovery_key(folder.path(), &new_key(), now());
    assert!(matches!(
        refused,
        Err(OpenError::Keys(KeyError::WrongMasterKey))
    ));
}

fn other_recovery() -> RecoveryKey {
    let folder = recorded();
    make_recovery_key(folder.path(), &key(), now()).unwrap()
}

#[test]
fn a_rotation_gives_a_new_recovery_key_and_takes_the_old_one_away() {
    let folder = recorded();
    let old = make_recovery_key(folder.path(), &key(), now()).unwrap();
    let new = rotate(folder.path()).unwrap().unwrap();
    assert_eq!(recover_master_key(folder.path(), &new).unwrap(), new_key());
    let gone = recover_master_key(folder.path(), &old);
    assert!(matches!(gone, Err(KeyError::WrongRecoveryKey)));
    is_whole(folder.path(), new_key());
}

#[test]
fn destroying_a_key_keeps_the_recovery_key() {
    let folder = recorded();
    let recovery = make_recovery_key(folder.path(), &key(), now()).unwrap();
    let log = open(folder.path());
    let gone = log.key_of(stream(1), &KeyScope::Stream).unwrap();
    assert!(log.destroy_key(gone).unwrap());
    assert_eq!(log.text(1, "/data/words").unwrap(), Disclosed::Erased);
    log.close();
    assert_eq!(recover_master_key(folder.path(), &recovery).unwrap(), key());
}
