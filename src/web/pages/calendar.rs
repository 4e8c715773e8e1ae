//! The private calendar of an account, asked for by a calendar program.

use crate::feed;
use crate::web::visit::{Oops, Shared, Site, blocking};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// How the address of every calendar begins, and how it ends.
pub const PREFIX: &str = "/calendar/";
const ENDING: &str = ".ics";

impl Site {
    /// The address people reach the product by, where it is known.
    pub fn public_url(&self) -> Option<String> {
        self.front.public_url.as_ref().map(ToString::to_string)
    }
}

/// The address of a calendar, to be shown once.
pub fn path(secret: &str) -> String {
    format!("{PREFIX}{secret}{ENDING}")
}

/// The calendar with this secret.
///
/// # Errors
/// Where there is none; nothing tells why.
pub async fn show(
    State(site): State<Shared>,
    Path(secret): Path<String>,
) -> Result<Response, Oops> {
    blocking(move || {
        let secret = secret.strip_suffix(ENDING).ok_or(Oops::NotFound)?;
        let base = site.public_url();
        let calendar = feed::calendar(&site.app, secret, base.as_deref())?;
        let calendar = calendar.ok_or(Oops::NotFound)?;
        let headers = [
            (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
            (header::CACHE_CONTROL, "private, max-age=3600"),
        ];
        let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
        Ok((headers, calendar).into_response())
    })
    .await
}
