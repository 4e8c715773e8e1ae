//! How fast the journal is read back, decoded and folded, beside a raw read of the same bytes.
//!
//! `cargo bench --bench replay [-- EVENTS …]`, by default 100,000. Everything runs on one thread.
//! `-- fill FOLDER EVENTS` leaves a history in a folder, and `-- FOLDER EVENTS` measures it.
//! Each row does what the row above does and one thing more. The best of three rounds counts, by
//! the clock and by the time the thread was on a processor: where other work shares the machine,
//! the second says more.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measuring program that meets what it did not expect has nothing to say"
)]

mod generated;
mod measure;

use events::event::{Event, Recorded};
use events::log::{Reader, Stored};
use events::world::World;
use measure::{Table, Took, millis, thousands, timed};
use projections::Models;
use std::fs::File;
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};

const ROUNDS: usize = 3;

fn main() {
    if let [word, folder] = measure::arguments().as_slice()
        && word == "fold"
    {
        let before = measure::memory().0;
        let models = fold(Path::new(folder));
        println!("{}", measure::memory().0.saturating_sub(before));
        return drop(models);
    }
    if let [word, folder, events] = measure::arguments().as_slice()
        && word == "fill"
    {
        generated::fill(Path::new(folder), events.parse().expect("a number"));
        return;
    }
    println!("replay on {}\n", measure::machine());
    if let [folder, events] = measure::arguments().as_slice()
        && Path::new(folder).is_dir()
    {
        let events = events.parse().expect("a number");
        println!("{}", measured(Path::new(folder), events));
        return println!("models: {} MiB", folded_apart(Path::new(folder)));
    }
    for events in measure::sizes(100_000) {
        let folder = tempfile::tempdir().expect("a folder");
        let filled = generated::fill(folder.path(), events);
        println!(
            "{events} events in {} commits, recorded in {:.1} s; journal {} MB, sled {} MB, keys {} kB\n",
            filled.commits,
            filled.took.as_secs_f64(),
            measure::bytes_of(&folder.path().join("journal")) / 1_000_000,
            measure::bytes_of(&folder.path().join("sled")) / 1_000_000,
            measure::bytes_of(&folder.path().join("keys.ndjson")) / 1_000,
        );
        println!("{}", measured(folder.path(), events));
        println!(
            "models of {events} events: {} MiB\n",
            folded_apart(folder.path())
        );
    }
}

/// How much memory the models take, in a process that has done nothing else.
fn folded_apart(folder: &Path) -> String {
    let this = std::env::current_exe().expect("this program");
    let told = std::process::Command::new(this)
        .arg("fold")
        .arg(folder)
        .output();
    String::from_utf8_lossy(&told.expect("the other process").stdout)
        .trim()
        .to_owned()
}

fn measured(folder: &Path, events: u64) -> Table {
    let headings = [
        "work on one core",
        "ms",
        "ms busy",
        "events/s busy",
        "times the raw read",
    ];
    let mut table = Table::new(headings);
    raw_read(folder);
    let mut raw = None;
    let rows: [(&str, &dyn Fn()); 5] = [
        ("read the journal's bytes", &|| raw_read(folder)),
        ("and check lines, codes and order", &|| each(folder, |_| ())),
        ("and decode each event", &|| {
            decoded(folder, |recorded| drop(black_box(recorded)));
        }),
        ("and fold the pages' models", &|| {
            drop(black_box(fold(folder)));
        }),
        ("and fold the rules' state: what start-up does", &|| {
            drop(black_box(both(folder)));
        }),
    ];
    for (name, work) in rows {
        let took = best(work);
        let raw = *raw.get_or_insert(took.busy);
        table.row([
            name.to_owned(),
            millis(took.wall),
            millis(took.busy),
            thousands(events, took.busy),
            format!("{:.1}", took.busy.as_secs_f64() / raw.as_secs_f64()),
        ]);
    }
    table
}

fn best(work: impl Fn()) -> Took {
    (0..ROUNDS)
        .map(|_| timed(&work).0)
        .min()
        .unwrap_or_default()
}

/// Reads every byte of the journal in order, as a copy would.
fn raw_read(folder: &Path) {
    let mut buffer = vec![0; 1024 * 1024];
    let mut segments: Vec<PathBuf> = std::fs::read_dir(folder.join("journal"))
        .expect("a journal")
        .map(|entry| entry.expect("a segment").path())
        .collect();
    segments.sort();
    for segment in segments {
        let mut file = File::open(segment).expect("a segment opens");
        while file.read(&mut buffer).expect("a segment is read") > 0 {
            black_box(&buffer);
        }
    }
}

fn each(folder: &Path, mut visit: impl FnMut(Stored)) {
    let reader = Reader::open(folder, None).expect("the folder opens");
    let read = reader.each(1, |stored| {
        visit(stored);
        Ok(())
    });
    read.expect("the journal is whole");
}

fn decoded(folder: &Path, mut visit: impl FnMut(Recorded)) {
    each(folder, |stored| {
        let event = Event::decode(&stored.envelope, stored.data()).expect("the event is known");
        visit(Recorded {
            envelope: stored.envelope,
            event,
        });
    });
}

fn fold(folder: &Path) -> Models {
    let mut models = Models::default();
    decoded(folder, |recorded| models.apply(&recorded));
    models
}

fn both(folder: &Path) -> (Models, World) {
    let (mut models, mut world) = (Models::default(), World::default());
    decoded(folder, |recorded| {
        models.apply(&recorded);
        world.evolve(&recorded);
    });
    (models, world)
}
