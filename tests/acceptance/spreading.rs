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
        for reader in [lead(case.council), "pqa_coordinator".to_owned()] {
            let seen = case.text(&reader, &path);
            assert!(seen.contains("Learning point"), "{reader}");
            assert!(!seen.contains("SI-07"), "{reader}: {seen}");
        }
        let asked = case.text(&lead(case.police), &path);
        assert!(asked.contains(&format!("/rapid-review/{}", case.review)));
        assert!(
            !asked.contains("#points"),
            "an agency sees no learning point"
        );
    }
    let form = "/record/briefing/new/draft_briefing";
    assert!(!case.text("pqa_coordinator", form).contains("SI-07"));
}
