//! The shapes of what is sent and answered, for the interface's document. Those of commands and
//! problems come from the types themselves.

mod answered;
mod learning;
mod records;

use super::problem::Problem;
use crate::search::{self, Kind};
use events::command::Command;
use events::envelope::{Classification, DecidedIn};
use events::ids::StreamKind;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// The words of the kinds of things.
pub const KINDS: [&str; 23] = [
    "partnership",
    "plan",
    "recommendation",
    "improvement_action",
    "evidence",
    "meeting",
    "gap",
    "audit_programme",
    "audit",
    "audit_case",
    "evidence_pack",
    "self_assessment",
    "service_return",
    "serious_incident",
    "rapid_review",
    "review_subject",
    "practice_review",
    "briefing",
    "learning_activity",
    "child_death_learning",
    "inspection",
    "erasure",
    "legal_hold",
];

/// The shape of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One object.
    Object(&'static str),
    /// Every row of a list.
    Rows(&'static str),
    /// One page of a list.
    Page(&'static str),
    /// A command of a kind of thing, with what stands around it.
    Command(StreamKind, &'static str),
    /// A form with a file.
    Form(&'static str),
    /// A file.
    File,
    /// The interface's document.
    Document,
    /// A page for people.
    Html,
}

impl Shape {
    /// The media type it is sent as.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Object(_)
            | Self::Rows(_)
            | Self::Page(_)
            | Self::Command(..)
            | Self::Document => "application/json",
            Self::Form(_) => "multipart/form-data",
            Self::File => "application/octet-stream",
            Self::Html => "text/html",
        }
    }

    /// Its schema.
    pub fn schema(self) -> Value {
        match self {
            Self::Object(name) | Self::Form(name) => reference(name),
            Self::Rows(name) => object(
                &["rows"],
                json!({ "rows": { "type": "array", "items": reference(name) } }),
            ),
            Self::Page(name) => object(
                &["rows", "total", "page", "per_page"],
                json!({
                    "rows": { "type": "array", "items": reference(name) },
                    "total": count("How many rows match in all."),
                    "page": count("Which page this is, from 1."),
                    "per_page": count("How many rows a page has."),
                }),
            ),
            Self::Command(kind, word) => command(kind, word),
            Self::File => json!({ "type": "string", "format": "binary" }),
            Self::Document => json!({ "type": "object" }),
            Self::Html => json!({ "type": "string" }),
        }
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn object(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "required": required, "properties": properties })
}

fn count(about: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": about })
}

fn told(kind: &str, about: &str) -> Value {
    json!({ "type": kind, "description": about })
}

/// The same, or null where there is none.
fn maybe(kind: &str, about: &str) -> Value {
    json!({ "type": [kind, "null"], "description": about })
}

fn id(about: &str) -> Value {
    json!({ "type": "string", "format": "uuid", "description": about })
}

fn day(about: &str) -> Value {
    json!({ "type": "string", "format": "date", "description": about })
}

fn maybe_day(about: &str) -> Value {
    json!({ "type": ["string", "null"], "format": "date", "description": about })
}

fn list_of(name: &str, about: &str) -> Value {
    json!({ "type": "array", "items": reference(name), "description": about })
}

fn list(about: &str) -> Value {
    json!({ "type": "array", "description": about })
}

/// A schema without references to others, of what is sent.
fn schema_of<T: JsonSchema>() -> Value {
    alone()
        .for_deserialize()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// A schema without references to others, of what is answered.
fn answered_schema_of<T: JsonSchema>() -> Value {
    alone()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

fn alone() -> SchemaSettings {
    SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    })
}

/// What stands around one command or several.
fn around() -> Map<String, Value> {
    let fields = [
        (
            "occurred_on",
            day("The day it happened; today when left out."),
        ),
        (
            "reason",
            json!({
                "type": "string",
                "maxLength": 4096,
                "description": "Why; required for corrections, reversals and overrides.",
            }),
        ),
        ("decided_in", schema_of::<DecidedIn>()),
        ("classification", schema_of::<Classification>()),
        (
            "late",
            told(
                "boolean",
                "Entered knowingly into a reporting year that is frozen.",
            ),
        ),
        (
            "identifiers_confirmed",
            told(
                "boolean",
                "Text that looks like it identifies somebody has to stay; say why.",
            ),
        ),
    ];
    fields
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect()
}

/// The body of one command.
fn command(kind: StreamKind, word: &str) -> Value {
    let doc = Command::catalogue()
        .iter()
        .find(|doc| doc.kind == kind && doc.word == word);
    let data = doc
        .map(|doc| doc.schema.clone().to_value())
        .unwrap_or_default();
    let needs_data = data
        .get("required")
        .and_then(Value::as_array)
        .is_some_and(|r| !r.is_empty());
    let mut properties = around();
    properties.insert("data".to_owned(), data);
    let required: &[&str] = if needs_data { &["data"] } else { &[] };
    json!({
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

/// Every shape with a name.
pub fn named() -> Map<String, Value> {
    let mut all = Map::new();
    let mut add = |name: &str, schema: Value| {
        all.insert(name.to_owned(), schema);
    };
    add("Problem", answered_schema_of::<Problem>());
    add(
        "Calculated",
        answered_schema_of::<super::clocks::Calculated>(),
    );
    let shapes = written().into_iter().chain(pieces()).chain(position());
    for (name, schema) in shapes.chain(searching()) {
        add(name, schema);
    }
    for (name, schema) in answered::things().into_iter().chain(answered::past()) {
        add(name, schema);
    }
    all
}

fn written() -> Vec<(&'static str, Value)> {
    let mut together = around();
    together.insert(
        "commands".to_owned(),
        json!({
            "type": "array",
            "minItems": 1,
            "maxItems": super::write::COMMANDS_MAX,
            "items": {
                "type": "object",
                "required": ["stream", "command"],
                "additionalProperties": false,
                "properties": {
                    "stream": told("string", "The thing, such as plan/0198…; a new one has a new id."),
                    "command": told("string", "The command's word, such as rate_progress."),
                    "data": told("object", "The command's fields, as at its own address."),
                    "expected": maybe("integer", "The version seen before all of this; 0 for new."),
                },
            },
        }),
    );
    vec![
        (
            "Recorded",
            object(
                &["positions", "versions", "already"],
                json!({
                    "positions": {
                        "type": "array",
                        "items": { "type": "integer", "minimum": 1 },
                        "description": "The positions given, in order.",
                    },
                    "versions": {
                        "type": "object",
                        "additionalProperties": { "type": "integer", "minimum": 1 },
                        "description": "The version each thing has now.",
                    },
                    "already": told("boolean", "Whether it was recorded before, under this key."),
                    "stream": told("string", "The thing it was about."),
                    "id": id("The thing's id."),
                }),
            ),
        ),
        (
            "Commands",
            json!({
                "type": "object",
                "required": ["commands"],
                "properties": together,
                "additionalProperties": false,
            }),
        ),
        ("EvidenceForm", evidence_form()),
        ("PaperForm", paper_form()),
        ("ImportForm", import_form()),
        ("Imported", imported()),
    ]
}

fn evidence_form() -> Value {
    object(
        &["file", "describes", "evidence_date"],
        json!({
            "file": { "type": "string", "format": "binary" },
            "describes": told("string", "What it is and what it shows."),
            "evidence_date": day("The day the evidence speaks of; not after today."),
            "source": id("The agency it comes from."),
            "supports": told("string", "What it supports: action/ID, recommendation/ID, plan/ID, \
                priority/ID or meeting/ID."),
            "occurred_on": day("The day it happened; today when left out."),
            "reason": told("string", "Why."),
            "decided_in": told("string", "MEETING or MEETING/DECISION."),
            "classification": schema_of::<Classification>(),
            "late": { "type": "string", "enum": ["yes", "no"] },
            "identifiers_confirmed": { "type": "string", "enum": ["yes", "no"] },
        }),
    )
}

fn paper_form() -> Value {
    object(
        &["file", "title", "as_at"],
        json!({
            "file": { "type": "string", "format": "binary" },
            "title": told("string", "Its title, which no other paper of the meeting has."),
            "as_at": told("string", "What it tells had been recorded by this moment, such as \
                2026-03-03T09:00:00Z; not in the future."),
            "occurred_on": day("The day it was frozen; today when left out."),
            "reason": told("string", "Why."),
            "decided_in": told("string", "MEETING or MEETING/DECISION."),
            "classification": schema_of::<Classification>(),
            "late": { "type": "string", "enum": ["yes", "no"] },
            "identifiers_confirmed": { "type": "string", "enum": ["yes", "no"] },
        }),
    )
}

fn import_form() -> Value {
    object(
        &["file"],
        json!({
            "file": { "type": "string", "format": "binary" },
            "tables": told("string", "How tables are read, as JSON: a list of objects with `table` \
                (from 0), `use` (plan or leave), `header_row` and `columns` (what each means, from \
                the left). What is left out is guessed."),
            "title": told("string", "The plan's title; the document's own when left out."),
            "from": day("The plan's first day; read from the document when left out."),
            "to": day("The plan's last day."),
            "confirm": {
                "type": "string",
                "enum": ["yes", "no"],
                "description": "Record it; without this nothing is written.",
            },
            "confirm_identifiers":
                told("string", "Why text that looks like it identifies somebody has to stay."),
        }),
    )
}

fn imported() -> Value {
    object(
        &[
            "priorities",
            "actions",
            "recommendations",
            "problems",
            "unplaced",
            "position",
            "already",
        ],
        json!({
            "title": told("string", "The plan's title."),
            "period": object(&["from", "to", "assumed"], json!({
                "from": day("The plan's first day."),
                "to": day("The plan's last day."),
                "assumed": told("boolean", "Whether the document does not say its period."),
            })),
            "tables": { "type": "array", "items": imported_table() },
            "priorities": count("How many priorities."),
            "actions": count("How many actions."),
            "recommendations": count("How many recommendations."),
            "problems": {
                "type": "array",
                "items": object(
                    &["where", "field", "code", "message"],
                    json!({
                        "where": told("string", "Where in the document."),
                        "field": told("string", "Which field of the plan."),
                        "code": told("string", "The problem's stable name."),
                        "message": told("string", "What is wrong."),
                        "text": told("string", "The words that stood there, where kept here."),
                    }),
                ),
            },
            "unplaced": {
                "type": "array",
                "items": object(&["where", "text"], json!({
                    "where": told("string", "Where in the document."),
                    "text": told("string", "Words that have no place in the plan."),
                })),
            },
            "plan": id("The plan."),
            "position": maybe("integer", "The last position; null when nothing was written."),
            "already": told("boolean", "Whether it was recorded before, under this key."),
        }),
    )
}

fn imported_table() -> Value {
    object(
        &["table", "name", "rows", "use", "header_row", "columns"],
        json!({
            "table": count("Which table of the document, from 0."),
            "name": told("string", "What a person would call it."),
            "rows": count("How many rows hold text."),
            "use": { "type": "string", "enum": ["plan", "leave"] },
            "header_row": maybe("integer", "The number of the row that holds the headings."),
            "columns": { "type": "array", "items": object(
                &["column", "heading", "means"],
                json!({
                    "column": count("Which column, from 1."),
                    "heading": told("string", "Its heading."),
                    "means": told("string", "What it is read as, such as `action` or `ignore`."),
                }),
            ) },
        }),
    )
}

/// What shapes are made of.
fn pieces() -> Vec<(&'static str, Value)> {
    vec![
        (
            "Stamp",
            object(
                &["position", "occurred_on", "recorded_at"],
                json!({
                    "position": count("The event's place in the log."),
                    "occurred_on": day("The day it happened."),
                    "recorded_at": { "type": "string", "format": "date-time" },
                }),
            ),
        ),
        (
            "TextRef",
            object(
                &["position", "field"],
                json!({
                    "position": count("The event whose words they are."),
                    "field": told("string", "The field, such as /data/text."),
                    "words": maybe("string", "The words, with texts=yes; null when erased."),
                }),
            ),
        ),
        (
            "Owner",
            object(
                &["role"],
                json!({
                    "role": told("string", "The role that owns it."),
                    "agency": { "type": ["string", "null"], "format": "uuid" },
                }),
            ),
        ),
    ]
}

/// What is looked for, and what is found.
fn searching() -> Vec<(&'static str, Value)> {
    let kinds = json!({ "type": "string", "enum": Kind::WORDS });
    let number = |most: u32| json!({ "type": "integer", "minimum": 1, "maximum": most });
    let sought = object(
        &["words"],
        json!({
            "words": {
                "type": "string", "minLength": 1, "maxLength": search::CHARACTERS_MAX,
                "description": "Words that must all be there, \"phrases\", -words that must not, \
                    and the beginnings* of words.",
            },
            "kinds": { "type": "array", "items": kinds },
            "theme": told("string", "Only on the theme of this code."),
            "agency": id("Only what concerns this agency."),
            "from": day("Only what happened on this day or later."),
            "to": day("Only what happened on this day or earlier."),
            "as_at": { "type": "string", "format": "date-time" },
            "page": number(1_000_000),
            "per_page": number(500),
        }),
    );
    let found = object(
        &["rows", "total", "by_kind", "page", "per_page"],
        json!({
            "rows": list_of("FoundRow", "What fits, the newest first."),
            "total": count("How many fit in all."),
            "by_kind": told("object", "How many fit of each kind, whatever kinds were asked for."),
            "page": count("Which page this is, from 1."),
            "per_page": count("How many rows a page has."),
        }),
    );
    let row = object(
        &[
            "stream",
            "kind",
            "position",
            "type",
            "occurred_on",
            "recorded_at",
            "passages",
        ],
        json!({
            "stream": told("string", "The thing, as kind and id."),
            "kind": kinds,
            "name": told("string", "What the thing is called."),
            "finding": { "type": ["string", "null"], "format": "uuid" },
            "position": count("The event's place in the log."),
            "type": told("string", "What happened."),
            "occurred_on": day("The day it happened."),
            "recorded_at": { "type": "string", "format": "date-time" },
            "theme": maybe("string", "The code of its theme."),
            "agencies": list("The agencies it concerns."),
            "passages": list(
                "Up to three texts that fit: field, pieces of words, those looked for marked, and \
                 replaced_by, the event that put other words in their place.",
            ),
        }),
    );
    vec![("Sought", sought), ("Found", found), ("FoundRow", row)]
}

fn position() -> Vec<(&'static str, Value)> {
    vec![
        (
            "Status",
            told(
                "object",
                "The position; docs/status-json.md tells every field.",
            ),
        ),
        (
            "Deadline",
            told(
                "object",
                "Something that falls due, and the rule that sets the date.",
            ),
        ),
        (
            "Gap",
            told(
                "object",
                "Something missing from the record, and what was decided about it.",
            ),
        ),
        (
            "Health",
            object(
                &["accepting_writes", "events", "root"],
                json!({
                    "accepting_writes": told("boolean", "Whether the log records what it is given."),
                    "stopped": maybe("string", "Why not."),
                    "events": count("How many events there are."),
                    "root": told("string", "The root hash over them, in hexadecimal."),
                    "index_behind": count("How many events the index has yet to take in."),
                    "version": told("string", "The program's version."),
                }),
            ),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_of_thing_but_an_account_can_be_asked_for() {
        let kinds = StreamKind::ALL.into_iter();
        let all: BTreeSet<_> = kinds
            .filter(|kind| *kind != StreamKind::Account)
            .map(StreamKind::word)
            .collect();
        assert_eq!(BTreeSet::from(KINDS), all);
    }
}
