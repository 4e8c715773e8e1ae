//! Owners: accepting, answering, reassigning, reminding, escalating.

use super::super::independence::is_team;
use super::super::{Event, Owner, refusals};
use super::{Case, Verdict};
use crate::ids::AgencyId;
use crate::refusal::{Refusal, verdict};
use crate::text::Text;

pub(super) fn accept(case: Case<'_>, agency: Option<AgencyId>) -> Verdict {
    let mut broken = Vec::new();
    if !case.state.is_owned_by(agency) {
        broken.push(refusals::accepted_by_no_owner());
    }
    if agency.is_none() && !is_team(case.given.actor.agency(), case.world) {
        broken.push(refusals::accepted_for_the_team());
    }
    verdict(broken, vec![Event::ActionAccepted { agency }])
}

pub(super) fn answer(case: Case<'_>, answer: Text) -> Verdict {
    let mut broken = Vec::new();
    if !case.state.query_open {
        broken.push(refusals::no_open_query());
    }
    verdict(broken, vec![Event::ActionQueryAnswered { answer }])
}

pub(super) fn reassign(case: Case<'_>, to: Vec<Owner>) -> Verdict {
    let mut broken: Vec<Refusal> = case.owners_broken(&to, "to").into_iter().collect();
    if to.is_empty() {
        broken.push(refusals::owners_missing());
    } else if to == case.state.owners {
        broken.push(refusals::owners_unchanged());
    }
    let from = case.state.owners.clone();
    verdict(broken, vec![Event::ActionReassigned { from, to }])
}

pub(super) fn remind(case: Case<'_>, to: Owner) -> Verdict {
    let mut broken = Vec::new();
    if !case.state.owners.contains(&to) {
        broken.push(refusals::reminded_no_owner());
    }
    verdict(broken, vec![Event::ReminderSent { to }])
}

/// On the due date itself an action is not overdue.
pub(super) fn escalate(case: Case<'_>, to: String) -> Verdict {
    let mut broken = Vec::new();
    let past = case.state.due.is_some_and(|due| due < case.given.today);
    if !past || case.state.is_verified() {
        broken.push(refusals::not_overdue());
    }
    verdict(broken, vec![Event::OverdueEscalated { to }])
}
