//! The link of an invitation, shown once.

use super::path;
use crate::desk::INVITATION_DAYS;
use crate::web::components::WarningText;
use crate::web::layout::{Place, Section};
use crate::web::peer::Peer;
use crate::web::visit::{Frame, Oops, Shared, Visit};
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use chrono::Days;
use events::ids::AccountId;
use maud::html;
use std::convert::Infallible;

/// How people reach the server: by its public address where one is configured, else as this very
/// request did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// The whole of an address that begins with a slash.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl FromRequestParts<Shared> for Base {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Infallible> {
        if let Some(url) = &site.front.public_url {
            return Ok(Self(url.to_string()));
        }
        let secure = parts
            .extensions
            .get::<Peer>()
            .is_some_and(|peer| peer.secure);
        let scheme = if secure { "https" } else { "http" };
        let named = parts.uri.authority().map(ToString::to_string);
        let header = parts.headers.get(header::HOST);
        let host = header.and_then(|host| host.to_str().ok().map(str::to_owned));
        let host = named.or(host).unwrap_or_else(|| "localhost".to_owned());
        Ok(Self(format!("{scheme}://{host}")))
    }
}

/// The page that shows the link.
///
/// # Errors
/// When the record cannot be read.
pub(super) fn shown(
    visit: &Visit,
    base: &Base,
    account: AccountId,
    secret: &str,
) -> Result<Response, Oops> {
    let link = base.join(&format!("/invitation/{secret}"));
    let today = visit.app().clock().today();
    let last = today.checked_add_days(Days::new(INVITATION_DAYS));
    let view = visit.view()?;
    let known = view.accounts.get(account).ok_or(Oops::NotFound)?;
    let title = "Send this link";
    let body = html! {
        div class="govuk-grid-row" {
            div class="govuk-grid-column-two-thirds" {
                span class="govuk-caption-l" { (super::people::name(visit, known)) }
                h1 class="govuk-heading-l" { (title) }
                p class="govuk-body" {
                    "With it they choose a password and set up the second step of signing in. It \
                     works once, and until the end of "
                    (crate::web::components::dates::date(last.unwrap_or(today))) "."
                }
                h2 class="govuk-heading-m" { "The link" }
                p class="govuk-hint" { "Select it whole and copy it." }
                p class="govuk-body" { code class="gt-secret" { (link) } }
                (WarningText::new(
                    "It is shown this once. Whoever has it can sign in as this person, so send it \
                     in a way that only they read, such as by telephone or by a message to \
                     themselves, and apart from anything that says what it is for.",
                ))
                p class="govuk-body" {
                    "When it was lost or has expired, invite them anew: the earlier link stops \
                     working then."
                }
                p class="govuk-body" {
                    a class="govuk-link" href=(path(account)) { "Go to the account" }
                }
            }
        }
    };
    let frame = Frame::new(title, Place::Inside(Section::Accounts)).below("Accounts", "/accounts");
    Ok(visit.page(&view, &frame, &body).into_response())
}
