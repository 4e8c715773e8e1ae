//! Serious incidents, their rapid reviews, and the children and family of both
//! and of practice reviews: what was referred,
//! whether the Panel was notified and when, what agencies said, what was decided and by whom.
//!
//! How far something has come is worked out from its own events; a clock from its dates, the rule
//! set it is pinned to and the bank holidays known.

use events::ids::{IncidentId, LearningPointId, RapidReviewId, ReviewSubjectId};
use events::review_subject::SubjectOf;
use std::collections::{BTreeMap, BTreeSet};

mod clocks;
mod fold;
mod incidents;
mod lists;
mod rapid;
mod returns;
mod subjects;
mod view;

#[cfg(test)]
mod tests;

pub use clocks::{ClockView, PlanStep, PlannedStep};
pub use incidents::{
    Aware, Incident, IncidentStage, Informed, NotifiedPanel, NotifyDecision, OfstedInformed,
};
pub use lists::{IncidentFilter, IncidentRow, RapidReviewFilter, RapidReviewRow};
pub use rapid::{
    Decision, Delay, LearnedCheck, LearningPoint, PanelAnswer, PartnerPosition, RapidReview,
    ReviewMeeting, ReviewStage, Summary, SummaryReceived, SummaryState,
};
pub use returns::{Figure, FigureRow, StatutoryFigures};
pub use subjects::{SafetyAction, Subject};
pub use view::{OpenSafetyAction, unconfirmed};

/// Every incident, rapid review and subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RapidReviews {
    incidents: BTreeMap<IncidentId, Box<Incident>>,
    reviews: BTreeMap<RapidReviewId, Box<RapidReview>>,
    subjects: BTreeMap<ReviewSubjectId, Box<Subject>>,
    review_of: BTreeMap<IncidentId, RapidReviewId>,
    subjects_of: BTreeMap<SubjectOf, BTreeSet<ReviewSubjectId>>,
    points: BTreeMap<LearningPointId, RapidReviewId>,
}

impl RapidReviews {
    /// An incident.
    pub fn incident(&self, id: IncidentId) -> Option<&Incident> {
        self.incidents.get(&id).map(Box::as_ref)
    }

    /// Every incident, in the order of ids.
    pub fn incidents(&self) -> impl Iterator<Item = &Incident> {
        self.incidents.values().map(Box::as_ref)
    }

    /// A rapid review.
    pub fn review(&self, id: RapidReviewId) -> Option<&RapidReview> {
        self.reviews.get(&id).map(Box::as_ref)
    }

    /// Every rapid review, in the order of ids.
    pub fn reviews(&self) -> impl Iterator<Item = &RapidReview> {
        self.reviews.values().map(Box::as_ref)
    }

    /// The rapid review of an incident.
    pub fn review_of(&self, incident: IncidentId) -> Option<&RapidReview> {
        self.review(*self.review_of.get(&incident)?)
    }

    /// A child or family member.
    pub fn subject(&self, id: ReviewSubjectId) -> Option<&Subject> {
        self.subjects.get(&id).map(Box::as_ref)
    }

    /// Every child and family member, in the order of ids.
    pub fn subjects(&self) -> impl Iterator<Item = &Subject> {
        self.subjects.values().map(Box::as_ref)
    }

    /// The children and family of an incident, by alias.
    pub fn subjects_of(&self, incident: IncidentId) -> Vec<&Subject> {
        self.subjects_at(SubjectOf::Incident(incident))
    }

    /// The children and family of an incident or a practice review, by alias.
    pub fn subjects_at(&self, of: SubjectOf) -> Vec<&Subject> {
        let ids = self.subjects_of.get(&of).into_iter().flatten();
        let mut all: Vec<_> = ids.filter_map(|id| self.subject(*id)).collect();
        all.sort_by_key(|one| (one.alias.to_lowercase(), one.id));
        all
    }

    /// A learning point, with its review.
    pub fn point(&self, id: LearningPointId) -> Option<(&RapidReview, &LearningPoint)> {
        let review = self.review(*self.points.get(&id)?)?;
        let point = review.points.iter().find(|one| one.id == id)?;
        Some((review, point))
    }
}
