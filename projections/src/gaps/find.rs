//! Finding gaps: gathers what each rule says and sets it beside what was decided.

use super::{Gap, GapFilter, GapStanding, rule_name};
use crate::Models;
use crate::actions::Action;
use crate::reckoned::{LastMeeting, OfPlan};
use crate::recommendations::Recommendation;
use crate::reference::{Page, PageOf};
use chrono::NaiveDate;
use events::action::Owner;
use events::gap::gap_id;
use events::ids::{ActionId, AgencyId, PlanId, StreamId, StreamKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the rules found so far, one entry for a rule and a thing.
#[derive(Default)]
pub(super) struct Finder {
    found: BTreeMap<(u16, StreamId), Found>,
}

/// One gap while it is being found.
pub(super) struct Found {
    since: NaiveDate,
    rests_on: BTreeSet<u64>,
    owned: bool,
    agencies: BTreeSet<AgencyId>,
}

impl Found {
    /// Its owners are those of the action it is about.
    pub(super) fn owned(&mut self) -> &mut Self {
        self.owned = true;
        self
    }

    pub(super) fn agencies(&mut self, agencies: impl IntoIterator<Item = AgencyId>) -> &mut Self {
        self.agencies.extend(agencies);
        self
    }
}

/// One gap as it was found, before it is named and set beside its disposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    /// The rule's number.
    pub(crate) rule: u16,
    /// The thing.
    pub(crate) about: StreamId,
    since: NaiveDate,
    owned: bool,
    rests_on: Box<[u64]>,
    agencies: Box<[AgencyId]>,
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
            owned: false,
            agencies: BTreeSet::new(),
        });
        found.since = found.since.min(since);
        found.rests_on.extend(rests_on);
        found
    }

    /// What was found, by rule and thing.
    fn held(self) -> Vec<Held> {
        let held = |((rule, about), found): (_, Found)| Held {
            rule,
            about,
            since: found.since,
            owned: found.owned,
            rests_on: found.rests_on.into_iter().collect(),
            agencies: found.agencies.into_iter().collect(),
        };
        self.found.into_iter().map(held).collect()
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
        self.gaps_matching(&GapFilter::default(), today)
    }

    /// The gaps wanted, by rule and thing.
    pub fn gaps_matching(&self, filter: &GapFilter, today: NaiveDate) -> Vec<Gap> {
        self.gaps_page(filter, PageOf::ALL, today).rows
    }

    /// Part of the gaps wanted, by rule and thing.
    pub fn gaps_page(&self, filter: &GapFilter, page: PageOf, today: NaiveDate) -> Page<Gap> {
        let position = self.reckoned(today);
        let of_plans = position.plans.iter().flat_map(|plan| &plan.gaps);
        let all = of_plans.chain(position.beside.iter());
        let owner = filter.owner.as_ref().map(|owner| owner.to_lowercase());
        let wanted = all.filter(|held| filter.wants(self, held, owner.as_deref()));
        let mut wanted: Vec<&Held> = wanted.collect();
        wanted.sort_by_key(|held| (held.rule, held.about));
        Page::cut(wanted, page, |held| self.gap(held))
    }

    /// What the rules find in a plan.
    pub(crate) fn gaps_of_plan(
        &self,
        actions: &[&Action],
        recommendations: &[&Recommendation],
        meeting: LastMeeting,
        today: NaiveDate,
    ) -> Vec<Held> {
        let mut finder = Finder::default();
        for action in actions {
            self.gaps_of_action(&mut finder, action, meeting, today);
        }
        for one in recommendations {
            self.gaps_of_recommendation(&mut finder, one);
        }
        finder.held()
    }

    /// What the rules find in audits and self-assessments, in meetings and in the partnership
    /// itself.
    pub(crate) fn gaps_beside(&self, plans: &[Arc<OfPlan>], today: NaiveDate) -> Vec<Held> {
        let mut finder = Finder::default();
        self.gaps_of_audits(&mut finder, today);
        self.gaps_of_returns(&mut finder);
        self.gaps_of_rapid_reviews(&mut finder, today);
        self.gaps_of_reviews(&mut finder, today);
        self.gaps_found_before(&mut finder);
        self.gaps_of_learning(&mut finder, today);
        self.gaps_of_inspections(&mut finder, today);
        self.gaps_of_records(&mut finder, today);
        // Whether a decision led to nothing, or an agency stayed away, is seen from the whole.
        if self.is_partial() {
            return finder.held();
        }
        self.gaps_of_meetings(&mut finder, plans, today);
        self.gaps_of_partnership(&mut finder, today);
        finder.held()
    }

    /// Rule and standing of every gap, or of every gap of one plan, without the rest: for
    /// counting.
    pub(crate) fn count_gaps(
        &self,
        plan: Option<PlanId>,
        today: NaiveDate,
        mut count: impl FnMut(u16, GapStanding),
    ) {
        let position = self.reckoned(today);
        let of_plans = position.plans.iter().filter(|one| one.is_of(plan));
        let of_plans = of_plans.flat_map(|plan| &plan.gaps);
        let beside = position.beside.iter();
        let beside = beside.filter(|held| plan.is_none() || self.plan_of(held.about) == plan);
        for held in of_plans.chain(beside) {
            count(held.rule, self.standing(held));
        }
    }

    fn standing(&self, held: &Held) -> GapStanding {
        let disposed = self.dispositions.get(held.rule, held.about);
        disposed.map_or(GapStanding::Open, super::Disposed::standing)
    }

    /// The owners of the action a gap is about, where it is one of the rules about actions.
    fn owners(&self, held: &Held) -> &[Owner] {
        let about = held.owned.then_some(ActionId(held.about.id));
        let action = about.and_then(|id| self.actions.get(id));
        action.map_or(&[], |action| &action.owners)
    }

    fn gap(&self, held: &Held) -> Gap {
        let mut owners: Vec<Owner> = Vec::new();
        for owner in self.owners(held) {
            if !owners.contains(owner) {
                owners.push(owner.clone());
            }
        }
        Gap {
            stream: StreamId::new(StreamKind::Gap, gap_id(held.rule, held.about)),
            rule: held.rule,
            name: rule_name(held.rule),
            about: self.label(held.about),
            owners,
            agencies: held.agencies.to_vec(),
            since: held.since,
            rests_on: held.rests_on.to_vec(),
            standing: self.standing(held),
            disposed: self.dispositions.get(held.rule, held.about).cloned(),
        }
    }
}

impl GapFilter {
    /// Whether a gap is wanted; `owner` is the part of a post's name in lower case.
    fn wants(&self, models: &Models, held: &Held, owner: Option<&str>) -> bool {
        let concerns = |agency: AgencyId| {
            let mut owners = models.owners(held).iter();
            held.agencies.contains(&agency) || owners.any(|o| o.agency == Some(agency))
        };
        let of_post = |post: &str| {
            let mut owners = models.owners(held).iter();
            owners.any(|owner| owner.role.to_lowercase().contains(post))
        };
        (self.rules.is_empty() || self.rules.contains(&held.rule))
            && self.about.is_none_or(|about| held.about == about)
            && self.agency.is_none_or(concerns)
            && owner.is_none_or(of_post)
            && (self.standings.is_empty() || self.standings.contains(&models.standing(held)))
    }
}
