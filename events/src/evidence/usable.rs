//! What other streams ask before they rest on evidence.

use super::{Standing, State};
use crate::ids::EvidenceId;
use crate::refusal::Refusal;
use crate::world::World;
use std::collections::BTreeSet;

/// Why some of the evidence cannot be rested on; each reason once.
pub(crate) fn unusable(
    evidence: &[EvidenceId],
    field: &'static str,
    world: &World,
) -> Vec<Refusal> {
    let mut broken: Vec<Refusal> = Vec::new();
    for id in evidence {
        let found = world.evidence.get(id).map(|found| found.standing);
        let refusal = match found.unwrap_or_default() {
            Standing::Stands => continue,
            Standing::Unlodged => evidence_unknown(field),
            Standing::Rejected => evidence_rejected(field),
            Standing::Superseded { .. } => evidence_superseded(field),
        };
        if !broken.contains(&refusal) {
            broken.push(refusal);
        }
    }
    broken
}

/// Whether any of the evidence still stands.
pub(crate) fn any_stands(evidence: &[EvidenceId], world: &World) -> bool {
    evidence
        .iter()
        .any(|id| world.evidence.get(id).is_some_and(State::stands))
}

/// The same evidence in the same order, each piece once.
pub(crate) fn each_once(mut evidence: Vec<EvidenceId>) -> Vec<EvidenceId> {
    let mut seen = BTreeSet::new();
    evidence.retain(|id| seen.insert(*id));
    evidence
}

pub(super) fn evidence_unknown(field: &'static str) -> Refusal {
    Refusal::new(
        "evidence_unknown",
        field,
        "no evidence was lodged under this id",
        "lodge the evidence first, or choose a piece that was lodged",
    )
}

pub(super) fn evidence_rejected(field: &'static str) -> Refusal {
    Refusal::new(
        "evidence_rejected",
        field,
        "the evidence was rejected: it does not show what it was said to show",
        "lodge other evidence",
    )
}

pub(super) fn evidence_superseded(field: &'static str) -> Refusal {
    Refusal::new(
        "evidence_superseded",
        field,
        "a later piece of evidence took this one's place",
        "use the later piece",
    )
}
