//! The register: which recommendations are wanted, and in which order.

use super::{Recommendation, RecommendationState, Recommendations};
use crate::Models;
use crate::in_order::{Number, Under};
use crate::reference::{Page, PageOf, sort_part};
use chrono::NaiveDate;
use events::ids::{AgencyId, PlanId, PriorityId};
use events::recommendation::SourceKind;
use std::cmp::Reverse;

/// Which recommendations are wanted. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecommendationFilter {
    /// Carried by this plan.
    pub plan: Option<PlanId>,
    /// Serving this priority.
    pub priority: Option<PriorityId>,
    /// Addressed to this agency.
    pub addressee: Option<AgencyId>,
    /// With this theme.
    pub theme: Option<String>,
    /// In one of these states; all where empty.
    pub states: Vec<RecommendationState>,
    /// Past their date.
    pub overdue: bool,
    /// Only those something is still expected of.
    pub open: bool,
    /// Only those that come from a source of this kind.
    pub source: Option<SourceKind>,
    /// Only those that were open for so many days or longer, up to the day they ended or today.
    pub older_than_days: Option<i64>,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecommendationSort {
    /// By plan, then by reference as people number: 2 before 10. Those without a plan come last.
    #[default]
    Reference,
    /// The oldest first, by how long each was open.
    Age,
    /// The earliest due date first, undated ones last.
    Due,
    /// In the order they were made.
    Made,
}

impl RecommendationFilter {
    /// Whether a recommendation is wanted.
    pub fn wants(&self, one: &Recommendation, today: NaiveDate) -> bool {
        let theme = self.theme.as_ref();
        self.plan.is_none_or(|plan| one.plan == Some(plan))
            && self
                .priority
                .is_none_or(|wanted| one.priority == Some(wanted))
            && (self.addressee).is_none_or(|agency| one.addressees.contains(&agency))
            && theme.is_none_or(|theme| one.theme.as_ref() == Some(theme))
            && (self.states.is_empty() || self.states.contains(&one.state()))
            && (!self.overdue || one.is_overdue(today))
            && (!self.open || !one.state().is_settled())
            && self
                .source
                .is_none_or(|kind| one.sources.iter().any(|one| one.kind == kind))
            && (self.older_than_days).is_none_or(|days| one.age_in_days(today) >= days)
    }
}

impl Recommendations {
    /// A part of all of them, where they are kept in the order wanted.
    fn part(&self, sort: RecommendationSort, page: PageOf) -> Option<Vec<&Recommendation>> {
        match sort {
            RecommendationSort::Reference => {
                let part = self.found.in_order.part(page);
                Some(part.filter_map(|id| self.get(id)).collect())
            }
            RecommendationSort::Made => {
                let part = self.all().skip(page.offset).take(page.limit);
                Some(part.collect())
            }
            RecommendationSort::Age | RecommendationSort::Due => None,
        }
    }
}

impl Models {
    /// The recommendations wanted, sorted, and how many there are in all.
    pub fn list_recommendations(
        &self,
        filter: &RecommendationFilter,
        sort: RecommendationSort,
        page: PageOf,
        today: NaiveDate,
    ) -> Page<&Recommendation> {
        if *filter == RecommendationFilter::default()
            && let Some(rows) = self.recommendations.part(sort, page)
        {
            return Page {
                rows,
                total: self.recommendations.count(),
                offset: page.offset,
            };
        }
        let (mut wanted, in_order) = self.recommendations_matching(filter, today);
        match sort {
            RecommendationSort::Reference if in_order => Page::cut(wanted, page, |one| one),
            RecommendationSort::Reference => {
                let place = |r: &&Recommendation| (Number::from(r.reference.as_str()), r.id);
                sort_part(&mut wanted, page, |r| Under::from(r.plan), place);
                Page::cut(wanted, page, |one| one)
            }
            RecommendationSort::Age => {
                let place = |r: &&Recommendation| {
                    let age = Reverse(r.age_in_days(today));
                    (age, r.made.occurred_on, r.id)
                };
                Page::sorted(wanted, page, place, |one| one)
            }
            RecommendationSort::Due => {
                let place = |r: &&Recommendation| (r.due.is_none(), r.due, r.id);
                Page::sorted(wanted, page, place, |one| one)
            }
            RecommendationSort::Made => Page::sorted(wanted, page, |r| r.id, |one| one),
        }
    }

    /// The recommendations wanted, and whether they are in the order of the register already. What
    /// narrows most is looked up; only what it leaves is gone through.
    fn recommendations_matching(
        &self,
        filter: &RecommendationFilter,
        today: NaiveDate,
    ) -> (Vec<&Recommendation>, bool) {
        let all = &self.recommendations;
        let wants = |one: &&Recommendation| filter.wants(one, today);
        if let Some(plan) = filter.plan {
            let ids = all.found.in_order.of(Under::Plan(plan));
            let of_plan = ids.filter_map(|id| all.get(id));
            (of_plan.filter(wants).collect(), true)
        } else if let Some(agency) = filter.addressee {
            (all.addressed_to(agency).filter(wants).collect(), false)
        } else if filter.overdue {
            (all.overdue(today).filter(wants).collect(), false)
        } else if let Some(kind) = filter.source {
            (all.from_kind(kind).filter(wants).collect(), false)
        } else if filter.open {
            (all.open().filter(wants).collect(), false)
        } else {
            (all.all().filter(wants).collect(), false)
        }
    }
}
