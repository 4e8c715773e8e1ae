//! Killed in the middle, again and again: what was acknowledged is there.

use crate::support::{Seen, add, open_reported, options, stream};
use events::log::{Expected, Log, verify};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::tempdir;

const FOLDER: &str = "GOLDEN_THREAD_CRASH_FOLDER";
const START: &str = "GOLDEN_THREAD_CRASH_START";

/// What the child does: four writers record for ever, and every acknowledgement is told.
fn child(folder: &Path, start: u128) {
    let (log, _) = Log::open(options(folder), Seen::default()).unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4_u128 {
            let log = log.clone();
            scope.spawn(move || {
                for n in 0.. {
                    let number = start + n * 4 + writer;
                    let done = add(&log, stream(number % 50), Expected::Any, [number]).unwrap();
                    // One write a line, so that no line is torn between writers.
                    let told = format!("{number} {}\n", done.positions[0]);
                    std::io::stdout().write_all(told.as_bytes()).unwrap();
                }
            });
        }
    });
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    if let Ok(folder) = std::env::var(FOLDER) {
        child(
            Path::new(&folder),
            std::env::var(START).unwrap().parse().unwrap(),
        );
        return;
    }
    let rounds: u128 = std::env::var("LOG_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(6);
    let folder = tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for round in 0..rounds {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "crash::what_was_acknowledged_survives_being_killed",
                "--nocapture",
            ])
            .env(FOLDER, folder.path())
            .env(START, (round * 1_000_000 + 1).to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stdout.take().unwrap());
        // Killed after a number of acknowledgements that differs from round to round.
        let enough = acknowledged.len() + 20 + usize::try_from(round * 37 % 300).unwrap();
        let mut line = String::new();
        let take = |line: &str, acknowledged: &mut Vec<(u128, u64)>| {
            let mut parts = line.trim().split(' ').map(str::parse::<u128>);
            if let (true, Some(Ok(number)), Some(Ok(position)), None) = (
                line.ends_with('\n'),
                parts.next(),
                parts.next(),
                parts.next(),
            ) {
                acknowledged.push((number, u64::try_from(position).unwrap()));
            }
        };
        while acknowledged.len() < enough && told.read_line(&mut line).unwrap() > 0 {
            take(&line, &mut acknowledged);
            line.clear();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        while told.read_line(&mut line).unwrap() > 0 {
            take(&line, &mut acknowledged);
            line.clear();
        }
        assert!(acknowledged.len() >= enough, "the child stopped by itself");
        let report = verify(folder.path());
        assert!(report.ok(), "{report:?}");
    }
    let (log, recovery) = open_reported(folder.path());
    assert!(recovery.events >= acknowledged.len() as u64);
    for (number, position) in acknowledged {
        let found = log.position(crate::support::id(number)).unwrap();
        assert_eq!(found, Some(position), "event {number} was acknowledged");
        assert_eq!(
            log.event(position).unwrap().envelope.id,
            crate::support::id(number)
        );
    }
}
