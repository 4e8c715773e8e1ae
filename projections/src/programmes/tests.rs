//! Given what happened, when the page of a year asks, then that.

use crate::audits::AuditStage;
use crate::given::{Log, commissioned, day, id, owner, words};
use events::audit::{self, AuditKind, ScheduledRef};
use events::audit_programme::Event;

/// A year of 365 days with a minimum of four audits, and two entries.
fn year() -> Log {
    let mut log = Log::new();
    log.programme(
        1,
        Event::ProgrammeAgreed {
            title: "2026".to_owned(),
            starts: day("2026-01-01"),
            ends: day("2026-12-31"),
            minimum: 4,
            plan: Some(id(1)),
            agreed_by: Some(id(1)),
        },
    );
    log.programme(1, scheduled(1, 1));
    log.programme(1, scheduled(2, 3));
    log
}

fn scheduled(number: u128, quarter: u8) -> Event {
    Event::AuditScheduled {
        scheduled: id(number),
        kind: AuditKind::MultiAgency,
        theme: "neglect".to_owned(),
        title: words(),
        quarter,
        lead: owner(),
        priority: None,
    }
}

fn for_entry(number: u128) -> audit::Event {
    let mut event = commissioned("A1", "neglect");
    if let audit::Event::AuditCommissioned { scheduled, .. } = &mut event {
        *scheduled = Some(ScheduledRef {
            programme: id(1),
            scheduled: id(number),
        });
    }
    event
}

#[test]
fn a_year_is_counted_from_what_was_not_dropped() {
    let mut log = year();
    let title = log.models.programmes.get(id(1)).unwrap().entries[0]
        .title
        .clone();
    assert_eq!(title.field, "/data/title");
    log.reason = true;
    log.programme(1, Event::AuditDroppedFromProgramme { scheduled: id(2) });
    log.audit(1, for_entry(1));
    let view = log.models.programme(id(1), day("2026-06-15")).unwrap();
    let counts = view.counts;
    assert_eq!((counts.minimum, counts.planned, counts.dropped), (4, 1, 1));
    assert_eq!((counts.commissioned, counts.reported), (1, 0));
    let first = &view.entries[0];
    assert_eq!(first.stage, Some(AuditStage::Commissioned));
    assert!(view.entries[1].audit.is_none());
    let (_, reason) = view.entries[1].entry.dropped.clone().unwrap();
    assert!(reason.is_some());
}

#[test]
fn only_an_approved_report_counts_and_not_of_an_audit_given_up() {
    let mut log = year();
    log.audit(1, for_entry(1));
    log.audit(1, audit::Event::AuditReportApproved {});
    let reported = |log: &Log| {
        let view = log.models.programme(id(1), day("2026-06-15")).unwrap();
        (view.counts.commissioned, view.counts.reported)
    };
    assert_eq!(reported(&log), (1, 1));
    log.audit(1, audit::Event::AuditAbandoned {});
    assert_eq!(reported(&log), (0, 0));
    log.audit(2, for_entry(1));
    assert_eq!(reported(&log), (1, 0));
}

#[test]
fn the_pace_is_the_minimum_times_the_share_of_the_year_that_is_over() {
    let log = year();
    let expected = |on: &str| {
        let view = log.models.programme(id(1), day(on)).unwrap();
        assert_eq!(view.pace.behind(), view.pace.expected);
        view.pace.expected
    };
    assert_eq!(expected("2025-06-01"), 0, "before the year");
    assert_eq!(expected("2026-01-01"), 0, "on its first day");
    // 4 x 91 of 365 days is less than a whole audit; 4 x 92 is more.
    assert_eq!(expected("2026-04-02"), 0);
    assert_eq!(expected("2026-04-03"), 1);
    assert_eq!(expected("2026-12-31"), 3, "its last day is not over");
    assert_eq!(expected("2027-01-01"), 4);
    assert_eq!(expected("2030-01-01"), 4);
}

#[test]
fn an_entry_stands_where_it_moved_to_and_says_how_it_moved() {
    let mut log = year();
    log.reason = true;
    let moved = Event::AuditRescheduled {
        scheduled: id(1),
        from: 1,
        to: 4,
    };
    log.on("2026-03-20").programme(1, moved);
    let view = log.models.programme(id(1), day("2026-06-15")).unwrap();
    let quarters: Vec<_> = view.entries.iter().map(|one| one.entry.quarter).collect();
    assert_eq!(quarters, [3, 4]);
    let history = &view.entries[1].entry.moves;
    assert_eq!((history[0].from, history[0].to), (1, 4));
    assert_eq!(history[0].at.occurred_on, day("2026-03-20"));
    assert!(history[0].reason.is_some() && history.len() == 1);
}

#[test]
fn a_shortfall_and_the_closing_are_kept_with_their_days() {
    let mut log = year();
    let known = Event::ProgrammeShortfallAcknowledged {
        planned: 2,
        delivered: 1,
    };
    log.on("2026-12-20").programme(1, known);
    let programme = log.models.programmes.get(id(1)).unwrap();
    assert!(programme.closed.is_none());
    let shortfall = programme.shortfall.as_ref().unwrap();
    assert_eq!((shortfall.planned, shortfall.delivered), (2, 1));
    log.on("2027-01-05").programme(1, Event::ProgrammeClosed {});
    let programme = log.models.programmes.get(id(1)).unwrap();
    assert_eq!(programme.closed.unwrap().occurred_on, day("2027-01-05"));
    assert!(log.models.programmes.on(day("2026-12-31")).is_some());
    assert!(log.models.programmes.on(day("2027-01-01")).is_none());
}

#[test]
fn a_year_nobody_agreed_is_not_shown() {
    let mut log = Log::new();
    log.programme(1, scheduled(1, 1));
    assert!(log.models.programme(id(1), day("2026-06-15")).is_none());
}
