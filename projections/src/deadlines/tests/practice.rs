//! Given an audit year, when the deadlines are asked, then these.

use super::{of, only};
use crate::deadlines::{DeadlineFilter, DeadlineKind, DeadlineState};
use crate::given::{Log, commissioned, day, id, owner, words};
use events::action::DatePrecision;
use events::audit::{AuditKind, Event as Audited, ScheduledRef};
use events::audit_case::{Answer, Event as Cased};
use events::audit_programme::Event as Year;
use events::event::Event;
use events::ids::{AgencyId, CampaignId, ReturnId};
use events::self_assessment::{CampaignKind, Event as Asked, shipped};
use events::service_return::{AgencyAction, Event as Returned};

fn asked() -> Log {
    let mut log = Log::new();
    log.on("2026-02-01").sampled();
    for (case, agency) in [(1, 1), (2, 1), (1, 2)] {
        let (agency, due) = (id(agency), day("2026-03-01"));
        log.case(case, Cased::AgencyReturnRequested { agency, due });
    }
    log
}

fn came(log: &mut Log, case: u128, on: &str) {
    let received = Cased::AgencyReturnReceived {
        agency: id(1),
        tool: 1,
        answers: Vec::<Answer>::new(),
    };
    log.on(on).case(case, received);
}

#[test]
fn an_agency_has_one_date_for_all_children_of_an_audit_and_meets_it_with_the_last() {
    let mut log = asked();
    let kind = DeadlineKind::AuditReturns;
    let both = of(&log, kind, "2026-02-10");
    assert_eq!(both.len(), 2, "one for each agency");
    assert!(both.iter().all(|one| one.state == DeadlineState::Ahead));
    let council = |log: &Log, on: &str| {
        let mut all = of(log, kind, on).into_iter();
        let council: AgencyId = id(1);
        all.find(|one| one.addressees == vec![council]).unwrap()
    };
    came(&mut log, 1, "2026-02-20");
    assert_eq!(council(&log, "2026-03-03").state, DeadlineState::Overdue);
    assert_eq!(council(&log, "2026-03-03").days_late, 2);
    came(&mut log, 2, "2026-03-04");
    let met = council(&log, "2026-03-10");
    assert_eq!(met.state, DeadlineState::MetLate);
    assert_eq!(met.actual, Some(day("2026-03-04")));
}

#[test]
fn what_did_not_come_is_not_waited_for_once_the_report_is_approved() {
    let mut log = asked();
    log.on("2026-04-01")
        .audit(1, Audited::AuditReportApproved {});
    let waited = of(&log, DeadlineKind::AuditReturns, "2026-05-01");
    assert!(waited.iter().all(|one| one.state == DeadlineState::Stopped));
    let report = only(&log, DeadlineKind::AuditReport, "2026-05-10");
    assert_eq!(report.state, DeadlineState::Met);
    assert_eq!(report.owners[0].role, "PQA coordinator");
}

#[test]
fn a_report_is_late_from_the_day_after_and_stops_when_the_audit_is_given_up() {
    let mut log = asked();
    let kind = DeadlineKind::AuditReport;
    assert_eq!(only(&log, kind, "2026-05-01").state, DeadlineState::Ahead);
    assert_eq!(only(&log, kind, "2026-05-02").state, DeadlineState::Overdue);
    log.audit(1, Audited::AuditAbandoned {});
    assert_eq!(only(&log, kind, "2026-05-02").state, DeadlineState::Stopped);
}

#[test]
fn a_repeat_is_met_when_it_is_commissioned() {
    let mut log = asked();
    let by = day("2026-05-01");
    log.audit(1, Audited::RepeatAuditScheduled { by });
    let kind = DeadlineKind::AuditRepeat;
    assert_eq!(only(&log, kind, "2026-05-02").state, DeadlineState::Overdue);
    let mut again = commissioned("A2", "neglect");
    if let Audited::AuditCommissioned { repeat_of, .. } = &mut again {
        *repeat_of = Some(id(1));
    }
    log.on("2026-04-20").audit(2, again);
    assert_eq!(only(&log, kind, "2026-05-02").state, DeadlineState::Met);
}

#[test]
fn a_planned_audit_is_due_by_the_last_day_of_its_quarter() {
    let mut log = Log::new();
    log.programme(
        1,
        Year::ProgrammeAgreed {
            title: "2026".to_owned(),
            starts: day("2026-01-01"),
            ends: day("2026-12-31"),
            minimum: 1,
            plan: None,
            agreed_by: None,
        },
    );
    let planned = Year::AuditScheduled {
        scheduled: id(1),
        kind: AuditKind::Thematic,
        theme: "neglect".to_owned(),
        title: words(),
        quarter: 2,
        lead: owner(),
        priority: None,
    };
    log.programme(1, planned);
    let kind = DeadlineKind::PlannedAudit;
    let one = only(&log, kind, "2026-06-30");
    assert_eq!(
        (one.due, one.due_precision),
        (day("2026-06-30"), DatePrecision::Quarter)
    );
    assert_eq!(
        (one.owners, one.state),
        (vec![owner()], DeadlineState::Ahead)
    );
    assert_eq!(only(&log, kind, "2026-07-01").state, DeadlineState::Overdue);
    let mut audit = commissioned("A1", "neglect");
    if let Audited::AuditCommissioned { scheduled, .. } = &mut audit {
        let (programme, of) = (id(1), id(1));
        *scheduled = Some(ScheduledRef {
            programme,
            scheduled: of,
        });
    }
    log.on("2026-05-01").audit(1, audit);
    assert_eq!(only(&log, kind, "2026-07-01").state, DeadlineState::Met);
    assert_eq!(
        only(&log, DeadlineKind::AuditReport, "2026-05-01").owners,
        vec![owner()]
    );
}

#[test]
fn a_self_assessment_is_late_until_it_comes_and_what_follows_has_dates_of_its_own() {
    let mut log = Log::new();
    let campaign = id::<CampaignId>(1).into();
    let due = day("2026-03-31");
    let opened = Asked::CampaignOpened {
        kind: CampaignKind::Section11,
        title: "Section 11".to_owned(),
        opens: day("2026-02-01"),
        due,
        standards: shipped(CampaignKind::Section11)[0].clone(),
    };
    log.add(campaign, Event::SelfAssessment(opened));
    let (agency, service_return) = (id(1), id(9));
    let invited = Asked::ReturnInvited {
        agency,
        service_return,
        due,
    };
    log.add(campaign, Event::SelfAssessment(invited));
    let kind = DeadlineKind::SelfAssessment;
    assert_eq!(only(&log, kind, "2026-04-01").state, DeadlineState::Overdue);
    let mut said = |event| log.add(id::<ReturnId>(9).into(), Event::ServiceReturn(event));
    said(Returned::ReturnSubmitted {});
    let action = AgencyAction::New {
        words: words(),
        owner: "Head of service".to_owned(),
        due: day("2026-09-01"),
    };
    said(Returned::AgencyActionAgreed { number: 1, action });
    assert_eq!(only(&log, kind, "2026-04-01").state, DeadlineState::Met);
    let agreed = only(&log, DeadlineKind::AgencyAction, "2026-09-02");
    assert_eq!(agreed.state, DeadlineState::Overdue);
    assert_eq!(agreed.owners[0].role, "Head of service");
    assert_eq!(agreed.owners[0].agency, Some(id(1)));
}

#[test]
fn of_a_plan_alone_there_is_no_date_of_an_audit() {
    let log = asked();
    let filter = DeadlineFilter {
        plan: Some(id(1)),
        ..DeadlineFilter::default()
    };
    assert!(log.models.deadlines(&filter, day("2026-05-01")).is_empty());
}
