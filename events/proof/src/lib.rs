//! What a proof needs, and nothing else: no disk, no network, no account, no log.
//!
//! [`canonical`] writes the bytes that are hashed; [`merkle`] hashes them into a tree and proves
//! that a leaf is in it and that a later tree holds an earlier one; [`disclosure`] ties words to
//! the commitment a leaf holds for them; [`checkpoint`] signs the size and root of a tree;
//! [`code`] is what of it can be read out and written into minutes.

pub mod canonical;
pub mod checkpoint;
pub mod code;
pub mod disclosure;
pub mod merkle;

pub use canonical::{NotCanonical, to_canonical, write_canonical, write_string};
pub use checkpoint::{Checkpoint, NoteError, Signer, Verifier, note_parts};
pub use disclosure::{Disclosure, DisclosureError, SALT_BYTES, check_disclosure, commitment};
pub use merkle::{
    Hash, ProofError, Tree, consistency_proof, inclusion_proof, leaf_hash, node_hash, root_at,
    verify_consistency, verify_inclusion,
};
