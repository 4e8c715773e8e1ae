//! The lines of the journal and of the key file.
//!
//! Every line is a JSON object whose first member is a CRC-32 of the rest of the line, in eight
//! hexadecimal digits, so that a bad line is known before it is read:
//! `{"crc":"1a2b3c4d",…}`. The checksum runs from the byte after `"crc":"1a2b3c4d",` to the last.

use super::leaf;
use super::stored::{SealedText, Slice, Stored};
use crate::envelope::Moment;
use crate::ids::{KeyId, LogId};
use memchr::memmem;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

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
struct HeaderIn {
    segment: Header,
}

#[derive(Deserialize)]
struct CheckpointIn {
    checkpoint: CheckpointLine,
}

/// Reads a whole line, without its line break.
pub(super) fn read(line: &[u8]) -> Result<Line, BadLine> {
    check(line)?;
    let line = std::str::from_utf8(line).map_err(|error| BadLine::Content(error.to_string()))?;
    checked(&line.into())
}

/// Reads a whole line that is part of a block, without its line break. What is read of an event
/// holds on to the block.
pub(super) fn read_in(block: &Arc<str>, part: Range<usize>) -> Result<Line, BadLine> {
    let line = Slice::of(block, part);
    check(line.as_bytes())?;
    checked(&line)
}

fn checked(line: &Slice) -> Result<Line, BadLine> {
    let rest = line.as_bytes().get(PREFIX..).unwrap_or_default();
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

/// What stands before the texts and the leaf, read by its fixed shape.
struct Opening {
    commit: (u64, u64),
    durable: u64,
    key: KeyId,
    mac: [u8; 16],
    /// Where it ends in the line.
    end: usize,
}

/// Takes a number and what follows it.
fn number<'a>(text: &'a str, then: &str) -> Option<(u64, &'a str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (digits, rest) = text.split_at(end);
    Some((digits.parse().ok()?, rest.strip_prefix(then)?))
}

fn opening(line: &str) -> Option<Opening> {
    let rest = line.get(PREFIX..)?.strip_prefix("\"commit\":[")?;
    let (first, rest) = number(rest, ",")?;
    let (last, rest) = number(rest, ",")?;
    let (durable, rest) = number(rest, "],\"mac\":[\"")?;
    let (key, rest) = rest.split_at_checked(36)?;
    let (digits, rest) = rest.strip_prefix("\",\"")?.split_at_checked(32)?;
    let rest = rest.strip_prefix("\"]")?;
    let mut mac = [0; 16];
    crate::text::unhex(digits, &mut mac)?;
    Some(Opening {
        commit: (first, last),
        durable,
        key: key.parse().ok()?,
        mac,
        end: line.len() - rest.len(),
    })
}

/// Reads the line of an event. The sealed texts are only cut out: they are read when asked for.
fn event(slice: &Slice) -> Result<Line, BadLine> {
    let line: &str = slice;
    let content = |message: &str| BadLine::Content(message.to_owned());
    let opening = opening(line).ok_or_else(|| content("what stands before its leaf is unknown"))?;
    let rest = line.get(opening.end..).unwrap_or_default();
    let before =
        memmem::find(rest.as_bytes(), LEAF.as_bytes()).ok_or_else(|| content("it has no leaf"))?;
    let texts_at = match rest.get(..before) {
        Some("") => (0, 0),
        Some(texts) if texts.starts_with(TEXTS) => {
            (opening.end + TEXTS.len(), opening.end + before)
        }
        _ => return Err(content("what stands beside its leaf is unknown")),
    };
    let leaf_at = opening.end + before + LEAF.len();
    let leaf = line.get(leaf_at..line.len() - 1).unwrap_or_default();
    let read: leaf::Read<'_> =
        serde_json::from_str(leaf).map_err(|error| BadLine::Content(error.to_string()))?;
    let from = read.data.get().as_ptr() as usize - line.as_ptr() as usize;
    let data_at = (from, from + read.data.get().len());
    let envelope = read
        .envelope()
        .ok_or_else(|| content("its actor is of no known kind"))?;
    let (first, last) = opening.commit;
    if !(first..=last).contains(&envelope.position) {
        return Err(content("its position is outside its commit"));
    }
    let stored = Stored {
        envelope,
        line: slice.clone(),
        leaf_at,
        data_at,
        texts_at,
        commit: (first, last),
        key: opening.key,
        mac: opening.mac,
    };
    Ok(Line::Event(Box::new(stored), Durable(opening.durable)))
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

/// What stands before the sealed texts.
const TEXTS: &str = ",\"texts\":";

/// Writes the line of an event behind what is there. `leaf` writes the leaf in its place.
pub(super) fn write_event<E>(
    beside: &Beside<'_>,
    out: &mut String,
    leaf: impl FnOnce(&mut String) -> Result<(), E>,
) -> Result<Written, E> {
    let from = out.len();
    out.push_str("{\"crc\":\"00000000\",");
    let (first, last) = beside.commit;
    let Durable(durable) = beside.durable;
    // Writing to a string cannot fail.
    let _ = write!(out, "\"commit\":[{first},{last},{durable}]");
    leaf::write_id(",\"mac\":[", beside.key.0, out);
    out.push_str(",\"");
    leaf::write_hex(beside.mac, out);
    out.push_str("\"]");
    let mut texts_at = (0, 0);
    if !beside.texts.is_empty() {
        out.push_str(TEXTS);
        texts_at.0 = out.len() - from;
        for (nth, text) in beside.texts.iter().enumerate() {
            out.push_str(if nth == 0 { "[" } else { "," });
            out.push_str("{\"field\":");
            proof::write_string(&text.field, out);
            leaf::write_id(",\"key\":", text.key.0, out);
            out.push_str(",\"sealed\":\"");
            out.push_str(&text.sealed);
            out.push_str("\"}");
        }
        out.push(']');
        texts_at.1 = out.len() - from;
    }
    out.push_str(LEAF);
    let leaf_at = out.len() - from;
    leaf(out)?;
    out.push('}');
    let covered = out.as_bytes().get(from + PREFIX..).unwrap_or_default();
    let mut checksum = String::with_capacity(8);
    leaf::write_hex(&crc32fast::hash(covered).to_be_bytes(), &mut checksum);
    out.replace_range(from + 8..from + 16, &checksum);
    out.push('\n');
    Ok(Written { leaf_at, texts_at })
}
