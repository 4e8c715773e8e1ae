//! What is asked of the interface.

use super::sample::{action, imported, rating, to_action};
use super::server::Server;
use chrono::TimeDelta;
use serde_json::json;

#[test]
fn a_new_record_answers_every_list_empty() {
    let server = Server::new();
    for path in [
        "/plans",
        "/actions",
        "/recommendations",
        "/meetings",
        "/deadlines",
        "/programmes",
        "/audits",
        "/self-assessments",
    ] {
        let answer = server.read(path).is(200);
        assert_eq!(answer.json()["rows"], json!([]), "{path}");
    }
    assert_eq!(
        server.read("/health").is(200).json()["accepting_writes"],
        true
    );
    assert!(server.read("/status").is(200).json().is_object());
    assert!(server.read("/partnership").is(200).json()["rag_keys"].is_object());
}

#[test]
fn a_list_is_paged_with_links_and_a_total() {
    let server = Server::new();
    imported(&server);
    let first = server.read("/actions?per_page=2").is(200);
    let told = first.json();
    assert_eq!(
        (told["total"].as_u64(), told["page"].as_u64()),
        (Some(3), Some(1))
    );
    assert_eq!(told["rows"].as_array().unwrap().len(), 2);
    assert!(
        first.header("link").contains("page=2>; rel=\"next\""),
        "{}",
        first.header("link")
    );
    let second = server.read("/actions?per_page=2&page=2").is(200);
    assert_eq!(second.json()["rows"].as_array().unwrap().len(), 1);
    assert!(!second.header("link").contains("rel=\"next\""));
    let beyond = server.read("/actions?per_page=2&page=9").is(200);
    assert_eq!(beyond.json()["rows"], json!([]));
}

#[test]
fn words_are_put_in_when_they_are_asked_for() {
    let server = Server::new();
    imported(&server);
    let without = server.read("/actions?reference=1.1").is(200).json();
    assert!(without["rows"][0]["text"].get("words").is_none());
    let with = server
        .read("/actions?reference=1.1&texts=yes")
        .is(200)
        .json();
    let text = &with["rows"][0]["text"];
    assert_eq!(
        text["words"],
        "Ask every school how many young carers it knows"
    );
    let (position, field) = (&text["position"], text["field"].as_str().unwrap());
    let one = server
        .read(&format!("/texts/{position}?field={field}"))
        .is(200)
        .json();
    assert_eq!(one["words"], text["words"]);
    server
        .read(&format!("/texts/{position}?field=/data/nothing"))
        .is(404);
}

#[test]
fn what_is_there_already_is_not_sent_again() {
    let server = Server::new();
    imported(&server);
    let id = action(&server, "1.1")["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/actions/{id}");
    let first = server.send("GET", &path, &[], &[]).is(200);
    let tag = first.header("etag").to_owned();
    assert!(
        tag.starts_with(&format!("\"v{}.", first.json()["version"])),
        "{tag}"
    );
    let again = server.send("GET", &path, &[("If-None-Match", &tag)], &[]);
    assert!(again.is(304).body.is_empty());
    let rated = to_action(&server, "1.1", "rate_action");
    server
        .write(&rated, &rating("G", "Every school was asked"))
        .is(200);
    server
        .send("GET", &path, &[("If-None-Match", &tag)], &[])
        .is(200);
}

#[test]
fn the_past_is_answered_as_it_was_recorded() {
    let server = Server::new();
    imported(&server);
    let before = server
        .clock
        .now()
        .to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let rate = to_action(&server, "1.1", "rate_action");
    server.clock.advance(TimeDelta::hours(1));
    server
        .write(&rate, &rating("G", "Every school was asked"))
        .is(200);
    let claimed = |query: &str| {
        let rows = server
            .read(&format!("/actions?reference=1.1{query}"))
            .is(200)
            .json();
        rows["rows"][0]["shown"]["claimed"].clone()
    };
    assert_eq!(claimed(""), "G");
    assert_ne!(claimed(&format!("&as_at={before}")), "G");
    let future = server.read("/actions?as_at=2090-01-01T00:00:00Z");
    assert_eq!(future.rules(400), ["as_at_in_future"]);
}

#[test]
fn the_trail_shows_both_dates_and_who_and_why() {
    let server = Server::new();
    imported(&server);
    let rate = to_action(&server, "1.2", "rate_action");
    let body = json!({
        "data": { "code": "R", "commentary": "Nobody has drafted the form", "as_at": "2021-05-28" },
        "occurred_on": "2021-05-28",
        "reason": "told at the meeting, entered afterwards",
    });
    let position = server.write(&rate, &body).is(200).positions()[0];
    let event = server.read(&format!("/trail/{position}")).is(200).json();
    assert_eq!(event["occurred_on"], "2021-05-28");
    assert_eq!(event["recorded_at"], "2021-06-01T09:00:00.000000Z");
    assert_eq!(event["actor"]["role"], "business_manager");
    assert_eq!(
        event["text"]["/reason"],
        "told at the meeting, entered afterwards"
    );
    assert_eq!(
        event["text"]["/data/commentary"],
        "Nobody has drafted the form"
    );
    let stream = rate
        .trim_start_matches('/')
        .trim_end_matches("/rate_action");
    let of_it = server
        .read(&format!("/trail?stream={stream}&texts=yes"))
        .is(200)
        .json();
    let last = of_it["rows"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["position"], position);
    assert_eq!(last["text"], event["text"]);
}

#[test]
fn the_trail_is_walked_by_position_in_both_directions() {
    let server = Server::new();
    imported(&server);
    let size = server.read("/health").json()["events"].as_u64().unwrap();
    let mut seen = Vec::new();
    let mut path = "/trail?per_page=7".to_owned();
    loop {
        let part = server.read(&path).is(200).json();
        let rows = part["rows"].as_array().unwrap().clone();
        seen.extend(rows.iter().map(|row| row["position"].as_u64().unwrap()));
        match part["next"].as_u64() {
            Some(next) => path = format!("/trail?per_page=7&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen, (1..=size).collect::<Vec<_>>());
    let newest = server
        .read(&format!("/trail?before={}&per_page=2", size + 1))
        .is(200)
        .json();
    let positions: Vec<_> = newest["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["position"].as_u64())
        .collect();
    assert_eq!(positions, [Some(size), Some(size - 1)]);
    let plans = server
        .read("/trail?kind=plan&type=plan_drafted")
        .is(200)
        .json();
    assert_eq!(plans["rows"].as_array().unwrap().len(), 1);
    assert_eq!(
        server.read("/trail?after=1&before=9").rules(400),
        ["two_directions"]
    );
}

#[test]
fn a_clock_is_worked_out_with_what_it_steps_over_and_its_source() {
    let server = Server::new();
    let on = |clock: &str, on: &str| {
        server.read(&format!("/deadlines/calculation?clock={clock}&on={on}"))
    };
    let told = on("notify_panel", "2024-12-20").is(200).json();
    assert_eq!(told["due"], "2024-12-31");
    assert_eq!(told["length"], 5);
    assert_eq!(told["unit"], "working_days");
    let skipped: Vec<&str> = told["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["on"].as_str().unwrap())
        .collect();
    assert_eq!(skipped, ["2024-12-25", "2024-12-26"]);
    assert!(!told["citations"].as_array().unwrap().is_empty());
    let review = on("practice_review_published", "2025-08-31").is(200).json();
    assert_eq!(review["due"], "2026-02-28");
}

#[test]
fn a_clock_without_a_rule_set_or_a_table_of_bank_holidays_has_no_date() {
    let server = Server::new();
    let on = |query: &str| server.read(&format!("/deadlines/calculation?{query}"));
    let early = on("clock=notify_panel&on=2010-01-04");
    assert_eq!(early.rules(400), ["no_rule_set_in_force"]);
    let late = on("clock=notify_panel&on=2028-12-29");
    assert_eq!(late.rules(400), ["clock_without_date"]);
    let neither = on("clock=egg_timer&on=soon");
    assert_eq!(
        neither.rules(400),
        ["parameter_unreadable", "parameter_unreadable"]
    );
    let missing = on("");
    assert_eq!(
        missing.rules(400),
        ["parameter_missing", "parameter_missing"]
    );
}

#[test]
fn a_thread_runs_in_both_directions() {
    let server = Server::new();
    let plan = imported(&server);
    let id = action(&server, "1.1")["id"].as_str().unwrap().to_owned();
    for path in [
        format!("/threads/improvement_action/{id}"),
        format!("/threads/plan/{plan}"),
    ] {
        let thread = server.read(&path).is(200).json();
        assert!(!thread["knots"].as_array().unwrap().is_empty(), "{path}");
    }
    server.read(&format!("/threads/meeting/{id}")).is(404);
}

#[test]
fn evidence_is_kept_and_given_back_to_be_saved() {
    let server = Server::new();
    imported(&server);
    let supports = format!("action/{}", action(&server, "1.1")["id"].as_str().unwrap());
    let file = b"<script>alert(1)</script>";
    let lodged = server
        .multipart(
            "/api/v1/evidence/files",
            &[("Golden-Thread-Acting-As", "business_manager")],
            &[
                ("describes", "What schools answered"),
                ("evidence_date", "2021-05-20"),
                ("supports", &supports),
            ],
            Some(("answers.html", file)),
        )
        .is(201);
    assert!(lodged.header("location").starts_with("/api/v1/evidence/"));
    let place = lodged.header("location").to_owned();
    let kept = server.page(&format!("{place}/file")).is(200);
    assert_eq!(kept.body, file);
    assert!(kept.header("content-disposition").starts_with("attachment"));
    assert_eq!(kept.header("x-content-type-options"), "nosniff");
    let piece = server.page(&place).is(200).json();
    assert_eq!(piece["evidence_date"], "2021-05-20");
    assert_eq!(piece["claims"].as_array().unwrap().len(), 1);
}

#[test]
fn a_checkpoint_is_made_and_listed() {
    let server = Server::new();
    let made = server.write("/checkpoints", &json!({})).is(201).json();
    let listed = server.read("/checkpoints").is(200).json();
    assert_eq!(listed["rows"].as_array().unwrap().last().unwrap(), &made);
    assert_eq!(made["size"], server.read("/health").json()["events"]);
}

#[test]
fn what_changed_between_two_moments_is_told_thing_by_thing() {
    let server = Server::new();
    imported(&server);
    server.clock.advance(TimeDelta::hours(2));
    let path = to_action(&server, "1.1", "reword_action");
    let said = json!({ "data": { "text": "Ask every school again" }, "reason": "Asked" });
    server.write(&path, &said).is(200);
    server.clock.advance(TimeDelta::hours(2));
    let compared = |query: &str| server.read(&format!("/comparison?texts=yes&{query}"));
    let changed = compared("from=2021-06-01T10:00:00Z").is(200).json();
    assert_eq!(changed["total"], 1);
    let row = &changed["rows"][0];
    assert_eq!(
        (&row["what"], &row["reference"]),
        (&json!("actions"), &json!("1.1"))
    );
    let change = &row["changes"][0];
    assert_eq!(change["kind"], "reworded");
    assert_eq!(change["after"]["value"]["words"], "Ask every school again");
    let before = change["before"]["value"]["words"].as_str().unwrap();
    assert!(before.starts_with("Ask every school how many"), "{before}");
    // Until before it was said; everything was added since the beginning; and nothing slipped.
    let until = "from=2021-06-01T10:00:00Z&to=2021-06-01T10:30:00Z";
    assert_eq!(compared(until).is(200).json()["total"], 0);
    let added = compared("from=2021-05-31&what=actions&change=added").is(200);
    assert_eq!(added.json()["total"], 3);
    let slipped = compared("from=2021-06-01T10:00:00Z&change=slipped").is(200);
    assert_eq!(slipped.json()["total"], 0);
    let turned = "from=2021-06-01T11:00:00Z&to=2021-06-01T10:00:00Z";
    assert_eq!(compared(turned).rules(400), ["moments_turned_round"]);
    let future = compared("from=2021-06-01T10:00:00Z&to=2021-06-02");
    assert_eq!(future.rules(400), ["moment_in_future"]);
    assert_eq!(compared("").rules(400), ["parameter_missing"]);
}
