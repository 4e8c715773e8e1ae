//! What people look for is found by them and known to nobody else: it stands in no address, in no
//! access log, and is kept for its author alone.

use super::office::Programs;
use super::running::Served;
use super::sample::{imported, to_action};
use super::server::{Answer, MANAGER, Server};
use events::envelope::Role;
use serde_json::{Value, json};
use std::path::Path;

/// A word that stands in the record, and nowhere in the product.
const MARK: &str = "Marigoldlantern";

/// A record in which the word stands once, with the plan of the samples.
fn marked() -> Server {
    let server = Server::new();
    imported(&server);
    let path = to_action(&server, "1.1", "report_progress");
    let said = json!({ "data": { "text": format!("{MARK} schools have answered") } });
    server.write(&path, &said).is(200);
    server
}

fn looked_for(server: &Server, acting: &str, body: &Value) -> Answer {
    server.write_as(acting, "/search", body, &[])
}

/// Everything in the files of the access log.
fn noted(data: &Path) -> String {
    let entries = std::fs::read_dir(data.join("access")).unwrap();
    let files = entries.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    files.collect()
}

#[test]
fn what_is_looked_for_is_found_and_stands_in_no_address_and_no_access_log() {
    let server = marked();
    let sent_on = server.form("/search", &[("words", MARK), ("kind", "action")]);
    let location = sent_on.is(303).header("location").to_owned();
    assert!(location.starts_with("/search/") && location.ends_with("?kind=action"));
    assert!(!location.contains(MARK), "{location}");
    let found = server.page(&location).is(200).text();
    assert!(found.contains(&format!("<mark>{MARK}</mark>")), "{found}");
    let title = found.split("</title>").next().unwrap();
    assert!(!title.contains(MARK), "{title}");
    let folder = server.stopped();
    let noted = noted(folder.path());
    assert!(!noted.contains(MARK), "{noted}");
    let result = "\"found\":1,\"kinds\":[\"action\"],\"method\":\"GET\"";
    assert!(noted.contains(result), "{noted}");
    assert!(noted.contains("\"route\":\"/search/{id}\""), "{noted}");
}

#[test]
fn what_cannot_be_looked_for_is_said_plainly_and_not_kept() {
    let server = marked();
    for words in ["", " ", "\"", "-draft", "a"] {
        let told = server.form("/search", &[("words", words)]).is(422).text();
        assert!(told.contains("There is a problem"), "{words}");
    }
    server
        .page("/search/0198f0c2-7a3b-7c41-8d52-0242ac120002")
        .is(410);
}

#[test]
fn a_program_finds_what_its_role_sees_and_nothing_else() {
    let server = marked();
    let everything = looked_for(&server, MANAGER, &json!({ "words": MARK }))
        .is(200)
        .json();
    assert_eq!(
        (&everything["total"], &everything["by_kind"]["action"]),
        (&json!(1), &json!(1))
    );
    let piece = &everything["rows"][0]["passages"][0]["pieces"][0];
    assert_eq!(*piece, json!({ "words": MARK, "marked": true }));
    let nobodys = "agency_lead@0198f0c2-7a3b-7c41-8d52-0242ac120002";
    let nothing = looked_for(&server, nobodys, &json!({ "words": MARK }))
        .is(200)
        .json();
    assert_eq!(
        (&nothing["total"], &nothing["by_kind"]),
        (&json!(0), &json!({}))
    );
    looked_for(&server, "administrator", &json!({ "words": MARK })).is(403);
    let unfit = looked_for(&server, MANAGER, &json!({ "words": "-draft" }));
    assert_eq!(unfit.rules(400), ["words_unfit"]);
}

#[test]
fn an_inspectors_program_that_only_reads_may_search_and_that_is_noted() {
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("data");
    let programs = Programs::working_as(Role::Inspector, &folder, 1);
    let served = Served::start(&folder, &programs);
    let answer = served.write("/search", &json!({ "words": MARK })).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["total"], json!(0));
    let noted = noted(&folder);
    assert!(
        noted.contains("\"found\":0") && !noted.contains(MARK),
        "{noted}"
    );
    let recorded = served
        .write("/commands", &json!({ "commands": [] }))
        .unwrap();
    assert_eq!(recorded.status, 403, "a search is all it may send");
}

#[test]
fn a_past_moment_is_searched_as_the_record_stood_then_on_the_page_and_by_programs() {
    let server = Server::new();
    imported(&server);
    server.clock.advance(chrono::TimeDelta::hours(2));
    let path = to_action(&server, "1.1", "reword_action");
    let text = format!("{MARK} schools are asked");
    let said = json!({ "data": { "text": text }, "reason": "It was unclear" });
    server.write(&path, &said).is(200);
    server.clock.advance(chrono::TimeDelta::hours(2));
    let (before, after) = ("2021-06-01T10:00:00Z", "2021-06-01T12:00:00Z");
    let total = |words: &str, as_at: &str| {
        let body = json!({ "words": words, "as_at": as_at });
        looked_for(&server, MANAGER, &body).is(200).json()["total"].clone()
    };
    assert_eq!(total(MARK, before), 0);
    assert_eq!(total(MARK, after), 1);
    let page = |words: &str, as_at: &str| {
        let sent_on = server.form(&format!("/search?as_at={as_at}"), &[("words", words)]);
        let location = sent_on.is(303).header("location").to_owned();
        assert!(location.contains("as_at="), "{location}");
        server.page(&location).is(200).text()
    };
    let (then, now) = ("2021-06-01T11:00", "2021-06-01T13:00");
    assert!(page(MARK, then).contains("Nothing found"));
    assert!(page(MARK, now).contains(&format!("<mark>{MARK}</mark>")));
    let old = page("carers", then);
    assert!(
        old.contains("This searches the record as it stood at"),
        "{old}"
    );
    assert!(
        !old.contains("Other words stand there now") && !old.contains(MARK),
        "{old}"
    );
}
