//! What can be asked of a legal hold.

use super::HeldFor;
use crate::ids::StreamId;
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a legal hold. The meeting that decided travels beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Hold things, so that nothing of them, and of what is part of them, is erased.
    PlaceHold {
        /// Which things: at least one, at most 150.
        things: Vec<StreamId>,
        /// For what.
        held_for: HeldFor,
        /// Why, and who asked, without a name.
        words: Text,
    },
    /// Hold them no longer.
    LiftHold {
        /// Why.
        words: Text,
    },
}
