//! A pack that is what it says.

use super::sample::{
    AS_AT, ASSEMBLED, ERASING, FILE, Log, POSITIONS, SIZE, log, made, sample, signer,
};
use super::zipped::{check, parts, zipped};
use pack::{Code, Counts, KeyRelation, Outcomes, Relation, inclusion};
use std::io::Cursor;

#[test]
fn a_pack_that_was_written_is_genuine_and_says_what_it_holds() {
    let report = check(&sample());
    assert_eq!(report.problems, vec![]);
    assert!(report.genuine);
    let manifest = report.manifest.unwrap();
    assert_eq!(manifest.size, SIZE);
    assert_eq!(manifest.as_at, AS_AT);
    assert_eq!(report.assembled.as_deref(), Some(ASSEMBLED));
    assert_eq!(report.fingerprint, Some(signer(7).verifier().fingerprint()));
    assert_eq!(report.code, Some(log().checkpoint(SIZE).short_code()));
    let words = Outcomes {
        disclosed: 8,
        erased: 2,
        withheld: 2,
    };
    let files = Outcomes {
        disclosed: 1,
        erased: 0,
        withheld: 1,
    };
    let counts = Counts {
        checkpoints: 2,
        files,
        leaves: POSITIONS.len() as u64,
        tree: report.counts.tree,
        words,
    };
    assert_eq!(report.counts, counts);
    assert_eq!(manifest.counts, counts);
    assert_eq!(report.key, KeyRelation::NoneHeld);
    assert_eq!(report.relation, Relation::NoneHeld);
}

#[test]
fn what_is_withheld_is_told_by_reason_and_one_by_one() {
    let report = check(&sample());
    let told: Vec<_> = (report.withheld.iter())
        .map(|one| (one.code.as_str(), one.words.as_str(), one.texts, one.files))
        .collect();
    assert_eq!(
        told,
        [
            ("by_rule", "Narrative about the alias Ash", 1, 0),
            ("third_party", "It names somebody else", 1, 1),
        ]
    );
    let closed: Vec<_> = (report.closed.iter())
        .map(|one| {
            (
                one.position,
                one.field.as_str(),
                one.withheld.as_deref(),
                one.erased,
            )
        })
        .collect();
    assert_eq!(
        closed,
        [
            (4, "/data/words", Some("third_party"), None),
            (9, "/data/words", None, Some(ERASING)),
            (10, "/data/words", None, None),
            (12, "/data/file/kept", Some("third_party"), None),
            (12, "/data/file/sha256", Some("by_rule"), None),
        ]
    );
}

#[test]
fn what_was_erased_is_told_with_the_event_that_did_and_its_own_words() {
    let report = check(&sample());
    let [by_event, unsaid] = &report.erased[..] else {
        panic!("{:?}", report.erased);
    };
    assert_eq!((by_event.position, by_event.texts), (Some(ERASING), 1));
    let leaf = by_event.leaf.as_ref().unwrap();
    assert_eq!(leaf["data"]["authority"], "article_17");
    assert_eq!(by_event.words["/data/why"], "the family asked");
    assert_eq!((unsaid.position, unsaid.texts), (None, 1));
}

#[test]
fn the_event_that_erased_something_may_be_later_than_the_moment_and_no_other() {
    assert!(*format!("2026-01-05T09:00:{ERASING}.000000Z") > *AS_AT);
    assert!(!check(&sample()).has(Code::LeafAfterAsAt));
}

#[test]
fn the_same_request_gives_the_same_bytes_but_for_the_stamp() {
    let one = sample();
    let two = made(&log(), &signer(7), "2027-12-31T23:59:59.999999Z").unwrap();
    assert_eq!(one.len(), two.len());
    let (stamp, from) = {
        let parts = parts(&one);
        let all = parts.len();
        let before: Vec<_> = parts[..all - 1].to_vec();
        (parts[all - 1].clone(), zipped(&before).len())
    };
    assert_eq!(stamp.0, "stamp.txt");
    let find = |needle: &[u8], from: usize| {
        let at = one[from..].windows(needle.len()).position(|w| w == needle);
        from + at.unwrap()
    };
    let text = find(&stamp.1, 0);
    let local = text - 9 - 30;
    let record = one.len() - 22 - 46 - 9;
    assert!(from > local);
    let allowed = [
        text..text + stamp.1.len(),
        local + 14..local + 18,
        record + 16..record + 20,
    ];
    for (at, (a, b)) in one.iter().zip(&two).enumerate() {
        assert!(
            a == b || allowed.iter().any(|range| range.contains(&at)),
            "byte {at}"
        );
    }
    assert_ne!(one, two);
    assert!(check(&two).genuine);
}

#[test]
fn any_program_opens_it_and_finds_the_file_in_the_clear() {
    let parts = parts(&sample());
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "HOW-TO-VERIFY.txt",
            "checkpoint.txt",
            "checkpoints.ndjson",
            "leaves.ndjson",
            "tree.ndjson",
            "disclosures.ndjson",
            "files/0007-minutes.txt",
            "read/index.html",
            "read/trail.html",
            "manifest.json",
            "stamp.txt",
        ]
    );
    assert_eq!(parts[6].1, FILE);
    assert_eq!(zipped(&parts), sample());
}

#[test]
fn each_event_in_a_pack_has_an_inclusion_proof_and_others_have_none() {
    let (bytes, log) = (sample(), log());
    for position in 1..=SIZE + 1 {
        let taken = inclusion(Cursor::new(&bytes), position);
        if !POSITIONS.contains(&position) {
            assert!(taken.is_err(), "{position}");
            continue;
        }
        let taken = taken.unwrap();
        assert_eq!(taken.leaf, log.leaf(position));
        let expected: Result<_, super::sample::Failed> =
            proof::inclusion_proof(position - 1, SIZE, |level, index| {
                log.block(level, index).map_err(|_| super::sample::Failed)
            });
        assert_eq!(taken.proof, expected.unwrap());
    }
}

#[test]
fn packs_of_logs_of_any_size_are_genuine() {
    for size in [1_u64, 2, 3, 7, 8, 9, 31] {
        for pick in [1_u64, 2, 3, 5] {
            let log = Log::new(size, 1, "");
            let signer = signer(7);
            let mut request = super::sample::request(&super::sample::log(), &signer);
            request.checkpoint = signer.sign(&log.checkpoint(size));
            request.as_at = "2026-01-05T09:59:59.000000Z".into();
            let spools = [Cursor::new(Vec::new()), Cursor::new(Vec::new())];
            let out = Cursor::new(Vec::new());
            let mut writer = pack::PackWriter::new(out, spools, request).unwrap();
            let chosen = (1..=size)
                .filter(|position| position % pick == 0 && ![7, 9, 12].contains(position));
            for position in chosen {
                let accounts = log.accounts(position);
                writer
                    .leaf(log.leaf(position), &accounts, &mut |l, i| log.block(l, i))
                    .unwrap();
            }
            writer.end_leaves(&mut |l, i| log.block(l, i)).unwrap();
            let out = writer
                .finish(ASSEMBLED, |text| signer.sign_text(text))
                .unwrap();
            let report = check(out.get_ref());
            assert_eq!(report.problems, vec![], "{size} {pick}");
        }
    }
}
