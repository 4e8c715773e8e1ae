//! Records, folded from small logs.

use super::*;
use crate::given::rapid_reviews::opened;
use crate::given::{Log, day, id, words};
use events::erasure::Event as Of;
use events::event::Event as Any;
use events::ids::{AuditId, IncidentId, RapidReviewId};
use events::legal_hold::Event as OfHold;
use events::partnership::{self, RecordClass};

fn erasure(number: u128) -> StreamId {
    id::<ErasureId>(number).into()
}

fn audit() -> StreamId {
    id::<AuditId>(1).into()
}

/// A log in which an audit was closed on 1 March 2024, with a rule of so many months.
fn closed(period_months: u32) -> Log {
    let mut log = Log::new();
    log.on("2024-03-01");
    let rule = partnership::Event::RetentionRuleAdopted {
        class: "Audits of practice".to_owned(),
        period_months,
        counted_from: "closure".to_owned(),
        basis: "the local schedule".to_owned(),
        covers: Some(RecordClass::Audits),
    };
    log.add(id::<events::ids::LogId>(1).into(), Any::Partnership(rule));
    log.add(audit(), Any::Audit(events::audit::Event::AuditClosed {}));
    log
}

fn reviewed(outcome: Outcome, until: Option<&str>) -> Any {
    Any::Erasure(Of::RetentionReviewed {
        of: audit(),
        outcome,
        keep_until: until.map(day),
        words: words(),
    })
}

fn requested(things: Vec<StreamId>) -> Any {
    Any::Erasure(Of::ErasureRequested {
        things,
        asked_by: AskedBy::Person,
        authority: Authority::Article17,
        words: words(),
    })
}

fn erased(things: Vec<StreamId>) -> Any {
    Any::Erasure(Of::PersonalDataErased {
        things,
        authority: Authority::Article17,
        keys_destroyed: Vec::new(),
    })
}

fn due(log: &Log, today: &str) -> Vec<(NaiveDate, Standing, bool)> {
    let due = log.models.retention_due(day(today));
    due.iter()
        .map(|one| (one.until, one.standing, one.was_kept))
        .collect()
}

#[test]
fn what_is_closed_is_due_when_its_period_ends_and_ninety_days_before() {
    let log = closed(24);
    let end = day("2026-03-01");
    assert_eq!(due(&log, "2025-11-30"), []);
    assert_eq!(due(&log, "2025-12-01"), [(end, Standing::Soon, false)]);
    assert_eq!(due(&log, "2026-03-01"), [(end, Standing::Past, false)]);
    assert_eq!(due(&closed(60), "2026-03-01"), []);
}

#[test]
fn what_a_review_kept_is_due_when_that_day_comes() {
    let mut log = closed(24);
    log.add(erasure(1), reviewed(Outcome::Keep, Some("2028-03-01")));
    assert_eq!(due(&log, "2026-03-01"), []);
    let until = day("2028-03-01");
    assert_eq!(due(&log, "2028-03-02"), [(until, Standing::Past, true)]);
    assert_eq!(
        log.models.records.erasure(id(1)).unwrap().phase(),
        Phase::Kept
    );
}

#[test]
fn what_is_asked_for_or_erased_is_due_no_more() {
    let mut log = closed(24);
    log.add(erasure(1), reviewed(Outcome::Erase, None));
    assert_eq!(due(&log, "2026-03-01").len(), 1);
    log.add(erasure(1), requested(vec![audit()]));
    assert_eq!(due(&log, "2026-03-01"), []);
    log.add(erasure(1), erased(vec![audit()]));
    assert_eq!(due(&log, "2026-03-01"), []);
    let (one, done) = log.models.records.erased(audit()).unwrap();
    assert_eq!(
        (one.phase(), done.authority),
        (Phase::Erased, Authority::Article17)
    );
}

#[test]
fn what_was_refused_is_due_again() {
    let mut log = closed(24);
    log.add(erasure(1), requested(vec![audit()]));
    assert_eq!(due(&log, "2026-03-01"), []);
    let refusal = Of::ErasureRequestRefused {
        exemption: Exemption::LegalClaims,
        words: words(),
    };
    log.add(erasure(1), Any::Erasure(refusal));
    assert_eq!(due(&log, "2026-03-01").len(), 1);
    assert_eq!(
        log.models.records.erasure(id(1)).unwrap().phase(),
        Phase::Refused
    );
}

#[test]
fn a_hold_on_an_incident_holds_its_rapid_review_until_it_is_lifted() {
    let mut log = Log::new();
    opened(&mut log, "2026-05-18");
    let incident: StreamId = id::<IncidentId>(1).into();
    let review: StreamId = id::<RapidReviewId>(1).into();
    assert_eq!(log.models.holds_on(review), []);
    let hold: StreamId = id::<LegalHoldId>(1).into();
    let placed = OfHold::LegalHoldPlaced {
        things: vec![incident],
        held_for: HeldFor::Coroner,
        words: words(),
    };
    log.add(hold, Any::LegalHold(placed));
    let by = log.models.holds_on(review);
    assert_eq!(
        by.iter().map(|one| one.through).collect::<Vec<_>>(),
        [incident]
    );
    assert_eq!(log.models.holds_on(audit()), []);
    log.add(
        hold,
        Any::LegalHold(OfHold::LegalHoldLifted { words: words() }),
    );
    assert_eq!(log.models.holds_on(review), []);
}
