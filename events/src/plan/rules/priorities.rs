//! Rules of priorities, their outcomes and their measures.

use super::{HORIZON_MONTHS_MAX, Plan, refusals as refused};
use crate::action::Owner;
use crate::ids::{MeasureId, OutcomeId, PlanId, PriorityId};
use crate::plan::PriorityPhase;
use crate::refusal::Refusals;

pub(super) fn adopt(
    plan: &Plan<'_>,
    priority: PriorityId,
    number: &str,
    parent: Option<PriorityId>,
    broken: &mut Refusals,
) {
    let mut plans = plan.world.plans.values();
    let known = plans.any(|other| other.has_priority(priority));
    broken.when(known, refused::priority_already_adopted);
    let taken = plan.state.priority_numbered(number).is_some();
    broken.when(taken, refused::priority_number_taken);
    let Some(parent) = parent else { return };
    match plan.state.priorities.get(&parent) {
        Some(above) if above.phase == PriorityPhase::Adopted => {
            broken.when(above.parent.is_some(), refused::parent_is_sub_priority);
        }
        Some(_) | None => broken.push(refused::parent_unknown()),
    }
}

pub(super) fn must_be_known(plan: &Plan<'_>, priority: PriorityId, broken: &mut Refusals) {
    let known = plan.state.has_priority(priority);
    broken.when(!known, refused::priority_unknown);
}

/// A priority that was retired or carried forward is finished here.
pub(super) fn must_be_adopted(plan: &Plan<'_>, priority: PriorityId, broken: &mut Refusals) {
    must_be_known(plan, priority, broken);
    let ended = plan.state.has_priority(priority) && !plan.state.is_adopted(priority);
    broken.when(ended, refused::priority_ended);
}

pub(super) fn lead(plan: &Plan<'_>, lead: &Owner, broken: &mut Refusals) {
    let Some(agency) = lead.agency else { return };
    let known = plan.world.partnership.agency(agency);
    let member = known.is_some_and(|known| known.is_member_on(plan.given.occurred_on));
    broken.when(!member, refused::lead_not_a_member);
}

pub(super) fn outcome(
    plan: &Plan<'_>,
    outcome: OutcomeId,
    horizon_months: Option<u16>,
    broken: &mut Refusals,
) {
    let mut plans = plan.world.plans.values();
    let known = plans.any(|other| other.outcomes.contains_key(&outcome));
    broken.when(known, refused::outcome_already_set);
    let possible = horizon_months.is_none_or(|months| (1..=HORIZON_MONTHS_MAX).contains(&months));
    broken.when(!possible, refused::horizon_out_of_range);
}

pub(super) fn measure(
    plan: &Plan<'_>,
    measure: MeasureId,
    priority: PriorityId,
    outcome: Option<OutcomeId>,
    broken: &mut Refusals,
) {
    let mut plans = plan.world.plans.values();
    let known = plans.any(|other| other.measures.contains_key(&measure));
    broken.when(known, refused::measure_already_set);
    let Some(outcome) = outcome else { return };
    let of_priority = plan.state.priority_of_outcome(outcome) == Some(priority);
    broken.when(!of_priority, refused::outcome_unknown);
}

pub(super) fn carry_forward(plan: &Plan<'_>, to: PlanId, broken: &mut Refusals) {
    if to == plan.id {
        return broken.push(refused::carried_to_itself());
    }
    let Some(next) = plan.world.plans.get(&to).filter(|next| next.is_open()) else {
        return broken.push(refused::next_plan_unknown());
    };
    let later = next.ends() > plan.state.ends();
    broken.when(!later, refused::next_plan_not_later);
}

pub(super) fn retire(plan: &Plan<'_>, priority: PriorityId, broken: &mut Refusals) {
    let open = plan.open_actions(Some(priority));
    broken.when(!open.is_empty(), || {
        refused::open_actions("priority", "retire_with_open_actions", &open)
    });
    let mut all = plan.state.priorities.values();
    let has_parts =
        all.any(|one| one.parent == Some(priority) && one.phase == PriorityPhase::Adopted);
    broken.when(has_parts, refused::retire_with_sub_priorities);
}
