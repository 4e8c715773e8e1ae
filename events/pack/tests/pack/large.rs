//! A pack so large that its entries are hashed on threads of their own: the same is found in it.

use super::sample::{ORIGIN, signer};
use super::zipped::{check, listed_anew, part, parts, zipped};
use pack::{Account, Became, Code, PackWriter, Request, Selection};
use proof::{Checkpoint, Hash, Tree, leaf_hash};
use serde_json::json;
use std::borrow::Cow;
use std::io::Cursor;
use std::sync::LazyLock;

const EVENTS: u64 = 1_700;
/// An entry of at least so many bytes is hashed on a thread of its own.
const LARGE: usize = 1 << 20;
/// Every so many events one is not in the pack.
const LEFT_OUT: u64 = 7;

static PACK: LazyLock<Vec<u8>> = LazyLock::new(large);

/// How many bytes are changed, one in each try.
fn tries() -> usize {
    match std::env::var("PACK_FLIPS").as_deref() {
        Ok("all") => 20_000,
        _ => 60,
    }
}

fn event(position: u64) -> (String, String) {
    let words = format!("{position}: {}", "as the lead told it. ".repeat(30));
    let commitment = hex::encode(proof::commitment(&[9; 32], &words));
    let leaf = json!({
        "data": { "more": "x".repeat(800), "words": { "commitment": commitment } },
        "position": position, "recorded_at": "2026-01-05T09:00:00.000000Z",
    });
    (proof::to_canonical(&leaf).unwrap(), words)
}

fn large() -> Vec<u8> {
    let hashes: Vec<Hash> = (1..=EVENTS)
        .map(|position| leaf_hash(event(position).0.as_bytes()))
        .collect();
    let root = |from: u64, to: u64| {
        let mut tree = Tree::new();
        for hash in &hashes[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()] {
            tree.append(*hash);
        }
        tree.root()
    };
    let signer = signer(7);
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: EVENTS,
        root: root(0, EVENTS),
    };
    let request = Request {
        pack: "0198f000-0000-7000-8000-000000000002".into(),
        log: "0198f000-0000-7000-8000-00000000000a".into(),
        key: signer.verifier(),
        as_at: "2026-03-01T00:00:00.000000Z".into(),
        request: "Request 5".into(),
        recipient: "The inspectorate".into(),
        purpose: "To be large".into(),
        selection: Selection::default(),
        reasons: Vec::new(),
        checkpoint: signer.sign(&checkpoint),
    };
    let spools = [Cursor::new(Vec::new()), Cursor::new(Vec::new())];
    let mut writer = PackWriter::new(Cursor::new(Vec::new()), spools, request).unwrap();
    let mut block = |level: u32, index: u64| Ok(root(index << level, (index + 1) << level));
    for position in (1..=EVENTS).filter(|position| position % LEFT_OUT != 0) {
        let (leaf, words) = event(position);
        let account = Account {
            position,
            field: "/data/words".into(),
            became: Became::Words {
                salt: [9; 32],
                value: Cow::Owned(words),
            },
        };
        writer.leaf(&leaf, &[account], &mut block).unwrap();
    }
    writer.end_leaves(&mut block).unwrap();
    let assembled = "2026-03-04T10:15:00.000000Z";
    let out = writer.finish(assembled, |text| signer.sign_text(text));
    out.unwrap().into_inner()
}

#[test]
fn a_large_pack_is_genuine() {
    let large: Vec<String> = parts(&PACK)
        .into_iter()
        .filter(|(_, bytes)| bytes.len() >= LARGE)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(large, ["leaves.ndjson", "disclosures.ndjson"]);
    let report = check(&PACK);
    assert_eq!(report.problems, vec![]);
    assert_eq!(report.counts.leaves, EVENTS - EVENTS / LEFT_OUT);
}

#[test]
fn changed_bytes_all_over_a_large_pack_are_found() {
    let mut changed = PACK.clone();
    let step = changed.len() / tries();
    for at in (0..changed.len()).step_by(step) {
        changed[at] ^= 1;
        assert!(!check(&changed).genuine, "byte {at}");
        changed[at] ^= 1;
    }
}

/// The lines of an entry without their line feeds.
fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    let whole = bytes.strip_suffix(b"\n").unwrap();
    whole.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect()
}

#[test]
fn lines_dropped_exchanged_or_put_in_are_named_wherever_they_stand() {
    type Change = fn(&mut Vec<Vec<u8>>, usize);
    let ways: [Change; 4] = [
        |lines, at| drop(lines.remove(at)),
        |lines, at| lines.swap(at, at + 1),
        |lines, at| lines.insert(at, lines[at].clone()),
        |lines, at| lines[at][5] ^= 1,
    ];
    let original = parts(&PACK);
    for (name, codes) in [
        (
            "leaves.ndjson",
            &[
                Code::LeafForm,
                Code::LeafOrder,
                Code::LeafTwice,
                Code::TreeMissing,
                Code::CheckpointRoot,
            ][..],
        ),
        (
            "tree.ndjson",
            &[Code::TreeForm, Code::TreeMissing, Code::TreeExtra][..],
        ),
        (
            "disclosures.ndjson",
            &[
                Code::AccountForm,
                Code::AccountMissing,
                Code::AccountTwice,
                Code::AccountExtra,
            ][..],
        ),
    ] {
        for change in ways {
            for part_of in [0, 1, 2] {
                let mut parts = original.clone();
                let bytes = part(&mut parts, name);
                let mut all = lines(bytes);
                let at = part_of * (all.len() - 2) / 2;
                change(&mut all, at);
                let mut changed = all.join(&b'\n');
                changed.push(b'\n');
                *bytes = changed;
                listed_anew(&mut parts);
                let report = check(&zipped(&parts));
                assert!(report.has(Code::StampManifest), "{name}");
                let told = codes.iter().any(|code| report.has(*code));
                assert!(told, "{name}, line {at}: {:?}", report.problems);
            }
        }
    }
}
