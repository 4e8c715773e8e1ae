//! The leaf: canonical JSON of envelope and data, written in order and read in one pass.
//!
//! A general canonicaliser costs several microseconds an event, so the members are written in
//! their order here, and the tests compare the bytes with the general one's.

use super::commit::NewEvent;
use crate::envelope::{
    Actor, Classification, ConfirmedIdentifier, DecidedIn, Envelope, Moment, Role,
};
use crate::ids::{AgencyId, EventId, StreamId};
use crate::text::{Borrowed, COMMITMENT, PLAIN, Text};
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;
use uuid::Uuid;

/// Where an event stands in the log. Not part of what a resent event is compared by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) position: u64,
    pub(super) recorded_at: Moment,
    pub(super) version: u64,
}

/// Writes the canonical form of an event at its place, or without one what it is compared by.
///
/// `data` must be canonical already. Answers where in `out` the data stands.
///
/// # Errors
/// When a value cannot be written, which no envelope has.
pub(super) fn write(
    event: &NewEvent,
    data: &str,
    reason: Option<&Text>,
    place: Option<Place>,
    out: &mut String,
) -> Result<Range<usize>, serde_json::Error> {
    write_actor(&event.actor, out);
    if let Some(causation) = event.causation {
        write_id(",\"causation\":", causation.0, out);
    }
    out.push_str(",\"classification\":\"");
    out.push_str(match event.classification {
        Classification::Publishable => "publishable",
        Classification::Official => "official",
        Classification::OfficialSensitive => "official_sensitive",
    });
    out.push('"');
    if let Some(correlation) = event.correlation {
        write_id(",\"correlation\":", correlation, out);
    }
    out.push_str(",\"data\":");
    let from = out.len();
    out.push_str(data);
    let data = from..out.len();
    if let Some(DecidedIn { meeting, decision }) = event.decided_in {
        out.push_str(",\"decided_in\":{");
        if let Some(decision) = decision {
            write_id("\"decision\":", decision.0, out);
            out.push(',');
        }
        write_id("\"meeting\":", meeting.0, out);
        out.push('}');
    }
    write_id(",\"id\":", event.id.0, out);
    if !event.identifiers.is_empty() {
        out.push_str(",\"identifiers\":");
        out.push_str(&serde_json::to_string(&event.identifiers)?);
    }
    if event.late {
        out.push_str(",\"late\":true");
    }
    write_end(event, reason, place, out);
    Ok(data)
}

/// What stands after the data and the id. Writing to a string cannot fail.
fn write_end(event: &NewEvent, reason: Option<&Text>, place: Option<Place>, out: &mut String) {
    let _ = write!(out, ",\"occurred_on\":\"{:?}\"", event.occurred_on);
    if let Some(place) = place {
        let _ = write!(out, ",\"position\":{}", place.position);
    }
    match reason {
        Some(Text::Plain(words)) => {
            let _ = write!(out, ",\"reason\":{{\"{PLAIN}\":");
            proof::write_string(words, out);
            out.push('}');
        }
        Some(Text::Committed(hash)) => {
            let _ = write!(out, ",\"reason\":{{\"{COMMITMENT}\":\"");
            write_hex(hash, out);
            out.push_str("\"}");
        }
        None => {}
    }
    if let Some(place) = place {
        out.push_str(",\"recorded_at\":\"");
        write_moment(place.recorded_at, out);
        out.push('"');
    }
    let _ = write!(out, ",\"schema\":{},\"stream\":{{", event.schema);
    write_id("\"id\":", event.stream.id, out);
    out.push_str(",\"kind\":\"");
    out.push_str(event.stream.kind.word());
    out.push_str("\"},\"type\":");
    proof::write_string(&event.type_name, out);
    if let Some(place) = place {
        let _ = write!(out, ",\"version\":{}", place.version);
    }
    out.push('}');
}

fn write_actor(actor: &Actor, out: &mut String) {
    out.push_str("{\"actor\":{");
    if let Some(agency) = actor.agency() {
        write_id("\"agency\":", agency.0, out);
        out.push(',');
    }
    out.push_str("\"kind\":\"");
    out.push_str(match actor {
        Actor::Person { .. } => "person",
        Actor::Import { .. } => "import",
        Actor::System => "system",
    });
    out.push('"');
    if let Some(role) = actor.role() {
        out.push_str(",\"role\":\"");
        out.push_str(role.word());
        out.push('"');
    }
    if let Some(user) = actor.user() {
        out.push_str(",\"user\":");
        proof::write_string(user, out);
    }
    out.push('}');
}

/// Writes an id after a name.
pub(super) fn write_id(name: &str, id: Uuid, out: &mut String) {
    out.push_str(name);
    out.push('"');
    out.push_str(id.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
    out.push('"');
}

/// Writes bytes in hexadecimal.
pub(super) fn write_hex(bytes: &[u8], out: &mut String) {
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from_digit(u32::from(digit), 16).unwrap_or_default());
        }
    }
}

/// Writes a moment without going through a format string, which takes longer than the rest.
fn write_moment(moment: Moment, out: &mut String) {
    let at = moment.utc();
    let Ok(year @ 0..=9999) = u32::try_from(at.year()) else {
        // Writing to a string cannot fail.
        let _ = write!(out, "{moment}");
        return;
    };
    let parts = [
        (year, 4, '-'),
        (at.month(), 2, '-'),
        (at.day(), 2, 'T'),
        (at.hour(), 2, ':'),
        (at.minute(), 2, ':'),
        (at.second(), 2, '.'),
        (at.timestamp_subsec_micros(), 6, 'Z'),
    ];
    for (number, digits, then) in parts {
        for nth in (0..digits).rev() {
            let digit = number / 10_u32.pow(nth) % 10;
            out.push(char::from_digit(digit, 10).unwrap_or_default());
        }
        out.push(then);
    }
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
    #[serde(deserialize_with = "read_date")]
    occurred_on: NaiveDate,
    position: u64,
    #[serde(default)]
    reason: Option<Text>,
    #[serde(deserialize_with = "read_moment")]
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

/// A number of some digits and nothing else.
fn digits(text: &str, at: Range<usize>) -> Option<u32> {
    let digits = text.as_bytes().get(at)?;
    digits.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + u32::from(byte - b'0'))
    })
}

fn is_at(text: &str, at: usize, byte: u8) -> Option<()> {
    (text.as_bytes().get(at) == Some(&byte)).then_some(())
}

/// A date as it is written nearly always; chrono reads the others.
fn date(text: &str) -> Option<NaiveDate> {
    is_at(text, 4, b'-')?;
    is_at(text, 7, b'-')?;
    let year = i32::try_from(digits(text, 0..4)?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(text, 5..7)?, digits(text, 8..10)?)
}

/// A moment as it is written nearly always; chrono reads the others.
fn moment(text: &str) -> Option<Moment> {
    if text.len() != "2026-01-05T09:00:01.000000Z".len() {
        return None;
    }
    for (at, byte) in [(10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (26, b'Z')] {
        is_at(text, at, byte)?;
    }
    let [hour, minute, second] = [11..13, 14..16, 17..19].map(|at| digits(text, at));
    let micros = digits(text, 20..26)?;
    let at = date(text)?.and_hms_micro_opt(hour?, minute?, second?, micros)?;
    Some(Moment::new(at.and_utc()))
}

fn read_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let Borrowed(text) = Borrowed::deserialize(deserializer)?;
    let quick = if text.len() == 10 { date(&text) } else { None };
    quick.map_or_else(|| text.parse().map_err(de::Error::custom), Ok)
}

fn read_moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
    let Borrowed(text) = Borrowed::deserialize(deserializer)?;
    if let Some(moment) = moment(&text) {
        return Ok(moment);
    }
    let read = text.parse::<DateTime<Utc>>();
    read.map(Moment::new).map_err(de::Error::custom)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_moments_are_read_as_chrono_reads_them_and_nothing_else_is() {
        for text in ["2026-01-05", "2024-02-29", "0001-12-31", "9999-12-31"] {
            assert_eq!(date(text), Some(text.parse().unwrap()), "{text}");
        }
        for text in ["2026-02-29", "2026-13-01", "2026/01-05", "20a6-01-05", ""] {
            assert_eq!(date(text), None, "{text}");
        }
        for text in ["2026-01-05T09:00:01.000000Z", "1999-12-31T23:59:59.999999Z"] {
            let read: DateTime<Utc> = text.parse().unwrap();
            let read = Moment::new(read);
            assert_eq!(moment(text), Some(read), "{text}");
            let mut written = String::new();
            write_moment(read, &mut written);
            assert_eq!(written, text);
        }
        for text in [
            "2026-01-05T24:00:01.000000Z",
            "2026-01-05 09:00:01.000000Z",
            "2026-01-05T09:00:01.00000Z",
            "2026-01-05T09:00:01.+00001Z",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
