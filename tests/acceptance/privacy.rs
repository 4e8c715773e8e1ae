//! What people write stays out of the server's own log, of its refusals, of its arguments and of
//! the read models, however it arrives.

use super::office::{BEHIND_A_PROXY, Programs};
use super::sample::PLAN_CSV;
use super::server::{Answer, parts, start_of_time, try_send};
use events::command::Command as Recorded;
use golden_thread::app::{App, Start};
use golden_thread::clock::Clock;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A word that stands nowhere in the product.
const MARK: &str = "Marigoldlantern";

/// A word sent in narrative alone: a name or a title is a label, which the models do hold.
const TOLD: &str = "Thimblewick";

/// Words as people write them, with what looks like somebody's number and address.
fn words() -> String {
    format!("{MARK} of 1 Lantern Row, {MARK}@example.org, NHS 943 476 5919, born 3 March 2012")
}

struct Traced {
    child: Child,
    address: SocketAddr,
    programs: Programs,
}

impl Traced {
    fn start(folder: &Path, said: &Path) -> Self {
        let programs = Programs::of(folder, 60);
        let mut child = Command::new(env!("CARGO_BIN_EXE_golden-thread"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .args(BEHIND_A_PROXY)
            .env("RUST_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(File::create(said).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().rsplit('/').next().unwrap().parse().unwrap();
        Self {
            child,
            address,
            programs,
        }
    }

    fn send(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> Answer {
        let who = self.programs.next();
        let mut headers = vec![("Content-Type", kind), ("Sec-Fetch-Site", "same-origin")];
        headers.extend(who.iter().map(|(name, value)| (*name, value.as_str())));
        try_send(self.address, method, path, &headers, body).unwrap()
    }

    fn read(&self, path: &str) -> Value {
        self.send("GET", &format!("/api/v1{path}"), "", &[]).json()
    }

    /// Sends a body to the interface. What is refused repeats nothing of it.
    fn write(&self, path: &str, body: &[u8]) -> u16 {
        let answer = self.send("POST", &format!("/api/v1{path}"), "application/json", body);
        if answer.status >= 400 {
            let told = answer.text();
            assert!(!told.contains(MARK), "{path} repeats what was sent: {told}");
        }
        answer.status
    }
}

impl Drop for Traced {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A value of the schema's shape, with `words` wherever words may stand.
pub(super) fn filled(schema: &Value, words: &str) -> Value {
    let first = |name: &str| schema[name].as_array().and_then(|all| all.first().cloned());
    if let Some(fixed) = schema.get("const").cloned().or_else(|| first("enum")) {
        return fixed;
    }
    if let Some(one) = first("anyOf").or_else(|| first("oneOf")) {
        return filled(&one, words);
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds[0].as_str().unwrap_or_default(),
        kind => kind.as_str().unwrap_or_default(),
    };
    match (kind, schema["format"].as_str()) {
        ("string", Some("uuid")) => json!("0198f0c2-7a3b-7c41-8d52-0242ac120002"),
        ("string", Some("date")) => json!("2021-06-01"),
        ("string", Some("date-time")) => json!("2021-06-01T09:00:00Z"),
        ("integer" | "number", _) => json!(1),
        ("boolean", _) => json!(true),
        ("array", _) => json!([filled(&schema["items"], words)]),
        ("object", _) => {
            let fields = schema["properties"].as_object();
            let fill = |(name, field): (&String, &Value)| (name.clone(), filled(field, words));
            Value::Object(
                fields
                    .into_iter()
                    .flatten()
                    .map(fill)
                    .collect::<Map<_, _>>(),
            )
        }
        // Only narrative says how long it may be.
        _ if schema.get("maxLength").is_some() => json!(format!("{words} {TOLD}")),
        _ => json!(words),
    }
}

/// Everything the interface can be asked to record, with words wherever they may stand: as it
/// should be, with faults of every kind, and not even JSON.
fn through_the_interface(server: &Traced) {
    let action = server.read("/actions")["rows"][0]["id"].clone();
    let action = action.as_str().unwrap();
    let anywhere = "0198f0c2-7a3b-7c41-8d52-0242ac120002";
    let mut statuses = Vec::new();
    for doc in Recorded::catalogue() {
        let kind = doc.kind.word();
        let path = match (doc.creates, kind) {
            (true, _) => format!("/{kind}/{}", doc.word),
            (false, "improvement_action") => format!("/{kind}/{action}/{}", doc.word),
            (false, _) => format!("/{kind}/{anywhere}/{}", doc.word),
        };
        let schema = serde_json::to_value(&doc.schema).unwrap();
        for words in [MARK.to_owned(), words()] {
            let data = filled(&schema, &words);
            let good = json!({ "data": data, "reason": format!("{words} {TOLD}") });
            let text = good.to_string();
            statuses.push(server.write(&path, text.as_bytes()));
            let all_confirmed = json!({
                "data": data, "reason": format!("{words} {TOLD}"), "identifiers_confirmed": true,
            });
            statuses.push(server.write(&path, all_confirmed.to_string().as_bytes()));
            statuses.push(server.write(&path, &text.as_bytes()[..text.len() - 1]));
            let wrong = json!({
                "data": words, "reason": [words], "occurred_on": words, "late": words,
                "decided_in": { "meeting": words }, "classification": words,
            });
            statuses.push(server.write(&path, wrong.to_string().as_bytes()));
            let batch = json!({ "commands": [{
                "stream": words, "command": words, "data": data,
            }]});
            statuses.push(server.write("/commands", batch.to_string().as_bytes()));
        }
    }
    let rated = json!({ "data": {
        "code": "A", "commentary": format!("{MARK} {TOLD}"), "as_at": chrono_today(server),
    }});
    let rate = format!("/improvement_action/{action}/rate_action");
    assert_eq!(server.write(&rate, rated.to_string().as_bytes()), 200);
    let wrong = json!({ "data": { "code": words(), "commentary": MARK, "as_at": words() } });
    assert_eq!(server.write(&rate, wrong.to_string().as_bytes()), 400);
    for expected in [200, 201, 400, 404, 422] {
        assert!(
            statuses.contains(&expected),
            "none was answered with {expected}"
        );
    }
}

/// The day the server thinks it is.
fn chrono_today(server: &Traced) -> Value {
    server.read("/status")["today"].clone()
}

fn through_pages(server: &Traced) {
    let action = server.read("/actions")["rows"][0]["id"].clone();
    let action = action.as_str().unwrap();
    let form = "application/x-www-form-urlencoded";
    for command in [
        "rate_action",
        "report_progress",
        "claim_completion",
        "no_such",
    ] {
        let path = format!("/record/improvement_action/{action}/{command}");
        for words in [MARK.to_owned(), words()] {
            let fields = [
                "text",
                "commentary",
                "code",
                "reason",
                "occurred_on",
                "as_at",
                "version",
                "impact",
                "csrf",
                "key",
                &words,
            ];
            let pairs: Vec<_> = fields.iter().map(|name| (*name, words.as_str())).collect();
            let body = serde_urlencoded::to_string(&pairs).unwrap();
            server.send("POST", &path, form, body.as_bytes());
            let fields: Vec<_> = pairs.iter().map(|(name, value)| (*name, *value)).collect();
            let file = Some((MARK, words.as_bytes()));
            let (kind, body) = parts(&fields, file);
            server.send("POST", &path, kind, &body);
            server.send("POST", &path, kind, &body[..body.len() / 2]);
        }
    }
    let body = format!("role={MARK}&agency={MARK}&back=/{MARK}");
    server.send("POST", "/acting-as", form, body.as_bytes());
    for words in [MARK.to_owned(), words()] {
        let looked_for = serde_urlencoded::to_string([("words", &words)]).unwrap();
        server.send("POST", "/search", form, looked_for.as_bytes());
        let looked_for = json!({ "words": words }).to_string();
        assert_eq!(server.write("/search", looked_for.as_bytes()), 200);
    }
    let query = serde_urlencoded::to_string([("q", words()), ("as_at", words())]).unwrap();
    for path in [
        "/",
        "/actions",
        "/trail",
        "/gaps",
        "/plan",
        "/deadlines",
        "/import",
        "/none",
    ] {
        server.send("GET", &format!("{path}?{query}"), "", &[]);
    }
    for path in ["/actions", "/trail", "/status", "/gaps", "/none"] {
        server.send("GET", &format!("/api/v1{path}?{query}"), "", &[]);
    }
    // A request that ends too early, or is none.
    for body in [&b"\xff\xfe"[..], MARK.as_bytes()] {
        server.send("POST", "/acting-as", MARK, body);
        server.send("POST", "/import", "multipart/form-data; boundary=x", body);
    }
}

fn through_imports(server: &Traced) {
    let marked = PLAN_CSV.replace("The form is in use", &words());
    let good = marked.as_bytes();
    let broken_zip = [b"PK\x03\x04", good].concat();
    let broken_xml = [b"<w:document>", good].concat();
    for file in [good, &broken_zip, &broken_xml, MARK.as_bytes()] {
        for fields in [
            &[("confirm", "yes")][..],
            &[("confirm", MARK)],
            &[(MARK, MARK)],
        ] {
            let (kind, body) = parts(fields, Some((MARK, file)));
            server.send("POST", "/api/v1/imports", kind, &body);
            server.send("POST", "/api/v1/evidence-files", kind, &body);
            server.send("POST", "/import", kind, &body);
        }
    }
    let confirmed = [
        ("confirm", "yes"),
        ("identifiers_confirmed", "yes"),
        ("reason", MARK),
    ];
    let (kind, body) = parts(&confirmed, Some(("plan.csv", good)));
    server.send("POST", "/api/v1/imports", kind, &body);
}

#[test]
fn what_people_write_stays_out_of_log_refusals_arguments_and_models() {
    let beside = tempfile::tempdir().unwrap();
    let (folder, said) = (beside.path().join("data"), beside.path().join("said"));
    let server = Traced::start(&folder, &said);
    let (kind, body) = parts(
        &[("confirm", "yes")],
        Some(("plan.csv", PLAN_CSV.as_bytes())),
    );
    server.send("POST", "/api/v1/imports", kind, &body).is(201);
    through_the_interface(&server);
    through_pages(&server);
    through_imports(&server);
    let arguments = format!("/proc/{}/cmdline", server.child.id());
    let arguments = std::fs::read_to_string(arguments).unwrap_or_default();
    assert!(!arguments.contains(MARK), "{arguments}");
    let recorded = server.read("/trail?texts=yes&per_page=100").to_string();
    drop(server);
    let told = std::fs::read(&said).unwrap();
    let told = String::from_utf8_lossy(&told);
    assert!(told.contains("TRACE") && told.contains("started processing request"));
    for line in told.lines() {
        let plain = line.to_ascii_lowercase();
        assert!(!plain.contains(&MARK.to_ascii_lowercase()), "{line}");
        assert!(!plain.contains(&TOLD.to_ascii_lowercase()), "{line}");
        for part in ["943 476 5919", "9434765919", "Lantern Row", "example.org"] {
            assert!(!line.contains(part), "{line}");
        }
    }
    assert!(recorded.contains(TOLD), "something of it was recorded");
    let key = std::fs::read_to_string(beside.path().join("data.master-key")).unwrap();
    assert!(!told.contains(key.trim()));
    let mut master_key = [0; 32];
    hex::decode_to_slice(key.trim(), &mut master_key).unwrap();
    let clock = Clock::set_to(start_of_time());
    let app = App::start(Start {
        data: folder,
        master_key,
        clock,
    })
    .unwrap();
    let narrative = format!("{:?}", *app.live());
    assert!(!narrative.contains(TOLD), "a model holds narrative");
}
