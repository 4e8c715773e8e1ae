//! How long an evidence pack of everything takes, and how much memory.
//!
//! `cargo bench --bench packs [-- EVENTS …]`, by default 10,000 and 100,000. A folder of so many
//! events is made; then, in a process of its own, the product opens it, looks at the record as at
//! now and every event once, and puts one pack of the whole record together: it is written, and
//! checked as its reader will check it. The highest memory is what the process took beyond what it
//! had before the pack was begun. Then the pack is checked once more, for itself.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measuring program that meets what it did not expect has nothing to say"
)]

mod generated;
mod measure;

use events::envelope::{Moment, Role};
use events::evidence_pack::{Chosen, Withholding};
use events::ids::{EvidencePackId, fresh};
use golden_thread::acting::{Acting, User};
use golden_thread::app::{App, Start};
use golden_thread::clock::Clock;
use golden_thread::packs::{Choice, make};
use measure::{Table, memory, millis, timed};
use std::io::{Seek, SeekFrom};
use std::path::Path;
use std::process::Command;

const USUAL: [u64; 2] = [10_000, 100_000];

fn main() {
    let arguments = measure::arguments();
    if let [word, folder] = arguments.as_slice()
        && word == "pack"
    {
        return println!("{}", packed(Path::new(folder)).join("|"));
    }
    let given: Vec<u64> = arguments
        .iter()
        .filter_map(|word| word.parse().ok())
        .collect();
    let sizes = if given.is_empty() {
        USUAL.to_vec()
    } else {
        given
    };
    println!("packs on {}\n", measure::machine());
    let mut table = Table::new([
        "events",
        "texts",
        "pack, MB",
        "made and checked, ms",
        "ms busy",
        "checked alone, ms",
        "memory before, MiB",
        "at its highest beyond that, MiB",
    ]);
    for events in sizes {
        let folder = tempfile::tempdir().expect("a folder");
        generated::fill(folder.path(), events);
        let this = std::env::current_exe().expect("this program");
        let told = Command::new(this).arg("pack").arg(folder.path()).output();
        let told = told.expect("the other process");
        let errors = String::from_utf8_lossy(&told.stderr);
        assert!(told.status.success(), "{errors}");
        let told = String::from_utf8_lossy(&told.stdout).trim().to_owned();
        let cells: Vec<String> = told.split('|').map(str::to_owned).collect();
        let cells: [String; 8] = cells.try_into().expect("eight numbers");
        table.row(cells);
    }
    println!("{table}");
}

/// One pack of everything in a folder.
fn packed(folder: &Path) -> [String; 8] {
    let app = App::start(Start {
        data: folder.to_owned(),
        master_key: generated::MASTER_KEY,
        clock: Clock::System,
    });
    let app = app.expect("the folder opens");
    let acting = Acting {
        user: User::ActingAs,
        role: Role::BusinessManager,
        agency: None,
    };
    let sight = acting.sight();
    let seen = app.seen(&sight);
    let now = app.clock().now();
    let choice = Choice {
        recipient: "The lead inspector".to_owned(),
        request: "Request 1".to_owned(),
        purpose: "Everything that was recorded".to_owned(),
        information_request: None,
        as_at: Moment::new(now),
        chosen: Chosen::default(),
        withholding: Withholding::default(),
    };
    let id = fresh(now).map(EvidencePackId).expect("an id");
    let checkpoint = app.log().checkpoint().expect("a checkpoint");
    let view = seen.view(Some(choice.as_at)).expect("the record as at now");
    // The index keeps what it has read, up to a limit of its own, which is not the pack's memory.
    for position in 1..=checkpoint.checkpoint.size {
        app.log().event(position).expect("every event is read");
    }
    // From here on the highest memory is counted anew.
    std::fs::write("/proc/self/clear_refs", "5").expect("Linux lets a process do that");
    let before = memory().0;
    let (took, made) = timed(|| make(seen, &view, (id, &choice), &checkpoint, now));
    let mut made = made.expect("a pack");
    let beyond = memory().1.saturating_sub(before);
    let bytes = made.file.metadata().map_or(0, |found| found.len());
    made.file
        .seek(SeekFrom::Start(0))
        .expect("it is read again");
    let (alone, report) = timed(|| pack::verify(&mut made.file, &pack::Held::default()));
    assert!(report.expect("it is read").genuine);
    [
        made.held.events.to_string(),
        made.held.disclosed.to_string(),
        (bytes / 1_000_000).to_string(),
        millis(took.wall),
        millis(took.busy),
        millis(alone.wall),
        before.to_string(),
        beyond.to_string(),
    ]
}
