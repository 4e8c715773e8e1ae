//! An event that erases: the keys it names are gone before it is answered, and a start finishes
//! what a crash left.

use crate::support::{Seen, add, commit, copy, event, open, open_reported, options, stream};
use events::ids::{KeyId, StreamId, StreamKind};
use events::log::{
    AppendError, Appended, Commit, Disclosed, Expected, FileError, KeyScope, Log, Model, NewEvent,
    Reader, Stored, verify,
};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use tempfile::tempdir;
use uuid::Uuid;

const FOLDER: &str = "GOLDEN_THREAD_ERASING_FOLDER";

fn erasure() -> StreamId {
    StreamId::new(StreamKind::Erasure, Uuid::from_u128(900))
}

fn erases(number: u128, things: &[StreamId]) -> NewEvent {
    let mut erases = event(number, erasure());
    "personal_data_erased".clone_into(&mut erases.type_name);
    erases.data = json!({ "things": things, "authority": "article17", "keys_destroyed": [] });
    erases
}

fn erase<M: Model>(
    log: &Log<M>,
    number: u128,
    things: &[StreamId],
) -> Result<Appended, AppendError> {
    log.append(Commit {
        streams: vec![(erasure(), Expected::Any)],
        events: vec![erases(number, things)],
        fingerprint: None,
    })
}

fn words(log: &Log<Seen>, position: u64) -> Disclosed {
    log.text(position, "/data/words").unwrap()
}

fn named(log: &Log<Seen>, position: u64) -> Vec<(String, String)> {
    let event = log.event(position).unwrap();
    let data: Value = serde_json::from_str(event.data()).unwrap();
    let each = data["keys_destroyed"].as_array().unwrap().iter();
    let word = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    each.map(|one| (word(one, "key"), word(one, "scope")))
        .collect()
}

#[test]
fn the_keys_of_the_things_named_are_destroyed_before_it_is_answered() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, [1, 2]).unwrap();
    add(&log, stream(2), Expected::Any, [3]).unwrap();
    let gone = log.key_of(stream(1), &KeyScope::Stream).unwrap();
    let answer = erase(&log, 4, &[stream(1)]).unwrap();
    assert_eq!(answer.positions, [4]);
    assert_eq!(named(&log, 4), [(gone.to_string(), "stream".to_owned())]);
    assert_eq!(log.key_of(stream(1), &KeyScope::Stream), None);
    for position in [1, 2] {
        assert_eq!(words(&log, position), Disclosed::Erased);
    }
    assert_eq!(
        words(&log, 3),
        Disclosed::Words("words of event 3".to_owned())
    );
    // What is said afterwards has a key of its own, and is not erased with it at the next start.
    add(&log, stream(1), Expected::Any, [5]).unwrap();
    log.close();
    assert!(verify(folder.path()).ok());
    let (log, recovery) = open_reported(folder.path());
    assert_eq!(recovery.keys_destroyed, 0);
    assert_eq!(
        words(&log, 5),
        Disclosed::Words("words of event 5".to_owned())
    );
}

#[test]
fn words_recorded_in_the_same_commit_before_it_go_too() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let mut together = commit(stream(1), Expected::Any, [1]);
    together.streams.push((erasure(), Expected::Any));
    together.events.push(erases(2, &[stream(1)]));
    log.append(together).unwrap();
    assert_eq!(named(&log, 2).len(), 1);
    assert_eq!(words(&log, 1), Disclosed::Erased);
    log.close();
    assert!(verify(folder.path()).ok());
}

#[test]
fn an_evidence_file_goes_with_its_own_key_and_is_taken_off_the_disk() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    let file = Uuid::from_u128(77);
    let sealed = log.seal_file(stream(1), file, b"the letter").unwrap();
    let mut lodged = event(1, stream(1));
    lodged.data = json!({
        "file": sealed.file, "sealed_sha256": sealed.sealed_sha256,
        "sha256": { "plain": sealed.sha256 },
    });
    lodged.scopes = vec![("/data/sha256".to_owned(), sealed.scope.clone())];
    let mut sent = commit(stream(1), Expected::Any, []);
    sent.events.push(lodged);
    log.append(sent).unwrap();
    let path = folder.path().join("files").join(&sealed.sealed_sha256);
    assert!(path.exists());
    erase(&log, 2, &[stream(1)]).unwrap();
    let scopes: Vec<String> = named(&log, 2).into_iter().map(|(_, scope)| scope).collect();
    assert_eq!(scopes, [format!("file/{file}"), "stream".to_owned()]);
    assert!(!path.exists());
    let opened = log.open_file(stream(1), file);
    assert!(matches!(opened, Err(FileError::Erased(_))));
    log.close();
    let report = verify(folder.path());
    assert!(report.ok(), "{report:?}");
}

/// A folder in which an erasure is recorded and its key stands, as a crash leaves it.
fn half_done(folder: &Path) -> KeyId {
    let log = open(folder);
    add(&log, stream(1), Expected::Any, [1]).unwrap();
    let key = log.key_of(stream(1), &KeyScope::Stream).unwrap();
    log.close();
    let before = std::fs::read(folder.join("keys.ndjson")).unwrap();
    let log = open(folder);
    erase(&log, 2, &[stream(1)]).unwrap();
    log.close();
    let after = std::fs::read_to_string(folder.join("keys.ndjson")).unwrap();
    // The key of the erasure itself was made before the event was written.
    let own = after.lines().find(|line| line.contains("\"erasure\""));
    let mut half = before;
    half.extend(
        own.into_iter()
            .flat_map(|line| format!("{line}\n").into_bytes()),
    );
    std::fs::write(folder.join("keys.ndjson"), half).unwrap();
    key
}

#[test]
fn an_erasure_that_a_crash_interrupted_is_told_by_verify_and_finished_at_the_next_start() {
    let folder = tempdir().unwrap();
    let key = half_done(folder.path());
    let report = verify(folder.path());
    let positions: Vec<_> = report.problems.iter().map(|one| one.position).collect();
    assert_eq!(positions, [Some(2)], "{report:?}");
    let (log, recovery) = open_reported(folder.path());
    assert_eq!(recovery.keys_destroyed, 1);
    assert_eq!(words(&log, 1), Disclosed::Erased);
    let kept = std::fs::read_to_string(folder.path().join("keys.ndjson")).unwrap();
    assert!(
        kept.contains(&format!("\"destroyed\":{{\"id\":\"{key}\"")),
        "{kept}"
    );
    log.close();
    let report = verify(folder.path());
    assert!(report.ok(), "{report:?}");
    assert_eq!(open_reported(folder.path()).1.keys_destroyed, 0);
}

/// A model that stops for good once an erasure is recorded and before its keys are destroyed.
struct Stuck;

impl Model for Stuck {
    fn staged(&mut self, _: &Stored) {}

    fn committed(&mut self, events: &[Arc<Stored>]) {
        if events
            .iter()
            .any(|event| event.envelope.type_name == "personal_data_erased")
        {
            std::io::stdout().write_all(b"recorded\n").unwrap();
            loop {
                std::thread::park();
            }
        }
    }
}

/// What the child does: it records, and never gets to the end of an erasure.
fn stuck(folder: &Path) {
    let (log, _) = Log::open(options(folder), Stuck).unwrap();
    add(&log, stream(1), Expected::Any, [1]).unwrap();
    let answer = erase(&log, 2, &[stream(1)]);
    panic!("it was answered: {answer:?}");
}

#[test]
fn killed_between_the_event_and_the_keys_it_is_finished_at_the_next_start() {
    if let Ok(folder) = std::env::var(FOLDER) {
        return stuck(Path::new(&folder));
    }
    let folder = tempdir().unwrap();
    let name = "erasing::killed_between_the_event_and_the_keys_it_is_finished_at_the_next_start";
    let mut child = again(name, folder.path());
    let mut told = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while line != "recorded\n" {
        line.clear();
        assert!(
            told.read_line(&mut line).unwrap() > 0,
            "the child stopped by itself"
        );
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let report = verify(folder.path());
    let positions: Vec<_> = report.problems.iter().map(|one| one.position).collect();
    assert_eq!(positions, [Some(2)], "the keys still stand: {report:?}");
    let (log, recovery) = open_reported(folder.path());
    assert_eq!((recovery.events, recovery.keys_destroyed), (2, 1));
    assert_eq!(words(&log, 1), Disclosed::Erased);
    log.close();
    let report = verify(folder.path());
    assert!(report.ok(), "{report:?}");
}

/// This program again, as a child that runs one test alone.
fn again(test: &str, folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// What the child does: it records and erases for ever, and tells every erasure it was answered.
fn child(folder: &Path) {
    let (log, _) = Log::open(options(folder), Seen::default()).unwrap();
    let begun = u128::from(log.size());
    for n in 0.. {
        let number = begun + n * 2 + 1;
        let thing = stream(number);
        add(&log, thing, Expected::Any, [number]).unwrap();
        std::io::stdout()
            .write_all(format!("about {thing}\n").as_bytes())
            .unwrap();
        erase(&log, number + 1, &[thing]).unwrap();
        std::io::stdout()
            .write_all(format!("erased {thing}\n").as_bytes())
            .unwrap();
    }
}

#[test]
fn killed_while_erasing_it_is_erased_or_not_recorded_and_never_half() {
    if let Ok(folder) = std::env::var(FOLDER) {
        return child(Path::new(&folder));
    }
    let folder = tempdir().unwrap();
    let mut answered = Vec::new();
    for round in 0..8_usize {
        let name = "erasing::killed_while_erasing_it_is_erased_or_not_recorded_and_never_half";
        let mut child = again(name, folder.path());
        let mut told = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        let mut about = 0;
        // Killed right after it said that it is about to erase.
        while about <= round * 2 && told.read_line(&mut line).unwrap() > 0 {
            about += usize::from(line.starts_with("about"));
            answered.extend(
                line.strip_prefix("erased ")
                    .map(|one| one.trim().to_owned()),
            );
            line.clear();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        while told.read_line(&mut line).unwrap() > 0 {
            answered.extend(
                line.strip_prefix("erased ")
                    .map(|one| one.trim().to_owned()),
            );
            line.clear();
        }
        let (log, _) = open_reported(folder.path());
        let erased = recorded_erasures(&log);
        for thing in &answered {
            assert!(erased.contains(thing), "{thing} was answered as erased");
        }
        log.close();
        let report = verify(folder.path());
        assert!(report.ok(), "round {round}: {report:?}");
    }
    assert!(!answered.is_empty());
}

/// Every thing a recorded erasure names, each checked: its words are gone, in the log and its file.
fn recorded_erasures(log: &Log<Seen>) -> Vec<String> {
    let mut all = Vec::new();
    for event in log.read(1, 100_000).unwrap() {
        if event.envelope.type_name != "personal_data_erased" {
            continue;
        }
        let data: Value = serde_json::from_str(event.data()).unwrap();
        let things: Vec<StreamId> = serde_json::from_value(data["things"].clone()).unwrap();
        for thing in things {
            let first = log.stream(thing, 1).unwrap()[0];
            assert_eq!(words(log, first), Disclosed::Erased, "{thing}");
            all.push(thing.to_string());
        }
    }
    all
}

#[test]
fn an_older_key_file_put_back_beside_a_log_that_erased_brings_nothing_back() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, [1]).unwrap();
    log.close();
    let older = tempdir().unwrap();
    copy(folder.path(), older.path());
    let log = open(folder.path());
    erase(&log, 2, &[stream(1)]).unwrap();
    log.checkpoint().unwrap();
    log.close();
    // The log of before with the keys of after: noise.
    let mixed = tempdir().unwrap();
    copy(older.path(), mixed.path());
    std::fs::copy(
        folder.path().join("keys.ndjson"),
        mixed.path().join("keys.ndjson"),
    )
    .unwrap();
    let reader = Reader::open(mixed.path(), Some(crate::support::key())).unwrap();
    let mut told = Vec::new();
    reader
        .each(1, |event| {
            told.push(reader.text_of(&event, "/data/words").unwrap());
            Ok(())
        })
        .unwrap();
    assert_eq!(told, [Disclosed::Erased]);
    // The keys of before with the log of after: the start destroys them again.
    std::fs::copy(
        older.path().join("keys.ndjson"),
        folder.path().join("keys.ndjson"),
    )
    .unwrap();
    assert!(!verify(folder.path()).ok());
    let (log, recovery) = open_reported(folder.path());
    assert_eq!(recovery.keys_destroyed, 1);
    assert_eq!(words(&log, 1), Disclosed::Erased);
}
