//! What can happen on the way to an erasure.

use super::{AskedBy, Authority, Exemption};
use crate::ids::{KeyId, StreamId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a review of a record past its period came to.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is kept for longer.
    Keep,
    /// Its words are to be erased: somebody asks for it next.
    Erase,
}

/// A data key that an erasure destroys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DestroyedKey {
    /// The key.
    pub key: KeyId,
    /// The stream it sealed words of.
    pub stream: StreamId,
    /// Which of them: `stream`, or the name of a further key such as one file's.
    pub scope: String,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A record past its period was looked at.
    RetentionReviewed {
        /// Which.
        of: StreamId,
        /// What it came to.
        outcome: Outcome,
        /// Until when it is kept, where it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keep_until: Option<NaiveDate>,
        /// Why.
        words: Text,
    },
    /// Somebody asked for words to be erased.
    ErasureRequested {
        /// Whose words: every thing by itself.
        things: Vec<StreamId>,
        /// Who asked.
        asked_by: AskedBy,
        /// Under what.
        authority: Authority,
        /// What was asked, and why.
        words: Text,
    },
    /// The request was refused.
    ErasureRequestRefused {
        /// Under which exemption.
        exemption: Exemption,
        /// Why it applies.
        words: Text,
    },
    /// The words were erased: the keys named here are destroyed as soon as this is recorded.
    PersonalDataErased {
        /// Whose words.
        things: Vec<StreamId>,
        /// Under what.
        authority: Authority,
        /// The keys, which the log fills in.
        keys_destroyed: Vec<DestroyedKey>,
    },
}
