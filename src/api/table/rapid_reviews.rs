//! The reads of serious incidents, rapid reviews and the yearly figures.

use super::super::rapid_reviews;
use super::super::schemas::Shape;
use super::{Operation, ask, one};

/// The reads of reviews.
pub(super) fn all() -> Vec<Operation> {
    vec![
        ask(
            "/incidents",
            "listIncidents",
            "Reviews",
            "Serious incidents, those not notified too, filtered as on the page.",
            &rapid_reviews::incident_params(),
            Shape::Page("IncidentRow"),
            rapid_reviews::incidents,
        ),
        one(
            "/incidents/{id}",
            "getIncident",
            "Reviews",
            "One serious incident: its referral, its clock, each decision and who was told.",
            "Incident",
            rapid_reviews::incident,
        ),
        ask(
            "/rapid-reviews",
            "listRapidReviews",
            "Reviews",
            "Rapid reviews, filtered as on the page.",
            &rapid_reviews::review_params(),
            Shape::Page("RapidReviewRow"),
            rapid_reviews::reviews,
        ),
        one(
            "/rapid-reviews/{id}",
            "getRapidReview",
            "Reviews",
            "One rapid review: its clocks, day plan, summaries, decision, the Panel’s answer and \
             what was learned.",
            "RapidReview",
            rapid_reviews::review,
        ),
        one(
            "/review-subjects/{id}",
            "getReviewSubject",
            "Reviews",
            "One child or family member of an incident, by the alias, as far as it may be seen.",
            "ReviewSubject",
            rapid_reviews::subject,
        ),
        ask(
            "/statutory-returns",
            "getStatutoryReturns",
            "Reviews",
            "The figures of a year from April to March, with small counts of children hidden.",
            &rapid_reviews::FIGURES,
            Shape::Object("StatutoryReturns"),
            rapid_reviews::figures,
        ),
    ]
}
