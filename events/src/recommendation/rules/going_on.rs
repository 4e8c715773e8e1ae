//! How a recommendation goes on: merged, split, superseded, carried forward; and what it repeats.

use super::super::{Event, refusals};
use super::{Case, Verdict};
use crate::ids::{PlanId, RecommendationId};
use crate::refusal::{Refusal, verdict};
use crate::world::World;
use std::collections::BTreeSet;

pub(super) fn merge(case: Case<'_>, into: RecommendationId) -> Verdict {
    let broken = case.into_broken(into).into_iter().collect();
    verdict(broken, vec![Event::RecommendationMerged { into }])
}

pub(super) fn split(case: Case<'_>, into: Vec<RecommendationId>) -> Verdict {
    let different: BTreeSet<_> = into.iter().copied().collect();
    let mut broken: Vec<Refusal> = Vec::new();
    if different.len() < 2 || different.len() < into.len() {
        broken.push(refusals::split_into_too_few());
    }
    for refusal in different.into_iter().filter_map(|id| case.into_broken(id)) {
        if !broken.contains(&refusal) {
            broken.push(refusal);
        }
    }
    verdict(broken, vec![Event::RecommendationSplit { into }])
}

pub(super) fn supersede(case: Case<'_>, by: RecommendationId) -> Verdict {
    let broken = if by == case.id {
        vec![refusals::superseded_by_itself()]
    } else {
        match case.world.recommendations.get(&by) {
            None => vec![refusals::superseded_by_unknown()],
            Some(later) if !later.is_open() => vec![refusals::superseded_by_ended()],
            Some(_) => Vec::new(),
        }
    };
    verdict(broken, vec![Event::RecommendationSuperseded { by }])
}

pub(super) fn carry_forward(case: Case<'_>, to: PlanId) -> Verdict {
    let mut broken = Vec::new();
    match case.world.plans.get(&to) {
        None => broken.push(refusals::carried_to_unknown_plan()),
        Some(_) if case.state.plan == Some(to) => broken.push(refusals::carried_to_same_plan()),
        Some(plan) if !plan.is_open() => broken.push(refusals::carried_to_closed_plan()),
        Some(_) if case.reference_taken(&case.state.reference, to) => {
            broken.push(refusals::carried_reference_taken());
        }
        Some(_) => {}
    }
    verdict(broken, vec![Event::RecommendationCarriedForward { to }])
}

pub(super) fn repeat(case: Case<'_>, earlier: RecommendationId) -> Verdict {
    let broken = if earlier == case.id {
        vec![refusals::repeats_itself()]
    } else if !case.world.recommendations.contains_key(&earlier) {
        vec![refusals::repeats_unknown()]
    } else if case.state.repeats.contains(&earlier) {
        vec![refusals::repeats_already()]
    } else if repeats(earlier, case.id, case.world) {
        vec![refusals::repeats_in_a_circle()]
    } else {
        Vec::new()
    };
    verdict(
        broken,
        vec![Event::RecommendationRepeatsEarlier { earlier }],
    )
}

impl Case<'_> {
    fn into_broken(self, into: RecommendationId) -> Option<Refusal> {
        if into == self.id {
            return Some(refusals::merged_into_itself());
        }
        match self.world.recommendations.get(&into) {
            None => Some(refusals::merged_into_unknown()),
            Some(other) if !other.is_open() => Some(refusals::merged_into_ended()),
            Some(_) => None,
        }
    }
}

/// Whether a recommendation repeats, directly or by way of others, another.
fn repeats(recommendation: RecommendationId, other: RecommendationId, world: &World) -> bool {
    let mut seen = BTreeSet::new();
    let mut to_see = vec![recommendation];
    while let Some(next) = to_see.pop() {
        if next == other {
            return true;
        }
        if seen.insert(next) {
            let state = world.recommendations.get(&next);
            to_see.extend(state.iter().flat_map(|state| &state.repeats));
        }
    }
    false
}
