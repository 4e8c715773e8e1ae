//! Practice reviews in a thread: what a review says, as the source of what should change.

use super::{Reach, Stage, Thread};
use crate::Models;
use crate::practice_reviews::{FindingLine, Review};
use crate::reference::Label;
use events::ids::PracticeReviewId;
use events::practice_review::FindingKind;
use events::recommendation::SourceKind;

impl Models {
    pub(super) fn reach_review(&self, reach: &mut Reach, id: PracticeReviewId) {
        let Some(review) = self.practice_reviews.get(id) else {
            return;
        };
        reach.review = Some(id);
        let said = review.findings.iter().map(|finding| finding.id.0);
        for source in said.chain([id.0]) {
            for one in self.recommendations.from_source(source) {
                self.reach_all(reach, one.id);
            }
        }
    }

    /// What a review says, as a source: the review, and its words. Nothing comes of what asks for
    /// change and led to no recommendation, unless somebody said why not.
    pub(super) fn review_finding_knot(
        &self,
        thread: &mut Thread,
        review: &Review,
        finding: &FindingLine,
    ) -> usize {
        let label = Label {
            words: Some(finding.statement.clone()),
            ..self.label(review.id.into())
        };
        if let Some(known) = thread.find(Stage::Source, &label) {
            return known;
        }
        let knot = thread.knot(Stage::Source, label, Some(finding.recorded));
        thread.word(knot, &finding.statement);
        if let Some(knot) = thread.knots.get_mut(knot) {
            knot.source = Some(match finding.kind {
                FindingKind::LearningPoint => SourceKind::LearningPoint,
                FindingKind::Finding | FindingKind::GoodPractice => SourceKind::PracticeReview,
            });
        }
        let asks = finding.kind.asks_for_change() && finding.justified.is_none();
        if asks && !self.review_finding_is_answered(finding.id) && !self.is_partial() {
            thread.break_at(knot, Stage::Recommendation);
        }
        knot
    }
}
