//! A Merkle tree over the log's positions, as RFC 6962 and RFC 9162 define it.
//!
//! Hashes are SHA-256. A leaf is hashed after a byte 0, two subtrees after a byte 1, so that no
//! leaf can be passed off as a subtree.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The hash of a leaf's bytes.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Sha256::new()
        .chain_update([0])
        .chain_update(leaf)
        .finalize()
        .into()
}

/// The hash of two subtrees side by side.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// The root of the tree that holds nothing: the hash of no bytes.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// A growing tree, kept as the roots of its whole subtrees: at most 64 hashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// One for every bit set in `size`, the largest subtree first.
    peaks: Vec<Hash>,
}

impl Tree {
    /// A tree without leaves.
    pub const fn new() -> Self {
        Self {
            size: 0,
            peaks: Vec::new(),
        }
    }

    /// How many leaves there are.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds the hash of the next leaf.
    pub fn append(&mut self, leaf: Hash) {
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = node_hash(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// Adds the root of a whole subtree of 2^`level` leaves behind the leaves so far. Answers
    /// whether such a subtree can begin there; if not, nothing is added.
    #[must_use]
    pub fn append_block(&mut self, level: u32, root: Hash) -> bool {
        let Some(count) = 1_u64.checked_shl(level) else {
            return false;
        };
        let Some(size) = self.size.checked_add(count) else {
            return false;
        };
        if !self.size.is_multiple_of(count) {
            return false;
        }
        let mut node = root;
        for _ in 0..(self.size >> level).trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = node_hash(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size = size;
        true
    }

    /// The root hash over every leaf so far.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else {
            return empty_root();
        };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}

/// Why a proof could not be made or does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf or the smaller tree is not within the tree.
    #[error("the tree has {size} leaves, so it says nothing about {asked}")]
    OutOfRange {
        /// The leaf's index from nought, or the smaller size.
        asked: u64,
        /// The size of the tree.
        size: u64,
    },
    /// Too few or too many hashes.
    #[error("the proof has the wrong number of hashes for these sizes")]
    WrongLength,
    /// The hashes do not lead to the root.
    #[error("the proof does not lead to the root hash")]
    WrongRoot,
}

/// Proves that the leaf at `index` (from nought) is in the tree of `size` leaves.
///
/// `node(level, index)` gives the root of the whole subtree of 2^level leaves that starts at leaf
/// `index * 2^level`.
///
/// # Errors
/// [`ProofError::OutOfRange`] when there is no such leaf, or what `node` answers.
pub fn inclusion_proof<E: From<ProofError>>(
    index: u64,
    size: u64,
    mut node: impl FnMut(u32, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    if index >= size {
        return Err(ProofError::OutOfRange { asked: index, size }.into());
    }
    let (mut start, mut end) = (0, size);
    let mut proof = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            proof.push(range_root(middle, end, &mut node)?);
            end = middle;
        } else {
            proof.push(range_root(start, middle, &mut node)?);
            start = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Proves that the tree of `size` leaves begins with the tree of `earlier` leaves.
///
/// # Errors
/// [`ProofError::OutOfRange`] when `earlier` is nought or above `size`, or what `node` answers.
pub fn consistency_proof<E: From<ProofError>>(
    earlier: u64,
    size: u64,
    mut node: impl FnMut(u32, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    if earlier == 0 || earlier > size {
        return Err(ProofError::OutOfRange {
            asked: earlier,
            size,
        }
        .into());
    }
    let (mut start, mut end, mut whole) = (0, size, true);
    let mut proof = Vec::new();
    while end > earlier {
        let middle = start + split(end - start);
        if earlier <= middle {
            proof.push(range_root(middle, end, &mut node)?);
            end = middle;
        } else {
            proof.push(range_root(start, middle, &mut node)?);
            (start, whole) = (middle, false);
        }
    }
    if !whole {
        proof.push(range_root(start, end, &mut node)?);
    }
    proof.reverse();
    Ok(proof)
}

/// The root of the tree as it was when it held `size` leaves.
///
/// # Errors
/// What `node` answers; see [`inclusion_proof`] for what it is asked.
pub fn root_at<E>(size: u64, mut node: impl FnMut(u32, u64) -> Result<Hash, E>) -> Result<Hash, E> {
    if size == 0 {
        return Ok(empty_root());
    }
    range_root(0, size, &mut node)
}

/// The largest power of two below `count`, which is at least two.
const fn split(count: u64) -> u64 {
    1 << (u64::BITS - 1 - (count - 1).leading_zeros())
}

/// The root over the leaves from `start` to before `end`.
fn range_root<E>(
    start: u64,
    end: u64,
    node: &mut impl FnMut(u32, u64) -> Result<Hash, E>,
) -> Result<Hash, E> {
    let count = end - start;
    if count.is_power_of_two() {
        let level = count.trailing_zeros();
        return node(level, start >> level);
    }
    let middle = start + split(count);
    let left = range_root(start, middle, node)?;
    let right = range_root(middle, end, node)?;
    Ok(node_hash(&left, &right))
}

/// Checks a proof that `leaf` stands at `index` (from nought) in the tree of `size` leaves.
///
/// # Errors
/// When it does not follow.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange { asked: index, size });
    }
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::WrongLength);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::WrongLength);
    }
    if hash == *root {
        Ok(())
    } else {
        Err(ProofError::WrongRoot)
    }
}

/// Checks a proof that the tree of `size` leaves begins with the tree of `earlier` leaves.
///
/// # Errors
/// When it does not follow.
pub fn verify_consistency(
    earlier: u64,
    earlier_root: &Hash,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if earlier == 0 || earlier > size {
        return Err(ProofError::OutOfRange {
            asked: earlier,
            size,
        });
    }
    if earlier == size {
        let same = proof.is_empty() && earlier_root == root;
        return if same {
            Ok(())
        } else {
            Err(ProofError::WrongRoot)
        };
    }
    let (mut node, mut last) = (earlier - 1, size - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let mut hashes = proof.iter();
    // Where the earlier tree is one whole subtree, its root starts the proof and is not repeated.
    let start = if node == 0 {
        earlier_root
    } else {
        hashes.next().ok_or(ProofError::WrongLength)?
    };
    let (mut old, mut new) = (*start, *start);
    for sibling in hashes {
        if last == 0 {
            return Err(ProofError::WrongLength);
        }
        if node & 1 == 1 || node == last {
            old = node_hash(sibling, &old);
            new = node_hash(sibling, &new);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::WrongLength);
    }
    if old == *earlier_root && new == *root {
        Ok(())
    } else {
        Err(ProofError::WrongRoot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use std::convert::Infallible;

    #[derive(Debug)]
    struct Failed;
    impl From<ProofError> for Failed {
        fn from(_: ProofError) -> Self {
            Self
        }
    }
    impl From<Infallible> for Failed {
        fn from(never: Infallible) -> Self {
            match never {}
        }
    }

    /// The eight leaves that the Certificate Transparency implementations test with.
    fn leaves() -> Vec<Vec<u8>> {
        [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
        ]
        .into_iter()
        .chain(["606162636465666768696a6b6c6d6e6f"])
        .map(|text| hex::decode(text).unwrap())
        .collect()
    }

    fn root_of(hashes: &[Hash]) -> Hash {
        let mut tree = Tree::new();
        for hash in hashes {
            tree.append(*hash);
        }
        tree.root()
    }

    fn nodes(hashes: &[Hash]) -> impl FnMut(u32, u64) -> Result<Hash, Failed> {
        move |level, index| {
            let start = usize::try_from(index << level).unwrap();
            Ok(root_of(&hashes[start..start + (1 << level)]))
        }
    }

    #[test]
    fn the_roots_are_those_of_certificate_transparency() {
        let known = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = Tree::new();
        assert_eq!(hex::encode(tree.root()), known[0]);
        for (leaf, root) in leaves().iter().zip(&known[1..]) {
            tree.append(leaf_hash(leaf));
            assert_eq!(hex::encode(tree.root()), *root);
        }
    }

    #[test]
    fn the_root_at_any_size_is_the_one_the_tree_had_then() {
        let hashes: Vec<Hash> = (0..70_u8).map(|n| leaf_hash(&[n])).collect();
        let mut tree = Tree::new();
        assert_eq!(root_at(0, nodes(&hashes)).unwrap(), tree.root());
        for (hash, size) in hashes.iter().zip(1..) {
            tree.append(*hash);
            assert_eq!(root_at(size, nodes(&hashes)).unwrap(), tree.root());
        }
    }

    #[test]
    fn roots_and_proofs_are_those_of_another_implementation() {
        let mut other: MemoryBackedTree<Sha256, Vec<u8>> = MemoryBackedTree::new();
        let mut hashes = Vec::new();
        for n in 0..70_usize {
            other.push(vec![u8::try_from(n).unwrap(); n]);
            hashes.push(leaf_hash(&vec![u8::try_from(n).unwrap(); n]));
            let size = hashes.len() as u64;
            assert_eq!(
                root_of(&hashes).as_slice(),
                other.root().as_bytes().as_slice()
            );
            for index in 0..size {
                let ours = inclusion_proof(index, size, nodes(&hashes)).unwrap();
                let theirs = other.prove_inclusion(usize::try_from(index).unwrap());
                assert_eq!(ours.concat(), theirs.as_bytes());
            }
            for earlier in 1..size {
                let ours = consistency_proof(earlier, size, nodes(&hashes)).unwrap();
                let theirs = other.prove_consistency(usize::try_from(size - earlier).unwrap());
                assert_eq!(ours.concat(), theirs.as_bytes(), "{earlier} of {size}");
            }
        }
    }

    #[test]
    fn a_proof_holds_and_any_changed_one_does_not() {
        let hashes: Vec<Hash> = (0..33_u8).map(|n| leaf_hash(&[n])).collect();
        for size in 1..=33_u64 {
            let within = &hashes[..usize::try_from(size).unwrap()];
            let root = root_of(within);
            for index in 0..size {
                let leaf = within[usize::try_from(index).unwrap()];
                let proof = inclusion_proof(index, size, nodes(within)).unwrap();
                assert_eq!(verify_inclusion(&leaf, index, size, &proof, &root), Ok(()));
                for nth in 0..proof.len() {
                    let mut wrong = proof.clone();
                    wrong[nth][31] ^= 1;
                    assert!(verify_inclusion(&leaf, index, size, &wrong, &root).is_err());
                }
                let mut long = proof.clone();
                long.push(leaf);
                assert!(verify_inclusion(&leaf, index, size, &long, &root).is_err());
                assert!(verify_inclusion(&leaf, size, size, &proof, &root).is_err());
                assert!(verify_inclusion(&leaf_hash(b"x"), index, size, &proof, &root).is_err());
            }
            for earlier in 1..=size {
                let old = root_of(&within[..usize::try_from(earlier).unwrap()]);
                let proof = consistency_proof(earlier, size, nodes(within)).unwrap();
                assert_eq!(
                    verify_consistency(earlier, &old, size, &root, &proof),
                    Ok(())
                );
                for nth in 0..proof.len() {
                    let mut wrong = proof.clone();
                    wrong[nth][0] ^= 1;
                    assert!(verify_consistency(earlier, &old, size, &root, &wrong).is_err());
                    let short = &proof[..nth];
                    assert!(verify_consistency(earlier, &old, size, &root, short).is_err());
                }
                let mut other = old;
                other[0] ^= 1;
                assert!(verify_consistency(earlier, &other, size, &root, &proof).is_err());
            }
        }
    }

    #[test]
    fn a_tree_grown_by_whole_subtrees_is_the_tree_grown_leaf_by_leaf() {
        let hashes: Vec<Hash> = (0..16_u8).map(|n| leaf_hash(&[n])).collect();
        let mut node = nodes(&hashes);
        for start in 0..16_u64 {
            for level in 0..5 {
                let count = 1_u64 << level;
                let mut tree = Tree::new();
                for hash in &hashes[..usize::try_from(start).unwrap()] {
                    tree.append(*hash);
                }
                let fits = start % count == 0;
                if start + count > 16 {
                    continue;
                }
                let block = if fits {
                    node(level, start / count).unwrap()
                } else {
                    [0; 32]
                };
                let before = tree.clone();
                assert_eq!(tree.append_block(level, block), fits);
                if fits {
                    let end = usize::try_from(start + count).unwrap();
                    assert_eq!(tree.root(), root_of(&hashes[..end]));
                    assert_eq!(tree.size(), start + count);
                } else {
                    assert_eq!(tree, before);
                }
            }
        }
        assert!(!Tree::new().append_block(64, [0; 32]));
    }

    #[test]
    fn nothing_is_proved_about_what_is_not_there() {
        let none = |_, _| -> Result<Hash, Failed> { Ok([0; 32]) };
        assert!(inclusion_proof(0, 0, none).is_err());
        assert!(inclusion_proof(5, 5, none).is_err());
        assert!(consistency_proof(0, 5, none).is_err());
        assert!(consistency_proof(6, 5, none).is_err());
    }
}
