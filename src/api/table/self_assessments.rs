//! The reads of rounds of self-assessments, and of each agency's return.

use super::super::schemas::Shape;
use super::super::self_assessments as rounds;
use super::{AS_AT, Operation, TEXTS, ask, one};

/// The reads of self-assessments.
pub(super) fn all() -> Vec<Operation> {
    vec![
        ask(
            "/self-assessments",
            "listSelfAssessments",
            "Audits",
            "Every round of self-assessments in numbers, the latest first.",
            &[AS_AT, TEXTS],
            Shape::Rows("SelfAssessmentRow"),
            rounds::list,
        ),
        one(
            "/self-assessments/{id}",
            "getSelfAssessment",
            "Audits",
            "One round: its standards, and the return of each agency with its scores.",
            "SelfAssessment",
            rounds::campaign,
        ),
        one(
            "/self-assessments/{id}/heat-map",
            "getHeatMap",
            "Audits",
            "Agencies down, standards across: self score and moderated score.",
            "HeatMap",
            rounds::heat_map,
        ),
        one(
            "/returns/{id}",
            "getReturn",
            "Audits",
            "One agency's return: its answers, the moderated scores beside them, and what is \
             missing.",
            "Return",
            rounds::service_return,
        ),
    ]
}
