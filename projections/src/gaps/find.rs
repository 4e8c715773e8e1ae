//! Finding gaps: gathers what each rule says and sets it beside what was decided.

use super::{Gap, GapFilter, GapStanding, rule_name};
use crate::Models;
use chrono::NaiveDate;
use events::action::Owner;
use events::gap::gap_id;
use events::ids::{AgencyId, StreamId, StreamKind};
use std::collections::{BTreeMap, BTreeSet};

/// What the rules found so far, one entry for a rule and a thing.
#[derive(Default)]
pub(super) struct Finder {
    found: BTreeMap<(u16, StreamId), Found>,
}

/// One gap before it is named and set beside its disposition.
pub(super) struct Found {
    since: NaiveDate,
    rests_on: BTreeSet<u64>,
    owners: Vec<Owner>,
    agencies: BTreeSet<AgencyId>,
}

impl Found {
    pub(super) fn owners(&mut self, owners: &[Owner]) -> &mut Self {
        for owner in owners {
            if !self.owners.contains(owner) {
                self.owners.push(owner.clone());
            }
        }
        self
    }

    pub(super) fn agencies(&mut self, agencies: impl IntoIterator<Item = AgencyId>) -> &mut Self {
        self.agencies.extend(agencies);
        self
    }
}

impl Finder {
    /// A rule holds for a thing since a day, resting on events. Several causes of the same rule
    /// for the same thing stand together, and the earliest day counts.
    pub(super) fn add(
        &mut self,
        rule: u16,
        about: impl Into<StreamId>,
        since: NaiveDate,
        rests_on: impl IntoIterator<Item = u64>,
    ) -> &mut Found {
        let found = self.found.entry((rule, about.into()));
        let found = found.or_insert_with(|| Found {
            since,
            rests_on: BTreeSet::new(),
            owners: Vec::new(),
            agencies: BTreeSet::new(),
        });
        found.since = found.since.min(since);
        found.rests_on.extend(rests_on);
        found
    }
}

/// The first day on which something is late that was due on a day.
pub(super) fn day_after(due: NaiveDate) -> NaiveDate {
    due.succ_opt().unwrap_or(due)
}

impl Models {
    /// Every gap there is on a day, by rule and thing.
    ///
    /// A gap that was said to be put right and is still found says so; one that is no longer
    /// found is not here, and what was decided about it stays in [`super::Dispositions`].
    pub fn gaps(&self, today: NaiveDate) -> Vec<Gap> {
        let found = self.found(today).found.into_iter();
        found
            .map(|((rule, about), found)| self.gap(rule, about, found))
            .collect()
    }

    fn found(&self, today: NaiveDate) -> Finder {
        let mut finder = Finder::default();
        let meeting = self.last_meeting(today);
        for action in self.actions.all() {
            self.gaps_of_action(&mut finder, action, meeting, today);
        }
        for one in self.recommendations.all() {
            self.gaps_of_recommendation(&mut finder, one);
        }
        self.gaps_of_meetings(&mut finder, today);
        self.gaps_of_partnership(&mut finder, today);
        finder
    }

    /// Rule, thing and standing of every gap, without the rest: for counting.
    pub(crate) fn gaps_in_short(&self, today: NaiveDate) -> Vec<(u16, StreamId, GapStanding)> {
        let found = self.found(today).found.into_keys();
        let standing = |rule, about| {
            let disposed = self.dispositions.get(rule, about);
            disposed.map_or(GapStanding::Open, super::Disposed::standing)
        };
        found
            .map(|(rule, about)| (rule, about, standing(rule, about)))
            .collect()
    }

    fn gap(&self, rule: u16, about: StreamId, found: Found) -> Gap {
        let disposed = self.dispositions.get(rule, about).cloned();
        let standing = disposed.as_ref().map(super::Disposed::standing);
        Gap {
            stream: StreamId::new(StreamKind::Gap, gap_id(rule, about)),
            rule,
            name: rule_name(rule),
            about: self.label(about),
            owners: found.owners,
            agencies: found.agencies.into_iter().collect(),
            since: found.since,
            rests_on: found.rests_on.into_iter().collect(),
            standing: standing.unwrap_or(GapStanding::Open),
            disposed,
        }
    }

    /// The gaps wanted, by rule and thing.
    pub fn gaps_matching(&self, filter: &GapFilter, today: NaiveDate) -> Vec<Gap> {
        let mut gaps = self.gaps(today);
        gaps.retain(|gap| filter.wants(gap));
        gaps
    }
}
