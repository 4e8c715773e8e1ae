//! The reads of evidence packs.

use super::super::packs;
use super::super::schemas::Shape;
use super::{AS_AT, Operation, TEXTS, ask, one};

/// The reads of packs.
pub(super) fn all() -> Vec<Operation> {
    vec![
        ask(
            "/evidence-packs",
            "listEvidencePacks",
            "Evidence packs",
            "Every evidence pack that was put together, the latest first.",
            &[AS_AT, TEXTS],
            Shape::Rows("EvidencePackRow"),
            packs::list,
        ),
        one(
            "/evidence-packs/{id}",
            "getEvidencePack",
            "Evidence packs",
            "One pack: what was chosen and left out, what it holds, and to whom it was released.",
            "EvidencePackRow",
            packs::one,
        ),
    ]
}
