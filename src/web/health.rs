//! What watches the server asks: whether it is well, and whether it can be given work. Neither
//! tells anything of what is recorded.

use super::visit::{Oops, Shared, blocking};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

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
        });
        Ok((status, Json(told)).into_response())
    })
    .await
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
