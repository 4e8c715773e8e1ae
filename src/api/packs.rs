//! Reads of evidence packs.

use super::answer::Answer;
use super::ask::Ask;
use super::audits::named;
use super::problem::Problem;
use events::ids::EvidencePackId;
use projections::packs::Pack;
use serde_json::{Value, json};

fn of_pack(pack: &Pack) -> Value {
    json!({ "id": pack.id, "version": pack.version, "name": pack.name(), "pack": pack })
}

/// Every evidence pack, the latest first.
///
/// # Errors
/// When the log cannot be read back.
pub fn list(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let rows: Vec<Value> = view.packs.latest_first().map(of_pack).collect();
    Answer::json(&json!({ "rows": rows }))
}

/// One evidence pack.
///
/// # Errors
/// 404 when there is none.
pub fn one(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let pack = view.packs.get(ask.id::<EvidencePackId>()?);
    let pack = pack.ok_or_else(Problem::not_found)?;
    named(&of_pack(pack), pack.id, pack.version)
}
