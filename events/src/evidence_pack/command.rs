//! What can be asked of an evidence pack.

use super::{Chosen, Delivery, Held, Withholding};
use crate::envelope::Moment;
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A command to an evidence pack. A reason travels beside it.
#[expect(clippy::large_enum_variant, reason = "commands come one at a time")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Record that a pack was put together. The product gives this command itself, with what it
    /// put into the pack.
    AssemblePack {
        /// Whom it is for.
        recipient: Text,
        /// Under which request.
        request: Text,
        /// What it is for.
        purpose: Text,
        /// The information request of an inspection that it answers.
        #[serde(default)]
        information_request: Option<Uuid>,
        /// It shows what had been recorded by this moment.
        as_at: Moment,
        /// What of the record was chosen.
        chosen: Chosen,
        /// What was left out of it.
        #[serde(default)]
        withholding: Withholding,
        /// What it holds.
        held: Held,
    },
    /// Record that it was handed over.
    ReleasePack {
        /// To whom.
        to: Text,
        /// How.
        how: Delivery,
    },
}
