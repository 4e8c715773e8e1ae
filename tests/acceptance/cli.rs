//! The program as scripts run it.

use super::sample::PLAN_CSV;
use super::server::{MASTER_KEY, Server};
use golden_thread::app::{App, Start};
use golden_thread::clock::Clock;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program with a data folder.
pub(super) fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_golden-thread"))
        .args(arguments)
        .env("GOLDEN_THREAD_DATA", folder)
        .env_remove("GOLDEN_THREAD_MASTER_KEY")
        .env_remove("GOLDEN_THREAD_MASTER_KEY_FILE")
        .output()
        .unwrap()
}

/// What a script reads, after looking at the exit code.
#[track_caller]
fn said(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn json(output: &Output) -> Value {
    let said = said(output);
    serde_json::from_str(said.trim()).unwrap_or_else(|error| panic!("{error}: {said}"))
}

#[track_caller]
pub(super) fn refused(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn import(folder: &Path, beside: &Path) -> Value {
    let file = beside.join("plan.csv");
    std::fs::write(&file, PLAN_CSV).unwrap();
    json(&run(
        folder,
        &["import", "plan", file.to_str().unwrap(), "--yes", "--json"],
    ))
}

/// The names of an object, in order.
fn names(object: &Value) -> Vec<&str> {
    object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn a_plan_goes_in_and_is_shown_checked_and_carried_on() {
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("data");
    let told = import(&folder, beside.path());
    assert_eq!(
        (told["priorities"].as_u64(), told["actions"].as_u64()),
        (Some(2), Some(3))
    );
    assert!(told["position"].as_u64().unwrap() > 0);
    assert!(told["problems"].is_array() && told["unplaced"].is_array());

    let status = json(&run(&folder, &["status", "--json"]));
    assert_eq!(status["actions"], 3);

    let trail = said(&run(&folder, &["trail", "--json"]));
    let lines: Vec<Value> = trail
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len() as u64, told["position"].as_u64().unwrap());
    for (index, line) in (1_u64..).zip(&lines) {
        assert_eq!(line["position"], index);
    }

    let verified = json(&run(&folder, &["verify", "--json"]));
    assert_eq!(verified["ok"], true);
    assert_eq!(verified["events"], told["position"]);

    let log = beside.path().join("log.ndjson");
    said(&run(
        &folder,
        &["export", "log", "--out", log.to_str().unwrap()],
    ));
    let second = beside.path().join("second");
    said(&run(&second, &["import", "log", log.to_str().unwrap()]));
    let again = json(&run(&second, &["verify", "--json"]));
    assert_eq!(again["root"], verified["root"]);
    assert_eq!(json(&run(&second, &["status", "--json"]))["actions"], 3);

    let sheet = beside.path().join("plan.xlsx");
    said(&run(
        &folder,
        &["export", "plan", "--out", sheet.to_str().unwrap()],
    ));
    let third = beside.path().join("third");
    let arguments = ["import", "plan", sheet.to_str().unwrap(), "--yes", "--json"];
    let reimported = json(&run(&third, &arguments));
    assert_eq!(reimported["priorities"], told["priorities"]);
    assert_eq!(reimported["actions"], told["actions"]);
}

#[test]
fn a_line_of_the_trail_keeps_its_shape() {
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("data");
    import(&folder, beside.path());
    let trail = said(&run(&folder, &["trail", "--json"]));
    let lodged = trail
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .find(|line| line["type"] == "evidence_lodged")
        .unwrap();
    let mut found = names(&lodged);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "actor",
            "classification",
            "correlation",
            "data",
            "id",
            "occurred_on",
            "position",
            "recorded_at",
            "schema",
            "stream",
            "text",
            "type",
            "version",
        ]
    );
    assert_eq!(names(&lodged["stream"]), ["id", "kind"]);
    assert_eq!(lodged["text"]["/data/file/name"], "plan.csv");
    assert_eq!(lodged["actor"]["kind"], "import");
}

/// Every field of an answer with what it holds, `actions:number`; those of a list by its first.
fn shape(path: &str, value: &Value, found: &mut Vec<String>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(rows) => {
            if let Some(first) = rows.first().filter(|row| row.is_object()) {
                return shape(&format!("{path}[]"), first, found);
            }
            "list"
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let dot = if path.is_empty() { "" } else { "." };
                shape(&format!("{path}{dot}{name}"), value, found);
            }
            return;
        }
    };
    found.push(format!("{path}:{kind}"));
}

/// The whole shape of `status --json`, as docs/status-json.md tells it.
const STATUS: &str = "version:number partnership:string today:string plan:null last.position:number \
    last.occurred_on:string last.recorded_at:string actions:number phases.agreed:number \
    phases.accepted:number phases.not_started:number phases.underway:number phases.claimed:number \
    phases.refused:number phases.verified:number phases.closed:number phases.discontinued:number \
    phases.reopened:number claimed[].scheme:number claimed[].code:string claimed[].word:string \
    claimed[].meaning:string claimed[].count:number unrated:number by_date.not_started:number \
    by_date.on_track:number by_date.due_soon:number by_date.overdue:number by_date.done:number \
    by_date.undated:number by_date.stopped:number verified.not_claimed:number \
    verified.claimed:number verified.verified:number verified.refused:number \
    verified.discontinued:number differs:number overdue:number due_soon:number \
    deadlines_soon:number closed.actions_with_impact:number \
    closed.actions_without_impact:number closed.recommendations_with_impact:number \
    closed.recommendations_without_impact:number recommendations.made:number \
    recommendations.accepted:number recommendations.declined:number \
    recommendations.implemented:number recommendations.verified:number \
    recommendations.impact_judged:number recommendations.closed:number \
    recommendations.reopened:number recommendations.replaced:number \
    recommendations_overdue:number gaps[].rule:number gaps[].name:string gaps[].title:string \
    gaps[].found:number gaps[].open:number practice.year:null \
    practice.audits_under_way:number practice.concerns_open:number \
    practice.findings_without_recommendation:number practice.returns_waited_for:number \
    practice.returns_overdue:number practice.self_assessments_waited_for:number \
    practice.self_assessments_overdue:number reviews.incidents_to_notify:number \
    reviews.rapid_reviews_open:number reviews.rapid_reviews_late:number \
    reviews.practice_reviews_open:number reviews.practice_reviews_late:number \
    reviews.recommendations_of_learning_points_open:number \
    reviews.recommendations_of_practice_reviews_open:number reviews.safety_actions_open:number \
    inspections.open:number inspections.requests_waiting:number inspections.requests_late:number \
    inspections.plans_late:number inspections.findings_without_recommendation:number \
    reviews.briefings_not_confirmed:number reviews.cascades_waited_for:number \
    reviews.cascades_overdue:number movement.since:string movement.better:list \
    movement.worse:list movement.same:number movement.newly_rated:list \
    movement.not_comparable:list movement.opened:list movement.closed:list \
    movement.discontinued:list movement.reopened:list movement.slipped:list";

#[test]
fn the_position_keeps_its_shape() {
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("data");
    import(&folder, beside.path());
    let since = ["status", "--json", "--since", "2000-01-01T00:00:00Z"];
    let mut found = Vec::new();
    shape("", &json(&run(&folder, &since)), &mut found);
    let known: Vec<&str> = STATUS.split_whitespace().collect();
    let gone: Vec<_> = known
        .iter()
        .filter(|name| !found.iter().any(|f| f == *name))
        .collect();
    assert_eq!(gone, Vec::<&&str>::new(), "fields never go away");
    let new: Vec<_> = found
        .iter()
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    assert_eq!(
        new,
        Vec::<&String>::new(),
        "tell new fields in docs/status-json.md and here"
    );
}

#[test]
fn what_only_reads_runs_beside_a_server() {
    let server = Server::new();
    super::sample::imported(&server);
    let events = server.read("/health").json()["events"].clone();
    let verified = json(&run(server.folder(), &["verify", "--json"]));
    assert_eq!(
        (&verified["ok"], &verified["events"]),
        (&Value::Bool(true), &events)
    );
    json(&run(server.folder(), &["status", "--json"]));
    said(&run(server.folder(), &["trail", "--json"]));
}

#[test]
fn a_second_server_on_the_folder_is_refused() {
    let server = Server::new();
    let beside = tempfile::tempdir().unwrap();
    let key = beside.path().join("key");
    golden_thread::master_key::write(&key, &MASTER_KEY).unwrap();
    let named = ["--master-key-file", key.to_str().unwrap()];
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let second = run(server.folder(), &[&serve[..], &named].concat());
    let told = refused(&second).to_lowercase();
    assert!(
        told.contains("another") || told.contains("in use") || told.contains("lock"),
        "{told}"
    );
    server.read("/health").is(200);
}

#[test]
fn a_wrong_master_key_is_refused_and_changes_nothing() {
    let server = Server::new();
    super::sample::imported(&server);
    let root = server.read("/health").json()["root"].clone();
    let folder = server.stopped();
    let start = |master_key| {
        App::start(Start {
            data: folder.path().to_owned(),
            master_key,
            clock: Clock::System,
        })
    };
    let refused = start([8; 32]).err().unwrap().to_string();
    assert!(refused.contains("key"), "{refused}");
    let app = start(MASTER_KEY).unwrap();
    assert_eq!(hex_of(app.health().root), root.as_str().unwrap());
}

/// A copy that somebody else keeps: they can check all of it and read none of its words.
#[test]
fn a_copy_without_the_master_key_verifies_and_tells_no_words() {
    let server = Server::new();
    super::sample::imported(&server);
    let root = server.read("/health").json()["root"].clone();
    let folder = server.stopped();
    let copy = tempfile::tempdir().unwrap();
    let to = copy.path().join("data");
    let copied = Command::new("cp")
        .arg("-r")
        .args([folder.path(), &to])
        .status();
    assert!(copied.unwrap().success());
    let verified = json(&run(&to, &["verify", "--json"]));
    assert_eq!(
        (&verified["ok"], &verified["root"]),
        (&Value::Bool(true), &root)
    );
    let trail = said(&run(&to, &["trail", "--json"]));
    assert!(trail.lines().count() > 3);
    assert!(!trail.contains("Ask every school how many young carers it knows"));
    // Nothing was made beside it, and one changed byte is named by its file.
    assert_eq!(std::fs::read_dir(copy.path()).unwrap().count(), 1);
    let segment = to.join("journal/00000000000000000001.ndjson");
    let mut bytes = std::fs::read(&segment).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    std::fs::write(&segment, bytes).unwrap();
    let output = run(&to, &["verify", "--json"]);
    assert!(!output.status.success());
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["ok"], false);
    let problem = &told["problems"][0];
    assert!(problem["position"].as_u64().unwrap() > 0);
    assert_eq!(problem["file"], segment.to_str().unwrap());
}

/// Copied beside a running server, kept up to date, and made a folder of again.
#[test]
fn a_backup_beside_a_server_is_kept_up_to_date_and_restored() {
    let beside = tempfile::tempdir().unwrap();
    let (kept, made) = (beside.path().join("kept"), beside.path().join("made"));
    let server = Server::new();
    super::sample::imported(&server);
    let to = kept.to_str().unwrap();
    said(&run(server.folder(), &["backup", "--to", to]));
    // The segment has not become longer: room is reserved in it. What a crash left is no part.
    let draft = serde_json::json!({ "data": {
        "title": "Another plan", "from": "2022-04-01", "to": "2023-03-31",
    }});
    server.write("/plan/draft_plan", &draft).is(201);
    let half = "journal/00000000000000000099.ndjson.new";
    std::fs::write(server.folder().join(half), "half made").unwrap();
    std::fs::write(kept.join("log/journal/00000000000000000001.part"), "half").unwrap();
    said(&run(server.folder(), &["backup", "--to", to]));
    let health = server.read("/health").json();
    let restore = ["restore", "--from", to, "--data", made.to_str().unwrap()];
    said(&run(beside.path(), &restore));
    let verified = json(&run(&made, &["verify", "--json"]));
    assert_eq!(
        (&verified["root"], &verified["events"]),
        (&health["root"], &health["events"])
    );
    assert_eq!(std::fs::read_dir(made.join("journal")).unwrap().count(), 1);
    let again = run(beside.path(), &restore);
    assert!(refused(&again).contains("not empty"));
    let app = App::start(Start {
        data: made,
        master_key: MASTER_KEY,
        clock: Clock::System,
    });
    assert_eq!(
        hex_of(app.unwrap().health().root),
        health["root"].as_str().unwrap()
    );
}

fn hex_of(bytes: [u8; 32]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

#[test]
fn a_file_that_is_no_plan_is_refused_with_the_reason() {
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("data");
    for (name, bytes) in [
        ("empty.csv", &b""[..]),
        ("torn.docx", b"PK\x03\x04"),
        ("x.pdf", b"%PDF-1"),
    ] {
        let file = beside.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let output = run(
            &folder,
            &["import", "plan", file.to_str().unwrap(), "--yes", "--json"],
        );
        assert!(refused(&output).contains(name), "{name}");
    }
    let gone = run(&folder, &["import", "plan", "/no/such/file.docx", "--yes"]);
    assert!(refused(&gone).contains("/no/such/file.docx"));
}

#[test]
fn nothing_but_loopback_is_listened_on() {
    let beside = tempfile::tempdir().unwrap();
    let output = run(
        &beside.path().join("data"),
        &["serve", "--listen", "0.0.0.0:0"],
    );
    let told = refused(&output);
    assert!(
        told.contains("loopback") && told.contains("--insecure-http"),
        "{told}"
    );
}

#[test]
fn a_folder_that_holds_no_log_is_told_so() {
    let beside = tempfile::tempdir().unwrap();
    for command in ["status", "trail"] {
        let told = refused(&run(beside.path(), &[command, "--json"]));
        assert!(told.contains("holds no log"), "{told}");
    }
}

#[test]
fn the_page_that_checks_packs_is_written_to_a_file_that_is_not_there_yet() {
    let server = Server::new();
    let served = server.page("/verify").is(200).text();
    let folder = server.stopped();
    let file = folder.path().join("verify.html");
    let arguments = ["verify", "--page", file.to_str().unwrap()];
    said(&run(folder.path(), &arguments));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), served);
    let again = run(folder.path(), &arguments);
    assert!(!again.status.success());
    assert!(String::from_utf8_lossy(&again.stderr).contains("is there already"));
}

#[test]
fn what_changed_is_told_in_words_as_lines_of_json_and_as_a_file() {
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("data");
    import(&folder, beside.path());
    let compare = |more: &[&str]| {
        run(
            &folder,
            &[&["compare", "--from", "2021-01-01"], more].concat(),
        )
    };
    let words = said(&compare(&["--what", "actions"]));
    assert!(
        words.contains("Improvement actions: 1.1 Ask every school"),
        "{words}"
    );
    assert!(words.contains("    Added\n"), "{words}");
    let lines = said(&compare(&["--what", "actions", "--json"]));
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["what"], "actions");
    assert_eq!(lines[0]["changes"][0]["kind"], "added");
    let text = lines[0]["text"]["words"].as_str().unwrap();
    assert!(text.starts_with("Ask every school"), "{text}");
    let file = beside.path().join("changes.csv");
    said(&compare(&["--out", file.to_str().unwrap()]));
    let table = std::fs::read_to_string(&file).unwrap();
    assert!(table.contains("Improvement actions"), "{table}");
    assert_eq!(said(&compare(&["--change", "slipped"])).lines().count(), 2);
    assert!(refused(&compare(&["--to", "2020-01-01"])).contains("has to come before"));
    assert!(refused(&compare(&["--to", "2999-01-01"])).contains("future"));
    assert!(refused(&compare(&["--what", "people"])).contains("recommendations"));
}
