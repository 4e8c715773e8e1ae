//! The reads of inspections.

use super::super::inspections;
use super::super::schemas::Shape;
use super::{Operation, ask, one};

/// The reads of inspections.
pub(super) fn all() -> Vec<Operation> {
    vec![
        ask(
            "/inspections",
            "listInspections",
            "Inspections",
            "Inspections, filtered as on the page, the one notified last first.",
            &inspections::PARAMS,
            Shape::Rows("InspectionRow"),
            inspections::list,
        ),
        one(
            "/inspections/{id}",
            "getInspection",
            "Inspections",
            "One inspection: what was asked for and given, what the letter finds with what was \
             recommended, and the clock of the plan that answers it.",
            "Inspection",
            inspections::one,
        ),
    ]
}
