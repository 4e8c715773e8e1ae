//! Some thousand changed seeds for every reader of bytes, in every run of the gate. The same
//! functions are fuzzed by coverage in `.ci/heavy`; what that finds is kept as a seed.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// A generator of numbers that look random and are the same every time (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap()
    }
}

/// Bytes that readers treat in ways of their own.
const TELLING: &[&[u8]] = &[
    b"\0",
    b"\n",
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[[[[",
    b"]",
    b",",
    b":",
    b"<",
    b">",
    b"&",
    b"-",
    b"+",
    b"/",
    b".",
    b"0",
    b"9",
    b"18446744073709551615",
    b"9007199254740993",
    b"-1",
    b"1e999",
    b"null",
    b"\xff",
    b"\xc3\xa9",
    b"\xf0\x9f\xa7\xb5",
    b"\xe2\x80\x99",
    b"\r\n",
    b"T",
    b"Z",
    b"2016-02-30",
    b"\\ud800",
    b"\xef\xbb\xbf",
    b"A1048577",
    b"&amp;",
];

/// A seed with a few changes: bytes flipped, taken out, put in, doubled, or taken from another.
fn changed(seed: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + 1 + chance.below(40)).min(bytes.len());
        match chance.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 => drop(bytes.drain(at.min(end)..end)),
            2 => {
                let put = TELLING[chance.below(TELLING.len())];
                bytes.splice(at..at, put.iter().copied());
            }
            3 => {
                let again = bytes[at.min(end)..end].to_vec();
                bytes.splice(at..at, again);
            }
            4 => {
                let from = chance.below(other.len());
                let taken = &other[from..(from + chance.below(60)).min(other.len())];
                bytes.splice(at.min(end)..end, taken.iter().copied());
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

/// Feeds a target its seeds, and `count` changed ones.
fn fed(name: &str, count: u32, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(name);
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect();
    for seed in &seeds {
        target(seed);
    }
    let mut chance = Chance(0x6f1d);
    for _ in 0..count {
        let (one, other) = (chance.below(seeds.len()), chance.below(seeds.len()));
        let bytes = changed(&seeds[one], &seeds[other], &mut chance);
        let survived = catch_unwind(AssertUnwindSafe(|| target(&bytes)));
        assert!(
            survived.is_ok(),
            "{name}: {:?}",
            String::from_utf8_lossy(&bytes)
        );
    }
}

#[test]
fn no_segment_of_a_journal_breaks_its_readers() {
    fed("journal", 3000, targets::journal);
}

#[test]
fn no_key_file_breaks_its_readers() {
    fed("keys", 3000, targets::keys);
}

#[test]
fn canonical_json_is_read_back_as_it_was_written() {
    fed("canonical", 10_000, targets::canonical);
}

#[test]
fn no_note_is_believed_that_was_not_signed() {
    fed("note", 5000, targets::note);
}

#[test]
fn what_is_read_as_a_command_can_be_recorded() {
    fed("command", 5000, targets::command);
}

#[test]
fn no_document_breaks_its_reader_or_loses_text() {
    fed("document", 3000, targets::document);
}

#[test]
fn dates_stand_where_they_are_found() {
    fed("dates", 5000, targets::dates);
}

#[test]
fn no_moment_breaks_its_reader() {
    fed("moment", 10_000, targets::moment);
}

#[test]
fn nothing_shown_at_the_door_breaks_it() {
    fed("credentials", 400, targets::credentials);
}

#[test]
fn no_header_of_a_stranger_is_believed() {
    fed("forwarded", 10_000, targets::forwarded);
}

#[test]
fn no_configuration_breaks_its_reader() {
    fed("configuration", 1000, targets::configuration);
}

#[test]
fn no_return_from_another_board_breaks_its_reader_or_loses_an_answer() {
    fed("return_file", 10_000, targets::return_file);
}

#[test]
fn no_file_of_the_access_log_breaks_its_readers_or_loses_a_line() {
    fed("access_log", 1000, targets::access_log);
}

#[test]
fn no_pack_is_believed_that_was_not_signed() {
    fed("pack", 2000, targets::pack);
}
