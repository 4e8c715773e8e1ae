//! What a reader already holds: a key, and a checkpoint of the log.

use crate::lines::hashes;
use proof::{Hash, Verifier, code, note_parts};
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
            return Ok(Self::Bridge { note, proof });
        }
        let note = format!("{text}\n");
        if note_parts(&note).is_ok() {
            return Ok(Self::Note(note));
        }
        if let Some(code) = code::read(text) {
            return Ok(Self::Code { size: None, code });
        }
        let separates = |c: char| c.is_whitespace() || [':', '/', ','].contains(&c);
        let (size, code) = text.split_once(separates).ok_or(NotHeld::Checkpoint)?;
        let size = size.parse().map_err(|_| NotHeld::Checkpoint)?;
        let code = code::read(code).ok_or(NotHeld::Checkpoint)?;
        let size = Some(size);
        Ok(Self::Code { size, code })
    }
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
    use proof::{Checkpoint, Signer};

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
        ] {
            let code = code.clone();
            assert_eq!(read(&typed), Ok(HeldCheckpoint::Code { size, code }));
        }
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let short = checkpoint().short_code().replacen('-', "", 1)[1..].to_owned();
        for wrong in ["", "hello", "341", "{}", "{\"note\":1}", &short, "x: y"] {
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
