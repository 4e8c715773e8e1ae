//! Notes and proofs of a pack, checked by two implementations that are not ours: `signed_note` and
//! `tlog_tiles` come from the Go checksum database, `ct-merkle` from RFC 6962.

use super::sample::{Log, POSITIONS, SIZE, log, sample, signer};
use super::zipped::{lines, part, parts};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use pack::inclusion;
use signed_note::{Note, StandardVerifier, VerifierList, Verifiers};
use std::io::Cursor;
use tlog_tiles::{Checkpoint, Hash, check_record, check_tree, record_hash};

fn known(key: &str) -> impl Verifiers {
    VerifierList::new(vec![Box::new(StandardVerifier::new(key).unwrap())])
}

/// The text of a note that the other implementation found signed by the key.
fn opened(note: &[u8], key: &str) -> Vec<u8> {
    let note = Note::from_bytes(note).unwrap();
    let (verified, unverified) = note.verify(&known(key)).unwrap();
    assert_eq!((verified.len(), unverified.len()), (1, 0));
    note.text().to_vec()
}

fn public() -> String {
    signer(7).verifier().to_string()
}

fn root(log: &Log, size: u64) -> Hash {
    Hash(log.root(size))
}

#[test]
fn another_implementation_verifies_checkpoint_and_stamp() {
    let mut parts = parts(&sample());
    let text = opened(part(&mut parts, "checkpoint.txt"), &public());
    let checkpoint = Checkpoint::from_bytes(&text).unwrap();
    assert_eq!(checkpoint.size(), SIZE);
    assert_eq!(checkpoint.hash().0, log().root(SIZE));
    let stamp = opened(part(&mut parts, "stamp.txt"), &public());
    assert!(Checkpoint::from_bytes(&stamp).is_err());
}

#[test]
fn another_implementation_refuses_what_another_key_signed() {
    let mut parts = parts(&sample());
    for name in ["checkpoint.txt", "stamp.txt"] {
        let note = Note::from_bytes(part(&mut parts, name)).unwrap();
        let other = signer(8).verifier().to_string();
        assert!(note.verify(&known(&other)).is_err());
    }
}

#[test]
fn another_implementation_verifies_every_event_of_a_pack_in_its_proof() {
    let bytes = sample();
    for position in POSITIONS {
        let taken = inclusion(Cursor::new(&bytes), position).unwrap().to_text();
        let (proof, note) = taken.split_once("\n\n").unwrap();
        let mut lines = proof.lines();
        assert_eq!(lines.next(), Some("c2sp.org/tlog-proof@v1"));
        let index = lines.next().unwrap().strip_prefix("index ").unwrap();
        let index: u64 = index.parse().unwrap();
        assert_eq!(index, position - 1);
        let hashes: Vec<Hash> = lines.map(|line| Hash::parse_hash(line).unwrap()).collect();
        let text = opened(note.as_bytes(), &public());
        let checkpoint = Checkpoint::from_bytes(&text).unwrap();
        let leaf = record_hash(log().leaf(position).as_bytes());
        let (size, root) = (checkpoint.size(), *checkpoint.hash());
        check_record(&hashes, size, root, index, leaf).unwrap();
        let other = record_hash(b"something else");
        assert!(check_record(&hashes, size, root, index, other).is_err());
    }
}

#[test]
fn another_implementation_verifies_that_the_pack_holds_earlier_checkpoints() {
    let log = log();
    let mut parts = parts(&sample());
    let kept = lines(&mut parts, "checkpoints.ndjson");
    assert_eq!(kept.len(), 2);
    for line in kept {
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        let text = opened(line["note"].as_str().unwrap().as_bytes(), &public());
        let earlier = Checkpoint::from_bytes(&text).unwrap();
        let proof: Vec<Hash> = line["proof"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hash| {
                let bytes = hex::decode(hash.as_str().unwrap()).unwrap();
                Hash(bytes.try_into().unwrap())
            })
            .collect();
        let (now, then) = (root(&log, SIZE), *earlier.hash());
        check_tree(&proof, SIZE, now, earlier.size(), then).unwrap();
        let fork = Hash([1; 32]);
        assert!(check_tree(&proof, SIZE, now, earlier.size(), fork).is_err());
    }
}

#[test]
fn a_second_implementation_has_the_same_root_and_proofs() {
    let log = log();
    let mut other: MemoryBackedTree<sha2::Sha256, Vec<u8>> = MemoryBackedTree::new();
    for position in 1..=SIZE {
        other.push(log.leaf(position).as_bytes().to_vec());
    }
    assert_eq!(other.root().as_bytes().as_slice(), log.root(SIZE));
    let bytes = sample();
    for position in POSITIONS {
        let taken = inclusion(Cursor::new(&bytes), position).unwrap();
        let index = usize::try_from(position - 1).unwrap();
        assert_eq!(
            taken.proof.concat(),
            other.prove_inclusion(index).as_bytes()
        );
    }
}
