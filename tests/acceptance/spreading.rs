//! What one review learned is met by the others, and by whoever it is passed on to: briefings drawn
//! from reviews, what was learned before, and the numbers of the review group's work.

use super::rapid_review::{CSPR, Case, id};
use serde_json::json;
use uuid::Uuid;

const CHAIR: &str = "chair";

fn lead(agency: Uuid) -> String {
    format!("agency_lead@{agency}")
}

/// A briefing on the learning point of the rapid review, published, that the police and the
/// council were asked to pass on.
fn briefed(case: &Case) {
    let path = |command: &str| format!("/briefing/{}/{command}", id(60));
    let draft = json!({
        "reference": "B1", "title": "Telling each other the same day", "theme": "neglect",
        "sources": [
            {
                "kind": "learning_point", "id": id(40),
                "title": "Learning point 1 of rapid review SI-07",
            },
            { "kind": "rapid_review", "id": case.review, "title": "Rapid review SI-07" },
        ],
        "parts": [
            { "part": "learned", "words": "Nobody told the others" },
            { "part": "to_do", "words": "Ring the others the same day" },
        ],
    });
    case.give_as(CSPR, &path("draft_briefing"), &draft);
    case.give_as(CHAIR, &path("clear_briefing"), &json!({}));
    let publish = json!({ "audience": "Everybody who visits families" });
    case.give_as(CSPR, &path("publish_briefing"), &publish);
    let ask = json!({ "agencies": [case.police, case.council], "due": "2021-06-20" });
    case.give_as(CSPR, &path("request_cascade"), &ask);
}

#[test]
fn a_briefing_is_drafted_from_a_learning_point_and_leads_back_to_it() {
    let case = Case::met();
    let review = format!("/rapid-review/{}", case.review);
    let form = format!("/record/briefing/new/draft_briefing?source={}", id(40));
    assert!(case.text(CSPR, &review).contains(&form));
    let asked = case.text(CSPR, &form);
    assert!(asked.contains("Learning point 1 of rapid review SI-07"));
    briefed(&case);
    for page in ["", "/seven-minute"] {
        let page = case.text(CSPR, &format!("/briefing/{}{page}", id(60)));
        assert!(page.contains(&format!("{review}#points")));
    }
    let back = case.text(CSPR, &review);
    assert!(back.contains(&format!("/briefing/{}", id(60))), "{back}");
}

#[test]
fn who_does_not_see_the_review_is_told_the_kind_of_the_source_and_no_more() {
    let case = Case::met();
    briefed(&case);
    for page in ["", "/seven-minute"] {
        let path = format!("/briefing/{}{page}", id(60));
        let seen = case.text(&lead(case.council), &path);
        assert!(seen.contains("Learning point"));
        assert!(!seen.contains("SI-07"), "{seen}");
        let asked = case.text(&lead(case.police), &path);
        assert!(asked.contains(&format!("/rapid-review/{}", case.review)));
        assert!(
            !asked.contains("#points"),
            "an agency sees no learning point"
        );
    }
}

/// Another rapid review, of another incident, with a learning point in words like those of the
/// first.
fn again(case: &Case) -> Uuid {
    let (incident, review) = (id(110), id(120));
    let of_incident = |command: &str, data: &serde_json::Value| {
        case.give_as(
            CSPR,
            &format!("/serious_incident/{incident}/{command}"),
            data,
        );
    };
    of_incident(
        "refer_incident",
        &json!({
            "reference": "SI-08", "agency": case.police, "on": "2021-05-24",
            "nature": "physical_harm", "harm_from": "intra_familial", "words": "A toddler",
        }),
    );
    of_incident("become_aware", &json!({ "on": "2021-05-24" }));
    let decide = json!({
        "notify": true, "criteria": ["abuse_or_neglect", "seriously_harmed", "in_area"],
        "rationale": "Both are met", "consulted": [case.police, case.icb],
    });
    of_incident("decide_notification", &decide);
    let notify = json!({ "reference": "N-2", "on": "2021-05-28", "nature": "physical_harm" });
    of_incident("notify_panel", &notify);
    let of_review = |command: &str, data: &serde_json::Value| {
        case.give_as(CSPR, &format!("/rapid_review/{review}/{command}"), data);
    };
    of_review("open_rapid_review", &json!({ "incident": incident }));
    of_review("request_summary", &json!({ "agency": case.police }));
    let met = json!({ "on": "2021-06-01", "present": [case.council, case.police] });
    of_review("hold_review_meeting", &met);
    let point = json!({
        "point": id(140), "theme": "neglect",
        "statement": "Injuries were again not shared between agencies the same day",
    });
    of_review("record_learning_point", &point);
    review
}

#[test]
fn what_another_review_learned_is_shown_and_can_be_ticked_as_the_same() {
    let case = Case::met();
    let review = again(&case);
    let path = format!("/rapid-review/{review}");
    let page = case.text(CSPR, &path);
    let before = page.split("id=\"before\"").nth(1).unwrap();
    assert!(
        before.contains("Learning point of rapid review SI-07"),
        "{before}"
    );
    assert!(before.contains("Injuries were not shared the same day"));
    assert!(before.contains("No recommendation came of it"));
    let form = format!(
        "/record/rapid_review/{review}/check_previous_learning?like={}",
        id(40)
    );
    assert!(before.contains(&form));
    let asked = case.text(CSPR, &form);
    assert!(asked.contains("Learning point of rapid review SI-07"));
    assert!(
        !asked.contains("of rapid review SI-08"),
        "its own is not earlier"
    );
    let same = json!({ "matches": [{ "learning_point": id(40) }], "words": "As in May" });
    case.give_as(
        CSPR,
        &format!("/rapid_review/{review}/check_previous_learning"),
        &same,
    );
    assert!(case.text(CSPR, &path).contains("The same learning as:"));
    let gaps = case.text(CSPR, "/gaps?rule=47");
    assert!(gaps.contains("SI-08") && !gaps.contains("SI-07"));
    // An agency is shown neither.
    let theme = case.asked_as(&lead(case.council), "/audits/on-theme?theme=neglect");
    assert!(!theme.text().contains("SI-0"));
    let theme = case.text(CSPR, "/audits/on-theme?theme=neglect");
    assert!(theme.contains("What reviews learned and inspections found (2)"));
}

#[test]
fn the_review_groups_work_is_counted_for_those_who_see_it() {
    let case = Case::met();
    briefed(&case);
    again(&case);
    let status = |acting: &str| {
        let answer = case.asked_as(acting, "/api/v1/status").is(200);
        serde_json::from_str::<serde_json::Value>(&answer.text()).unwrap()["reviews"].clone()
    };
    let whole = status(CSPR);
    assert_eq!(whole["rapid_reviews_open"], 2);
    assert_eq!(whole["cascades_waited_for"], 2);
    assert_eq!(whole["briefings_not_confirmed"], 1);
    let agency = status(&lead(case.police));
    assert_eq!(
        agency["rapid_reviews_open"], 0,
        "it sees its own summary, and not how the review stands"
    );
    assert_eq!(agency["cascades_waited_for"], 1);
}

#[test]
fn a_lead_is_told_what_reviews_and_briefings_ask_of_its_agency_and_of_no_other() {
    let case = Case::met();
    briefed(&case);
    let school = case.text(&lead(case.school), "/");
    assert!(
        school.contains("Summary for rapid review SI-07"),
        "{school}"
    );
    assert!(!school.contains("Briefing B1 to pass on"));
    let police = case.text(&lead(case.police), "/");
    assert!(
        !police.contains("Summary for rapid review"),
        "it sent its summary"
    );
    assert!(police.contains("Briefing B1 to pass on"));
    let other = case.text(&lead(case.icb), "/");
    assert!(other.contains("Nothing waits for your agency"));
    assert!(!other.contains("SI-07"));
    let list = case.text(&lead(case.police), "/rapid-reviews");
    assert!(list.contains("Your summary") && !list.contains("Meeting held"));
}
