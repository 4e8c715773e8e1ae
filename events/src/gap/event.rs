//! What can be decided about a gap the product found.

use crate::ids::StreamId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What became of a gap.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// It was put right.
    Fixed,
    /// It is accepted, because of the reason on the event.
    Accepted,
    /// It was taken to somebody higher.
    Escalated,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody said what becomes of the gap. The reason is on the event.
    GapDisposed {
        /// The rule's number.
        rule: u16,
        /// What the gap is about.
        about: StreamId,
        /// What becomes of it.
        disposition: Disposition,
        /// To whom it was taken, when it was escalated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        escalated_to: Option<String>,
    },
    /// It is open again: what was said no longer holds. The reason is on the event.
    GapReopened {},
}
