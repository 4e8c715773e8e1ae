//! Text that looks like it identifies somebody.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
/// What a text looks like.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierKind {
    /// An NHS number with a valid check digit.
    NhsNumber,
}
