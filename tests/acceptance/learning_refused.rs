//! What nobody should be able to record of spreading what was learned, sent through the forms of the
//! browser: refused in words that say what to do, with everything that was typed still there.

use super::learning::{CHAIR, CSPR, PQA, Spread};
use serde_json::json;

/// Sends a form, and gives the page that refuses it.
#[track_caller]
fn refused(spread: &Spread, acting: &str, path: &str, answers: &[(&str, &str)]) -> String {
    let before = spread.server.recorded();
    let answer = spread.form(acting, &format!("/record/{path}"), answers);
    assert_eq!(
        before,
        spread.server.recorded(),
        "{path} recorded something"
    );
    assert!(
        (400..500).contains(&answer.status),
        "{path}: {}",
        answer.status
    );
    let page = answer.text();
    page.replace("&#39;", "'").replace("&quot;", "\"")
}

#[track_caller]
fn says(page: &str, words: &str) {
    assert!(page.contains(words), "{words}: {page}");
}

fn of_briefing(spread: &Spread, command: &str) -> String {
    format!("briefing/{}/{command}", spread.briefing)
}

fn of_activity(spread: &Spread, command: &str) -> String {
    format!("learning_activity/{}/{command}", spread.activity)
}

fn of_year(spread: &Spread, command: &str) -> String {
    format!("child_death_learning/{}/{command}", spread.year)
}

#[test]
fn what_is_not_cleared_is_not_published() {
    let spread = Spread::new();
    spread.drafted();
    let path = of_briefing(&spread, "publish_briefing");
    let page = refused(
        &spread,
        PQA,
        &path,
        &[("audience", "Everybody in Quayside")],
    );
    says(&page, "The briefing is not cleared as it stands");
    says(&page, "Everybody in Quayside");
}

#[test]
fn nobody_clears_their_own_draft() {
    let spread = Spread::new();
    spread.drafted();
    let path = of_briefing(&spread, "clear_briefing");
    let page = refused(&spread, PQA, &path, &[]);
    says(&page, "Nobody clears a briefing they wrote themselves");
}

#[test]
fn nothing_is_passed_on_before_it_is_published() {
    let spread = Spread::new();
    spread.drafted();
    spread.to_briefing(CHAIR, "clear_briefing", &json!({}));
    let path = of_briefing(&spread, "request_cascade");
    let agency = spread.council.to_string();
    let answers = [
        ("agencies", agency.as_str()),
        ("due-day", "20"),
        ("due-month", "6"),
        ("due-year", "2021"),
    ];
    let page = refused(&spread, PQA, &path, &answers);
    says(&page, "The briefing is not published");
}

const CONFIRMED: [(&str, &str); 3] = [
    ("teams", "Front door"),
    ("reached", "12"),
    ("how", "Read together on Monday"),
];

#[test]
fn an_agency_that_was_not_asked_confirms_nothing() {
    let spread = Spread::new();
    spread.asked();
    let path = of_briefing(&spread, "confirm_cascade");
    let school = Spread::lead(spread.school);
    let page = refused(&spread, &school, &path, &CONFIRMED);
    says(&page, "The agency was not asked to pass this briefing on");
    says(&page, "Read together on Monday");
}

#[test]
fn a_cascade_is_confirmed_once_and_with_its_teams() {
    let spread = Spread::new();
    spread.asked();
    let path = of_briefing(&spread, "confirm_cascade");
    let lead = Spread::lead(spread.council);
    let nobody = [
        ("teams", "Front door"),
        ("reached", "0"),
        ("how", "By mail"),
    ];
    let page = refused(&spread, &lead, &path, &nobody);
    says(&page, "Nobody was reached");
    spread
        .form(&lead, &format!("/record/{path}"), &CONFIRMED)
        .is(303);
    let page = refused(&spread, &lead, &path, &CONFIRMED);
    says(&page, "already confirmed");
    // The form asks for a team; what is sent without one is told by the rule.
    let body = json!({ "data": {
        "agency": spread.police, "teams": [], "reached": 9, "how": "By mail",
    } });
    let path = format!("/{path}");
    let police = Spread::lead(spread.police);
    let answer = spread.server.write_as(&police, &path, &body, &[]);
    assert_eq!(answer.rules(422), ["cascade_without_team"]);
}

#[test]
fn what_was_withdrawn_is_not_passed_on() {
    let spread = Spread::new();
    spread.asked();
    spread.to_briefing(PQA, "withdraw_briefing", &json!({}));
    let path = of_briefing(&spread, "confirm_cascade");
    let page = refused(&spread, &Spread::lead(spread.council), &path, &CONFIRMED);
    says(&page, "The briefing was withdrawn");
}

#[test]
fn a_lead_neither_drafts_nor_publishes() {
    let spread = Spread::new();
    spread.asked();
    let lead = Spread::lead(spread.council);
    let path = of_briefing(&spread, "withdraw_briefing");
    let answer = spread.form(&lead, &format!("/record/{path}"), &[("reason", "No")]);
    assert!((400..500).contains(&answer.status), "{}", answer.status);
}

/// One row of attendance, of the council.
fn came<'a>(agency: &'a str, booked: &'a str, attended: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("attendance-0-agency", agency),
        ("attendance-0-booked", booked),
        ("attendance-0-walk_ins", "1"),
        ("attendance-0-attended", attended),
    ]
}

#[test]
fn no_more_attend_than_booked_or_came_and_no_more_book_than_there_are_places() {
    let spread = Spread::new();
    spread.scheduled();
    let path = of_activity(&spread, "hold_activity");
    let council = spread.council.to_string();
    let page = refused(&spread, PQA, &path, &came(&council, "5", "7"));
    says(&page, "More people attended than had booked or walked in");
    let page = refused(&spread, PQA, &path, &came(&council, "13", "10"));
    says(&page, "More people had booked than there are places");
    let mut answers = came(&council, "13", "10").to_vec();
    answers.push(("reason", "A larger room was found"));
    spread
        .form(PQA, &format!("/record/{path}"), &answers)
        .is(303);
    let page = spread.main(PQA, &format!("/learning-activity/{}", spread.activity));
    says(&page, "A larger room was found");
}

#[test]
fn an_effect_on_practice_is_not_claimed_from_what_people_say_as_they_leave() {
    let spread = Spread::new();
    spread.held();
    let said = json!({ "answered": 8, "useful": 8, "said": "Everybody will use it" });
    spread.to_activity("evaluate_activity", &said, Some("2021-01-21"));
    let path = of_activity(&spread, "judge_effect_on_practice");
    let judge = [("effect", "sustained"), ("because", "Everybody said so")];
    let page = refused(&spread, CHAIR, &path, &judge);
    says(
        &page,
        "Whether practice changed is not judged from what people say as they leave",
    );
    says(&page, "Everybody said so");
}

#[test]
fn a_later_look_comes_after_the_months_that_were_set_and_has_its_n() {
    let spread = Spread::new();
    spread.held();
    let path = of_activity(&spread, "evaluate_practice_impact");
    let early = [
        ("method", "survey"),
        ("n", "8"),
        ("seen", "They say they use it"),
        ("occurred_on-day", "1"),
        ("occurred_on-month", "4"),
        ("occurred_on-year", "2021"),
    ];
    let page = refused(&spread, PQA, &path, &early);
    says(&page, "Fewer months have passed than were set");
    let nobody = [
        ("method", "survey"),
        ("n", "0"),
        ("seen", "Nobody answered"),
    ];
    let page = refused(&spread, PQA, &path, &nobody);
    says(&page, "Nobody and nothing was looked at");
}

const LEARNED: [(&str, &str); 8] = [
    ("period-0-from-day", "1"),
    ("period-0-from-month", "4"),
    ("period-0-from-year", "2020"),
    ("period-0-to-day", "30"),
    ("period-0-to-month", "9"),
    ("period-0-to-year", "2020"),
    ("factor", "safer_sleep"),
    ("deaths_band", "fewer_than_five"),
];

#[test]
fn nothing_about_one_child_or_one_death_is_recorded() {
    let spread = Spread::new();
    spread.opened();
    let path = of_year(&spread, "receive_cdop_learning");
    for (words, told) in [
        ("A baby slept on a sofa", "a single child or a single death"),
        ("As with Child B, nobody asked", "an alias of a child"),
        ("It happened on 4 March", "could be that of a death"),
        ("Seen in two deaths", "count fewer than five"),
        ("Children aged 7", "the age of a child"),
    ] {
        let mut answers = LEARNED.to_vec();
        answers.push(("learning", words));
        let page = refused(&spread, CSPR, &path, &answers);
        says(&page, told);
        says(&page, words);
    }
    let mut answers = LEARNED.to_vec();
    answers.push(("learning", "Babies slept where nobody had looked"));
    spread
        .form(CSPR, &format!("/record/{path}"), &answers)
        .is(303);
}
