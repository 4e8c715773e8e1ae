//! The search, whose words are sent in a body.

use super::{Operation, Run, write};
use crate::api::schemas::Shape;

/// The one operation that asks by `POST` and records nothing.
pub(super) fn operation() -> Operation {
    write(
        "/search",
        "search",
        "Position",
        "Words, looked for in everything that whoever asks may see: narrative and labels, in every \
         form of a word. They are sent in the body, so that they stand in no address and no log. \
         Nothing is recorded.",
        Some(Shape::Object("Sought")),
        vec![(200, "What was found.", Shape::Object("Found"))],
        Run::Search,
    )
}
