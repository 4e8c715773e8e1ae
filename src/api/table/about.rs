//! What is about the log and about the interface itself.

use super::{Operation, Run, write};
use crate::api::schemas::Shape;
use crate::web::entrance::Needs;
use events::everywhere::Area;

/// The operations.
pub(super) fn all() -> Vec<Operation> {
    vec![
        Operation {
            needs: Needs::Area(Area::Checkpoints),
            ..write(
                "/checkpoints",
                "makeCheckpoint",
                "Proof",
                "Sign the log's present size and root.",
                None,
                vec![(201, "Signed.", Shape::Object("Checkpoint"))],
                Run::Checkpoint,
            )
        },
        Operation {
            answers: vec![(200, "This document.", Shape::Document)],
            needs: Needs::Nothing,
            ..write(
                "/openapi.json",
                "getDocument",
                "About",
                "This document.",
                None,
                Vec::new(),
                Run::Document,
            )
        },
        Operation {
            answers: vec![(200, "A page for people.", Shape::Html)],
            needs: Needs::Nothing,
            ..write(
                "/",
                "getReference",
                "About",
                "Every operation on one page.",
                None,
                Vec::new(),
                Run::Page,
            )
        },
    ]
}
