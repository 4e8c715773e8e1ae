//! Given what is waited for, when it is narrowed, then that is left.

use super::ChaseFilter;
use crate::given::{Log, day, id};
use events::audit_case::Event as Case;

/// Two returns of one agency about two children, one of which is overdue on 3 March.
fn asked() -> Log {
    let mut log = Log::new();
    log.on("2026-02-01").sampled();
    for (case, due) in [(1, "2026-03-01"), (2, "2026-03-20")] {
        let (agency, due) = (id(1), day(due));
        log.case(case, Case::AgencyReturnRequested { agency, due });
    }
    log
}

#[test]
fn what_is_waited_for_is_narrowed_by_agency_audit_and_day() {
    let log = asked();
    let found = |filter: ChaseFilter| {
        let found = log.models.to_chase(&filter, day("2026-03-03"));
        (found.total(), found.overdue(day("2026-03-03")))
    };
    assert_eq!(found(ChaseFilter::default()), (2, 1));
    let overdue = ChaseFilter {
        overdue: true,
        ..ChaseFilter::default()
    };
    assert_eq!(found(overdue), (1, 1));
    let other = ChaseFilter {
        agency: Some(id(2)),
        ..ChaseFilter::default()
    };
    assert_eq!(found(other), (0, 0));
    let elsewhere = ChaseFilter {
        audit: Some(id(9)),
        ..ChaseFilter::default()
    };
    assert_eq!(found(elsewhere), (0, 0));
}

#[test]
fn an_agency_is_counted_with_what_it_returned_and_what_it_did_not() {
    let mut log = asked();
    let received = Case::AgencyReturnReceived {
        agency: id(1),
        tool: 1,
        answers: Vec::new(),
    };
    log.case(2, received);
    let all = log.models.returns_by_agency(day("2026-03-03"));
    assert_eq!(all.len(), 1);
    let one = all[0];
    assert_eq!((one.asked, one.received, one.outstanding), (2, 1, 1));
    assert_eq!((one.overdue, one.longest_overdue_days), (1, 2));
    let received = Case::AgencyReturnReceived {
        agency: id(1),
        tool: 1,
        answers: Vec::new(),
    };
    log.case(1, received);
    let one = log.models.returns_by_agency(day("2026-03-03"))[0];
    assert_eq!((one.received, one.outstanding, one.overdue), (2, 0, 0));
}
