//! Reporting, verifying and judging what was done.

use super::super::{Event, Phase, refusals};
use super::{Case, Verdict};
use crate::action::Impact;
use crate::action::independence::{Tie, Work, is_team};
use crate::evidence;
use crate::ids::{AgencyId, EvidenceId};
use crate::refusal::{Refusal, verdict};
use crate::text::Text;
use std::collections::BTreeSet;

pub(super) fn report(case: Case<'_>, agency: Option<AgencyId>, report: Text) -> Verdict {
    let mut broken = Vec::new();
    if matches!(case.state.phase, Phase::Verified | Phase::ImpactJudged) {
        broken.push(refusals::already_verified());
    }
    match agency {
        Some(agency) => broken.extend(case.answer_broken(agency)),
        None if !is_team(case.given.actor.agency(), case.world) => {
            broken.push(refusals::reported_for_the_team());
        }
        None => {}
    }
    let reported = Event::ImplementationReported { agency, report };
    verdict(broken, vec![reported])
}

pub(super) fn verify(case: Case<'_>, how: Text) -> Verdict {
    if case.state.phase != Phase::Implemented {
        return Err(vec![refusals::not_implemented()]);
    }
    let broken = case.tie_broken().into_iter().collect();
    verdict(broken, vec![Event::ImplementationVerified { how }])
}

pub(super) fn judge_impact(
    case: Case<'_>,
    judgement: Impact,
    rests_on: Vec<EvidenceId>,
    explanation: Text,
) -> Verdict {
    let broken = evidence::unusable(&rests_on, "evidence", case.world);
    let judged = Event::RecommendationImpactJudged {
        judgement,
        evidence: evidence::each_once(rests_on),
        explanation,
    };
    verdict(broken, vec![judged])
}

impl<'a> Case<'a> {
    fn tie_broken(self) -> Option<Refusal> {
        let tie = self.work().tie(&self.given.actor, self.world)?;
        Some(match tie {
            Tie::OwnClaim => refusals::verifies_own_report(),
            Tie::OwnAgency => refusals::verifies_own_agency(),
            Tie::Nobody => refusals::verified_by_nobody(),
        })
    }

    /// The implementing team: the addressees that did not decline, whoever reported it and for
    /// whom, and the owners of its actions.
    fn work(self) -> Work<'a> {
        let state = self.state;
        let mut agencies: BTreeSet<Option<AgencyId>> = state
            .addressees
            .iter()
            .filter(|agency| !state.declined_by(**agency))
            .map(|agency| Some(*agency))
            .collect();
        for implementer in &state.implementers {
            agencies.insert(implementer.agency);
            agencies.extend(implementer.actor.agency().map(Some));
        }
        let actions = self.world.actions_of_recommendation.get(&self.id);
        let actions = actions.into_iter().flatten();
        for action in actions.filter_map(|action| self.world.actions.get(action)) {
            agencies.extend(action.owners.iter().map(|owner| owner.agency));
        }
        let reporters = state.implementers.iter();
        Work {
            claimants: reporters.map(|implementer| &implementer.actor).collect(),
            agencies,
        }
    }
}
