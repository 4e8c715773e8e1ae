//! Several writers, and readers beside them.

use crate::support::{Seen, add, commit, event, id, open, options, stream};
use events::log::{AppendError, Commit, Expected, Log, Reader};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use tempfile::tempdir;

#[test]
fn of_eight_who_race_exactly_one_wins() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    for round in 0..50_u64 {
        let start = Barrier::new(8);
        let won: Vec<_> = thread::scope(|scope| {
            let racers: Vec<_> = (0..8_u64)
                .map(|racer| {
                    let (log, start) = (log.clone(), &start);
                    scope.spawn(move || {
                        start.wait();
                        let number = u128::from(round * 8 + racer + 1);
                        add(&log, stream(1), Expected::Exactly(round), [number])
                    })
                })
                .collect();
            racers
                .into_iter()
                .map(|racer| racer.join().unwrap())
                .collect()
        });
        assert_eq!(won.iter().filter(|result| result.is_ok()).count(), 1);
        let lost = won.iter().filter(|result| match result {
            Err(AppendError::Conflict { actual, .. }) => *actual == round + 1,
            _ => false,
        });
        assert_eq!(lost.count(), 7);
    }
    assert_eq!(log.size(), 50);
}

#[test]
fn of_eight_who_send_the_same_one_writes_and_all_get_its_place() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let start = Barrier::new(8);
    let answers: Vec<_> = thread::scope(|scope| {
        let senders: Vec<_> = (0..8)
            .map(|_| {
                let (log, start) = (log.clone(), &start);
                scope.spawn(move || {
                    start.wait();
                    add(&log, stream(1), Expected::NoStream, [1, 2]).unwrap()
                })
            })
            .collect();
        senders
            .into_iter()
            .map(|sender| sender.join().unwrap())
            .collect()
    });
    assert!(answers.iter().all(|answer| answer.positions == [1, 2]));
    assert_eq!(answers.iter().filter(|answer| !answer.already).count(), 1);
    assert_eq!(log.size(), 2);
}

#[test]
fn commits_on_different_streams_do_not_hinder_each_other() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    thread::scope(|scope| {
        for writer in 0..8_u64 {
            let log = log.clone();
            scope.spawn(move || {
                for n in 0..40 {
                    let number = u128::from(writer * 100 + n + 1);
                    let on = stream(u128::from(writer));
                    add(&log, on, Expected::Exactly(n), [number]).unwrap();
                }
            });
        }
    });
    assert_eq!(log.size(), 320);
    for writer in 0..8 {
        assert_eq!(log.stream(stream(writer), 1).unwrap().len(), 40);
    }
}

/// Commits of one to five events; whoever reads, by index or by journal, at any time sees every
/// position up to some whole commit, and none missing.
#[test]
fn readers_never_see_a_hole_or_half_a_commit() {
    let folder = tempdir().unwrap();
    let mut options = options(folder.path());
    options.segment_bytes = 50_000;
    let (log, _) = Log::open(options, Seen::default()).unwrap();
    let done = Arc::new(AtomicBool::new(false));
    thread::scope(|scope| {
        for _ in 0..2 {
            let (log, done) = (log.clone(), done.clone());
            scope.spawn(move || {
                let mut next = 1;
                while !done.load(Ordering::Relaxed) || next <= log.size() {
                    for event in log.read(next, 37).unwrap() {
                        assert_eq!(event.position(), next);
                        next += 1;
                    }
                }
            });
        }
        let (path, finished) = (folder.path(), done.clone());
        scope.spawn(move || {
            let reader = Reader::open(path, None).unwrap();
            let mut size = 0;
            while !finished.load(Ordering::Relaxed) {
                let (mut next, mut whole) = (1, 0);
                let read = reader.each(1, |event| {
                    assert_eq!(event.position(), next);
                    next += 1;
                    whole = event.commit().1;
                    Ok(())
                });
                assert_eq!(read.unwrap(), next - 1);
                assert_eq!(whole, next - 1);
                assert!(whole >= size);
                size = whole;
            }
        });
        let mut number = 0;
        for n in 0..600_u128 {
            let count = n % 5 + 1;
            add(
                &log,
                stream(n % 7),
                Expected::Any,
                number + 1..=number + count,
            )
            .unwrap();
            number += count;
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(log.size(), 1800);
}

#[test]
fn a_decision_never_sees_a_stale_state() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let places: BTreeSet<u64> = thread::scope(|scope| {
        let writers: Vec<_> = (0..8_u128)
            .map(|writer| {
                let log = log.clone();
                scope.spawn(move || {
                    let mut places = Vec::new();
                    for n in 0..25_u128 {
                        let number = writer * 1000 + n + 1;
                        let answer = log.submit(move |seen: &Seen, _| {
                            let version = seen.staged.lock().unwrap().len() as u64;
                            Ok::<_, ()>(commit(stream(1), Expected::Exactly(version), [number]))
                        });
                        places.extend(answer.unwrap().positions);
                    }
                    places
                })
            })
            .collect();
        writers
            .into_iter()
            .flat_map(|writer| writer.join().unwrap())
            .collect()
    });
    assert_eq!(places, (1..=200).collect());
}

#[test]
fn overlapping_commits_over_two_streams_exclude_each_other() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let start = Barrier::new(2);
    let pair = |first: u128, second: u128, number: u128| Commit {
        streams: vec![
            (stream(first), Expected::NoStream),
            (stream(second), Expected::NoStream),
        ],
        events: vec![
            event(number, stream(first)),
            event(number + 1, stream(second)),
        ],
        fingerprint: None,
    };
    let (one, two) = thread::scope(|scope| {
        let one = scope.spawn(|| {
            start.wait();
            log.append(pair(1, 2, 10))
        });
        let two = scope.spawn(|| {
            start.wait();
            log.append(pair(2, 3, 20))
        });
        (one.join().unwrap(), two.join().unwrap())
    });
    assert!(one.is_ok() != two.is_ok());
    assert_eq!(log.size(), 2);
    assert_eq!(log.position(id(10)).unwrap().is_some(), one.is_ok());
}
