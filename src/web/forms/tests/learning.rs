//! Every command of what spreads learning has a form that asks for every field of it.

use super::super::assurance;
use crate::web::form::fits::assert_fits;
use crate::web::form::{Answers, Carried, CommandForm, show};
use crate::web::reading::tests::reading;
use crate::web::story::{COUNCIL, POLICE, Story, day, lead_of, team};
use events::command::{Command, CommandDoc};
use events::envelope::Role;
use events::ids::{
    BriefingId, ChildDeathLearningId, LearningActivityId, RecommendationId, StreamId, StreamKind,
};
use serde_json::json;
use uuid::Uuid;

const BRIEFING: BriefingId = BriefingId(Uuid::from_u128(0x501));
const ACTIVITY: LearningActivityId = LearningActivityId(Uuid::from_u128(0x601));
const YEAR: ChildDeathLearningId = ChildDeathLearningId(Uuid::from_u128(0x701));

fn story() -> Story {
    let mut story = Story::begin();
    let pqa = team(Role::PqaCoordinator);
    let draft = json!({
        "reference": "B1", "title": "Seeing babies",
        "sources": (1..=5).map(|number| json!({
            "kind": "elsewhere", "title": format!("Review {number}"),
        })).collect::<Vec<_>>(),
        "parts": [
            { "part": "learned", "words": "Nobody asked" },
            { "part": "to_do", "words": "Ask" },
        ],
    });
    let on = "2026-02-01";
    story.give(pqa, on, BRIEFING.into(), "draft_briefing", draft, None);
    let chair = team(Role::Chair);
    story.give(
        chair,
        on,
        BRIEFING.into(),
        "clear_briefing",
        json!({}),
        None,
    );
    let publish = json!({ "audience": "everybody" });
    story.give(pqa, on, BRIEFING.into(), "publish_briefing", publish, None);
    let request = json!({ "agencies": [POLICE, COUNCIL], "due": "2026-03-01" });
    story.give(pqa, on, BRIEFING.into(), "request_cascade", request, None);
    let schedule = json!({
        "kind": "course", "reference": "C1", "title": "Seeing babies", "on": on,
        "look_after_months": 3,
    });
    story.give(
        pqa,
        on,
        ACTIVITY.into(),
        "schedule_activity",
        schedule,
        None,
    );
    let open = json!({
        "title": "2024 to 2025", "panel": "The panel",
        "year": { "from": "2024-04-01", "to": "2025-03-31" },
    });
    let cspr = team(Role::CsprCoordinator);
    story.give(cspr, on, YEAR.into(), "open_child_death_year", open, None);
    story
}

fn of(doc: &CommandDoc) -> Option<StreamId> {
    match doc.kind {
        StreamKind::Briefing => Some(BRIEFING.into()),
        StreamKind::LearningActivity => Some(ACTIVITY.into()),
        StreamKind::ChildDeathLearning => Some(YEAR.into()),
        StreamKind::Partnership
        | StreamKind::Plan
        | StreamKind::Recommendation
        | StreamKind::ImprovementAction
        | StreamKind::Evidence
        | StreamKind::Meeting
        | StreamKind::Gap
        | StreamKind::Account
        | StreamKind::SelfAssessment
        | StreamKind::ServiceReturn
        | StreamKind::SeriousIncident
        | StreamKind::RapidReview
        | StreamKind::ReviewSubject
        | StreamKind::PracticeReview
        | StreamKind::AuditProgramme
        | StreamKind::Audit
        | StreamKind::AuditCase
        | StreamKind::Inspection
        | StreamKind::EvidencePack
        | StreamKind::Erasure
        | StreamKind::LegalHold => None,
    }
}

fn form(story: &Story, doc: &CommandDoc, stream: StreamId) -> CommandForm {
    for who in [team(Role::PqaCoordinator), lead_of(POLICE)] {
        let reading = reading(&story.models, day("2026-06-01"), who, &[]);
        let found = assurance::form(&reading, &story.world, stream, &doc.word);
        assert!(found.is_some(), "no form for {}", doc.word);
    }
    let reading = reading(
        &story.models,
        day("2026-06-01"),
        team(Role::PqaCoordinator),
        &[],
    );
    assurance::form(&reading, &story.world, stream, &doc.word).unwrap()
}

#[test]
fn every_command_has_a_form_that_fits_it() {
    let story = story();
    let mut asked_of = 0;
    for doc in Command::catalogue() {
        let Some(stream) = of(doc) else { continue };
        asked_of += 1;
        let form = form(&story, doc, stream);
        assert_fits(&form, doc);
    }
    assert_eq!(asked_of, 23);
}

#[test]
fn a_draft_that_rests_on_many_things_is_written_anew_with_all_of_them() {
    let story = story();
    let doc = Command::catalogue()
        .iter()
        .find(|doc| doc.word == "redraft_briefing");
    let form = form(&story, doc.unwrap(), BRIEFING.into());
    let page = show(
        &form,
        &Answers::default(),
        &[],
        Carried {
            version: 1,
            key: Uuid::from_u128(1),
        },
        &[],
    );
    let page = page.into_string();
    for number in 1..=5 {
        assert!(page.contains(&format!("Review {number}")), "{number}");
    }
    assert!(page.contains("sources-5-kind"), "and one more can be named");
}

#[test]
fn a_briefing_is_drafted_from_the_recommendation_it_was_opened_for_however_old() {
    let mut story = story();
    let made = |number: u128| RecommendationId(Uuid::from_u128(0x8000 + number));
    for number in 0..70 {
        let body = json!({
            "reference": format!("R{number}"), "text": "Ask", "level": "local",
            "sources": [{ "kind": "document", "title": "Plan of 2025" }],
            "addressees": [POLICE],
        });
        let stream = made(number).into();
        let pqa = team(Role::PqaCoordinator);
        story.give(pqa, "2026-02-01", stream, "make_recommendation", body, None);
    }
    for number in [0, 69] {
        let id = made(number).0.to_string();
        let query = [("source".to_owned(), id.clone())];
        let who = team(Role::PqaCoordinator);
        let reading = reading(&story.models, day("2026-06-01"), who, &query);
        let stream = BriefingId(Uuid::from_u128(0x502)).into();
        let form = assurance::form(&reading, &story.world, stream, "draft_briefing").unwrap();
        let mut before = form.questions.iter().flat_map(|one| &one.before);
        let chosen = before.find(|(name, _)| name == "sources-0-kind");
        assert!(
            chosen.is_some_and(|(_, value)| value.contains(&id)),
            "R{number}"
        );
    }
}

#[test]
fn what_is_not_there_has_no_form() {
    let story = story();
    let reading = reading(&story.models, day("2026-06-01"), team(Role::Chair), &[]);
    let nowhere = BriefingId(Uuid::from_u128(9));
    for (stream, word) in [
        (nowhere.into(), "clear_briefing"),
        (BRIEFING.into(), "fly"),
        (ACTIVITY.into(), "fly"),
        (YEAR.into(), "fly"),
    ] {
        assert_eq!(assurance::form(&reading, &story.world, stream, word), None);
    }
}
