//! Every command to a practice review has a form that asks for every field, and nobody of an
//! agency is offered what another was asked.

use super::form;
use crate::web::form::fits::assert_fits;
use crate::web::form::{CommandForm, Kind};
use crate::web::reading::tests::reading;
use crate::web::story::{COUNCIL, POLICE, Story, day, lead_of, team};
use events::command::Command;
use events::envelope::Role;
use events::ids::{PracticeReviewId, ReviewSubjectId, StreamId, StreamKind};
use uuid::Uuid;

const REVIEW: PracticeReviewId = PracticeReviewId(Uuid::from_u128(0x501));
const MOTHER: ReviewSubjectId = ReviewSubjectId(Uuid::from_u128(0x511));
const FATHER: ReviewSubjectId = ReviewSubjectId(Uuid::from_u128(0x512));

/// A review at work that asked the police and the council something.
fn begun() -> Story {
    let mut story = Story::begin();
    let on = "2026-06-01";
    let mut given = |word: &str, body: serde_json::Value| {
        story.give(
            team(Role::CsprCoordinator),
            on,
            REVIEW.into(),
            word,
            body,
            None,
        );
    };
    given(
        "commission_review",
        serde_json::json!({
            "kind": "local",
            "title": "Child Alder",
            "reference": "LCSPR 2026-1",
            "about": "How agencies worked together",
            "decided_on": "2026-05-01",
            "monitored_every_weeks": 6,
        }),
    );
    given(
        "agree_terms_of_reference",
        serde_json::json!({ "words": "The last year", "agencies": [POLICE, COUNCIL] }),
    );
    for agency in [POLICE, COUNCIL] {
        given(
            "request_information",
            serde_json::json!({
                "agency": agency,
                "what": "The chronology",
                "due": "2026-07-01",
            }),
        );
    }
    story
}

#[test]
fn every_command_has_a_form_that_fits_it() {
    let story = begun();
    for who in [team(Role::CsprCoordinator), lead_of(POLICE)] {
        let reading = reading(&story.models, day("2026-06-01"), who, &[]);
        let all = Command::catalogue().iter();
        for doc in all.filter(|doc| doc.kind == StreamKind::PracticeReview) {
            let form = form(&reading, &story.world, REVIEW.into(), &doc.word);
            let form = form.unwrap_or_else(|| panic!("no form: {}", doc.word));
            assert_fits(&form, doc);
        }
    }
}

#[test]
fn an_agencys_lead_is_offered_only_what_its_own_agency_was_asked() {
    let story = begun();
    let offered = |who| {
        let reading = reading(&story.models, day("2026-06-01"), who, &[]);
        let form = form(&reading, &story.world, REVIEW.into(), "provide_information").unwrap();
        let number = form.questions.iter().find(|one| one.name == "number");
        let Kind::Values(all) = &number.unwrap().kind else {
            panic!("a choice of requests");
        };
        all.iter()
            .map(|((value, _), _)| value.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(offered(team(Role::CsprCoordinator)), ["1", "2"]);
    assert_eq!(offered(lead_of(POLICE)), ["1"]);
    assert_eq!(offered(lead_of(COUNCIL)), ["2"]);
}

/// The same review with a mother, who was invited, and a father, who was not.
fn with_family() -> Story {
    let mut story = begun();
    let mut given = |stream: StreamId, word: &str, body: serde_json::Value| {
        let who = team(Role::CsprCoordinator);
        story.give(who, "2026-06-01", stream, word, body, None);
    };
    for (who, alias) in [(MOTHER, "P-1"), (FATHER, "P-2")] {
        let body = serde_json::json!({
            "of": { "practice_review": REVIEW }, "alias": alias, "kind": "parent_or_carer",
        });
        given(who.into(), "add_subject", body);
    }
    let body = serde_json::json!({ "subject": MOTHER, "how": "By letter" });
    given(REVIEW.into(), "invite_family", body);
    story
}

fn asked_of(story: &Story, command: &str) -> CommandForm {
    let who = team(Role::CsprCoordinator);
    let reading = reading(&story.models, day("2026-06-01"), who, &[]);
    form(&reading, &story.world, REVIEW.into(), command).unwrap()
}

#[test]
fn somebody_who_is_not_invited_yet_is_offered_and_how_to_add_others_is_said() {
    let form = asked_of(&with_family(), "invite_family");
    let who = form.questions.iter().find(|one| one.name == "subject");
    let Kind::Select(offered) = &who.unwrap().kind else {
        panic!("a choice of people");
    };
    let offered: Vec<_> = offered.iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(offered, [FATHER.to_string()]);
    assert!(
        form.lead
            .iter()
            .any(|one| one.contains("Add a child or family member"))
    );
}

#[test]
fn words_of_somebody_with_a_record_of_their_own_are_not_asked_for() {
    let story = with_family();
    for command in ["record_family_contribution", "record_family_declined"] {
        let form = asked_of(&story, command);
        let words = form.questions.iter().find(|one| one.name == "words");
        assert!(matches!(words.unwrap().kind, Kind::Fixed(_)), "{command}");
    }
}

#[test]
fn what_the_look_through_the_text_found_is_handed_on() {
    let found = super::drafting::found_in(Some("phone:2,email:1,nonsense,who:9"));
    let told: Vec<(&str, u32)> = found
        .iter()
        .map(|one| (one.kind.label(), one.places))
        .collect();
    assert_eq!(told, [("telephone number", 2), ("email address", 1)]);
    assert!(super::drafting::found_in(None).is_empty());
}
