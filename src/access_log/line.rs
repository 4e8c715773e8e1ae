//! One line: an entry, the hash of the line before it, and its own.
//!
//! `{"before":"…","entry":{…},"hash":"…"}`, where `hash` is the SHA-256 of the 32 bytes of
//! `before` followed by the bytes of `entry` exactly as they stand in the line.

use super::entry::Entry;
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub(super) type Hash = [u8; 32];

/// What stands before the first line of all.
pub(super) const NOTHING_BEFORE: Hash = [0; 32];

/// A line that is as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    before: Hash,
    entry: Entry,
    hash: Hash,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored<'a> {
    before: &'a str,
    #[serde(borrow)]
    entry: &'a RawValue,
    hash: &'a str,
}

/// Why a line is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("it is not a line of the access log")]
    Shape,
    #[error("its hash does not fit what it says")]
    Hash,
}

impl Line {
    /// Writes an entry behind a line with this hash.
    pub(super) fn write(before: Hash, entry: Entry) -> serde_json::Result<(String, Self)> {
        let words = serde_json::to_string(&entry)?;
        let hash = chained(before, words.as_bytes());
        let text = shaped(&before, &words, &hash);
        let line = Self {
            before,
            entry,
            hash,
        };
        Ok((text, line))
    }

    /// Reads a line, without its line feed.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::Shape)?;
        let stored: Stored<'_> = serde_json::from_str(text).map_err(|_| Unreadable::Shape)?;
        let before = hash_in(stored.before).ok_or(Unreadable::Shape)?;
        let hash = hash_in(stored.hash).ok_or(Unreadable::Shape)?;
        let words = stored.entry.get();
        if text != shaped(&before, words, &hash) {
            return Err(Unreadable::Shape);
        }
        if chained(before, words.as_bytes()) != hash {
            return Err(Unreadable::Hash);
        }
        let entry = serde_json::from_str(words).map_err(|_| Unreadable::Shape)?;
        Ok(Self {
            before,
            entry,
            hash,
        })
    }

    /// The hash of the line before it.
    pub(super) const fn before(&self) -> Hash {
        self.before
    }

    /// Its own hash.
    pub(super) const fn hash(&self) -> Hash {
        self.hash
    }

    /// What it says.
    pub(super) const fn entry(&self) -> &Entry {
        &self.entry
    }
}

/// What a line after an unreadable one names as the hash before it.
pub(super) fn hash_of(unreadable: &[u8]) -> Hash {
    Sha256::digest(unreadable).into()
}

fn chained(before: Hash, words: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(words);
    hash.finalize().into()
}

fn shaped(before: &Hash, words: &str, hash: &Hash) -> String {
    let (before, hash) = (hex::encode(before), hex::encode(hash));
    format!("{{\"before\":\"{before}\",\"entry\":{words},\"hash\":\"{hash}\"}}")
}

fn hash_in(text: &str) -> Option<Hash> {
    hex::decode(text).ok()?.try_into().ok()
}
