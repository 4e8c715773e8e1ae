//! Lists that are long in sum and short each: an action has two milestones, and there are many
//! actions.

/// A list that grows by little. `Vec` makes room for four at the first and doubles after that, so
/// that half of what a million events take would be room for what never comes.
pub(crate) trait Sparing<T> {
    /// Adds at the end.
    fn add(&mut self, value: T);
}

impl<T> Sparing<T> for Vec<T> {
    fn add(&mut self, value: T) {
        if self.len() == self.capacity() {
            self.reserve_exact(1 + self.len() / 4);
        }
        self.push(value);
    }
}
