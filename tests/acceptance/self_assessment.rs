//! A round of self-assessments as its people meet it: who was asked, what came, what did not, and
//! how an agency fills its return in.

use super::audits::Year;
use super::server::MANAGER;
use serde_json::json;

#[test]
fn a_round_counts_who_was_asked_and_what_is_late() {
    let year = Year::begun();
    let (round, asked) = year.round();
    let list = year.text(MANAGER, "/self-assessments");
    assert!(list.contains("Section 11"), "{list}");
    let page = year.text(MANAGER, &format!("/self-assessment/{round}"));
    for words in [
        "2 invited",
        "0 submitted",
        "2 overdue",
        "Northgate Council",
        "Moor Trust",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let one = year.text(MANAGER, &format!("/return/{asked}"));
    assert!(one.contains("0 of 11 standards answered"), "{one}");
    let heat = format!("/self-assessment/{round}/heat-map");
    let map = year.text(MANAGER, &heat);
    assert!(map.contains("Northgate Council"), "{map}");
    let sheet = year.server.page(&format!("{heat}/export.xlsx")).is(200);
    assert!(sheet.body.starts_with(b"PK"));
    let text = year.server.page(&format!("{heat}/export.csv")).is(200);
    assert!(text.text().contains("Moor Trust"));
}

#[test]
fn a_return_that_did_not_come_is_shown_with_the_reason() {
    let year = Year::begun();
    let (round, _) = year.round();
    let missing = json!({ "agency": year.trust });
    let path = format!("/self_assessment/{round}/report_non_return");
    year.give(&path, &missing);
    let page = year.text(MANAGER, &format!("/self-assessment/{round}"));
    for words in [
        "1 not returned",
        "1 overdue",
        "As it was agreed in the sub-group",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn an_answer_of_the_agency_is_counted_and_stands_on_its_page() {
    let year = Year::begun();
    let (_, asked) = year.round();
    let lead = format!("agency_lead@{}", year.council);
    let of_return = |command: &str| format!("/service_return/{asked}/{command}");
    year.give_as(&lead, &of_return("start_return"), &json!({}));
    let sets = events::self_assessment::shipped(events::self_assessment::CampaignKind::Section11);
    let first = &sets[0].standards[0].key;
    let score = sets[0].scale.iter().find(|score| !score.counts_as_met);
    let answer = json!({
        "standard": first, "score": score.unwrap().code,
        "narrative": "Supervision is not yet recorded everywhere",
    });
    year.give_as(&lead, &of_return("assess_standard"), &answer);
    let own = year.text(&lead, "/self-assessments");
    assert!(own.contains("1 of 11 standards"), "{own}");
    // Beside the page everybody is named whom one may act for, as nobody signs in here.
    let told = own.split("<main").nth(1).unwrap();
    assert!(!told.contains("Moor Trust"), "{told}");
    let page = year.text(MANAGER, &format!("/return/{asked}"));
    for words in [
        "1 of 11 standards answered",
        "Supervision is not yet recorded everywhere",
        "Not answered: 10",
        "Given in this return",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
