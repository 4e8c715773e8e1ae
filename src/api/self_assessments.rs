//! Reads of rounds of self-assessments and of agencies' returns.

use super::answer::Answer;
use super::ask::Ask;
use super::audits::named;
use super::problem::Problem;
use events::ids::{CampaignId, ReturnId};
use serde_json::{Value, json};

/// Every round in numbers, the latest first.
///
/// # Errors
/// When the log cannot be read back.
pub fn list(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let rounds = view.campaigns.latest_first().into_iter();
    let rounds = rounds.filter_map(|one| view.campaign(one.id, ask.today()));
    let rows: Vec<Value> = rounds
        .map(|round| {
            json!({
                "id": round.campaign.id,
                "version": round.campaign.version,
                "kind": round.campaign.kind,
                "title": round.campaign.title,
                "opens": round.campaign.opens,
                "due": round.campaign.due,
                "closed": round.campaign.closed,
                "counts": round.counts,
            })
        })
        .collect();
    Answer::json(&json!({ "rows": rows }))
}

/// One round with its returns.
///
/// # Errors
/// 404 when there is none.
pub fn campaign(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.campaign(ask.id::<CampaignId>()?, ask.today());
    let found = found.ok_or_else(Problem::not_found)?;
    named(&found, found.campaign.id, found.campaign.version)
}

/// Agencies down, standards across.
///
/// # Errors
/// 404 when there is no such round.
pub fn heat_map(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.heat_map(ask.id::<CampaignId>()?);
    Answer::json(&found.ok_or_else(Problem::not_found)?)
}

/// One agency's return.
///
/// # Errors
/// 404 when there is none.
pub fn service_return(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.service_return(ask.id::<ReturnId>()?, ask.today());
    let found = found.ok_or_else(Problem::not_found)?;
    named(&found, found.one.id, found.one.version)
}
