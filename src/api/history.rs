//! Reads of what happened: the trail, single events, words, threads, and what proves it.

use super::answer::{self, Answer};
use super::ask::{Ask, Kind, Param};
use super::problem::{Fault, Problem};
use super::schemas::KINDS;
use crate::app::Seen;
use axum::http::header;
use events::envelope::{Moment, Role};
use events::ids::{StreamId, StreamKind};
use events::log::{ReadError, SignedCheckpoint, Stored};
use projections::trail::{TrailFilter, TrailOrder, TrailPage, TrailPart};
use projections::{Models, TextRef};
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use std::sync::Arc;
use uuid::Uuid;

const ROLES: Kind = Kind::OneOf(&[
    "administrator",
    "business_manager",
    "chair",
    "pqa_coordinator",
    "pqa_member",
    "cspr_coordinator",
    "review_group_member",
    "agency_lead",
    "agency_contributor",
    "inspector",
    "log_auditor",
]);

/// Of which thing, and whether with what belongs to it.
fn about_params() -> [Param; 2] {
    [
        Param::query(
            "stream",
            Kind::Stream,
            "Only of this thing, such as plan/0198….",
        ),
        Param::query(
            "parts",
            Kind::Flag,
            "With what belongs to the thing: audits of a year, cases of an audit, returns of a round.",
        ),
    ]
}

/// What the trail takes.
pub(super) fn trail_params() -> Vec<Param> {
    let place = Kind::Number {
        min: 0,
        max: 9_007_199_254_740_991,
    };
    let mut params = Vec::from(about_params());
    params.extend([
        Param::many("kind", Kind::OneOf(&KINDS), "Only of this kind of thing."),
        Param::many(
            "type",
            Kind::Words,
            "Only events of this type, such as progress_rated.",
        ),
        Param::query("role", ROLES, "Only by this role."),
        Param::query("agency", Kind::Id, "Only by this agency."),
        Param::query(
            "correlation",
            Kind::Id,
            "Only what one request recorded together.",
        ),
        Param::query(
            "late",
            Kind::Flag,
            "Only what was entered into a frozen year.",
        ),
        Param::query(
            "occurred_from",
            Kind::Date,
            "Happened on this day or later.",
        ),
        Param::query(
            "occurred_to",
            Kind::Date,
            "Happened on this day or earlier.",
        ),
        Param::query(
            "recorded_from",
            Kind::Moment,
            "Recorded at this moment or later.",
        ),
        Param::query(
            "recorded_to",
            Kind::Moment,
            "Recorded at this moment or earlier.",
        ),
        Param::query(
            "after",
            place,
            "Events after this position, oldest first; 0 for the first.",
        ),
        Param::query(
            "before",
            place,
            "Events before this position, newest first.",
        ),
        Param::query(
            "per_page",
            Kind::Number { min: 1, max: 500 },
            "How many events; else 50.",
        ),
        Param::query("as_at", Kind::Moment, "Nothing recorded after this moment."),
        Param::query("texts", Kind::Flag, "With the words that can be read."),
    ]);
    params
}

/// What a file of the trail takes: it has no pages, and always the words.
pub(super) fn trail_file_params() -> Vec<Param> {
    let paging = ["after", "before", "per_page", "texts"];
    let mut params = trail_params();
    params.retain(|param| !paging.contains(&param.name));
    params
}

fn filter(ask: &Ask) -> TrailFilter {
    TrailFilter {
        stream: ask.read("stream"),
        parts: ask.flag("parts"),
        kinds: ask.all("kind").filter_map(StreamKind::from_word).collect(),
        types: ask.all("type").map(ToOwned::to_owned).collect(),
        role: ask.value("role").and_then(Role::from_word),
        agency: ask.read("agency"),
        correlation: ask.read("correlation"),
        recorded_from: ask.moment("recorded_from"),
        recorded_to: ask.moment("recorded_to"),
        occurred_from: ask.read("occurred_from"),
        occurred_to: ask.read("occurred_to"),
        late: ask.flag("late"),
    }
}

/// Events, oldest first after a position or newest first before one.
///
/// # Errors
/// 400 when both directions are asked for.
pub fn trail(ask: &Ask) -> Result<Answer, Problem> {
    let (after, before) = (ask.read::<u64>("after"), ask.read::<u64>("before"));
    if after.is_some() && before.is_some() {
        let why = "after and before are two directions";
        return Err(Problem::bad_request(vec![Fault::new(
            "two_directions",
            "before",
            why,
            "give one of them",
        )]));
    }
    let filter = filter(ask);
    let (order, towards) = match before {
        Some(_) => (TrailOrder::NewestFirst, "before"),
        None => (TrailOrder::OldestFirst, "after"),
    };
    let limit = ask.read("per_page").unwrap_or(super::table::ROWS_ON_A_PAGE);
    let page = TrailPage {
        order,
        after: before.or(after),
        limit,
    };
    let (events, next, size) = {
        let view = ask.view()?;
        let part = view.trail_part(&filter, page);
        (
            events_of(ask.seen(), &view, &part)?,
            part.next,
            view.trail.len(),
        )
    };
    let rows: Result<Vec<Value>, Problem> = events.iter().map(|event| row(ask, event)).collect();
    let rows = rows?;
    let answer = Answer::json(&json!({ "rows": rows, "next": next, "size": size }))?;
    let Some(next) = next else { return Ok(answer) };
    let params = trail_params();
    let mut pairs = ask.query_but(&params, towards);
    let next = next.to_string();
    pairs.push((towards, &next));
    let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    Ok(answer.header(
        header::LINK,
        &format!("<{}?{query}>; rel=\"next\"", ask.path),
    ))
}

/// The events of a part of the trail.
fn events_of(
    seen: Seen<'_>,
    view: &Models,
    part: &TrailPart,
) -> Result<Vec<Arc<Stored>>, ReadError> {
    let rows = part.rows.iter();
    rows.map(|row| seen.event(view, row.position)).collect()
}

/// How many events of a file of the trail are looked up at once.
const EVENTS_AT_ONCE: usize = 500;

/// The trail as a file, oldest first, one event a line with the words that can be read.
///
/// # Errors
/// None before the first line; when the log cannot be read further, the file breaks off.
pub fn trail_lines(ask: &Ask) -> Result<Answer, Problem> {
    let name = format!("trail-{}.ndjson", ask.today().format("%Y-%m-%d"));
    let (site, sight, filter) = (ask.site.clone(), ask.visitor.sight.clone(), filter(ask));
    // What is recorded while the file is written is not in it.
    let as_at = ask.as_at.map(Moment::new);
    let last = site.app.log().size();
    let write = move |out: &mut dyn Write| {
        let seen = site.app.seen(&sight);
        let mut after = None;
        loop {
            let page = TrailPage {
                order: TrailOrder::OldestFirst,
                after,
                limit: EVENTS_AT_ONCE,
            };
            let (events, next) = {
                let view = seen.view(as_at).map_err(io::Error::other)?;
                let part = view.trail_part(&filter, page);
                let events = events_of(seen, &view, &part).map_err(io::Error::other)?;
                (events, part.next)
            };
            for stored in events.into_iter().filter(|event| event.position() <= last) {
                let line = worded(seen, &stored).map_err(stopped)?;
                writeln!(out, "{line}")?;
            }
            after = next.filter(|next| *next < last);
            if after.is_none() {
                return Ok(());
            }
        }
    };
    Ok(Answer::long_file(
        name,
        "application/x-ndjson".to_owned(),
        write,
    ))
}

fn stopped(problem: Problem) -> io::Error {
    io::Error::other(format!("{problem:?}"))
}

/// The leaf with the words that can be read.
fn worded(seen: Seen<'_>, stored: &Stored) -> Result<Value, Problem> {
    let mut row = leaf(seen, stored)?;
    row.insert("text".to_owned(), Value::Object(texts(seen, stored)?));
    Ok(Value::Object(row))
}

fn row(ask: &Ask, stored: &Stored) -> Result<Value, Problem> {
    if ask.flag("texts") {
        worded(ask.seen(), stored)
    } else {
        Ok(Value::Object(leaf(ask.seen(), stored)?))
    }
}

/// The leaf as it stands in the log; without its data, where that is for other roles.
fn leaf(seen: Seen<'_>, stored: &Stored) -> Result<Map<String, Value>, Problem> {
    let leaf = serde_json::from_str(stored.leaf());
    let mut leaf: Map<String, Value> = leaf.map_err(|error| Problem::fault(&error))?;
    if !seen.has_data(&stored.envelope) {
        leaf.insert("data".to_owned(), Value::Null);
    }
    Ok(leaf)
}

fn text_at(stored: &Stored, field: &str) -> TextRef {
    TextRef {
        position: stored.position(),
        field: field.to_owned().into(),
    }
}

/// The words of an event by field; null where they were erased, are for other roles, or cannot be
/// read.
fn texts(seen: Seen<'_>, stored: &Stored) -> Result<Map<String, Value>, Problem> {
    let fields = stored.fields().map_err(|error| Problem::fault(&error))?;
    let words = |field: String| {
        let words = answer::words(seen, &text_at(stored, &field))?;
        Ok((field, words))
    };
    fields.into_iter().map(words).collect()
}

/// One event.
///
/// # Errors
/// 404 when the log has no such position.
pub fn event(ask: &Ask) -> Result<Answer, Problem> {
    let position = ask.read::<u64>("position").ok_or_else(Problem::not_found)?;
    let stored = ask.seen().event(&*ask.view()?, position)?;
    let mut row = leaf(ask.seen(), &stored)?;
    row.insert(
        "text".to_owned(),
        Value::Object(texts(ask.seen(), &stored)?),
    );
    row.insert(
        "leaf_hash".to_owned(),
        json!(hex::encode(stored.leaf_hash())),
    );
    let (from, to) = stored.commit();
    row.insert("commit".to_owned(), json!({ "from": from, "to": to }));
    Answer::json(&Value::Object(row))
}

/// The words of one field.
///
/// # Errors
/// 404 when there is no such event or field.
pub fn text(ask: &Ask) -> Result<Answer, Problem> {
    let position = ask.read::<u64>("position").ok_or_else(Problem::not_found)?;
    let field = ask.value("field").unwrap_or_default();
    let stored = ask.seen().event(&*ask.view()?, position)?;
    Answer::json(&answer::text(ask.seen(), &stored, field)?)
}

/// The thread a thing hangs in, walked both ways.
///
/// # Errors
/// 404 when nothing is recorded of the thing.
pub fn thread(ask: &Ask) -> Result<Answer, Problem> {
    let kind = ask
        .value("kind")
        .and_then(StreamKind::from_word)
        .ok_or_else(Problem::not_found)?;
    let stream = StreamId {
        kind,
        id: ask.id::<Uuid>()?,
    };
    let view = ask.view()?;
    if view.trail.versions(stream) == 0 {
        return Err(Problem::not_found());
    }
    Answer::json(&view.thread(stream))
}

/// Every checkpoint, and the key that checks them.
///
/// # Errors
/// When it cannot be written, which is a fault of ours.
pub fn checkpoints(ask: &Ask) -> Result<Answer, Problem> {
    let log = ask.site.app.log();
    let all: Vec<Value> = log.checkpoints().iter().map(checkpoint_row).collect();
    Answer::json(&json!({ "rows": all, "verifier": log.verifier().to_string() }))
}

/// A checkpoint as the interface tells it.
pub(super) fn checkpoint_row(signed: &SignedCheckpoint) -> Value {
    json!({
        "size": signed.checkpoint.size,
        "root": hex::encode(signed.checkpoint.root),
        "made_at": signed.made_at,
        "code": signed.checkpoint.short_code(),
        "note": signed.note,
    })
}

/// How the log is.
///
/// # Errors
/// When it cannot be written, which is a fault of ours.
pub fn health(ask: &Ask) -> Result<Answer, Problem> {
    let health = ask.site.app.health();
    Answer::json(&json!({
        "accepting_writes": health.accepting(),
        "stopped": health.stopped,
        "events": health.size,
        "root": hex::encode(health.root),
        "index_behind": health.index_behind,
        "version": env!("CARGO_PKG_VERSION"),
    }))
}
