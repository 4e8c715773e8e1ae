//! Reviews in a thread: what a review says, as the source of what should change, and what led to
//! the review: a serious incident, its rapid review, the decision for a practice review.

use super::{Link, Reach, Stage, Thread};
use crate::Models;
use crate::practice_reviews::{FindingLine, Review};
use crate::rapid_reviews::{LearningPoint, RapidReview};
use crate::reference::{Label, Stamp};
use events::ids::{IncidentId, PracticeReviewId, RapidReviewId, StreamId, StreamKind};
use events::practice_review::FindingKind;
use events::recommendation::SourceKind;

impl Models {
    pub(super) fn reach_review(&self, reach: &mut Reach, id: PracticeReviewId) {
        let Some(review) = self.practice_reviews.get(id) else {
            return;
        };
        reach.reviews.insert(id);
        let said = review.findings.iter().map(|finding| finding.id.0);
        for source in said.chain([id.0]) {
            for one in self.recommendations.from_source(source) {
                self.reach_all(reach, one.id);
            }
        }
    }

    /// What came of the learning points of a rapid review, and of the practice reviews made of it.
    pub(super) fn reach_rapid_review(&self, reach: &mut Reach, review: &RapidReview) {
        reach.incident = Some(review.incident);
        for point in &review.points {
            for one in self.recommendations.from_source(point.id.0) {
                self.reach_all(reach, one.id);
            }
        }
        for made in self.practice_reviews.made_of(review.id) {
            self.reach_review(reach, made.id);
        }
    }

    /// The incident and the practice reviews a thread begins with, those too of which nothing came
    /// yet.
    pub(super) fn led_knots(&self, thread: &mut Thread, reach: &Reach) {
        if let Some(incident) = reach.incident {
            self.incident_knot(thread, incident);
            if let Some(review) = self.rapid_reviews.review_of(incident) {
                self.rapid_review_knot(thread, review);
                for point in &review.points {
                    self.point_knot(thread, review, point);
                }
            }
        }
        for review in &reach.reviews {
            let Some(review) = self.practice_reviews.get(*review) else {
                continue;
            };
            self.practice_review_knot(thread, review);
            for finding in &review.findings {
                self.review_finding_knot(thread, review, finding);
            }
        }
    }

    /// What led to a source that is a review itself: the incident behind a learning point's rapid
    /// review, or the rapid review a practice review comes from.
    pub(super) fn led_to_source(&self, thread: &mut Thread, of: Option<StreamId>, source: usize) {
        let Some(of) = of else { return };
        let before = if of.kind == StreamKind::RapidReview {
            let review = self.rapid_reviews.review(RapidReviewId(of.id));
            review.map(|one| self.rapid_review_knot(thread, one))
        } else if of.kind == StreamKind::PracticeReview {
            let review = self.practice_reviews.get(PracticeReviewId(of.id));
            review.and_then(|one| self.practice_review_knot(thread, one))
        } else {
            None
        };
        thread.lead(before, source);
    }

    fn incident_knot(&self, thread: &mut Thread, id: IncidentId) -> Option<usize> {
        let incident = self.rapid_reviews.incident(id)?;
        Some(thread.led(self.label(id.into()), incident.referred))
    }

    fn rapid_review_knot(&self, thread: &mut Thread, review: &RapidReview) -> usize {
        let before = self.incident_knot(thread, review.incident);
        let here = thread.led(self.label(review.id.into()), review.opened);
        thread.lead(before, here);
        here
    }

    /// A practice review that comes from a rapid review; none where it comes from none, or the
    /// reader does not reach that one: its findings name it already.
    fn practice_review_knot(&self, thread: &mut Thread, review: &Review) -> Option<usize> {
        let rapid_review = self.rapid_review_behind(review)?;
        let before = self.rapid_review_knot(thread, rapid_review);
        let here = thread.led(self.label(review.id.into()), review.commissioned);
        thread.lead(Some(before), here);
        Some(here)
    }

    /// A learning point of a rapid review, as a source: the review, and its words. Nothing comes of
    /// one that led to no recommendation, unless a practice review goes on from there.
    pub(super) fn point_knot(
        &self,
        thread: &mut Thread,
        review: &RapidReview,
        point: &LearningPoint,
    ) -> usize {
        let label = Label {
            words: Some(point.statement.clone()),
            ..self.label(review.id.into())
        };
        if let Some(known) = thread.find(Stage::Source, &label) {
            return known;
        }
        let knot = thread.knot(Stage::Source, label, Some(point.recorded));
        thread.word(knot, &point.statement);
        let before = self.rapid_review_knot(thread, review);
        thread.lead(Some(before), knot);
        if let Some(knot) = thread.knots.get_mut(knot) {
            knot.source = Some(SourceKind::LearningPoint);
        }
        let goes_on = self.practice_reviews.made_of(review.id).next().is_some();
        let answered = goes_on || self.leads_to_one_that_stands(point.id.0);
        if !answered && !self.is_partial() {
            thread.break_at(knot, Stage::Recommendation);
        }
        knot
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
        let before = self.practice_review_knot(thread, review);
        thread.lead(before, knot);
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

impl Thread {
    /// What led to something, once.
    pub(super) fn led(&mut self, label: Label, at: Stamp) -> usize {
        let known = self.find(Stage::Led, &label);
        known.unwrap_or_else(|| self.knot(Stage::Led, label, Some(at)))
    }

    pub(super) fn lead(&mut self, from: Option<usize>, to: usize) {
        self.links.extend(from.map(|from| Link { from, to }));
    }
}
