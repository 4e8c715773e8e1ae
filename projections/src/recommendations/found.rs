//! By what recommendations are found, kept by the fold so that a register of thousands is counted
//! and cut without going through it.

use super::{Recommendation, Recommendations};
use crate::in_order::{InOrder, Under};
use crate::shared::Index;
use chrono::NaiveDate;
use events::ids::{AgencyId, RecommendationId};
use events::recommendation::SourceKind;
use std::collections::BTreeSet;
use uuid::Uuid;

type ByDay = BTreeSet<(NaiveDate, RecommendationId)>;

/// Every recommendation by what it is looked for with. What is asked for most stands here; anything
/// else is answered by going through the recommendations in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// All, by plan and reference.
    pub(crate) in_order: InOrder<RecommendationId>,
    /// By the kind of a source.
    by_kind: Index<SourceKind, RecommendationId>,
    /// By who should change something.
    by_addressee: Index<AgencyId, RecommendationId>,
    /// By the earlier one that is said again.
    by_earlier: Index<RecommendationId, RecommendationId>,
    /// Those something is still expected of, by the day they were made.
    open_by_made: ByDay,
    /// Those of them that have a date, by that.
    open_by_due: ByDay,
}

/// What one recommendation is found by.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Standing {
    under: Under,
    reference: String,
    kinds: BTreeSet<SourceKind>,
    addressees: BTreeSet<AgencyId>,
    repeats: BTreeSet<RecommendationId>,
    /// The day it was made and the day it is due, while it is open.
    open: Option<(NaiveDate, Option<NaiveDate>)>,
}

/// How long what is open has been open, and by how much it is past its date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ageing {
    /// How many are open.
    pub open: usize,
    /// For how many days the oldest of them has been.
    pub longest_open: i64,
    /// How many of them are past their date.
    pub overdue: usize,
    /// By how many days the latest of them is.
    pub longest_overdue: i64,
}

impl Standing {
    pub(super) fn of(one: &Recommendation) -> Self {
        Self {
            under: one.plan.into(),
            reference: one.reference.clone(),
            kinds: one.sources.iter().map(|source| source.kind).collect(),
            addressees: one.addressees.iter().copied().collect(),
            repeats: one.repeats.iter().copied().collect(),
            open: (!one.state().is_settled()).then_some((one.made.occurred_on, one.due)),
        }
    }
}

impl Found {
    pub(super) fn take(&mut self, id: RecommendationId, standing: &Standing) {
        self.in_order.take(standing.under, &standing.reference, id);
        for kind in &standing.kinds {
            self.by_kind.take(kind, id);
        }
        for agency in &standing.addressees {
            self.by_addressee.take(agency, id);
        }
        for earlier in &standing.repeats {
            self.by_earlier.take(earlier, id);
        }
        if let Some((made, due)) = standing.open {
            self.open_by_made.remove(&(made, id));
            due.map(|due| self.open_by_due.remove(&(due, id)));
        }
    }

    pub(super) fn put(&mut self, id: RecommendationId, standing: Standing) {
        self.in_order.put(standing.under, &standing.reference, id);
        for kind in standing.kinds {
            self.by_kind.put(kind, id);
        }
        for agency in standing.addressees {
            self.by_addressee.put(agency, id);
        }
        for earlier in standing.repeats {
            self.by_earlier.put(earlier, id);
        }
        if let Some((made, due)) = standing.open {
            self.open_by_made.insert((made, id));
            due.map(|due| self.open_by_due.insert((due, id)));
        }
    }

    /// Those still open whose date has passed, the longest past first.
    fn overdue(
        &self,
        today: NaiveDate,
    ) -> impl DoubleEndedIterator<Item = &(NaiveDate, RecommendationId)> {
        self.open_by_due
            .range(..(today, RecommendationId(Uuid::nil())))
    }
}

impl Recommendations {
    /// Every recommendation, by plan and reference, which is the order people read them in.
    pub fn as_read(&self) -> impl Iterator<Item = &Recommendation> {
        self.found.in_order.iter().filter_map(|id| self.get(id))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// How many come from a source of a kind.
    pub fn count_from(&self, kind: SourceKind) -> usize {
        self.found.by_kind.of(&kind).len()
    }

    /// How many are addressed to an agency.
    pub fn count_to(&self, agency: AgencyId) -> usize {
        self.found.by_addressee.of(&agency).len()
    }

    /// Those that come from a source of a kind.
    pub fn from_kind(&self, kind: SourceKind) -> impl Iterator<Item = &Recommendation> {
        let ids = self.found.by_kind.of(&kind).iter();
        ids.filter_map(|id| self.get(*id))
    }

    /// Those addressed to an agency.
    pub fn addressed_to(&self, agency: AgencyId) -> impl Iterator<Item = &Recommendation> {
        let ids = self.found.by_addressee.of(&agency).iter();
        ids.filter_map(|id| self.get(*id))
    }

    /// Those that say an earlier one again.
    pub fn repeating(&self, earlier: RecommendationId) -> impl Iterator<Item = &Recommendation> {
        let ids = self.found.by_earlier.of(&earlier).iter();
        ids.filter_map(|id| self.get(*id))
    }

    /// Those something is still expected of, the oldest first.
    pub fn open(&self) -> impl Iterator<Item = &Recommendation> {
        let open = self.found.open_by_made.iter();
        open.filter_map(|(_, id)| self.get(*id))
    }

    /// Those past their date, the longest past first.
    pub fn overdue(&self, today: NaiveDate) -> impl Iterator<Item = &Recommendation> {
        let overdue = self.found.overdue(today);
        overdue.filter_map(|(_, id)| self.get(*id))
    }

    /// How old and how late those are that are open: all of them, or those addressed to an agency.
    pub fn ageing(&self, agency: Option<AgencyId>, today: NaiveDate) -> Ageing {
        let since = |day: NaiveDate| (today - day).num_days().max(0);
        if let Some(agency) = agency {
            let mut ageing = Ageing::default();
            let mine = self.addressed_to(agency);
            for one in mine.filter(|one| !one.state().is_settled()) {
                ageing.open += 1;
                ageing.longest_open = ageing.longest_open.max(one.age_in_days(today));
                if let Some(due) = one.due.filter(|due| *due < today) {
                    ageing.overdue += 1;
                    ageing.longest_overdue = ageing.longest_overdue.max(since(due));
                }
            }
            return ageing;
        }
        let oldest = self.found.open_by_made.first();
        let mut overdue = self.found.overdue(today);
        let latest = overdue.next();
        Ageing {
            open: self.found.open_by_made.len(),
            longest_open: oldest.map_or(0, |(made, _)| since(*made)),
            overdue: usize::from(latest.is_some()) + overdue.count(),
            longest_overdue: latest.map_or(0, |(due, _)| since(*due)),
        }
    }
}
