//! Chance that repeats: the same seed throws the same numbers.

/// A small generator of pseudo-random numbers (`SplitMix64`, by Steele, Lea and Flood).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, but not including, the limit; 0 for no limit.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or(0)
    }

    /// True once in so many throws.
    pub(crate) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// From 0 up to so many days.
    pub(crate) fn days(&mut self, up_to: u64) -> i64 {
        i64::try_from(self.below(up_to + 1)).unwrap_or(0)
    }

    /// One of several.
    pub(crate) fn of<T: Clone>(&mut self, some: &[T], otherwise: T) -> T {
        let count = u64::try_from(some.len()).unwrap_or(0);
        let index = usize::try_from(self.below(count)).unwrap_or(0);
        some.get(index).cloned().unwrap_or(otherwise)
    }
}
