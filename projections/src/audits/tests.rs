//! Given what happened, when the page of an audit asks, then that.

use super::{AuditStage, AuditView, ReturnState};
use crate::given::{Log, day, found, id, words};
use events::audit::{Event, FindingKind, Worked};
use events::audit_case::{Event as Case, Told};
use events::partnership;
use events::recommendation;

fn sampled() -> Log {
    let mut log = Log::new();
    log.on("2026-02-01").sampled();
    log
}

fn view(log: &Log, on: &str) -> AuditView<'static> {
    // The models outlive the view in every test; leaking keeps the tests short.
    let models: &'static crate::Models = Box::leak(Box::new(log.models.clone()));
    models.audit(id(1), day(on)).unwrap()
}

fn moderated(log: &mut Log, case: u128, from: &str, to: &str) {
    let (from, to) = (from.to_owned(), to.to_owned());
    log.case(case, Case::CaseGradeModerated { from, to });
}

fn asked(log: &mut Log, case: u128, agency: u128, due: &str) {
    let (agency, due) = (id(agency), day(due));
    log.case(case, Case::AgencyReturnRequested { agency, due });
}

#[test]
fn an_audit_goes_from_its_sample_to_closed() {
    let mut log = sampled();
    let stage = |log: &Log| log.models.audits.stage(id(1)).unwrap();
    assert_eq!(stage(&log), AuditStage::Sampled);
    asked(&mut log, 1, 1, "2026-03-01");
    assert_eq!(stage(&log), AuditStage::Fieldwork);
    moderated(&mut log, 1, "G", "G");
    assert_eq!(stage(&log), AuditStage::Fieldwork, "a case is left");
    moderated(&mut log, 2, "G", "RI");
    assert_eq!(stage(&log), AuditStage::Moderated);
    log.audit(1, found(1, FindingKind::Improvement, "neglect"));
    assert_eq!(stage(&log), AuditStage::Reported);
    log.audit(1, Event::AuditReportApproved {});
    assert_eq!(stage(&log), AuditStage::Approved);
    let (audience, how) = (words(), words());
    log.audit(1, Event::AuditLearningDisseminated { audience, how });
    assert_eq!(stage(&log), AuditStage::Disseminated);
    log.audit(1, Event::AuditClosed {});
    assert_eq!(stage(&log), AuditStage::Closed);
    assert!(log.models.audits.stage(id(2)).is_none());
}

#[test]
fn a_sample_is_what_was_drawn_less_what_was_excluded() {
    let mut log = sampled();
    log.reason = true;
    log.case(
        2,
        Case::CaseExcluded {
            after_grading: true,
        },
    );
    let view = view(&log, "2026-03-01");
    let sample = view.sample;
    assert_eq!((sample.planned, sample.drawn), (3, 2));
    assert_eq!((sample.excluded, sample.excluded_after_grading), (1, 1));
    assert_eq!((sample.n, sample.ungraded), (1, 1));
    assert_eq!(view.profile.age_bands.values().sum::<u32>(), 1);
    assert_eq!(view.cases.len(), 2);
    assert!(view.cases[1].excluded.as_ref().unwrap().reason.is_some());
}

#[test]
fn a_return_is_overdue_from_the_day_after_it_was_due_until_it_comes() {
    let mut log = sampled();
    asked(&mut log, 1, 2, "2026-03-01");
    let overdue = |log: &Log, on: &str| view(log, on).returns.rows[0].cells[1].overdue_days;
    assert_eq!(overdue(&log, "2026-03-01"), 0);
    assert_eq!(overdue(&log, "2026-03-04"), 3);
    let received = Case::AgencyReturnReceived {
        agency: id(2),
        tool: 1,
        answers: Vec::new(),
    };
    log.case(1, received);
    assert_eq!(overdue(&log, "2026-03-04"), 0);
    assert!(log.models.chase_list(day("2026-03-04")).is_empty());
    log.case(1, Case::AgencyReturnReturnedForRework { agency: id(2) });
    let cell = view(&log, "2026-03-04").returns.rows[0].cells[1];
    assert_eq!(
        (cell.state, cell.overdue_days),
        (Some(ReturnState::GivenBack), 3)
    );
    let council = view(&log, "2026-03-04").returns.rows[0].cells[0];
    assert!(council.involved && council.state.is_none());
}

#[test]
fn who_is_chased_has_not_returned_is_a_member_and_the_case_counts() {
    let mut log = sampled();
    asked(&mut log, 1, 1, "2026-03-05");
    asked(&mut log, 2, 1, "2026-03-01");
    asked(&mut log, 2, 2, "2026-03-01");
    let chased = log.models.chase_list(day("2026-03-03"));
    let council = &chased[0];
    assert_eq!(
        (chased.len(), council.agency, council.overdue),
        (2, id(1), 1)
    );
    let aliases: Vec<_> = council.outstanding.iter().map(|one| one.alias).collect();
    assert_eq!(aliases, ["A-02", "A-01"], "the earliest due date first");
    log.partnership(partnership::Event::RelevantAgencyWithdrawn {
        agency: id(2),
        from: day("2026-03-02"),
    });
    assert_eq!(
        log.models.chase_list(day("2026-03-03")).len(),
        1,
        "the police left"
    );
    assert_eq!(
        log.models.chase_list(day("2026-03-01")).len(),
        2,
        "the day before"
    );
    log.case(
        2,
        Case::CaseExcluded {
            after_grading: false,
        },
    );
    let chased = log.models.chase_list(day("2026-03-03"));
    assert_eq!(chased[0].outstanding.len(), 1);
    log.audit(1, Event::AuditReportApproved {});
    assert!(log.models.chase_list(day("2026-03-03")).is_empty());
}

#[test]
fn grades_move_up_or_down_by_the_order_of_the_scale() {
    let mut log = sampled();
    moderated(&mut log, 1, "G", "RI");
    moderated(&mut log, 1, "RI", "O");
    moderated(&mut log, 2, "G", "I");
    let moved = view(&log, "2026-03-01").moved;
    assert_eq!(
        (moved.moderated, moved.up, moved.down),
        (2, 1, 1),
        "first to last"
    );
    log.case(
        2,
        Case::CaseExcluded {
            after_grading: true,
        },
    );
    let moved = view(&log, "2026-03-01").moved;
    assert_eq!((moved.moderated, moved.up, moved.down), (1, 1, 0));
    let grades = log.models.moderated_grades(id(1));
    let counts: Vec<_> = grades.iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [1, 0, 0, 0]);
}

#[test]
fn a_grade_outside_the_scale_is_counted_as_neither() {
    let mut log = sampled();
    moderated(&mut log, 1, "G", "Z");
    let moved = view(&log, "2026-03-01").moved;
    assert_eq!(
        (moved.up, moved.down, moved.unmoved, moved.unknown),
        (0, 0, 0, 1)
    );
}

#[test]
fn an_unmoderated_case_stands_at_its_last_peer_grade_or_lowest_self_grade() {
    let mut log = sampled();
    for (agency, grade) in [(1, "RI"), (2, "G")] {
        let own = Case::CaseSelfGraded {
            agency: id(agency),
            grade: grade.to_owned(),
            evidence: Vec::new(),
        };
        log.case(1, own);
    }
    assert_eq!(view(&log, "2026-03-01").grades[0].stood_at, Some("RI"));
    for grade in ["I", "O"] {
        let grade = grade.to_owned();
        log.case(1, Case::CasePeerGraded { grade, words: None });
    }
    let row = &view(&log, "2026-03-01").grades[0];
    assert_eq!(
        (row.stood_at, row.peers.len()),
        (Some("O"), 1),
        "each peer once"
    );
    assert!(view(&log, "2026-03-01").grades[1].stood_at.is_none());
}

#[test]
fn a_concern_is_open_until_it_is_confirmed_even_of_an_excluded_case() {
    let mut log = sampled();
    let raised = Case::ImmediateConcernRaised {
        concern: id(1),
        words: words(),
        agencies: vec![id(2)],
        told: vec![Told {
            who: words(),
            agency: Some(id(2)),
            on: day("2026-02-01"),
        }],
    };
    log.case(1, raised);
    log.case(
        1,
        Case::CaseExcluded {
            after_grading: false,
        },
    );
    let open = log.models.audits.open_concerns();
    assert!(open.len() == 1 && open[0].excluded);
    assert_eq!(open[0].concern.told[0].who.field, "/data/told/0/who");
    assert_eq!(open[0].concern.open_days(day("2026-02-05")), 4);
    let confirmed = Case::CorrectiveActionConfirmed {
        concern: id(1),
        words: words(),
    };
    log.on("2026-02-03").case(1, confirmed);
    assert!(log.models.audits.open_concerns().is_empty());
    let case = log.models.audits.case(id(1)).unwrap();
    assert_eq!(case.concerns[0].open_days(day("2026-06-01")), 2);
}

#[test]
fn a_finding_reads_as_corrected_and_says_how_it_read() {
    let mut log = sampled();
    let first = log.audit(1, found(1, FindingKind::Development, "neglect"));
    log.reason = true;
    log.audit(
        1,
        Event::FindingCorrected {
            finding: id(1),
            kind: None,
            statement: None,
            x: 2,
            n: 2,
            theme: Some("voice".to_owned()),
            underlying_reason: Some(words()),
        },
    );
    let earlier = Event::FindingMatchedToEarlier {
        finding: id(1),
        earlier_findings: vec![id(9)],
        earlier_recommendations: Vec::new(),
        what_was_done: words(),
        worked: Worked::No,
    };
    log.audit(1, earlier);
    let (_, finding) = log.models.audits.finding(id(1)).unwrap();
    assert_eq!((finding.now.x, finding.now.theme.as_str()), (2, "voice"));
    assert_eq!(finding.now.kind, FindingKind::Development);
    assert_eq!(
        finding.now.statement.position, first,
        "left out, so as it was"
    );
    assert_eq!(finding.corrections[0].before.x, 1);
    assert!(finding.corrections[0].reason.is_some());
    assert_eq!(finding.earlier[0].worked, Worked::No);
}

#[test]
fn a_finding_is_an_orphan_until_a_recommendation_stands_or_a_reason_is_given() {
    let mut log = sampled();
    log.audit(1, found(1, FindingKind::Improvement, "neglect"));
    log.audit(1, found(2, FindingKind::Strength, "neglect"));
    let orphans = |log: &Log| {
        let findings = view(log, "2026-03-01").findings;
        findings.iter().filter(|one| one.is_orphan).count()
    };
    assert_eq!(orphans(&log), 1, "a strength asks for none");
    log.recommended(1, 1, None);
    assert_eq!(orphans(&log), 0);
    assert_eq!(
        view(&log, "2026-03-01").findings[0].recommendations.len(),
        1
    );
    log.recommendation(
        1,
        recommendation::Event::RecommendationDeclined { agency: id(1) },
    );
    assert_eq!(orphans(&log), 1, "everybody declined it");
    log.audit(1, Event::NoRecommendationJustified { finding: id(1) });
    assert_eq!(orphans(&log), 0);
}

#[test]
fn a_finding_is_stale_when_the_sample_it_counts_has_changed() {
    let mut log = sampled();
    log.audit(1, found(1, FindingKind::Improvement, "neglect"));
    assert!(!view(&log, "2026-03-01").findings[0].is_stale);
    log.case(
        2,
        Case::CaseExcluded {
            after_grading: false,
        },
    );
    assert!(view(&log, "2026-03-01").findings[0].is_stale);
}
