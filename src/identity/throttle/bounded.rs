//! A map that forgets what has not been used for longest, so that it never grows without end.

use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::hash::Hash;

/// At most so many values, each with when it was last used.
#[derive(Debug)]
pub(super) struct Bounded<K, V> {
    max: usize,
    by_key: HashMap<K, (DateTime<Utc>, V)>,
}

impl<K: Copy + Eq + Hash + Ord, V> Bounded<K, V> {
    pub(super) fn new(max: usize) -> Self {
        Self {
            max: max.max(1),
            by_key: HashMap::new(),
        }
    }

    pub(super) fn get(&self, key: &K) -> Option<&V> {
        self.by_key.get(key).map(|(_, value)| value)
    }

    /// When a value was last used.
    pub(super) fn seen(&self, key: &K) -> Option<DateTime<Utc>> {
        self.by_key.get(key).map(|(seen, _)| *seen)
    }

    /// A value that is there, marked as used.
    pub(super) fn get_mut(&mut self, key: &K, now: DateTime<Utc>) -> Option<&mut V> {
        let (seen, value) = self.by_key.get_mut(key)?;
        *seen = now;
        Some(value)
    }

    /// The value of a key, made when it is not there, and marked as used.
    pub(super) fn entry(&mut self, key: K, now: DateTime<Utc>, make: impl FnOnce() -> V) -> &mut V {
        if self.by_key.len() >= self.max && !self.by_key.contains_key(&key) {
            self.drop_oldest();
        }
        let (seen, value) = self.by_key.entry(key).or_insert_with(|| (now, make()));
        *seen = now;
        value
    }

    pub(super) fn remove(&mut self, key: &K) {
        self.by_key.remove(key);
    }

    /// Drops the oldest quarter at once, so that a full map is not sorted for every new key.
    fn drop_oldest(&mut self) {
        let mut keys: Vec<(DateTime<Utc>, K)> = self
            .by_key
            .iter()
            .map(|(key, (seen, _))| (*seen, *key))
            .collect();
        keys.sort_unstable();
        for (_, key) in keys.into_iter().take((self.max / 4).max(1)) {
            self.by_key.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_longest_ago_is_forgotten_first() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let mut map = Bounded::new(4);
        for key in 0..4 {
            *map.entry(key, at(key), || 0) += 1;
        }
        *map.entry(0, at(10), || 0) += 1;
        map.entry(9, at(11), || 0);
        assert_eq!(map.get(&0), Some(&2));
        assert_eq!(map.get(&1), None);
        assert_eq!(map.get(&2), Some(&1));
    }

    #[test]
    fn it_never_holds_more_than_it_may() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let mut map = Bounded::new(100);
        for key in 0..10_000 {
            map.entry(key, at(key), || ());
            assert!(map.by_key.len() <= 100);
        }
        assert!(map.get(&9_999).is_some());
    }
}
