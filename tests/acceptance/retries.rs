//! What is sent again, or sent too late.

use super::sample::{action, imported, rating, to_action};
use super::server::{MANAGER, Server};
use serde_json::json;

#[test]
fn a_write_sent_again_answers_as_the_first_time() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "rate_action");
    let key = [("Idempotency-Key", "rating-of-june")];
    let first = server.write_as(MANAGER, &path, &rating("G", "Asked"), &key).is(200).json();
    let again = server.write_as(MANAGER, &path, &rating("G", "Asked"), &key).is(200).json();
    assert_eq!(first["already"], false);
    assert_eq!(again["already"], true);
    assert_eq!(first["positions"], again["positions"]);
    assert_eq!(first["versions"], again["versions"]);
}

#[test]
fn a_key_used_for_other_content_is_a_conflict() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "rate_action");
    let key = [("Idempotency-Key", "rating-of-june")];
    server.write_as(MANAGER, &path, &rating("G", "Asked"), &key).is(200);
    let changed = server.write_as(MANAGER, &path, &rating("A", "Half asked"), &key).is(409);
    assert_eq!(changed.json()["type"], "/api/v1/problems/idempotency-key-reused");
}

#[test]
fn a_thing_begun_again_under_its_key_is_the_same_thing() {
    let server = Server::new();
    let body = json!({ "data": {
        "title": "Plan of the harbour", "from": "2021-04-01", "to": "2022-03-31",
    } });
    let key = [("Idempotency-Key", "a new plan")];
    let first = server.write_as(MANAGER, "/plan/draft_plan", &body, &key).is(201);
    let again = server.write_as(MANAGER, "/plan/draft_plan", &body, &key).is(201);
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.json()["positions"], again.json()["positions"]);
    assert_eq!(server.read("/plans").json()["rows"].as_array().unwrap().len(), 1);
    let place = first.header("location").to_owned();
    assert_eq!(server.page(&place).is(200).json()["title"], "Plan of the harbour");
}

#[test]
fn racing_sendings_under_one_key_record_one_thing() {
    let server = Server::new();
    let body = json!({ "data": {
        "title": "Plan of the harbour", "from": "2021-04-01", "to": "2022-03-31",
    } });
    let key = [("Idempotency-Key", "a race")];
    let places: Vec<String> = std::thread::scope(|scope| {
        let sendings: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| server.write_as(MANAGER, "/plan/draft_plan", &body, &key)))
            .collect();
        let answers = sendings.into_iter().map(|sending| sending.join().unwrap());
        answers.map(|answer| answer.is(201).header("location").to_owned()).collect()
    });
    assert!(places.iter().all(|place| *place == places[0]), "{places:?}");
    assert_eq!(server.read("/plans").json()["rows"].as_array().unwrap().len(), 1);
}

#[test]
fn a_stale_version_is_a_conflict_that_tells_the_version() {
    let server = Server::new();
    imported(&server);
    let seen = action(&server, "1.1")["version"].as_u64().unwrap();
    let path = to_action(&server, "1.1", "rate_action");
    let tag = format!("\"v{seen}\"");
    let if_match = [("If-Match", tag.as_str())];
    let done = server.write_as(MANAGER, &path, &rating("G", "Asked"), &if_match).is(200);
    assert_eq!(done.header("etag"), format!("\"v{}\"", seen + 1));
    let late = server.write_as(MANAGER, &path, &rating("A", "Half"), &if_match).is(409).json();
    assert_eq!(late["type"], "/api/v1/problems/conflict");
    assert_eq!(late["actual_version"], seen + 1);
}

#[test]
fn several_commands_are_recorded_together_or_not_at_all() {
    let server = Server::new();
    imported(&server);
    let of = |reference: &str| {
        format!("improvement_action/{}", action(&server, reference)["id"].as_str().unwrap())
    };
    let rate = |reference: &str, code: &str| {
        json!({
            "stream": of(reference),
            "command": "rate_action",
            "data": { "code": code, "commentary": "As told", "as_at": "2021-06-01" },
        })
    };
    let before = server.read("/health").json()["events"].clone();
    let broken = json!({ "commands": [rate("1.1", "G"), rate("1.2", "Z")] });
    let refused = server.write("/commands", &broken).is(422).json();
    assert_eq!(refused["errors"][0]["command"], 1);
    assert_eq!(server.read("/health").json()["events"], before);
    let both = json!({ "commands": [rate("1.1", "G"), rate("1.2", "A")] });
    let done = server.write("/commands", &both).is(200);
    assert_eq!(done.positions().len(), 2);
    assert_eq!(done.json()["versions"].as_object().unwrap().len(), 2);
}

#[test]
fn what_was_acknowledged_is_there_after_a_restart() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "2.1", "report_progress");
    let body = json!({ "data": { "text": "The first audit is done" } });
    let position = server.write(&path, &body).is(200).positions()[0];
    let root = server.read("/health").json()["root"].clone();
    let server = server.restarted();
    assert_eq!(server.read("/health").json()["root"], root);
    let event = server.read(&format!("/trail/{position}")).is(200).json();
    assert_eq!(event["text"]["/data/text"], "The first audit is done");
}
