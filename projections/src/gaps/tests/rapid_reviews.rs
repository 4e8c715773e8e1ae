//! The rules about serious incidents and rapid reviews: a log in which each finds something, and
//! one close by in which it does not.

use super::Story;
use crate::given::rapid_reviews::{
    asked, decided, disagreed, notified, of_council, of_review, opened, sent,
};
use crate::given::{id, words};
use events::rapid_review::{Event as Review, Outcome};

pub(super) const RAPID_REVIEWS: &[(u16, Story, Story)] = &[
    // Aware on Monday 1 June: notified on the sixth working day, and on the fifth.
    (
        37,
        |log| notified(log, "2026-06-01", "2026-06-09"),
        |log| notified(log, "2026-06-01", "2026-06-08"),
    ),
    // Fifteen working days from 18 May, with a bank holiday between, end on 9 June.
    (
        38,
        |log| {
            opened(log, "2026-05-18");
            sent(log, "2026-06-10");
        },
        |log| {
            opened(log, "2026-05-18");
            sent(log, "2026-06-09");
        },
    ),
    (39, asked, |log| {
        asked(log);
        log.on("2026-06-01");
        let came = Review::AgencySummaryReceived {
            agency: id(2),
            words: Some(words()),
            evidence: Vec::new(),
        };
        of_review(log, came);
    }),
    (39, asked, |log| {
        asked(log);
        log.on("2026-06-03");
        let explained = Review::MissingSummaryExplained {
            agency: id(2),
            words: words(),
        };
        of_review(log, explained);
    }),
    (
        40,
        |log| decided(log, Vec::new()),
        |log| decided(log, of_council()),
    ),
    (41, disagreed, |log| {
        disagreed(log);
        log.on("2026-06-12");
        let again = Review::DecisionReconsidered {
            outcome: Outcome::PracticeReview,
            criteria: Vec::new(),
            positions: of_council(),
            rationale: words(),
        };
        of_review(log, again);
    }),
];
