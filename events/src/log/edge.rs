//! The edge of the tree: the tiles that are not whole yet.

use super::index::Tile;
use proof::{Hash, node_hash};
use std::sync::Arc;

/// The incomplete tile of every level of the tree.
#[derive(Debug, Clone, Default)]
pub(super) struct Edge {
    levels: Vec<(u64, Vec<Hash>)>,
}

/// How many hashes a tile holds.
pub(super) const TILE: usize = 256;

impl Edge {
    /// Adds the hash of the next leaf; tiles that become whole are given to `whole`.
    pub(super) fn append(&mut self, leaf: Hash, whole: &mut Vec<Tile>) {
        let mut hash = leaf;
        for level in 0..=u8::MAX {
            if self.levels.len() == usize::from(level) {
                self.levels.push((0, Vec::new()));
            }
            let Some((index, hashes)) = self.levels.get_mut(usize::from(level)) else {
                return;
            };
            hashes.push(hash);
            if hashes.len() < TILE {
                return;
            }
            let hashes: Arc<[Hash]> = std::mem::take(hashes).into();
            hash = root_of(&hashes);
            whole.push(Tile {
                level,
                index: *index,
                hashes,
            });
            *index += 1;
        }
    }

    /// The incomplete tile, if it is this one.
    pub(super) fn tile(&self, level: u8, index: u64) -> Option<Arc<[Hash]>> {
        let (at, hashes) = self.levels.get(usize::from(level))?;
        (*at == index).then(|| hashes.as_slice().into())
    }
}

/// The root over a power of two of hashes.
pub(super) fn root_of(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row
            .chunks(2)
            .filter_map(|pair| match pair {
                [left, right] => Some(node_hash(left, right)),
                [alone] => Some(*alone),
                _ => None,
            })
            .collect();
    }
    row.first().copied().unwrap_or_default()
}
