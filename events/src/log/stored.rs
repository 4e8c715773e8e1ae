//! An event as it stands in the log.

use crate::envelope::Envelope;
use crate::ids::KeyId;
use proof::Hash;
use serde::{Deserialize, Serialize};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A recorded event: who, when, where and why, and its data with words as commitments.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Everything about the event but its data.
    pub envelope: Envelope,
    /// The journal line, without its line break.
    pub(super) line: Slice,
    /// Where the leaf begins in the line; it ends one byte before the line does.
    pub(super) leaf_at: usize,
    /// Where the data stands in the line.
    pub(super) data_at: (usize, usize),
    /// Where the sealed texts stand in the line; the same twice when there are none.
    pub(super) texts_at: (usize, usize),
    /// The first and last position of the commit it was recorded in.
    pub(super) commit: (u64, u64),
    /// The key of `mac`: its stream's own key when it was recorded.
    pub(super) key: KeyId,
    /// Tells a resent event from a changed one; see `seal`.
    pub(super) mac: [u8; 16],
}

/// Part of a text that others hold too: a block of the journal is kept once for all its lines.
#[derive(Debug, Clone)]
pub(super) struct Slice {
    block: Arc<str>,
    from: usize,
    to: usize,
}

impl Slice {
    /// A part of a block; empty where there is no such part.
    pub(super) fn of(block: &Arc<str>, part: Range<usize>) -> Self {
        let there = block.get(part.clone()).is_some();
        Self {
            block: block.clone(),
            from: if there { part.start } else { 0 },
            to: if there { part.end } else { 0 },
        }
    }
}

impl From<&str> for Slice {
    fn from(text: &str) -> Self {
        let part = 0..text.len();
        Self::of(&text.into(), part)
    }
}

impl Deref for Slice {
    type Target = str;
    fn deref(&self) -> &str {
        self.block.get(self.from..self.to).unwrap_or_default()
    }
}

impl PartialEq for Slice {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Stored {
    /// Its place in the log.
    pub const fn position(&self) -> u64 {
        self.envelope.position
    }

    /// The data, exactly as it stands in the leaf.
    pub fn data(&self) -> &str {
        let (from, to) = self.data_at;
        self.line.get(from..to).unwrap_or_default()
    }

    /// The leaf: the canonical JSON that is hashed.
    pub fn leaf(&self) -> &str {
        self.line
            .get(self.leaf_at..self.line.len().saturating_sub(1))
            .unwrap_or_default()
    }

    /// The hash of the leaf, as it stands in the tree.
    pub fn leaf_hash(&self) -> Hash {
        proof::leaf_hash(self.leaf().as_bytes())
    }

    /// The first and last position of the commit the event was recorded in.
    pub const fn commit(&self) -> (u64, u64) {
        self.commit
    }

    /// The fields whose words were sealed, as JSON pointers into the leaf.
    ///
    /// # Errors
    /// When the line is damaged.
    pub fn fields(&self) -> Result<Vec<String>, serde_json::Error> {
        Ok(self.texts()?.into_iter().map(|text| text.field).collect())
    }

    /// The keys its words are sealed under, each once.
    ///
    /// # Errors
    /// When the line is damaged.
    pub fn keys(&self) -> Result<Vec<KeyId>, serde_json::Error> {
        let mut keys: Vec<KeyId> = self.texts()?.into_iter().map(|text| text.key).collect();
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }

    pub(super) fn texts(&self) -> Result<Vec<SealedText>, serde_json::Error> {
        let (from, to) = self.texts_at;
        match self.line.get(from..to) {
            None | Some("") => Ok(Vec::new()),
            Some(texts) => serde_json::from_str(texts),
        }
    }
}

/// Words beside a leaf, encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SealedText {
    /// The field, as a JSON pointer into the leaf.
    pub(super) field: String,
    /// The key they are sealed under.
    pub(super) key: KeyId,
    /// Nonce and ciphertext of `[salt, words]`, in base64.
    pub(super) sealed: String,
}

/// What can be told of a text.
#[derive(Clone, PartialEq, Eq)]
pub enum Disclosed {
    /// The words.
    Words(String),
    /// The key was destroyed, and the words with it.
    Erased,
    /// The master key is not here, so the words cannot be read now.
    Sealed,
}

/// Words stay out of logs and panics.
impl std::fmt::Debug for Disclosed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Words(words) => write!(f, "Words({} bytes)", words.len()),
            Self::Erased => f.write_str("Erased"),
            Self::Sealed => f.write_str("Sealed"),
        }
    }
}
