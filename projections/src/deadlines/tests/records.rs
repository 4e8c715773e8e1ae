//! Given closed records and how long they are kept, when the deadlines are asked, then these; and
//! the page of records, the deadlines and the gaps agree.

use super::{of, only};
use crate::deadlines::{DeadlineKind, DeadlineState};
use crate::gaps::{GapFilter, RETENTION_DUE};
use crate::given::{Log, day, id, words};
use crate::records::Standing;
use events::account::Event as Account;
use events::audit::Event as Audit;
use events::erasure::{AskedBy, Authority, Event as Erasing, Exemption, Outcome};
use events::event::Event;
use events::ids::{AccountId, AuditId, ErasureId, LogId, StreamId};
use events::partnership::{Event as Part, RecordClass};

const KIND: DeadlineKind = DeadlineKind::RetentionReview;

fn audit(number: u128) -> StreamId {
    id::<AuditId>(number).into()
}

/// Audit 1 was closed on 1 March 2024, and is kept for 24 months.
fn closed() -> Log {
    let mut log = Log::new();
    log.on("2024-03-01");
    for (class, covers) in [
        ("Audits of practice", RecordClass::Audits),
        ("Accounts", RecordClass::Accounts),
    ] {
        let rule = Part::RetentionRuleAdopted {
            class: class.to_owned(),
            period_months: 24,
            counted_from: "closure".to_owned(),
            basis: "the local schedule".to_owned(),
            covers: Some(covers),
        };
        log.add(id::<LogId>(1).into(), Event::Partnership(rule));
    }
    log.add(audit(1), Event::Audit(Audit::AuditClosed {}));
    log
}

fn records(log: &mut Log, event: Erasing) {
    log.add(id::<ErasureId>(1).into(), Event::Erasure(event));
}

fn keep(log: &mut Log, until: &str) {
    let reviewed = Erasing::RetentionReviewed {
        of: audit(1),
        outcome: Outcome::Keep,
        keep_until: Some(day(until)),
        words: words(),
    };
    records(log, reviewed);
}

fn ask(log: &mut Log) {
    let requested = Erasing::ErasureRequested {
        things: vec![audit(1)],
        asked_by: AskedBy::Parent,
        authority: Authority::Article17,
        words: words(),
    };
    records(log, requested);
}

#[test]
fn a_closed_record_is_reviewed_by_the_end_of_its_period() {
    let log = closed();
    let ahead = only(&log, KIND, "2026-03-01");
    assert_eq!(ahead.due, day("2026-03-01"));
    assert_eq!((ahead.state, ahead.days_late), (DeadlineState::Ahead, 0));
    let late = only(&log, KIND, "2026-03-03");
    assert_eq!((late.state, late.days_late), (DeadlineState::Overdue, 2));
}

#[test]
fn a_review_that_keeps_it_moves_the_day_and_says_why() {
    let mut log = closed();
    keep(log.on("2026-02-20"), "2028-03-01");
    let kept = only(&log, KIND, "2026-06-15");
    assert_eq!(kept.original_due, day("2026-03-01"));
    assert_eq!(kept.due, day("2028-03-01"));
    let [(from, to, why)] = kept.moved.as_slice() else {
        panic!("{kept:?}");
    };
    assert_eq!((*from, *to), (Some(day("2026-03-01")), day("2028-03-01")));
    assert!(why.is_some());
    assert_eq!(kept.state, DeadlineState::Ahead);
}

#[test]
fn that_it_was_asked_to_be_erased_meets_the_day_until_it_is_refused() {
    let mut log = closed();
    ask(log.on("2026-03-04"));
    let asked = only(&log, KIND, "2026-06-15");
    assert_eq!((asked.state, asked.days_late), (DeadlineState::MetLate, 3));
    let refused = Erasing::ErasureRequestRefused {
        exemption: Exemption::LegalClaims,
        words: words(),
    };
    records(&mut log, refused);
    assert_eq!(only(&log, KIND, "2026-06-15").state, DeadlineState::Overdue);
}

#[test]
fn no_deadline_tells_of_an_account() {
    let mut log = closed();
    let account: StreamId = id::<AccountId>(4).into();
    log.add(account, Event::Account(Account::AccountSuspended {}));
    assert_eq!(of(&log, KIND, "2026-06-15").len(), 1);
    assert!(log.models.retention_due(day("2026-06-15")).len() > 1);
}

#[test]
fn records_deadlines_and_gaps_agree_on_what_is_past_its_day() {
    let stories: [fn(&mut Log); 4] = [
        |_| {},
        |log| keep(log, "2026-05-01"),
        |log| keep(log, "2028-05-01"),
        ask,
    ];
    let mut late = 0;
    for story in stories {
        let mut log = closed();
        story(&mut log);
        for today in ["2026-03-01", "2026-03-02", "2026-05-02", "2028-05-02"] {
            let due = log.models.retention_due(day(today));
            let past = due.iter().filter(|one| {
                assert_eq!(one.standing == Standing::Past, one.until <= day(today));
                one.until < day(today)
            });
            let overdue = of(&log, KIND, today);
            let overdue = overdue.iter();
            let overdue = overdue.filter(|one| one.state == DeadlineState::Overdue);
            let rule = GapFilter {
                rules: vec![RETENTION_DUE],
                ..GapFilter::default()
            };
            let gaps = log.models.gaps_matching(&rule, day(today));
            let past = past.count();
            assert_eq!((past, past), (overdue.count(), gaps.len()), "{today}");
            late += past;
        }
    }
    assert!(late > 0);
}
