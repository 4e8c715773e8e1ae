//! What can be asked of a gap.

use super::Disposition;
use crate::ids::StreamId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What can be asked. Each command leads to the event of the same name and fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Say what becomes of a gap the product found. Needs a reason.
    DisposeOfGap {
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
    /// Open a gap again. Needs a reason.
    ReopenGap {},
}
