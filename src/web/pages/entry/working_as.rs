//! Choosing in which of one's roles one works.

use super::local;
use crate::web::pages::acting;
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::response::{IntoResponse, Redirect, Response};

/// Keeps the choice in the session, under a new cookie, and returns to the page it was made on.
///
/// # Errors
/// When the role is not held.
pub async fn choose(visit: Visit, posted: Posted) -> Result<Response, Oops> {
    let path = local(&posted.answers.filled("return_to").unwrap_or_default());
    let chosen = acting::held(&visit, posted.answers.filled("holding").as_deref())?;
    acting::remembered(&visit, &chosen, Redirect::to(&path).into_response())
}
