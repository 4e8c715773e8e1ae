//! Closing, giving up, reopening.

use super::super::decided::rests_on_decision;
use super::super::{Event, MilestoneStanding, Phase, refusals};
use super::{Case, Verdict};
use crate::refusal::{Refusal, verdict};
use crate::text::Text;

/// Impact is judged apart from completion, so an action can be closed before it is judged; the
/// product then shows that as a gap.
pub(super) fn close(case: Case<'_>) -> Verdict {
    let mut broken = Vec::new();
    if case.state.phase != Phase::Verified {
        broken.push(refusals::closed_unverified());
    }
    broken.extend(case.milestones_broken());
    verdict(broken, vec![Event::ActionClosed {}])
}

/// Giving an action up is what Purple means, so it needs the same: a cause and a decision.
pub(super) fn discontinue(case: Case<'_>, external_cause: Text) -> Verdict {
    let mut broken = Vec::new();
    if !rests_on_decision(case.given, case.world) {
        broken.push(refusals::purple_without_decision());
    }
    verdict(broken, vec![Event::ActionDiscontinued { external_cause }])
}

pub(super) fn reopen(case: Case<'_>) -> Verdict {
    let broken = case.reason_broken("reopening").into_iter().collect();
    verdict(broken, vec![Event::ActionReopened {}])
}

impl Case<'_> {
    /// A milestone still planned always stands in the way. One recorded as missed is let go only
    /// by the decision of a meeting, with a reason.
    fn milestones_broken(self) -> Vec<Refusal> {
        let any = |standing| {
            let mut milestones = self.state.milestones.values();
            milestones.any(|milestone| milestone.standing == standing)
        };
        let let_go = rests_on_decision(self.given, self.world) && self.given.has_reason();
        let mut broken = Vec::new();
        if any(MilestoneStanding::Planned) {
            broken.push(refusals::milestone_planned());
        }
        if any(MilestoneStanding::Missed) && !let_go {
            broken.push(refusals::milestone_missed());
        }
        broken
    }
}
