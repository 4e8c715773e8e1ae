//! Deadlines: what is due when, what was late, by how much, and why.

use crate::Models;
use crate::actions::{Action, Extension, Milestone, MilestoneState};
use crate::reckoned::OfPlan;
use crate::recommendations::Recommendation;
use crate::reference::{Label, Page, PageOf, TextRef};
use chrono::NaiveDate;
use events::action::{DatePrecision, Owner};
use events::ids::{ActionId, AgencyId, MilestoneId, PlanId, RecommendationId, StreamId};
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

#[cfg(test)]
mod tests;

/// What sort of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// An action's due date.
    Action,
    /// A milestone of an action.
    Milestone,
    /// A recommendation's date.
    Recommendation,
}

/// How a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// Not met, and its date has passed.
    Overdue,
    /// Not met yet, and its date lies ahead.
    Ahead,
    /// Met by its date.
    Met,
    /// Met after its date.
    MetLate,
    /// No longer expected: discontinued, replaced or declined.
    Stopped,
}

/// One date to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// What sort.
    pub kind: DeadlineKind,
    /// What it is about.
    pub about: Label,
    /// Which milestone, for one of those.
    pub milestone: Option<MilestoneId>,
    /// What has to be done.
    pub text: TextRef,
    /// Whose it is.
    pub owners: Vec<Owner>,
    /// Agencies a recommendation is addressed to.
    pub addressees: Vec<AgencyId>,
    /// The first date it had.
    pub original_due: NaiveDate,
    /// By when, now.
    pub due: NaiveDate,
    /// How exactly the date is meant.
    pub due_precision: DatePrecision,
    /// The day it was met: a milestone met, a completion claimed and verified, a recommendation
    /// closed.
    pub actual: Option<NaiveDate>,
    /// Days after the date it was met, or is still not met. 0 where it is not late.
    pub days_late: i64,
    /// How it stands.
    pub state: DeadlineState,
    /// Changes of the date, oldest first: from, to, and why.
    pub moved: Vec<(Option<NaiveDate>, NaiveDate, Option<TextRef>)>,
}

/// Which deadlines are wanted. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeadlineFilter {
    /// Due on this day or later.
    pub from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Of this plan.
    pub plan: Option<PlanId>,
    /// Of this agency.
    pub agency: Option<AgencyId>,
    /// Of these sorts; all where empty.
    pub kinds: Vec<DeadlineKind>,
    /// Standing so; all where empty.
    pub states: Vec<DeadlineState>,
}

/// A date in short: enough to choose and to sort by, whatever the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Due {
    /// By when.
    pub(crate) by: NaiveDate,
    kind: DeadlineKind,
    /// The action or recommendation.
    id: Uuid,
    milestone: Option<MilestoneId>,
    actual: Option<NaiveDate>,
    stopped: bool,
}

impl Due {
    /// Every date of these actions and recommendations, the earliest first.
    pub(crate) fn all(actions: &[&Action], recommendations: &[&Recommendation]) -> Vec<Self> {
        let mut all = Vec::new();
        let mut consider = |due: Option<NaiveDate>, dated: Dated<'_>| {
            all.extend(due.map(|due| Self::of(due, dated)));
        };
        for action in actions {
            consider(action.due, Dated::Action(action));
            for milestone in &action.milestones {
                consider(milestone.due, Dated::Milestone(action, milestone));
            }
        }
        for one in recommendations {
            consider(one.due, Dated::Recommendation(one));
        }
        all.sort_by_key(Self::place);
        all.shrink_to_fit();
        all
    }

    fn of(by: NaiveDate, dated: Dated<'_>) -> Self {
        Self {
            by,
            kind: dated.kind(),
            id: dated.stream().id,
            milestone: dated.milestone(),
            actual: dated.actual(),
            stopped: dated.stopped(),
        }
    }

    /// Its place among others: by date, sort and thing.
    fn place(&self) -> (NaiveDate, DeadlineKind, Uuid, Option<MilestoneId>) {
        (self.by, self.kind, self.id, self.milestone)
    }

    /// How it stands on a day.
    pub(crate) fn state(&self, today: NaiveDate) -> DeadlineState {
        state(self.by, self.actual, self.stopped, today)
    }
}

/// Something with a date, before it is shown in full.
#[derive(Clone, Copy)]
enum Dated<'a> {
    Action(&'a Action),
    Milestone(&'a Action, &'a Milestone),
    Recommendation(&'a Recommendation),
}

impl<'a> Dated<'a> {
    fn kind(self) -> DeadlineKind {
        match self {
            Self::Action(_) => DeadlineKind::Action,
            Self::Milestone(..) => DeadlineKind::Milestone,
            Self::Recommendation(_) => DeadlineKind::Recommendation,
        }
    }

    fn stream(self) -> StreamId {
        match self {
            Self::Action(action) | Self::Milestone(action, _) => action.id.into(),
            Self::Recommendation(one) => one.id.into(),
        }
    }

    fn milestone(self) -> Option<MilestoneId> {
        match self {
            Self::Milestone(_, milestone) => Some(milestone.id),
            Self::Action(_) | Self::Recommendation(_) => None,
        }
    }

    /// Whose it is: a milestone's own owner, or its action's.
    fn owners(self) -> &'a [Owner] {
        match self {
            Self::Action(action) => &action.owners,
            Self::Milestone(action, milestone) => {
                let own = milestone.owner.as_ref();
                own.map_or(&action.owners, std::slice::from_ref)
            }
            Self::Recommendation(_) => &[],
        }
    }

    fn addressees(self) -> &'a [AgencyId] {
        match self {
            Self::Action(_) | Self::Milestone(..) => &[],
            Self::Recommendation(one) => &one.addressees,
        }
    }

    fn actual(self) -> Option<NaiveDate> {
        match self {
            Self::Action(action) => action.done_on(),
            Self::Milestone(_, milestone) => milestone.met_on(),
            Self::Recommendation(one) => one.closed.map(|closed| closed.at.occurred_on),
        }
    }

    /// Whether it is no longer expected, though it was never met.
    fn stopped(self) -> bool {
        match self {
            Self::Action(action) => action.discontinued.is_some(),
            Self::Milestone(action, milestone) => {
                let met = matches!(milestone.state, MilestoneState::Met(_));
                !met && action.phase().is_settled()
            }
            Self::Recommendation(one) => one.closed.is_none() && one.state().is_settled(),
        }
    }

    fn text(self) -> &'a TextRef {
        match self {
            Self::Action(action) => &action.text,
            Self::Milestone(_, milestone) => &milestone.text,
            Self::Recommendation(one) => &one.text,
        }
    }

    fn precision(self) -> DatePrecision {
        match self {
            Self::Action(action) => action.due_precision,
            Self::Milestone(_, milestone) => milestone.due_precision,
            Self::Recommendation(_) => DatePrecision::Day,
        }
    }

    fn original(self) -> Option<NaiveDate> {
        match self {
            Self::Action(action) => action.original_due,
            Self::Milestone(_, milestone) => {
                milestone.moved.first().and_then(|(_, from, _, _)| *from)
            }
            Self::Recommendation(_) => None,
        }
    }

    fn moved(self) -> Vec<(Option<NaiveDate>, NaiveDate, Option<TextRef>)> {
        match self {
            Self::Action(action) => {
                let moved = |e: &Extension| (Some(e.from), e.to, e.reason.clone());
                action.extensions.iter().map(moved).collect()
            }
            Self::Milestone(_, milestone) => {
                let moved = milestone.moved.iter();
                moved
                    .map(|(_, from, to, why)| (*from, *to, why.clone()))
                    .collect()
            }
            Self::Recommendation(_) => Vec::new(),
        }
    }
}

impl Models {
    /// The deadlines wanted, the earliest date first.
    pub fn deadlines(&self, filter: &DeadlineFilter, today: NaiveDate) -> Vec<Deadline> {
        self.deadlines_page(filter, PageOf::ALL, today).rows
    }

    /// Part of the deadlines wanted, the earliest date first.
    pub fn deadlines_page(
        &self,
        filter: &DeadlineFilter,
        page: PageOf,
        today: NaiveDate,
    ) -> Page<Deadline> {
        let position = self.reckoned(today);
        let mut found = self.due(&position.plans, filter, today);
        found.sort_by_key(|due| due.place());
        Page::cut(found, page, |due| {
            self.dated(due)
                .map(|dated| self.deadline(due, dated, today))
        })
        .known()
    }

    /// How many deadlines are wanted.
    pub fn count_deadlines(&self, filter: &DeadlineFilter, today: NaiveDate) -> usize {
        let position = self.reckoned(today);
        self.due(&position.plans, filter, today).len()
    }

    fn due<'a>(
        &self,
        plans: &'a [Arc<OfPlan>],
        filter: &DeadlineFilter,
        today: NaiveDate,
    ) -> Vec<&'a Due> {
        let plans = plans.iter().filter(|plan| plan.is_of(filter.plan));
        let dates = plans.flat_map(|plan| &plan.dates);
        let of_agency = |due: &Due, agency: AgencyId| {
            self.dated(due).is_some_and(|dated| {
                let mut owners = dated.owners().iter();
                dated.addressees().contains(&agency) || owners.any(|o| o.agency == Some(agency))
            })
        };
        let wanted = dates.filter(|due| {
            filter.wants(due, today) && filter.agency.is_none_or(|agency| of_agency(due, agency))
        });
        wanted.collect()
    }

    /// The thing a date is of.
    fn dated(&self, due: &Due) -> Option<Dated<'_>> {
        if due.kind == DeadlineKind::Recommendation {
            let one = self.recommendations.get(RecommendationId(due.id));
            return one.map(Dated::Recommendation);
        }
        let action = self.actions.get(ActionId(due.id))?;
        let Some(id) = due.milestone else {
            return Some(Dated::Action(action));
        };
        let milestone = action.milestones.iter().find(|m| m.id == id);
        milestone.map(|milestone| Dated::Milestone(action, milestone))
    }

    fn deadline(&self, date: &Due, dated: Dated<'_>, today: NaiveDate) -> Deadline {
        let (due, actual, stopped) = (date.by, date.actual, date.stopped);
        Deadline {
            kind: date.kind,
            about: self.label(dated.stream()),
            milestone: dated.milestone(),
            text: dated.text().clone(),
            owners: dated.owners().to_vec(),
            addressees: dated.addressees().to_vec(),
            original_due: dated.original().unwrap_or(due),
            due,
            due_precision: dated.precision(),
            actual,
            days_late: days_late(due, actual, stopped, today),
            state: state(due, actual, stopped, today),
            moved: dated.moved(),
        }
    }
}

fn days_late(due: NaiveDate, actual: Option<NaiveDate>, stopped: bool, today: NaiveDate) -> i64 {
    match actual {
        Some(on) => (on - due).num_days().max(0),
        None if stopped => 0,
        None => (today - due).num_days().max(0),
    }
}

fn state(
    due: NaiveDate,
    actual: Option<NaiveDate>,
    stopped: bool,
    today: NaiveDate,
) -> DeadlineState {
    match actual {
        Some(on) if on <= due => DeadlineState::Met,
        Some(_) => DeadlineState::MetLate,
        None if stopped => DeadlineState::Stopped,
        None if due < today => DeadlineState::Overdue,
        None => DeadlineState::Ahead,
    }
}

impl DeadlineFilter {
    /// Whether a date is wanted, but for whose it is.
    fn wants(&self, due: &Due, today: NaiveDate) -> bool {
        self.from.is_none_or(|from| due.by >= from)
            && self.to.is_none_or(|to| due.by <= to)
            && (self.kinds.is_empty() || self.kinds.contains(&due.kind))
            && (self.states.is_empty() || self.states.contains(&due.state(today)))
    }
}
