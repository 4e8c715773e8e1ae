//! What watches the server asks: whether it is well, and whether it can be given work. Neither
//! tells anything of what is recorded, or of where checkpoints are published.

use super::visit::{Oops, Shared, blocking};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::envelope::Moment;
use serde_json::{Value, json};

/// Whether writes are accepted, how many events there are, and the root hash of their tree.
pub(super) async fn health(State(site): State<Shared>) -> Result<Response, Oops> {
    blocking(move || {
        let log = site.app.log();
        let stopped = site.app.health().stopped;
        let status = match stopped {
            Some(_) => StatusCode::SERVICE_UNAVAILABLE,
            None => StatusCode::OK,
        };
        let told = json!({
            "accepting": stopped.is_none(),
            "stopped": stopped,
            "size": log.size(),
            "root": hex::encode(log.root()),
            "checkpoint": log.health().checkpoint.map(|newest| newest.checkpoint.size),
            "publication": publication(&site),
        });
        Ok((status, Json(told)).into_response())
    })
    .await
}

/// How the publication of checkpoints goes, by kind of place. What fails there stops nothing here,
/// so it is told and changes no status.
fn publication(site: &Shared) -> Vec<Value> {
    let states = site.publication.states().into_iter();
    let told = states.map(|state| {
        json!({
            "to": state.to.word(),
            "size": state.published,
            "failing_since": state.failure.map(|failure| Moment::new(failure.since)),
            "why": state.failure.map(|failure| failure.why.to_string()),
            "remedy": state.failure.map(|failure| failure.why.remedy()),
        })
    });
    told.collect()
}

/// Whether it can be given work: the record is open, or nothing would be answered at all, and it
/// takes writes.
pub(super) async fn ready(State(site): State<Shared>) -> Result<Response, Oops> {
    blocking(move || {
        let (status, told) = match site.app.health().stopped {
            None => (StatusCode::OK, json!({ "ready": true })),
            Some(why) => (
                StatusCode::SERVICE_UNAVAILABLE,
                json!({ "ready": false, "why": why }),
            ),
        };
        Ok((status, Json(told)).into_response())
    })
    .await
}
