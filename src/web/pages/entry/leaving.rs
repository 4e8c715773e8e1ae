//! Signing out, and staying signed in.

use super::Guest;
use crate::identity::sessions::{Stage, Standing};
use crate::web::entrance::by_sign_in;
use crate::web::visit::Oops;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;

/// Ends the session.
///
/// # Errors
/// In the demo, where nobody signs in.
pub async fn sign_out(guest: Guest) -> Result<Response, Oops> {
    if let Some(cookie) = guest.cookie() {
        guest.desk.sessions.end(&cookie);
    }
    let mut response = Redirect::to("/sign-in?why=out").into_response();
    by_sign_in::take_session(&mut response, guest.peer);
    Ok(response)
}

/// When the session ends, for the page that warns of it. Asking is no use of the session.
///
/// # Errors
/// In the demo, where nobody signs in.
pub async fn session(guest: Guest) -> Result<Response, Oops> {
    let now = guest.desk.now();
    let standing = guest
        .cookie()
        .map(|cookie| guest.desk.sessions.look(&cookie, now));
    Ok(told(standing, now))
}

/// Stays signed in: the idle time starts again.
///
/// # Errors
/// In the demo, where nobody signs in.
pub async fn stay(guest: Guest) -> Result<Response, Oops> {
    let now = guest.desk.now();
    let standing = guest
        .cookie()
        .map(|cookie| guest.desk.sessions.touch(&cookie, now));
    Ok(told(standing, now))
}

fn told(standing: Option<Standing>, now: chrono::DateTime<chrono::Utc>) -> Response {
    match standing {
        Some(Standing::Going(session)) if session.stage == Stage::Full => {
            let seconds = (session.ends - now).num_seconds();
            Json(json!({ "ends_in_seconds": seconds })).into_response()
        }
        Some(Standing::Going(_) | Standing::Lapsed(_) | Standing::Unknown) | None => (
            StatusCode::UNAUTHORIZED,
            Json(json!({ "ends_in_seconds": 0 })),
        )
            .into_response(),
    }
}
