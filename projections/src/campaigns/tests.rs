//! Given a round of self-assessments, when its pages ask, then that.

use super::{HeatCell, ReturnPhase, ReturnView};
use crate::given::{Log, day, id, words};
use events::event::Event;
use events::ids::{CampaignId, EvidenceId, ReturnId};
use events::self_assessment::{CampaignKind, Event as Asked, shipped};
use events::service_return::{CarriedAnswer, Event as Returned};

/// A round that asked the council and the police for their returns 11 and 12 by the end of March.
fn round() -> Log {
    let mut log = Log::new();
    log.on("2026-02-01").with_police_and_grades();
    let due = day("2026-03-31");
    asked(
        &mut log,
        Asked::CampaignOpened {
            kind: CampaignKind::Section11,
            title: "Section 11".to_owned(),
            opens: day("2026-02-01"),
            due,
            standards: shipped(CampaignKind::Section11)[0].clone(),
        },
    );
    for (agency, service_return) in [(1, 11), (2, 12)] {
        let (agency, service_return) = (id(agency), id(service_return));
        asked(
            &mut log,
            Asked::ReturnInvited {
                agency,
                service_return,
                due,
            },
        );
    }
    log
}

fn asked(log: &mut Log, event: Asked) {
    log.add(id::<CampaignId>(1).into(), Event::SelfAssessment(event));
}

/// The council says something in its return.
fn said(log: &mut Log, event: Returned) {
    log.add(id::<ReturnId>(11).into(), Event::ServiceReturn(event));
}

fn answered(log: &mut Log, score: &str, evidence: Vec<EvidenceId>) {
    let answer = Returned::StandardSelfAssessed {
        standard: "leadership".to_owned(),
        score: score.to_owned(),
        narrative: words(),
        evidence,
    };
    said(log, answer);
}

fn view(log: &Log, on: &str) -> ReturnView<'static> {
    // The models outlive the view in every test; leaking keeps the tests short.
    let models: &'static crate::Models = Box::leak(Box::new(log.models.clone()));
    models.service_return(id(11), day(on)).unwrap()
}

fn leadership(log: &Log) -> HeatCell<'static> {
    let view = view(log, "2026-03-01");
    let mut cells = view.scores.cells.into_iter();
    cells.find(|cell| cell.standard == "leadership").unwrap()
}

#[test]
fn a_return_goes_from_asked_for_to_handed_in_and_is_late_only_while_it_is_waited_for() {
    let mut log = round();
    assert_eq!(view(&log, "2026-03-31").one.phase, ReturnPhase::Invited);
    assert!(!view(&log, "2026-03-31").overdue);
    assert!(view(&log, "2026-04-01").overdue);
    said(&mut log, Returned::ReturnStarted {});
    answered(&mut log, "partly_met", Vec::new());
    let open = view(&log, "2026-03-01");
    assert_eq!(open.one.phase, ReturnPhase::InProgress);
    assert_eq!(open.unanswered.len(), 10);
    let post = "Director".to_owned();
    said(&mut log, Returned::ReturnSignedOff { post });
    assert_eq!(view(&log, "2026-03-01").one.phase, ReturnPhase::SignedOff);
    said(&mut log, Returned::ReturnSubmitted {});
    assert!(!view(&log, "2026-04-01").overdue);
    let counts = log
        .models
        .campaign(id(1), day("2026-04-01"))
        .unwrap()
        .counts;
    assert_eq!(
        (counts.invited, counts.submitted, counts.overdue),
        (2, 1, 1)
    );
}

#[test]
fn an_answer_changed_after_the_sign_off_is_nobodys_sign_off_any_more() {
    let mut log = round();
    answered(&mut log, "partly_met", Vec::new());
    let post = "Director".to_owned();
    said(&mut log, Returned::ReturnSignedOff { post });
    assert!(view(&log, "2026-03-01").one.sign_off.is_some());
    answered(&mut log, "not_met", Vec::new());
    let open = view(&log, "2026-03-01");
    assert!(open.one.sign_off.is_none());
    assert_eq!(open.one.phase, ReturnPhase::InProgress);
}

#[test]
fn met_needs_evidence_that_stands() {
    let mut log = round();
    log.lodged(1, "2026-01-15");
    answered(&mut log, "met", Vec::new());
    assert!(leadership(&log).met && leadership(&log).met_without_evidence);
    answered(&mut log, "met", vec![id(1)]);
    assert!(!leadership(&log).met_without_evidence);
    answered(&mut log, "partly_met", Vec::new());
    assert!(!leadership(&log).met && !leadership(&log).met_without_evidence);
}

#[test]
fn the_moderated_score_stands_beside_the_agencys_own_and_never_in_its_place() {
    let mut log = round();
    answered(&mut log, "partly_met", Vec::new());
    said(&mut log, Returned::ReturnSubmitted {});
    said(
        &mut log,
        Returned::StandardModerated {
            standard: "leadership".to_owned(),
            from: "partly_met".to_owned(),
            to: "not_met".to_owned(),
        },
    );
    let cell = leadership(&log);
    assert_eq!(
        (cell.own, cell.moderated),
        (Some("partly_met"), Some("not_met"))
    );
    assert!(cell.moderated_down && !cell.moderated_up);
    let map = log.models.heat_map(id(1)).unwrap();
    assert_eq!((map.rows.len(), map.standards.len()), (2, 11));
    let row = map.rows.iter().find(|row| row.agency == id(2)).unwrap();
    assert!(row.cells.iter().all(|cell| cell.own.is_none()));
}

#[test]
fn what_was_taken_over_is_to_be_re_affirmed() {
    let mut log = round();
    let answers = vec![CarriedAnswer {
        standard: "leadership".to_owned(),
        score: "partly_met".to_owned(),
        evidence: Vec::new(),
        words_in: id(5),
    }];
    let from = id(5);
    said(&mut log, Returned::AnswersCarriedForward { from, answers });
    assert!(leadership(&log).not_reaffirmed);
    assert_eq!(view(&log, "2026-03-01").not_reaffirmed, ["leadership"]);
    let standard = "leadership".to_owned();
    said(&mut log, Returned::AnswerReaffirmed { standard });
    assert!(!leadership(&log).not_reaffirmed);
}

#[test]
fn a_non_return_is_no_longer_late_and_goes_when_the_agency_begins_again() {
    let mut log = round();
    log.reason = true;
    let (agency, service_return) = (id(1), id(11));
    log.on("2026-04-10");
    asked(
        &mut log,
        Asked::NonReturnReported {
            agency,
            service_return,
        },
    );
    let missing = view(&log, "2026-05-01");
    assert_eq!(missing.one.phase, ReturnPhase::NonReturn);
    assert!(missing.one.non_return.is_some() && !missing.overdue);
    let counts = log
        .models
        .campaign(id(1), day("2026-05-01"))
        .unwrap()
        .counts;
    assert_eq!(counts.non_returns, 1);
    said(&mut log, Returned::ReturnStarted {});
    let begun = view(&log, "2026-05-01");
    assert!(begun.one.non_return.is_none() && begun.overdue);
    // The round may be closed without it, until it comes after all.
    assert!(begun.one.is_settled());
    said(&mut log, Returned::ReturnSubmitted {});
    assert!(!view(&log, "2026-05-01").one.is_settled());
}
