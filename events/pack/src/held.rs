//! What a reader already holds: a key, and a checkpoint of the log.

use crate::lines::hashes;
use proof::canonical::INTEGER_MAX;
use proof::{Checkpoint, Hash, Verifier, code, note_parts};
use serde::Deserialize;

/// A checkpoint that somebody kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldCheckpoint {
    /// The signed note.
    Note(String),
    /// The short code, with the size if that was kept too.
    Code {
        /// How many events the log held.
        size: Option<u64>,
        /// The code, in the form in which codes are compared.
        code: String,
    },
    /// The signed note, with a proof between its size and the pack's.
    Bridge {
        /// The signed note.
        note: String,
        /// The consistency proof, the smaller size first.
        proof: Vec<Hash>,
    },
}

/// What somebody gave is not something that can be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotHeld {
    /// Not a checkpoint.
    #[error(
        "this is not a checkpoint: give a signed note, its size and short code, its short code, or \
         a bridge that the log made"
    )]
    Checkpoint,
    /// Not a key.
    #[error("this is not a key: give the public key `name+hash+key`, or its fingerprint")]
    Key,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bridge {
    note: String,
    proof: Vec<String>,
}

impl HeldCheckpoint {
    /// Reads what somebody kept: a note, a bridge, a size and a code, or a code.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn read(text: &str) -> Result<Self, NotHeld> {
        // A file may have been through a program that ends lines in another way.
        let text = text.replace("\r\n", "\n");
        let text = text.trim();
        if text.starts_with('{') {
            let bridge: Bridge = serde_json::from_str(text).map_err(|_| NotHeld::Checkpoint)?;
            let proof = hashes(&bridge.proof).ok_or(NotHeld::Checkpoint)?;
            let note = bridge.note;
            let good = is_checkpoint(&note);
            let bridge = good.then_some(Self::Bridge { note, proof });
            return bridge.ok_or(NotHeld::Checkpoint);
        }
        let note = format!("{text}\n");
        if is_checkpoint(&note) {
            return Ok(Self::Note(note));
        }
        if let Some(code) = code::read(text) {
            return Ok(Self::Code { size: None, code });
        }
        let (size, code) = sized(text).ok_or(NotHeld::Checkpoint)?;
        let size = Some(size);
        Ok(Self::Code { size, code })
    }
}

/// Whether this is a checkpoint in the form of a signed note, whoever signed it.
fn is_checkpoint(note: &str) -> bool {
    note_parts(note).is_ok_and(|(text, _)| Checkpoint::from_text(text).is_ok())
}

/// A size and a code as a person writes them, or as a line of minutes has them:
/// `At 1,204 events on 4 November 2026: ABCD-…`.
fn sized(text: &str) -> Option<(u64, String)> {
    let text = text.trim_end_matches('.');
    let text = without(text, "for the minutes:").unwrap_or(text);
    let text = text.trim_start();
    let text = without(text, "at ").unwrap_or(text).trim_start();
    // A comma is within the number or behind it, whichever leaves a code.
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let ends = [thousands(text, digits), digits];
    ends.into_iter().find_map(|end| {
        let (number, rest) = text.split_at_checked(end)?;
        let size = number.replace(',', "").parse().ok()?;
        let code = behind(rest)?;
        (size <= INTEGER_MAX).then_some((size, code))
    })
}

/// Where a number ends that may have commas between its thousands.
fn thousands(text: &str, digits: usize) -> usize {
    let mut end = digits;
    if !(1..=3).contains(&digits) {
        return end;
    }
    let group = |end: usize| {
        let bytes = text.as_bytes().get(end..end + 4)?;
        let (comma, digits) = bytes.split_first()?;
        (*comma == b',' && digits.iter().all(u8::is_ascii_digit)).then_some(end + 4)
    };
    while let Some(next) = group(end) {
        end = next;
    }
    end
}

/// The code behind a number, with the word `events` and a day between them or without.
fn behind(rest: &str) -> Option<String> {
    let separates = |c: char| c.is_whitespace() || [',', ';', ':', '/'].contains(&c);
    let apart = |text| {
        let after = str::trim_start_matches(text, separates);
        (after.len() < text.len()).then_some(after)
    };
    let rest = apart(rest)?;
    let word = without(rest, "events").or_else(|| without(rest, "event"));
    let Some(after) = word.and_then(apart) else {
        return code::read(rest);
    };
    let day = without(after, "on ").and_then(|day| day.split_once(':'));
    code::read(day.map_or(after, |(_, code)| code))
}

/// What follows a word, in capitals or not.
fn without<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    start.eq_ignore_ascii_case(word).then_some(rest)
}

/// A key that somebody kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldKey {
    /// The public key.
    Key(Verifier),
    /// Its fingerprint, in the form in which codes are compared.
    Fingerprint(String),
}

impl HeldKey {
    /// Reads a public key or its fingerprint.
    ///
    /// # Errors
    /// When it is neither.
    pub fn read(text: &str) -> Result<Self, NotHeld> {
        let text = text.trim();
        if text.contains('+') {
            return text.parse().map(Self::Key).map_err(|_| NotHeld::Key);
        }
        code::read(text).map(Self::Fingerprint).ok_or(NotHeld::Key)
    }

    /// Whether a key is this one.
    pub(crate) fn is(&self, key: &Verifier) -> bool {
        match self {
            Self::Key(held) => held == key,
            Self::Fingerprint(held) => *held == key.fingerprint(),
        }
    }
}

/// What a reader holds to compare a pack with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// A checkpoint, if any.
    pub checkpoint: Option<HeldCheckpoint>,
    /// A key, if any.
    pub key: Option<HeldKey>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proof::Signer;

    fn signer() -> Signer {
        Signer::new("golden-thread.test", &[7; 32]).unwrap()
    }

    fn checkpoint() -> Checkpoint {
        Checkpoint {
            origin: "golden-thread.test".into(),
            size: 341,
            root: [5; 32],
        }
    }

    #[test]
    fn a_checkpoint_is_read_in_each_form_in_which_it_may_have_been_kept() {
        let note = signer().sign(&checkpoint());
        let read = HeldCheckpoint::read;
        assert_eq!(read(&note), Ok(HeldCheckpoint::Note(note.clone())));
        let windows = format!("\n{}\r\n", note.replace('\n', "\r\n"));
        assert_eq!(read(&windows), Ok(HeldCheckpoint::Note(note.clone())));
        let bridge = serde_json::json!({ "note": note, "proof": ["0".repeat(64)] });
        let proof = vec![[0; 32]];
        assert_eq!(
            read(&bridge.to_string()),
            Ok(HeldCheckpoint::Bridge { note, proof })
        );
        let printed = checkpoint().short_code();
        let code = printed.clone();
        for (typed, size) in [
            (printed.clone(), None),
            (printed.to_lowercase().replace('-', " "), None),
            (format!("341 {printed}"), Some(341)),
            (format!("341: {printed}"), Some(341)),
            (format!("341/{}", printed.replace('-', "")), Some(341)),
            (format!("341, {printed}"), Some(341)),
            (format!("341 events; {printed}"), Some(341)),
            (format!("1,341 events: {printed}"), Some(1341)),
            (format!("1,234,341 {printed}."), Some(1_234_341)),
            (format!("1 event {printed}"), Some(1)),
            (
                format!("At 341 events on 4 November 2026: {printed}"),
                Some(341),
            ),
            (
                format!("For the minutes: At 1,341 events on 4 November 2026: {printed}."),
                Some(1341),
            ),
        ] {
            let code = code.clone();
            assert_eq!(read(&typed), Ok(HeldCheckpoint::Code { size, code }));
        }
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let short = checkpoint().short_code().replacen('-', "", 1)[1..].to_owned();
        let code = checkpoint().short_code();
        let other_text = signer().sign_text("no\ncheckpoint\n").unwrap();
        let bridge = serde_json::json!({ "note": other_text, "proof": [] }).to_string();
        for wrong in [
            "",
            "hello",
            "341",
            "{}",
            "{\"note\":1}",
            &short,
            "x: y",
            &format!("341{code}"),
            &format!("x 341 {code}"),
            &format!("-1 {code}"),
            &format!("9007199254740992 {code}"),
            &format!("341 people: {code}"),
            &other_text,
            &bridge,
        ] {
            assert_eq!(
                HeldCheckpoint::read(wrong),
                Err(NotHeld::Checkpoint),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_key_is_held_whole_or_as_its_fingerprint() {
        let key = signer().verifier();
        let other = Signer::new("golden-thread.test", &[8; 32])
            .unwrap()
            .verifier();
        for text in [
            key.to_string(),
            key.fingerprint(),
            key.fingerprint().to_lowercase(),
        ] {
            let held = HeldKey::read(&text).unwrap();
            assert!(held.is(&key) && !held.is(&other), "{text}");
        }
        for wrong in ["", "a+b+c", "hello"] {
            assert_eq!(HeldKey::read(wrong), Err(NotHeld::Key));
        }
    }
}
