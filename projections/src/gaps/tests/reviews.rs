//! The rules about practice reviews: a log in which each finds something, and one close by in
//! which it does not.

use super::Story;
use crate::given::{Log, day, id, words};
use events::event::Event;
use events::ids::PracticeReviewId;
use events::partnership;
use events::practice_review::{
    AnonymityAnswer, AnonymityQuestion, Event as Review, Quality, ReviewKind, Timeliness,
};
use events::rule_set;

/// Something happens to review 1.
fn review(log: &mut Log, event: Review) {
    log.add(
        id::<PracticeReviewId>(1).into(),
        Event::PracticeReview(event),
    );
}

/// Decided upon on a day, and to be published by another; monitored every thirteen weeks.
fn commissioned(log: &mut Log, decided_on: &str, due: &str) {
    for rule_set in rule_set::shipped() {
        log.partnership(partnership::Event::StatutoryRuleSetAdopted {
            rule_set: rule_set.clone(),
        });
    }
    let commissioned = Review::ReviewCommissioned {
        kind: ReviewKind::Local,
        title: "Child Alder".to_owned(),
        reference: "LCSPR 1".to_owned(),
        about: words(),
        decided_on: day(decided_on),
        rapid_review: None,
        rule_set: "wt2023".to_owned(),
        due: Some(day(due)),
        monitored_every_weeks: 13,
    };
    log.on("2026-01-02");
    review(log, commissioned);
}

fn monitored(log: &mut Log, on: &str) {
    log.on(on);
    let seen = Review::ReviewProgressMonitored {
        time: Timeliness::OnTime,
        quality: Quality::Satisfactory,
        words: words(),
    };
    review(log, seen);
}

/// Past its six months on 1 June 2026.
fn late(log: &mut Log) {
    commissioned(log, "2025-12-01", "2026-06-01");
    monitored(log, "2026-05-01");
}

fn delayed(log: &mut Log, expected: &str) {
    let delay = Review::PublicationDelayed {
        why: words(),
        expected: day(expected),
        told_panel_on: day("2026-05-20"),
        told: Vec::new(),
    };
    log.on("2026-05-20");
    review(log, delay);
}

/// A draft that the council signed, which is every partner there is.
fn signed(log: &mut Log) {
    commissioned(log, "2026-02-01", "2026-08-01");
    log.on("2026-05-01");
    let draft = Review::DraftReportReceived {
        version: 1,
        reviewer: Some(1),
        words: words(),
        document: None,
    };
    review(log, draft);
    let signed = Review::ReportSignedOff {
        version: 1,
        agency: id(1),
        complete: true,
    };
    review(log, signed);
}

fn checked(log: &mut Log) {
    let checked = Review::AnonymisationChecked {
        version: 1,
        by: "Coordinator".to_owned(),
        answers: vec![AnonymityAnswer {
            question: AnonymityQuestion::Ages,
            holds: true,
        }],
        patterns: Vec::new(),
        residual_risk: words(),
    };
    review(log, checked);
}

fn sent(log: &mut Log, on: &str) {
    let (version, on) = (1, day(on));
    review(
        log,
        Review::ReportSentToPanelAndSecretaryOfState { version, on },
    );
}

/// Published on 20 May 2026, public for a year.
fn published(log: &mut Log, copy_on: &str) {
    signed(log);
    checked(log);
    sent(log, copy_on);
    log.on("2026-05-20");
    let out = Review::ReportPublished {
        version: 1,
        on: day("2026-05-20"),
        available_until: day("2027-05-20"),
        place: "Website".to_owned(),
    };
    review(log, out);
}

#[test]
fn a_report_taken_down_early_rests_on_that_and_not_on_what_happened_since() {
    let found = |log: &Log| {
        let gaps = log.models.gaps(day("2026-06-15"));
        let found = gaps.into_iter().find(|gap| gap.rule == 45);
        found.expect("it is found").rests_on
    };
    let mut log = Log::new();
    published(&mut log, "2026-05-01");
    log.on("2026-06-01");
    log.reason = true;
    let on = day("2026-06-01");
    review(&mut log, Review::ReportTakenDown { on });
    log.reason = false;
    let before = found(&log);
    assert_eq!(before.len(), 2);
    review(&mut log, Review::ReviewClosed {});
    assert_eq!(found(&log), before);
}

pub(super) const REVIEWS: &[(u16, Story, Story)] = &[
    (42, late, |log| {
        late(log);
        delayed(log, "2026-07-01");
    }),
    (
        42,
        |log| {
            late(log);
            delayed(log, "2026-06-10");
        },
        |log| {
            commissioned(log, "2026-02-01", "2026-08-01");
        },
    ),
    (
        43,
        |log| {
            commissioned(log, "2026-02-01", "2026-08-01");
        },
        |log| {
            commissioned(log, "2026-02-01", "2026-08-01");
            monitored(log, "2026-04-20");
        },
    ),
    (
        44,
        |log| published(log, "2026-05-12"),
        |log| published(log, "2026-05-01"),
    ),
    (
        44,
        |log| {
            commissioned(log, "2025-12-20", "2026-06-20");
        },
        |log| {
            commissioned(log, "2025-12-20", "2026-06-20");
            delayed(log, "2026-09-01");
        },
    ),
    (
        45,
        |log| {
            published(log, "2026-05-01");
            log.on("2026-06-01");
            let on = day("2026-06-01");
            review(log, Review::ReportTakenDown { on });
        },
        |log| published(log, "2026-05-01"),
    ),
    (46, signed, |log| {
        signed(log);
        checked(log);
    }),
];

/// Something learned on neglect in a rapid review, on the day of the log.
fn point(log: &mut Log, review: u128, number: u128) {
    let stream = id::<events::ids::RapidReviewId>(review).into();
    let learned = events::rapid_review::Event::LearningPointRecorded {
        point: id(number),
        statement: words(),
        theme: "neglect".to_owned(),
    };
    log.add(stream, Event::RapidReview(learned));
}

fn rapid(log: &mut Log, review: u128) {
    let stream = id::<events::ids::RapidReviewId>(review).into();
    let opened = events::rapid_review::Event::RapidReviewOpened {
        incident: id(review),
        reference: format!("SI-{review}"),
        due: None,
        rule_set: "wt2023".to_owned(),
        trigger: rule_set::Trigger::Notified,
        trigger_on: day("2026-01-02"),
    };
    log.add(stream, Event::RapidReview(opened));
}

fn found_before(log: &Log) -> Vec<events::ids::StreamId> {
    let gaps = log.models.gaps(day("2026-06-15"));
    let found = gaps.iter().filter(|gap| gap.rule == 47);
    found.map(|gap| gap.about.stream).collect()
}

#[test]
fn a_rapid_review_that_learned_what_was_found_before_says_so() {
    let mut log = Log::new();
    log.on("2026-01-10");
    rapid(&mut log, 1);
    point(&mut log, 1, 1);
    point(&mut log, 1, 2);
    assert!(
        found_before(&log).is_empty(),
        "its own learning is not earlier"
    );
    log.on("2026-02-10");
    rapid(&mut log, 2);
    point(&mut log, 2, 3);
    let review = |number| id::<events::ids::RapidReviewId>(number).into();
    assert_eq!(found_before(&log), [review(2)]);
}

#[test]
fn a_practice_review_does_not_repeat_the_rapid_review_it_comes_from() {
    let found = |from: Option<u128>| {
        let mut log = Log::new();
        log.on("2026-01-10");
        rapid(&mut log, 7);
        point(&mut log, 7, 1);
        let commissioned = Review::ReviewCommissioned {
            kind: ReviewKind::Local,
            title: "Child Alder".to_owned(),
            reference: "LCSPR 1".to_owned(),
            about: words(),
            decided_on: day("2026-02-01"),
            rapid_review: from.map(id),
            rule_set: "wt2023".to_owned(),
            due: None,
            monitored_every_weeks: 13,
        };
        log.on("2026-02-01");
        review(&mut log, commissioned);
        let finding = Review::ReviewFindingRecorded {
            finding: id(5),
            kind: events::practice_review::FindingKind::Finding,
            statement: words(),
            theme: "neglect".to_owned(),
            underlying_reason: None,
        };
        review(&mut log, finding);
        found_before(&log)
    };
    assert!(found(Some(7)).is_empty());
    assert_eq!(found(Some(8)), [id::<PracticeReviewId>(1).into()]);
}
