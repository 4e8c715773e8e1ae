//! The interface's document against the interface.

use super::audits::Year;
use super::erasing::asked_and_held;
use super::learning::Spread;
use super::rapid_review::Case;
use super::sample::{action, imported};
use super::server::{MANAGER, Server};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

fn document(server: &Server) -> Value {
    server.read("/openapi.json").is(200).json()
}

/// Every operation: its path, its method and what is told of it.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, told) in methods.as_object().unwrap() {
            all.push((path.clone(), method.clone(), told.clone()));
        }
    }
    all
}

/// Follows a reference inside the document.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => {
            let found = document.pointer(reference.trim_start_matches('#'));
            found.unwrap_or_else(|| panic!("{reference} leads nowhere"))
        }
        None => schema,
    }
}

/// What is wrong with a value, by the parts of JSON Schema that the document uses.
fn faults(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let schema = resolved(document, schema);
    if let Some(kinds) = schema.get("type") {
        let kinds: Vec<&str> = match (kinds.as_str(), kinds.as_array()) {
            (Some(kind), _) => vec![kind],
            (None, all) => all
                .unwrap()
                .iter()
                .map(|kind| kind.as_str().unwrap())
                .collect(),
        };
        let is = |kind: &&str| match *kind {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_u64() || value.is_i64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            other => panic!("{other} is no type"),
        };
        if !kinds.iter().any(is) {
            found.push(format!("{at}: {value} is none of {kinds:?}"));
            return;
        }
    }
    if let Some(known) = schema.get("enum").and_then(Value::as_array)
        && !known.contains(value)
    {
        found.push(format!("{at}: {value} is none of {known:?}"));
    }
    if let Value::Object(fields) = value {
        let empty = Map::new();
        let properties = schema
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        for name in schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if !fields.contains_key(name.as_str().unwrap()) {
                found.push(format!("{at}: {name} is missing"));
            }
        }
        for (name, inner) in fields {
            let at = format!("{at}/{name}");
            match (properties.get(name), schema.get("additionalProperties")) {
                (Some(schema), _) => faults(document, schema, inner, &at, found),
                (None, Some(Value::Bool(false))) => found.push(format!("{at} is unknown")),
                (None, Some(schema)) => faults(document, schema, inner, &at, found),
                (None, None) => {}
            }
        }
    }
    if let (Value::Array(items), Some(schema)) = (value, schema.get("items")) {
        for (index, item) in items.iter().enumerate() {
            faults(document, schema, item, &format!("{at}/{index}"), found);
        }
    }
}

#[track_caller]
fn fits(document: &Value, schema: &Value, value: &Value, at: &str) {
    let mut found = Vec::new();
    faults(document, schema, value, at, &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_document_has_the_shape_of_openapi() {
    let server = Server::new();
    let document = document(&server);
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    let mut ids = BTreeSet::new();
    let tags: BTreeSet<&str> = document["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["name"].as_str().unwrap())
        .collect();
    for (path, method, told) in operations(&document) {
        let at = format!("{method} {path}");
        assert!(
            ids.insert(told["operationId"].as_str().unwrap().to_owned()),
            "{at}: id twice"
        );
        assert!(!told["summary"].as_str().unwrap().is_empty(), "{at}");
        assert!(tags.contains(told["tags"][0].as_str().unwrap()), "{at}");
        let mut names = BTreeSet::new();
        for parameter in told["parameters"].as_array().unwrap() {
            let place = parameter["in"].as_str().unwrap();
            let name = parameter["name"].as_str().unwrap();
            assert!(names.insert((place, name)), "{at}: {name} twice");
            assert!(parameter["schema"].is_object(), "{at}: {name}");
            if place == "path" {
                assert_eq!(parameter["required"], true, "{at}: {name}");
                assert!(path.contains(&format!("{{{name}}}")), "{at}: {name}");
            }
        }
        assert_eq!(
            path.matches('{').count(),
            names.iter().filter(|n| n.0 == "path").count(),
            "{at}"
        );
        assert!(
            told["responses"]
                .as_object()
                .unwrap()
                .keys()
                .any(|s| s.starts_with('2')),
            "{at}"
        );
    }
}

#[test]
fn every_reference_in_the_document_leads_somewhere() {
    let server = Server::new();
    let document = document(&server);
    let mut waiting = vec![&document];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(fields) => {
                resolved(&document, value);
                waiting.extend(fields.values());
            }
            Value::Array(items) => waiting.extend(items),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// An inspection of the year, notified.
fn inspected(year: &Year) -> uuid::Uuid {
    let inspection = uuid::Uuid::from_u128(0x701);
    let data = json!({
        "kind": "jtai", "reference": "JTAI", "inspectorates": ["ofsted"], "on": "2021-01-04",
        "lead": "Head of Quality",
    });
    let path = format!("/inspection/{inspection}/notify_inspection");
    year.give(&path, &data);
    inspection
}

/// A practice review of the year, commissioned.
fn reviewed(year: &Year) -> uuid::Uuid {
    let review = uuid::Uuid::from_u128(90);
    let commission = json!({
        "kind": "local", "title": "Child Alder", "reference": "LCSPR 1",
        "about": "Before a baby was harmed", "decided_on": "2021-05-01",
        "monitored_every_weeks": 6,
    });
    let path = format!("/practice_review/{review}/commission_review");
    year.give(&path, &commission);
    review
}

/// What a read has to be asked with.
fn query_of(path: &str) -> &'static str {
    match path {
        "/comparison" => "?from=2021-05-31",
        "/deadlines/calculation" => "?clock=notify_panel&on=2024-12-20",
        path if path.starts_with("/texts") => "?field=/data/describes",
        _ => "",
    }
}

#[test]
fn every_read_answers_as_the_document_tells() {
    let server = Server::new();
    let plan = imported(&server);
    let document = document(&server);
    let act = action(&server, "1.1")["id"].as_str().unwrap().to_owned();
    let source = server.page(&format!("/api/v1/plans/{plan}")).json()["imports"][0]["source"]
        .as_str()
        .unwrap()
        .to_owned();
    let (meeting, recommendation) = meeting_and_recommendation(&server);
    let paper = frozen_paper(&server, &meeting);
    let year = Year::begun();
    let (round, asked_of_council) = year.round();
    let review = reviewed(&year);
    let inspection = inspected(&year);
    let case = Case::met();
    let spread = Spread::new();
    spread.asked();
    spread.held();
    spread.opened();
    let (erasure, hold) = asked_and_held(&case);
    let pack = super::packs::put_together(&case);
    for (path, method, told) in operations(&document) {
        if method != "get" {
            continue;
        }
        let one_of = path.split('/').nth(1).unwrap();
        let (asked, id) = match one_of {
            "plans" => (&server, plan.clone()),
            "evidence" => (&server, source.clone()),
            "meetings" => (&server, meeting.clone()),
            "recommendations" => (&server, recommendation.clone()),
            "programmes" => (&year.server, year.programme.to_string()),
            "audits" | "returns-to-chase" => (&year.server, year.audit.to_string()),
            "cases" => (&year.server, year.case.to_string()),
            "self-assessments" => (&year.server, round.to_string()),
            "returns" => (&year.server, asked_of_council.to_string()),
            "practice-reviews" => (&year.server, review.to_string()),
            "inspections" => (&year.server, inspection.to_string()),
            "incidents" => (&case.server, case.incident.to_string()),
            "rapid-reviews" => (&case.server, case.review.to_string()),
            "review-subjects" => (&case.server, case.child.to_string()),
            "statutory-returns" | "retention-due" => (&case.server, String::new()),
            "erasures" => (&case.server, erasure.to_string()),
            "legal-holds" => (&case.server, hold.to_string()),
            "evidence-packs" => (&case.server, pack.to_string()),
            "briefings" => (&spread.server, spread.briefing.to_string()),
            "learning-activities" => (&spread.server, spread.activity.to_string()),
            "child-death-learning" => (&spread.server, spread.year.to_string()),
            _ => (&server, act.clone()),
        };
        let query = query_of(&path);
        let position = position_of_text(&server);
        let real = path
            .replace("{kind}", "improvement_action")
            .replace("{id}", &id)
            .replace("{paper}", &paper)
            .replace("{position}", &position.to_string());
        let answer = asked.read(&format!("{real}{query}")).is(200);
        let (kind, schema) = told["responses"]["200"]["content"]
            .as_object()
            .unwrap()
            .iter()
            .next()
            .map(|(kind, content)| (kind.clone(), content["schema"].clone()))
            .unwrap();
        let sent = answer.header("content-type");
        assert!(kind == "*/*" || sent.starts_with(&kind), "{path}: {sent}");
        if kind == "application/json" {
            fits(&document, &schema, &answer.json(), &path);
        }
    }
}

/// A position whose event has the words of a piece of evidence.
fn position_of_text(server: &Server) -> u64 {
    let found = server.read("/trail?type=evidence_lodged").is(200).json();
    found["rows"][0]["position"].as_u64().unwrap()
}

/// A paper of the meeting, frozen.
fn frozen_paper(server: &Server, meeting: &str) -> String {
    let path = format!("/api/v1/meetings/{meeting}/papers");
    let acting = [("Golden-Thread-Acting-As", "business_manager")];
    let fields = [("title", "Position"), ("as_at", "2021-06-01T08:00:00Z")];
    let file = Some(("Position.pdf", b"Where the plan stands".as_slice()));
    server.multipart(&path, &acting, &fields, file).is(200);
    let read = server.read(&format!("/meetings/{meeting}")).is(200).json();
    read["papers"][0]["id"].as_str().unwrap().to_owned()
}

pub(super) fn meeting_and_recommendation(server: &Server) -> (String, String) {
    let (group, agency) = (
        "0198f0c2-7a3b-7c41-8d52-0242ac120009",
        "0198f0c2-7a3b-7c41-8d52-0242ac12000a",
    );
    let add = json!({ "data": {
        "agency": agency, "name": "Harbour Council", "kind": "local_authority", "from": "2021-04-01",
    } });
    server
        .write("/partnership/add_relevant_agency", &add)
        .is(200);
    let constitute = json!({ "data": {
        "group": group, "name": "Board", "quorum": 1, "meetings_per_year": 4, "members": [agency],
    } });
    server
        .write("/partnership/constitute_sub_group", &constitute)
        .is(200);
    let meeting = json!({ "data": {
        "group": group,
        "on": "2021-06-01",
        "attendance": [{ "agency": agency, "presence": "present" }],
    } });
    let held = server
        .write("/meeting/hold_meeting", &meeting)
        .is(201)
        .json();
    let recommendation = json!({ "data": {
        "reference": "R1",
        "text": "Schools should ask about caring at home",
        "sources": [{ "kind": "inspection", "title": "Letter of the inspectorate" }],
        "addressees": [agency],
    } });
    let made = server
        .write("/recommendation/make_recommendation", &recommendation)
        .is(201)
        .json();
    (
        held["id"].as_str().unwrap().to_owned(),
        made["id"].as_str().unwrap().to_owned(),
    )
}

#[test]
fn every_write_is_there_and_tells_its_faults_as_the_document_tells() {
    let server = Server::new();
    imported(&server);
    let document = document(&server);
    let id = action(&server, "1.1")["id"].as_str().unwrap().to_owned();
    let size = server.read("/health").json()["events"].clone();
    for (path, method, told) in operations(&document) {
        if method != "post" {
            continue;
        }
        let path = path.replace("{id}", &id);
        let known: BTreeSet<u16> = told["responses"]
            .as_object()
            .unwrap()
            .keys()
            .map(|s| s.parse().unwrap())
            .collect();
        let nobody = server.send("POST", &format!("/api/v1{path}"), &[], b"");
        assert_eq!(nobody.status, 401, "{path}");
        if path == "/checkpoints" {
            continue;
        }
        let body = json!({ "nothing_reads_this": true });
        let answer = server.write_as(MANAGER, &path, &body, &[]);
        assert!(
            known.contains(&answer.status),
            "{path}: {} is not told",
            answer.status
        );
        assert!(
            (400..500).contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        fits(
            &document,
            &json!({ "$ref": "#/components/schemas/Problem" }),
            &answer.json(),
            &path,
        );
    }
    assert_eq!(server.read("/health").json()["events"], size);
}

#[test]
fn the_page_for_people_names_every_operation() {
    let server = Server::new();
    for address in ["/api/v1", "/api/v1/"] {
        let page = server.page(address).is(200).text();
        for (path, ..) in operations(&document(&server)) {
            assert!(page.contains(&format!("/api/v1{path}")), "{path}");
        }
    }
}

#[test]
fn the_examples_are_as_the_document_tells() {
    let server = Server::new();
    let document = document(&server);
    let mut shown = 0;
    for (path, method, told) in operations(&document) {
        let asked = told["requestBody"].get("content").into_iter();
        let answers = told["responses"].as_object().unwrap().values();
        let answered = answers.filter_map(|answer| answer.get("content"));
        for content in asked.chain(answered) {
            for one in content.as_object().unwrap().values() {
                if let Some(example) = one.get("example") {
                    shown += 1;
                    let at = format!("{method} {path}");
                    fits(&document, &one["schema"], example, &at);
                }
            }
        }
    }
    assert!(shown > 10, "{shown} examples");
}
