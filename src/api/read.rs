//! Reads of one thing.

use super::answer::Answer;
use super::ask::Ask;
use super::papers;
use super::problem::Problem;
use crate::app::Told;
use events::ids::{ActionId, EvidenceId, MeetingId, PlanId, RecommendationId};
use serde_json::{Value, json};

/// The partnership with its agencies, groups, roles and keys.
///
/// # Errors
/// When the log cannot be read back.
pub fn partnership(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    Ok(Answer::json(&view.people)?.version(view.people.version))
}

/// Every plan, the newest first, without what is in it.
///
/// # Errors
/// When the log cannot be read back.
pub fn plans(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let current = view.plans.current(ask.today()).map(|plan| plan.id);
    let rows: Vec<Value> = view
        .plans
        .all()
        .rev()
        .map(|plan| {
            json!({
                "id": plan.id,
                "version": plan.version,
                "title": plan.title,
                "from": plan.from,
                "to": plan.to,
                "phase": plan.phase,
                "current": current == Some(plan.id),
                "priorities": plan.priorities.len(),
                "actions": view.actions.of_plan(plan.id).count(),
                "drafted": plan.drafted,
            })
        })
        .collect();
    Answer::json(&json!({ "rows": rows }))
}

/// One plan.
///
/// # Errors
/// 404 when there is none.
pub fn plan(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let plan = view
        .plans
        .get(ask.id::<PlanId>()?)
        .ok_or_else(Problem::not_found)?;
    Ok(Answer::json(plan)?.version(plan.version))
}

/// A plan's priorities as a tree.
///
/// # Errors
/// 404 when there is no such plan.
pub fn priorities(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let plan = view
        .plans
        .get(ask.id::<PlanId>()?)
        .ok_or_else(Problem::not_found)?;
    Ok(Answer::json(&json!({ "rows": plan.tree() }))?.version(plan.version))
}

/// One action with what surrounds it.
///
/// # Errors
/// 404 when there is none.
pub fn action(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.action(ask.id::<ActionId>()?, ask.today());
    let found = found.ok_or_else(Problem::not_found)?;
    Ok(Answer::json(&found)?.version(found.action.version))
}

/// One recommendation with what surrounds it.
///
/// # Errors
/// 404 when there is none.
pub fn recommendation(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let id = ask.id::<RecommendationId>()?;
    let one = view
        .recommendations
        .get(id)
        .ok_or_else(Problem::not_found)?;
    let shown = super::lists::recommendation_row(&view, one, ask.today());
    Ok(Answer::json(&shown)?.version(one.version))
}

/// One piece of evidence.
///
/// # Errors
/// 404 when there is none.
pub fn evidence(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let piece = view
        .evidence
        .get(ask.id::<EvidenceId>()?)
        .ok_or_else(Problem::not_found)?;
    Ok(Answer::json(piece)?.version(piece.version))
}

/// The file of a piece of evidence, to be saved.
///
/// # Errors
/// 404 when there is none, 410 when it was erased.
pub fn evidence_file(ask: &Ask) -> Result<Answer, Problem> {
    let id = ask.id::<EvidenceId>()?;
    let view = ask.view()?;
    let piece = view.evidence.get(id).ok_or_else(Problem::not_found)?;
    let file = piece.file.as_ref().ok_or_else(no_file)?;
    let bytes = ask.seen().file(piece)?.ok_or_else(Problem::withheld)?;
    let name = match ask.seen().text(&file.name)? {
        Told::Words(name) => name,
        Told::Erased | Told::Sealed | Told::Withheld => id.to_string(),
    };
    Ok(Answer::file(name, file.media_type.clone(), bytes.to_vec()))
}

fn no_file() -> Problem {
    Problem::not_found().detail("this evidence was lodged as a reference, without a file")
}

/// One meeting with its decisions.
///
/// # Errors
/// 404 when there is none.
pub fn meeting(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let meeting = view
        .meetings
        .get(ask.id::<MeetingId>()?)
        .ok_or_else(Problem::not_found)?;
    let came_of = serde_json::to_value(view.meetings.came_of(meeting.id));
    let mut shown = serde_json::to_value(meeting).map_err(|error| Problem::fault(&error))?;
    if let Some(fields) = shown.as_object_mut() {
        let came_of = came_of.map_err(|error| Problem::fault(&error))?;
        fields.insert("came_of".to_owned(), came_of);
        let papers = papers::told(ask.seen().app(), meeting, ask.moment("as_at"))?;
        fields.insert("papers".to_owned(), papers);
    }
    Ok(Answer::json(&shown)?.version(meeting.version))
}
