//! The lines of the journal and of the key file.
//!
//! Every line is a JSON object whose first member is a CRC-32 of the rest of the line, in eight
//! hexadecimal digits, so that a bad line is known before it is read:
//! `{"crc":"1a2b3c4d",…}`. The checksum runs from the byte after `"crc":"1a2b3c4d",` to the last.

use super::leaf;
use super::stored::{SealedText, Stored};
use crate::envelope::Moment;
use crate::ids::{KeyId, LogId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The format number of journal and key file.
pub(super) const FORMAT: u32 = 1;

/// `{"crc":"` + eight digits + `",`.
const PREFIX: usize = 18;

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum BadLine {
    #[error("the line does not begin with its checksum")]
    Shape,
    #[error("the line does not fit its checksum")]
    Checksum,
    #[error("the line cannot be read: {0}")]
    Content(String),
}

/// Puts the checksum before the members in `rest` (all after the first comma, with the closing
/// brace) and ends the line.
pub(super) fn finish(rest: &str, out: &mut Vec<u8>) {
    let crc = crc32fast::hash(rest.as_bytes());
    out.extend_from_slice(b"{\"crc\":\"");
    out.extend_from_slice(&digits(crc));
    out.extend_from_slice(b"\",");
    out.extend_from_slice(rest.as_bytes());
    out.push(b'\n');
}

fn digits(crc: u32) -> [u8; 8] {
    let mut text = [0; 8];
    // Four bytes are always eight digits.
    let _ = hex::encode_to_slice(crc.to_be_bytes(), &mut text);
    text
}

/// A line of one member, such as a header or a checkpoint.
pub(super) fn write_member<T: Serialize>(
    name: &str,
    value: &T,
    out: &mut Vec<u8>,
) -> Result<(), serde_json::Error> {
    let value = serde_json::to_string(value)?;
    finish(&format!("\"{name}\":{value}}}"), out);
    Ok(())
}

/// Checks the checksum of a line (without its line break) and gives what it covers.
pub(super) fn check(line: &[u8]) -> Result<&[u8], BadLine> {
    let (prefix, rest) = line.split_at_checked(PREFIX).ok_or(BadLine::Shape)?;
    let digits_given = prefix
        .strip_prefix(b"{\"crc\":\"")
        .and_then(|prefix| prefix.strip_suffix(b"\","))
        .ok_or(BadLine::Shape)?;
    if !rest.ends_with(b"}") {
        return Err(BadLine::Shape);
    }
    if digits_given == digits(crc32fast::hash(rest)) {
        Ok(rest)
    } else {
        Err(BadLine::Checksum)
    }
}

/// The first line of a journal segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    /// The format number, [`FORMAT`].
    pub(super) format: u32,
    /// The log.
    pub(super) log: LogId,
    /// The log's name, as checkpoints give it.
    pub(super) origin: String,
    /// The public key of the log's checkpoints.
    pub(super) key: String,
    /// The position of the segment's first event.
    pub(super) first: u64,
    /// The root hash over every earlier event, in hexadecimal.
    pub(super) root_before: String,
}

/// A checkpoint, and when it was made by our clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CheckpointLine {
    /// When it was made.
    pub(super) made_at: Moment,
    /// The signed note.
    pub(super) note: String,
}

/// A line of the journal.
#[derive(Debug)]
pub(super) enum Line {
    Header(Box<Header>),
    Checkpoint(CheckpointLine),
    Event(Box<Stored>, Durable),
}

/// The last position known to be safe when the line was written. A bad line that a later line knew
/// to be safe is damage; one that no line knew is a write that was never finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Durable(pub(super) u64);

#[derive(Deserialize)]
struct EventIn<'a> {
    commit: (u64, u64, u64),
    #[serde(borrow)]
    mac: (KeyId, &'a str),
    #[serde(borrow, default)]
    texts: Option<&'a RawValue>,
    #[serde(borrow)]
    leaf: leaf::Read<'a>,
}

#[derive(Deserialize)]
struct HeaderIn {
    segment: Header,
}

#[derive(Deserialize)]
struct CheckpointIn {
    checkpoint: CheckpointLine,
}

/// Reads a whole line, without its line break.
pub(super) fn read(line: &[u8]) -> Result<Line, BadLine> {
    let rest = check(line)?;
    let line = std::str::from_utf8(line).map_err(|error| BadLine::Content(error.to_string()))?;
    let unreadable = |error: serde_json::Error| BadLine::Content(error.to_string());
    if rest.starts_with(b"\"commit\"") {
        event(line)
    } else if rest.starts_with(b"\"checkpoint\"") {
        let read: CheckpointIn = serde_json::from_str(line).map_err(unreadable)?;
        Ok(Line::Checkpoint(read.checkpoint))
    } else if rest.starts_with(b"\"segment\"") {
        let read: HeaderIn = serde_json::from_str(line).map_err(unreadable)?;
        Ok(Line::Header(Box::new(read.segment)))
    } else {
        Err(BadLine::Content(
            "it is none of event, checkpoint and segment".to_owned(),
        ))
    }
}

/// The leaf stands last in its line, so it can be cut out without reading it: `,"leaf":` with bare
/// quotes can stand in no string before it.
const LEAF: &str = ",\"leaf\":";

fn event(line: &str) -> Result<Line, BadLine> {
    let content = |message: &str| BadLine::Content(message.to_owned());
    let leaf_at = line.find(LEAF).ok_or_else(|| content("it has no leaf"))? + LEAF.len();
    let read: EventIn<'_> =
        serde_json::from_str(line).map_err(|error| BadLine::Content(error.to_string()))?;
    let mut mac = [0; 16];
    hex::decode_to_slice(read.mac.1, &mut mac).map_err(|_| content("its mac cannot be read"))?;
    let texts_at = read.texts.map_or((0, 0), |texts| {
        let from = texts.get().as_ptr() as usize - line.as_ptr() as usize;
        (from, from + texts.get().len())
    });
    let data = read.leaf.data.to_owned();
    let envelope = read
        .leaf
        .envelope()
        .ok_or_else(|| content("its actor is of no known kind"))?;
    let (first, last, durable) = read.commit;
    if !(first..=last).contains(&envelope.position) {
        return Err(content("its position is outside its commit"));
    }
    let stored = Stored {
        envelope,
        data,
        line: line.into(),
        leaf_at,
        texts_at,
        commit: (first, last),
        key: read.mac.0,
        mac,
    };
    Ok(Line::Event(Box::new(stored), Durable(durable)))
}

/// What stands in the line of an event beside its leaf.
pub(super) struct Beside<'a> {
    /// First and last position of the commit.
    pub(super) commit: (u64, u64),
    pub(super) durable: Durable,
    pub(super) key: KeyId,
    pub(super) mac: &'a [u8; 16],
    pub(super) texts: &'a [SealedText],
}

/// Where the parts of a written line stand in it.
pub(super) struct Written {
    pub(super) leaf_at: usize,
    pub(super) texts_at: (usize, usize),
}

/// Writes the line of an event.
pub(super) fn write_event(beside: &Beside<'_>, leaf: &str, out: &mut Vec<u8>) -> Written {
    use std::fmt::Write as _;
    let (first, last) = beside.commit;
    let Durable(durable) = beside.durable;
    let mut rest = String::with_capacity(leaf.len() + 192);
    // Writing to a string cannot fail.
    let _ = write!(
        rest,
        "\"commit\":[{first},{last},{durable}],\"mac\":[\"{}\",\"",
        beside.key
    );
    rest.push_str(&hex::encode(beside.mac));
    rest.push_str("\"]");
    let mut texts_at = (0, 0);
    if !beside.texts.is_empty() {
        rest.push_str(",\"texts\":");
        texts_at.0 = PREFIX + rest.len();
        for (nth, text) in beside.texts.iter().enumerate() {
            rest.push_str(if nth == 0 {
                "[{\"field\":"
            } else {
                ",{\"field\":"
            });
            proof::write_string(&text.field, &mut rest);
            let _ = write!(
                rest,
                ",\"key\":\"{}\",\"sealed\":\"{}\"}}",
                text.key, text.sealed
            );
        }
        rest.push(']');
        texts_at.1 = PREFIX + rest.len();
    }
    rest.push_str(LEAF);
    let leaf_at = PREFIX + rest.len();
    rest.push_str(leaf);
    rest.push('}');
    finish(&rest, out);
    Written { leaf_at, texts_at }
}
