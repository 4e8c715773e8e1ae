//! The two halves of a power cut: a writer that tells what was acknowledged, and a judge.
//!
//! Not a measurement and not run by `cargo bench`; `.ci/heavy` cuts the power between the two.
//!
//! - `power_cut write FOLDER ROUND` records for ever with eight writers and prints a line for each
//!   acknowledged event, once it is acknowledged: its number and its position.
//! - `power_cut check FOLDER` reads those lines, opens what is left of the folder, and judges that
//!   each of them is there at its position with its words, and that everything verifies.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a judging program that meets what it did not expect stops"
)]

mod measure;

use chrono::{DateTime, NaiveDate};
use events::envelope::{Actor, Classification, Role};
use events::event::SCHEMA;
use events::ids::{EventId, StreamId, StreamKind};
use events::log::{
    Commit, Disclosed, Expected, Log, MasterKey, Model, NewEvent, OpenOptions, Recovery, Stored,
    verify,
};
use std::io::{BufRead, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;
use uuid::Uuid;

const WRITERS: u64 = 8;

/// Events of one round are numbered from here.
const ROUND: u64 = 10_000_000;

fn main() {
    let arguments = measure::arguments();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["write", folder, round] => write(Path::new(folder), round.parse().expect("a round")),
        ["check", folder] => check(Path::new(folder)),
        _ => println!("run by .ci/heavy: write FOLDER ROUND, or check FOLDER"),
    }
}

struct Nobody;

impl Model for Nobody {
    fn staged(&mut self, _: &Stored) {}
    fn committed(&mut self, _: &[Arc<Stored>]) {}
}

fn open(folder: &Path) -> (Log<Nobody>, Recovery) {
    // Recorded time only has to grow; the log never goes back behind what it holds.
    let micros = AtomicI64::new(1_767_600_000_000_000);
    let clock: events::log::Clock = Arc::new(move || {
        DateTime::from_timestamp_micros(micros.fetch_add(1, Ordering::Relaxed)).unwrap_or_default()
    });
    let mut options = OpenOptions::new(folder, MasterKey::new([42; 32]), clock);
    options.headroom_bytes = 0;
    Log::open(options, Nobody).unwrap_or_else(|error| panic!("the log does not open: {error}"))
}

fn words_of(number: u64) -> String {
    format!("what was done about action {number}, told by its owner in a sentence or two")
}

fn id_of(number: u64) -> EventId {
    EventId(Uuid::from_u128(0xACED_0000_0000 + u128::from(number)))
}

fn event(number: u64) -> NewEvent {
    let stream = Uuid::from_u128(u128::from(number % 200) + 1);
    NewEvent {
        id: id_of(number),
        stream: StreamId::new(StreamKind::ImprovementAction, stream),
        type_name: "progress_reported".to_owned(),
        schema: SCHEMA,
        occurred_on: NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default(),
        actor: Actor::Person {
            user: "writer".to_owned(),
            role: Role::BusinessManager,
            agency: None,
        },
        reason: None,
        decided_in: None,
        correlation: None,
        causation: None,
        classification: Classification::Official,
        late: false,
        identifiers: Vec::new(),
        data: serde_json::json!({ "text": { "plain": words_of(number) } }),
        scopes: Vec::new(),
    }
}

/// Records until it cannot, or until nobody listens.
fn write(folder: &Path, round: u64) {
    let (log, _) = open(folder);
    let of_one = |writer: u64| {
        for nth in 0_u64.. {
            let number = round * ROUND + nth * WRITERS + writer;
            let event = event(number);
            let commit = Commit {
                streams: vec![(event.stream, Expected::Any)],
                events: vec![event],
                fingerprint: None,
            };
            let Ok(done) = log.append(commit) else { return };
            // One write a line, so that no line is torn between writers.
            let position = done.positions.first().copied().unwrap_or_default();
            let told = format!("{number} {position}\n");
            if std::io::stdout().write_all(told.as_bytes()).is_err() {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || of_one(writer));
        }
    });
}

fn check(folder: &Path) {
    let begun = Instant::now();
    let (log, recovery) = open(folder);
    println!("opened in {} ms: {recovery:?}", begun.elapsed().as_millis());
    let mut acknowledged = 0_u64;
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let (number, position) = line.split_once(' ').expect("a number and a position");
        let (number, position): (u64, u64) = (
            number.parse().expect("a number"),
            position.parse().expect("a position"),
        );
        acknowledged += 1;
        let found = log.position(id_of(number)).expect("the index answers");
        assert_eq!(
            found,
            Some(position),
            "event {number} was acknowledged at {position}"
        );
        let words = log
            .text(position, "/data/text")
            .expect("the words are there");
        let right = matches!(&words, Disclosed::Words(words) if *words == words_of(number));
        assert!(right, "event {number} holds its own words");
    }
    let size = log.size();
    log.close();
    let report = verify(folder);
    assert!(report.ok(), "everything verifies: {:?}", report.problems);
    assert!(
        size >= acknowledged,
        "{size} events for {acknowledged} acknowledged"
    );
    println!("{acknowledged} acknowledged events are there, of {size}; everything verifies");
}
