//! How fast the log records and is read, beside what the disk allows in the same run.
//!
//! `cargo bench -p events --bench log [-- FOLDER [SECONDS]]`. Recording is compared with threads
//! that append the same bytes to a raw file through one writer that groups and syncs as the log
//! does: what the disk and the threads allow, without deciding, sealing, hashing or looking up.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "a measuring program that meets what it did not expect has nothing to say"
)]

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use events::envelope::{Actor, Classification, Role};
use events::ids::{EventId, StreamId, StreamKind};
use events::log::{Commit, Expected, Log, MasterKey, Model, NewEvent, OpenOptions, Reader, Stored};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};
use uuid::Uuid;

struct Nothing;

impl Model for Nothing {
    fn staged(&mut self, _: &Stored) {}
    fn committed(&mut self, _: &[Arc<Stored>]) {}
}

fn open(folder: &Path) -> Log<Nothing> {
    let start: DateTime<Utc> = "2026-01-05T09:00:00Z".parse().unwrap();
    let ticks = AtomicU64::new(0);
    let clock = Arc::new(move || {
        let micros = ticks.fetch_add(100, Ordering::Relaxed);
        start + TimeDelta::microseconds(i64::try_from(micros).unwrap())
    });
    Log::open(
        OpenOptions::new(folder, MasterKey::new([7; 32]), clock),
        Nothing,
    )
    .unwrap()
    .0
}

/// An event like a progress report: one text of a hundred letters, a few codes.
fn event(number: u64, streams: u64) -> NewEvent {
    let stream = Uuid::from_u128(u128::from(number % streams) + 1);
    NewEvent {
        id: EventId(Uuid::from_u64_pair(
            0x0198_0000_0000_7000 + (number << 16),
            number,
        )),
        stream: StreamId::new(StreamKind::ImprovementAction, stream),
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
        data: serde_json::json!({
            "rag": "amber", "scheme": 1,
            "words": { "plain": "The training was given to two of three teams; the third follows \
                                 in March, when the room is free." },
        }),
        scopes: Vec::new(),
    }
}

fn commit(number: u64, streams: u64) -> Commit {
    let event = event(number, streams);
    Commit {
        streams: vec![(event.stream, Expected::Any)],
        events: vec![event],
        fingerprint: None,
    }
}

const STREAMS: u64 = 2000;

/// Runs writers for a while; answers how many times a second `work` was done.
fn per_second(writers: u64, time: Duration, work: impl Fn(u64) + Sync) -> f64 {
    let (stop, next) = (AtomicBool::new(false), AtomicU64::new(0));
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..writers {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    work(next.fetch_add(1, Ordering::Relaxed));
                }
            });
        }
        std::thread::sleep(time);
        stop.store(true, Ordering::Relaxed);
    });
    next.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

type Waiting = (Vec<u8>, SyncSender<()>);

/// Appends of `line` to a raw file, grouped and synced.
fn raw(folder: &Path, line: &[u8], writers: u64, time: Duration) -> f64 {
    let path = folder.join(format!("raw-{writers}"));
    let file = File::create(path).unwrap();
    rustix::fs::fallocate(&file, rustix::fs::FallocateFlags::empty(), 0, 256 << 20).unwrap();
    let (queue, waiting) = sync_channel::<Waiting>(1024);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut offset = 0;
            while let Ok((mut bytes, first)) = waiting.recv() {
                let mut answers = vec![first];
                while let Ok((more, answer)) = waiting.try_recv() {
                    bytes.extend_from_slice(&more);
                    answers.push(answer);
                }
                file.write_all_at(&bytes, offset).unwrap();
                file.sync_data().unwrap();
                offset = (offset + bytes.len() as u64) % (250 << 20);
                for answer in answers {
                    answer.send(()).unwrap();
                }
            }
        });
        let queue = queue;
        per_second(writers, time, |_| {
            let (answer, answered) = sync_channel(1);
            queue.send((line.to_vec(), answer)).unwrap();
            answered.recv().unwrap();
        })
    })
}

/// How often raw file and log take turns.
const ROUNDS: u32 = 4;

/// Seconds of processor that the log's writer, its index thread and everybody have taken so far.
fn cpu_seconds() -> [f64; 3] {
    let ticks = |path: &Path| {
        let text = std::fs::read_to_string(path.join("stat")).unwrap_or_default();
        let rest = text.rsplit(')').next().unwrap_or_default();
        let fields: Vec<f64> = rest
            .split_whitespace()
            .skip(11)
            .take(2)
            .map(|field| field.parse().unwrap())
            .collect();
        // Linux counts in hundredths of a second.
        fields.iter().sum::<f64>() / 100.0
    };
    let mut found = [0.0, 0.0, ticks(Path::new("/proc/self"))];
    for task in std::fs::read_dir("/proc/self/task").unwrap().flatten() {
        let name = std::fs::read_to_string(task.path().join("comm")).unwrap_or_default();
        match name.trim() {
            "log-writer" => found[0] += ticks(&task.path()),
            "log-index" => found[1] += ticks(&task.path()),
            _ => {}
        }
    }
    found
}

fn append_together(log: &Log<Nothing>, events: impl Iterator<Item = NewEvent>) {
    let events: Vec<_> = events.collect();
    let mut streams: Vec<_> = events.iter().map(|event| event.stream).collect();
    streams.sort();
    streams.dedup();
    log.append(Commit {
        streams: streams.into_iter().map(|s| (s, Expected::Any)).collect(),
        events,
        fingerprint: None,
    })
    .unwrap();
}

fn recording(folder: &Path, time: Duration) {
    println!("power-safe appends a second (one event each)");
    println!(
        "{:>8} {:>12} {:>12} {:>7}   microseconds of processor an event",
        "writers", "raw", "log", "ratio"
    );
    let sample = folder.join("sample");
    let log = open(&sample);
    log.append(commit(0, STREAMS)).unwrap();
    log.close();
    let text = std::fs::read(sample.join("journal/00000000000000000001.ndjson")).unwrap();
    let line = text.split_inclusive(|byte| *byte == b'\n').nth(1).unwrap();
    for writers in [1, 8, 64] {
        let log = open(&folder.join(format!("log-{writers}")));
        // Every stream has its key before the measuring starts.
        for part in 0..STREAMS / 500 {
            append_together(&log, (0..500).map(|n| event(part * 500 + n, STREAMS)));
        }
        let next = AtomicU64::new(STREAMS);
        let (mut raws, mut ours, mut cpu) = (0.0, 0.0, [0.0; 3]);
        // Turn by turn, so that what else the machine does weighs on both alike.
        for _ in 0..ROUNDS {
            raws += raw(folder, line, writers, time / ROUNDS);
            let before = cpu_seconds();
            let already = next.load(Ordering::Relaxed);
            ours += per_second(writers, time / ROUNDS, |_| {
                let number = next.fetch_add(1, Ordering::Relaxed);
                log.append(commit(number, STREAMS)).unwrap();
            });
            let events = (next.load(Ordering::Relaxed) - already) as f64;
            for ((sum, after), before) in cpu.iter_mut().zip(cpu_seconds()).zip(before) {
                *sum += (after - before) / events * 1e6 / f64::from(ROUNDS);
            }
        }
        let behind = log.health().index_behind;
        log.close();
        let [writer, index, all] = cpu;
        println!(
            "{writers:>8} {:>12.0} {:>12.0} {:>7.2}   writer {writer:.0}, index {index:.0}, all \
             {all:.0}  (index {behind} behind)",
            raws / f64::from(ROUNDS),
            ours / f64::from(ROUNDS),
            ours / raws,
        );
    }
    println!("   a line takes {} bytes", line.len());
}

fn reading(folder: &Path, count: u64) {
    let path = folder.join(format!("read-{count}"));
    let log = open(&path);
    let start = Instant::now();
    for part in 0..count / 1000 {
        let streams = STREAMS.min(1000);
        append_together(&log, (0..1000).map(|n| event(part * 1000 + n, streams)));
    }
    let rate = |start: Instant| count as f64 / start.elapsed().as_secs_f64();
    println!("{count} events");
    println!(
        "   recorded in commits of 1000: {:.0} a second",
        rate(start)
    );
    log.close();
    println!(
        "   with the index caught up:    {:.0} a second",
        rate(start)
    );
    let start = Instant::now();
    let mut bytes = 0;
    let reader = Reader::open(&path, None).unwrap();
    reader
        .each(1, |event| {
            bytes += event.data().len();
            Ok(())
        })
        .unwrap();
    println!(
        "   journal read and parsed:     {:.0} a second",
        rate(start)
    );
    let start = Instant::now();
    let log = open(&path);
    println!(
        "   opened:                      {:.0} a second",
        rate(start)
    );
    let start = Instant::now();
    let mut next = 1;
    while next <= count {
        next += log.read(next, 1000).unwrap().len() as u64;
    }
    println!(
        "   index read and parsed:       {:.0} a second",
        rate(start)
    );
    let start = Instant::now();
    for n in 0..10_000_u64 {
        log.text(n * 7919 % count + 1, "/data/words").unwrap();
    }
    println!(
        "   words told:                  {:.0} a second",
        1e4 / start.elapsed().as_secs_f64()
    );
    log.close();
    verifying(&path, count);
    let own = std::env::current_exe().unwrap();
    let told = std::process::Command::new(own)
        .arg("memory")
        .arg(&path)
        .output()
        .unwrap();
    print!("{}", String::from_utf8(told.stdout).unwrap());
}

fn verifying(path: &Path, count: u64) {
    let start = Instant::now();
    assert!(events::log::verify(path).ok());
    let rate = count as f64 / start.elapsed().as_secs_f64();
    println!("   verified:                    {rate:.0} a second");
}

/// What a process takes that only opens a log and reads it, by position and by stream.
fn opened(path: &Path) {
    let log = open(path);
    println!("   memory, opened:              {}", memory());
    let mut next = 1;
    while next <= log.size() {
        next += log.read(next, 1000).unwrap().len() as u64;
    }
    for n in 0..STREAMS {
        log.stream(event(n, STREAMS).stream, 1).unwrap();
    }
    println!("   memory, all of it read:      {}", memory());
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .unwrap_or_default();
    line.split_whitespace()
        .skip(1)
        .collect::<Vec<_>>()
        .join(" ")
}

fn main() {
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    if let [word, path] = &given[..]
        && word == "memory"
    {
        return opened(Path::new(path));
    }
    let base = given.first().map_or_else(std::env::temp_dir, PathBuf::from);
    let seconds = given.get(1).and_then(|text| text.parse().ok()).unwrap_or(5);
    let folder = tempfile::tempdir_in(base).unwrap();
    recording(folder.path(), Duration::from_secs(seconds));
    reading(folder.path(), 100_000);
    if given.get(2).is_none_or(|word| word != "short") {
        reading(folder.path(), 1_000_000);
    }
}
