//! Reads of audits, their cases and programmes, and who has to return what.

use super::answer::Answer;
use super::ask::{Ask, Kind, Param};
use super::lists::{page_of, paged};
use super::problem::Problem;
use super::table::{AGENCY, LIST};
use events::audit::AuditKind;
use events::ids::{AuditId, CaseId, ProgrammeId};
use projections::audits::{AuditFilter, AuditSort, AuditStage};
use projections::chase::ChaseFilter;
use serde_json::{Value, json};

const STAGES: Kind = Kind::OneOf(&[
    "commissioned",
    "sampled",
    "fieldwork",
    "moderated",
    "reported",
    "approved",
    "disseminated",
    "closed",
    "abandoned",
]);
const KINDS: Kind = Kind::OneOf(&[
    "multi_agency",
    "thematic",
    "deep_dive",
    "dip_sample",
    "single_agency",
    "repeat",
    "inspection_evaluation",
]);
const SORTS: Kind = Kind::OneOf(&["latest", "report_due", "reference"]);

/// Narrows to one audit.
pub(super) const OF_AUDIT: Param = Param::query("audit", Kind::Id, "Only of this audit.");

/// What the list of audits takes.
pub(super) fn audit_params() -> Vec<Param> {
    let mut params = vec![
        Param::query("programme", Kind::Id, "Only those made for this programme."),
        Param::many("stage", STAGES, "Only those so far."),
        Param::many("kind", KINDS, "Only of this kind."),
        Param::query(
            "theme",
            Kind::Words,
            "Only on this theme, under the code it has now or had before.",
        ),
        AGENCY,
        Param::query("open", Kind::Flag, "Only those under way."),
        Param::query("overdue", Kind::Flag, "Only those whose report is late."),
        Param::query(
            "sort",
            SORTS,
            "In which order; the latest first when not said.",
        ),
    ];
    params.extend(LIST);
    params
}

/// What the query asks for.
pub(super) fn audit_filter(ask: &Ask) -> AuditFilter {
    AuditFilter {
        programme: ask.read("programme"),
        stages: ask.named("stage", &AuditStage::ALL),
        kinds: ask.named("kind", &AuditKind::ALL),
        theme: ask.value("theme").map(ToOwned::to_owned),
        agency: ask.read("agency"),
        open: ask.flag("open"),
        overdue: ask.flag("overdue"),
    }
}

/// The order the query asks for.
pub(super) fn audit_sort(ask: &Ask) -> AuditSort {
    match ask.value("sort") {
        Some("report_due") => AuditSort::ReportDue,
        Some("reference") => AuditSort::Reference,
        Some(_) | None => AuditSort::Latest,
    }
}

/// What the query asks for.
pub(super) fn chase_filter(ask: &Ask) -> ChaseFilter {
    ChaseFilter {
        agency: ask.read("agency"),
        audit: ask.read("audit"),
        overdue: ask.flag("overdue"),
    }
}

/// Every year's programme in numbers, the latest first.
///
/// # Errors
/// When the log cannot be read back.
pub fn programmes(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let years = view.programmes.latest_first().into_iter();
    let years = years.filter_map(|one| view.programme(one.id, ask.today()));
    let rows: Vec<Value> = years
        .map(|year| {
            json!({
                "id": year.programme.id,
                "version": year.programme.version,
                "title": year.programme.title,
                "starts": year.programme.starts,
                "ends": year.programme.ends,
                "plan": year.programme.plan,
                "agreed": year.programme.agreed,
                "closed": year.programme.closed,
                "counts": year.counts,
                "pace": year.pace,
            })
        })
        .collect();
    Answer::json(&json!({ "rows": rows }))
}

/// One year's programme.
///
/// # Errors
/// 404 when there is none.
pub fn programme(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.programme(ask.id::<ProgrammeId>()?, ask.today());
    let found = found.ok_or_else(Problem::not_found)?;
    named(&found, found.programme.id, found.programme.version)
}

/// Audits.
///
/// # Errors
/// When the log cannot be read back.
pub fn list(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let (filter, sort) = (audit_filter(ask), audit_sort(ask));
    let page = view.list_audits(&filter, sort, page_of(ask), ask.today());
    paged(ask, &page, &audit_params())
}

/// One audit with everything its page shows.
///
/// # Errors
/// 404 when there is none.
pub fn audit(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.audit(ask.id::<AuditId>()?, ask.today());
    let found = found.ok_or_else(Problem::not_found)?;
    named(&found, found.audit.id, found.audit.version)
}

/// One case of an audit.
///
/// # Errors
/// 404 when there is none.
pub fn case(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let id = ask.id::<CaseId>()?;
    let found = view.audits.case(id).ok_or_else(Problem::not_found)?;
    Ok(Answer::json(found)?.version(found.version))
}

/// The returns that are waited for, and what each agency returned of what it was asked for.
///
/// # Errors
/// When the log cannot be read back.
pub fn to_chase(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.to_chase(&chase_filter(ask), ask.today());
    Answer::json(&json!({
        "agencies": view.returns_by_agency(ask.today()),
        "audits": found.audits,
        "self_assessments": found.self_assessments,
    }))
}

/// What a page shows of a thing, with the id and version of the thing itself.
pub(super) fn named(
    shown: &impl serde::Serialize,
    id: impl serde::Serialize,
    version: u64,
) -> Result<Answer, Problem> {
    let mut shown = serde_json::to_value(shown).map_err(|error| Problem::fault(&error))?;
    if let Some(fields) = shown.as_object_mut() {
        fields.insert("id".to_owned(), json!(id));
        fields.insert("version".to_owned(), json!(version));
    }
    Ok(Answer::value(shown).version(version))
}
