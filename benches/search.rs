//! How long a search takes, and how much memory its index, over a long history.
//!
//! `cargo bench --bench search [-- EVENTS …]`, by default 30,000 events, of which some 20,000 say
//! something; `REQUESTS` sets how often each search is made (200). A folder is filled through the
//! log and opened as the server opens it. A search is what a page does for it: what fits, what of
//! it this reader sees, the counts by kind, and the passages of the first twenty.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measuring program that meets what it did not expect has nothing to say"
)]

mod generated;
mod measure;

use events::envelope::Role;
use events::everywhere::Sight;
use golden_thread::app::{App, Start};
use golden_thread::clock::Clock;
use golden_thread::search::{Asked, Kind, Like, find, similar};
use measure::{Table, millis, percentile, timed};
use projections::reference::PageOf;
use std::time::Duration;

/// What is looked for, the dearest last.
const SEARCHES: [(&str, &str); 6] = [
    ("a word of one sentence in eight", "midwives"),
    ("a phrase", "\"strategy meeting\""),
    ("two words, one left out", "agencies training -midwives"),
    ("the start of a word", "chrono*"),
    ("a word of most texts", "agency"),
    ("the start of many words", "the*"),
];

const SHOWN: PageOf = PageOf {
    offset: 0,
    limit: 20,
};

fn main() {
    println!("search on {}\n", measure::machine());
    let requests = std::env::var("REQUESTS").ok();
    let requests = requests.and_then(|text| text.parse().ok()).unwrap_or(200);
    for events in measure::sizes(30_000) {
        let folder = tempfile::tempdir().expect("a folder");
        let filled = generated::fill(folder.path(), events);
        let start = Start {
            data: folder.path().to_owned(),
            master_key: generated::MASTER_KEY,
            clock: Clock::System,
        };
        let app = App::start(start).expect("the folder opens");
        let before = measure::memory().0;
        let (took, prepared) = timed(|| app.search().catch_up(app.log()));
        prepared.expect("the index is made");
        let size = app.search().size();
        println!(
            "{} events until {}; {} say something; index {} KiB, process {} MiB before it and {} MiB after; prepared in {} ms\n",
            filled.events,
            filled.last_day,
            size.events,
            size.bytes / 1024,
            before,
            measure::memory().0,
            millis(took.wall),
        );
        println!("{}", searched(&app, requests));
    }
}

fn searched(app: &App, requests: usize) -> Table {
    let mut table = Table::new(["search", "fits", "p50 ms", "p99 ms", "slowest ms"]);
    for (what, words) in SEARCHES {
        let mut fits = 0;
        let took = measured(requests, || fits = once(app, words));
        add(&mut table, &format!("{what}: `{words}`"), fits, &took);
    }
    let text = "Team managers look at the chronology before the strategy meeting and write it down";
    let mut found = 0;
    let took = measured(requests, || found = alike(app, text));
    add(&mut table, "worded like a finding", found, &took);
    table
}

fn add(table: &mut Table, what: &str, fits: usize, took: &[Duration]) {
    table.row([
        what.to_owned(),
        fits.to_string(),
        millis(percentile(took, 50)),
        millis(percentile(took, 99)),
        millis(took.last().copied().unwrap_or_default()),
    ]);
}

fn measured(requests: usize, mut work: impl FnMut()) -> Vec<Duration> {
    let times = (0..requests).map(|_| timed(&mut work).0.wall);
    let mut times: Vec<Duration> = times.collect();
    times.sort();
    times
}

fn once(app: &App, words: &str) -> usize {
    let sight = Sight::of(Role::BusinessManager, None);
    let matched = app.search().matching(app.log(), words);
    let matched = matched.expect("words to look for");
    let seen = app.seen(&sight);
    let view = seen.view(None).expect("the present");
    let found = find(seen, &view, &matched, &Asked::default(), SHOWN);
    found.expect("the log is read").total
}

fn alike(app: &App, text: &str) -> usize {
    let sight = Sight::of(Role::BusinessManager, None);
    let seen = app.seen(&sight);
    let view = seen.view(None).expect("the present");
    let like = Like {
        text,
        kinds: &Kind::ALL,
        since: "2000-01-01".parse().expect("a day"),
        until: "2100-01-01".parse().expect("a day"),
        asked_by: None,
        most: 20,
    };
    similar(seen, &view, like).expect("the log is read").len()
}
