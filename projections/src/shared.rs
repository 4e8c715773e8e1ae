//! What copies of the models share.
//!
//! A past moment is folded from a copy made on the way to it, and several such copies stand beside
//! the models of now. What is long therefore stands behind counted references, and only what an
//! event touches after a copy was made is made anew. A copy then costs a part of what it shows.

use crate::sparing::Sparing;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How much room the first block has at the beginning, in values.
const FIRST: usize = 64;

/// A list that only grows, in blocks of so many values: it is never copied whole, neither when it
/// grows nor when the models are copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blocks<T, const SIZE: usize> {
    blocks: Vec<Arc<Vec<T>>>,
}

impl<T, const SIZE: usize> Default for Blocks<T, SIZE> {
    fn default() -> Self {
        Self { blocks: Vec::new() }
    }
}

impl<T: Clone, const SIZE: usize> Blocks<T, SIZE> {
    pub(crate) fn push(&mut self, value: T) {
        if self.blocks.last().is_none_or(|last| last.len() >= SIZE) {
            self.blocks.push(Arc::default());
        }
        let first = self.blocks.len() == 1;
        if let Some(last) = self.blocks.last_mut() {
            let last = Arc::make_mut(last);
            if last.len() == last.capacity() {
                let room = SIZE.saturating_sub(last.len());
                let wanted = if first { last.len().max(FIRST) } else { room };
                last.reserve_exact(wanted.min(room));
            }
            last.push(value);
        }
    }

    pub(crate) fn len(&self) -> usize {
        let last = self.blocks.last().map_or(0, |last| last.len());
        self.blocks.len().saturating_sub(1) * SIZE + last
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        self.blocks.get(index / SIZE)?.get(index % SIZE)
    }

    pub(crate) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        let block = self.blocks.get_mut(index / SIZE)?;
        Arc::make_mut(block).get_mut(index % SIZE)
    }

    pub(crate) fn last(&self) -> Option<&T> {
        self.blocks.last()?.last()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().flat_map(|block| block.iter())
    }
}

/// Ids by what they are found under, each once and rising. Most of these lists are short, and ids
/// mostly come in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Index<K, I> {
    lists: BTreeMap<K, Arc<Vec<I>>>,
}

impl<K, I> Default for Index<K, I> {
    fn default() -> Self {
        Self {
            lists: BTreeMap::new(),
        }
    }
}

impl<K: Ord, I: Copy + Ord> Index<K, I> {
    pub(crate) fn put(&mut self, under: K, id: I) {
        let list = self.lists.entry(under).or_default();
        if let Err(place) = list.binary_search(&id) {
            let list = Arc::make_mut(list);
            list.add(id);
            // Added at the end, then brought to its place among the few after it.
            if let Some(after) = list.get_mut(place..) {
                after.rotate_right(1);
            }
        }
    }

    /// Takes an id away, and with the last one what it stood under.
    pub(crate) fn take(&mut self, under: &K, id: I) {
        let Some(list) = self.lists.get_mut(under) else {
            return;
        };
        let Ok(place) = list.binary_search(&id) else {
            return;
        };
        if list.len() == 1 {
            self.lists.remove(under);
        } else {
            Arc::make_mut(list).remove(place);
        }
    }

    /// What stands under something, rising.
    pub(crate) fn of(&self, under: &K) -> &[I] {
        self.lists.get(under).map_or(&[], |list| list)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> {
        self.lists.keys()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &[I])> {
        let lists = self.lists.iter();
        lists.map(|(under, list)| (under, list.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_list_in_blocks_says_what_a_list_says_and_a_copy_stays_as_it_was(
            before in proptest::collection::vec(any::<u8>(), 0..40),
            after in proptest::collection::vec(any::<u8>(), 0..40),
            change in any::<proptest::sample::Index>(),
        ) {
            let mut blocks: Blocks<u8, 7> = Blocks::default();
            for value in &before {
                blocks.push(*value);
            }
            let copy = blocks.clone();
            for value in &after {
                blocks.push(*value);
            }
            let mut list = [before.clone(), after].concat();
            if !list.is_empty() {
                let at = change.index(list.len());
                list[at] ^= 1;
                *blocks.get_mut(at).unwrap() ^= 1;
            }
            prop_assert_eq!(copy.iter().copied().collect::<Vec<_>>(), before);
            prop_assert_eq!(blocks.iter().copied().collect::<Vec<_>>(), &list[..]);
            prop_assert_eq!(blocks.len(), list.len());
            prop_assert_eq!(blocks.last(), list.last());
            prop_assert_eq!(blocks.is_empty(), list.is_empty());
            for at in 0..=list.len() {
                prop_assert_eq!(blocks.get(at), list.get(at));
            }
        }

        #[test]
        fn an_index_says_what_sets_say_and_a_copy_stays_as_it_was(
            steps in proptest::collection::vec((any::<bool>(), 0_u8..3, 0_u8..12), 0..60),
            copied_after in 0_usize..60,
        ) {
            let mut index: Index<u8, u8> = Index::default();
            let mut sets: BTreeMap<u8, BTreeSet<u8>> = BTreeMap::new();
            let mut copies = None;
            for (at, (put, under, id)) in steps.into_iter().enumerate() {
                if at == copied_after {
                    copies = Some((index.clone(), sets.clone()));
                }
                if put {
                    index.put(under, id);
                    sets.entry(under).or_default().insert(id);
                } else {
                    index.take(&under, id);
                    sets.entry(under).or_default().remove(&id);
                    sets.retain(|_, set| !set.is_empty());
                }
            }
            let told = |index: &Index<u8, u8>| -> Vec<(u8, Vec<u8>)> {
                index.iter().map(|(under, ids)| (*under, ids.to_vec())).collect()
            };
            let meant = |sets: &BTreeMap<u8, BTreeSet<u8>>| -> Vec<(u8, Vec<u8>)> {
                let sets = sets.iter();
                sets.map(|(under, ids)| (*under, ids.iter().copied().collect())).collect()
            };
            prop_assert_eq!(told(&index), meant(&sets));
            prop_assert_eq!(index.of(&9), &[0_u8; 0][..]);
            if let Some((index, sets)) = copies {
                prop_assert_eq!(told(&index), meant(&sets));
            }
        }
    }
}
