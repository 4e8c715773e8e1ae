//! Reads of what happened: the trail, single events, words, threads, and what proves it.

use super::answer::{self, Answer};
use super::ask::{Ask, Kind, Param};
use super::problem::Problem;
use super::schemas::KINDS;
use axum::http::header;
use chrono::NaiveDate;
use events::envelope::{Actor, Moment, Role};
use events::ids::{AgencyId, StreamId, StreamKind};
use events::log::{SignedCheckpoint, Stored};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// How many events are looked at for one page of the trail, so that a rare filter answers at once
/// and says where to go on.
const LOOKED_AT_MAX: u64 = 50_000;

/// How many events are read from the log at once.
const READ_BATCH: u64 = 512;

const ROLES: Kind = Kind::OneOf(&[
    "administrator", "business_manager", "chair", "pqa_coordinator", "pqa_member",
    "cspr_coordinator", "review_group_member", "agency_lead", "agency_contributor", "inspector",
    "log_auditor",
]);

/// What the trail takes.
pub(super) fn trail_params() -> Vec<Param> {
    let place = Kind::Number { min: 0, max: 9_007_199_254_740_991 };
    vec![
        Param::query("stream", Kind::Stream, "Only of this thing, such as plan/0198…."),
        Param::many("kind", Kind::OneOf(&KINDS), "Only of this kind of thing."),
        Param::many("type", Kind::Words, "Only events of this type, such as progress_rated."),
        Param::many("role", ROLES, "Only by this role."),
        Param::query("agency", Kind::Id, "Only by this agency."),
        Param::query("occurred_from", Kind::Date, "Happened on this day or later."),
        Param::query("occurred_to", Kind::Date, "Happened on this day or earlier."),
        Param::query("recorded_from", Kind::Moment, "Recorded at this moment or later."),
        Param::query("recorded_to", Kind::Moment, "Recorded at this moment or earlier."),
        Param::query("after", place, "Events after this position, oldest first; 0 for the first."),
        Param::query("before", place, "Events before this position, newest first."),
        Param::query("per_page", Kind::Number { min: 1, max: 500 }, "How many events; else 50."),
        Param::query("as_at", Kind::Moment, "Nothing recorded after this moment."),
        Param::query("texts", Kind::Flag, "With the words that can be read."),
    ]
}

/// Which events are wanted.
struct Wanted {
    kinds: Vec<StreamKind>,
    types: Vec<String>,
    roles: Vec<Role>,
    agency: Option<AgencyId>,
    occurred: (Option<NaiveDate>, Option<NaiveDate>),
    recorded: (Option<Moment>, Option<Moment>),
    as_at: Option<Moment>,
}

impl Wanted {
    fn of(ask: &Ask) -> Self {
        Self {
            kinds: ask.all("kind").filter_map(StreamKind::from_word).collect(),
            types: ask.all("type").map(ToOwned::to_owned).collect(),
            roles: ask.all("role").filter_map(Role::from_word).collect(),
            agency: ask.read("agency"),
            occurred: (ask.read("occurred_from"), ask.read("occurred_to")),
            recorded: (ask.moment("recorded_from"), ask.moment("recorded_to")),
            as_at: ask.as_at.map(Moment::new),
        }
    }

    fn has(&self, stored: &Stored) -> bool {
        let envelope = &stored.envelope;
        let (day, at) = (envelope.occurred_on, envelope.recorded_at);
        let role = envelope.actor.role();
        (self.kinds.is_empty() || self.kinds.contains(&envelope.stream.kind))
            && (self.types.is_empty() || self.types.contains(&envelope.type_name))
            && (self.roles.is_empty() || role.is_some_and(|role| self.roles.contains(&role)))
            && self.agency.is_none_or(|agency| envelope.actor.agency() == Some(agency))
            && self.occurred.0.is_none_or(|from| day >= from)
            && self.occurred.1.is_none_or(|to| day <= to)
            && self.recorded.0.is_none_or(|from| at >= from)
            && self.recorded.1.is_none_or(|to| at <= to)
            && self.as_at.is_none_or(|moment| at <= moment)
    }
}

/// What a look along the trail found, and where the next one goes on.
#[derive(Default)]
struct Found {
    rows: Vec<Value>,
    /// The last position looked at, when there may be more beyond it.
    go_on: Option<u64>,
}

/// Events, oldest first after a position or newest first before one.
///
/// # Errors
/// 400 when both directions are asked for.
pub fn trail(ask: &Ask) -> Result<Answer, Problem> {
    let (after, before) = (ask.read::<u64>("after"), ask.read::<u64>("before"));
    if after.is_some() && before.is_some() {
        let why = "after and before are two directions";
        let fault = super::problem::Fault::new("two_directions", "before", why, "give one of them");
        return Err(Problem::bad_request(vec![fault]));
    }
    let limit = ask.read::<usize>("per_page").unwrap_or(super::table::ROWS_ON_A_PAGE);
    let wanted = Wanted::of(ask);
    let places = places(ask, after, before)?;
    let found = look(ask, &wanted, places, limit)?;
    let towards = if before.is_some() { "before" } else { "after" };
    let size = ask.site.app.log().size();
    let answer = Answer::json(&json!({
        "rows": found.rows,
        "next": found.go_on,
        "size": size,
    }))?;
    let Some(go_on) = found.go_on else { return Ok(answer) };
    let params = trail_params();
    let mut pairs = ask.query_but(&params, towards);
    let go_on = go_on.to_string();
    pairs.push((towards, &go_on));
    let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    Ok(answer.header(header::LINK, &format!("<{}?{query}>; rel=\"next\"", ask.path)))
}

/// The positions to look at, in order.
enum Places {
    /// Those of one stream.
    These(Vec<u64>),
    /// Upwards from one.
    Up(u64),
    /// Downwards from one.
    Down(u64),
}

fn places(ask: &Ask, after: Option<u64>, before: Option<u64>) -> Result<Places, Problem> {
    let log = ask.site.app.log();
    let Some(stream) = ask.read::<StreamId>("stream") else {
        return Ok(match before {
            Some(before) => Places::Down(before.saturating_sub(1).min(log.size())),
            None => Places::Up(after.unwrap_or(0).saturating_add(1)),
        });
    };
    let mut these = log.stream(stream, 1)?;
    match before {
        Some(before) => {
            these.retain(|position| *position < before);
            these.reverse();
        }
        None => these.retain(|position| *position > after.unwrap_or(0)),
    }
    Ok(Places::These(these))
}

fn look(ask: &Ask, wanted: &Wanted, places: Places, limit: usize) -> Result<Found, Problem> {
    let log = ask.site.app.log();
    let mut found = Found::default();
    let mut looked_at = 0_u64;
    let mut meet = |found: &mut Found, stored: &Arc<Stored>| -> Result<bool, Problem> {
        if found.rows.len() >= limit || looked_at >= LOOKED_AT_MAX {
            return Ok(false);
        }
        looked_at += 1;
        if wanted.has(stored) {
            found.rows.push(row(ask, stored)?);
        }
        found.go_on = Some(stored.position());
        Ok(true)
    };
    match places {
        Places::These(these) => {
            for position in these {
                if !meet(&mut found, &log.event(position)?)? {
                    return Ok(found);
                }
            }
        }
        Places::Up(mut from) => loop {
            let batch = log.read(from, usize::try_from(READ_BATCH).unwrap_or(usize::MAX))?;
            if batch.is_empty() {
                break;
            }
            for stored in &batch {
                if !meet(&mut found, stored)? {
                    return Ok(found);
                }
                from = stored.position() + 1;
            }
        },
        Places::Down(mut top) => {
            while top > 0 {
                let from = top.saturating_sub(READ_BATCH - 1).max(1);
                let count = usize::try_from(top - from + 1).unwrap_or(usize::MAX);
                for stored in log.read(from, count)?.iter().rev() {
                    if !meet(&mut found, stored)? {
                        return Ok(found);
                    }
                }
                top = from - 1;
            }
        }
    }
    found.go_on = None;
    Ok(found)
}

fn row(ask: &Ask, stored: &Stored) -> Result<Value, Problem> {
    let mut row = leaf(stored)?;
    if ask.flag("texts") {
        row.insert("text".to_owned(), Value::Object(texts(ask, stored)?));
    }
    Ok(Value::Object(row))
}

/// The leaf as it stands in the log.
fn leaf(stored: &Stored) -> Result<Map<String, Value>, Problem> {
    serde_json::from_str(stored.leaf()).map_err(|error| Problem::fault(&error))
}

/// The words of an event by field; null where they were erased or cannot be read.
fn texts(ask: &Ask, stored: &Stored) -> Result<Map<String, Value>, Problem> {
    let fields = stored.fields().map_err(|error| Problem::fault(&error))?;
    let app = &ask.site.app;
    let words = |field: String| {
        let words = answer::words(app, stored.position(), &field)?;
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
    let stored = ask.site.app.log().event(position)?;
    let mut row = leaf(&stored)?;
    row.insert("text".to_owned(), Value::Object(texts(ask, &stored)?));
    row.insert("leaf_hash".to_owned(), json!(hex::encode(stored.leaf_hash())));
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
    Answer::json(&answer::text(&ask.site.app, position, field)?)
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
