//! Reads of how records are kept, held and erased.

use super::answer::Answer;
use super::ask::Ask;
use super::audits::named;
use super::problem::Problem;
use events::ids::{ErasureId, LegalHoldId};
use projections::records::{Erasure, Hold};
use serde_json::{Value, json};

fn of_erasure(one: &Erasure) -> Value {
    json!({
        "id": one.id,
        "version": one.version,
        "phase": one.phase(),
        "things": one.things(),
        "since": one.since(),
        "erasure": one,
    })
}

fn of_hold(hold: &Hold) -> Value {
    json!({
        "id": hold.id,
        "version": hold.version,
        "stands": hold.stands(),
        "things": hold.things,
        "held_for": hold.held_for,
        "hold": hold,
    })
}

/// Every review, request and erasure, what happened last first.
///
/// # Errors
/// When the log cannot be read back.
pub fn erasures(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let all = view.records.erasures().into_iter();
    let rows: Vec<Value> = all.map(of_erasure).collect();
    Answer::json(&json!({ "rows": rows }))
}

/// One of them.
///
/// # Errors
/// 404 when there is none.
pub fn erasure(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let one = view.records.erasure(ask.id::<ErasureId>()?);
    let one = one.ok_or_else(Problem::not_found)?;
    named(&of_erasure(one), one.id, one.version)
}

/// Every legal hold, those that stand first.
///
/// # Errors
/// When the log cannot be read back.
pub fn holds(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let all = view.records.holds().into_iter();
    let rows: Vec<Value> = all.map(of_hold).collect();
    Answer::json(&json!({ "rows": rows }))
}

/// One legal hold.
///
/// # Errors
/// 404 when there is none.
pub fn hold(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let hold = view.records.hold(ask.id::<LegalHoldId>()?);
    let hold = hold.ok_or_else(Problem::not_found)?;
    named(&of_hold(hold), hold.id, hold.version)
}

/// Every closed record that is past its period, or will be within 90 days.
///
/// # Errors
/// When the log cannot be read back.
pub fn due(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let rows = view.retention_due(ask.today());
    Answer::json(&json!({ "rows": rows }))
}
