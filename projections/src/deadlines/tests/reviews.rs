//! Given incidents and reviews, when the deadlines are asked, then these.

use super::{of, only};
use crate::deadlines::{Deadline, DeadlineKind, DeadlineState, Whom};
use crate::given::rapid_reviews::{asked, notified, of_incident, of_review, opened, sent};
use crate::given::{Log, day, id, words};
use events::event::Event;
use events::ids::{PracticeReviewId, ReviewSubjectId};
use events::practice_review::planning::Step;
use events::practice_review::{Event as Practice, ReviewKind, Told};
use events::rapid_review::Event as Review;
use events::review_subject::{Characteristics, Event as Subject, SubjectKind, SubjectOf};
use events::serious_incident::Event as Incident;
use events::{partnership, rule_set};

/// When it is due, when it was done, and how many days late it is.
fn dates(one: &Deadline) -> (String, Option<String>, i64) {
    let actual = one.actual.map(|on| on.to_string());
    (one.due.to_string(), actual, one.days_late)
}

#[test]
fn the_panel_is_notified_within_five_working_days_and_lateness_is_explained_beside_the_date() {
    let mut log = Log::new();
    // Aware on Monday 18 May 2026; Monday 25 May is a bank holiday, and is not counted.
    notified(&mut log, "2026-05-18", "2026-05-28");
    let one = only(&log, DeadlineKind::Notification, "2026-06-01");
    let late = ("2026-05-26".to_owned(), Some("2026-05-28".to_owned()), 2);
    assert_eq!((dates(&one), one.state), (late, DeadlineState::MetLate));
    assert!(one.explained.is_empty());
    of_incident(
        &mut log,
        Incident::LateNotificationExplained { words: words() },
    );
    let one = only(&log, DeadlineKind::Notification, "2026-06-01");
    assert_eq!(one.explained.len(), 1);
    assert_eq!(one.due, day("2026-05-26"), "the day it was due stands");
}

#[test]
fn a_rapid_review_is_with_the_panel_in_fifteen_working_days_and_its_delay_says_who_was_told() {
    let mut log = Log::new();
    opened(&mut log, "2026-05-18");
    let one = only(&log, DeadlineKind::RapidReview, "2026-06-12");
    assert_eq!(dates(&one), ("2026-06-09".to_owned(), None, 3));
    assert_eq!(one.state, DeadlineState::Overdue);
    let delay = Review::DelayReasonRecorded {
        words: words(),
        told: words(),
        on: day("2026-06-10"),
    };
    log.on("2026-06-10");
    of_review(&mut log, delay);
    sent(&mut log, "2026-06-12");
    let one = only(&log, DeadlineKind::RapidReview, "2026-06-20");
    let late = ("2026-06-09".to_owned(), Some("2026-06-12".to_owned()), 3);
    assert_eq!(dates(&one), late);
    let told = &one.explained[0].told;
    assert!(matches!(told[..], [(Whom::Words(_), on)] if on == day("2026-06-10")));
}

#[test]
fn a_summary_has_a_date_of_its_own_and_a_missing_one_its_reason() {
    let mut log = Log::new();
    asked(&mut log);
    let one = only(&log, DeadlineKind::AgencySummary, "2026-06-04");
    assert_eq!(dates(&one), ("2026-06-02".to_owned(), None, 2));
    assert_eq!(one.addressees, [id(2)]);
    let why = Review::MissingSummaryExplained {
        agency: id(2),
        words: words(),
    };
    log.on("2026-06-03");
    of_review(&mut log, why);
    let one = only(&log, DeadlineKind::AgencySummary, "2026-06-04");
    assert_eq!((one.days_late, one.explained.len()), (0, 1));
    // Two steps of the day plan are the review group's own.
    assert_eq!(of(&log, DeadlineKind::DayPlan, "2026-06-04").len(), 2);
}

#[test]
fn what_has_to_be_done_at_once_is_late_from_the_next_day_until_it_is_confirmed() {
    let mut log = Log::new();
    notified(&mut log, "2026-06-01", "2026-06-02");
    let child = |log: &mut Log, event| {
        log.add(id::<ReviewSubjectId>(1).into(), Event::ReviewSubject(event));
    };
    let added = Subject::SubjectAdded {
        of: SubjectOf::Incident(id(1)),
        alias: "C-1".to_owned(),
        kind: SubjectKind::Child,
        characteristics: Characteristics::default(),
    };
    child(&mut log, added);
    let urgent = Subject::ImmediateSafetyActionRecorded {
        action: id(1),
        words: words(),
        agencies: vec![id(1)],
    };
    child(&mut log, urgent);
    let one = only(&log, DeadlineKind::SafetyAction, "2026-06-03");
    assert_eq!(dates(&one), ("2026-06-02".to_owned(), None, 1));
    let done = Subject::ImmediateSafetyActionConfirmed {
        action: id(1),
        words: words(),
    };
    log.on("2026-06-03");
    child(&mut log, done);
    let one = only(&log, DeadlineKind::SafetyAction, "2026-06-09");
    assert_eq!(one.state, DeadlineState::MetLate);
}

#[test]
fn a_practice_review_is_published_in_six_months_and_a_delay_says_who_was_told() {
    let mut log = Log::new();
    for rule_set in rule_set::shipped() {
        log.partnership(partnership::Event::StatutoryRuleSetAdopted {
            rule_set: rule_set.clone(),
        });
    }
    let review = |log: &mut Log, event| {
        log.add(
            id::<PracticeReviewId>(1).into(),
            Event::PracticeReview(event),
        );
    };
    let commissioned = Practice::ReviewCommissioned {
        kind: ReviewKind::Local,
        title: "Child Alder".to_owned(),
        reference: "LCSPR 1".to_owned(),
        about: words(),
        decided_on: day("2025-08-31"),
        rapid_review: None,
        rule_set: "wt2023".to_owned(),
        due: Some(day("2026-02-28")),
        monitored_every_weeks: 13,
    };
    log.on("2025-08-31");
    review(&mut log, commissioned);
    let one = only(&log, DeadlineKind::ReviewPublished, "2026-03-02");
    let late = ("2026-02-28".to_owned(), None, 2);
    assert_eq!(
        dates(&one),
        late,
        "31 August and six months end in February"
    );
    assert!(one.explained.is_empty());
    let delay = Practice::PublicationDelayed {
        why: words(),
        expected: day("2026-05-01"),
        told_panel_on: day("2026-02-20"),
        told: vec![Told {
            who: "The coroner's officer".to_owned(),
            on: day("2026-02-21"),
        }],
    };
    log.on("2026-02-20");
    review(&mut log, delay);
    let one = only(&log, DeadlineKind::ReviewPublished, "2026-03-02");
    assert_eq!(dates(&one), late, "no notice moves the day");
    let told = &one.explained[0].told;
    assert_eq!(told[0], (Whom::Panel, day("2026-02-20")));
    assert_eq!(told.len(), 2);
    let steps = of(&log, DeadlineKind::ReviewStep, "2026-03-02");
    assert!(!steps.is_empty());
    for step in steps {
        let scoped = step.about.name.ends_with(Step::Scoped.title());
        let explained = step.days_late > 0 && !scoped;
        assert_eq!(!step.explained.is_empty(), explained, "{step:?}");
    }
    let early = of(&log, DeadlineKind::ReviewStep, "2025-09-01");
    assert!(early.iter().all(|step| step.explained.is_empty()));
    assert_eq!(
        of(&log, DeadlineKind::ReviewMonitoring, "2026-03-02").len(),
        1
    );
}
