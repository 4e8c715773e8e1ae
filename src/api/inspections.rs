//! Reads of inspections.

use super::answer::Answer;
use super::ask::{Ask, Kind, Param};
use super::audits::named;
use super::problem::Problem;
use super::table::{AS_AT, TEXTS};
use events::everywhere::Reach;
use events::ids::InspectionId;
use events::inspection::{InspectionKind, Phase};
use projections::inspections::{Inspection, InspectionFilter, InspectionView, RequestCounts};
use serde_json::{Value, json};

const KINDS: Kind = Kind::OneOf(&[
    "ilacs_standard",
    "ilacs_short",
    "focused_visit",
    "monitoring_visit",
    "jtai",
    "area_send",
    "hmicfrs_child_protection",
    "cqc_review",
    "other",
]);
const STATES: Kind = Kind::OneOf(&["notified", "reported", "planned", "closed"]);

/// What the list of inspections takes.
pub(super) const PARAMS: [Param; 6] = [
    Param::query("kind", KINDS, "Only of this kind."),
    Param::query("state", STATES, "Only those so far."),
    Param::query(
        "late",
        Kind::Flag,
        "Only those with a request or a plan past its day and not answered or sent.",
    ),
    Param::query("open", Kind::Flag, "Only those not closed."),
    AS_AT,
    TEXTS,
];

/// Whether the asker speaks for one agency, which sees of an inspection only what it was asked and
/// what is said of it.
fn is_of_agency(ask: &Ask) -> bool {
    match ask.visitor.sight.reach() {
        Reach::Agency(_) | Reach::Nothing => true,
        Reach::Everything | Reach::Settings | Reach::Request(_) => false,
    }
}

/// The inspections, the one notified last first.
///
/// # Errors
/// When the log cannot be read back.
pub fn list(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let whole = !is_of_agency(ask);
    let mut phases = Phase::ALL.into_iter();
    let filter = InspectionFilter {
        kind: ask.named("kind", &InspectionKind::ALL).into_iter().next(),
        phase: phases.find(|one| whole && Some(one.word()) == ask.value("state")),
        open: ask.flag("open"),
        late: ask.flag("late"),
    };
    let found = view.inspections.matching(&filter, ask.today());
    let rows: Vec<Value> = found
        .into_iter()
        .map(|one| row(one, whole, ask.today()))
        .collect();
    Answer::json(&json!({ "rows": rows }))
}

fn row(one: &Inspection, whole: bool, today: chrono::NaiveDate) -> Value {
    let mut row = json!({
        "id": one.id,
        "version": one.version,
        "kind": one.kind,
        "reference": one.reference,
        "inspectorates": one.inspectorates,
        "notified_on": one.notified_on,
        "requests": RequestCounts::of(one, today),
        "late": one.is_late(today),
    });
    if let Some(fields) = row.as_object_mut().filter(|_| whole) {
        fields.insert("state".to_owned(), json!(one.phase().word()));
        fields.insert("plan_due".to_owned(), json!(one.plan_due()));
        fields.insert("findings".to_owned(), json!(one.findings.len()));
    }
    row
}

/// One inspection, as far as it may be seen.
///
/// # Errors
/// 404 when there is none.
pub fn one(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.inspection(ask.id::<InspectionId>()?, ask.today());
    let found = found.ok_or_else(Problem::not_found)?;
    let told = told(&found, !is_of_agency(ask));
    named(&told, found.inspection.id, found.inspection.version)
}

fn told(view: &InspectionView<'_>, whole: bool) -> Value {
    let findings = view.findings.iter().map(|one| {
        let made = one.recommendations.iter().map(|made| made.id);
        let mut told = json!({
            "finding": one.finding,
            "recommendations": made.collect::<Vec<_>>(),
        });
        // Whom recommendations go to is seen from the whole.
        if let Some(fields) = told.as_object_mut().filter(|_| whole) {
            fields.insert("is_orphan".to_owned(), json!(one.is_orphan));
        }
        told
    });
    let mut told = json!({
        "inspection": view.inspection,
        "requests": view.counts,
        "findings": findings.collect::<Vec<_>>(),
    });
    if let Some(fields) = told.as_object_mut().filter(|_| whole) {
        let made = view.recommendations.iter().map(|one| one.id);
        fields.insert("state".to_owned(), json!(view.phase.word()));
        fields.insert("clock".to_owned(), json!(view.clock));
        fields.insert(
            "recommendations".to_owned(),
            json!(made.collect::<Vec<_>>()),
        );
    }
    told
}
