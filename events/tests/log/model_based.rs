//! Random steps against the log and against a few lines that say what it must do.

use crate::support::{Seen, commit, id, open, stream};
use events::log::{AppendError, Appended, Expected, KeyScope, Log, verify};
use proptest::prelude::*;
use std::collections::BTreeMap;
use tempfile::tempdir;

#[derive(Debug, Clone)]
enum Step {
    Append {
        stream: u128,
        expected: Expected,
        numbers: Vec<u128>,
    },
    Read {
        from: u64,
        limit: usize,
    },
    Checkpoint,
    Destroy {
        stream: u128,
    },
    Reopen,
    LoseIndex,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let expected = prop_oneof![
        3 => Just(Expected::Any),
        1 => Just(Expected::NoStream),
        1 => Just(Expected::StreamExists),
        2 => (0..6_u64).prop_map(Expected::Exactly),
    ];
    let append = (0..4_u128, expected, prop::collection::vec(1..60_u128, 0..5)).prop_map(
        |(stream, expected, numbers)| Step::Append {
            stream,
            expected,
            numbers,
        },
    );
    let step = prop_oneof![
        12 => append,
        3 => (0..40_u64, 0..20_usize).prop_map(|(from, limit)| Step::Read { from, limit }),
        1 => Just(Step::Checkpoint),
        1 => (0..4_u128).prop_map(|stream| Step::Destroy { stream }),
        1 => Just(Step::Reopen),
        1 => Just(Step::LoseIndex),
    ];
    prop::collection::vec(step, 1..40)
}

/// What the log must be like: a list of events and nothing more.
#[derive(Default)]
struct Simple {
    events: Vec<(u128, u128)>,
    places: BTreeMap<u128, u64>,
}

impl Simple {
    fn version(&self, stream: u128) -> u64 {
        self.events.iter().filter(|(on, _)| *on == stream).count() as u64
    }

    fn append(
        &mut self,
        on: u128,
        expected: Expected,
        numbers: &[u128],
    ) -> Result<Vec<u64>, &'static str> {
        let distinct: std::collections::BTreeSet<_> = numbers.iter().collect();
        let known = numbers
            .iter()
            .filter(|n| self.places.contains_key(n))
            .count();
        let other = |n: &&u128| {
            let place = self.places.get(n);
            place.is_some_and(|place| self.events[usize::try_from(*place).unwrap() - 1].0 != on)
        };
        if distinct.len() < numbers.len() {
            return Err("twice or other");
        }
        if numbers.iter().any(|n| other(&n)) {
            return Err("twice or other");
        }
        if known > 0 && known < numbers.len() {
            return Err("partly");
        }
        if known > 0 {
            return Ok(numbers.iter().map(|n| self.places[n]).collect());
        }
        if !expected.holds(self.version(on)) {
            return Err("conflict");
        }
        let mut places = Vec::new();
        for n in numbers {
            self.events.push((on, *n));
            self.places.insert(*n, self.events.len() as u64);
            places.push(self.events.len() as u64);
        }
        Ok(places)
    }
}

/// The answer, as the simple list gives it.
fn outcome(answer: Result<Appended, AppendError>) -> Result<Vec<u64>, &'static str> {
    answer
        .map(|done| done.positions)
        .map_err(|error| match error {
            AppendError::SameIdTwice(_) | AppendError::OtherContent { .. } => "twice or other",
            AppendError::PartlyRecorded { .. } => "partly",
            AppendError::Conflict { .. } => "conflict",
            other @ (AppendError::NoExpectation(_)
            | AppendError::StreamTwice(_)
            | AppendError::TooLarge { .. }
            | AppendError::Unwritable { .. }
            | AppendError::DiskFull
            | AppendError::Unknown(_)
            | AppendError::Stopped(_)
            | AppendError::Closed) => panic!("{other}"),
        })
}

fn run(steps: Vec<Step>) {
    let folder = tempdir().unwrap();
    let mut log: Log<Seen> = open(folder.path());
    let mut simple = Simple::default();
    for step in steps {
        match step {
            Step::Append {
                stream: on,
                expected,
                numbers,
            } => {
                let answer = log.append(commit(stream(on), expected, numbers.iter().copied()));
                let answer = outcome(answer);
                assert_eq!(answer, simple.append(on, expected, &numbers));
            }
            Step::Read { from, limit } => {
                let read = log.read(from, limit).unwrap();
                let first = usize::try_from(from.max(1)).unwrap() - 1;
                let expected: Vec<_> = simple.events.iter().skip(first).take(limit).collect();
                assert_eq!(read.len(), expected.len());
                for (event, (on, n)) in read.iter().zip(expected) {
                    assert_eq!(
                        (event.envelope.id, event.envelope.stream),
                        (id(*n), stream(*on))
                    );
                }
            }
            Step::Checkpoint => {
                let made = log.checkpoint().unwrap();
                assert_eq!(
                    (made.checkpoint.size, made.checkpoint.root),
                    (log.size(), log.root())
                );
            }
            Step::Destroy { stream: on } => {
                if let Some(key) = log.key_of(stream(on), &KeyScope::Stream) {
                    log.destroy_key(key).unwrap();
                }
            }
            Step::Reopen | Step::LoseIndex => {
                let (root, lose) = (log.root(), matches!(step, Step::LoseIndex));
                log.close();
                if lose {
                    std::fs::remove_dir_all(folder.path().join("sled")).unwrap();
                }
                log = open(folder.path());
                assert_eq!(log.root(), root);
            }
        }
        assert_eq!(log.size(), simple.events.len() as u64);
    }
    for on in 0..4 {
        assert_eq!(
            log.stream(stream(on), 1).unwrap().len() as u64,
            simple.version(on)
        );
    }
    log.close();
    let report = verify(folder.path());
    assert!(report.ok(), "{report:?}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("LOG_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(12),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_log_does_what_a_list_would_do(steps in steps()) {
        run(steps);
    }
}
