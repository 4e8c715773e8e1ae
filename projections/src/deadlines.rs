//! Deadlines: what is due when, what was late, by how much, and why.

use crate::Models;
use crate::actions::{Action, Extension, Milestone, MilestoneState};
use crate::recommendations::Recommendation;
use crate::reference::{Label, TextRef};
use chrono::NaiveDate;
use events::action::{DatePrecision, Owner};
use events::ids::{AgencyId, MilestoneId, PlanId};
use serde::Serialize;

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

impl Models {
    /// The deadlines wanted, the earliest date first.
    pub fn deadlines(&self, filter: &DeadlineFilter, today: NaiveDate) -> Vec<Deadline> {
        let mut found = Vec::new();
        for action in self.actions.all() {
            if filter.plan.is_some_and(|plan| action.plan != plan) {
                continue;
            }
            if let Some(due) = action.due.filter(|due| filter.within(*due)) {
                found.push(self.action_deadline(action, due, today));
            }
            for milestone in &action.milestones {
                if let Some(due) = milestone.due.filter(|due| filter.within(*due)) {
                    found.push(self.milestone_deadline(action, milestone, due, today));
                }
            }
        }
        for one in self.recommendations.all() {
            let due = one.due.filter(|due| filter.within(*due));
            if let Some(due) = due.filter(|_| filter.plan.is_none_or(|p| one.plan == Some(p))) {
                found.push(self.recommendation_deadline(one, due, today));
            }
        }
        found.retain(|deadline| filter.wants(deadline));
        found.sort_by(|a, b| {
            let key = |d: &Deadline| (d.due, d.kind, d.about.stream, d.milestone);
            key(a).cmp(&key(b))
        });
        found
    }

    fn action_deadline(&self, action: &Action, due: NaiveDate, today: NaiveDate) -> Deadline {
        let moved = |e: &Extension| (Some(e.from), e.to, e.reason.clone());
        let actual = action.done_on();
        let stopped = action.discontinued.is_some();
        Deadline {
            kind: DeadlineKind::Action,
            about: self.label(action.id.into()),
            milestone: None,
            text: action.text.clone(),
            owners: action.owners.clone(),
            addressees: Vec::new(),
            original_due: action.original_due.unwrap_or(due),
            due,
            due_precision: action.due_precision,
            actual,
            days_late: days_late(due, actual, stopped, today),
            state: state(due, actual, stopped, today),
            moved: action.extensions.iter().map(moved).collect(),
        }
    }

    fn milestone_deadline(
        &self,
        action: &Action,
        milestone: &Milestone,
        due: NaiveDate,
        today: NaiveDate,
    ) -> Deadline {
        let actual = milestone.met_on();
        let open = !matches!(milestone.state, MilestoneState::Met(_));
        let stopped = open && action.phase().is_settled();
        let owners = (milestone.owner.as_ref())
            .map_or_else(|| action.owners.clone(), |owner| vec![owner.clone()]);
        let moved = milestone.moved.iter();
        let moved = moved.map(|(_, from, to, reason)| (*from, *to, reason.clone()));
        let first = milestone.moved.first().and_then(|(_, from, _, _)| *from);
        Deadline {
            kind: DeadlineKind::Milestone,
            about: self.label(action.id.into()),
            milestone: Some(milestone.id),
            text: milestone.text.clone(),
            owners,
            addressees: Vec::new(),
            original_due: first.unwrap_or(due),
            due,
            due_precision: milestone.due_precision,
            actual,
            days_late: days_late(due, actual, stopped, today),
            state: state(due, actual, stopped, today),
            moved: moved.collect(),
        }
    }

    fn recommendation_deadline(
        &self,
        one: &Recommendation,
        due: NaiveDate,
        today: NaiveDate,
    ) -> Deadline {
        let actual = one.closed.map(|closed| closed.at.occurred_on);
        let stopped = actual.is_none() && one.state().is_settled();
        Deadline {
            kind: DeadlineKind::Recommendation,
            about: self.label(one.id.into()),
            milestone: None,
            text: one.text.clone(),
            owners: Vec::new(),
            addressees: one.addressees.clone(),
            original_due: due,
            due,
            due_precision: DatePrecision::Day,
            actual,
            days_late: days_late(due, actual, stopped, today),
            state: state(due, actual, stopped, today),
            moved: Vec::new(),
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
    fn within(&self, due: NaiveDate) -> bool {
        self.from.is_none_or(|from| due >= from) && self.to.is_none_or(|to| due <= to)
    }

    fn wants(&self, deadline: &Deadline) -> bool {
        let of_agency = |agency: AgencyId| {
            let mut owners = deadline.owners.iter();
            deadline.addressees.contains(&agency) || owners.any(|o| o.agency == Some(agency))
        };
        self.agency.is_none_or(of_agency)
            && (self.kinds.is_empty() || self.kinds.contains(&deadline.kind))
            && (self.states.is_empty() || self.states.contains(&deadline.state))
    }
}
