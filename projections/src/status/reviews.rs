//! What is counted of the practice review group's work. It stands in no plan, so a position of one
//! plan counts it too.

use crate::Models;
use crate::practice_reviews::ReviewFilter;
use crate::rapid_reviews::{IncidentFilter, IncidentStage, RapidReviewFilter};
use crate::reference::PageOf;
use chrono::NaiveDate;
use events::recommendation::SourceKind;
use serde::Serialize;

/// The practice review group's work in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Reviews {
    /// Serious incidents of which it was decided to notify the Panel, and it was not yet.
    pub incidents_to_notify: u64,
    /// Rapid reviews that are not closed.
    pub rapid_reviews_open: u64,
    /// Those of them that are past their day, or were sent after it.
    pub rapid_reviews_late: u64,
    /// Practice reviews neither published nor ended otherwise.
    pub practice_reviews_open: u64,
    /// Those of them that are past their last day.
    pub practice_reviews_late: u64,
    /// Recommendations made of learning points of which something is still expected.
    pub recommendations_of_learning_points_open: u64,
    /// Recommendations made of practice reviews of which something is still expected.
    pub recommendations_of_practice_reviews_open: u64,
    /// What has to be done at once for a child and nobody confirmed.
    pub safety_actions_open: u64,
    /// Briefings that an agency which was asked did not confirm yet.
    pub briefings_not_confirmed: u64,
    /// Agencies' confirmations that are waited for, each briefing's counted.
    pub cascades_waited_for: u64,
    /// Those of them that are past their day.
    pub cascades_overdue: u64,
}

fn many(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

impl Models {
    /// The practice review group's work in numbers, on a day. How far an incident or a review is,
    /// is seen from the whole: of a part of the record it is not counted.
    pub(super) fn reviews_in_numbers(&self, today: NaiveDate) -> Reviews {
        let waited = self.cascades_outstanding(None, today);
        let briefings = self.briefings.all();
        let unconfirmed = briefings.filter(|one| one.outstanding().next().is_some());
        let counted = Reviews {
            recommendations_of_learning_points_open: self
                .open_recommendations_of(SourceKind::LearningPoint),
            recommendations_of_practice_reviews_open: self
                .open_recommendations_of(SourceKind::PracticeReview),
            safety_actions_open: many(self.rapid_reviews.open_safety_actions().len()),
            briefings_not_confirmed: many(unconfirmed.count()),
            cascades_waited_for: many(waited.len()),
            cascades_overdue: many(waited.iter().filter(|one| one.days_late > 0).count()),
            ..Reviews::default()
        };
        if self.is_partial() {
            return counted;
        }
        let to_notify = IncidentFilter {
            stages: vec![IncidentStage::ToNotify],
            ..IncidentFilter::default()
        };
        let open = RapidReviewFilter {
            open: true,
            ..RapidReviewFilter::default()
        };
        let late = RapidReviewFilter {
            late: true,
            ..open.clone()
        };
        let rapid = |wanted| self.list_rapid_reviews(wanted, PageOf::ALL, today).total;
        let practice = |wanted| many(self.practice_reviews.matching(wanted, today).len());
        let going_on = ReviewFilter {
            open: true,
            ..ReviewFilter::default()
        };
        let past = ReviewFilter {
            late: true,
            ..ReviewFilter::default()
        };
        Reviews {
            incidents_to_notify: many(self.list_incidents(&to_notify, PageOf::ALL, today).total),
            rapid_reviews_open: many(rapid(&open)),
            rapid_reviews_late: many(rapid(&late)),
            practice_reviews_open: practice(&going_on),
            practice_reviews_late: practice(&past),
            ..counted
        }
    }

    fn open_recommendations_of(&self, kind: SourceKind) -> u64 {
        let all = self.recommendations.from_kind(kind);
        many(all.filter(|one| !one.state().is_settled()).count())
    }
}
