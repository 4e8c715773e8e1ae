//! What nobody should send, and what is answered all the same.

use super::sample::{action, imported, rating, to_action};
use super::server::{MANAGER, Server};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;

const JSON: (&str, &str) = ("Content-Type", "application/json");
const ACTING: (&str, &str) = ("Golden-Thread-Acting-As", MANAGER);

#[test]
fn json_nested_ten_thousand_deep_is_refused() {
    let server = Server::new();
    imported(&server);
    let path = format!("/api/v1{}", to_action(&server, "1.1", "rate_action"));
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    let objects = "{\"data\":".repeat(10_000) + "1" + &"}".repeat(10_000);
    let inside = format!(
        "{{\"data\":{{\"code\":{}}}}}",
        "[".repeat(60) + &"]".repeat(60)
    );
    for body in [deep, objects, inside] {
        let answer = server.send("POST", &path, &[JSON, ACTING], body.as_bytes());
        assert!(!answer.rules(400).is_empty());
    }
}

#[test]
fn a_body_that_is_no_json_is_refused() {
    let server = Server::new();
    imported(&server);
    let path = format!("/api/v1{}", to_action(&server, "1.1", "rate_action"));
    let bodies: [&[u8]; 6] = [
        b"{",
        b"[]",
        b"\"words\"",
        b"\xff\xfe{\0}\0",
        b"{\"data\": \"\xe9\"}",
        b"\0\0\0",
    ];
    for body in bodies {
        let answer = server.send("POST", &path, &[JSON, ACTING], body);
        assert_eq!(answer.rules(400), ["body_unreadable"], "{body:?}");
    }
}

#[test]
fn a_body_of_another_kind_is_refused() {
    let server = Server::new();
    let path = "/api/v1/plan/draft_plan";
    let kinds = [
        vec![ACTING],
        vec![ACTING, ("Content-Type", "text/plain")],
        vec![
            ACTING,
            ("Content-Type", "application/x-www-form-urlencoded"),
        ],
        vec![ACTING, ("Content-Type", "application/json; charset=utf-16")],
        vec![ACTING, JSON, ("Content-Encoding", "gzip")],
    ];
    for headers in kinds {
        assert!(
            server
                .send("POST", path, &headers, b"{}")
                .rules(415)
                .is_empty(),
            "{headers:?}"
        );
    }
    let no_form = server.send("POST", "/api/v1/imports", &[ACTING, JSON], b"{}");
    assert!(no_form.rules(415).is_empty());
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    let server = Server::new();
    let body = vec![b' '; 9 * 1024 * 1024];
    let answer = server.send("POST", "/api/v1/plan/draft_plan", &[JSON, ACTING], &body);
    assert!(answer.rules(413).is_empty());
}

#[test]
fn an_event_larger_than_the_log_takes_is_refused_whole() {
    let server = Server::new();
    let before = server.recorded();
    let boards = |count: usize| {
        let names: Vec<String> = (0..count)
            .map(|n| format!("{} {n}", "Board".repeat(20)))
            .collect();
        json!({ "data": {
            "title": "Plan", "from": "2026-04-01", "to": "2027-03-31", "joint_with": names,
        }})
    };
    let refused = server.write("/plan/draft_plan", &boards(1000)).rules(422);
    assert_eq!(refused, ["too_large_to_record"]);
    assert_eq!(server.recorded(), before);
    server.write("/plan/draft_plan", &boards(10)).is(201);
}

#[test]
fn every_fault_of_a_command_is_told_at_once() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "rate_action");
    let body = json!({
        "data": { "code": 7, "as_at": "yesterday", "colour": "green" },
        "occurred_on": 12,
        "classification": "secret",
        "late": "no",
        "why": "because",
    });
    let problem = server.write(&path, &body).is(400).json();
    let fields: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["field"].as_str().unwrap())
        .collect();
    for field in [
        "code",
        "as_at",
        "colour",
        "occurred_on",
        "classification",
        "late",
        "why",
    ] {
        assert!(fields.contains(&field), "{field} is not among {fields:?}");
    }
}

#[test]
fn what_does_not_exist_is_not_found_as_a_problem() {
    let server = Server::new();
    let nowhere = "0198f0c2-7a3b-7c41-8d52-0242ac120002";
    for path in [
        format!("/actions/{nowhere}"),
        format!("/plans/{nowhere}"),
        format!("/evidence/{nowhere}/file"),
        "/actions/not-an-id".to_owned(),
        "/trail/999999".to_owned(),
        "/trail/0".to_owned(),
        format!("/threads/dragon/{nowhere}"),
        "/no/such/place".to_owned(),
        "/actions/%ff".to_owned(),
    ] {
        let answer = server.read(&path);
        assert!(
            (400..=404).contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{path}"
        );
    }
    let unknown = server
        .write(&format!("/plan/{nowhere}/burn_plan"), &json!({}))
        .is(404)
        .json();
    assert!(unknown["detail"].as_str().unwrap().contains("approve_plan"));
}

#[test]
fn nothing_is_edited_or_deleted() {
    let server = Server::new();
    imported(&server);
    let id = action(&server, "1.1")["id"].as_str().unwrap().to_owned();
    for method in ["DELETE", "PUT", "PATCH"] {
        let answer = server
            .send(method, &format!("/api/v1/actions/{id}"), &[], &[])
            .is(405);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(
            answer.header("allow").contains("GET"),
            "{}",
            answer.header("allow")
        );
        assert!(
            answer.json()["detail"]
                .as_str()
                .unwrap()
                .contains("edited or deleted")
        );
    }
}

#[test]
fn a_write_by_nobody_is_refused() {
    let server = Server::new();
    let answer = server
        .send("POST", "/api/v1/plan/draft_plan", &[JSON], b"{}")
        .is(401);
    let schemes = "Bearer, Golden-Thread-Acting-As";
    assert_eq!(answer.header("www-authenticate"), schemes);
    assert!(answer.rules(401).is_empty());
}

#[test]
fn a_parameter_nobody_knows_is_refused() {
    let server = Server::new();
    let rules = server
        .read("/actions?color=red&page=0&due_from=soon&overdue=maybe")
        .rules(400);
    assert_eq!(
        rules,
        [
            "parameter_unknown",
            "parameter_unreadable",
            "parameter_unreadable",
            "parameter_unreadable"
        ]
    );
}

#[test]
fn another_site_cannot_record() {
    let server = Server::new();
    let from_elsewhere = [
        JSON,
        ACTING,
        ("Sec-Fetch-Site", "cross-site"),
        ("Origin", "https://elsewhere.example"),
    ];
    let path = "/api/v1/plan/draft_plan";
    assert_eq!(
        server.send("POST", path, &from_elsewhere, b"{}").status,
        403
    );
    let form = [
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Origin", "https://elsewhere.example"),
    ];
    assert_eq!(
        server
            .send("POST", "/acting-as", &form, b"role=chair")
            .status,
        403
    );
}

#[test]
fn narrative_never_stands_in_an_address() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "rate_action");
    let words = "Marigold-lantern";
    let answer = server.write(&path, &rating("A", words)).is(200);
    for (name, value) in &answer.headers {
        assert!(!value.contains(words), "{name}");
    }
    assert!(!answer.text().contains(words));
}

#[test]
fn words_of_the_journal_are_sealed() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "rate_action");
    server
        .write(&path, &rating("A", "Marigold-lantern"))
        .is(200);
    let folder = server.stopped();
    let mut files = vec![folder.path().to_owned()];
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(
                std::fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let found = bytes
            .windows(16)
            .any(|window| window == b"Marigold-lantern");
        assert!(!found, "{} holds the words in the clear", path.display());
    }
}

#[test]
fn a_request_that_is_no_http_does_no_harm() {
    let server = Server::new();
    for bytes in [
        &b"\x16\x03\x01\x02\x00"[..],
        b"GET\r\n\r\n",
        b"POST / HTTP/9.9\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(bytes).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
    }
    server.read("/health").is(200);
}

#[test]
fn one_slow_client_holds_up_nobody() {
    let server = Server::new();
    let mut slow = TcpStream::connect(server.address).unwrap();
    slow.write_all(
        b"POST /api/v1/plan/draft_plan HTTP/1.1\r\nHost: localhost\r\n\
          Content-Type: application/json\r\nGolden-Thread-Acting-As: chair\r\n\
          Content-Length: 1000\r\n\r\n{",
    )
    .unwrap();
    let body = json!({ "data": { "title": "A plan", "from": "2021-04-01", "to": "2022-03-31" } });
    server.write("/plan/draft_plan", &body).is(201);
    drop(slow);
}

#[test]
fn strange_characters_come_back_as_they_were_sent() {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "report_progress");
    let words =
        "𝔘nicode \u{202e}right\u{202c} \u{1F9F5} e\u{301} \"quoted\" <b>\nnext\ttab \u{0} end";
    let body = json!({ "data": { "text": words } });
    let answer = server.write(&path, &body);
    if answer.status == 200 {
        let position = answer.positions()[0];
        let told: Value = server.read(&format!("/trail/{position}")).is(200).json();
        assert_eq!(told["text"]["/data/text"], words);
    } else {
        assert!(!answer.rules(422).is_empty());
    }
}
