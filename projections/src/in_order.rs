//! What stands in plans, kept in the order people read it: by plan, then by number.
//!
//! A list of thousands shows fifty of them. Kept so by the fold, a page of it is cut out without
//! sorting, and without looking at what is not shown.

use crate::plans::number_order;
use crate::reference::PageOf;
use events::ids::PlanId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Under what a thing stands. The plans come in the order they were made; what stands in none comes
/// after them all, so that nobody has to read past it to find their plan, and nobody misses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Under {
    /// A plan.
    Plan(PlanId),
    /// No plan.
    NoPlan,
}

impl From<Option<PlanId>> for Under {
    fn from(plan: Option<PlanId>) -> Self {
        plan.map_or(Self::NoPlan, Self::Plan)
    }
}

/// A number as people write it, as bytes that stand in the order of [`number_order`]. There is one
/// for every action, so it takes as little room as it can.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Number(Box<[u8]>);

impl From<&str> for Number {
    fn from(number: &str) -> Self {
        let mut bytes = Vec::with_capacity(number.len() + 8);
        for (digits, letters) in number_order(number) {
            // How many bytes the number has, then those: the longer the greater.
            let digits = digits.to_be_bytes();
            let digits = digits.iter().skip_while(|byte| **byte == 0);
            bytes.push(u8::try_from(digits.clone().count()).unwrap_or(u8::MAX));
            bytes.extend(digits);
            for byte in letters.bytes() {
                bytes.push(byte);
                // So that a nought inside stands after the end of the letters.
                if byte == 0 {
                    bytes.push(1);
                }
            }
            bytes.extend([0, 0]);
        }
        Self(bytes.into_boxed_slice())
    }
}

/// Things in the order people read them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InOrder<I> {
    groups: BTreeMap<Under, Arc<BTreeSet<(Number, I)>>>,
    total: usize,
}

impl<I> Default for InOrder<I> {
    fn default() -> Self {
        Self {
            groups: BTreeMap::new(),
            total: 0,
        }
    }
}

impl<I: Copy + Ord> InOrder<I> {
    /// Puts a thing in its place.
    pub(crate) fn put(&mut self, under: Under, number: &str, id: I) {
        let group = self.groups.entry(under).or_default();
        let new = Arc::make_mut(group).insert((number.into(), id));
        self.total += usize::from(new);
    }

    /// Takes a thing out of its place.
    pub(crate) fn take(&mut self, under: Under, number: &str, id: I) {
        let Some(group) = self.groups.get_mut(&under) else {
            return;
        };
        let group = Arc::make_mut(group);
        self.total -= usize::from(group.remove(&(number.into(), id)));
        if group.is_empty() {
            self.groups.remove(&under);
        }
    }

    /// How many there are.
    pub(crate) const fn len(&self) -> usize {
        self.total
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = I> {
        self.groups
            .values()
            .flat_map(|group| group.iter())
            .map(|(_, id)| *id)
    }

    /// Those under one plan, or under none.
    pub(crate) fn of(&self, under: Under) -> impl Iterator<Item = I> {
        let group = self.groups.get(&under);
        group
            .into_iter()
            .flat_map(|group| group.iter())
            .map(|(_, id)| *id)
    }

    /// A part of all of them. Plans that end before it are not gone through.
    pub(crate) fn part(&self, wanted: PageOf) -> impl Iterator<Item = I> {
        let (mut left, mut groups) = (wanted.offset, self.groups.values());
        let mut first = groups.next();
        while let Some(group) = first.filter(|group| group.len() <= left) {
            left -= group.len();
            first = groups.next();
        }
        let all = first
            .into_iter()
            .chain(groups)
            .flat_map(|group| group.iter());
        all.map(|(_, id)| *id).skip(left).take(wanted.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    #[test]
    fn what_stands_in_no_plan_comes_after_every_plan() {
        let mut all = InOrder::default();
        let plan = |n| Under::Plan(PlanId(uuid::Uuid::from_u128(n)));
        all.put(Under::NoPlan, "1", 1);
        all.put(plan(2), "10", 2);
        all.put(plan(2), "2", 3);
        all.put(plan(1), "7", 4);
        assert_eq!(all.iter().collect::<Vec<_>>(), [4, 3, 2, 1]);
        all.take(plan(2), "2", 3);
        all.take(plan(2), "3", 2);
        assert_eq!(all.iter().collect::<Vec<_>>(), [4, 2, 1]);
        assert_eq!(all.len(), 3);
        assert_eq!(all.of(Under::NoPlan).collect::<Vec<_>>(), [1]);
    }

    proptest! {
        #[test]
        fn numbers_stand_as_people_number(
            one in "[0-9a-cA-C.\0 ]{0,6}", other in "[0-9a-cA-C.\0 ]{0,6}",
        ) {
            let order = number_order(&one).cmp(&number_order(&other));
            prop_assert_eq!(Number::from(one.as_str()).cmp(&other.as_str().into()), order);
        }

        #[test]
        fn every_part_is_that_part_of_the_whole(
            things in proptest::collection::vec((0_u128..4, any::<u8>()), 0..40),
            offset in 0_usize..45, limit in 0_usize..20,
        ) {
            let mut all = InOrder::default();
            for (id, (plan, number)) in things.iter().enumerate() {
                let plan = PlanId(uuid::Uuid::from_u128(*plan));
                let under = Under::from((plan.0.as_u128() > 0).then_some(plan));
                all.put(under, &number.to_string(), id);
            }
            prop_assert_eq!(all.len(), things.len());
            let whole: Vec<_> = all.iter().collect();
            prop_assert_eq!(whole.len(), things.len());
            let part: Vec<_> = all.part(PageOf { offset, limit }).collect();
            let expected: Vec<_> = whole.into_iter().skip(offset).take(limit).collect();
            prop_assert_eq!(part, expected);
        }
    }
}
