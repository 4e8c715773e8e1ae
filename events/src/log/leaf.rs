//! The leaf: canonical JSON of envelope and data, written in order and read in one pass.
//!
//! A general canonicaliser costs several microseconds an event, so the members are written in
//! their order here, and the tests compare the bytes with the general one's.

use super::commit::NewEvent;
use crate::envelope::{
    Actor, Classification, ConfirmedIdentifier, DecidedIn, Envelope, Moment, Role,
};
use crate::ids::{AgencyId, DecisionId, EventId, MeetingId, StreamId, StreamKind};
use crate::text::Text;
use chrono::{Datelike, NaiveDate, Timelike};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use uuid::Uuid;

/// Where an event stands in the log. Not part of what a resent event is compared by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) position: u64,
    pub(super) recorded_at: Moment,
    pub(super) version: u64,
}

/// Members stand in canonical order; so do those of every shape below.
#[derive(Serialize)]
struct Written<'a> {
    actor: WrittenActor<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    causation: Option<EventId>,
    classification: Classification,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation: Option<Uuid>,
    data: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_in: Option<WrittenDecision>,
    id: EventId,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    identifiers: &'a [ConfirmedIdentifier],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    late: bool,
    occurred_on: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_at: Option<WrittenMoment>,
    schema: u16,
    stream: WrittenStream,
    #[serde(rename = "type")]
    type_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u64>,
}

/// A moment, written without going through a format string, which takes longer than the rest.
struct WrittenMoment(Moment);

impl Serialize for WrittenMoment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let at = self.0.utc();
        serializer.collect_str(&format_args!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z",
            at.year(),
            at.month(),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            at.timestamp_subsec_micros()
        ))
    }
}

#[derive(Serialize)]
struct WrittenActor<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    agency: Option<AgencyId>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<&'a str>,
}

#[derive(Serialize)]
struct WrittenDecision {
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<DecisionId>,
    meeting: MeetingId,
}

#[derive(Serialize)]
struct WrittenStream {
    id: Uuid,
    kind: StreamKind,
}

/// The canonical form of an event at its place, or without one for what it is compared by.
///
/// `data` must be canonical already.
///
/// # Errors
/// When a value cannot be written, which no envelope has.
pub(super) fn write(
    event: &NewEvent,
    data: &RawValue,
    reason: Option<&Text>,
    place: Option<Place>,
) -> Result<String, serde_json::Error> {
    let kind = match event.actor {
        Actor::Person { .. } => "person",
        Actor::Import { .. } => "import",
        Actor::System => "system",
    };
    let written = Written {
        actor: WrittenActor {
            agency: event.actor.agency(),
            kind,
            role: event.actor.role(),
            user: event.actor.user(),
        },
        causation: event.causation,
        classification: event.classification,
        correlation: event.correlation,
        data,
        decided_in: event.decided_in.map(|in_| WrittenDecision {
            decision: in_.decision,
            meeting: in_.meeting,
        }),
        id: event.id,
        identifiers: &event.identifiers,
        late: event.late,
        occurred_on: event.occurred_on,
        position: place.map(|place| place.position),
        reason,
        recorded_at: place.map(|place| WrittenMoment(place.recorded_at)),
        schema: event.schema,
        stream: WrittenStream {
            id: event.stream.id,
            kind: event.stream.kind,
        },
        type_name: &event.type_name,
        version: place.map(|place| place.version),
    };
    serde_json::to_string(&written)
}

/// A leaf as it is read: like the envelope, but with its data, and without copying twice.
#[derive(Deserialize)]
pub(super) struct Read<'a> {
    #[serde(borrow)]
    actor: ReadActor<'a>,
    #[serde(default)]
    causation: Option<EventId>,
    classification: Classification,
    #[serde(default)]
    correlation: Option<Uuid>,
    #[serde(borrow)]
    pub(super) data: &'a RawValue,
    #[serde(default)]
    decided_in: Option<DecidedIn>,
    id: EventId,
    #[serde(default)]
    identifiers: Vec<ConfirmedIdentifier>,
    #[serde(default)]
    late: bool,
    occurred_on: NaiveDate,
    position: u64,
    #[serde(default)]
    reason: Option<Text>,
    recorded_at: Moment,
    schema: u16,
    stream: StreamId,
    #[serde(rename = "type")]
    type_name: String,
    version: u64,
}

/// The tag may stand anywhere, so serde's own reading of a tagged enum would copy everything.
#[derive(Deserialize)]
struct ReadActor<'a> {
    #[serde(default)]
    agency: Option<AgencyId>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(default)]
    role: Option<Role>,
    #[serde(default)]
    user: Option<String>,
}

impl Read<'_> {
    /// The envelope, unless the actor is of no known kind.
    pub(super) fn envelope(self) -> Option<Envelope> {
        Some(Envelope {
            actor: self.actor.actor()?,
            causation: self.causation,
            classification: self.classification,
            correlation: self.correlation,
            decided_in: self.decided_in,
            id: self.id,
            identifiers: self.identifiers,
            late: self.late,
            occurred_on: self.occurred_on,
            position: self.position,
            reason: self.reason,
            recorded_at: self.recorded_at,
            schema: self.schema,
            stream: self.stream,
            type_name: self.type_name,
            version: self.version,
        })
    }
}

impl ReadActor<'_> {
    fn actor(self) -> Option<Actor> {
        match (self.kind.as_ref(), self.user, self.role) {
            ("person", Some(user), Some(role)) => Some(Actor::Person {
                user,
                role,
                agency: self.agency,
            }),
            ("import", Some(user), Some(role)) => Some(Actor::Import {
                user,
                role,
                agency: self.agency,
            }),
            ("system", None, None) => Some(Actor::System),
            _ => None,
        }
    }
}
