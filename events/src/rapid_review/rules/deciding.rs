//! The safeguarding partners' decision.
//!
//! Each safeguarding partner states its own position: the local authority, the integrated care board
//! and the police (Children Act 2004 section 16E), and locally sometimes a fourth. Who they are is
//! what the partnership recorded, not what somebody types.

use super::super::{Command, Event, Outcome, Position, ReviewCriterion, refusals as refused};
use super::{Case, Verdict};
use crate::ids::AgencyId;
use crate::refusal::Refusals;
use std::collections::BTreeSet;

/// How many safeguarding partners the law names.
const STATUTORY_PARTNERS: usize = 3;

/// Judges a decision, or one made again. Any other command leads to nothing.
pub(super) fn decide(case: Case<'_>, command: Command) -> Verdict {
    let mut broken = Refusals::default();
    let event = if let Command::DecideReview {
        outcome,
        criteria,
        positions,
        rationale,
    } = command
    {
        let met = case.state.met_on;
        let early = met.is_some_and(|met| case.given.occurred_on < met);
        broken.when(early, refused::decided_before_meeting);
        judge(case, outcome, &criteria, &positions, &mut broken);
        Event::ReviewDecisionMade {
            outcome,
            criteria,
            positions,
            rationale,
        }
    } else if let Command::ReconsiderDecision {
        outcome,
        criteria,
        positions,
        rationale,
    } = command
    {
        broken.need_reason(case.given, "a decision made again");
        judge(case, outcome, &criteria, &positions, &mut broken);
        Event::DecisionReconsidered {
            outcome,
            criteria,
            positions,
            rationale,
        }
    } else {
        return Ok(Vec::new());
    };
    broken.or(|| vec![event])
}

fn judge(
    case: Case<'_>,
    outcome: Outcome,
    criteria: &[ReviewCriterion],
    positions: &[Position],
    broken: &mut Refusals,
) {
    let met: BTreeSet<&ReviewCriterion> = criteria.iter().collect();
    broken.when(met.len() < criteria.len(), refused::criterion_repeated);
    let unfounded = outcome == Outcome::PracticeReview && met.is_empty();
    broken.when(unfounded, refused::criteria_missing);
    let partners = case.partners();
    let few = partners.len() < STATUTORY_PARTNERS;
    broken.when(few, refused::partners_not_designated);
    let stated: BTreeSet<AgencyId> = positions.iter().map(|one| one.agency).collect();
    broken.when(stated.len() < positions.len(), refused::position_repeated);
    let strangers = !stated.is_subset(&partners);
    broken.when(strangers, refused::position_of_non_partner);
    let missing = !partners.is_subset(&stated);
    broken.when(missing, refused::position_missing);
    let silent = |one: &Position| one.outcome != outcome && one.words.is_none();
    broken.when(positions.iter().any(silent), refused::dissent_unexplained);
}

impl Case<'_> {
    /// The safeguarding partners on the day of the decision: the statutory three, and the local
    /// fourth where there is one.
    fn partners(self) -> BTreeSet<AgencyId> {
        self.world
            .partnership
            .partners_on(self.given.occurred_on)
            .collect()
    }
}
