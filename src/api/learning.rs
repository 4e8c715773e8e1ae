//! Reads of briefings, learning activities and learning from child deaths.

use super::answer::Answer;
use super::ask::Ask;
use super::audits::named;
use super::problem::Problem;
use events::ids::{BriefingId, ChildDeathLearningId, LearningActivityId};
use projections::PageOf;
use projections::activities::ActivityFilter;
use projections::briefings::BriefingFilter;
use serde_json::{Value, json};

/// Every briefing in numbers, the one that was drafted last first.
///
/// # Errors
/// When the log cannot be read back.
pub fn briefings(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.list_briefings(&BriefingFilter::default(), PageOf::ALL, ask.today());
    let rows: Vec<Value> = found
        .rows
        .iter()
        .map(|one| {
            json!({
                "id": one.id,
                "version": one.version,
                "reference": one.reference,
                "title": one.title,
                "theme": one.theme,
                "phase": one.phase(),
                "published": one.published,
                "coverage": one.coverage(ask.today()),
            })
        })
        .collect();
    Answer::json(&json!({ "rows": rows }))
}

/// One briefing: what it rests on and says, and which agencies passed it on.
///
/// # Errors
/// 404 when there is none.
pub fn briefing(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let one = view.briefings.get(ask.id::<BriefingId>()?);
    let one = one.ok_or_else(Problem::not_found)?;
    let shown = json!({
        "id": one.id,
        "version": one.version,
        "briefing": one,
        "phase": one.phase(),
        "coverage": one.coverage(ask.today()),
    });
    named(&shown, one.id, one.version)
}

/// Every activity in numbers, the latest day first.
///
/// # Errors
/// When the log cannot be read back.
pub fn activities(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.list_activities(&ActivityFilter::default(), PageOf::ALL, ask.today());
    let rows: Vec<Value> = found
        .rows
        .iter()
        .map(|one| {
            json!({
                "id": one.id,
                "version": one.version,
                "kind": one.kind,
                "reference": one.reference,
                "title": one.title,
                "theme": one.theme,
                "phase": one.phase(),
                "day": one.day(),
                "places": one.places,
                "numbers": one.numbers(),
                "later_look_by": one.later_look_by(),
                "later_look_missed": one.later_look_missed(ask.today()).is_some(),
            })
        })
        .collect();
    Answer::json(&json!({ "rows": rows }))
}

/// One activity: who came, what they said straight away, and what changed in practice later.
///
/// # Errors
/// 404 when there is none.
pub fn activity(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let one = view.activities.get(ask.id::<LearningActivityId>()?);
    let one = one.ok_or_else(Problem::not_found)?;
    let shown = json!({
        "id": one.id,
        "version": one.version,
        "activity": one,
        "phase": one.phase(),
        "numbers": one.numbers(),
        "later_look_by": one.later_look_by(),
    });
    named(&shown, one.id, one.version)
}

/// Every year of learning from child deaths, the latest first.
///
/// # Errors
/// When the log cannot be read back.
pub fn years(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let rows: Vec<Value> = view
        .child_deaths
        .latest_first()
        .into_iter()
        .map(|one| {
            json!({
                "id": one.id,
                "version": one.version,
                "title": one.title,
                "year": one.year,
                "panel": one.panel,
                "learned": one.learned.len(),
                "recommended": one.recommended.len(),
                "reported": one.report.is_some(),
            })
        })
        .collect();
    Answer::json(&json!({ "rows": rows }))
}

/// One year: what deaths had in common, what was recommended, and the report. Bands only.
///
/// # Errors
/// 404 when there is none.
pub fn year(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let one = view.child_deaths.get(ask.id::<ChildDeathLearningId>()?);
    let one = one.ok_or_else(Problem::not_found)?;
    named(&one, one.id, one.version)
}
