//! Which event ids may have been recorded, told from memory.
//!
//! Almost every id is new, and asking the index for one that it does not have costs more than
//! sealing the event. A Bloom filter answers *certainly new* for those; whatever it may hold is
//! looked up.

use crate::ids::EventId;
use std::hash::{BuildHasher, RandomState};

/// How many ids the first part takes; each further part takes twice as many as the one before.
const FIRST_PART: usize = 1 << 16;

/// How many bits there are for an id.
const BITS_AN_ID: usize = 16;

/// How many bits an id sets. With 16 bits an id, about one in two thousand new ids is looked up.
const BITS_SET: u64 = 6;

/// The ids that may have been recorded; about 4 MB for a million of them.
#[derive(Default)]
pub(super) struct Seen {
    hasher: RandomState,
    parts: Vec<Part>,
}

struct Part {
    bits: Vec<u64>,
    room: usize,
}

impl Part {
    fn new(ids: usize) -> Self {
        Self {
            bits: vec![0; ids * BITS_AN_ID / 64],
            room: ids,
        }
    }

    /// Where the bits of a hash stand: which word, and which bit of it.
    fn places(words: usize, hash: u64) -> impl Iterator<Item = (usize, u64)> {
        let step = hash.rotate_left(32).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        (0..BITS_SET).map(move |nth| {
            let at = hash.wrapping_add(nth.wrapping_mul(step)) >> 16;
            // The number of words is a power of two.
            let word = usize::try_from(at >> 6).unwrap_or(0) & words.wrapping_sub(1);
            (word, 1 << (at & 63))
        })
    }

    fn add(&mut self, hash: u64) {
        for (word, bit) in Self::places(self.bits.len(), hash) {
            if let Some(word) = self.bits.get_mut(word) {
                *word |= bit;
            }
        }
        self.room -= 1;
    }

    fn may_hold(&self, hash: u64) -> bool {
        Self::places(self.bits.len(), hash)
            .all(|(word, bit)| self.bits.get(word).is_some_and(|word| word & bit != 0))
    }
}

impl Seen {
    /// Remembers an id.
    pub(super) fn add(&mut self, id: EventId) {
        let hash = self.hasher.hash_one(id);
        if self.parts.last().is_none_or(|part| part.room == 0) {
            self.parts.push(Part::new(FIRST_PART << self.parts.len()));
        }
        if let Some(part) = self.parts.last_mut() {
            part.add(hash);
        }
    }

    /// False when the id was certainly never added.
    pub(super) fn may_hold(&self, id: EventId) -> bool {
        let hash = self.hasher.hash_one(id);
        self.parts.iter().any(|part| part.may_hold(hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn every_id_added_is_held_and_almost_no_other() {
        let id = |n: u64| EventId(Uuid::from_u64_pair(0x0198_0000_0000_7000, n));
        let mut seen = Seen::default();
        assert!(!seen.may_hold(id(1)));
        let count = 3 * FIRST_PART as u64 + 10;
        (0..count).for_each(|n| seen.add(id(n)));
        assert_eq!(seen.parts.len(), 3);
        assert!((0..count).all(|n| seen.may_hold(id(n))));
        let wrong = (count..2 * count).filter(|n| seen.may_hold(id(*n))).count();
        assert!((wrong as u64) < count / 200, "{wrong} of {count}");
    }
}
