//! Activities, folded from small logs.

use super::*;
use crate::given::{Log, day, id, words};
use events::event::Event as Any;

fn log() -> Log {
    let mut log = Log::new();
    log.on("2026-03-10");
    add(
        &mut log,
        Event::ActivityScheduled {
            kind: ActivityKind::Course,
            reference: "C1".to_owned(),
            title: "Seeing babies".to_owned(),
            theme: None,
            on: day("2026-03-10"),
            places: Some(20),
            briefings: vec![id(1)],
            look_after_months: Some(3),
        },
    );
    log
}

fn add(log: &mut Log, event: Event) -> u64 {
    log.add(
        id::<LearningActivityId>(1).into(),
        Any::LearningActivity(event),
    )
}

fn one(log: &Log) -> &Activity {
    log.models.activities.get(id(1)).unwrap()
}

fn deliver(log: &mut Log) {
    let row = |agency, booked, walk_ins, attended| Attendance {
        agency: id(agency),
        booked,
        walk_ins,
        attended,
    };
    let attendance = vec![row(1, 10, 1, 8), row(2, 5, 0, 4)];
    add(log, Event::CourseDelivered { attendance });
}

#[test]
fn who_came_is_counted_by_agency_and_in_all() {
    let mut log = log();
    assert_eq!(one(&log).phase(), ActivityPhase::Scheduled);
    deliver(&mut log);
    let numbers = one(&log).numbers();
    assert_eq!(
        (numbers.booked, numbers.walk_ins, numbers.attended),
        (15, 1, 12)
    );
    assert_eq!(one(&log).phase(), ActivityPhase::Held);
}

#[test]
fn practice_is_looked_at_within_a_month_of_the_day_it_can_be() {
    let mut log = log();
    assert_eq!(one(&log).later_look_by(), None);
    deliver(&mut log);
    assert_eq!(one(&log).later_look_from(), Some(day("2026-06-10")));
    let by = day("2026-07-10");
    assert_eq!(one(&log).later_look_missed(by), None);
    assert_eq!(one(&log).later_look_missed(day("2026-07-11")), Some(by));
    add(
        &mut log,
        Event::PracticeImpactEvaluated {
            after_months: 3,
            method: LaterMethod::CaseAudit,
            n: 8,
            seen: words(),
        },
    );
    assert_eq!(one(&log).later_look_missed(day("2026-07-11")), None);
}

#[test]
fn what_people_said_and_what_changed_stand_apart() {
    let mut log = log();
    deliver(&mut log);
    add(
        &mut log,
        Event::ActivityEvaluated {
            answered: 9,
            attended: 12,
            useful: Some(8),
            said: words(),
        },
    );
    assert!(one(&log).immediate.is_some());
    assert!(one(&log).later.is_empty() && one(&log).judged.is_empty());
}
