//! Our signed checkpoints and proofs, read and checked by implementations that we did not write:
//! `signed_note` and `tlog_tiles`, which follow C2SP `signed-note` and `tlog-checkpoint` and the
//! proofs of RFC 9162 as Go's `sumdb` does.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use proof::{
    Checkpoint, Hash, Signer, Tree, Verifier, consistency_proof, inclusion_proof, leaf_hash,
    verify_consistency, verify_inclusion,
};
use signed_note::{Note, NoteError, StandardSigner, StandardVerifier, VerifierList};
use tlog_tiles as theirs;

const NAME: &str = "golden-thread.test/0198f0c2-7a3b-7c41-8d52-0242ac120002";

fn signer() -> Signer {
    Signer::new(NAME, &[3; 32]).unwrap()
}

fn checkpoint(size: u64) -> Checkpoint {
    Checkpoint {
        origin: NAME.to_owned(),
        size,
        root: root_of(&leaves(size)),
    }
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

fn root_of(leaves: &[Hash]) -> Hash {
    let mut tree = Tree::new();
    for leaf in leaves {
        tree.append(*leaf);
    }
    tree.root()
}

fn node(leaves: &[Hash]) -> impl FnMut(u32, u64) -> Result<Hash, Never> {
    move |level, index| {
        let start = usize::try_from(index << level).unwrap();
        Ok(root_of(&leaves[start..start + (1 << level)]))
    }
}

#[derive(Debug)]
struct Never;
impl From<proof::ProofError> for Never {
    fn from(_: proof::ProofError) -> Self {
        Self
    }
}

fn known(verifier: &Verifier) -> VerifierList {
    let key = StandardVerifier::new(&verifier.to_string()).unwrap();
    VerifierList::new(vec![Box::new(key)])
}

/// The checkpoint that the other implementation reads out of a note it verified.
fn read_elsewhere(note: &str, verifier: &Verifier) -> Result<theirs::Checkpoint, NoteError> {
    let note = Note::from_bytes(note.as_bytes())?;
    let (ours, others) = note.verify(&known(verifier))?;
    assert_eq!((ours.len(), others.len()), (1, 0));
    assert_eq!(ours[0].name(), NAME);
    Ok(theirs::Checkpoint::from_bytes(note.text()).unwrap())
}

#[test]
fn our_key_and_our_notes_are_verified_elsewhere() {
    for size in [0, 1, 341, 1_000] {
        let ours = checkpoint(size);
        let read = read_elsewhere(&signer().sign(&ours), &signer().verifier()).unwrap();
        assert_eq!(read.origin(), ours.origin);
        assert_eq!((read.size(), read.hash().0), (ours.size, ours.root));
        assert_eq!(read.extension(), "");
        assert_eq!(read.to_bytes(), ours.text().into_bytes());
    }
}

#[test]
fn what_was_changed_or_signed_by_another_key_is_refused_elsewhere_too() {
    let note = signer().sign(&checkpoint(341));
    let changed = note.replacen("\n341\n", "\n342\n", 1);
    assert_ne!(changed, note);
    let refused = read_elsewhere(&changed, &signer().verifier());
    assert!(matches!(refused, Err(NoteError::InvalidSignature { .. })));
    let other = Signer::new(NAME, &[4; 32]).unwrap();
    let refused = read_elsewhere(&note, &other.verifier());
    assert!(matches!(refused, Err(NoteError::UnverifiedNote)));
}

#[test]
fn a_note_that_others_signed_as_well_is_read_here_and_elsewhere() {
    let ours = checkpoint(341);
    let mut note = Note::from_bytes(signer().sign(&ours).as_bytes()).unwrap();
    // The key that the Go implementation's own documentation gives.
    let witness = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    let witness = StandardSigner::new(witness).unwrap();
    note.add_sigs(&[&witness]).unwrap();
    let text = String::from_utf8(note.to_bytes()).unwrap();
    assert_eq!(text.matches("\u{2014} ").count(), 2);
    assert_eq!(signer().verifier().open(&text), Ok(ours));
}

#[test]
fn our_proofs_hold_elsewhere_at_every_size() {
    for size in 1..=70_u64 {
        let all = leaves(size);
        let root = theirs::Hash(root_of(&all));
        for index in 0..size {
            let ours = inclusion_proof(index, size, node(&all)).unwrap();
            let proof = ours.into_iter().map(theirs::Hash).collect();
            let leaf = theirs::record_hash(&index.to_be_bytes());
            assert!(theirs::check_record(&proof, size, root, index, leaf).is_ok());
        }
        for earlier in 1..=size {
            let ours = consistency_proof(earlier, size, node(&all)).unwrap();
            let proof: theirs::TreeProof = ours.into_iter().map(theirs::Hash).collect();
            let old = theirs::Hash(root_of(&leaves(earlier)));
            assert!(theirs::check_tree(&proof, size, root, earlier, old).is_ok());
        }
    }
}

/// Hashes as the other implementation stores them.
struct Stored(Vec<theirs::Hash>);

impl theirs::HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<theirs::Hash>, theirs::Error> {
        let found = indexes.iter().map(|index| {
            let index = usize::try_from(*index).unwrap();
            self.0[index]
        });
        Ok(found.collect())
    }
}

#[test]
fn the_roots_and_proofs_made_elsewhere_hold_here() {
    let mut stored = Stored(Vec::new());
    for n in 0..70_u64 {
        let more = theirs::stored_hashes(n, &n.to_be_bytes(), &stored).unwrap();
        stored.0.extend(more);
        let (size, all) = (n + 1, leaves(n + 1));
        let root = theirs::tree_hash(size, &stored).unwrap().0;
        assert_eq!(root, root_of(&all));
        for index in 0..size {
            let proof = theirs::prove_record(size, index, &stored).unwrap();
            let proof: Vec<Hash> = proof.iter().map(|hash| hash.0).collect();
            let leaf = all[usize::try_from(index).unwrap()];
            let held = verify_inclusion(&leaf, index, size, &proof, &root);
            assert_eq!(held, Ok(()));
        }
        for earlier in 1..=size {
            let proof = theirs::prove_tree(size, earlier, &stored).unwrap();
            let proof: Vec<Hash> = proof.iter().map(|hash| hash.0).collect();
            let old = root_of(&leaves(earlier));
            let held = verify_consistency(earlier, &old, size, &root, &proof);
            assert_eq!(held, Ok(()));
        }
    }
}
