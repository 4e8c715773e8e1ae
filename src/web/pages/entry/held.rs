//! What somebody typed before their session ended: kept for the same account where it is known whose
//! session it was, and otherwise given back in the answer itself.

use crate::identity::secrets::Secret;
use crate::web::components::Button;
use crate::web::entrance::{Door, by_sign_in};
use crate::web::layout::{self, Page, Place};
use crate::web::pages::acting;
use crate::web::posted::Posted;
use crate::web::visit::{Frame, Oops, Visit};
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Path, Request};
use axum::http::{Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use events::ids::HoldingId;
use maud::{Markup, html};

/// Asks a form to come back with everything typed, and nothing recorded.
pub const SHOW_AGAIN: &str = "show-again";

/// The most of a form that is kept for somebody whose session had ended, in bytes.
pub const HELD_BYTES_MAX: usize = 2 * 1024 * 1024;

/// What the pages of one's own account ask for again instead of keeping it: passwords and codes.
const NEVER_KEPT: [&str; 3] = ["present", "new", "code"];

/// Shows that what was typed is here, and sends it back to where it was going.
///
/// # Errors
/// In the demo, where nobody's session ends; or when the page cannot be written.
pub async fn held(mut visit: Visit, Path(name): Path<String>) -> Result<Response, Oops> {
    let Door::SignIn(desk) = &visit.site.door else {
        return Err(Oops::NotFound);
    };
    let signed_in = visit.signed_in().ok_or(Oops::NotFound)?;
    let secret = Secret::parse(&name);
    let form = secret.and_then(|name| desk.held.of(signed_in.account, &name, desk.now()));
    let Some(form) = form else {
        return gone(&visit);
    };
    // It goes on in the role it was written in, where that is still held.
    let other = |holding: &HoldingId| *holding != signed_in.held.holding;
    let before = form
        .holding
        .filter(other)
        .map(|holding| holding.to_string());
    let chosen = before.and_then(|holding| acting::held(&visit, Some(&holding)).ok());
    if let Some(chosen) = &chosen {
        visit.acts_as(chosen);
    }
    let mut request = Request::new(Body::from(form.body.to_vec()));
    if let Ok(kind) = form.content_type.parse() {
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    let Ok(posted) = Posted::from_request(request, &()).await else {
        return gone(&visit);
    };
    let title = "What you typed is here";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" {
            "You were signed out before it was sent. Nothing was recorded, and nothing you typed is \
             lost."
        }
        (given_back(&form.path, &posted))
    };
    let view = visit.view()?;
    let page = visit.page(&view, &Frame::new(title, Place::Nowhere), &body);
    match &chosen {
        Some(chosen) => acting::remembered(&visit, chosen, page.into_response()),
        None => Ok(page.into_response()),
    }
}

/// A form whose answers are those that were typed before. Where the form is one of recording, it
/// comes back to be read again; any other is sent on.
fn given_back(path: &str, posted: &Posted) -> Markup {
    let comes_back = path.starts_with("/record/");
    let of_account = path.starts_with("/account/");
    let secret = |name: &str| of_account && NEVER_KEPT.contains(&name);
    let kept = posted.answers.0.iter();
    let kept = kept.filter(|(name, _)| !secret(name));
    html! {
        @if posted.file.is_some() {
            p class="govuk-body" { "Choose the file again: a browser does not keep it." }
        }
        form method="post" action=(path) {
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            @if comes_back {
                input type="hidden" name=(SHOW_AGAIN) value="yes";
                (Button::new("Show what I typed"))
            } @else {
                (Button::new("Send what I typed"))
            }
        }
    }
}

/// What a browser is answered whose session is not known any more, as after a restart or after
/// signing out everywhere: what it sent stands in the answer, to be sent again after signing in.
/// Nothing is kept here, as nobody knows whose it is. None where it sent no form from a page.
pub async fn not_sent(request: Request) -> Option<Response> {
    let peer = by_sign_in::peer_of(request.extensions());
    let came_in = by_sign_in::session_cookie(request.headers(), peer).is_some();
    let uri = request.uri();
    let is_page = request.method() == Method::POST && !uri.path().starts_with(crate::api::PREFIX);
    if !came_in || !is_page {
        return None;
    }
    let path = uri.path_and_query()?.to_string();
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, HELD_BYTES_MAX).await.ok()?;
    let request = Request::from_parts(parts, Body::from(bytes));
    let posted = Posted::from_request(request, &()).await.ok()?;
    let title = "You were signed out";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" {
            "Nothing was recorded. What you typed is kept in this page: "
            a class="govuk-link" href="/sign-in" target="_blank" rel="noopener" {
                "sign in again in a new tab"
            }
            ", then come back to this one and go on."
        }
        (given_back(&path, &posted))
    };
    let frame = Page {
        bare: true,
        ..Page::new(title, "", Place::Nowhere)
    };
    let page = layout::page(&frame, &body);
    let answer = (StatusCode::UNAUTHORIZED, Html(page.into_string()));
    Some(answer.into_response())
}

fn gone(visit: &Visit) -> Result<Response, Oops> {
    let title = "Nothing is kept here for you";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" {
            "What was typed is kept for two hours, for the person who typed it."
        }
        p class="govuk-body" { a class="govuk-link" href="/" { "Go to the home page" } }
    };
    let view = visit.view()?;
    let page = visit.page(&view, &Frame::new(title, Place::Nowhere), &body);
    Ok((StatusCode::GONE, page).into_response())
}
