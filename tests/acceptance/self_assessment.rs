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

/// A command of the council's people or of the partnership to the council's return.
fn gives(year: &Year, acting: &str, asked: uuid::Uuid, command: &str, data: &serde_json::Value) {
    year.give_as(acting, &format!("/service_return/{asked}/{command}"), data);
}

/// The same, refused: what is told.
#[track_caller]
fn refused(
    year: &Year,
    acting: &str,
    asked: uuid::Uuid,
    command: &str,
    data: &serde_json::Value,
) -> String {
    let path = format!("/service_return/{asked}/{command}");
    let answer = year
        .server
        .write_as(acting, &path, &json!({ "data": data }), &[]);
    assert!(answer.status >= 400, "{command}: {}", answer.text());
    answer.text()
}

/// The council compiles, signs off and hands in its return, and the partnership accepts it.
fn accepted(year: &Year) -> uuid::Uuid {
    let (_, asked) = year.round();
    let compiler = format!("agency_contributor@{}", year.council);
    let lead = format!("agency_lead@{}", year.council);
    gives(year, &compiler, asked, "start_return", &json!({}));
    let sets = events::self_assessment::shipped(events::self_assessment::CampaignKind::Section11);
    for standard in &sets[0].standards {
        let answer = json!({
            "standard": standard.key, "score": "partly_met", "narrative": "Half of it is there",
        });
        gives(year, &compiler, asked, "assess_standard", &answer);
    }
    let sign = json!({ "post": "Director of children’s services" });
    gives(year, &lead, asked, "sign_off_return", &sign);
    gives(year, &lead, asked, "submit_return", &json!({}));
    gives(year, "pqa_coordinator", asked, "accept_return", &json!({}));
    asked
}

#[test]
fn an_accepted_return_is_closed_once_what_was_agreed_about_it_is_shown_to_be_done() {
    let year = Year::begun();
    let asked = accepted(&year);
    let lead = format!("agency_lead@{}", year.council);
    let page = |acting: &str| year.text(acting, &format!("/return/{asked}"));
    assert!(page(MANAGER).contains("11 of 11 standards answered"));

    let new = json!({ "words": "Supervision is recorded in every team",
        "owner": "Head of Early Help", "due": "2021-06-20" });
    let agreed = json!({ "action": { "new": new } });
    gives(
        &year,
        "pqa_coordinator",
        asked,
        "agree_agency_action",
        &agreed,
    );
    let told = page(MANAGER);
    assert!(
        told.contains("Supervision is recorded in every team"),
        "{told}"
    );
    assert!(told.contains("Not done yet"), "{told}");
    assert!(
        !told.contains("close_return"),
        "what would be refused is not offered"
    );
    let why = refused(&year, "pqa_coordinator", asked, "close_return", &json!({}));
    assert!(why.contains("agency_actions_open"), "{why}");

    let done = json!({ "number": 1, "words": "All teams do since May", "evidence": [] });
    let why = refused(&year, &lead, asked, "report_agency_action_done", &done);
    assert!(why.contains("done_without_evidence"), "{why}");
    let evidence = uuid::Uuid::from_u128(77);
    let lodge = json!({
        "describes": "Supervision records of five teams", "evidence_date": "2021-05-31",
        "source": year.council, "reference": "Shared drive of the agency",
    });
    year.give_as(
        &lead,
        &format!("/evidence/{evidence}/lodge_evidence"),
        &lodge,
    );
    let done = json!({ "number": 1, "words": "All teams do since May", "evidence": [evidence] });
    gives(&year, &lead, asked, "report_agency_action_done", &done);
    let told = page(&lead);
    assert!(told.contains("All teams do since May"), "{told}");
    assert!(told.contains("Supervision records of five teams"), "{told}");

    let share = json!({ "partnership": "Harbourside" });
    gives(&year, "pqa_coordinator", asked, "share_return", &share);
    let why = refused(&year, "pqa_coordinator", asked, "share_return", &share);
    assert!(why.contains("already_shared"), "{why}");
    assert!(page(MANAGER).contains("close_return"), "now it is offered");
    gives(&year, "pqa_coordinator", asked, "close_return", &json!({}));
    let told = page(MANAGER);
    assert!(
        told.contains("Closed") && told.contains("Harbourside"),
        "{told}"
    );
    let why = refused(
        &year,
        "pqa_coordinator",
        asked,
        "agree_agency_action",
        &agreed,
    );
    assert!(why.contains("return_closed"), "{why}");
}

#[test]
fn an_agency_that_leaves_half_way_is_asked_nothing_more_and_the_round_still_closes() {
    let year = Year::begun();
    let (round, asked) = year.round();
    let lead = format!("agency_lead@{}", year.council);
    gives(&year, &lead, asked, "start_return", &json!({}));
    let leaves = json!({ "agency": year.council, "from": "2021-06-01" });
    year.give("/partnership/withdraw_relevant_agency", &leaves);

    let answer = json!({ "standard": "leadership", "score": "partly_met", "narrative": "Half" });
    let why = refused(&year, &lead, asked, "assess_standard", &answer);
    assert!(why.contains("agency_left"), "{why}");
    let page = year.text(MANAGER, &format!("/return/{asked}"));
    for command in ["assess_standard", "sign_off_return", "submit_return"] {
        assert!(!page.contains(command), "{command} is not offered");
    }
    let of_round = |command: &str| format!("/self_assessment/{round}/{command}");
    for agency in [year.council, year.trust] {
        let missing = json!({ "agency": agency });
        year.give(&of_round("report_non_return"), &missing);
    }
    year.give(&of_round("close_campaign"), &json!({}));
    let page = year.text(MANAGER, &format!("/self-assessment/{round}"));
    assert!(page.contains("2 not returned"), "{page}");
}
