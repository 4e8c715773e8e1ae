//! Whatever is done to a pack without the log's key is found, even where every checksum was mended.

use super::sample::{sample, signer};
use super::zipped::{check, listed_anew, part, parts, zipped};
use pack::{Code, Report};
use std::thread;

/// What a byte is changed by: one bit, or with `PACK_FLIPS=all` everything else it can be.
fn flips() -> Vec<u8> {
    match std::env::var("PACK_FLIPS").as_deref() {
        Ok("all") => (1..=255).collect(),
        _ => vec![1],
    }
}

/// A problem that says nothing is none.
fn named(report: &Report, what: &str) {
    assert!(!report.genuine, "{what}: not found");
    for problem in &report.problems {
        assert!(!problem.message.is_empty(), "{what}");
        let container = [
            Code::NotZip,
            Code::EndMissing,
            Code::EndRecord,
            Code::Directory,
        ];
        let placed = problem.entry.is_some() || container.contains(&problem.code);
        assert!(placed, "{what}: {problem:?}");
    }
}

/// Tries every change of every byte, on two threads.
fn each_flip(bytes: &[u8], judge: impl Fn(&[u8], usize, u8) + Sync) {
    thread::scope(|scope| {
        for half in 0..2 {
            let judge = &judge;
            scope.spawn(move || {
                let mut changed = bytes.to_vec();
                for at in (half..bytes.len()).step_by(2) {
                    for flip in flips() {
                        changed[at] ^= flip;
                        judge(&changed, at, flip);
                        changed[at] ^= flip;
                    }
                }
            });
        }
    });
}

#[test]
fn every_changed_byte_is_found() {
    each_flip(&sample(), |changed, at, flip| {
        named(&check(changed), &format!("byte {at} ^ {flip}"));
    });
}

#[test]
fn every_changed_byte_of_an_entry_is_found_when_the_checksum_was_mended() {
    let original = parts(&sample());
    for (name, bytes) in &original {
        each_flip(bytes, |changed, at, flip| {
            let mut parts = original.clone();
            *part(&mut parts, name) = changed.to_vec();
            let report = check(&zipped(&parts));
            named(&report, &format!("{name}, byte {at} ^ {flip}"));
            let told = report.problems.iter().any(|problem| {
                let entry = problem.entry.as_deref();
                // A stamp is what is held against a changed manifest, and the other way round.
                entry == Some(name) || matches!(name.as_str(), "manifest.json" | "stamp.txt")
            });
            assert!(told, "{name}, byte {at}: {:?}", report.problems);
        });
    }
}

#[test]
fn every_changed_byte_of_an_entry_is_found_when_the_manifest_was_mended_too() {
    let original = parts(&sample());
    for (name, bytes) in &original {
        if name == "manifest.json" || name == "stamp.txt" {
            continue;
        }
        each_flip(bytes, |changed, at, _| {
            let mut parts = original.clone();
            *part(&mut parts, name) = changed.to_vec();
            listed_anew(&mut parts);
            let report = check(&zipped(&parts));
            assert!(report.has(Code::StampManifest), "{name}, byte {at}");
        });
    }
}

#[test]
fn a_pack_cut_short_anywhere_is_found() {
    let bytes = sample();
    for length in 0..bytes.len() {
        let report = check(&bytes[..length]);
        let code = if length < 4 {
            Code::NotZip
        } else {
            Code::EndMissing
        };
        assert_eq!(report.problems[0].code, code, "{length}");
    }
}

#[test]
fn an_entry_that_is_taken_out_is_named() {
    let original = parts(&sample());
    for nth in 0..original.len() {
        let mut parts = original.clone();
        let (name, _) = parts.remove(nth);
        let report = check(&zipped(&parts));
        let folder = name.contains('/');
        let code = if folder {
            Code::EntryAbsent
        } else {
            Code::EntryMissing
        };
        let found = report.problems.iter().find(|problem| problem.code == code);
        assert_eq!(found.unwrap().entry.as_deref(), Some(name.as_str()));
    }
}

#[test]
fn an_entry_that_is_put_in_is_named() {
    for name in ["files/0008.txt", "read/zz.html"] {
        let mut parts = parts(&sample());
        let at = parts
            .iter()
            .position(|(other, _)| other.as_str() > name && other.contains('/'));
        let at = at.unwrap_or(parts.len() - 2);
        parts.insert(at, (name.to_owned(), b"more".to_vec()));
        let report = check(&zipped(&parts));
        let found = report
            .problems
            .iter()
            .find(|p| p.code == Code::EntryUnlisted);
        assert_eq!(found.unwrap().entry.as_deref(), Some(name));
    }
}

#[test]
fn entries_that_change_places_are_found() {
    let original = parts(&sample());
    for nth in 1..original.len() {
        let mut parts = original.clone();
        parts.swap(nth - 1, nth);
        assert!(check(&zipped(&parts)).has(Code::EntryOrder), "{nth}");
    }
    // The bytes alone change places.
    for nth in 1..original.len() {
        let mut parts = original.clone();
        let bytes = std::mem::take(&mut parts[nth].1);
        parts[nth].1 = std::mem::replace(&mut parts[nth - 1].1, bytes);
        assert!(!check(&zipped(&parts)).genuine, "{nth}");
    }
}

#[test]
fn a_stamp_of_another_key_is_found() {
    let mut parts = parts(&sample());
    super::zipped::stamped_anew(&mut parts, &signer(8));
    let report = check(&zipped(&parts));
    assert!(report.has(Code::StampSignature));
}

#[test]
fn a_second_signature_or_another_way_to_write_the_stamp_is_found() {
    let original = parts(&sample());
    for (from, to) in [
        ("\n\n— ", "\n\n— a AAAAAAAA\n— "),
        ("2026-03-04T", "2026-03-05T"),
        ("=\n", "=\r\n"),
    ] {
        let mut parts = original.clone();
        let stamp = part(&mut parts, "stamp.txt");
        let text = String::from_utf8(stamp.clone()).unwrap();
        *stamp = text.replacen(from, to, 1).into_bytes();
        let report = check(&zipped(&parts));
        assert!(report.has(Code::StampForm) || report.has(Code::StampSignature));
    }
}
