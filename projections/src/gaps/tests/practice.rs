//! The rules about audits and self-assessments: a log in which each finds something, and one close
//! by in which it does not.

use super::Story;
use crate::given::{Log, commissioned, day, found, id, words};
use events::audit::{Better, Count, Event as Audited, FindingKind, Judgement, Worked};
use events::audit_case::{self, Event as Cased};
use events::audit_programme::Event as Year;
use events::event::Event;
use events::ids::{CampaignId, ReturnId};
use events::recommendation::{Event as Rec, QualityAnswer, QualityQuestion};
use events::self_assessment::{CampaignKind, Event as Asked, shipped};
use events::service_return::{AgencyAction, Event as Returned};

const FINDING: FindingKind = FindingKind::Development;

/// Audit 1 with a frozen sample of two of the three cases planned.
fn sampled(log: &mut Log) -> &mut Log {
    log.on("2026-02-01").sampled()
}

fn with_finding(log: &mut Log) {
    sampled(log);
    log.audit(1, found(1, FINDING, "neglect"));
}

fn moderated(log: &mut Log, cases: u128, to: &str) {
    let attendance = Vec::new();
    let on = day("2026-03-05");
    log.audit(1, Audited::ModerationMeetingHeld { on, attendance });
    for case in 1..=cases {
        let (from, to) = ("G".to_owned(), to.to_owned());
        log.case(case, Cased::CaseGradeModerated { from, to });
    }
}

/// Audit 1 with five cases, all of them moderated.
fn five(log: &mut Log, to: &str) {
    sampled(log);
    for case in 3..=5 {
        log.case(case, drawn(&format!("A-0{case}"), false));
    }
    moderated(log, 5, to);
}

fn drawn(alias: &str, disabled: bool) -> Cased {
    Cased::CaseDrawn {
        audit: id(1),
        alias: alias.to_owned(),
        age_band: audit_case::AgeBand::OneToFour,
        disability: if disabled {
            audit_case::Disability::Disabled
        } else {
            audit_case::Disability::Unknown
        },
        ethnicity: audit_case::Ethnicity::Unknown,
        placement: audit_case::Placement::Unknown,
        plan_type: audit_case::PlanType::Unknown,
        agencies: vec![id(1)],
    }
}

fn frozen(log: &mut Log, disabled: bool) {
    log.with_police_and_grades();
    log.audit(1, commissioned("A1", "neglect"));
    for case in 1..=3 {
        log.case(case, drawn(&format!("A-0{case}"), disabled && case == 2));
    }
    let cases = (1..=3).map(id).collect();
    let method = words();
    log.audit(
        1,
        Audited::SampleDrawn {
            method,
            cases,
            n: 3,
        },
    );
}

fn concern(log: &mut Log) {
    sampled(log);
    log.case(
        1,
        Cased::ImmediateConcernRaised {
            concern: id(1),
            words: words(),
            agencies: vec![id(1)],
            told: Vec::new(),
        },
    );
}

fn confirmed(log: &mut Log) {
    concern(log);
    let (concern, words) = (id(1), words());
    log.case(1, Cased::CorrectiveActionConfirmed { concern, words });
}

fn disseminated(log: &mut Log) {
    let (audience, how) = (words(), words());
    log.audit(1, Audited::AuditLearningDisseminated { audience, how });
}

fn closed(log: &mut Log) {
    with_finding(log);
    log.audit(1, Audited::AuditReportApproved {});
    disseminated(log);
    log.audit(1, Audited::AuditClosed {});
}

/// Audit 2 makes audit 1 again.
fn again(log: &mut Log) {
    closed(log);
    let mut event = commissioned("A2", "infants");
    if let Audited::AuditCommissioned { repeat_of, .. } = &mut event {
        *repeat_of = Some(id(1));
    }
    log.audit(2, event);
}

fn compared(log: &mut Log, judgement: Judgement) {
    again(log);
    log.audit(
        2,
        Audited::ResultComparedWithBaseline {
            measure: words(),
            better: Better::More,
            baseline: Count { x: 5, n: 12 },
            now: Count { x: 5, n: 12 },
            judgement,
        },
    );
}

/// A year of four audits of which none is reported.
fn year(log: &mut Log, minimum: u32) {
    log.programme(
        1,
        Year::ProgrammeAgreed {
            title: "2026".to_owned(),
            starts: day("2026-01-01"),
            ends: day("2026-12-31"),
            minimum,
            plan: None,
            agreed_by: None,
        },
    );
}

fn checked(log: &mut Log, holds: bool) {
    with_finding(log);
    log.recommended(1, 1, None);
    let question = QualityQuestion::Cause;
    let answers = vec![QualityAnswer { question, holds }];
    log.recommendation(1, Rec::RecommendationQualityChecked { answers });
}

/// A round that asked the council, which handed its return in.
fn returned(log: &mut Log, score: &str) {
    let asked = id::<CampaignId>(1).into();
    let due = day("2026-03-31");
    let opened = Asked::CampaignOpened {
        kind: CampaignKind::Section11,
        title: "Section 11".to_owned(),
        opens: day("2026-02-01"),
        due,
        standards: shipped(CampaignKind::Section11)[0].clone(),
    };
    log.on("2026-02-01")
        .add(asked, Event::SelfAssessment(opened));
    let (agency, service_return) = (id(1), id(9));
    let invited = Asked::ReturnInvited {
        agency,
        service_return,
        due,
    };
    log.add(asked, Event::SelfAssessment(invited));
    said(log, Returned::ReturnStarted {});
    let answer = Returned::StandardSelfAssessed {
        standard: "leadership".to_owned(),
        score: score.to_owned(),
        narrative: words(),
        evidence: Vec::new(),
    };
    said(log, answer);
    said(log, Returned::ReturnSubmitted {});
}

fn said(log: &mut Log, event: Returned) {
    log.add(id::<ReturnId>(9).into(), Event::ServiceReturn(event));
}

fn moderated_down(log: &mut Log) {
    returned(log, "partly_met");
    let moderated = Returned::StandardModerated {
        standard: "leadership".to_owned(),
        from: "partly_met".to_owned(),
        to: "not_met".to_owned(),
    };
    said(log, moderated);
    said(log, Returned::ReturnAccepted {});
}

pub(super) const PRACTICE: &[(u16, Story, Story)] = &[
    (1, with_finding, |log| {
        with_finding(log);
        log.recommended(1, 1, None);
    }),
    (1, with_finding, |log| {
        with_finding(log);
        log.audit(1, Audited::NoRecommendationJustified { finding: id(1) });
    }),
    (1, with_finding, |log| {
        sampled(log);
        log.audit(1, found(1, FindingKind::Strength, "neglect"));
    }),
    (3, |log| checked(log, false), |log| checked(log, true)),
    (
        3,
        |log| {
            with_finding(log);
            log.recommended(1, 1, None);
        },
        |log| {
            checked(log, false);
            log.recommendation(1, amended());
        },
    ),
    (28, |log| year(log, 4), |log| year(log, 2)),
    (
        28,
        |log| year(log, 4),
        |log| {
            year(log, 4);
            log.programme(1, Year::ProgrammeClosed {});
        },
    ),
    (29, |log| frozen(log, false), |log| frozen(log, true)),
    (
        30,
        |log| {
            sampled(log);
        },
        |log| frozen(log, true),
    ),
    (
        30,
        |log| {
            frozen(log, true);
            let after_grading = true;
            log.case(1, Cased::CaseExcluded { after_grading });
        },
        |log| {
            frozen(log, true);
            let after_grading = false;
            log.case(1, Cased::CaseExcluded { after_grading });
        },
    ),
    (
        31,
        |log| {
            sampled(log);
        },
        |log| {
            sampled(log);
            moderated(log, 1, "RI");
        },
    ),
    (31, |log| five(log, "G"), |log| five(log, "RI")),
    (32, concern, confirmed),
    (
        33,
        |log| {
            with_finding(log);
            log.audit(1, Audited::AuditReportApproved {});
        },
        |log| {
            with_finding(log);
            log.on("2026-06-10")
                .audit(1, Audited::AuditReportApproved {});
        },
    ),
    (
        33,
        |log| {
            with_finding(log);
            log.audit(1, Audited::AuditReportApproved {});
        },
        closed,
    ),
    (34, closed, again),
    (
        34,
        |log| {
            closed(log);
            let by = day("2026-06-01");
            log.audit(1, Audited::RepeatAuditScheduled { by });
        },
        |log| {
            closed(log);
            let by = day("2026-09-01");
            log.audit(1, Audited::RepeatAuditScheduled { by });
        },
    ),
    (
        35,
        |log| compared(log, Judgement::NotImproved),
        |log| compared(log, Judgement::Improved),
    ),
    (
        35,
        |log| compared(log, Judgement::NotImproved),
        |log| compared(log, Judgement::TooSmallToConclude),
    ),
    (
        36,
        |log| returned(log, "met"),
        |log| returned(log, "partly_met"),
    ),
    (36, moderated_down, |log| {
        moderated_down(log);
        let action = AgencyAction::New {
            words: words(),
            owner: "Head of service".to_owned(),
            due: day("2026-09-01"),
        };
        said(log, Returned::AgencyActionAgreed { number: 1, action });
    }),
    (
        36,
        |log| {
            returned(log, "partly_met");
            let (agency, service_return) = (id(1), id(9));
            let missing = Asked::NonReturnReported {
                agency,
                service_return,
            };
            log.add(id::<CampaignId>(1).into(), Event::SelfAssessment(missing));
        },
        |log| returned(log, "partly_met"),
    ),
    (
        47,
        |log| {
            again(log);
            log.audit(2, found(2, FINDING, "neglect"));
        },
        |log| {
            again(log);
            log.audit(2, found(2, FINDING, "infants"));
        },
    ),
    (
        47,
        |log| {
            again(log);
            log.audit(2, found(2, FINDING, "neglect"));
        },
        |log| {
            with_finding(log);
            log.audit(1, found(2, FINDING, "neglect"));
        },
    ),
];

fn amended() -> Rec {
    Rec::RecommendationAmended {
        text: Some(words()),
        addressees: None,
        outcome: None,
        measure: None,
        due: None,
    }
}

#[test]
fn each_rule_about_practice_finds_its_gap_and_no_other() {
    super::each(PRACTICE);
}

#[test]
fn what_was_found_before_is_found_though_it_was_matched_and_rests_on_what_was_done() {
    let mut log = Log::new();
    again(&mut log);
    log.audit(2, found(2, FINDING, "neglect"));
    let matched = Audited::FindingMatchedToEarlier {
        finding: id(2),
        earlier_findings: vec![id(1)],
        earlier_recommendations: Vec::new(),
        what_was_done: words(),
        worked: Worked::No,
    };
    log.audit(2, matched);
    let gaps = log.models.gaps(day("2026-06-15"));
    let gap = gaps.iter().find(|gap| gap.rule == 47).unwrap();
    assert_eq!(gap.rests_on.len(), 2, "both findings");
}

#[test]
fn an_agency_is_told_of_the_child_it_has_to_act_for() {
    let mut log = Log::new();
    concern(&mut log);
    let gaps = log.models.gaps(day("2026-06-15"));
    let gap = gaps.iter().find(|gap| gap.rule == 32).unwrap();
    assert_eq!(gap.agencies, vec![id(1)]);
}
