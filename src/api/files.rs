//! Writes with a file: evidence, and documents to read a plan from.

use super::answer::Answer;
use super::body::{self, META, Sender};
use super::problem::{Fault, Problem};
use super::serving::blocking;
use super::write::{self, Written};
use crate::app::lodging::{self, FilePlace};
use crate::app::{App, ExecuteError, Instruction, Meta, Seen};
use crate::import::{Document, Matching, Period, read_document};
use crate::importing::{self, ImportError, Ready, TableWish, Wish};
use crate::web::visit::Shared;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use chrono::NaiveDate;
use events::evidence::{self, Claim};
use events::ids::{StreamId, StreamKind};
use events::log::{Disclosed, FILE_BYTES_MAX};
use events::world::Command;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The most a request with a file may send, in bytes: the file and its fields.
pub const UPLOAD_BYTES_MAX: usize = FILE_BYTES_MAX + 1024 * 1024;

/// The most fields one request may send.
const FIELDS_MAX: usize = 50;

/// A file that was sent.
pub(super) struct Sent {
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) bytes: Vec<u8>,
}

/// Reads a form with one file; every other part is words.
pub(super) async fn form(request: Request) -> Result<(Map<String, Value>, Option<Sent>), Problem> {
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| Problem::wrong_media_type("multipart/form-data"))?;
    let (mut fields, mut file) = (Map::new(), None);
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|error| unreadable(&error))?
    {
        if fields.len() >= FIELDS_MAX {
            return Err(Problem::too_large(UPLOAD_BYTES_MAX).detail("there are too many fields"));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(ToOwned::to_owned);
        let media_type = part.content_type().unwrap_or("application/octet-stream");
        let media_type: String = media_type.chars().take(100).collect();
        let bytes = part
            .bytes()
            .await
            .map_err(|error| unreadable(&error))?
            .to_vec();
        if name == "file" {
            let name = file_name.filter(|name| !name.trim().is_empty());
            let name = name.unwrap_or_else(|| "file".to_owned());
            file = Some(Sent {
                name,
                media_type,
                bytes,
            });
            continue;
        }
        let words = String::from_utf8(bytes).map_err(|_| {
            let why = "this is not text in UTF-8";
            bad("field_unreadable", &name, why, "send words in UTF-8")
        })?;
        if fields.insert(name.clone(), Value::String(words)).is_some() {
            return Err(bad(
                "field_repeated",
                &name,
                "this field is sent twice",
                "send it once",
            ));
        }
    }
    Ok((fields, file))
}

fn unreadable(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::too_large(UPLOAD_BYTES_MAX)
    } else {
        bad(
            "body_unreadable",
            "",
            "the form was not sent whole",
            "send it again",
        )
    }
}

fn bad(rule: &str, field: &str, why: &str, remedy: &str) -> Problem {
    Problem::bad_request(vec![Fault::new(rule, field, why, remedy)])
}

/// The command of these fields and a file, with the file.
///
/// # Errors
/// All that was wrong before, that no file was sent, and what the command cannot be read from.
pub(super) fn with_file(
    (kind, word): (StreamKind, &str),
    mut data: Map<String, Value>,
    file: Option<Sent>,
    mut faults: Vec<Fault>,
) -> Result<(Sent, Command), Problem> {
    let Some(file) = file else {
        faults.push(no_file());
        return Err(Problem::bad_request(faults));
    };
    let reference = lodging::reference(&file.name, &file.media_type, &file.bytes);
    data.insert("file".to_owned(), reference);
    let command = body::command(kind, word, Some(data.into()), 0, &mut faults);
    match command.filter(|_| faults.is_empty()) {
        Some(command) => Ok((file, command)),
        None => Err(Problem::bad_request(faults)),
    }
}

pub(super) fn no_file() -> Fault {
    Fault::new(
        "file_missing",
        "file",
        "there is no file",
        "send one as the part named file",
    )
}

/// Takes a field out of a form; an empty one counts as left out.
pub(super) fn take(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    match fields.remove(name) {
        Some(Value::String(words)) if !words.trim().is_empty() => Some(words),
        Some(_) | None => None,
    }
}

/// What stands around a command, from the words of a form.
pub(super) fn meta_of(fields: &mut Map<String, Value>, meta: &mut Meta, faults: &mut Vec<Fault>) {
    let mut around = Map::new();
    for name in META {
        let Some(words) = take(fields, name) else {
            continue;
        };
        let value = match (name, words.as_str()) {
            ("late" | "identifiers_confirmed", "yes" | "true") => Value::Bool(true),
            ("late" | "identifiers_confirmed", "no" | "false") => Value::Bool(false),
            ("decided_in", _) => decided_in(&words),
            _ => Value::String(words),
        };
        around.insert(name.to_owned(), value);
    }
    body::meta(&mut around, meta, faults);
}

/// `MEETING` or `MEETING/DECISION`.
fn decided_in(words: &str) -> Value {
    match words.split_once('/') {
        Some((meeting, decision)) => json!({ "meeting": meeting, "decision": decision }),
        None => json!({ "meeting": words }),
    }
}

/// Lodges a piece of evidence with its file, and links it to what it supports.
///
/// # Errors
/// Every fault of the request at once, or every rule it breaks at once; nothing is recorded then.
pub async fn lodge(site: Shared, request: Request) -> Result<Answer, Problem> {
    let sender = Sender::of(&request)?;
    let (mut fields, file) = form(request).await?;
    let mut faults = Vec::new();
    let mut meta = sender.meta();
    meta_of(&mut fields, &mut meta, &mut faults);
    let supports = match take(&mut fields, "supports").map(|words| claim(&words)) {
        Some(None) => {
            let why = "this names nothing that evidence supports";
            let remedy = "send action/ID, recommendation/ID, plan/ID, priority/ID or meeting/ID";
            faults.push(Fault::new("field_unreadable", "supports", why, remedy));
            None
        }
        Some(claim) => claim,
        None => None,
    };
    let mut data = Map::new();
    for name in ["evidence_date", "source", "describes"] {
        if let Some(words) = take(&mut fields, name) {
            data.insert(name.to_owned(), Value::String(words));
        }
    }
    let known = ["file", "describes", "evidence_date", "source", "supports"];
    body::nothing_left(&fields, &known, &mut faults);
    let lodge = (StreamKind::Evidence, "lodge_evidence");
    let (file, command) = with_file(lodge, data, file, faults)?;
    blocking(move || {
        site.admit(&file.bytes)?;
        let seen = site.app.seen(&sender.sight);
        let (stream, done) = write::begin(seen, StreamKind::Evidence, &meta, |id| {
            let stream = StreamId {
                kind: StreamKind::Evidence,
                id,
            };
            let mut both = vec![Instruction {
                stream,
                command: command.clone(),
                expected: None,
            }];
            let link = supports.map(|claim| evidence::Command::LinkEvidence { claim });
            both.extend(link.map(|link| Instruction {
                stream,
                command: Command::Evidence(link),
                expected: None,
            }));
            keep(seen, &file, &both, &meta)?;
            Ok(both)
        })?;
        Written {
            stream,
            begun: true,
            done,
        }
        .try_into()
    })
    .await
}

/// Keeps the file, unless it is kept already because the request was sent before. What the rules
/// would refuse is refused here, before a file is kept that nothing would speak of.
pub(super) fn keep(
    seen: Seen<'_>,
    file: &Sent,
    instructions: &[Instruction],
    meta: &Meta,
) -> Result<(), Problem> {
    let app = seen.app();
    let mut places = instructions.iter();
    let Some(place) = places.find_map(|one| FilePlace::of(one.stream, &one.command)) else {
        return Ok(());
    };
    if place.is_named(&app.live()) {
        return Ok(());
    }
    seen.would_take(instructions, meta)?;
    app.keep_file(place, &file.name, &file.media_type, &file.bytes)?;
    Ok(())
}

/// What a piece of evidence supports, such as `action/0198…`.
fn claim(words: &str) -> Option<Claim> {
    let (kind, id) = words.split_once('/')?;
    serde_json::from_value(json!({ "kind": kind, "id": id })).ok()
}

/// What was sent to be imported.
struct ToImport {
    document: Document,
    bytes: Vec<u8>,
    wish: Wish,
    tables: Vec<TableWish>,
    confirmed: bool,
}

/// Reads a plan from a document, and records it when that is confirmed.
///
/// # Errors
/// Every fault of the request at once, why the document cannot be read, or every rule the plan
/// breaks; nothing is recorded then.
pub async fn import(site: Shared, request: Request) -> Result<Answer, Problem> {
    let sender = Sender::of(&request)?;
    let (mut fields, file) = form(request).await?;
    let mut faults = Vec::new();
    let confirmed = confirmed(&mut fields, &mut faults);
    let wish = Wish {
        title: take(&mut fields, "title"),
        period: period(&mut fields, &mut faults),
        identifiers: take(&mut fields, "confirm_identifiers"),
    };
    let tables = table_wishes(&mut fields, &mut faults);
    let known = [
        "file",
        "tables",
        "title",
        "from",
        "to",
        "confirm",
        "confirm_identifiers",
    ];
    for name in fields.keys() {
        let name: String = name.chars().take(80).collect();
        let remedy = format!("leave it out; there are {}", known.join(", "));
        faults.push(Fault::new(
            "field_unknown",
            name,
            "there is no such field",
            remedy,
        ));
    }
    let Some(file) = file else {
        faults.push(no_file());
        return Err(Problem::bad_request(faults));
    };
    if !faults.is_empty() {
        return Err(Problem::bad_request(faults));
    }
    blocking(move || {
        site.admit(&file.bytes)?;
        let document = read_document(&file.name, &file.bytes).map_err(|why| {
            let remedy = "send a Word document (.docx), an Excel sheet (.xlsx) or a .csv";
            Problem::refused(vec![Fault::new(
                "document_unreadable",
                "file",
                why.to_string(),
                remedy,
            )])
        })?;
        let to_import = ToImport {
            document,
            bytes: file.bytes,
            wish,
            tables,
            confirmed,
        };
        imported(&site.app, &to_import, &sender)
    })
    .await
}

fn confirmed(fields: &mut Map<String, Value>, faults: &mut Vec<Fault>) -> bool {
    match take(fields, "confirm").as_deref() {
        Some("yes") => true,
        Some("no") | None => false,
        Some(_) => {
            let (why, remedy) = ("this is neither yes nor no", "send yes or no");
            faults.push(Fault::new("field_unreadable", "confirm", why, remedy));
            false
        }
    }
}

/// How the tables are to be read, as JSON in the field `tables`.
fn table_wishes(fields: &mut Map<String, Value>, faults: &mut Vec<Fault>) -> Vec<TableWish> {
    let Some(words) = take(fields, "tables") else {
        return Vec::new();
    };
    serde_json::from_str(&words).unwrap_or_else(|error| {
        let why = format!("this does not say how tables are read: {error}");
        let remedy = "send a list such as [{\"table\": 0, \"use\": \"plan\", \"header_row\": 1, \
                      \"columns\": [\"reference\", \"action\"]}]";
        faults.push(Fault::new("field_unreadable", "tables", why, remedy));
        Vec::new()
    })
}

fn period(fields: &mut Map<String, Value>, faults: &mut Vec<Fault>) -> Option<Period> {
    let mut day = |name: &str| {
        let words = take(fields, name)?;
        let day = words.parse::<NaiveDate>();
        if day.is_err() {
            let remedy = "send a day, such as 2026-04-01";
            faults.push(Fault::new(
                "field_unreadable",
                name,
                "this is no day",
                remedy,
            ));
        }
        Some(day.ok())
    };
    match (day("from"), day("to")) {
        (Some(from), Some(to)) => from.zip(to).map(|(start, end)| Period { start, end }),
        (None, None) => None,
        (Some(_), None) => {
            faults.push(Fault::new(
                "field_missing",
                "to",
                "there is only a first day",
                "send both",
            ));
            None
        }
        (None, Some(_)) => {
            faults.push(Fault::new(
                "field_missing",
                "from",
                "there is only a last day",
                "send both",
            ));
            None
        }
    }
}

fn imported(app: &App, what: &ToImport, sender: &Sender) -> Result<Answer, Problem> {
    let ToImport {
        document,
        bytes,
        wish,
        confirmed,
        ..
    } = what;
    if *confirmed
        && let Some(key) = &sender.key
        && let Some(first) = write::recorded_under(app, key)?
    {
        return before(app, first, what, sender);
    }
    let (ready, matching) = ready(app, what, sender)?;
    if !confirmed {
        return told(&ready, what, &matching, None, false);
    }
    if !ready.refused.is_empty() {
        let broken = ready.refused.iter().map(|refusal| {
            Fault::new(
                refusal.rule,
                &refusal.field,
                &refusal.message,
                &refusal.remedy,
            )
        });
        return Err(Problem::refused(broken.collect()));
    }
    let key = sender.key.clone();
    let done = importing::record_once(app, document, bytes, &ready, wish, sender.acting, key);
    let done = done.map_err(|error| match error {
        ImportError::File(error) => Problem::from(error),
        ImportError::Execute(error) => Problem::from(error),
    })?;
    remember(app, what, &matching, sender);
    let position = done.positions.last().copied();
    begun(&ready, what, &matching, position, done.already)
}

/// A corrected matching is remembered for the same headings. The import stands without it.
fn remember(app: &App, what: &ToImport, matching: &Matching, sender: &Sender) {
    if what.tables.is_empty() {
        return;
    }
    if let Err(error) = importing::remember(app, matching, sender.acting) {
        tracing::warn!(%error, "a corrected matching of columns was not remembered");
    }
}

fn told(
    ready: &Ready,
    what: &ToImport,
    matching: &Matching,
    position: Option<u64>,
    already: bool,
) -> Result<Answer, Problem> {
    let mut told = importing::told(ready, position);
    if let Some(fields) = told.as_object_mut() {
        let tables = importing::tables(&what.document, matching);
        fields.insert("tables".to_owned(), tables);
        fields.insert("already".to_owned(), json!(already));
    }
    Answer::json(&told)
}

/// The answer to an import that was recorded before under the same key: its plan and its last
/// position, as the log has them.
fn before(app: &App, first: u64, what: &ToImport, sender: &Sender) -> Result<Answer, Problem> {
    let reused = || Problem::from(ExecuteError::KeyReused);
    let (from, to) = app.log().event(first)?.commit();
    let count = usize::try_from(to - from + 1).unwrap_or(usize::MAX);
    let sent = Disclosed::Words(hex::encode(Sha256::digest(&what.bytes)));
    let (mut plan, mut is_the_same) = (None, false);
    for stored in app.log().read(from, count)? {
        match stored.envelope.stream.kind {
            StreamKind::Plan => plan = plan.or(Some(stored.envelope.stream.id)),
            StreamKind::Evidence if stored.envelope.type_name == "evidence_lodged" => {
                is_the_same = app.text(stored.position(), "/data/file/sha256")? == sent;
            }
            StreamKind::Partnership
            | StreamKind::Recommendation
            | StreamKind::ImprovementAction
            | StreamKind::Evidence
            | StreamKind::Meeting
            | StreamKind::Gap
            | StreamKind::Account
            | StreamKind::SelfAssessment
            | StreamKind::ServiceReturn
            | StreamKind::SeriousIncident
            | StreamKind::RapidReview
            | StreamKind::ReviewSubject
            | StreamKind::PracticeReview
            | StreamKind::Briefing
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning
            | StreamKind::AuditProgramme
            | StreamKind::Audit
            | StreamKind::AuditCase
            | StreamKind::EvidencePack
            | StreamKind::Inspection
            | StreamKind::Erasure
            | StreamKind::LegalHold => {}
        }
    }
    let plan = plan.filter(|_| is_the_same).ok_or_else(reused)?;
    let (mut ready, matching) = ready(app, what, sender)?;
    ready.prepared.plan = plan.into();
    ready.refused.clear();
    begun(&ready, what, &matching, Some(to), true)
}

/// The answer to an import that is recorded.
fn begun(
    ready: &Ready,
    what: &ToImport,
    matching: &Matching,
    position: Option<u64>,
    already: bool,
) -> Result<Answer, Problem> {
    let place = format!("{}/plans/{}", super::PREFIX, ready.prepared.plan);
    let answer = told(ready, what, matching, position, already)?;
    Ok(answer
        .status(StatusCode::CREATED)
        .header(header::LOCATION, &place))
}

fn ready(app: &App, what: &ToImport, sender: &Sender) -> Result<(Ready, Matching), Problem> {
    let document = &what.document;
    let mut matching = importing::matching(document, &app.live());
    importing::correct(document, &mut matching, &what.tables).map_err(|why| {
        let remedy = "send the import without tables first: the answer tells the document's tables";
        Problem::bad_request(vec![Fault::new("field_unreadable", "tables", why, remedy)])
    })?;
    let acting = sender.acting;
    let ready = importing::ready(app, document, &what.bytes, &matching, &what.wish, acting)?;
    Ok((ready, matching))
}
