//! The reads of how records are kept, held and erased.

use super::super::records;
use super::super::schemas::Shape;
use super::{AS_AT, Operation, TEXTS, ask, one};

/// The reads of records.
pub(super) fn all() -> Vec<Operation> {
    vec![
        ask(
            "/erasures",
            "listErasures",
            "Records",
            "Every review of how long a record is kept, every request for erasure and every \
             erasure, what happened last first.",
            &[AS_AT, TEXTS],
            Shape::Rows("ErasureRow"),
            records::erasures,
        ),
        one(
            "/erasures/{id}",
            "getErasure",
            "Records",
            "One of them: whose words, who asked, under what, and what was decided.",
            "ErasureRow",
            records::erasure,
        ),
        ask(
            "/legal-holds",
            "listLegalHolds",
            "Records",
            "Every legal hold, those that stand first.",
            &[AS_AT, TEXTS],
            Shape::Rows("LegalHoldRow"),
            records::holds,
        ),
        one(
            "/legal-holds/{id}",
            "getLegalHold",
            "Records",
            "One legal hold: what is held, for what, and whether it was lifted.",
            "LegalHoldRow",
            records::hold,
        ),
        ask(
            "/retention-due",
            "listRetentionDue",
            "Records",
            "Every closed record that is past its period, or will be within 90 days.",
            &[AS_AT, TEXTS],
            Shape::Rows("RetentionDue"),
            records::due,
        ),
    ]
}
