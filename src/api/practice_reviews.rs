//! Reads of practice reviews.

use super::answer::Answer;
use super::ask::{Ask, Kind, Param};
use super::audits::named;
use super::problem::Problem;
use super::table::{AS_AT, TEXTS};
use events::everywhere::Reach;
use events::ids::PracticeReviewId;
use events::practice_review::{Phase, ReviewKind};
use projections::practice_reviews::{Review, ReviewFilter, ReviewView};
use serde_json::{Value, json};

const KINDS: Kind = Kind::OneOf(&[
    "local",
    "thematic",
    "other_learning",
    "legacy_serious_case",
    "national_adopted",
]);
const STATES: Kind = Kind::OneOf(&[
    "commissioned",
    "scoped",
    "underway",
    "draft",
    "signed_off",
    "noticed",
    "published",
    "improvements_only",
    "withheld",
    "closed",
]);

/// What the list of practice reviews takes.
pub(super) const PARAMS: [Param; 6] = [
    Param::query("kind", KINDS, "Only of this kind."),
    Param::query("state", STATES, "Only those so far."),
    Param::query("late", Kind::Flag, "Only those past six months."),
    Param::query("open", Kind::Flag, "Only those not published or ended."),
    AS_AT,
    TEXTS,
];

/// Whether the asker speaks for one agency, which sees of a review only what it was asked.
fn is_of_agency(ask: &Ask) -> bool {
    match ask.visitor.sight.reach() {
        Reach::Agency(_) | Reach::Nothing => true,
        Reach::Everything | Reach::Settings | Reach::Request(_) => false,
    }
}

/// The practice reviews, the one decided upon last first.
///
/// # Errors
/// When the log cannot be read back.
pub fn list(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let whole = !is_of_agency(ask);
    let filter = ReviewFilter {
        kind: ask.named("kind", &ReviewKind::ALL).into_iter().next(),
        phase: Phase::ALL
            .into_iter()
            .find(|one| whole && Some(one.word()) == ask.value("state")),
        late: whole && ask.flag("late"),
        open: whole && ask.flag("open"),
    };
    let found = view.practice_reviews.matching(&filter, ask.today());
    let rows: Vec<Value> = found
        .into_iter()
        .map(|one| row(one, whole, ask.today()))
        .collect();
    Answer::json(&json!({ "rows": rows }))
}

fn row(one: &Review, whole: bool, today: chrono::NaiveDate) -> Value {
    let mut row = json!({
        "id": one.id,
        "version": one.version,
        "kind": one.kind,
        "reference": one.reference,
        "title": one.title,
        "decided_on": one.decided_on,
    });
    if let Some(fields) = row.as_object_mut().filter(|_| whole) {
        fields.insert("state".to_owned(), json!(one.phase().word()));
        fields.insert("due".to_owned(), json!(one.due));
        fields.insert("late".to_owned(), json!(one.is_late(today)));
        fields.insert("delayed".to_owned(), json!(one.is_delayed(today)));
        fields.insert("findings".to_owned(), json!(one.findings.len()));
    }
    row
}

/// One practice review, as far as it may be seen.
///
/// # Errors
/// 404 when there is none.
pub fn one(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.practice_review(ask.id::<PracticeReviewId>()?, ask.today());
    let found = found.ok_or_else(Problem::not_found)?;
    let told = if is_of_agency(ask) {
        json!({ "review": found.review })
    } else {
        whole(&found)
    };
    named(&told, found.review.id, found.review.version)
}

fn whole(view: &ReviewView<'_>) -> Value {
    let gates = view.gates.iter().map(
        |one| json!({ "gate": one.gate.command(), "title": one.gate.title(), "open": one.open }),
    );
    let milestones = view.milestones.iter().map(|one| {
        json!({
            "milestone": one.step.title(),
            "by": one.by,
            "statutory": one.step.is_statutory(),
            "done": one.done,
        })
    });
    let findings = view.findings.iter().map(|one| {
        let made = one.recommendations.iter().map(|made| made.id);
        json!({
            "finding": one.finding,
            "recommendations": made.collect::<Vec<_>>(),
            "is_orphan": one.is_orphan,
        })
    });
    let dates = &view.calculator;
    json!({
        "review": view.review,
        "state": view.phase.word(),
        "late": view.late,
        "delayed": view.delayed,
        "gates": gates.collect::<Vec<_>>(),
        "dates": {
            "latest": dates.due.as_ref().map(|due| due.on),
            "latest_copy": dates.latest_copy.as_ref().map(|due| due.on),
            "copy_sent": dates.copy_sent,
            "earliest": dates.earliest,
            "earliest_if_sent_today": dates.earliest_if_sent_today,
            "public_until": dates.public_until,
        },
        "milestones": milestones.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
        "subjects": view.people,
        "recommendations": view.recommendations.iter().map(|one| one.id).collect::<Vec<_>>(),
    })
}
