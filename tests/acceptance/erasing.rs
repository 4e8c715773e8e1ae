//! Words asked to be erased, over HTTP and on real backups: who may ask and decide, what a hold
//! keeps, what pages say afterwards, and that no backup brings the words back.

use super::cli::run;
use super::rapid_review::{CSPR, Case};
use super::server::{Answer, MANAGER, MASTER_KEY, Server};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use uuid::Uuid;

pub(super) const CHAIR: &str = "chair";

/// What nobody may find anywhere once it is erased.
const SECRET: &str = "unmistakable circumstances of the household";

pub(super) fn erasure() -> Uuid {
    Uuid::from_u128(900)
}

fn hold() -> Uuid {
    Uuid::from_u128(901)
}

fn thing(case: &Case) -> Value {
    json!({ "kind": "review_subject", "id": case.child })
}

/// An incident of which something was recorded of the child.
fn case() -> Case {
    let case = Case::notified();
    let path = format!("/review_subject/{}/record_circumstances", case.child);
    took(&gives(
        &case.server,
        CSPR,
        &path,
        &json!({ "words": SECRET }),
    ));
    case
}

fn gives(server: &Server, acting: &str, path: &str, data: &Value) -> Answer {
    server.write_as(acting, path, &json!({ "data": data }), &[])
}

#[track_caller]
pub(super) fn took(answer: &Answer) {
    assert!(answer.status < 300, "{}", answer.text());
}

pub(super) fn asks(case: &Case) -> Answer {
    let data = json!({
        "things": [thing(case)], "asked_by": "parent", "authority": "article17",
        "words": "The family asked by letter",
    });
    let path = format!("/erasure/{}/request_erasure", erasure());
    gives(&case.server, CSPR, &path, &data)
}

pub(super) fn erases(case: &Case, acting: &str) -> Answer {
    let path = format!("/erasure/{}/erase_data", erasure());
    gives(&case.server, acting, &path, &json!({}))
}

fn places(case: &Case) {
    let data = json!({
        "things": [{ "kind": "serious_incident", "id": case.incident }],
        "held_for": "coroner", "words": "The coroner asked for everything",
    });
    let path = format!("/legal_hold/{}/place_hold", hold());
    took(&gives(&case.server, CSPR, &path, &data));
}

/// A request about the child and a hold on the incident, as others read them.
pub(super) fn asked_and_held(case: &Case) -> (Uuid, Uuid) {
    took(&asks(case));
    places(case);
    (erasure(), hold())
}

fn page(case: &Case, path: &str) -> String {
    case.server.page(path).is(200).text()
}

fn child_page(case: &Case) -> String {
    page(case, &format!("/review-subject/{}", case.child))
}

fn found(case: &Case) -> bool {
    let body = json!({ "words": "unmistakable" });
    let answer = case.server.write_as(CSPR, "/search", &body, &[]);
    answer.is(200).text().contains(&case.child.to_string())
}

#[test]
fn what_a_family_asks_is_erased_by_somebody_else_and_is_gone_from_every_page() {
    let case = case();
    assert!(child_page(&case).contains(SECRET) && found(&case));
    took(&asks(&case));
    let waiting = page(&case, &format!("/erasure/{}", erasure()));
    assert!(waiting.contains("What would go") && waiting.contains("What stays"));
    assert!(
        waiting.contains("SI-07"),
        "what it is part of stays, and is named"
    );
    assert!(child_page(&case).contains(SECRET), "asking erases nothing");
    assert_eq!(
        erases(&case, CSPR).rules(422),
        ["role_may_not", "decides_own_request"]
    );
    took(&erases(&case, CHAIR));
    let shown = child_page(&case);
    assert!(!shown.contains(SECRET));
    assert!(
        shown.contains("erased on 1 June 2021 under UK GDPR Article 17(1)"),
        "{shown}"
    );
    assert!(!found(&case));
    // The page of the moment before does not bring it back.
    case.server.clock.advance(chrono::TimeDelta::days(2));
    let before = format!("/review-subject/{}?as_at=2021-06-01T23:00:00Z", case.child);
    assert!(!page(&case, &before).contains(SECRET));
    let answer = case
        .server
        .read(&format!("/erasures/{}", erasure()))
        .is(200)
        .json();
    assert_eq!(answer["phase"], "erased");
    assert_eq!(
        answer["erasure"]["erased"]["keys"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(erases(&case, CHAIR).rules(422), ["erasure_already_decided"]);
}

#[test]
fn a_hold_on_the_incident_keeps_the_child_and_the_page_says_so() {
    let case = case();
    took(&asks(&case));
    places(&case);
    assert!(child_page(&case).contains("a legal hold"));
    assert!(
        page(&case, &format!("/erasure/{}", erasure())).contains("A legal hold stands on 1 of 1")
    );
    assert_eq!(erases(&case, CHAIR).rules(422), ["under_legal_hold"]);
    assert!(child_page(&case).contains(SECRET));
    let lift = json!({ "words": "The inquest is over" });
    let path = format!("/legal_hold/{}/lift_hold", hold());
    took(&gives(&case.server, MANAGER, &path, &lift));
    let again = gives(&case.server, MANAGER, &path, &lift);
    assert_eq!(again.rules(422), ["hold_already_lifted"]);
    assert!(!child_page(&case).contains("Held: "));
    took(&erases(&case, CHAIR));
}

#[test]
fn a_refused_request_says_under_which_exemption_and_erases_nothing() {
    let case = case();
    took(&asks(&case));
    let refuse = json!({ "exemption": "legal_claims", "words": "A claim is under way" });
    let path = format!("/erasure/{}/refuse_erasure", erasure());
    took(&gives(&case.server, CHAIR, &path, &refuse));
    let shown = page(&case, &format!("/erasure/{}", erasure()));
    assert!(shown.contains("UK GDPR Article 17(3)(e)"));
    assert!(child_page(&case).contains(SECRET));
    assert_eq!(erases(&case, CHAIR).rules(422), ["erasure_already_decided"]);
}

#[test]
fn the_records_of_a_child_are_listed_and_taken_away_by_those_who_keep_them() {
    let case = case();
    let hub = format!("/records/review_subject/{}", case.child);
    let shown = page(&case, &hub);
    assert!(shown.contains("Ask for it to be erased") && shown.contains("What else names it"));
    let answer = case.server.page(&format!("{hub}/copy.zip")).is(200);
    assert_eq!(answer.header("content-type"), "application/zip");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(answer.body)).unwrap();
    let mut read = |name: &str| {
        let mut file = zip.by_name(name).unwrap();
        std::io::read_to_string(&mut file).unwrap()
    };
    let (html, lines) = (read("copy.html"), read("copy.ndjson"));
    assert!(html.contains(SECRET) && html.contains("What is left out"));
    assert_eq!(lines.lines().count(), 2);
    assert!(
        !html.contains("A baby with injuries"),
        "the incident is about others too"
    );
    for path in [hub.clone(), format!("{hub}/copy.zip")] {
        assert_eq!(case.asked_as("pqa_member", &path).status, 404);
    }
}

fn told(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    String::from_utf8_lossy(&output.stdout).into_owned() + &told
}

fn backup(folder: &Path, to: &Path) {
    told(&run(folder, &["backup", "--to", to.to_str().unwrap()]));
}

/// A folder restored from the log of one backup and the key file of another.
fn restored(log: &Path, keys: &Path, at: &Path) -> PathBuf {
    let (mixed, data) = (at.join("mixed"), at.join("data"));
    copy(&log.join("log"), &mixed.join("log"));
    copy(&keys.join("keys"), &mixed.join("keys"));
    let from = mixed.to_str().unwrap();
    told(&run(
        &data,
        &["restore", "--from", from, "--data", data.to_str().unwrap()],
    ));
    data
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry
            .map(|entry| (entry.path(), entry.file_name()))
            .unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(path, to.join(name)).unwrap();
        }
    }
}

/// Everything that the program can read of a folder with the right master key.
fn read_all(data: &Path) -> String {
    let key = data.with_extension("key");
    fs::write(&key, hex::encode(MASTER_KEY)).unwrap();
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    fs::set_permissions(&key, permissions).unwrap();
    let out = data.with_extension("ndjson");
    let named = [
        "--master-key-file",
        key.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    told(&run(data, &[&["export", "log"][..], &named].concat()));
    fs::read_to_string(out).unwrap()
}

#[test]
fn after_an_erasure_and_the_next_key_backup_every_old_log_backup_is_noise_and_still_verifies() {
    let case = case();
    let places = tempfile::tempdir().unwrap();
    let at = |name: &str| places.path().join(name);
    let folder = case.server.folder().to_owned();
    let checkpoint = || {
        let answer = case
            .server
            .write_as(MANAGER, "/checkpoints", &json!({}), &[]);
        answer.is(201);
    };
    checkpoint();
    backup(&folder, &at("first"));
    took(&asks(&case));
    checkpoint();
    backup(&folder, &at("second"));
    let shown = page(&case, "/records");
    assert!(shown.contains("Waits for a decision"));
    took(&erases(&case, CHAIR));
    checkpoint();
    assert!(page(&case, "/records").contains("2 not replaced"));
    backup(&folder, &at("third"));
    assert!(page(&case, "/records").contains("2 not replaced"));
    for (number, log) in ["first", "second", "third"].into_iter().enumerate() {
        let place = at(&format!("restored-{number}"));
        let data = restored(&at(log), &at("third"), &place);
        let verified = run(&data, &["verify"]);
        assert!(
            verified.status.success(),
            "{}",
            String::from_utf8_lossy(&verified.stderr)
        );
        let read = read_all(&data);
        assert!(
            read.contains("A baby with injuries"),
            "what was not erased is read"
        );
        assert!(!read.contains(SECRET), "{log}");
    }
    // An old key file with an old log does open it: that is why it is replaced.
    let data = restored(&at("first"), &at("first"), &at("old"));
    assert!(read_all(&data).contains(SECRET));
    // Replacing it in every place is known to the page.
    backup(&folder, &at("first"));
    backup(&folder, &at("second"));
    let shown = page(&case, "/records");
    assert!(shown.contains("Replaced since") && !shown.contains("not replaced"));
    let data = restored(&at("first"), &at("first"), &at("new"));
    assert!(!read_all(&data).contains(SECRET));
}
