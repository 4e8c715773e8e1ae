//! What is held: a hold on a whole reaches what is part of it.

use super::Hold;
use crate::Models;
use events::evidence::Claim;
use events::ids::{CaseId, EvidenceId, PracticeReviewId, RapidReviewId, ReviewSubjectId};
use events::ids::{IncidentId, ReturnId, StreamId, StreamKind};
use events::review_subject::SubjectOf;
use std::collections::BTreeSet;

/// How many steps up are looked at.
const STEPS_MAX: usize = events::erasure::HELD_DEPTH_MAX;

/// A hold that holds a thing, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldBy<'a> {
    /// The hold.
    pub hold: &'a Hold,
    /// What of the hold it is: the thing itself, or what it is part of.
    pub through: StreamId,
}

impl Models {
    /// The holds that stand on a thing, or on what it is part of.
    pub fn holds_on(&self, thing: StreamId) -> Vec<HeldBy<'_>> {
        let standing = self.records.holds.values().filter(|hold| hold.stands());
        let standing: Vec<&Hold> = standing.collect();
        if standing.is_empty() {
            return Vec::new();
        }
        let whole = self.whole_of(thing);
        let through = |hold: &Hold| hold.things.iter().copied().find(|one| whole.contains(one));
        let held = standing.into_iter();
        held.filter_map(|hold| through(hold).map(|through| HeldBy { hold, through }))
            .collect()
    }

    /// What else names some things: what they are part of, the reviews made of that, and the
    /// recommendations and briefings that rest on them. Words about the same may stand there.
    pub fn naming(&self, things: &[StreamId]) -> Vec<StreamId> {
        let mut all = BTreeSet::new();
        for thing in things {
            let whole = self.whole_of(*thing);
            for one in &whole {
                all.extend(self.made_of(*one));
            }
            all.extend(whole);
            let made = self.recommendations.from_source(thing.id);
            all.extend(made.map(|one| StreamId::from(one.id)));
            let told = self.briefings.all().filter(|briefing| {
                let mut sources = briefing.sources.iter();
                sources.any(|source| source.id == Some(thing.id))
            });
            all.extend(told.map(|briefing| StreamId::from(briefing.id)));
        }
        all.into_iter()
            .filter(|one| !things.contains(one))
            .collect()
    }

    /// The reviews made of an incident.
    fn made_of(&self, thing: StreamId) -> Vec<StreamId> {
        if thing.kind != StreamKind::SeriousIncident {
            return Vec::new();
        }
        let Some(rapid) = self.rapid_reviews.review_of(IncidentId(thing.id)) else {
            return Vec::new();
        };
        let made = self.practice_reviews.made_of(rapid.id);
        let made = made.map(|review| StreamId::from(review.id));
        made.chain([rapid.id.into()]).collect()
    }

    /// What a thing is part of, itself first.
    fn whole_of(&self, thing: StreamId) -> BTreeSet<StreamId> {
        let mut all = BTreeSet::from([thing]);
        let mut last = vec![thing];
        for _ in 0..STEPS_MAX {
            let next: Vec<StreamId> = last.into_iter().flat_map(|one| self.above(one)).collect();
            last = next.into_iter().filter(|one| all.insert(*one)).collect();
        }
        all
    }

    fn above(&self, thing: StreamId) -> Vec<StreamId> {
        let id = thing.id;
        let found: Option<StreamId> = match thing.kind {
            StreamKind::ReviewSubject => {
                let known = self.rapid_reviews.subject(ReviewSubjectId(id));
                known.map(|one| match one.of {
                    SubjectOf::Incident(incident) => incident.into(),
                    SubjectOf::PracticeReview(review) => review.into(),
                })
            }
            StreamKind::RapidReview => {
                let known = self.rapid_reviews.review(RapidReviewId(id));
                known.map(|one| one.incident.into())
            }
            StreamKind::PracticeReview => {
                let known = self.practice_reviews.get(PracticeReviewId(id));
                known.and_then(|one| one.rapid_review).map(StreamId::from)
            }
            StreamKind::AuditCase => {
                let known = self.audits.case(CaseId(id));
                known.map(|one| one.audit.into())
            }
            StreamKind::ServiceReturn => {
                let known = self.campaigns.invited(ReturnId(id));
                known.map(|one| one.campaign.into())
            }
            StreamKind::Evidence => return self.supported_by(EvidenceId(id)),
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
            | StreamKind::LegalHold => None,
        };
        found.into_iter().collect()
    }

    fn supported_by(&self, evidence: EvidenceId) -> Vec<StreamId> {
        let known = self.evidence.get(evidence);
        let claims = known.into_iter().flat_map(|known| &known.claims);
        let thing = |claim: &Claim| match *claim {
            Claim::Action(action) => Some(action.into()),
            Claim::Recommendation(recommendation) => Some(recommendation.into()),
            Claim::Plan(plan) => Some(plan.into()),
            Claim::Meeting(meeting) => Some(meeting.into()),
            Claim::Priority(_) => None,
        };
        claims.filter_map(|(_, claim)| thing(claim)).collect()
    }
}
