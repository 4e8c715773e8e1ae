//! The interface's document: OpenAPI 3.1, made from the table of routes and the types of commands.

use super::PREFIX;
use super::ask::Param;
use super::examples;
use super::schemas::{self, Shape};
use super::table::{self, Operation, Run};
use crate::web::entrance::Needs;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

static DOCUMENT: LazyLock<Value> = LazyLock::new(build);
static WRITTEN: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_string());

/// The whole document.
pub fn document() -> &'static Value {
    &DOCUMENT
}

/// The document, served.
pub(super) fn served() -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], WRITTEN.as_str()).into_response()
}

fn build() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in table::all() {
        let entry = paths
            .entry(operation.path.clone())
            .or_insert_with(|| json!({}));
        if let Some(methods) = entry.as_object_mut() {
            methods.insert(operation.method().to_owned(), told(operation));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Golden Thread",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": env!("CARGO_PKG_LICENSE"), "identifier": env!("CARGO_PKG_LICENSE") },
            "description": "Everything the pages can do. Nothing is ever edited or deleted: what is \
                wrong is put right by recording something more. A write is answered once it is safe \
                against a power cut.",
        },
        "servers": [{ "url": PREFIX }],
        "security": [],
        "tags": tags(),
        "paths": paths,
        "components": {
            "schemas": schemas::named(),
            "responses": { "Problem": problem("Something is wrong with the request.") },
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token somebody made among the settings of their account, \
                        for one of their roles.",
                },
                "actingAs": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Golden-Thread-Acting-As",
                    "description": "Whom one acts as in the demo, which has no accounts: a role, \
                        or role@AGENCY, such as business_manager.",
                },
            },
        },
    })
}

fn tags() -> Value {
    let mut seen: Vec<&str> = Vec::new();
    for operation in table::all() {
        if !seen.contains(&operation.tag) {
            seen.push(operation.tag);
        }
    }
    seen.into_iter().map(|tag| json!({ "name": tag })).collect()
}

fn told(operation: &Operation) -> Value {
    let mut parameters: Vec<Value> = operation.params.iter().map(parameter).collect();
    let mut entry = Map::new();
    let mut say = |name: &str, value: Value| entry.insert(name.to_owned(), value);
    say("operationId", json!(operation.id));
    say("summary", json!(summary(&operation.summary)));
    say("description", json!(operation.summary));
    say("tags", json!([operation.tag]));
    say("responses", responses(operation));
    say("security", security(operation));
    if matches!(operation.run, Run::Read(_)) {
        parameters.push(header(
            "If-None-Match",
            "The ETag the client has already.",
            400,
        ));
    }
    if operation.writes() {
        if !matches!(operation.run, Run::Checkpoint) {
            parameters.push(header(
                "Idempotency-Key",
                "The same key sent again with the same content answers as the first time.",
                200,
            ));
        }
        if matches!(operation.run, Run::Command { .. }) {
            let about = "The ETag of the thing as it was read; 409 when it has changed since.";
            parameters.push(header("If-Match", about, 100));
        }
    }
    if let Some(body) = operation.body {
        let told = with_example(
            json!({ "schema": body.schema() }),
            examples::request(operation),
        );
        let content = json!({ (body.media_type()): told });
        say(
            "requestBody",
            json!({ "required": true, "content": content }),
        );
    }
    say("parameters", Value::Array(parameters));
    Value::Object(entry)
}

/// Who has to say who they are. In the demo a read may leave it out.
fn security(operation: &Operation) -> Value {
    match operation.needs {
        Needs::Nothing => json!([]),
        Needs::Somebody | Needs::Area(_) if operation.method() == "post" => {
            json!([{ "token": [] }, { "actingAs": [] }])
        }
        Needs::Somebody | Needs::Area(_) => json!([{ "token": [] }, { "actingAs": [] }, {}]),
    }
}

fn with_example(mut content: Value, example: Option<Value>) -> Value {
    if let (Some(example), Some(fields)) = (example, content.as_object_mut()) {
        fields.insert("example".to_owned(), example);
    }
    content
}

/// The first sentence, without its full stop.
fn summary(words: &str) -> String {
    let first = words.split_once(". ").map_or(words, |(first, _)| first);
    first.trim_end_matches('.').to_owned()
}

fn parameter(param: &Param) -> Value {
    json!({
        "name": param.name,
        "in": if param.in_path { "path" } else { "query" },
        "required": param.required,
        "description": param.about,
        "schema": param.schema(),
    })
}

fn header(name: &str, about: &str, characters_max: u32) -> Value {
    json!({
        "name": name,
        "in": "header",
        "required": false,
        "description": about,
        "schema": { "type": "string", "minLength": 1, "maxLength": characters_max },
    })
}

/// The statuses an operation may answer with beside the ones it is there for.
fn refusals(operation: &Operation) -> Vec<(u16, &'static str)> {
    let mut all = vec![(
        429,
        "There are too many requests; Retry-After says how long to wait.",
    )];
    match operation.needs {
        Needs::Nothing => {}
        Needs::Somebody | Needs::Area(_) => all.extend([
            (
                401,
                "The request does not say who acts, or the token does not work.",
            ),
            (
                403,
                "This is not for your role, or a browser sent it from another site.",
            ),
        ]),
    }
    match operation.run {
        Run::Document | Run::Page => return all,
        Run::Read(_) => {
            all.push((400, "The query cannot be read."));
            if operation.params.iter().any(|param| param.in_path) {
                all.push((404, "There is no such thing in this log."));
            }
        }
        Run::Checkpoint => {
            all.push((400, "A header cannot be read."));
        }
        Run::Search => all.extend([
            (400, "The request cannot be read; every fault at once."),
            (408, "The request did not arrive in time."),
            (413, "The request is too large."),
            (415, "The body is of a kind that is not read here."),
            (503, "The search is being prepared."),
        ]),
        Run::Command { .. } | Run::Batch | Run::EvidenceFile | Run::PaperFile | Run::Import => {
            all.extend([
                (400, "The request cannot be read; every fault at once."),
                (
                    404,
                    "What it is about, or names, is not in this log, or not for your role.",
                ),
                (408, "The request did not arrive in time."),
                (
                    409,
                    "Somebody changed it meanwhile, or the key was used for another request.",
                ),
                (413, "The request is too large."),
                (415, "The body is of a kind that is not read here."),
                (
                    422,
                    "A rule is broken; every rule at once. Nothing was recorded.",
                ),
            ]);
        }
    }
    if matches!(operation.id.as_str(), "getEvidenceFile" | "getPaperFile") {
        all.push((410, "The file was erased."));
    }
    if operation.writes() {
        all.push((503, "The log is not accepting writes."));
    }
    all
}

fn responses(operation: &Operation) -> Value {
    let mut all = Map::new();
    for (status, about, shape) in &operation.answers {
        let kind = if matches!(shape, Shape::File) {
            "*/*"
        } else {
            shape.media_type()
        };
        let told = with_example(
            json!({ "schema": shape.schema() }),
            examples::answer(*shape),
        );
        let content = json!({ (kind): told });
        let tag = "The version of the one thing, for If-Match, and what else it depends on.";
        let headers = if matches!(operation.run, Run::Read(_)) {
            json!({ "ETag": { "description": tag, "schema": { "type": "string" } } })
        } else {
            json!({})
        };
        let answer = json!({ "description": about, "content": content, "headers": headers });
        all.insert(status.to_string(), answer);
    }
    if matches!(operation.run, Run::Read(_)) {
        all.insert(
            "304".to_owned(),
            json!({ "description": "The client has it already." }),
        );
    }
    for (status, about) in refusals(operation) {
        all.insert(status.to_string(), problem(about));
    }
    Value::Object(all)
}

fn problem(about: &str) -> Value {
    json!({
        "description": about,
        "content": {
            "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } },
        },
    })
}
