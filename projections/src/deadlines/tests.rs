//! Deadlines: order, lateness, moves and what is left out.

use super::{Deadline, DeadlineFilter, DeadlineKind, DeadlineState};
use crate::given::{Log, day, id, words};
use chrono::NaiveDate;
use events::action::{DatePrecision, Event as Act};
use events::recommendation::{Event as Recommended, Level};

mod learning;
mod practice;
mod records;
mod reviews;

/// The dates of one sort.
fn of(log: &Log, kind: DeadlineKind, on: &str) -> Vec<Deadline> {
    let filter = DeadlineFilter {
        kinds: vec![kind],
        ..DeadlineFilter::default()
    };
    log.models.deadlines(&filter, day(on))
}

/// The only one.
fn only(log: &Log, kind: DeadlineKind, on: &str) -> Deadline {
    let mut all = of(log, kind, on);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn plan() -> Log {
    let mut log = Log::new();
    log.agreed(1, Some("2026-05-01"));
    log.agreed(2, Some("2026-07-01"));
    log.agreed(3, None);
    let milestone = Act::MilestoneSet {
        milestone: id(9),
        text: words(),
        owner: None,
        due: Some(day("2026-06-30")),
        due_precision: DatePrecision::Month,
        beyond_plan: false,
    };
    log.action(2, milestone);
    log
}

#[test]
fn deadlines_come_by_date_and_only_where_there_is_one() {
    let models = plan().models;
    let found = models.deadlines(&DeadlineFilter::default(), day("2026-06-15"));
    let told: Vec<_> = found
        .iter()
        .map(|d| (d.kind, d.days_late, d.state))
        .collect();
    let expected = [
        (DeadlineKind::Action, 45, DeadlineState::Overdue),
        (DeadlineKind::Milestone, 0, DeadlineState::Ahead),
        (DeadlineKind::Action, 0, DeadlineState::Ahead),
    ];
    assert_eq!(told, expected);
}

#[test]
fn an_extension_keeps_the_first_date_and_lateness_goes_by_the_day_of_the_claim() {
    let mut log = plan();
    log.reason = true;
    let (from, to) = (day("2026-05-01"), day("2026-06-01"));
    log.on("2026-04-20")
        .action(1, Act::DueDateExtended { from, to });
    let claim = Act::CompletionClaimed {
        statement: words(),
        evidence: Vec::new(),
    };
    log.on("2026-06-05").action(1, claim);
    let today = day("2026-06-15");
    let first = |log: &Log| {
        let all = log.models.deadlines(&DeadlineFilter::default(), today);
        all.into_iter().find(|d| d.about.name == "1.1").unwrap()
    };
    assert_eq!(
        first(&log).state,
        DeadlineState::Overdue,
        "a claim is not a proof"
    );
    log.on("2026-06-10")
        .action(1, Act::CompletionVerified { how: words() });
    let done = first(&log);
    assert_eq!((done.original_due, done.due), (from, to));
    assert_eq!((done.actual, done.days_late), (Some(day("2026-06-05")), 4));
    assert_eq!(done.state, DeadlineState::MetLate);
    let [(moved_from, moved_to, reason)] = done.moved.as_slice() else {
        panic!("{:?}", done.moved)
    };
    assert_eq!((*moved_from, *moved_to), (Some(from), to));
    assert_eq!(reason.as_ref().map(|r| r.field.as_ref()), Some("/reason"));
}

#[test]
fn what_is_given_up_is_no_longer_late() {
    let mut log = plan();
    let external_cause = words();
    log.action(1, Act::ActionDiscontinued { external_cause });
    let all = log
        .models
        .deadlines(&DeadlineFilter::default(), day("2026-06-15"));
    assert_eq!(
        (all[0].state, all[0].days_late),
        (DeadlineState::Stopped, 0)
    );
}

#[test]
fn a_filter_keeps_what_it_names_and_nothing_else() {
    let log = plan();
    let count = |filter: DeadlineFilter| log.models.deadlines(&filter, day("2026-06-15")).len();
    let agency = |number| DeadlineFilter {
        agency: Some(id(number)),
        ..DeadlineFilter::default()
    };
    assert_eq!((count(agency(1)), count(agency(2))), (3, 0));
    let plan = |number| DeadlineFilter {
        plan: Some(id(number)),
        ..DeadlineFilter::default()
    };
    assert_eq!((count(plan(1)), count(plan(2))), (3, 0));
    let window = |from: &str, to: &str| DeadlineFilter {
        from: Some(day(from)),
        to: Some(day(to)),
        ..DeadlineFilter::default()
    };
    assert_eq!(count(window("2026-06-30", "2026-06-30")), 1);
    assert_eq!(count(window("2026-07-02", "2026-12-31")), 0);
    let overdue = DeadlineFilter {
        states: vec![DeadlineState::Overdue],
        ..DeadlineFilter::default()
    };
    assert_eq!(count(overdue), 1);
}

#[test]
fn a_date_that_was_amended_tells_the_first_one_and_that_it_was_moved() {
    let mut log = Log::new();
    let mut made = made_by(Some(day("2026-05-01")));
    log.recommendation(1, made.clone());
    let amended = |due: Option<&str>| Recommended::RecommendationAmended {
        text: None,
        addressees: None,
        outcome: Some(words()),
        measure: None,
        due: due.map(day),
    };
    log.recommendation(1, amended(Some("2026-06-01")));
    log.recommendation(1, amended(None));
    log.recommendation(1, amended(Some("2026-06-01")));
    let kind = DeadlineKind::Recommendation;
    let one = only(&log, kind, "2026-06-15");
    assert_eq!(
        (one.original_due, one.due),
        (day("2026-05-01"), day("2026-06-01"))
    );
    assert_eq!(
        one.moved,
        [(Some(day("2026-05-01")), day("2026-06-01"), None)]
    );
    assert_eq!(one.days_late, 14);
    if let Recommended::RecommendationMade { due, .. } = &mut made {
        *due = None;
    }
    log.recommendation(2, made);
    assert_eq!(of(&log, kind, "2026-06-15").len(), 1);
}

fn made_by(due: Option<NaiveDate>) -> Recommended {
    Recommended::RecommendationMade {
        reference: "3.1".to_owned(),
        plan: None,
        priority: None,
        theme: None,
        sources: Vec::new(),
        text: words(),
        addressees: vec![id(1)],
        outcome: None,
        measure: None,
        level: Level::Local,
        due,
    }
}
