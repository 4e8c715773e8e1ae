//! What even the holder of the log's key cannot do: hand over leaves, hashes, words or files that
//! are not those recorded, or leave one unsaid. Each pack here has a fresh manifest and stamp.

use super::sample::{AS_AT, ERASING, Log, SIZE, log, made, request, sample, signer};
use super::zipped::{
    check, check_with, lines, listed_anew, manifest, part, parts, resigned, set_lines,
    stamped_anew, zipped,
};
use pack::{Code, Held, HeldCheckpoint, HeldKey, Report};

const LEAVES: &str = "leaves.ndjson";
const TREE: &str = "tree.ndjson";
const WORDS: &str = "disclosures.ndjson";
const KEPT: &str = "checkpoints.ndjson";

/// The sample with the lines of an entry changed, signed again.
fn with(name: &str, change: impl FnOnce(&mut Vec<String>)) -> Report {
    let mut parts = parts(&sample());
    let mut all = lines(&mut parts, name);
    change(&mut all);
    set_lines(&mut parts, name, &all);
    check(&resigned(parts, &signer(7)))
}

fn places(report: &Report, code: Code) -> Vec<Option<u64>> {
    let found = report
        .problems
        .iter()
        .filter(|problem| problem.code == code);
    found.map(|problem| problem.position).collect()
}

fn count(name: &str) -> usize {
    lines(&mut parts(&sample()), name).len()
}

fn position_of(line: &str) -> u64 {
    let value: serde_json::Value = serde_json::from_str(line).unwrap();
    value["position"].as_u64().unwrap()
}

#[test]
fn the_sample_signed_again_is_genuine() {
    assert!(check(&resigned(parts(&sample()), &signer(7))).genuine);
}

#[test]
fn every_leaf_that_is_dropped_is_found_at_its_place() {
    for nth in 0..count(LEAVES) {
        let mut dropped = 0;
        let report = with(LEAVES, |all| dropped = position_of(&all.remove(nth)));
        let missing = places(&report, Code::TreeMissing);
        let extra = places(&report, Code::TreeExtra);
        assert!(!missing.is_empty() || !extra.is_empty(), "{dropped}");
        if let Some(Some(at)) = missing.first() {
            assert!(*at <= dropped, "{at} {dropped}");
        }
    }
}

#[test]
fn every_leaf_that_stands_twice_is_named() {
    for nth in 0..count(LEAVES) {
        let mut twice = 0;
        let report = with(LEAVES, |all| {
            twice = position_of(&all[nth]);
            all.insert(nth, all[nth].clone());
        });
        assert_eq!(places(&report, Code::LeafTwice), [Some(twice)]);
    }
}

#[test]
fn leaves_that_change_places_are_named() {
    for nth in 1..count(LEAVES) {
        let mut later = 0;
        let report = with(LEAVES, |all| {
            later = position_of(&all[nth - 1]);
            all.swap(nth - 1, nth);
        });
        assert_eq!(places(&report, Code::LeafOrder), [Some(later)]);
    }
}

#[test]
fn a_leaf_that_is_put_in_is_found() {
    for position in 1..=SIZE + 2 {
        let log = log();
        let report = with(LEAVES, |all| {
            let at = all.iter().position(|line| position_of(line) >= position);
            let line = format!("{}\n", log.leaf(position));
            all.insert(at.unwrap_or(all.len()), line);
        });
        let codes = [
            Code::TreeExtra,
            Code::TreeMissing,
            Code::LeafTwice,
            Code::LeafBeyond,
        ];
        assert!(codes.iter().any(|code| report.has(*code)), "{position}");
        if position > SIZE {
            assert_eq!(places(&report, Code::LeafBeyond), [Some(position)]);
        }
    }
}

#[test]
fn a_leaf_that_is_changed_does_not_lead_to_the_root() {
    for nth in 0..count(LEAVES) {
        let report = with(LEAVES, |all| {
            all[nth] = all[nth].replacen("agency_lead", "agency_leat", 1);
        });
        assert!(report.has(Code::CheckpointRoot));
    }
}

#[test]
fn a_leaf_in_another_form_or_without_its_place_is_named() {
    for (from, to) in [
        ("{\"actor\"", "{ \"actor\""),
        ("\"position\":3,", ""),
        ("\"recorded_at\"", "\"recorded_ax\""),
        ("{", "["),
    ] {
        let report = with(LEAVES, |all| all[0] = all[0].replacen(from, to, 1));
        assert!(report.has(Code::LeafForm), "{from}");
    }
    let report = with(LEAVES, |all| all.push("no line feed".to_owned()));
    assert!(report.has(Code::LeafForm));
    let report = with(LEAVES, |all| all.insert(1, "\n".to_owned()));
    assert!(report.has(Code::LeafForm));
}

#[test]
fn every_hash_of_the_tree_that_is_dropped_doubled_swapped_or_changed_is_found() {
    for nth in 0..count(TREE) {
        assert!(with(TREE, |all| drop(all.remove(nth))).has(Code::TreeMissing));
        let doubled = with(TREE, |all| all.insert(nth, all[nth].clone()));
        assert!(doubled.has(Code::TreeExtra));
        let changed = with(TREE, |all| {
            let digit = if all[nth].as_bytes()[9] == b'0' {
                "1"
            } else {
                "0"
            };
            all[nth].replace_range(9..10, digit);
        });
        assert!(changed.has(Code::CheckpointRoot));
        if nth > 0 {
            let swapped = with(TREE, |all| all.swap(nth - 1, nth));
            assert!(swapped.has(Code::TreeMissing) || swapped.has(Code::TreeExtra));
        }
    }
    let more = with(TREE, |all| all.push(all[0].clone()));
    assert!(more.has(Code::TreeExtra));
    let spaced = with(TREE, |all| all[0] = all[0].replacen('{', "{ ", 1));
    assert!(spaced.has(Code::TreeForm));
}

#[test]
fn every_disclosure_that_is_dropped_doubled_or_swapped_is_named() {
    for nth in 0..count(WORDS) {
        let mut at = 0;
        let dropped = with(WORDS, |all| at = position_of(&all.remove(nth)));
        assert_eq!(places(&dropped, Code::AccountMissing), [Some(at)]);
        let doubled = with(WORDS, |all| all.insert(nth, all[nth].clone()));
        assert_eq!(places(&doubled, Code::AccountTwice), [Some(at)]);
        if nth > 0 {
            let swapped = with(WORDS, |all| all.swap(nth - 1, nth));
            assert!(swapped.has(Code::AccountMissing) && swapped.has(Code::AccountExtra));
        }
    }
}

#[test]
fn a_disclosure_for_what_is_not_there_is_named() {
    let report = with(WORDS, |all| {
        let line = all[0].replacen("/data/words", "/data/worts", 1);
        all.insert(1, line);
    });
    assert_eq!(places(&report, Code::AccountExtra), [Some(3)]);
    let report = with(WORDS, |all| {
        let line = all[0].replacen("\"position\":3", "\"position\":5", 1);
        all.push(line);
    });
    assert_eq!(places(&report, Code::AccountExtra), [Some(5)]);
}

#[test]
fn words_that_were_changed_exchanged_or_hidden_are_named() {
    let changed = with(WORDS, |all| {
        let line = all
            .iter_mut()
            .find(|line| line.contains("it “was” late"))
            .unwrap();
        *line = line.replacen("late", "early", 1);
    });
    assert_eq!(places(&changed, Code::WordsDiffer), [Some(3)]);
    let salted = with(WORDS, |all| {
        let at = all[0].find("\"salt\":\"").unwrap() + 8;
        let digit = if all[0].as_bytes()[at] == b'0' {
            "1"
        } else {
            "0"
        };
        all[0].replace_range(at..=at, digit);
    });
    assert_eq!(places(&salted, Code::WordsDiffer), [Some(3)]);
    let unknown = with(WORDS, |all| {
        let line = all
            .iter_mut()
            .find(|line| line.contains("third_party"))
            .unwrap();
        *line = line.replacen("third_party", "because", 1);
    });
    assert_eq!(places(&unknown, Code::ReasonUnknown), [Some(4)]);
}

#[test]
fn an_erasure_by_an_event_that_is_not_there_or_came_before_is_named() {
    let erased = format!("\"erased\":{ERASING}");
    let with_erased = |by: &str| {
        with(WORDS, |all| {
            let line = all.iter_mut().find(|line| line.contains(&erased)).unwrap();
            *line = line.replacen(&erased, by, 1);
        })
    };
    let absent = with_erased("\"erased\":15");
    assert_eq!(places(&absent, Code::ErasureUnknown), [Some(15)]);
    // It is then not what erased something, and later than the moment.
    assert_eq!(places(&absent, Code::LeafAfterAsAt), [Some(ERASING)]);
    let before = with_erased("\"erased\":7");
    assert!(before.has(Code::ErasureUnknown));
}

#[test]
fn a_line_in_another_form_is_named() {
    for (from, to) in [
        ("{", "{ "),
        ("\"position\":3", "\"position\":3.0"),
        ("}", ",\"x\":1}"),
    ] {
        let report = with(WORDS, |all| all[0] = all[0].replacen(from, to, 1));
        assert!(report.has(Code::AccountForm), "{to}");
    }
}

#[test]
fn words_for_a_file_and_a_file_for_a_text_are_named() {
    let report = with(WORDS, |all| {
        let line = all
            .iter_mut()
            .find(|line| line.contains("\"entry\""))
            .unwrap();
        *line = format!(
            "{{\"field\":\"/data/file/kept\",\"position\":7,\"salt\":\"{}\",\"value\":\"\"}}\n",
            "0".repeat(64)
        );
    });
    assert_eq!(places(&report, Code::AccountKind), [Some(7)]);
    assert!(report.has(Code::FileUnnamed));
    let report = with(WORDS, |all| {
        all[0] = "{\"entry\":\"files/0007-minutes.txt\",\"field\":\"/data/words\",\
                  \"hash\":\"/data/file/sha256\",\"position\":3}\n"
            .to_owned();
    });
    assert_eq!(places(&report, Code::AccountKind), [Some(3)]);
}

#[test]
fn a_file_that_was_changed_dropped_added_or_not_proved_is_named() {
    let file = "files/0007-minutes.txt";
    let mut changed = parts(&sample());
    part(&mut changed, file).push(b'!');
    let report = check(&resigned(changed, &signer(7)));
    assert_eq!(places(&report, Code::FileDiffers), [Some(7)]);
    let mut dropped = parts(&sample());
    dropped.retain(|(name, _)| name != file);
    let report = check(&resigned(dropped, &signer(7)));
    assert_eq!(places(&report, Code::FileMissing), [Some(7)]);
    let mut added = parts(&sample());
    added.insert(6, ("files/0001.txt".to_owned(), b"more".to_vec()));
    let report = check(&resigned(added, &signer(7)));
    let found = report.problems.iter().find(|p| p.code == Code::FileUnnamed);
    assert_eq!(found.unwrap().entry.as_deref(), Some("files/0001.txt"));
    for other in ["/data/file/name", "/data/file/sha257"] {
        let report = with(WORDS, |all| {
            let line = all
                .iter_mut()
                .find(|line| line.contains("\"entry\""))
                .unwrap();
            *line = line.replacen("/data/file/sha256", other, 1);
        });
        assert_eq!(places(&report, Code::FileUnproved), [Some(7)], "{other}");
    }
}

#[test]
fn earlier_checkpoints_that_were_dropped_doubled_swapped_or_changed_are_found() {
    assert!(with(KEPT, |all| drop(all.remove(0))).has(Code::Counts));
    assert!(with(KEPT, |all| all.insert(0, all[0].clone())).has(Code::KeptOrder));
    assert!(with(KEPT, |all| all.swap(0, 1)).has(Code::KeptOrder));
    let at = |line: &str| line.find("\"proof\":[\"").unwrap() + 10;
    let changed = with(KEPT, |all| {
        let at = at(&all[0]);
        let digit = if all[0].as_bytes()[at] == b'0' {
            "1"
        } else {
            "0"
        };
        all[0].replace_range(at..=at, digit);
    });
    assert!(changed.has(Code::KeptProof));
    let exchanged = with(KEPT, |all| {
        let (one, two) = (at(&all[0]), at(&all[1]));
        let proof = all[1][two..].to_owned();
        all[0].replace_range(one.., &proof);
    });
    assert!(exchanged.has(Code::KeptProof));
    let other = with(KEPT, |all| {
        let fork = Log::new(5, 2, ", or so").checkpoint(5);
        let mut line: serde_json::Value = serde_json::from_str(&all[0]).unwrap();
        line["note"] = signer(7).sign(&fork).into();
        all[0] = format!("{}\n", proof::to_canonical(&line).unwrap());
    });
    assert!(other.has(Code::KeptProof));
    let foreign = with(KEPT, |all| {
        let mut line: serde_json::Value = serde_json::from_str(&all[0]).unwrap();
        line["note"] = signer(8).sign(&log().checkpoint(5)).into();
        all[0] = format!("{}\n", proof::to_canonical(&line).unwrap());
    });
    assert!(foreign.has(Code::KeptSignature));
    let formless = with(KEPT, |all| all[0] = "{}\n".to_owned());
    assert!(formless.has(Code::KeptForm));
}

fn with_checkpoint(note: &str) -> Report {
    let mut parts = parts(&sample());
    *part(&mut parts, "checkpoint.txt") = note.as_bytes().to_vec();
    check(&resigned(parts, &signer(7)))
}

#[test]
fn a_stale_a_forked_and_a_foreign_checkpoint_are_found() {
    let stale = with_checkpoint(&signer(7).sign(&log().checkpoint(11)));
    assert!(stale.has(Code::CheckpointSize) && stale.has(Code::CheckpointRoot));
    let fork = Log::new(SIZE, 15, ", or so").checkpoint(SIZE);
    let forked = with_checkpoint(&signer(7).sign(&fork));
    assert!(forked.has(Code::CheckpointRoot) && forked.has(Code::KeptProof));
    let foreign = with_checkpoint(&signer(8).sign(&log().checkpoint(SIZE)));
    assert!(foreign.has(Code::CheckpointSignature));
    assert!(with_checkpoint("hello").has(Code::CheckpointForm));
    let more = signer(7).sign_text("a\nb\nc\n").unwrap();
    assert!(with_checkpoint(&more).has(Code::CheckpointForm));
}

fn with_manifest(change: impl FnOnce(&mut pack::Manifest)) -> Report {
    let mut parts = parts(&sample());
    let mut manifest = manifest(&mut parts);
    change(&mut manifest);
    *part(&mut parts, "manifest.json") = manifest.to_text().unwrap().into_bytes();
    stamped_anew(&mut parts, &signer(7));
    check(&zipped(&parts))
}

#[test]
fn a_manifest_that_says_something_else_than_there_is_is_found() {
    assert!(with_manifest(|m| m.counts.leaves += 1).has(Code::Counts));
    assert!(with_manifest(|m| m.counts.words.withheld = 0).has(Code::Counts));
    assert!(with_manifest(|m| m.size += 1).has(Code::CheckpointSize));
    assert!(with_manifest(|m| m.size -= 1).has(Code::CheckpointSize));
    assert!(with_manifest(|m| m.format = 2).has(Code::FormatUnknown));
    assert!(with_manifest(|m| m.as_at = "today".into()).has(Code::ManifestForm));
    assert!(with_manifest(|m| m.key = "key".into()).has(Code::KeyForm));
    assert!(with_manifest(|m| m.origin = "other".into()).has(Code::KeyForm));
    assert!(with_manifest(|m| drop(m.entries.pop())).has(Code::EntryUnlisted));
    assert!(with_manifest(|m| m.entries.swap(0, 1)).has(Code::EntryAbsent));
    assert!(with_manifest(|m| m.entries[0].size += 1).has(Code::EntrySize));
    assert!(with_manifest(|m| m.entries[0].sha256 = "0".repeat(64)).has(Code::EntryHash));
    assert!(with_manifest(|m| m.reasons.clear()).has(Code::ReasonUnknown));
    let earlier = AS_AT.replace(":16.", ":15.");
    let report = with_manifest(|m| m.as_at = earlier);
    assert_eq!(places(&report, Code::LeafAfterAsAt), [Some(16)]);
    let mut absent = parts(&sample());
    listed_anew(&mut absent);
    absent.retain(|(name, _)| name != "read/index.html");
    stamped_anew(&mut absent, &signer(7));
    assert!(check(&zipped(&absent)).has(Code::EntryAbsent));
    let mut bare = parts(&sample());
    *part(&mut bare, "manifest.json") = b"{}".to_vec();
    assert!(check(&zipped(&bare)).has(Code::ManifestForm));
}

#[test]
fn a_stamp_for_another_pack_is_found() {
    let mut parts = parts(&sample());
    let stamp = pack::Stamp {
        pack: "0198f000-0000-7000-8000-000000000002".into(),
        manifest: "0".repeat(64),
        assembled: AS_AT.into(),
    };
    let note = signer(7).sign_text(&stamp.text()).unwrap();
    *part(&mut parts, "stamp.txt") = note.into_bytes();
    let report = check(&zipped(&parts));
    assert!(report.has(Code::StampForm) && report.has(Code::StampManifest));
    assert_eq!(report.assembled, None);
}

/// Signed by another key, in part: the manifest names it and it signs the stamp.
#[test]
fn a_pack_signed_in_part_by_another_key_is_found() {
    let other = signer(8);
    let mut parts = parts(&sample());
    let mut told = manifest(&mut parts);
    told.key = other.verifier().to_string();
    *part(&mut parts, "manifest.json") = told.to_text().unwrap().into_bytes();
    let report = check(&resigned(parts.clone(), &other));
    assert!(report.has(Code::CheckpointSignature) && report.has(Code::KeptSignature));
    *part(&mut parts, "checkpoint.txt") = request(&log(), &other).checkpoint.into_bytes();
    let report = check(&resigned(parts, &other));
    assert!(!report.has(Code::CheckpointSignature) && report.has(Code::KeptSignature));
}

/// Made as a whole by another key: genuine in itself, and found by whatever was kept elsewhere.
#[test]
fn a_pack_made_as_a_whole_by_another_key_is_found_by_what_is_held_and_only_so() {
    let forged = made(&Log::new(SIZE, 3, ", or so"), &signer(8), AS_AT).unwrap();
    assert!(check(&forged).genuine);
    let key = signer(7).verifier();
    for text in [key.to_string(), key.fingerprint()] {
        let held = Held {
            key: Some(HeldKey::read(&text).unwrap()),
            checkpoint: None,
        };
        assert!(check_with(&forged, &held).has(Code::OtherKey));
    }
    let kept = log().checkpoint(11);
    for (text, code) in [
        (signer(7).sign(&kept), Code::OtherKey),
        (format!("11 {}", kept.short_code()), Code::Forked),
    ] {
        let held = Held {
            key: None,
            checkpoint: Some(HeldCheckpoint::read(&text).unwrap()),
        };
        let report = check_with(&forged, &held);
        assert!(report.has(code) && !report.genuine, "{text}");
    }
}
