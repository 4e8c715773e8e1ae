//! What the comparison asks for, and what it says.

use super::asked::Asked;
use super::position::{lines, moved};
use super::{body, things};
use crate::acting::Acting;
use crate::web::reading::Reading;
use crate::web::reading::tests::reading;
use crate::web::story::{ACTION, POLICE, RECOMMENDATION, Story, day, lead_of, team};
use chrono::{DateTime, Utc};
use events::envelope::Role;
use projections::Models;
use projections::comparison::{Between, ChangeKind, Compared};
use serde_json::json;

const UNTIL: &str = "2026-06-20T10:00:00Z";

fn until() -> DateTime<Utc> {
    UNTIL.parse().unwrap()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(own).collect()
}

/// The record before, and after it was rated and its date was moved.
fn moved_on() -> (Models, Story) {
    let mut story = Story::begin();
    let before = story.models.clone();
    let rating = json!({ "code": "R", "as_at": "2026-05-01", "commentary": "Nobody is in post" });
    let police = lead_of(POLICE);
    story.give(
        police,
        "2026-05-01",
        ACTION.into(),
        "rate_action",
        rating,
        None,
    );
    (before, story)
}

fn on<'a>(models: &'a Models, query: &'a [(String, String)]) -> Reading<'a> {
    reading(models, day("2026-06-20"), Acting::default(), query)
}

#[test]
fn it_begins_at_the_end_of_the_day_of_the_last_meeting() {
    let story = Story::begin();
    let asked = Asked::of(&on(&story.models, &[]), until());
    assert_eq!(asked.from_typed, "2026-02-02T23:59");
    assert_eq!(asked.refused, None);
    assert_eq!(asked.day(), day("2026-02-02"));
}

#[test]
fn a_moment_that_cannot_be_compared_from_is_said_and_kept() {
    let story = Story::begin();
    for (typed, says) in [
        ("soon", "Enter a date and time"),
        ("2026-07-01T09:00", "Choose a moment before"),
        ("2026-03-29T01:30", "That time did not exist"),
    ] {
        let query = pairs(&[("from", typed)]);
        let page = on(&story.models, &query);
        let asked = Asked::of(&page, until());
        let why = asked.refused.clone().unwrap();
        assert!(why.starts_with(says), "{why}");
        let html = body(&page, &asked, None).into_string();
        assert!(html.contains(&format!("value=\"{typed}\"")), "{html}");
        assert!(html.contains("There is a problem"));
        assert!(!html.contains("id=\"position\""));
    }
    let query = pairs(&[("from", "2026-06-20")]);
    let asked = Asked::of(&on(&story.models, &query), until());
    assert!(asked.refused.is_some(), "the end of a day that is not over");
}

#[test]
fn the_page_says_what_was_counted_then_and_now_and_names_what_changed() {
    let (before, story) = moved_on();
    let query = pairs(&[("from", "2026-03-01T09:00")]);
    let page = on(&story.models, &query);
    let asked = Asked::of(&page, until());
    let html = body(&page, &asked, Some(&before)).into_string();
    assert!(html.contains("1 March 2026, 9:00am"), "{html}");
    assert!(html.contains("Rated otherwise"), "{html}");
    assert!(
        html.contains("what=actions&amp;change=rated_otherwise"),
        "{html}"
    );
    let lines = lines(&page, &asked, &before);
    let red = lines.iter().find(|line| line.words == "Claimed: Red (R)");
    let red = red.unwrap();
    assert_eq!((red.before, red.after), (0, 1));
    assert_eq!(moved(0, 1), "+1");
    assert_eq!(moved(3, 1), "−2");
    assert_eq!(moved(2, 2), "the same");
}

#[test]
fn what_is_unchanged_is_counted_and_shown_when_it_is_asked_for() {
    let (before, story) = moved_on();
    let query = pairs(&[("what", "recommendations"), ("change", "silent")]);
    let page = on(&story.models, &query);
    let asked = Asked::of(&page, until());
    assert_eq!(asked.what, Some(Compared::Recommendations));
    assert_eq!(asked.change, Some(ChangeKind::Silent));
    let between = Between {
        before: &before,
        after: &story.models,
    };
    let all = between.things(Compared::Recommendations, None);
    let wanted = things::wanted(&asked, &all);
    assert_eq!(wanted.len(), 1);
    let html = body(&page, &asked, Some(&before)).into_string();
    assert!(
        html.contains(&format!("/recommendation/{RECOMMENDATION}")),
        "{html}"
    );
    assert!(!html.contains(&format!("/action/{ACTION}")), "{html}");
    let everything = Asked::of(&on(&story.models, &[]), until());
    assert!(things::wanted(&everything, &all).is_empty());
}

#[test]
fn an_inspector_reads_it_as_everybody_does() {
    let (before, story) = moved_on();
    let acting = team(Role::Inspector);
    let page = reading(&story.models, day("2026-06-20"), acting, &[]);
    let asked = Asked::of(&page, until());
    let html = body(&page, &asked, Some(&before)).into_string();
    assert!(html.contains("Rated otherwise"), "{html}");
}
