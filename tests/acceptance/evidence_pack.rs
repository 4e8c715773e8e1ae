//! `verify PACK` on a machine with nothing else: no folder, no key, no server.

use crate::cli::{refused, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;

/// The pack that was written once and is never edited.
fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("events/pack/tests/golden/pack-v1.zip")
}

fn checked(pack: &Path, more: &[&str]) -> Output {
    let nowhere = tempfile::tempdir().unwrap();
    let pack = pack.display().to_string();
    let arguments = [&["verify", &pack], more].concat();
    let output = run(&nowhere.path().join("none"), &arguments);
    assert!(!nowhere.path().join("none").exists(), "nothing is written");
    output
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_genuine_pack_is_told_so_with_what_is_withheld_and_erased() {
    let output = checked(&golden(), &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = text(&output);
    for part in [
        "This evidence pack is genuine.",
        "For: The inspectorate",
        "Events in the log: 19",
        "Withheld: 1 text and 1 file: It names somebody else",
        "Erased: 1 text, by the event at position 18",
        "under article_17",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let json = json(&checked(&golden(), &["--json"]));
    assert_eq!(json["ok"], true);
    assert_eq!(json["problems"], serde_json::json!([]));
    assert_eq!(json["relation"], "none_held");
}

#[test]
fn a_changed_pack_is_refused_with_what_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let changed = folder.path().join("changed.zip");
    let mut bytes = std::fs::read(golden()).unwrap();
    let at = bytes.windows(5).position(|w| w == b"\xe2\x80\x9cwa");
    bytes[at.unwrap() + 3] ^= 1;
    std::fs::write(&changed, bytes).unwrap();
    let output = checked(&changed, &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let codes: Vec<Value> = json(&output)["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["code"].clone())
        .collect();
    assert!(codes.contains(&"words_differ".into()), "{codes:?}");
    assert!(text(&checked(&changed, &[])).contains("NOT genuine"));
    let proof = checked(&changed, &["--proof-of", "3"]);
    assert!(refused(&proof).contains("proves nothing"));
}

#[test]
fn a_kept_code_or_key_is_compared_and_where_nothing_can_be_told_the_exit_code_says_so() {
    let whole = json(&checked(&golden(), &["--json"]));
    let code = whole["code"].as_str().unwrap();
    let same = checked(&golden(), &["--checkpoint", &format!("19 {code}")]);
    assert_eq!(same.status.code(), Some(0));
    assert!(text(&same).contains("same moment"));
    // What it says of itself can be pasted where another pack is compared with it.
    let said = text(&checked(&golden(), &[]));
    let printed = said
        .lines()
        .find_map(|line| line.strip_prefix("Short code: "))
        .unwrap();
    assert_eq!(printed, format!("19 {code}"));
    let minutes = format!("For the minutes: At 19 events on 5 January 2026: {code}");
    for pasted in [printed, &minutes] {
        let same = checked(&golden(), &["--checkpoint", pasted]);
        assert!(text(&same).contains("same moment"), "{pasted}");
    }
    let other = checked(&golden(), &["--checkpoint", &format!("11 {code}")]);
    assert_eq!(other.status.code(), Some(1));
    assert!(text(&other).contains("FORKED"));
    let later = checked(&golden(), &["--checkpoint", &format!("22 {code}")]);
    assert_eq!(later.status.code(), Some(3));
    assert!(text(&later).contains("cannot tell"));
    let print = whole["fingerprint"].as_str().unwrap();
    let held = checked(&golden(), &["--key", print]);
    assert_eq!(held.status.code(), Some(0));
    let foreign = checked(&golden(), &["--key", code]);
    assert_eq!(foreign.status.code(), Some(1));
    assert!(refused(&checked(&golden(), &["--key", "hello"])).contains("not a key"));
}

#[test]
fn the_proof_of_one_event_is_printed_as_other_programs_read_it() {
    let output = checked(&golden(), &["--proof-of", "7"]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output);
    assert!(said.starts_with("c2sp.org/tlog-proof@v1\nindex 6\n"));
    assert!(said.contains("\n\ngolden-thread.test/0198f000\n19\n"));
    let absent = checked(&golden(), &["--proof-of", "8"]);
    assert!(refused(&absent).contains("not in the pack"));
}
