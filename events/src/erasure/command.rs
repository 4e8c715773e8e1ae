//! What can be asked on the way to an erasure.

use super::{AskedBy, Authority, Exemption, Outcome};
use crate::ids::StreamId;
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to an erasure. A reason and the meeting that decided travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Look at a record past its period: keep it, until a day and because of something, or have it
    /// erased.
    ReviewRetention {
        /// Which thing.
        of: StreamId,
        /// What it comes to.
        outcome: Outcome,
        /// Until when it is kept, where it is.
        #[serde(default)]
        keep_until: Option<NaiveDate>,
        /// Why.
        words: Text,
    },
    /// Ask for the words of things to be erased. Nothing is erased yet.
    RequestErasure {
        /// Whose words: every thing by itself, at most 150.
        things: Vec<StreamId>,
        /// Who asks.
        asked_by: AskedBy,
        /// Under what.
        authority: Authority,
        /// What is asked, and why, without a name.
        words: Text,
    },
    /// Refuse a request under an exemption. Nobody decides their own request.
    RefuseErasure {
        /// Under which exemption.
        exemption: Exemption,
        /// Why it applies.
        words: Text,
    },
    /// Erase what was asked for, for good. Nobody decides their own request.
    EraseData {},
}
