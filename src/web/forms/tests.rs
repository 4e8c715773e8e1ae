//! Every command has a form, and every form asks what its command takes.

mod learning;

use super::{action, evidence, recommendation};
use crate::web::form::fits::assert_fits;
use crate::web::form::{CommandForm, Kind};
use crate::web::reading::Reading;
use crate::web::reading::tests::reading;
use crate::web::story::{ACTION, EVIDENCE, POLICE, RECOMMENDATION, Story, day, lead_of, team};
use events::command::{Command, CommandDoc};
use events::envelope::Role;
use events::ids::{StreamId, StreamKind};
use uuid::Uuid;

fn form(reading: &Reading<'_>, doc: &CommandDoc) -> Option<CommandForm> {
    let fresh = StreamId {
        kind: doc.kind,
        id: Uuid::from_u128(99),
    };
    match doc.kind {
        StreamKind::ImprovementAction if doc.creates => action::form(reading, fresh, &doc.word),
        StreamKind::ImprovementAction => action::form(reading, ACTION.into(), &doc.word),
        StreamKind::Recommendation if doc.creates => {
            recommendation::form(reading, fresh, &doc.word)
        }
        StreamKind::Recommendation => {
            recommendation::form(reading, RECOMMENDATION.into(), &doc.word)
        }
        StreamKind::Evidence if doc.creates => evidence::form(reading, fresh, &doc.word),
        StreamKind::Evidence => evidence::form(reading, EVIDENCE.into(), &doc.word),
        StreamKind::Partnership
        | StreamKind::Plan
        | StreamKind::Meeting
        | StreamKind::Gap
        | StreamKind::Account
        | StreamKind::SelfAssessment
        | StreamKind::ServiceReturn
        | StreamKind::SeriousIncident
        | StreamKind::RapidReview
        | StreamKind::ReviewSubject
        | StreamKind::PracticeReview
        | StreamKind::Briefing
        | StreamKind::LearningActivity
        | StreamKind::ChildDeathLearning
        | StreamKind::AuditProgramme
        | StreamKind::Audit
        | StreamKind::AuditCase
        | StreamKind::EvidencePack
        | StreamKind::Inspection
        | StreamKind::Erasure
        | StreamKind::LegalHold => None,
    }
}

fn mine() -> impl Iterator<Item = &'static CommandDoc> {
    let kinds = [
        StreamKind::ImprovementAction,
        StreamKind::Recommendation,
        StreamKind::Evidence,
    ];
    Command::catalogue()
        .iter()
        .filter(move |doc| kinds.contains(&doc.kind))
}

#[test]
fn every_command_has_a_form_that_fits_it() {
    let story = Story::begin();
    for acting in [team(Role::BusinessManager), lead_of(POLICE)] {
        let reading = reading(&story.models, day("2026-03-03"), acting, &[]);
        for doc in mine() {
            let form = form(&reading, doc).unwrap_or_else(|| panic!("no form: {}", doc.word));
            assert_fits(&form, doc);
        }
    }
}

#[test]
fn a_new_thing_is_cancelled_to_a_page_that_exists() {
    let story = Story::begin();
    let reading = reading(
        &story.models,
        day("2026-03-03"),
        team(Role::BusinessManager),
        &[],
    );
    for doc in mine().filter(|doc| doc.creates) {
        let form = form(&reading, doc).unwrap();
        assert!(
            !form.cancel_href().contains(&form.stream.id.to_string()),
            "{}",
            doc.word
        );
        assert!(form.back.contains("{id}"), "{}", doc.word);
    }
}

#[test]
fn the_rating_form_shows_the_key_and_when_commentary_is_required() {
    let story = Story::begin();
    let reading = reading(&story.models, day("2026-03-03"), lead_of(POLICE), &[]);
    let form = action::form(&reading, ACTION.into(), "rate_action").unwrap();
    let code = form
        .questions
        .iter()
        .find(|question| question.name == "code")
        .unwrap();
    let Kind::Radios(choices) = &code.kind else {
        panic!("not radios")
    };
    let red = choices.iter().find(|(letter, _)| letter == "R").unwrap();
    assert!(red.1.starts_with("Red (R) – "), "{}", red.1);
    let why = form
        .questions
        .iter()
        .find(|question| question.name == "commentary")
        .unwrap();
    assert!(
        why.hint
            .as_ref()
            .unwrap()
            .contains("Commentary is required when")
    );
    assert!(
        form.lead
            .iter()
            .any(|line| line.contains("Nobody has reported progress yet"))
    );
}

#[test]
fn rating_in_a_round_goes_on_to_progress_and_back_to_the_round() {
    let story = Story::begin();
    let query = [("then".to_owned(), "progress".to_owned())];
    let reading = reading(&story.models, day("2026-03-03"), lead_of(POLICE), &query);
    let rate = action::form(&reading, ACTION.into(), "rate_action").unwrap();
    assert!(
        rate.back.ends_with("/report_progress?then=round"),
        "{}",
        rate.back
    );
    let report = action::form(&reading, ACTION.into(), "report_progress").unwrap();
    assert_eq!(report.back, "/rag-round");
}

#[test]
fn evidence_added_from_an_action_is_linked_to_it_next() {
    let story = Story::begin();
    let query = [("action".to_owned(), ACTION.to_string())];
    let reading = reading(&story.models, day("2026-03-03"), lead_of(POLICE), &query);
    let fresh = StreamId {
        kind: StreamKind::Evidence,
        id: Uuid::from_u128(99),
    };
    let lodge = evidence::form(&reading, fresh, "lodge_evidence").unwrap();
    assert_eq!(
        lodge.back,
        format!("/record/evidence/{{id}}/link_evidence?action={ACTION}")
    );
    assert_eq!(lodge.cancel_href(), format!("/action/{ACTION}"));
    let source = lodge
        .questions
        .iter()
        .find(|question| question.name == "source")
        .unwrap();
    assert_eq!(source.kind, Kind::Fixed(serde_json::json!(POLICE)));
    let link = evidence::form(&reading, EVIDENCE.into(), "link_evidence").unwrap();
    assert_eq!(link.back, format!("/action/{ACTION}"));
}

#[test]
fn there_is_no_form_for_a_thing_or_command_that_does_not_exist() {
    let story = Story::begin();
    let reading = reading(
        &story.models,
        day("2026-03-03"),
        team(Role::BusinessManager),
        &[],
    );
    let unknown = StreamId {
        kind: StreamKind::ImprovementAction,
        id: Uuid::from_u128(99),
    };
    assert_eq!(action::form(&reading, unknown, "rate_action"), None);
    assert_eq!(action::form(&reading, ACTION.into(), "fly"), None);
    assert_eq!(evidence::form(&reading, EVIDENCE.into(), "fly"), None);
}
