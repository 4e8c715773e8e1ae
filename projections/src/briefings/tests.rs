//! Briefings and cascades, folded from small logs.

use super::*;
use crate::given::{Log, day, id, words};
use events::event::Event as Any;

fn log() -> Log {
    let mut log = Log::new();
    log.on("2026-05-01");
    add(
        &mut log,
        Event::BriefingDrafted {
            reference: "B1".to_owned(),
            title: "Seeing babies".to_owned(),
            theme: None,
            sources: Vec::new(),
            parts: vec![Passage {
                part: Part::Learned,
                words: words(),
            }],
        },
    );
    log
}

fn add(log: &mut Log, event: Event) -> u64 {
    log.add(id::<BriefingId>(1).into(), Any::Briefing(event))
}

fn one(log: &Log) -> &Briefing {
    log.models.briefings.get(id(1)).unwrap()
}

fn ask(log: &mut Log, agency: u128, due: &str) {
    add(
        log,
        Event::CascadeRequested {
            agency: id(agency),
            due: day(due),
        },
    );
}

fn confirm(log: &mut Log, agency: u128, reached: u32) {
    add(
        log,
        Event::CascadeConfirmed {
            agency: id(agency),
            teams: vec!["Duty".to_owned(), "Court".to_owned()],
            reached,
            how: words(),
        },
    );
}

#[test]
fn a_briefing_that_is_written_anew_is_not_cleared() {
    let mut log = log();
    add(&mut log, Event::BriefingCleared {});
    assert_eq!(one(&log).phase(), BriefingPhase::Cleared);
    let at = add(
        &mut log,
        Event::BriefingRedrafted {
            title: "Seeing babies early".to_owned(),
            sources: Vec::new(),
            parts: vec![Passage {
                part: Part::Learned,
                words: words(),
            }],
        },
    );
    assert_eq!(one(&log).phase(), BriefingPhase::Draft);
    assert_eq!(one(&log).parts[&Part::Learned].position, at);
}

#[test]
fn what_reached_people_is_what_was_confirmed() {
    let mut log = log();
    add(
        &mut log,
        Event::BriefingPublished {
            audience: "everybody".to_owned(),
        },
    );
    for agency in [1, 2, 3] {
        ask(&mut log, agency, "2026-05-20");
    }
    confirm(&mut log, 1, 12);
    let coverage = one(&log).coverage(day("2026-05-20"));
    assert_eq!((coverage.asked, coverage.confirmed), (3, 1));
    assert_eq!((coverage.teams, coverage.people), (2, 12));
    assert_eq!(coverage.overdue, 0);
    assert_eq!(one(&log).coverage(day("2026-05-21")).overdue, 2);
    let mine = log
        .models
        .cascades_outstanding(Some(id(2)), day("2026-05-23"));
    assert_eq!(mine.len(), 1);
    assert_eq!(mine[0].days_late, 3);
    assert_eq!(log.models.cascades_confirmed(id(1)).len(), 1);
}

#[test]
fn of_what_was_withdrawn_nothing_is_waited_for() {
    let mut log = log();
    add(
        &mut log,
        Event::BriefingPublished {
            audience: "everybody".to_owned(),
        },
    );
    ask(&mut log, 1, "2026-05-20");
    add(&mut log, Event::BriefingWithdrawn {});
    assert_eq!(one(&log).phase(), BriefingPhase::Withdrawn);
    assert!(
        log.models
            .cascades_outstanding(None, day("2026-06-01"))
            .is_empty()
    );
    assert_eq!(one(&log).coverage(day("2026-06-01")).overdue, 0);
}
