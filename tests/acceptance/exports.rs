//! Taking away plans, lists and the whole trail, and saying how a document is read.

use super::sample::{action, imported};
use super::server::{MANAGER, Server};
use serde_json::{Value, json};

#[test]
fn every_list_is_a_file_in_both_formats() {
    let server = Server::new();
    let plan = imported(&server);
    for list in [
        "actions",
        "recommendations",
        "deadlines",
        "gaps",
        "audits",
        "returns-to-chase",
    ] {
        let sheet = server.read(&format!("/{list}/export.xlsx")).is(200);
        assert!(sheet.body.starts_with(b"PK"), "{list}");
        let text = server.read(&format!("/{list}/export.csv")).is(200);
        assert!(
            text.header("content-type").starts_with("text/csv"),
            "{list}"
        );
        assert!(
            text.header("content-disposition").contains(".csv"),
            "{list}"
        );
    }
    let all = server.read("/actions/export.csv").is(200).text();
    let one = server
        .read("/actions/export.csv?reference=2.1")
        .is(200)
        .text();
    assert_eq!((all.lines().count(), one.lines().count()), (4, 2));
    server.read("/actions/export.csv?page=2").is(400);
    server
        .read("/plans/0198f0c2-7a3b-7c41-8d52-0242ac120009/export.csv")
        .is(404);
    let again = server.read(&format!("/plans/{plan}/export.csv")).is(200);
    let told = import(&server, &[("confirm", "no")], &again.body)
        .is(200)
        .json();
    assert_eq!(
        (told["priorities"].as_u64(), told["actions"].as_u64()),
        (Some(2), Some(3))
    );
}

fn import(server: &Server, fields: &[(&str, &str)], bytes: &[u8]) -> super::server::Answer {
    let headers = [("Golden-Thread-Acting-As", MANAGER)];
    server.multipart(
        "/api/v1/imports",
        &headers,
        fields,
        Some(("plan.csv", bytes)),
    )
}

/// A document nobody could guess the meaning of.
const STRANGE: &[u8] = b"Alpha,Beta,Gamma\nWrite to every parent,Clerk,31/03/2022\nRing them,\
    Clerk,30/04/2022\n";

#[test]
fn a_client_says_which_table_is_the_plan_and_what_its_columns_mean() {
    let server = Server::new();
    let first = import(&server, &[], STRANGE).is(200).json();
    assert_eq!(first["actions"], 0);
    assert_eq!(first["tables"][0]["use"], "leave");
    assert_eq!(first["tables"][0]["columns"][1]["heading"], "Beta");
    let wish = json!([{ "table": 0, "use": "plan", "header_row": 1,
        "columns": ["action", "owner", "due"] }])
    .to_string();
    let wished = [("tables", wish.as_str()), ("confirm", "no")];
    let looked = import(&server, &wished, STRANGE).is(200).json();
    assert_eq!(
        (looked["actions"].as_u64(), looked["position"].is_null()),
        (Some(2), true)
    );
    let done = import(&server, &[("tables", &wish), ("confirm", "yes")], STRANGE).is(201);
    assert_eq!(done.json()["tables"][0]["columns"][2]["means"], "due");
    let again = import(&server, &[], STRANGE).is(200).json();
    assert_eq!(again["actions"], 2, "the correction is remembered");
}

#[test]
fn a_wish_the_document_cannot_meet_is_told() {
    let server = Server::new();
    for wish in [
        "nonsense",
        "[{\"table\": 7}]",
        "[{\"table\": 0, \"header_row\": 99}]",
        "[{\"table\": 0, \"columns\": [\"action\"]}]",
        "[{\"table\": 0, \"columns\": [\"colour\", \"action\", \"due\"]}]",
    ] {
        let answer = import(&server, &[("tables", wish)], STRANGE);
        assert_eq!(answer.rules(400), ["field_unreadable"], "{wish}");
    }
}

#[test]
fn the_trail_is_taken_away_whole() {
    let server = Server::new();
    imported(&server);
    let id = action(&server, "1.1")["id"].as_str().unwrap().to_owned();
    let one = |number: usize| -> Value {
        json!({ "stream": format!("improvement_action/{id}"), "command": "report_progress",
            "data": { "text": format!("Report {number}") } })
    };
    for batch in 0..6 {
        let commands: Vec<Value> = (0..400).map(|number| one(batch * 400 + number)).collect();
        server
            .write("/commands", &json!({ "commands": commands }))
            .is(200);
    }
    let events = server.read("/health").json()["events"].as_u64().unwrap();
    let lines = server.page("/trail/export.ndjson").is(200).text();
    assert_eq!(lines.lines().count() as u64, events);
    let last: Value = serde_json::from_str(lines.lines().next_back().unwrap()).unwrap();
    assert_eq!(last["position"], events);
    assert_eq!(last["text"]["/data/text"], "Report 2399");
    let told = server.read("/trail/export.ndjson").is(200);
    assert_eq!(told.header("content-type"), "application/x-ndjson");
    assert!(told.header("content-disposition").contains(".ndjson"));
    assert_eq!(
        told.text(),
        lines,
        "the interface gives what the page gives"
    );
    let text = server.page("/trail/export.csv").is(200).text();
    assert_eq!(
        text.matches("\r\n").count().max(text.lines().count()) as u64,
        events + 1
    );
    assert_eq!(text.matches("Hash of the leaf").count(), 1);
}

#[test]
fn a_file_of_the_trail_takes_its_filters_and_has_no_pages() {
    let server = Server::new();
    imported(&server);
    let path = "/trail/export.ndjson?type=action_agreed";
    let lines = server.read(path).is(200).text();
    assert_eq!(lines.lines().count(), 3);
    for line in lines.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        assert_eq!(event["type"], "action_agreed");
        assert!(event["text"]["/data/text"].is_string(), "{line}");
    }
    let none = server.read("/trail/export.ndjson?type=plan_closed").is(200);
    assert_eq!(none.text(), "");
    let refused = server.read("/trail/export.ndjson?per_page=2&after=1");
    assert_eq!(
        refused.rules(400),
        ["parameter_unknown", "parameter_unknown"]
    );
}

#[test]
fn the_file_of_a_refused_lodging_is_not_kept() {
    let server = Server::new();
    imported(&server);
    let kept = |server: &Server| {
        let folder = server.folder().join("files");
        std::fs::read_dir(folder).map_or(0, Iterator::count)
    };
    let before = kept(&server);
    assert!(before > 0, "the imported document is kept");
    let lodge = |day: &str| {
        let headers = [("Golden-Thread-Acting-As", MANAGER)];
        let fields = [
            ("describes", "Minutes of the group"),
            ("evidence_date", day),
        ];
        let file = Some(("minutes.txt", b"What was said".as_slice()));
        server.multipart("/api/v1/evidence/files", &headers, &fields, file)
    };
    lodge("2999-01-01").is(422);
    assert_eq!(kept(&server), before);
    lodge("2021-05-01").is(201);
    assert_eq!(kept(&server), before + 1);
}
