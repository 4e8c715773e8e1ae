//! What the pages of the plan say, and to whom they offer what.

use super::{action, actions, evidence, next_steps, plan, rag_round, recommendation};
use crate::acting::Acting;
use crate::web::reading::Reading;
use crate::web::reading::tests::reading;
use crate::web::story::{
    ACTION, BARE, COUNCIL, EVIDENCE, PLAN, POLICE, RECOMMENDATION, Story, day, lead_of, team,
};
use events::envelope::Role;
use events::ids::ActionId;
use maud::html;
use serde_json::json;

fn labels(reading: &Reading<'_>, id: ActionId) -> Vec<&'static str> {
    let action = reading.view.actions.get(id).unwrap();
    next_steps::for_action(reading, action)
        .into_iter()
        .map(|step| step.label)
        .collect()
}

fn rated_green_and_late() -> Story {
    let mut story = Story::begin();
    let rating = json!({ "code": "G", "as_at": "2026-05-01", "commentary": "On time" });
    story.give(
        lead_of(POLICE),
        "2026-05-01",
        ACTION.into(),
        "rate_action",
        rating,
        None,
    );
    story
}

fn claimed() -> Story {
    let mut story = Story::begin();
    let claim = json!({ "statement": "Done", "evidence": [EVIDENCE] });
    story.give(
        lead_of(POLICE),
        "2026-05-01",
        ACTION.into(),
        "claim_completion",
        claim,
        None,
    );
    story
}

fn asked(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn the_plan_marks_what_has_no_owner_no_date_and_no_action() {
    let story = Story::begin();
    let reading = reading(&story.models, day("2026-03-03"), Acting::default(), &[]);
    let page = plan::plan_body(&reading, story.models.plans.get(PLAN).unwrap()).into_string();
    for words in [
        "No owner",
        "No date",
        "No action yet",
        "No lead",
        "1.1",
        "1.2",
        "Not approved",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains(&format!("/plan/{PLAN}/export.xlsx")));
}

#[test]
fn without_a_plan_the_page_says_what_to_do_first_to_those_who_may() {
    let view = projections::Models::default();
    let manager = reading(&view, day("2026-03-03"), Acting::default(), &[]);
    let page = plan::list_body(&manager).into_string();
    assert!(page.contains(r#"href="/import""#) && page.contains("draft_plan"));
    let inspector = reading(&view, day("2026-03-03"), team(Role::Inspector), &[]);
    assert!(
        !plan::list_body(&inspector)
            .into_string()
            .contains("draft_plan")
    );
}

#[test]
fn a_green_that_is_past_due_is_marked_in_words_on_action_and_round() {
    let story = rated_green_and_late();
    let reading = reading(&story.models, day("2026-07-02"), Acting::default(), &[]);
    let view = story.models.action(ACTION, reading.today).unwrap();
    let page = action::body(&reading, &view, &html! {}).into_string();
    assert!(page.contains("Claimed on track; a date has passed"));
    assert!(page.contains("2 days late") && page.contains("Green (G)"));
    let round = rag_round::body(&reading).into_string();
    assert!(round.contains("Claimed on track; a date has passed"));
    assert!(round.contains(">1 action<"), "one action differs");
}

#[test]
fn an_honest_rating_before_its_date_is_not_marked() {
    let story = rated_green_and_late();
    let reading = reading(&story.models, day("2026-05-02"), Acting::default(), &[]);
    let round = rag_round::body(&reading).into_string();
    assert!(!round.contains("Differs") && round.contains(">0 actions<"));
}

#[test]
fn an_agency_lead_sees_its_own_actions_first_with_a_chip_that_shows_all() {
    let story = Story::begin();
    let own = reading(&story.models, day("2026-03-03"), lead_of(POLICE), &[]);
    let page = actions::body(&own).into_string();
    assert!(page.contains("1 action") && !page.contains("1.2"));
    assert!(page.contains("/actions?agency=all"));
    let query = asked(&[("agency", "all")]);
    let every = reading(&story.models, day("2026-03-03"), lead_of(POLICE), &query);
    assert!(actions::body(&every).into_string().contains("1.2"));
}

#[test]
fn filters_in_the_address_narrow_the_list_and_say_when_nothing_matches() {
    let story = Story::begin();
    let query = asked(&[("unowned", "yes")]);
    let unowned = reading(&story.models, day("2026-03-03"), Acting::default(), &query);
    let page = actions::body(&unowned).into_string();
    assert!(page.contains("1.2") && page.contains("Without an owner"));
    let query = asked(&[("rag", "R")]);
    let red = reading(&story.models, day("2026-03-03"), Acting::default(), &query);
    assert!(
        actions::body(&red)
            .into_string()
            .contains("No action matches these filters")
    );
}

#[test]
fn an_agency_may_rate_its_own_action_and_not_another_s() {
    let story = Story::begin();
    let own = reading(&story.models, day("2026-03-03"), lead_of(POLICE), &[]);
    assert!(labels(&own, ACTION).contains(&"Rate the action"));
    assert!(labels(&own, BARE).is_empty());
    let other = reading(&story.models, day("2026-03-03"), lead_of(COUNCIL), &[]);
    assert!(labels(&other, ACTION).is_empty());
}

#[test]
fn a_claim_is_verified_by_scrutiny_and_never_offered_to_its_owner() {
    let story = claimed();
    let chair = reading(&story.models, day("2026-05-02"), team(Role::Chair), &[]);
    assert_eq!(labels(&chair, ACTION).first(), Some(&"Verify completion"));
    let owner = reading(&story.models, day("2026-05-02"), lead_of(POLICE), &[]);
    let offered = labels(&owner, ACTION);
    assert!(!offered.contains(&"Verify completion") && !offered.contains(&"Say that it is done"));
}

#[test]
fn nothing_is_offered_to_an_inspector_or_in_a_past_view() {
    let story = claimed();
    let inspector = reading(&story.models, day("2026-05-02"), team(Role::Inspector), &[]);
    assert!(labels(&inspector, ACTION).is_empty());
    let chair = reading(&story.models, day("2026-05-02"), team(Role::Chair), &[]);
    let past = Reading {
        is_now: false,
        ..chair
    };
    assert!(labels(&past, ACTION).is_empty());
    let page = plan::plan_body(&past, story.models.plans.get(PLAN).unwrap()).into_string();
    assert!(!page.contains("/record/"));
}

#[test]
fn a_recommendation_without_an_action_shows_where_its_thread_breaks() {
    let story = Story::begin();
    let reading = reading(&story.models, day("2026-03-03"), Acting::default(), &[]);
    let one = story.models.recommendations.get(RECOMMENDATION).unwrap();
    let page = recommendation::body(&reading, one, &html! {}).into_string();
    assert!(page.contains("Finding of an audit: Audit of 2025"));
    assert!(page.contains("No action"));
    assert!(page.contains("Business manager"), "the role that made it");
}

#[test]
fn an_extension_shows_the_original_date_its_reason_and_its_meeting() {
    let mut story = Story::begin();
    let manager = Acting::default();
    let to = json!({ "to": "2026-09-30" });
    story.give(
        manager,
        "2026-06-01",
        ACTION.into(),
        "extend_due_date",
        to,
        Some("Sickness"),
    );
    let reading = reading(&story.models, day("2026-06-02"), manager, &[]);
    let view = story.models.action(ACTION, reading.today).unwrap();
    let page = action::body(&reading, &view, &html! {}).into_string();
    for words in [
        "Originally due",
        "30 June 2026",
        "30 September 2026",
        "Executive",
        "/reason",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn evidence_explains_its_strength_and_what_it_supports() {
    let mut story = Story::begin();
    let body = json!({ "strength": "audit" });
    story.give(
        team(Role::Chair),
        "2026-02-01",
        EVIDENCE.into(),
        "grade_evidence",
        body,
        None,
    );
    let reading = reading(&story.models, day("2026-03-03"), Acting::default(), &[]);
    let piece = story.models.evidence.get(EVIDENCE).unwrap();
    let page = evidence::body(&reading, piece, &html! {}).into_string();
    assert!(page.contains("An audit looked at practice in real cases"));
    assert!(page.contains(&format!("/action/{ACTION}")));
}
