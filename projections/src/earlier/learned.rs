//! Everything that was found or learned, wherever: by an audit, in a rapid review, in a practice
//! review, or by an inspectorate. Patterns across reviews are looked for, so that what was learned
//! once need not be learned again.

use super::EarlierRecommendation;
use crate::Models;
use crate::reference::{Stamp, TextRef};
use events::ids::{
    AuditId, FindingId, InspectionFindingId, InspectionId, LearningPointId, PracticeReviewId,
    RapidReviewId, ReviewFindingId, StreamId,
};
use events::practice_review::FindingKind;
use serde::Serialize;
use uuid::Uuid;

/// Where something was found or learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LearnedIn {
    /// By an audit, as a finding.
    Audit(AuditId, FindingId),
    /// In a rapid review, as a learning point.
    RapidReview(RapidReviewId, LearningPointId),
    /// In a practice review, as something it says.
    PracticeReview(PracticeReviewId, ReviewFindingId),
    /// In the letter of an inspection.
    Inspection(InspectionId, InspectionFindingId),
}

impl LearnedIn {
    /// The audit, review or inspection.
    pub fn thing(self) -> StreamId {
        match self {
            Self::Audit(id, _) => id.into(),
            Self::RapidReview(id, _) => id.into(),
            Self::PracticeReview(id, _) => id.into(),
            Self::Inspection(id, _) => id.into(),
        }
    }

    /// Its own id, as a recommendation names its source.
    pub const fn source(self) -> Uuid {
        match self {
            Self::Audit(_, id) => id.0,
            Self::RapidReview(_, id) => id.0,
            Self::PracticeReview(_, id) => id.0,
            Self::Inspection(_, id) => id.0,
        }
    }
}

/// Something that was found or learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Learned<'a> {
    /// Where.
    pub of: LearnedIn,
    /// The reference of the audit, review or inspection.
    pub reference: &'a str,
    /// When it was recorded.
    pub recorded: Stamp,
    /// What it says, as it now reads.
    pub statement: &'a TextRef,
    /// The code of its theme, as it was given.
    pub theme: &'a str,
    /// Whether it asks for change: a strength and good practice do not.
    pub asks_for_change: bool,
}

/// Something a review learned or an inspectorate found earlier, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EarlierLearning<'a> {
    /// What, and where.
    pub learned: Learned<'a>,
    /// What was recommended.
    pub recommendations: Vec<EarlierRecommendation<'a>>,
}

impl Models {
    /// Everything that was found or learned: by audits that were not given up, in rapid reviews,
    /// in practice reviews and in inspections. What the reader must not see is not in the models.
    pub fn learned(&self) -> Vec<Learned<'_>> {
        let mut all = Vec::new();
        for audit in self.audits.all().filter(|one| one.abandoned.is_none()) {
            all.extend(audit.findings.iter().map(|one| Learned {
                of: LearnedIn::Audit(audit.id, one.id),
                reference: &audit.reference,
                recorded: one.recorded,
                statement: &one.now.statement,
                theme: &one.now.theme,
                asks_for_change: one.now.kind.asks_for_recommendation(),
            }));
        }
        all.extend(self.learned_beside_audits());
        all
    }

    /// What reviews learned and found, and what letters of inspections say.
    pub fn learned_beside_audits(&self) -> Vec<Learned<'_>> {
        let mut all = Vec::new();
        for review in self.rapid_reviews.reviews() {
            all.extend(review.points.iter().map(|one| Learned {
                of: LearnedIn::RapidReview(review.id, one.id),
                reference: &review.reference,
                recorded: one.recorded,
                statement: &one.statement,
                theme: &one.theme,
                asks_for_change: true,
            }));
        }
        for review in self.practice_reviews.latest_first() {
            all.extend(review.findings.iter().map(|one| Learned {
                of: LearnedIn::PracticeReview(review.id, one.id),
                reference: &review.reference,
                recorded: one.recorded,
                statement: &one.statement,
                theme: &one.theme,
                asks_for_change: one.kind.asks_for_change(),
            }));
        }
        for inspection in self.inspections.latest_first() {
            all.extend(inspection.findings.iter().map(|one| Learned {
                of: LearnedIn::Inspection(inspection.id, one.id),
                reference: &inspection.reference,
                recorded: one.recorded,
                statement: &one.statement,
                theme: &one.theme,
                asks_for_change: one.kind.asks_for_change(),
            }));
        }
        all
    }

    /// Whether two things look at one and the same case: a practice review comes from a rapid
    /// review, and says again what that learned.
    pub fn is_of_one_case(&self, one: StreamId, other: StreamId) -> bool {
        let comes_from = |later: StreamId, earlier: StreamId| {
            let review = self.practice_reviews.get(PracticeReviewId(later.id));
            let rapid = review.and_then(|review| review.rapid_review);
            rapid.is_some_and(|rapid| StreamId::from(rapid) == earlier)
        };
        one == other || comes_from(one, other) || comes_from(other, one)
    }

    /// What kind of thing a learning is, as people say it.
    pub fn learned_word(&self, of: LearnedIn) -> &'static str {
        match of {
            LearnedIn::Audit(..) => "Finding of audit",
            LearnedIn::RapidReview(..) => "Learning point of rapid review",
            LearnedIn::Inspection(..) => "Finding of inspection",
            LearnedIn::PracticeReview(_, id) => {
                let found = self.practice_reviews.finding(id);
                match found.map(|(_, one)| one.kind) {
                    Some(FindingKind::LearningPoint) => "Learning point of practice review",
                    Some(FindingKind::GoodPractice) => "Good practice in practice review",
                    Some(FindingKind::Finding) | None => "Finding of practice review",
                }
            }
        }
    }
}
