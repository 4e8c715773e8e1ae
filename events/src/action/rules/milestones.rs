//! Milestones: set, met, missed, rescheduled.

use super::super::{Command, Event, Milestone, MilestoneStanding, refusals};
use super::{Case, Verdict};
use crate::ids::MilestoneId;
use crate::plan;
use crate::refusal::{Refusal, verdict};
use chrono::NaiveDate;

/// Sets a milestone. Anything but [`Command::SetMilestone`] leads to nothing.
pub(super) fn set(case: Case<'_>, command: Command) -> Verdict {
    let Command::SetMilestone {
        milestone,
        text,
        owner,
        due,
        due_precision,
        beyond_plan,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Vec::new();
    if case.state.milestones.contains_key(&milestone) {
        broken.push(refusals::milestone_exists());
    }
    if let Some(owner) = &owner {
        broken.extend(case.owner_broken(owner, "owner"));
    }
    let plan_ends = due.and_then(|due| case.plan_end_before(due));
    broken.extend(unflagged(plan_ends, beyond_plan, "due"));
    let set = Event::MilestoneSet {
        milestone,
        text,
        owner,
        due,
        due_precision,
        beyond_plan: plan_ends.is_some(),
    };
    verdict(broken, vec![set])
}

/// A milestone that was missed can still be met, late.
pub(super) fn meet(case: Case<'_>, milestone: MilestoneId) -> Verdict {
    let broken = match case.milestone(milestone)?.standing {
        MilestoneStanding::Planned | MilestoneStanding::Missed => Vec::new(),
        MilestoneStanding::Met => vec![refusals::milestone_already_met()],
    };
    verdict(broken, vec![Event::MilestoneMet { milestone }])
}

pub(super) fn miss(case: Case<'_>, milestone: MilestoneId) -> Verdict {
    let found = case.milestone(milestone)?;
    let mut broken = match found.standing {
        MilestoneStanding::Planned => Vec::new(),
        MilestoneStanding::Met => vec![refusals::milestone_already_met()],
        MilestoneStanding::Missed => vec![refusals::milestone_already_missed()],
    };
    if let Some(due) = found.due.filter(|due| *due >= case.given.today) {
        broken.push(refusals::milestone_not_yet_due(due));
    }
    verdict(broken, vec![Event::MilestoneMissed { milestone }])
}

pub(super) fn reschedule(
    case: Case<'_>,
    milestone: MilestoneId,
    to: NaiveDate,
    beyond_plan: bool,
) -> Verdict {
    let found = case.milestone(milestone)?;
    let mut broken = match found.standing {
        MilestoneStanding::Planned | MilestoneStanding::Missed => Vec::new(),
        MilestoneStanding::Met => vec![refusals::milestone_already_met()],
    };
    broken.extend(case.reason_broken("another date"));
    if found.due == Some(to) {
        broken.push(refusals::milestone_date_unchanged());
    }
    let plan_ends = case.plan_end_before(to);
    broken.extend(unflagged(plan_ends, beyond_plan, "to"));
    let rescheduled = Event::MilestoneRescheduled {
        milestone,
        from: found.due,
        to,
        beyond_plan: plan_ends.is_some(),
    };
    verdict(broken, vec![rescheduled])
}

impl<'a> Case<'a> {
    fn milestone(self, milestone: MilestoneId) -> Result<&'a Milestone, Vec<Refusal>> {
        self.state
            .milestones
            .get(&milestone)
            .ok_or_else(|| vec![refusals::milestone_unknown()])
    }

    /// The plan's last day, if the date lies after it.
    fn plan_end_before(self, date: NaiveDate) -> Option<NaiveDate> {
        self.plan()
            .and_then(plan::State::ends)
            .filter(|end| *end < date)
    }
}

fn unflagged(
    plan_ends: Option<NaiveDate>,
    beyond_plan: bool,
    field: &'static str,
) -> Option<Refusal> {
    plan_ends
        .filter(|_| !beyond_plan)
        .map(|end| refusals::milestone_beyond_plan(field, end))
}
