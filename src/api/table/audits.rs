//! The reads of audits, their cases and programmes, and who has to return what.

use super::super::audits;
use super::super::schemas::Shape;
use super::{AGENCY, AS_AT, Operation, TEXTS, ask, one};

/// The reads of the year's audits.
pub(super) fn all() -> Vec<Operation> {
    vec![
        ask(
            "/programmes",
            "listProgrammes",
            "Audits",
            "Every year's programme of audits in numbers, the latest first.",
            &[AS_AT, TEXTS],
            Shape::Rows("ProgrammeRow"),
            audits::programmes,
        ),
        one(
            "/programmes/{id}",
            "getProgramme",
            "Audits",
            "One year's programme: what it planned, what became of each entry, and its pace.",
            "Programme",
            audits::programme,
        ),
        ask(
            "/audits",
            "listAudits",
            "Audits",
            "Audits, filtered and sorted as on the page.",
            &audits::audit_params(),
            Shape::Page("AuditRow"),
            audits::list,
        ),
        one(
            "/audits/{id}",
            "getAudit",
            "Audits",
            "One audit with its sample, the matrix of returns, the grades side by side, and its \
             findings with what was made of them.",
            "Audit",
            audits::audit,
        ),
        one(
            "/cases/{id}",
            "getCase",
            "Audits",
            "One case of an audit, as far as it may be seen: returns, grades, concerns and voices.",
            "Case",
            audits::case,
        ),
        ask(
            "/returns-to-chase",
            "listReturnsToChase",
            "Audits",
            "The returns that audits and self-assessments wait for, by agency.",
            &[AGENCY, audits::OF_AUDIT, super::OVERDUE, AS_AT, TEXTS],
            Shape::Object("ReturnsToChase"),
            audits::to_chase,
        ),
    ]
}
