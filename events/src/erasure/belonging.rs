//! What belongs together: whose words go with whose, and what a hold on a whole reaches.

use crate::evidence::Claim;
use crate::ids::{AuditId, CampaignId, ReturnId, ReviewSubjectId};
use crate::ids::{CaseId, EvidenceId, IncidentId, PracticeReviewId, RapidReviewId};
use crate::ids::{StreamId, StreamKind};
use crate::review_subject::SubjectOf;
use crate::world::World;
use std::collections::BTreeSet;

/// How many steps up are looked at for a hold: a child of a practice review is three steps
/// below the incident.
pub const HELD_DEPTH_MAX: usize = 6;

/// Whether the words of things of this kind are erased at all.
pub const fn is_erasable(kind: StreamKind) -> bool {
    match kind {
        StreamKind::Partnership | StreamKind::Gap | StreamKind::Erasure | StreamKind::LegalHold => {
            false
        }
        StreamKind::Plan
        | StreamKind::Recommendation
        | StreamKind::ImprovementAction
        | StreamKind::Evidence
        | StreamKind::Meeting
        | StreamKind::Account
        | StreamKind::SelfAssessment
        | StreamKind::ServiceReturn
        | StreamKind::SeriousIncident
        | StreamKind::RapidReview
        | StreamKind::ReviewSubject
        | StreamKind::PracticeReview
        | StreamKind::Briefing
        | StreamKind::LearningActivity
        | StreamKind::ChildDeathLearning
        | StreamKind::AuditProgramme
        | StreamKind::Audit
        | StreamKind::AuditCase
        | StreamKind::Inspection
        | StreamKind::EvidencePack => true,
    }
}

/// What a thing is a direct part of.
fn above(thing: StreamId, world: &World) -> Vec<StreamId> {
    let id = thing.id;
    match thing.kind {
        StreamKind::ReviewSubject => {
            let of = world
                .subjects
                .get(&ReviewSubjectId(id))
                .and_then(|one| one.of);
            of.map(|of| match of {
                SubjectOf::Incident(incident) => incident.into(),
                SubjectOf::PracticeReview(review) => review.into(),
            })
            .into_iter()
            .collect()
        }
        StreamKind::RapidReview => {
            let known = world.rapid_reviews.get(&RapidReviewId(id));
            let incident = known.and_then(|known| known.incident);
            incident.map(StreamId::from).into_iter().collect()
        }
        StreamKind::PracticeReview => {
            let known = world.practice_reviews.get(&PracticeReviewId(id));
            let from = known.and_then(|known| known.rapid_review);
            from.map(StreamId::from).into_iter().collect()
        }
        StreamKind::AuditCase => {
            let audit = world.cases.get(&CaseId(id)).and_then(|one| one.audit);
            audit.map(StreamId::from).into_iter().collect()
        }
        StreamKind::ServiceReturn => {
            let campaign = world
                .returns
                .get(&ReturnId(id))
                .and_then(|one| one.campaign);
            campaign.map(StreamId::from).into_iter().collect()
        }
        StreamKind::Evidence => {
            let known = world.evidence.get(&EvidenceId(id));
            let supports = known.into_iter().flat_map(|known| &known.supports);
            supports.filter_map(supported).collect()
        }
        StreamKind::Partnership
        | StreamKind::Plan
        | StreamKind::Recommendation
        | StreamKind::ImprovementAction
        | StreamKind::Meeting
        | StreamKind::Gap
        | StreamKind::Account
        | StreamKind::SelfAssessment
        | StreamKind::SeriousIncident
        | StreamKind::Briefing
        | StreamKind::LearningActivity
        | StreamKind::ChildDeathLearning
        | StreamKind::AuditProgramme
        | StreamKind::Audit
        | StreamKind::Inspection
        | StreamKind::EvidencePack
        | StreamKind::Erasure
        | StreamKind::LegalHold => Vec::new(),
    }
}

/// What a piece of evidence hangs in.
fn supported(claim: &Claim) -> Option<StreamId> {
    match *claim {
        Claim::Action(action) => Some(action.into()),
        Claim::Recommendation(recommendation) => Some(recommendation.into()),
        Claim::Plan(plan) => Some(plan.into()),
        Claim::Meeting(meeting) => Some(meeting.into()),
        Claim::Priority(_) => None,
    }
}

/// What a thing is part of, itself first: a hold on any of these holds the thing.
pub fn whole_of(thing: StreamId, world: &World) -> BTreeSet<StreamId> {
    let mut all = BTreeSet::from([thing]);
    let mut last = vec![thing];
    for _ in 0..HELD_DEPTH_MAX {
        let next: Vec<StreamId> = last.into_iter().flat_map(|one| above(one, world)).collect();
        last = next.into_iter().filter(|one| all.insert(*one)).collect();
    }
    all
}

/// The things that are part of a thing and hold words of their own: whoever erases a whole review
/// or audit names these with it.
pub fn parts_of(thing: StreamId, world: &World) -> Vec<StreamId> {
    let mut all = BTreeSet::new();
    let mut last = vec![thing];
    while let Some(one) = last.pop() {
        for part in below(one, world) {
            if part != thing && all.insert(part) {
                last.push(part);
            }
        }
    }
    all.into_iter().collect()
}

fn below(thing: StreamId, world: &World) -> Vec<StreamId> {
    let subjects = |of: SubjectOf| {
        let each = world.subjects_of.get(&of).into_iter().flatten();
        each.copied().map(StreamId::from).collect::<Vec<_>>()
    };
    let mut parts = match thing.kind {
        StreamKind::SeriousIncident => {
            let incident = IncidentId(thing.id);
            let mut parts = subjects(SubjectOf::Incident(incident));
            let rapid = world.rapid_review_of.get(&incident);
            parts.extend(rapid.copied().map(StreamId::from));
            parts
        }
        StreamKind::RapidReview => {
            let made = world.practice_reviews_of.get(&RapidReviewId(thing.id));
            let made = made.into_iter().flatten();
            made.copied().map(StreamId::from).collect()
        }
        StreamKind::PracticeReview => {
            subjects(SubjectOf::PracticeReview(PracticeReviewId(thing.id)))
        }
        StreamKind::Audit => {
            let cases = world.cases_of_audit.get(&AuditId(thing.id));
            let cases = cases.into_iter().flatten();
            cases.copied().map(StreamId::from).collect()
        }
        StreamKind::SelfAssessment => {
            let returns = world.returns_of_campaign.get(&CampaignId(thing.id));
            let returns = returns.into_iter().flatten();
            returns.copied().map(StreamId::from).collect()
        }
        StreamKind::Partnership
        | StreamKind::Plan
        | StreamKind::Recommendation
        | StreamKind::ImprovementAction
        | StreamKind::Evidence
        | StreamKind::Meeting
        | StreamKind::Gap
        | StreamKind::Account
        | StreamKind::ServiceReturn
        | StreamKind::ReviewSubject
        | StreamKind::Briefing
        | StreamKind::LearningActivity
        | StreamKind::ChildDeathLearning
        | StreamKind::AuditProgramme
        | StreamKind::AuditCase
        | StreamKind::Inspection
        | StreamKind::EvidencePack
        | StreamKind::Erasure
        | StreamKind::LegalHold => Vec::new(),
    };
    let evidence = world.evidence.iter().filter(|(_, known)| {
        let mut supports = known.supports.iter().filter_map(supported);
        supports.any(|one| one == thing)
    });
    parts.extend(evidence.map(|(id, _)| StreamId::from(*id)));
    parts
}
