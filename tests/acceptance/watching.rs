//! What is told to those who watch the server, and that it tells nobody's words, names or ids.

use super::cli::run;
use super::office::Programs;
use super::running::Running;
use super::sample::PLAN_CSV;
use super::server::{Answer, parts, send};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::PathBuf;
use uuid::Uuid;

/// Words that stand nowhere in the product.
const MARKS: [&str; 4] = [
    "Marigoldlantern",
    "Thimblewick",
    "Featherstonehaugh",
    "9434765919",
];

struct Watched {
    server: Running,
    metrics: SocketAddr,
    action: String,
    programs: Programs,
    invitation: String,
    _beside: tempfile::TempDir,
}

fn watched(arguments: &[&str]) -> Watched {
    let beside = tempfile::tempdir().unwrap();
    let data: PathBuf = beside.path().join("data");
    let arguments = [&["--metrics-listen", "127.0.0.1:0"], arguments].concat();
    let programs = Programs::of(&data, 1);
    let invite = ["user", "invite", "ada@lamplight.example", "--json"];
    let told: Value = serde_json::from_slice(&run(&data, &invite).stdout).unwrap();
    let invitation = told["invitation"].as_str().unwrap().rsplit('/').next();
    let invitation = invitation.unwrap().to_owned();
    let server = Running::start(&data, &arguments);
    let line = server.says("metrics on");
    let metrics = line
        .trim_end_matches("/metrics")
        .rsplit('/')
        .next()
        .unwrap();
    let metrics = metrics.parse().unwrap();
    let file = Some(("plan.csv", PLAN_CSV.as_bytes()));
    let (kind, body) = parts(&[("confirm", "yes")], file);
    let [(name, bearer), _] = programs.next();
    let headers = [("Content-Type", kind), (name, bearer.as_str())];
    server
        .send("POST", "/api/v1/imports", &headers, &body)
        .is(201);
    let actions = server.send("GET", "/api/v1/actions", &headers, &[]).json();
    let action = actions["rows"][0]["id"].as_str().unwrap().to_owned();
    Watched {
        server,
        metrics,
        action,
        programs,
        invitation,
        _beside: beside,
    }
}

impl Watched {
    fn write(&self, path: &str, body: &Value) -> Answer {
        let path = format!("/api/v1{path}");
        self.signed("POST", &path, &[], body.to_string().as_bytes())
    }

    /// Sends it with a token.
    fn signed(&self, method: &str, path: &str, more: &[(&str, &str)], body: &[u8]) -> Answer {
        let [(name, bearer), _] = self.programs.next();
        let mut headers = vec![
            ("Content-Type", "application/json"),
            (name, bearer.as_str()),
        ];
        headers.extend(more);
        self.server.send(method, path, &headers, body)
    }

    /// Reads, writes and mistakes, with words, names and ids wherever a client can put them.
    fn visit(&self) {
        let [mark, told, name, number] = MARKS;
        let action = &self.action;
        let rate = format!("/improvement_action/{action}/rate_action");
        let status = self.signed("GET", "/api/v1/status", &[], &[]).json();
        let today = status["today"].clone();
        let rating = json!({ "data": { "code": "A", "commentary": told, "as_at": today } });
        self.write(&rate, &rating).is(200);
        let wrong = json!({ "data": { "code": mark, "commentary": name, "as_at": number } });
        self.write(&rate, &wrong).is(400);
        let absent = json!({ "data": { "code": "A", "commentary": told, "as_at": "2090-01-01" } });
        self.write(&rate, &absent).is(422);
        for path in [
            format!("/action/{action}"),
            format!("/action/{action}?q={mark}"),
            format!("/action/{mark}"),
            format!("/{mark}/{name}"),
            format!("/trail/{number}"),
            format!("/record/improvement_action/{action}/{mark}"),
            format!("/evidence/{}/file", Uuid::from_u128(7)),
            format!("/assets/{mark}.css"),
            format!("/api/v1/actions/{action}?texts=yes"),
            format!("/api/v1/actions?q={mark}"),
            format!("/api/v1/{mark}"),
        ] {
            let headers = [
                ("X-Request-Id", mark),
                ("Cookie", name),
                ("User-Agent", told),
            ];
            self.signed("GET", &path, &headers, &[]);
        }
        self.server.send(&mark.to_uppercase(), "/", &[], &[]);
        let form = [("Content-Type", "application/x-www-form-urlencoded")];
        let body = format!("role={mark}&agency={name}&back=/{told}");
        self.server
            .send("POST", "/acting-as", &form, body.as_bytes());
    }

    fn metrics(&self) -> String {
        send(self.metrics, "GET", "/metrics", &[], &[])
            .is(200)
            .text()
    }
}

fn holds_none_of(text: &str, action: &str) {
    let plain = text.to_ascii_lowercase();
    for mark in MARKS {
        assert!(
            !plain.contains(&mark.to_ascii_lowercase()),
            "{mark}: {text}"
        );
    }
    assert!(!plain.contains(action), "{text}");
}

#[test]
fn metrics_count_by_route_and_hold_no_id_name_or_word() {
    let watched = watched(&[]);
    watched.visit();
    let told = watched.metrics();
    holds_none_of(&told, &watched.action);
    let is_id = |word: &str| Uuid::try_parse(word).is_ok();
    let mut words = told.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
    assert!(!words.any(is_id), "{told}");
    for series in [
        "golden_thread_requests_total{method=\"GET\",route=\"/action/{id}\",status=\"3xx\"} 3",
        "golden_thread_requests_total{method=\"GET\",route=\"/api/v1/actions/{id}\",status=\"2xx\"} 1",
        "golden_thread_requests_total{method=\"GET\",route=\"(none)\",status=\"4xx\"}",
        "golden_thread_requests_total{method=\"other\",route=\"/\",status=\"4xx\"} 1",
        "golden_thread_request_duration_seconds_bucket{le=\"0.005\",method=\"GET\"",
        "golden_thread_writes_total{outcome=\"Refused\"} 1",
        "golden_thread_open_connections ",
        "golden_thread_accepting_writes 1",
        "golden_thread_index_behind ",
        "golden_thread_uptime_seconds ",
        "golden_thread_build_info{version=\"",
    ] {
        assert!(told.contains(series), "{series}: {told}");
    }
    let health = watched.server.send("GET", "/health", &[], &[]).json();
    let events = format!("golden_thread_events {}\n", health["size"]);
    assert!(told.contains(&events), "{events}{told}");
}

#[test]
fn metrics_count_who_signs_in_by_what_became_of_it_and_never_by_whom() {
    let watched = watched(&[]);
    let site = ("Sec-Fetch-Site", "same-origin");
    let form = [("Content-Type", "application/x-www-form-urlencoded"), site];
    let post = |path: &str, body: &str| {
        let server = &watched.server;
        server.send("POST", path, &form, body.as_bytes()).status
    };
    let link = &watched.invitation;
    let words = "password=violet+anchor+misty+harbour";
    let chosen = format!("{words}&again=violet+anchor+misty+harbour");
    assert_eq!(post(&format!("/invitation/{link}"), &chosen), 303);
    let ada = "address=ada%40lamplight.example";
    assert_eq!(post("/sign-in", &format!("{ada}&{words}")), 303);
    assert_eq!(post("/sign-in", &format!("{ada}&password=wrong")), 422);
    let told = watched.metrics();
    for series in [
        "golden_thread_sign_ins_total{means=\"Password\",outcome=\"Accepted\"} 2\n",
        "golden_thread_sign_ins_total{means=\"Password\",outcome=\"Refused\"} 1\n",
    ] {
        assert!(told.contains(series), "{series}: {told}");
    }
    assert!(!told.contains("lamplight") && !told.contains(link.as_str()));
}

#[test]
fn metrics_are_told_on_their_own_address_only() {
    let watched = watched(&[]);
    watched.server.send("GET", "/metrics", &[], &[]).is(404);
    send(watched.metrics, "GET", "/actions", &[], &[]).is(404);
    send(watched.metrics, "GET", "/api/v1/actions", &[], &[]).is(404);
    for address in [watched.metrics, watched.server.address] {
        assert_eq!(
            send(address, "GET", "/ready", &[], &[]).is(200).json(),
            json!({ "ready": true })
        );
        let health = send(address, "GET", "/health", &[], &[]).is(200).json();
        assert_eq!(health["accepting"], true);
        let names: Vec<&String> = health.as_object().unwrap().keys().collect();
        let told = ["accepting", "checkpoint", "publication"];
        assert_eq!(names, [&told[..], &["root", "size", "stopped"]].concat());
    }
}

#[test]
fn a_log_in_json_names_each_request_and_repeats_nothing_that_was_sent() {
    let watched = watched(&["--log-format", "json", "--log-level", "debug"]);
    watched.visit();
    let answer = watched.signed("GET", "/api/v1/plans", &[], &[]).is(200);
    let id = answer.header("x-request-id").to_owned();
    watched.server.says(&id);
    let Watched { server, action, .. } = watched;
    server.signal("TERM");
    let (_, said) = server.ended();
    let lines: Vec<Value> = said
        .iter()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    assert!(lines.len() > 20, "{said:?}");
    for line in &said {
        let plain = line.to_ascii_lowercase();
        for mark in MARKS {
            assert!(
                !plain.contains(&mark.to_ascii_lowercase()),
                "{mark}: {line}"
            );
        }
    }
    let of_request = |line: &&Value| line["spans"][0]["name"] == "request";
    let requests: Vec<&Value> = lines.iter().filter(of_request).collect();
    for line in &requests {
        let id = line["spans"][0]["id"].as_str().unwrap();
        assert!(Uuid::try_parse(id).is_ok(), "{line}");
    }
    let mine = requests
        .iter()
        .find(|line| line["spans"][0]["id"] == id.as_str())
        .unwrap();
    assert_eq!(mine["spans"][0]["path"], "/api/v1/plans");
    assert_eq!(mine["spans"][0]["method"], "GET");
    let path = format!("/action/{action}");
    assert!(
        requests
            .iter()
            .any(|line| line["spans"][0]["path"] == path.as_str())
    );
    assert!(lines.iter().any(|line| line["fields"]["status"] == 200));
}
