//! Writes in JSON: one command, several together, and checkpoints.

use super::answer::Answer;
use super::body::{self, Sender};
use super::history::checkpoint_row;
use super::problem::{Fault, Problem};
use super::serving::blocking;
use crate::app::{App, Done, ExecuteError, Instruction, Meta, Seen};
use crate::web::visit::Shared;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use events::command::Command;
use events::ids::{EventId, StreamId, StreamKind};
use events::log::Commit;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The most commands one request may hold.
pub const COMMANDS_MAX: usize = 2_000;

/// How many turns of the writer are waited for until what was accepted before can be seen.
const SETTLING_TURNS_MAX: usize = 100;

/// Where a write was recorded, ready to be answered.
pub struct Written {
    /// The stream it was about.
    pub stream: StreamId,
    /// Whether it began the stream.
    pub begun: bool,
    /// What it was given.
    pub done: Done,
}

impl TryFrom<Written> for Answer {
    type Error = Problem;

    fn try_from(written: Written) -> Result<Self, Problem> {
        let Written {
            stream,
            begun,
            done,
        } = written;
        let mut body = recorded(&done);
        body.insert("stream".to_owned(), json!(stream.to_string()));
        body.insert("id".to_owned(), json!(stream.id));
        let mut answer = Self::json(&Value::Object(body))?;
        if let Some(version) = done.versions.get(&stream) {
            answer = answer.header(header::ETAG, &format!("\"v{version}\""));
        }
        if begun {
            answer = answer.status(StatusCode::CREATED);
            if let Some(place) = place(stream) {
                answer = answer.header(header::LOCATION, &place);
            }
        }
        Ok(answer)
    }
}

/// What a write was given, as the interface tells it.
fn recorded(done: &Done) -> Map<String, Value> {
    let versions: Map<String, Value> = done
        .versions
        .iter()
        .map(|(stream, version)| (stream.to_string(), json!(version)))
        .collect();
    let mut body = Map::new();
    body.insert("positions".to_owned(), json!(done.positions));
    body.insert("versions".to_owned(), Value::Object(versions));
    body.insert("already".to_owned(), json!(done.already));
    body
}

/// Where a thing can be read.
fn place(stream: StreamId) -> Option<String> {
    let list = match stream.kind {
        StreamKind::Plan => "plans",
        StreamKind::Recommendation => "recommendations",
        StreamKind::ImprovementAction => "actions",
        StreamKind::Evidence => "evidence",
        StreamKind::Meeting => "meetings",
        StreamKind::SeriousIncident => "incidents",
        StreamKind::RapidReview => "rapid-reviews",
        StreamKind::ReviewSubject => "review-subjects",
        StreamKind::PracticeReview => "practice-reviews",
        StreamKind::SelfAssessment => "self-assessments",
        StreamKind::ServiceReturn => "returns",
        StreamKind::Briefing => "briefings",
        StreamKind::LearningActivity => "learning-activities",
        StreamKind::ChildDeathLearning => "child-death-learning",
        StreamKind::AuditProgramme => "programmes",
        StreamKind::Audit => "audits",
        StreamKind::AuditCase => "cases",
        StreamKind::EvidencePack => "evidence-packs",
        StreamKind::Inspection => "inspections",
        StreamKind::Erasure => "erasures",
        StreamKind::LegalHold => "legal-holds",
        StreamKind::Partnership | StreamKind::Gap | StreamKind::Account => return None,
    };
    Some(format!("{}/{list}/{}", super::PREFIX, stream.id))
}

/// One command to one stream.
///
/// # Errors
/// Every fault of the request at once, or every rule it breaks at once; nothing is recorded then.
pub async fn command(
    site: Shared,
    kind: StreamKind,
    word: &'static str,
    id: Option<Uuid>,
    request: Request,
) -> Result<Answer, Problem> {
    let sender = Sender::of(&request)?;
    let mut fields = body::json(request).await?;
    let mut faults = Vec::new();
    let mut meta = sender.meta();
    body::meta(&mut fields, &mut meta, &mut faults);
    let data = fields.remove("data");
    body::nothing_left(&fields, &["data"], &mut faults);
    let command = body::command(kind, word, data, 0, &mut faults);
    let Some(command) = command.filter(|_| faults.is_empty()) else {
        return Err(Problem::bad_request(faults));
    };
    blocking(move || {
        let (app, seen) = (&site.app, site.app.seen(&sender.sight));
        let begun = command.creates() && kind != StreamKind::Gap;
        let make = |id| Instruction {
            stream: StreamId { kind, id },
            command: command.clone(),
            expected: sender.expected,
        };
        let (stream, done) = match (id, kind) {
            (Some(id), _) => (StreamId { kind, id }, seen.execute(vec![make(id)], &meta)?),
            (None, StreamKind::Partnership) => {
                let stream = app.partnership();
                (stream, seen.execute(vec![make(stream.id)], &meta)?)
            }
            (None, _) => begin(seen, kind, &meta, |id| Ok(vec![make(id)]))?,
        };
        Written {
            stream,
            begun,
            done,
        }
        .try_into()
    })
    .await
}

/// Records what begins a thing whose id is made here. The same key sent again means the same
/// thing, even when two such requests race.
///
/// # Errors
/// As [`Seen::execute`].
pub(super) fn begin(
    seen: Seen<'_>,
    kind: StreamKind,
    meta: &Meta,
    make: impl Fn(Uuid) -> Result<Vec<Instruction>, Problem>,
) -> Result<(StreamId, Done), Problem> {
    let app = seen.app();
    let key = meta.idempotency_key.as_deref();
    let known = || -> Result<Option<Uuid>, Problem> {
        let Some(first) = key
            .map(|key| recorded_under(app, key))
            .transpose()?
            .flatten()
        else {
            return Ok(None);
        };
        let stream = app.log().event(first)?.envelope.stream;
        Ok((stream.kind == kind).then_some(stream.id))
    };
    let before = known()?;
    let id = match before {
        Some(id) => id,
        None => app.fresh_id()?,
    };
    match seen.execute(make(id)?, meta) {
        Ok(done) => Ok((StreamId { kind, id }, done)),
        // Another sending of the same request was recorded in the meantime, under its own id.
        Err(ExecuteError::KeyReused) if before.is_none() => {
            let id = settled(app, known)?.ok_or(ExecuteError::KeyReused)?;
            let done = seen.execute(make(id)?, meta)?;
            Ok((StreamId { kind, id }, done))
        }
        Err(error) => Err(error.into()),
    }
}

/// Waits until what was accepted before is recorded, and looks again.
fn settled(
    app: &App,
    known: impl Fn() -> Result<Option<Uuid>, Problem>,
) -> Result<Option<Uuid>, Problem> {
    for _ in 0..SETTLING_TURNS_MAX {
        if let Some(id) = known()? {
            return Ok(Some(id));
        }
        // The writer takes one thing after another: this one stands behind what was accepted.
        let turn = app.log().append(Commit::default());
        turn.map_err(ExecuteError::from)?;
    }
    known()
}

/// The first position that was recorded under a client's key.
pub(super) fn recorded_under(app: &App, key: &str) -> Result<Option<u64>, Problem> {
    let space = Uuid::new_v5(&app.log_id().0, key.as_bytes());
    let first = EventId(Uuid::new_v5(&space, b"0"));
    Ok(app.log().position(first)?)
}

/// Several commands, recorded together or not at all.
///
/// # Errors
/// Every fault of the request at once, or every rule it breaks at once; nothing is recorded then.
pub async fn batch(site: Shared, request: Request) -> Result<Answer, Problem> {
    let sender = Sender::of(&request)?;
    let mut fields = body::json(request).await?;
    let mut faults = Vec::new();
    let mut meta = sender.meta();
    body::meta(&mut fields, &mut meta, &mut faults);
    let commands = fields.remove("commands");
    body::nothing_left(&fields, &["commands"], &mut faults);
    if sender.expected.is_some() {
        let why = "If-Match is about one thing";
        let remedy = "give `expected` with each command instead";
        faults.push(Fault::new("if_match_unreadable", "If-Match", why, remedy));
    }
    let instructions = instructions(commands, &mut faults);
    if !faults.is_empty() {
        faults.truncate(super::table::FAULTS_MAX);
        return Err(Problem::bad_request(faults));
    }
    blocking(move || {
        let seen = site.app.seen(&sender.sight);
        let done = seen.execute(instructions, &meta)?;
        Answer::json(&Value::Object(recorded(&done)))
    })
    .await
}

fn instructions(commands: Option<Value>, faults: &mut Vec<Fault>) -> Vec<Instruction> {
    let Some(Value::Array(commands)) = commands else {
        let remedy = "send a list of {stream, command, data, expected}";
        faults.push(Fault::new(
            "field_unreadable",
            "commands",
            "this is no list",
            remedy,
        ));
        return Vec::new();
    };
    if commands.is_empty() || commands.len() > COMMANDS_MAX {
        let why = format!("there are {} commands", commands.len());
        let remedy = format!("send 1 to {COMMANDS_MAX}");
        faults.push(Fault::new("field_unreadable", "commands", why, remedy));
        return Vec::new();
    }
    let read = commands.into_iter().enumerate();
    read.filter_map(|(index, one)| instruction(index, one, faults))
        .collect()
}

fn instruction(index: usize, one: Value, faults: &mut Vec<Fault>) -> Option<Instruction> {
    let at = |name: &str| format!("commands/{index}/{name}");
    let mut fault = |name: &str, why: &str, remedy: &str| {
        let told = Fault::new("field_unreadable", at(name), why, remedy);
        faults.push(Fault {
            command: index,
            ..told
        });
    };
    let Value::Object(mut fields) = one else {
        fault(
            "",
            "this is no object",
            "send {stream, command, data, expected}",
        );
        return None;
    };
    let stream = fields.remove("stream");
    let stream = stream
        .as_ref()
        .and_then(Value::as_str)
        .and_then(|s| s.parse::<StreamId>().ok());
    if stream.is_none() {
        fault(
            "stream",
            "this names no stream",
            "send a kind, a slash and an id",
        );
    }
    let word = fields.remove("command");
    let word = word.as_ref().and_then(Value::as_str);
    if word.is_none() {
        fault(
            "command",
            "this names no command",
            "send its word, such as rate_progress",
        );
    }
    let expected = match fields.remove("expected") {
        None | Some(Value::Null) => None,
        Some(value) => {
            if value.as_u64().is_none() {
                fault(
                    "expected",
                    "this is no version",
                    "send the version seen, such as 12",
                );
            }
            value.as_u64()
        }
    };
    let data = fields.remove("data");
    for name in fields.keys().take(super::table::FAULTS_MAX) {
        fault(
            &name.chars().take(80).collect::<String>(),
            "there is no such field",
            "leave it out",
        );
    }
    let (stream, word) = (stream?, word?);
    let command = body::command(stream.kind, word, data, index, faults)?;
    Some(Instruction {
        stream,
        command,
        expected,
    })
}

/// Signs the log's present size and root.
///
/// # Errors
/// 401 when nobody acts; 503 when the log takes nothing more.
pub async fn checkpoint(site: Shared, request: Request) -> Result<Answer, Problem> {
    Sender::of(&request)?;
    blocking(move || {
        let signed = site.app.log().checkpoint().map_err(ExecuteError::from)?;
        Ok(Answer::json(&checkpoint_row(&signed))?.status(StatusCode::CREATED))
    })
    .await
}

/// What to say of an address that looks like a command, and names none.
pub(super) fn no_such_command(method: &Method, path: &str) -> Option<Problem> {
    if *method != Method::POST {
        return None;
    }
    let mut parts = path
        .trim_start_matches(super::PREFIX)
        .trim_start_matches('/')
        .split('/');
    let kind = StreamKind::from_word(parts.next()?)?;
    let all = Command::catalogue().iter();
    let known = all.filter(|doc| doc.kind == kind && doc.offered);
    let known: Vec<&str> = known.map(|doc| doc.word.as_str()).collect();
    Some(Problem::not_found().detail(format!(
        "a {} takes these commands: {}; those that begin one stand at /{0}/COMMAND, the others \
         at /{0}/ID/COMMAND",
        kind.word(),
        known.join(", ")
    )))
}
