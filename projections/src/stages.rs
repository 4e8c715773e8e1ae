//! Copies of the models made on the way through a log, so that a past moment need not be folded
//! from the first event.
//!
//! A copy shares with the models of now whatever did not change since (`crate::shared`), and is
//! kept in memory only: there is no second shape of anything that would have to be versioned, and
//! nothing to throw away when the program changes.

use crate::Models;
use events::envelope::Moment;
use std::sync::Arc;

/// How many events are folded between two copies, at first. Folding so many takes some 0.3 s. A
/// program built for its tests makes them so often that the history of a test passes over some.
const EVERY: u64 = if cfg!(debug_assertions) { 256 } else { 1 << 16 };

/// How many copies are kept. One more, and every second is let go.
const KEPT: usize = 16;

/// Copies of the models, oldest first.
#[derive(Debug, Clone)]
pub struct Stages {
    copies: Vec<Arc<Models>>,
    every: u64,
}

impl Default for Stages {
    fn default() -> Self {
        Self::every(EVERY)
    }
}

impl Stages {
    /// Copies after every so many events.
    pub const fn every(events: u64) -> Self {
        Self {
            copies: Vec::new(),
            every: events,
        }
    }

    /// Takes notice of models folded on by an event; a copy is made of them where one is due. They
    /// have to be the models of one log, folded on and on.
    pub fn pass(&mut self, models: &Models) {
        let position = |models: &Models| models.last().map_or(0, |last| last.position);
        let before = self.copies.last().map_or(0, |copy| position(copy));
        if position(models) < before.saturating_add(self.every) {
            return;
        }
        if self.copies.len() >= KEPT {
            let mut nth = 0;
            self.copies.retain(|_| {
                nth += 1;
                nth % 2 == 0
            });
            self.every = self.every.saturating_mul(2);
            return self.pass(models);
        }
        self.copies.push(Arc::new(models.clone()));
    }

    /// The latest copy with nothing in it that was recorded after a moment.
    pub fn before(&self, moment: Moment) -> Option<&Arc<Models>> {
        let until = |copy: &Arc<Models>| copy.last().is_none_or(|l| l.recorded_at <= moment);
        let after = self.copies.partition_point(until);
        self.copies.get(after.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::Generator;
    use events::event::Recorded;
    use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

    fn folded_on(stages: &Stages, log: &[Recorded], moment: Moment) -> (Models, u64) {
        let copy = stages.before(moment);
        let mut models = copy.map_or_else(Models::default, |copy| Models::clone(copy));
        let from = models.last().map_or(0, |last| last.position);
        let rest = log.iter().skip_while(|one| one.envelope.position <= from);
        let until = rest.take_while(|one| one.envelope.recorded_at <= moment);
        until.for_each(|one| models.apply(one));
        (models, from)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_moment_folded_on_from_a_copy_is_the_moment_folded_from_the_first_event(
            seed in any::<u64>(),
            events in 1_usize..300,
            every in 1_u64..40,
            wanted in any::<proptest::sample::Index>(),
        ) {
            let log: Vec<Recorded> = Generator::wild(seed).take(events).collect();
            let (mut models, mut stages) = (Models::default(), Stages::every(every));
            for one in &log {
                models.apply(one);
                stages.pass(&models);
            }
            prop_assert_eq!(stages.copies.len() <= KEPT, true);
            let moment = log[wanted.index(log.len())].envelope.recorded_at;
            let whole = Models::as_at(log.iter().cloned(), moment);
            prop_assert_eq!(folded_on(&stages, &log, moment).0, whole);
        }
    }

    #[test]
    fn no_more_copies_are_kept_than_allowed_and_they_stand_as_far_apart_as_they_must() {
        let mut log = crate::given::Log::new();
        let mut stages = Stages::every(1);
        for number in 1..200 {
            log.agreed(number, None);
            stages.pass(&log.models);
            assert!(stages.copies.len() <= KEPT);
        }
        let at: Vec<u64> = stages
            .copies
            .iter()
            .map(|c| c.last().unwrap().position)
            .collect();
        let apart: Vec<u64> = at.windows(2).map(|two| two[1] - two[0]).collect();
        assert!(apart.iter().all(|one| *one == apart[0]), "{at:?}");
        assert!(
            at[0] <= apart[0] + 6,
            "the first copy is as near the beginning: {at:?}"
        );
        assert!(log.position - at[at.len() - 1] <= apart[0], "{at:?}");
    }

    #[test]
    fn nothing_recorded_after_the_moment_is_in_the_copy_it_begins_with() {
        let mut log = crate::given::Log::new();
        let mut stages = Stages::every(3);
        log.on("2026-02-01").agreed(1, None);
        for day in ["2026-02-02", "2026-02-03", "2026-02-04", "2026-02-05"] {
            log.on(day).rated(1, "G", false);
            stages.pass(&log.models);
        }
        let before = log.recorded.first().unwrap().envelope.recorded_at;
        let earlier = Moment::new(before.utc() - chrono::TimeDelta::seconds(1));
        assert!(stages.before(earlier).is_none());
        let last = log.recorded.last().unwrap().envelope.recorded_at;
        let newest = stages.before(last).unwrap().last().unwrap();
        assert!(newest.recorded_at <= last);
        assert_eq!(folded_on(&stages, &log.recorded, last).0, log.models);
    }
}
