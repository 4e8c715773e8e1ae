//! What the register says, and that each of its numbers leads to what it counts.

use super::body;
use crate::acting::Acting;
use crate::web::reading::tests::reading;
use crate::web::story::{COUNCIL, PLAN, POLICE, RECOMMENDATION, Story, day, lead_of};
use events::ids::{AgencyId, RecommendationId};
use serde_json::json;
use uuid::Uuid;

const LATE: RecommendationId = RecommendationId(Uuid::from_u128(0xc2));
const LOOSE: RecommendationId = RecommendationId(Uuid::from_u128(0xc0));

fn make(story: &mut Story, on: &str, id: RecommendationId, body: serde_json::Value) {
    let manager = Acting::default();
    story.give(manager, on, id.into(), "make_recommendation", body, None);
}

/// The story's own, made on 7 January for the police; one of the council in the same plan, due on 1
/// March; and one for both in no plan.
fn register() -> Story {
    let mut story = Story::begin();
    let late = json!({
        "reference": "R2", "plan": PLAN, "text": "Ask", "due": "2026-03-01",
        "sources": [{ "kind": "inspection", "title": "Inspection" }], "addressees": [COUNCIL] });
    make(&mut story, "2026-01-17", LATE, late);
    let loose = json!({
        "reference": "1", "text": "Listen",
        "sources": [{ "kind": "inspection", "title": "Inspection" }],
        "addressees": [COUNCIL, POLICE] });
    make(&mut story, "2026-02-07", LOOSE, loose);
    story
}

fn page_for(story: &Story, who: Acting, query: &[(&str, &str)]) -> String {
    let query: Vec<(String, String)> = query
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    body(&reading(&story.models, day("2026-03-08"), who, &query)).into_string()
}

fn page(story: &Story, query: &[(&str, &str)]) -> String {
    page_for(story, Acting::default(), query)
}

/// The recommendations a page shows, in its order.
fn rows(page: &str) -> Vec<RecommendationId> {
    let all = page.split("<a class=\"govuk-link gt-reference\" href=\"/recommendation/");
    let ids = all.skip(1).filter_map(|rest| rest.split('"').next());
    ids.map(|id| id.parse().unwrap()).collect()
}

#[test]
fn what_no_plan_carries_stands_after_what_one_does() {
    let story = register();
    assert_eq!(rows(&page(&story, &[])), [RECOMMENDATION, LATE, LOOSE]);
    let oldest_first = rows(&page(&story, &[("sort", "age")]));
    assert_eq!(oldest_first, [RECOMMENDATION, LATE, LOOSE]);
    let by_date = rows(&page(&story, &[("sort", "due")]));
    assert_eq!(by_date.first(), Some(&LATE));
}

#[test]
fn ages_say_how_long_and_when_it_ended() {
    let mut story = register();
    let told = page(&story, &[]);
    assert!(told.contains("3 open"), "{told}");
    assert!(told.contains(", the longest for 60 days. "), "{told}");
    assert!(told.contains("1 past the date"), "{told}");
    assert!(told.contains(", the longest by 7 days."), "{told}");
    assert!(
        told.contains("50 days") && told.contains("29 days"),
        "{told}"
    );
    let why = Some("It is law now");
    let lead = lead_of(COUNCIL);
    let declined = json!({ "agency": COUNCIL });
    story.give(
        lead,
        "2026-01-18",
        LATE.into(),
        "decline_recommendation",
        declined,
        why,
    );
    let told = page(&story, &[]);
    assert!(told.contains("Declined after 1 day"), "{told}");
    assert!(!told.contains("50 days"), "{told}");
    assert!(
        told.contains("2 open") && told.contains("0 past the date"),
        "{told}"
    );
    assert!(!told.contains("the longest by"), "{told}");
}

#[test]
fn each_count_leads_to_as_many() {
    let story = register();
    let told = page(&story, &[]);
    let council: AgencyId = COUNCIL;
    for (words, href, query) in [
        (
            "Council: 2",
            format!("agency={council}"),
            vec![("agency", council.to_string())],
        ),
        (
            "Police: 2",
            format!("agency={POLICE}"),
            vec![("agency", POLICE.to_string())],
        ),
    ] {
        assert!(told.contains(words), "{words} in {told}");
        assert!(
            told.contains(&format!("/recommendations?{href}\"")),
            "{href}"
        );
        let query: Vec<_> = query
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(rows(&page(&story, &query)).len(), 2);
    }
    let inspected = rows(&page(
        &story,
        &[("agency", "all"), ("source", "inspection")],
    ));
    assert!(told.contains("agency=all&amp;source=inspection"), "{told}");
    assert_eq!(inspected, [LATE, LOOSE]);
    assert!(!told.contains("source=national_review\""), "{told}");
    let open = rows(&page(
        &story,
        &[("agency", "all"), ("open", "yes"), ("sort", "age")],
    ));
    assert_eq!(open.len(), 3);
    let overdue = rows(&page(&story, &[("agency", "all"), ("overdue", "yes")]));
    assert_eq!(overdue, [LATE]);
}

#[test]
fn a_lead_begins_with_what_is_addressed_to_their_agency() {
    let story = register();
    let own = page_for(&story, lead_of(COUNCIL), &[]);
    assert_eq!(rows(&own), [LATE, LOOSE]);
    assert!(
        own.contains("2 open") && own.contains("the longest for 50 days"),
        "{own}"
    );
    let every = page_for(&story, lead_of(COUNCIL), &[("agency", "all")]);
    assert_eq!(rows(&every).len(), 3);
}

#[test]
fn the_list_is_taken_away_as_it_is_narrowed_and_ordered_here() {
    let story = register();
    let told = page(&story, &[("open", "yes"), ("sort", "due"), ("page", "1")]);
    let href = "/recommendations/export.xlsx?open=yes&amp;sort=due\"";
    assert!(told.contains(href), "{told}");
    let none = page(&story, &[("state", "closed")]);
    assert!(
        none.contains("No recommendation matches these filters."),
        "{none}"
    );
    assert!(!none.contains("/recommendations/export."), "{none}");
}
