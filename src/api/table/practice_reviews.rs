//! The reads of practice reviews.

use super::super::practice_reviews as reviews;
use super::super::schemas::Shape;
use super::{Operation, ask, one};

/// The reads of practice reviews.
pub(super) fn all() -> Vec<Operation> {
    vec![
        ask(
            "/practice-reviews",
            "listPracticeReviews",
            "Practice reviews",
            "Practice reviews, filtered as on the page, the one decided upon last first.",
            &reviews::PARAMS,
            Shape::Rows("PracticeReviewRow"),
            reviews::list,
        ),
        one(
            "/practice-reviews/{id}",
            "getPracticeReview",
            "Practice reviews",
            "One practice review: its drafts, what stands in the way of publishing, its dates, and \
             what it says with what was recommended.",
            "PracticeReview",
            reviews::one,
        ),
    ]
}
