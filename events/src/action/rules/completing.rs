//! Claiming completion, verifying or refusing it, and judging impact.

use super::super::independence::{Tie, Work};
use super::super::{Event, Impact, Phase, refusals};
use super::{Case, Verdict};
use crate::envelope::Actor;
use crate::evidence;
use crate::ids::EvidenceId;
use crate::refusal::{Refusal, verdict};
use crate::text::Text;

pub(super) fn claim(case: Case<'_>, statement: Text, shown_by: Vec<EvidenceId>) -> Verdict {
    let mut broken = case.unclaimed_broken();
    if shown_by.is_empty() {
        broken.push(refusals::claim_without_evidence());
    }
    broken.extend(evidence::unusable(&shown_by, "evidence", case.world));
    let claimed = Event::CompletionClaimed {
        statement,
        evidence: evidence::each_once(shown_by),
    };
    verdict(broken, vec![claimed])
}

pub(super) fn verify(case: Case<'_>, how: Text) -> Verdict {
    if case.state.phase != Phase::Claimed {
        return Err(vec![refusals::not_claimed()]);
    }
    let mut broken = Vec::new();
    match case.work().tie(&case.given.actor, case.world) {
        None => {}
        Some(Tie::OwnClaim) => broken.push(refusals::verifies_own_claim()),
        Some(Tie::OwnAgency) => broken.push(refusals::verifies_own_agency()),
        Some(Tie::Nobody) => broken.push(refusals::verified_by_nobody()),
    }
    if !evidence::any_stands(&case.state.claimed_with, case.world) {
        broken.push(refusals::claimed_evidence_fell());
    }
    verdict(broken, vec![Event::CompletionVerified { how }])
}

/// A claim is refused; and so is, before the action is closed, a verification found to be wrong.
pub(super) fn refuse(case: Case<'_>) -> Verdict {
    let mut broken: Vec<Refusal> = case
        .reason_broken("refusing completion")
        .into_iter()
        .collect();
    if !matches!(case.state.phase, Phase::Claimed | Phase::Verified) {
        broken.push(refusals::nothing_to_refuse());
    }
    verdict(broken, vec![Event::CompletionRefused {}])
}

pub(super) fn judge_impact(
    case: Case<'_>,
    judgement: Impact,
    rests_on: Vec<EvidenceId>,
    explanation: Text,
) -> Verdict {
    let broken = evidence::unusable(&rests_on, "evidence", case.world);
    let judged = Event::ActionImpactJudged {
        judgement,
        evidence: evidence::each_once(rests_on),
        explanation,
    };
    verdict(broken, vec![judged])
}

impl<'a> Case<'a> {
    fn unclaimed_broken(self) -> Vec<Refusal> {
        match self.state.phase {
            Phase::Claimed => vec![refusals::already_claimed()],
            Phase::Verified => vec![refusals::already_verified()],
            Phase::Unagreed
            | Phase::Agreed
            | Phase::Accepted
            | Phase::NotStarted
            | Phase::Underway
            | Phase::Refused
            | Phase::Closed
            | Phase::Discontinued
            | Phase::Reopened => Vec::new(),
        }
    }

    /// The work is its owners', and also that of the agency that claimed it, should the action
    /// have been reassigned since.
    fn work(self) -> Work<'a> {
        let claimant = self.state.claimed_by.as_ref();
        let owners = self.state.owners.iter().map(|owner| owner.agency);
        let claimed_for = claimant.and_then(Actor::agency).map(Some);
        Work {
            claimants: claimant.into_iter().collect(),
            agencies: owners.chain(claimed_for).collect(),
        }
    }
}
