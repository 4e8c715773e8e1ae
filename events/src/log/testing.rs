//! What the unit tests of the log share; those from outside have their own.

use super::{Commit, Expected, Log, MasterKey, Model, NewEvent, OpenOptions, Stored};
use crate::envelope::{Actor, Classification};
use crate::ids::{EventId, StreamId, StreamKind};
use chrono::{DateTime, NaiveDate, Utc};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

/// A model that knows nothing.
pub(super) struct Nothing;

impl Model for Nothing {
    fn staged(&mut self, _: &Stored) {}
    fn committed(&mut self, _: &[Arc<Stored>]) {}
}

pub(super) fn open(folder: &Path) -> Log<Nothing> {
    let at: DateTime<Utc> = "2026-01-05T09:00:00Z".parse().unwrap();
    let mut options = OpenOptions::new(folder, MasterKey::new([42; 32]), Arc::new(move || at));
    options.headroom_bytes = 0;
    Log::open(options, Nothing).unwrap().0
}

pub(super) fn commit(
    stream: u128,
    expected: Expected,
    numbers: impl IntoIterator<Item = u128>,
) -> Commit {
    let stream = StreamId::new(StreamKind::Plan, Uuid::from_u128(stream));
    let events = numbers.into_iter().map(|n| NewEvent {
        id: EventId(Uuid::from_u128(0x1000_0000 + n)),
        stream,
        type_name: "drafted".to_owned(),
        schema: 1,
        occurred_on: NaiveDate::from_ymd_opt(2026, 1, 5).unwrap(),
        actor: Actor::System,
        reason: None,
        decided_in: None,
        correlation: None,
        causation: None,
        classification: Classification::Official,
        late: false,
        identifiers: Vec::new(),
        data: serde_json::json!({
            "words": { "plain": "some words" }, "number": u64::try_from(n).unwrap(),
        }),
        scopes: Vec::new(),
    });
    let events = events.collect();
    Commit {
        streams: vec![(stream, expected)],
        events,
        fingerprint: None,
    }
}

/// A closed log of so many events, in commits of one and of several.
pub(super) fn folder_with(count: u128) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let log = open(folder.path());
    log.append(commit(1, Expected::NoStream, 1..=count / 2))
        .unwrap();
    for n in count / 2 + 1..=count {
        log.append(commit(n % 3, Expected::Any, [n])).unwrap();
    }
    log.close();
    folder
}
