//! A small log, and a pack of some of it.

use pack::{Account, Became, PackWriter, Reason, Request, Selection, WriteError};
use proof::{Checkpoint, Hash, Signer, Tree, leaf_hash};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::io::{Cursor, Error};

pub const ORIGIN: &str = "golden-thread.test/0198f000";
pub const AS_AT: &str = "2026-01-05T09:00:16.000000Z";
pub const ASSEMBLED: &str = "2026-03-04T10:15:00.000000Z";
pub const FILE: &[u8] = b"Minutes of the audit meeting\n";
/// How many events the log held when the pack was made.
pub const SIZE: u64 = 19;
/// The event that erased the words of the one at 9.
pub const ERASING: u64 = 18;

/// The signer of the log with this secret.
pub fn signer(secret: u8) -> Signer {
    Signer::new(ORIGIN, &[secret; 32]).unwrap()
}

/// A text of an event.
pub struct Text {
    pub field: String,
    pub salt: [u8; 32],
    pub value: String,
}

/// A log in memory.
pub struct Log {
    pub leaves: Vec<String>,
    pub texts: Vec<Vec<Text>>,
    hashes: Vec<Hash>,
}

fn text(texts: &mut Vec<Text>, position: u64, field: &str, value: &str) -> Value {
    let salt = Sha256::digest(format!("{position} {field}")).into();
    let commitment = proof::commitment(&salt, value);
    texts.push(Text {
        field: field.to_owned(),
        salt,
        value: value.to_owned(),
    });
    json!({ "commitment": hex::encode(commitment) })
}

/// The event at a position: a few are of a kind of their own.
fn event(position: u64, version: &str) -> (String, Vec<Text>) {
    let mut texts = Vec::new();
    let (type_name, data) = match position {
        7 | 12 => {
            let sealed = hex::encode(Sha256::digest(position.to_le_bytes()));
            let hash = hex::encode(Sha256::digest(FILE));
            let name = text(&mut texts, position, "/data/file/name", "minutes.txt");
            let sha256 = text(&mut texts, position, "/data/file/sha256", &hash);
            let kept = json!({
                "file": "0198f000-0000-7000-8000-000000000007", "sealed_sha256": sealed,
            });
            (
                "evidence_lodged",
                json!({ "file": { "kept": kept, "name": name, "sha256": sha256 } }),
            )
        }
        ERASING => {
            let why = text(&mut texts, position, "/data/why", "the family asked");
            (
                "words_erased",
                json!({ "authority": "article_17", "why": why }),
            )
        }
        _ => {
            let words = format!("Progress \"{position}\"\nas the lead told it{version}");
            let words = text(&mut texts, position, "/data/words", &words);
            (
                "progress_reported",
                json!({ "number": position, "words": words }),
            )
        }
    };
    let mut leaf = json!({
        "actor": { "kind": "person", "role": "agency_lead", "user": "alex" },
        "classification": "official", "data": data, "occurred_on": "2026-01-05",
        "id": format!("00000000-0000-0000-0000-{position:012}"), "position": position,
        "recorded_at": format!("2026-01-05T09:00:{position:02}.000000Z"), "schema": 1,
        "stream": { "id": "00000000-0000-0000-0000-000000000001", "kind": "improvement_action" },
        "type": type_name, "version": position,
    });
    if position == 3 {
        leaf["reason"] = text(&mut texts, position, "/reason", "because – it “was” late");
    }
    (proof::to_canonical(&leaf).unwrap(), texts)
}

impl Log {
    /// A log of so many events; another word at its beginning makes it another log.
    pub fn new(size: u64, from: u64, version: &str) -> Self {
        let mut log = Self {
            leaves: Vec::new(),
            texts: Vec::new(),
            hashes: Vec::new(),
        };
        for position in 1..=size {
            let version = if position >= from { version } else { "" };
            let (leaf, texts) = event(position, version);
            log.hashes.push(leaf_hash(leaf.as_bytes()));
            log.leaves.push(leaf);
            log.texts.push(texts);
        }
        log
    }

    pub fn leaf(&self, position: u64) -> &str {
        &self.leaves[usize::try_from(position - 1).unwrap()]
    }

    pub fn root(&self, size: u64) -> Hash {
        let mut tree = Tree::new();
        for hash in &self.hashes[..usize::try_from(size).unwrap()] {
            tree.append(*hash);
        }
        tree.root()
    }

    /// As the writer asks for it.
    pub fn block(&self, level: u32, index: u64) -> Result<Hash, Error> {
        let missing = || Error::other("no such block");
        let mut tree = Tree::new();
        let start = usize::try_from(index << level).unwrap();
        let within = self.hashes.get(start..start + (1 << level));
        for hash in within.ok_or_else(missing)? {
            tree.append(*hash);
        }
        Ok(tree.root())
    }

    pub fn checkpoint(&self, size: u64) -> Checkpoint {
        Checkpoint {
            origin: ORIGIN.to_owned(),
            size,
            root: self.root(size),
        }
    }

    pub fn consistency(&self, earlier: u64, size: u64) -> Vec<Hash> {
        let made: Result<_, Failed> = proof::consistency_proof(earlier, size, |level, index| {
            self.block(level, index).map_err(|_| Failed)
        });
        made.unwrap()
    }

    /// What becomes of the texts and files of an event in the sample.
    pub fn accounts(&self, position: u64) -> Vec<Account<'_>> {
        let account = |field: &str, became| Account {
            position,
            field: Cow::Owned(field.to_owned()),
            became,
        };
        let texts = &self.texts[usize::try_from(position - 1).unwrap()];
        let mut all: Vec<Account<'_>> = texts
            .iter()
            .map(|text| {
                let became = match (position, text.field.as_str()) {
                    (4, _) => Became::Withheld("third_party".into()),
                    (9, _) => Became::Erased(Some(ERASING)),
                    (10, _) => Became::Erased(None),
                    (12, "/data/file/sha256") => Became::Withheld("by_rule".into()),
                    _ => Became::Words {
                        salt: text.salt,
                        value: Cow::Borrowed(&text.value),
                    },
                };
                account(&text.field, became)
            })
            .collect();
        match position {
            7 => all.push(account(
                "/data/file/kept",
                Became::File {
                    entry: "files/0007-minutes.txt".into(),
                    hash: "/data/file/sha256".into(),
                },
            )),
            12 => all.push(account(
                "/data/file/kept",
                Became::Withheld("third_party".into()),
            )),
            _ => {}
        }
        all
    }
}

#[derive(Debug)]
pub struct Failed;

impl From<proof::ProofError> for Failed {
    fn from(_: proof::ProofError) -> Self {
        Self
    }
}

/// The positions in the sample.
pub const POSITIONS: [u64; 9] = [3, 4, 7, 9, 10, 12, 13, 16, ERASING];

pub fn request(log: &Log, signer: &Signer) -> Request {
    let reason = |code: &str, words: &str| Reason {
        code: code.to_owned(),
        words: words.to_owned(),
    };
    Request {
        pack: "0198f000-0000-7000-8000-000000000001".into(),
        log: "0198f000-0000-7000-8000-00000000000a".into(),
        key: signer.verifier(),
        as_at: AS_AT.into(),
        request: "Request 4: everything on recommendation 3.1".into(),
        recipient: "The inspectorate".into(),
        purpose: "Inspection of March 2026".into(),
        selection: Selection {
            data: json!({ "recommendation": "3.1" }),
            words: "Recommendation 3.1 and what came of it".into(),
        },
        reasons: vec![
            reason("third_party", "It names somebody else"),
            reason("by_rule", "Narrative about the alias Ash"),
        ],
        checkpoint: signer.sign(&log.checkpoint(SIZE)),
    }
}

pub type Writer = PackWriter<Cursor<Vec<u8>>, Cursor<Vec<u8>>>;

pub fn begun(log: &Log, signer: &Signer) -> Writer {
    let out = Cursor::new(Vec::new());
    let spools = [Cursor::new(Vec::new()), Cursor::new(Vec::new())];
    PackWriter::new(out, spools, request(log, signer)).unwrap()
}

/// The sample up to the end of its events.
pub fn with_leaves(log: &Log, signer: &Signer) -> Writer {
    let mut writer = begun(log, signer);
    for earlier in [5, 11] {
        let note = signer.sign(&log.checkpoint(earlier));
        let proof = log.consistency(earlier, SIZE);
        writer.kept(AS_AT, &note, &proof).unwrap();
    }
    for position in POSITIONS {
        let accounts = log.accounts(position);
        writer
            .leaf(log.leaf(position), &accounts, &mut |l, i| log.block(l, i))
            .unwrap();
    }
    writer.end_leaves(&mut |l, i| log.block(l, i)).unwrap();
    writer
}

pub fn made(log: &Log, signer: &Signer, assembled: &str) -> Result<Vec<u8>, WriteError> {
    let mut writer = with_leaves(log, signer);
    writer.file("files/0007-minutes.txt", &mut &FILE[..])?;
    writer.page("index.html", &mut &b"<!doctype html><title>3.1</title>"[..])?;
    writer.page(
        "trail.html",
        &mut &b"<!doctype html><title>Trail</title>"[..],
    )?;
    let out = writer.finish(assembled, |text| signer.sign_text(text))?;
    Ok(out.into_inner())
}

/// The sample's log.
pub fn log() -> Log {
    Log::new(SIZE + 4, 1, "")
}

/// The sample.
pub fn sample() -> Vec<u8> {
    made(&log(), &signer(7), ASSEMBLED).unwrap()
}
