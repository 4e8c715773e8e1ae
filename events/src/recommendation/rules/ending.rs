//! Closing a recommendation, with impact judged or by a decision without.

use super::super::{Event, Phase, refusals};
use super::{Case, Verdict};
use crate::action;
use crate::action::decided::rests_on_decision;
use crate::refusal::{Refusal, verdict};

pub(super) fn close(case: Case<'_>) -> Verdict {
    let mut broken: Vec<Refusal> = case.actions_broken().into_iter().collect();
    if !matches!(case.state.phase, Phase::Verified | Phase::ImpactJudged) {
        broken.push(refusals::closed_unverified());
    }
    if case.state.impact.is_none() {
        broken.push(refusals::impact_not_judged());
    }
    verdict(broken, vec![Event::RecommendationClosed {}])
}

/// A meeting may decide to close it without impact shown, but not while work on it goes on.
pub(super) fn close_without_impact(case: Case<'_>) -> Verdict {
    let mut broken: Vec<Refusal> = case.actions_broken().into_iter().collect();
    broken.extend(case.reason_broken("closing without impact evidence"));
    if !rests_on_decision(case.given, case.world) {
        broken.push(refusals::closing_undecided());
    }
    verdict(broken, vec![Event::ClosedWithoutImpactEvidence {}])
}

impl Case<'_> {
    fn actions_broken(self) -> Option<Refusal> {
        let actions = self.world.actions_of_recommendation.get(&self.id);
        actions
            .into_iter()
            .flatten()
            .filter_map(|action| self.world.actions.get(action))
            .any(action::State::is_open)
            .then(refusals::actions_open)
    }
}
