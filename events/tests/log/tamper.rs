//! Somebody changes the journal: each change is noticed, and its place is named.

use crate::support::{Seen, add, commit, copy, key, open, options, segment, stream};
use events::log::{Expected, Log, Reader, VerifyReport, verify};
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};

/// A header, commits of one, two and one event, a checkpoint, and three events more.
fn recorded() -> (TempDir, Vec<String>) {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, [1]).unwrap();
    add(&log, stream(2), Expected::Any, [2, 3]).unwrap();
    add(&log, stream(1), Expected::Any, [4]).unwrap();
    log.checkpoint().unwrap();
    add(&log, stream(1), Expected::Any, [5]).unwrap();
    add(&log, stream(2), Expected::Any, [6]).unwrap();
    add(&log, stream(3), Expected::Any, [7]).unwrap();
    log.close();
    let text = std::fs::read_to_string(segment(folder.path())).unwrap();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 9);
    (folder, lines)
}

/// The position each line is about: what is first wrong when the line is.
const POSITIONS: [u64; 9] = [1, 1, 2, 3, 4, 5, 5, 6, 7];

fn write(folder: &Path, lines: &[String]) {
    std::fs::write(segment(folder), lines.join("\n") + "\n").unwrap();
}

/// Gives a changed line the checksum it needs to pass for whole.
fn resealed(line: &str) -> String {
    let rest = &line[18..];
    format!(
        "{{\"crc\":\"{:08x}\",{rest}",
        crc32fast::hash(rest.as_bytes())
    )
}

fn first(report: &VerifyReport) -> (Option<u64>, PathBuf) {
    let problem = report
        .problems
        .first()
        .unwrap_or_else(|| panic!("nothing found: {report:?}"));
    (problem.position, problem.file.clone())
}

/// Checks with the index beside the journal, and without it.
fn noticed(folder: &Path, position: u64, what: &str) {
    let named = (Some(position), segment(folder));
    let report = verify(folder);
    assert_eq!(first(&report), named, "{what}: {report:?}");
    assert!(!report.ok());
    let refused = Log::open(options(folder), Seen::default());
    assert!(refused.is_err(), "{what}");
}

/// Whether it is noticed by the journal alone, as in a copy without the index.
fn noticed_alone(folder: &Path, position: u64, what: &str) {
    let alone = tempdir().unwrap();
    copy(folder, alone.path());
    let _ = std::fs::remove_dir_all(alone.path().join("sled"));
    let report = verify(alone.path());
    assert_eq!(
        first(&report),
        (Some(position), segment(alone.path())),
        "{what}: {report:?}"
    );
}

#[test]
fn the_untouched_log_is_well() {
    let (folder, lines) = recorded();
    let before = std::fs::read(folder.path().join("sled/db")).unwrap();
    let report = verify(folder.path());
    assert!(report.ok() && report.notes.is_empty(), "{report:?}");
    assert_eq!(report.events, 7);
    let log = open(folder.path());
    assert_eq!(report.root, log.root());
    log.close();
    write(folder.path(), &lines);
    assert!(verify(folder.path()).ok());
    // Verifying changes nothing, so it works on a folder that cannot be written.
    let again = verify(folder.path());
    assert_eq!(again.root, report.root);
    drop(before);
}

#[test]
fn verifying_changes_nothing_and_makes_nothing() {
    let (folder, _) = recorded();
    let listing = |folder: &Path| {
        let mut found: Vec<(PathBuf, Vec<u8>)> = Vec::new();
        let mut waiting = vec![folder.to_owned()];
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()));
            } else {
                found.push((path.clone(), std::fs::read(&path).unwrap()));
            }
        }
        found.sort();
        found
    };
    let before = listing(folder.path());
    verify(folder.path());
    events::log::doctor(folder.path(), false).unwrap();
    Reader::open(folder.path(), None)
        .unwrap()
        .each(1, |_| Ok(()))
        .unwrap();
    assert!(before == listing(folder.path()));
    let empty = tempdir().unwrap();
    assert!(!verify(empty.path()).ok());
    assert!(!verify(&empty.path().join("nowhere")).ok());
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0);
}

#[test]
fn a_flipped_bit_is_noticed_wherever_it_is() {
    let (folder, lines) = recorded();
    for (nth, line) in lines.iter().enumerate() {
        for at in (0..line.len()).step_by(41).chain([line.len() - 1]) {
            let mut bytes = line.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(flipped) = String::from_utf8(bytes) else {
                continue;
            };
            let mut changed = lines.clone();
            changed[nth] = flipped;
            write(folder.path(), &changed);
            noticed(
                folder.path(),
                POSITIONS[nth],
                &format!("line {nth}, byte {at}"),
            );
            noticed_alone(
                folder.path(),
                POSITIONS[nth],
                &format!("line {nth}, byte {at}"),
            );
        }
    }
}

/// Nothing stands behind it that would show a later write, so the whole commit does not count; the
/// place that is named is the record's own all the same.
#[test]
fn a_flipped_bit_within_the_last_commit_is_named_by_its_own_position() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, [1]).unwrap();
    add(&log, stream(2), Expected::Any, [2, 3, 4, 5]).unwrap();
    log.close();
    let text = std::fs::read_to_string(segment(folder.path())).unwrap();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for position in 2..=5_u64 {
        let nth = usize::try_from(position).unwrap();
        let mut bytes = lines[nth].clone().into_bytes();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        let mut changed = lines.clone();
        changed[nth] = String::from_utf8(bytes).unwrap();
        write(folder.path(), &changed);
        noticed(folder.path(), position, &format!("position {position}"));
        noticed_alone(folder.path(), position, &format!("position {position}"));
    }
}

#[test]
fn a_dropped_record_is_noticed() {
    let (folder, lines) = recorded();
    for (nth, position) in POSITIONS.into_iter().enumerate() {
        if nth == 5 {
            // A checkpoint holds no event; that one is gone is told by the index (`tampered_index`).
            continue;
        }
        let mut changed = lines.clone();
        changed.remove(nth);
        write(folder.path(), &changed);
        noticed(folder.path(), position, &format!("line {nth}"));
        if nth < 8 {
            noticed_alone(folder.path(), position, &format!("line {nth}"));
        }
    }
}

#[test]
fn swapped_records_are_noticed() {
    let (folder, lines) = recorded();
    for (nth, position) in POSITIONS.into_iter().take(8).enumerate() {
        let mut changed = lines.clone();
        changed.swap(nth, nth + 1);
        write(folder.path(), &changed);
        // A checkpoint that comes after the next event is wrong where it stands now.
        let position = if nth == 5 { 6 } else { position };
        noticed(
            folder.path(),
            position,
            &format!("lines {nth} and {}", nth + 1),
        );
        noticed_alone(
            folder.path(),
            position,
            &format!("lines {nth} and {}", nth + 1),
        );
    }
}

#[test]
fn inserted_records_are_noticed() {
    let (folder, lines) = recorded();
    for source in 0..lines.len() {
        for at in 0..=lines.len() {
            let mut changed = lines.clone();
            changed.insert(at, lines[source].clone());
            write(folder.path(), &changed);
            let report = verify(folder.path());
            let harmless = source == 5 && (at == 5 || at == 6);
            assert_eq!(
                report.ok(),
                harmless,
                "line {source} again before {at}: {report:?}"
            );
        }
    }
    for (at, position) in POSITIONS.into_iter().enumerate().skip(1) {
        let mut changed = lines.clone();
        changed.insert(at, "{\"crc\":\"00000000\",\"nonsense\":1}".to_owned());
        write(folder.path(), &changed);
        noticed_alone(
            folder.path(),
            position,
            &format!("nonsense before line {at}"),
        );
    }
}

#[test]
fn a_truncated_journal_is_noticed_by_the_index() {
    let (folder, lines) = recorded();
    for kept in 1..lines.len() {
        write(folder.path(), &lines[..kept]);
        let position = [1, 1, 2, 2, 4, 5, 5, 6, 7][kept];
        noticed(folder.path(), position, &format!("{kept} lines kept"));
    }
}

/// A change by somebody who knows the format and mends the checksum.
#[test]
fn a_change_with_a_mended_checksum_is_noticed() {
    let (folder, lines) = recorded();
    for (nth, number) in [(1, 1), (2, 2), (3, 3), (4, 4), (6, 5), (7, 6), (8, 7)] {
        let (from, to) = (format!("\"number\":{number}"), "\"number\":99".to_owned());
        let changed = resealed(&lines[nth].replace(&from, &to));
        assert_ne!(changed, lines[nth]);
        let mut all = lines.clone();
        all[nth] = changed;
        write(folder.path(), &all);
        let report = verify(folder.path());
        let position = POSITIONS[nth];
        assert_eq!(report.problems[0].position, Some(position), "{report:?}");
        // Without the index, the checkpoint after position 4 speaks for what is before it.
        if position <= 4 {
            noticed_alone(folder.path(), 5, "the checkpoint does not fit");
        }
    }
}

#[test]
fn a_leaf_out_of_canonical_form_or_order_is_noticed() {
    let (folder, lines) = recorded();
    let change = |nth: usize, from: &str, to: &str| {
        let mut all = lines.clone();
        all[nth] = resealed(&lines[nth].replace(from, to));
        assert_ne!(all[nth], lines[nth], "{from}");
        write(folder.path(), &all);
        noticed_alone(folder.path(), POSITIONS[nth], from);
    };
    change(6, "\"number\":5", "\"number\": 5");
    change(6, "\"version\":3}", "\"version\":4}");
    change(6, "\"recorded_at\":\"2026", "\"recorded_at\":\"2016");
    let id = |n: u128| format!("\"id\":\"{}\"", crate::support::id(n));
    change(6, &id(5), &id(1));
    change(6, "\"field\":\"/data/words\"", "\"field\":\"/data/other\"");
    change(0, "\"first\":1", "\"first\":2");
    change(0, "\"root_before\":\"e3", "\"root_before\":\"e4");
    change(5, "\\n4\\n", "\\n3\\n");
}

#[test]
fn a_whole_other_history_is_noticed_by_the_key_file() {
    let (folder, _) = recorded();
    let (other, _) = recorded();
    std::fs::copy(segment(other.path()), segment(folder.path())).unwrap();
    let report = verify(folder.path());
    assert_eq!(report.problems[0].position, Some(1), "{report:?}");
    assert!(Log::open(options(folder.path()), Seen::default()).is_err());
}

#[test]
fn a_kept_checkpoint_proves_that_history_was_only_added_to() {
    let (folder, _) = recorded();
    let log = open(folder.path());
    let kept = log.checkpoints()[0].clone();
    let later = log.checkpoint().unwrap();
    let verifier: proof::Verifier = log.verifier().to_string().parse().unwrap();
    let old = verifier.open(&kept.note).unwrap();
    let new = verifier.open(&later.note).unwrap();
    let proof = log.consistency(old.size, new.size).unwrap();
    let held = proof::verify_consistency(old.size, &old.root, new.size, &new.root, &proof);
    assert_eq!(held, Ok(()));
    for position in 1..=new.size {
        let leaf = log.event(position).unwrap().leaf_hash();
        let path = log.inclusion(position, new.size).unwrap();
        let found = proof::verify_inclusion(&leaf, position - 1, new.size, &path, &new.root);
        assert_eq!(found, Ok(()));
    }
    assert!(log.inclusion(8, 7).is_err() && log.inclusion(0, 7).is_err());
    assert!(log.inclusion(1, 8).is_err() && log.consistency(0, 7).is_err());
}

#[test]
fn proofs_hold_across_many_tiles_while_the_log_grows() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    for part in 0..6_u128 {
        log.append(commit(
            stream(part),
            Expected::Any,
            part * 120 + 1..=part * 120 + 120,
        ))
        .unwrap();
        let (size, root) = (log.size(), log.root());
        for position in (1..=size).step_by(17) {
            let leaf = log.event(position).unwrap().leaf_hash();
            let path = log.inclusion(position, size).unwrap();
            assert_eq!(
                proof::verify_inclusion(&leaf, position - 1, size, &path, &root),
                Ok(())
            );
        }
    }
    let reader = Reader::open(folder.path(), Some(key())).unwrap();
    let mut tree = proof::Tree::new();
    let mut roots = vec![tree.root()];
    reader
        .each(1, |event| {
            tree.append(event.leaf_hash());
            roots.push(tree.root());
            Ok(())
        })
        .unwrap();
    for earlier in (1..=720_u64).step_by(29) {
        for size in (earlier..=720).step_by(101) {
            let path = log.consistency(earlier, size).unwrap();
            let root = |at: u64| &roots[usize::try_from(at).unwrap()];
            let held = proof::verify_consistency(earlier, root(earlier), size, root(size), &path);
            assert_eq!(held, Ok(()), "{earlier} of {size}");
        }
    }
}

/// Two copies of one log went on separately: each is whole in itself, both are signed by its key,
/// and neither can pass for the other.
#[test]
fn a_fork_is_noticed() {
    let (folder, _) = recorded();
    let other = tempdir().unwrap();
    copy(folder.path(), other.path());
    let mut checkpoints = Vec::new();
    for (path, numbers) in [(folder.path(), 8..=10), (other.path(), 18..=20)] {
        let log = open(path);
        add(&log, stream(4), Expected::NoStream, numbers).unwrap();
        let signed = log.checkpoint().unwrap().checkpoint;
        checkpoints.push((signed.size, signed.root, log.consistency(7, 10).unwrap()));
        log.close();
        assert!(verify(path).ok());
    }
    let [(size, root, path), (other_size, other_root, _)] = &checkpoints[..] else {
        panic!("two checkpoints");
    };
    assert_eq!(size, other_size);
    assert_ne!(root, other_root);
    let old = {
        let reader = Reader::open(folder.path(), None).unwrap();
        let mut tree = proof::Tree::new();
        let mut first = |event: events::log::Stored| {
            if event.position() <= 7 {
                tree.append(event.leaf_hash());
            }
            Ok(())
        };
        reader.each(1, &mut first).unwrap();
        tree.root()
    };
    assert_eq!(proof::verify_consistency(7, &old, 10, root, path), Ok(()));
    assert!(proof::verify_consistency(7, &old, 10, other_root, path).is_err());
    // The journal of one beside the index of the other: the first event apart is named.
    std::fs::copy(segment(other.path()), segment(folder.path())).unwrap();
    let report = verify(folder.path());
    assert_eq!(report.problems[0].position, Some(8), "{report:?}");
    assert_eq!(report.problems[0].file, folder.path().join("sled"));
}

/// A journal of several segments: what is wrong is named by the segment it stands in.
#[test]
fn what_is_wrong_in_an_older_segment_is_named_by_its_file() {
    let folder = tempdir().unwrap();
    let mut small = options(folder.path());
    small.segment_bytes = 10_000;
    let (log, _) = Log::open(small, Seen::default()).unwrap();
    for n in 1..=60 {
        add(&log, stream(1), Expected::Any, [n]).unwrap();
    }
    log.close();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder.path().join("journal"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() > 3);
    for (path, next) in paths.iter().zip(&paths[1..]) {
        let whole = std::fs::read_to_string(path).unwrap();
        let lines: Vec<&str> = whole.split_inclusive('\n').collect();
        let begins: u64 = path.file_stem().unwrap().to_str().unwrap().parse().unwrap();
        let after: u64 = next.file_stem().unwrap().to_str().unwrap().parse().unwrap();
        let position = begins + 2;
        let flipped = lines[3].replace("\"schema\":1", "\"schema\":3");
        let harms: [(&str, String, u64, &Path); 5] = [
            (
                "flipped",
                [&lines[..3], &[&flipped], &lines[4..]].concat().concat(),
                position,
                path,
            ),
            (
                "dropped",
                [&lines[..3], &lines[4..]].concat().concat(),
                position,
                path,
            ),
            (
                "swapped",
                [&lines[..3], &[lines[4], lines[3]], &lines[5..]]
                    .concat()
                    .concat(),
                position,
                path,
            ),
            (
                "inserted",
                [&lines[..3], &[lines[2]], &lines[3..]].concat().concat(),
                position,
                path,
            ),
            (
                "truncated",
                lines[..lines.len() - 1].concat(),
                after - 1,
                next,
            ),
        ];
        for (what, text, position, file) in harms {
            std::fs::write(path, text).unwrap();
            let report = verify(folder.path());
            assert_eq!(
                first(&report),
                (Some(position), file.to_owned()),
                "{what}: {report:?}"
            );
        }
        std::fs::remove_file(path).unwrap();
        let report = verify(folder.path());
        assert_eq!(first(&report).0, Some(begins), "missing: {report:?}");
        std::fs::write(path, whole).unwrap();
        assert!(verify(folder.path()).ok());
    }
}
