//! Opening again: after a crash, beside another owner, with the wrong key, on a failing disk.

use crate::support::{
    FailingDisk, Failure, Seen, add, clock, commit, copy, key, open, open_reported, options,
    segment, stream,
};
use events::log::{
    AppendError, Expected, KeyError, Log, MasterKey, OpenError, OpenOptions, Reader, ReaderError,
    SubmitError, verify,
};
use std::fs::OpenOptions as FileOptions;
use std::os::unix::fs::FileExt;
use tempfile::tempdir;

#[test]
fn what_was_recorded_is_there_after_reopening() {
    let folder = tempdir().unwrap();
    let (log, recovery) = open_reported(folder.path());
    assert!(recovery.created);
    add(&log, stream(1), Expected::NoStream, 1..=20).unwrap();
    let checkpoint = log.checkpoint().unwrap();
    let (root, lines) = (log.root(), log.read(1, 100).unwrap());
    log.close();
    let seen = Seen::default();
    let (log, recovery) = Log::open(options(folder.path()), seen.clone()).unwrap();
    assert_eq!(
        (recovery.created, recovery.events, recovery.cut_bytes),
        (false, 20, 0)
    );
    assert_eq!((recovery.indexed, recovery.index_rebuilt), (0, None));
    assert_eq!(
        *seen.committed.lock().unwrap(),
        (1..=20).collect::<Vec<u64>>()
    );
    assert_eq!(log.root(), root);
    assert_eq!(log.checkpoints(), [checkpoint]);
    let again = log.read(1, 100).unwrap();
    assert!(
        lines
            .iter()
            .map(|e| e.leaf())
            .eq(again.iter().map(|e| e.leaf()))
    );
    assert_eq!(
        add(&log, stream(1), Expected::Exactly(20), [21])
            .unwrap()
            .positions,
        [21]
    );
}

#[test]
fn a_log_that_was_just_closed_opens_again_at_once() {
    let folder = tempdir().unwrap();
    for n in 0..50 {
        let (log, recovery) = open_reported(folder.path());
        assert_eq!((recovery.events, recovery.index_rebuilt), (n, None));
        let other = log.clone();
        add(&log, stream(1), Expected::Exactly(n), [u128::from(n)]).unwrap();
        // Whichever handle goes last closes the log.
        let going = std::thread::spawn(move || drop(other));
        log.close();
        going.join().unwrap();
        let sled = std::fs::File::open(folder.path().join("sled/db")).unwrap();
        assert!(sled.try_lock().is_ok(), "sled still holds its files");
    }
    assert!(verify(folder.path()).ok());
}

/// Three commits, of one, three and one event; the journal ends at every byte there is. Whole
/// commits stay, and no part of one does.
#[test]
fn a_journal_torn_at_any_byte_opens_with_its_whole_commits() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let mut whole = vec![(std::fs::metadata(segment(folder.path())).unwrap().len(), 0)];
    log.close();
    whole[0].0 = std::fs::metadata(segment(folder.path())).unwrap().len();
    for (numbers, size) in [(1..=1, 1), (2..=4, 4), (5..=5, 5)] {
        let log = open(folder.path());
        add(&log, stream(1), Expected::Any, numbers).unwrap();
        log.close();
        whole.push((
            std::fs::metadata(segment(folder.path())).unwrap().len(),
            size,
        ));
    }
    std::fs::remove_dir_all(folder.path().join("sled")).unwrap();
    let bytes = std::fs::read(segment(folder.path())).unwrap();
    // Every byte for the reader; a real opening, which takes longer, near the ends of commits, at
    // some bytes between, and at every one of them in the heavy suite.
    let step = std::env::var("LOG_TORN_STEP").map_or(97, |step| step.parse().unwrap());
    for cut in usize::try_from(whole[0].0).unwrap()..=bytes.len() {
        let kept = whole
            .iter()
            .rfind(|(length, _)| *length <= cut as u64)
            .unwrap();
        std::fs::write(segment(folder.path()), &bytes[..cut]).unwrap();
        let reader = Reader::open(folder.path(), Some(key())).unwrap();
        assert_eq!(reader.each(1, |_| Ok(())).unwrap(), kept.1, "cut at {cut}");
        let near = whole
            .iter()
            .any(|(length, _)| cut as u64 + 2 >= *length && cut as u64 <= length + 2);
        if near || cut % step == 0 {
            let at = tempdir().unwrap();
            copy(folder.path(), at.path());
            let (log, recovery) = open_reported(at.path());
            assert_eq!(recovery.cut_bytes, cut as u64 - kept.0);
            assert_eq!(log.size(), kept.1);
            // What was cut is sent again and takes the same places.
            add(&log, stream(1), Expected::Exactly(kept.1), 100..=101).unwrap();
            log.close();
            assert!(verify(at.path()).ok());
        }
    }
}

#[test]
fn a_torn_tail_may_be_followed_by_reserved_noughts() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, [1]).unwrap();
    log.close();
    let path = segment(folder.path());
    let length = std::fs::metadata(&path).unwrap().len();
    let file = FileOptions::new().write(true).open(&path).unwrap();
    file.write_all_at(b"{\"crc\":\"0000", length).unwrap();
    file.set_len(length + 100_000).unwrap();
    drop(file);
    let (log, recovery) = open_reported(folder.path());
    assert_eq!((recovery.cut_bytes, recovery.events), (12, 1));
    assert!(add(&log, stream(1), Expected::Exactly(1), [2]).is_ok());
}

#[test]
fn a_second_owner_is_refused_and_a_reader_is_not() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, [1]).unwrap();
    let second = Log::open(options(folder.path()), Seen::default());
    assert!(matches!(second, Err(OpenError::InUse(_))));
    let reader = Reader::open(folder.path(), Some(key())).unwrap();
    assert_eq!(reader.each(1, |_| Ok(())).unwrap(), 1);
    add(&log, stream(1), Expected::Any, [2]).unwrap();
    assert_eq!(reader.each(2, |_| Ok(())).unwrap(), 2);
    let report = verify(folder.path());
    assert!(report.ok(), "{report:?}");
    assert!(
        report
            .notes
            .iter()
            .any(|note| note.contains("running server"))
    );
    assert_eq!((report.events, report.root), (2, log.root()));
    log.close();
    assert!(Log::open(options(folder.path()), Seen::default()).is_ok());
}

#[test]
fn a_wrong_master_key_is_told_from_damage() {
    let folder = tempdir().unwrap();
    open(folder.path()).close();
    let wrong = OpenOptions::new(folder.path(), MasterKey::new([1; 32]), clock());
    let refused = Log::open(wrong, Seen::default());
    assert!(matches!(
        refused,
        Err(OpenError::Keys(KeyError::WrongMasterKey))
    ));
    let refused = Reader::open(folder.path(), Some(MasterKey::new([1; 32])));
    assert!(matches!(
        refused,
        Err(ReaderError::Keys(KeyError::WrongMasterKey))
    ));
    open(folder.path()).close();
}

#[test]
fn a_missing_or_damaged_key_file_is_named() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, [1]).unwrap();
    log.close();
    let path = folder.path().join("keys.ndjson");
    let bytes = std::fs::read(&path).unwrap();
    // An unfinished last line was never used and is cut.
    std::fs::write(&path, [&bytes[..], b"{\"crc\":\"12"].concat()).unwrap();
    open(folder.path()).close();
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        std::fs::write(&path, &flipped).unwrap();
        let refused = Log::open(options(folder.path()), Seen::default());
        let cut_short = at + 1 == bytes.len();
        match refused {
            Err(OpenError::Keys(KeyError::Damaged { .. })) => {}
            // Without its line break the last line is taken for an unfinished one.
            Ok((log, _)) if cut_short => {
                log.close();
                let report = verify(folder.path());
                assert!(
                    report
                        .problems
                        .iter()
                        .any(|p| p.message.contains("data keys"))
                );
            }
            other => panic!("byte {at}: {other:?}"),
        }
    }
    std::fs::remove_file(&path).unwrap();
    let refused = Log::open(options(folder.path()), Seen::default());
    assert!(matches!(
        refused,
        Err(OpenError::Keys(KeyError::Missing(_)))
    ));
    assert!(!verify(folder.path()).ok());
    let reader = Reader::open(folder.path(), None).unwrap();
    assert_eq!(reader.each(1, |_| Ok(())).unwrap(), 1);
}

type Harm<'a> = &'a dyn Fn();

#[test]
fn an_index_that_is_gone_or_damaged_or_of_another_log_is_made_anew() {
    let other = tempdir().unwrap();
    let log = open(other.path());
    add(&log, stream(1), Expected::Any, 1..=3).unwrap();
    log.close();
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 1..=600).unwrap();
    let (root, proof) = (log.root(), log.inclusion(5, 600).unwrap());
    log.close();
    let sled = folder.path().join("sled");
    let gone: Harm<'_> = &|| std::fs::remove_dir_all(&sled).unwrap();
    let damaged: Harm<'_> = &|| {
        let bytes = std::fs::read(sled.join("db")).unwrap();
        std::fs::write(sled.join("db"), vec![0x5a; bytes.len()]).unwrap();
    };
    let foreign: Harm<'_> = &|| {
        std::fs::remove_dir_all(&sled).unwrap();
        copy(&other.path().join("sled"), &sled);
    };
    let after_power_cut: Harm<'_> =
        &|| std::fs::write(folder.path().join("index-open"), "another start").unwrap();
    for (nth, harm) in [gone, damaged, foreign, after_power_cut].iter().enumerate() {
        harm();
        let (log, recovery) = open_reported(folder.path());
        assert_eq!(
            (recovery.events, recovery.indexed),
            (600, 600),
            "harm {nth}: {recovery:?}"
        );
        assert_eq!(log.root(), root);
        assert_eq!(log.inclusion(5, 600).unwrap(), proof);
        assert_eq!(log.read(590, 100).unwrap().len(), 11);
        assert!(
            add(&log, stream(1), Expected::NoStream, [7])
                .unwrap()
                .already
        );
        log.close();
        assert!(verify(folder.path()).ok());
    }
    assert!(folder.path().join("sled.set-aside-1").exists());
}

#[test]
fn an_index_that_is_behind_catches_up() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 1..=3).unwrap();
    log.close();
    let behind = tempdir().unwrap();
    copy(&folder.path().join("sled"), behind.path());
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 4..=9).unwrap();
    log.close();
    std::fs::remove_dir_all(folder.path().join("sled")).unwrap();
    copy(behind.path(), &folder.path().join("sled"));
    let report = verify(folder.path());
    assert!(report.ok(), "{report:?}");
    let (log, recovery) = open_reported(folder.path());
    assert_eq!((recovery.indexed, recovery.index_rebuilt), (6, None));
    assert_eq!(
        log.stream(stream(1), 1).unwrap(),
        (1..=9).collect::<Vec<u64>>()
    );
}

#[test]
fn a_full_disk_is_a_clean_refusal() {
    let folder = tempdir().unwrap();
    let disk = FailingDisk::new();
    let mut options = options(folder.path());
    options.disk = disk.clone();
    options.headroom_bytes = 1;
    let seen = Seen::default();
    let (log, _) = Log::open(options, seen.clone()).unwrap();
    add(&log, stream(1), Expected::NoStream, [1]).unwrap();
    disk.fail(Failure::NoRoom);
    assert_eq!(
        add(&log, stream(1), Expected::Exactly(1), [2]),
        Err(AppendError::DiskFull)
    );
    assert!(log.health().accepting());
    assert_eq!(*seen.staged.lock().unwrap(), [1]);
    disk.fail(Failure::None);
    assert_eq!(
        add(&log, stream(1), Expected::Exactly(1), [2])
            .unwrap()
            .positions,
        [2]
    );
}

#[test]
fn room_that_cannot_be_reserved_is_a_clean_refusal_too() {
    let folder = tempdir().unwrap();
    let disk = FailingDisk::new();
    let mut options = options(folder.path());
    options.disk = disk.clone();
    let (log, _) = Log::open(options, Seen::default()).unwrap();
    disk.fail(Failure::NoRoom);
    assert_eq!(
        add(&log, stream(1), Expected::NoStream, [1]),
        Err(AppendError::DiskFull)
    );
    disk.fail(Failure::None);
    assert!(add(&log, stream(1), Expected::NoStream, [1]).is_ok());
}

#[test]
fn after_a_failed_write_or_sync_nothing_more_is_accepted_and_reading_goes_on() {
    for failure in [Failure::Write, Failure::HalfWrite, Failure::Sync] {
        let folder = tempdir().unwrap();
        let disk = FailingDisk::new();
        let mut options = options(folder.path());
        options.disk = disk.clone();
        let seen = Seen::default();
        let (log, _) = Log::open(options, seen.clone()).unwrap();
        add(&log, stream(1), Expected::NoStream, [1]).unwrap();
        disk.fail(failure);
        let unknown = add(&log, stream(1), Expected::Exactly(1), [2, 3]);
        assert!(
            matches!(unknown, Err(AppendError::Unknown(_))),
            "{failure:?}: {unknown:?}"
        );
        disk.fail(Failure::None);
        let stopped = add(&log, stream(1), Expected::Any, [4]);
        assert!(
            matches!(stopped, Err(AppendError::Stopped(_))),
            "{failure:?}: {stopped:?}"
        );
        assert!(matches!(log.checkpoint(), Err(AppendError::Stopped(_))));
        let submitted = log.submit(|_, _| Ok::<_, ()>(commit(stream(1), Expected::Any, [5])));
        assert!(matches!(
            submitted,
            Err(SubmitError::Append(AppendError::Stopped(_)))
        ));
        assert!(!log.health().accepting());
        assert_eq!((log.size(), log.read(1, 9).unwrap().len()), (1, 1));
        assert_eq!(*seen.committed.lock().unwrap(), [1]);
        log.close();
        // The outcome is whatever reached the disk: the whole commit or nothing of it.
        let log = open(folder.path());
        assert!([1, 3].contains(&log.size()));
        let resent = add(&log, stream(1), Expected::Exactly(1), [2, 3]).unwrap();
        assert_eq!(resent.positions, [2, 3]);
        log.close();
        assert!(verify(folder.path()).ok());
    }
}

#[test]
fn a_new_key_is_safe_before_anything_is_sealed_under_it() {
    let folder = tempdir().unwrap();
    let disk = FailingDisk::new();
    let mut options = options(folder.path());
    options.disk = disk.clone();
    let (log, _) = Log::open(options, Seen::default()).unwrap();
    let before = std::fs::metadata(segment(folder.path())).unwrap().len();
    disk.fail(Failure::Write);
    assert!(matches!(
        add(&log, stream(1), Expected::Any, [1]),
        Err(AppendError::Unknown(_))
    ));
    log.close();
    let bytes = std::fs::read(segment(folder.path())).unwrap();
    assert!(before <= bytes.len() as u64);
    assert!(!String::from_utf8_lossy(&bytes).contains("commit\":["));
}

#[test]
fn a_start_that_was_interrupted_is_finished() {
    let folder = tempdir().unwrap();
    open(folder.path()).close();
    // The key file is made first, then the journal, then the index.
    std::fs::remove_dir_all(folder.path().join("journal")).unwrap();
    std::fs::remove_dir_all(folder.path().join("sled")).unwrap();
    let (log, recovery) = open_reported(folder.path());
    assert!(recovery.created);
    add(&log, stream(1), Expected::Any, [1]).unwrap();
    log.close();
    // With an index there was a journal, and it was lost.
    std::fs::remove_dir_all(folder.path().join("journal")).unwrap();
    std::fs::remove_dir_all(folder.path().join("sled")).unwrap();
    std::fs::create_dir(folder.path().join("sled")).unwrap();
    let opened = Log::open(options(folder.path()), Seen::default());
    assert!(matches!(opened, Err(OpenError::Index(_))), "{opened:?}");
}

#[test]
fn a_journal_that_is_lost_or_shorter_than_the_index_is_refused_and_can_be_rebuilt() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 1..=300).unwrap();
    log.checkpoint().unwrap();
    add(&log, stream(2), Expected::Any, 301..=303).unwrap();
    let root = log.root();
    log.close();
    let whole = std::fs::read(segment(folder.path())).unwrap();
    for kept in [None, Some(whole.len() / 2), Some(whole.len() - 1)] {
        match kept {
            None => std::fs::remove_dir_all(folder.path().join("journal")).unwrap(),
            Some(kept) => std::fs::write(segment(folder.path()), &whole[..kept]).unwrap(),
        }
        let refused = Log::open(options(folder.path()), Seen::default());
        assert!(
            matches!(refused, Err(OpenError::JournalShort { index: 303, .. })),
            "{refused:?}"
        );
        assert!(!verify(folder.path()).ok());
        let told = events::log::doctor(folder.path(), false).unwrap();
        assert!(
            !told.repaired
                && told
                    .remedies
                    .iter()
                    .any(|remedy| remedy.contains("--repair"))
        );
        let done = events::log::doctor(folder.path(), true).unwrap();
        assert!(done.repaired && done.verified.ok(), "{done:?}");
        assert_eq!(std::fs::read(segment(folder.path())).unwrap(), whole);
        let log = open(folder.path());
        assert_eq!((log.size(), log.root()), (303, root));
        log.close();
    }
}

#[test]
fn a_long_journal_goes_on_in_another_segment() {
    let folder = tempdir().unwrap();
    let mut options = options(folder.path());
    options.segment_bytes = 20_000;
    let (log, _) = Log::open(options, Seen::default()).unwrap();
    for n in 1..=200 {
        add(&log, stream(n % 3), Expected::Any, [n]).unwrap();
    }
    log.checkpoint().unwrap();
    let root = log.root();
    log.close();
    let segments = std::fs::read_dir(folder.path().join("journal"))
        .unwrap()
        .count();
    assert!(segments > 3, "{segments}");
    assert!(verify(folder.path()).ok());
    let log = open(folder.path());
    assert_eq!((log.size(), log.root()), (200, root));
    let reader = Reader::open(folder.path(), None).unwrap();
    let mut seen = Vec::new();
    let visit = |event: events::log::Stored| {
        seen.push(event.position());
        Ok(())
    };
    assert_eq!(reader.each(150, visit).unwrap(), 200);
    assert_eq!(seen, (150..=200).collect::<Vec<u64>>());
    // A segment in the middle goes missing.
    let mut names: Vec<_> = std::fs::read_dir(folder.path().join("journal"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    names.sort();
    std::fs::remove_file(&names[1]).unwrap();
    assert!(matches!(
        reader.each(1, |_| Ok(())),
        Err(ReaderError::Damaged(_))
    ));
}
