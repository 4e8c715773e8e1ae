//! Rules of a plan's own way: approved, published, revised, closed.

use super::{Plan, refusals as refused};
use crate::plan::{Lacking, Phase, Waiver};
use crate::refusal::Refusals;

/// Every open action has a lead, a date and a measure, or a waiver says why not.
pub(super) fn approve(plan: &Plan<'_>, waivers: &[Waiver], broken: &mut Refusals) {
    let approvable = plan.state.phase == Phase::Drafted || plan.state.revised_since_approval;
    broken.when(!approvable, refused::already_approved);
    broken.when(plan.state.priorities.is_empty(), refused::no_priorities);
    let of_plan = plan.world.actions_of_plan.get(&plan.id);
    for id in of_plan.into_iter().flatten() {
        let Some(action) = plan.world.actions.get(id).filter(|one| one.is_open()) else {
            continue;
        };
        let lacks = [
            (Lacking::Lead, action.has_lead()),
            (Lacking::Date, action.has_due()),
            (Lacking::Measure, action.has_measure()),
        ];
        for (lacking, has) in lacks {
            let mut waived = waivers.iter();
            let waived = waived.any(|one| one.action == *id && one.lacking == lacking);
            broken.when(!has && !waived, || {
                refused::action_lacks(&action.reference, lacking)
            });
        }
    }
    for (index, waiver) in waivers.iter().enumerate() {
        check_waiver(plan, waivers, waiver, index, broken);
    }
}

fn check_waiver(
    plan: &Plan<'_>,
    waivers: &[Waiver],
    waiver: &Waiver,
    index: usize,
    broken: &mut Refusals,
) {
    let action = plan.world.actions.get(&waiver.action);
    let Some(action) = action.filter(|one| one.plan == Some(plan.id)) else {
        return broken.push(refused::waiver_of_unknown_action(index));
    };
    let has = match waiver.lacking {
        Lacking::Lead => action.has_lead(),
        Lacking::Date => action.has_due(),
        Lacking::Measure => action.has_measure(),
    };
    let mut before = waivers.iter().take(index);
    let again = before.any(|one| one.action == waiver.action && one.lacking == waiver.lacking);
    broken.when(has || again || !action.is_open(), || {
        refused::waiver_not_needed(index)
    });
}

pub(super) fn publish(plan: &Plan<'_>, broken: &mut Refusals) {
    broken.when(plan.state.phase == Phase::Drafted, refused::not_approved);
    let again = plan.state.phase == Phase::Published;
    broken.when(again, refused::already_published);
    broken.when(
        plan.state.revised_since_approval,
        refused::revision_not_approved,
    );
}

pub(super) fn revise(plan: &Plan<'_>, broken: &mut Refusals) {
    broken.when(plan.state.phase == Phase::Drafted, refused::not_approved);
}

/// Open actions must be closed, given up or moved; before the last day it needs a reason.
pub(super) fn close(plan: &Plan<'_>, broken: &mut Refusals) {
    broken.when(plan.state.phase == Phase::Drafted, refused::not_approved);
    let open = plan.open_actions(None);
    broken.when(!open.is_empty(), || {
        refused::open_actions("", "close_with_open_actions", &open)
    });
    let early = plan
        .state
        .ends()
        .is_some_and(|end| plan.given.occurred_on < end);
    if early {
        broken.need_reason(plan.given, "closing a plan before its last day");
    }
}
