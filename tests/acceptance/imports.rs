//! Reading a plan in through the interface.

use super::sample::{PLAN_CSV, plan_docx};
use super::server::{Answer, MANAGER, Server};

fn import(server: &Server, fields: &[(&str, &str)], key: Option<&str>, file: (&str, &[u8])) -> Answer {
    let mut headers = vec![("Golden-Thread-Acting-As", MANAGER)];
    headers.extend(key.map(|key| ("Idempotency-Key", key)));
    server.multipart("/api/v1/imports", &headers, fields, Some(file))
}

#[test]
fn nothing_is_written_before_it_is_confirmed() {
    let server = Server::new();
    let before = server.read("/health").json()["events"].clone();
    let told = import(&server, &[], None, ("plan.csv", PLAN_CSV.as_bytes())).is(200).json();
    assert_eq!((told["priorities"].as_u64(), told["actions"].as_u64()), (Some(2), Some(3)));
    assert!(told["position"].is_null());
    assert_eq!(server.read("/health").json()["events"], before);
}

#[test]
fn a_table_and_a_document_give_the_same_plan() {
    for (name, bytes) in [("plan.csv", PLAN_CSV.as_bytes().to_vec()), ("plan.docx", plan_docx())] {
        let server = Server::new();
        let told = import(&server, &[("confirm", "yes")], None, (name, &bytes)).is(201);
        let place = told.header("location").to_owned();
        let told = told.json();
        assert_eq!(told["priorities"], 2, "{name}");
        assert_eq!(told["actions"], 3, "{name}");
        assert_eq!(told["position"], server.read("/health").json()["events"]);
        let plan = server.page(&place).is(200).json();
        assert_eq!(plan["title"], "Lanterndale Safeguarding Children Plan 2021 - 2022", "{name}");
        let source = plan["imports"][0]["source"].as_str().unwrap().to_owned();
        let kept = server.read(&format!("/evidence/{source}/file")).is(200);
        assert_eq!(kept.body, bytes, "{name}");
    }
}

#[test]
fn an_import_sent_again_is_recorded_once() {
    let server = Server::new();
    let confirmed = [("confirm", "yes")];
    let file = ("plan.csv", PLAN_CSV.as_bytes());
    let first = import(&server, &confirmed, Some("the import"), file).is(201).json();
    let again = import(&server, &confirmed, Some("the import"), file).is(201).json();
    assert_eq!(again["already"], true);
    assert_eq!(first["plan"], again["plan"]);
    assert_eq!(first["position"], again["position"]);
    let other = PLAN_CSV.replace("audits", "reviews");
    let changed = import(&server, &confirmed, Some("the import"), ("plan.csv", other.as_bytes()));
    changed.is(409);
    assert_eq!(server.read("/plans").json()["rows"].as_array().unwrap().len(), 1);
}

#[test]
fn a_document_that_is_none_is_refused_with_the_reason() {
    let server = Server::new();
    let before = server.read("/health").json()["events"].clone();
    let none: [(&str, &[u8]); 4] = [
        ("empty.docx", b""),
        ("picture.docx", b"\x89PNG\r\n\x1a\n0000"),
        ("torn.xlsx", b"PK\x03\x04 and nothing else"),
        ("letter.pdf", b"%PDF-1.7 words"),
    ];
    for (name, bytes) in none {
        let answer = import(&server, &[("confirm", "yes")], None, (name, bytes));
        assert_eq!(answer.rules(422), ["document_unreadable"], "{name}");
    }
    assert_eq!(server.read("/health").json()["events"], before);
}

#[test]
fn text_that_looks_like_an_identifier_needs_a_reason() {
    let server = Server::new();
    let plan = PLAN_CSV.replace("Run four audits", "Ring 020 7946 0018 about NHS 943 476 5919");
    let file = ("plan.csv", plan.as_bytes());
    let refused = import(&server, &[("confirm", "yes")], None, file).rules(422);
    assert!(refused.contains(&"looks_like_identifier".to_owned()), "{refused:?}");
    let with = [("confirm", "yes"), ("confirm_identifiers", "a number of the council's own office")];
    import(&server, &with, None, file).is(201);
}

#[test]
fn every_fault_of_the_form_is_told_at_once() {
    let server = Server::new();
    let fields = [("confirm", "perhaps"), ("from", "soon"), ("to", "2022-03-31"), ("colour", "red")];
    let answer = server.multipart(
        "/api/v1/imports",
        &[("Golden-Thread-Acting-As", MANAGER)],
        &fields,
        None,
    );
    let rules = answer.rules(400);
    for rule in ["field_unreadable", "field_unknown", "file_missing"] {
        assert!(rules.contains(&rule.to_owned()), "{rules:?}");
    }
    assert_eq!(rules.len(), 4);
}
