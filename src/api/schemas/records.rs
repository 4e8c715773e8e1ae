//! The shapes of what is answered about how records are kept.

use super::answered::thing;
use super::{day, list, told};
use serde_json::{Value, json};

pub(super) fn things() -> Vec<(&'static str, Value)> {
    let named = told("object", "A kind of thing and its id.");
    vec![
        (
            "EvidencePackRow",
            thing(json!({
                "name": told("string", "What it is called, such as EP3."),
                "pack": told("object", "What was chosen, left out and held, and who had it."),
            })),
        ),
        (
            "ErasureRow",
            thing(json!({
                "phase": told("string", "Requested, to_erase, kept, refused or erased."),
                "things": list("Each a kind of thing and its id."),
                "erasure": told("object", "The review, the request, and what was decided."),
            })),
        ),
        (
            "LegalHoldRow",
            thing(json!({
                "stands": told("boolean", "Whether it was not lifted."),
                "things": list("Each a kind of thing and its id."),
                "held_for": told("string", "For what."),
                "hold": told("object", "When it was placed and lifted, by whom and why."),
            })),
        ),
        (
            "RetentionDue",
            json!({
                "type": "object",
                "required": ["thing", "class", "closed_on", "until", "standing"],
                "properties": {
                    "thing": named,
                    "class": told("string", "The class of record of the rule."),
                    "closed_on": day("From when it is counted."),
                    "until": day("Until when it is kept."),
                    "was_kept": told("boolean", "Whether a review moved that day."),
                    "standing": told("string", "Past, or soon: within 90 days."),
                },
            }),
        ),
    ]
}
