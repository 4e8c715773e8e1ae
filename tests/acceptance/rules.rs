//! Rules that refuse: 422, each by its name, and nothing recorded.

use super::sample::{action, imported, to_action};
use super::server::Server;
use serde_json::{Value, json};

#[track_caller]
fn refused(server: &Server, acting: &str, path: &str, body: &Value, rule: &str) {
    let before = server.read("/health").json()["events"].clone();
    let problem = server.write_as(acting, path, body, &[]).is(422).json();
    let rules: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["rule"].as_str().unwrap())
        .collect();
    assert!(rules.contains(&rule), "{rule} is not among {rules:?}");
    for fault in problem["errors"].as_array().unwrap() {
        assert!(!fault["message"].as_str().unwrap().is_empty());
        assert!(!fault["remedy"].as_str().unwrap().is_empty());
    }
    assert_eq!(server.read("/health").json()["events"], before);
}

#[test]
fn a_rating_outside_the_key_is_refused() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "rate_action");
    let body = json!({ "data": { "code": "Z", "commentary": "As told", "as_at": "2021-06-01" } });
    refused(
        &server,
        "business_manager",
        &path,
        &body,
        "rating_not_in_key",
    );
}

#[test]
fn a_day_that_has_not_come_is_refused() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "report_progress");
    let body = json!({ "data": { "text": "Done next week" }, "occurred_on": "2021-06-08" });
    refused(
        &server,
        "business_manager",
        &path,
        &body,
        "occurred_in_future",
    );
}

#[test]
fn a_role_that_may_not_is_refused() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "report_progress");
    let body = json!({ "data": { "text": "All is well" } });
    refused(&server, "inspector", &path, &body, "role_may_not");
}

#[test]
fn a_correction_without_a_reason_is_refused() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "reword_action");
    let body = json!({ "data": { "text": "Ask every school and college" } });
    refused(&server, "business_manager", &path, &body, "reason_required");
    let mut with = body;
    with["reason"] = json!("colleges were left out");
    server.write(&path, &with).is(200);
}

#[test]
fn a_text_that_looks_like_an_identifier_is_refused_until_it_is_confirmed() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "report_progress");
    let body = json!({ "data": { "text": "Ring the school on 020 7946 0018" } });
    refused(
        &server,
        "business_manager",
        &path,
        &body,
        "looks_like_identifier",
    );
    let confirmed = json!({
        "data": { "text": "Ring the school on 020 7946 0018" },
        "identifiers_confirmed": true,
        "reason": "it is the school's own published number",
    });
    let position = server.write(&path, &confirmed).is(200).positions()[0];
    let event = server.read(&format!("/trail/{position}")).is(200).json();
    assert!(!event["identifiers"].as_array().unwrap().is_empty());
}

#[test]
fn several_broken_rules_are_told_at_once() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "report_progress");
    let body = json!({ "data": { "text": "   " }, "occurred_on": "2021-06-08" });
    let problem = server
        .write_as("inspector", &path, &body, &[])
        .is(422)
        .json();
    assert!(
        problem["errors"].as_array().unwrap().len() >= 3,
        "{problem}"
    );
}

#[test]
fn a_thing_that_is_not_there_is_refused() {
    let server = Server::new();
    let nowhere = "0198f0c2-7a3b-7c41-8d52-0242ac120002";
    let path = format!("/improvement_action/{nowhere}/report_progress");
    let problem = server
        .write(&path, &json!({ "data": { "text": "Done" } }))
        .is(422)
        .json();
    assert!(!problem["errors"].as_array().unwrap().is_empty());
}

#[test]
fn completion_goes_from_a_claim_through_a_check_to_a_close() {
    let server = Server::new();
    imported(&server);
    let evidence = server
        .multipart(
            "/api/v1/evidence/files",
            &[("Golden-Thread-Acting-As", "business_manager")],
            &[
                ("describes", "What schools answered"),
                ("evidence_date", "2021-05-20"),
            ],
            Some(("answers.txt", b"nine of ten")),
        )
        .is(201)
        .json();
    let close = to_action(&server, "1.1", "close_action");
    let none = json!({ "data": {} });
    let problem = server.write(&close, &none).is(422).json();
    assert!(!problem["errors"].as_array().unwrap().is_empty());
    let claim = to_action(&server, "1.1", "claim_completion");
    let body = json!({ "data": {
        "statement": "Every school was asked", "evidence": [evidence["id"]],
    } });
    server.write(&claim, &body).is(200);
    let verify = to_action(&server, "1.1", "verify_completion");
    let body = json!({ "data": { "how": "Ten schools were rung" } });
    server.write_as("chair", &verify, &body, &[]).is(200);
    let verified = action(&server, "1.1")["shown"]["verified"].clone();
    assert_eq!(verified, "verified");
}
