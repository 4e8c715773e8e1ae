//! What somebody typed before their session ended: given back once to the same account.

use crate::identity::secrets::Secret;
use crate::web::components::Button;
use crate::web::entrance::Door;
use crate::web::layout::Place;
use crate::web::posted::Posted;
use crate::web::visit::{Frame, Oops, Visit};
use axum::body::Body;
use axum::extract::{FromRequest, Path, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;

/// Asks a form to come back with everything typed, and nothing recorded.
pub const SHOW_AGAIN: &str = "show-again";

/// Shows that what was typed is here, and sends it back to where it was going.
///
/// # Errors
/// In the demo, where nobody's session ends; or when the page cannot be written.
pub async fn held(visit: Visit, Path(name): Path<String>) -> Result<Response, Oops> {
    let Door::SignIn(desk) = &visit.site.door else {
        return Err(Oops::NotFound);
    };
    let signed_in = visit.signed_in().ok_or(Oops::NotFound)?;
    let secret = Secret::parse(&name);
    let form = secret.and_then(|name| desk.held.take(signed_in.account, &name, desk.now()));
    let Some(form) = form else {
        return gone(&visit);
    };
    let mut request = Request::new(Body::from(form.body.to_vec()));
    if let Ok(kind) = form.content_type.parse() {
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    let Ok(posted) = Posted::from_request(request, &()).await else {
        return gone(&visit);
    };
    let had_file = posted.file.is_some();
    let comes_back = form.path.starts_with("/record/");
    let title = "What you typed is here";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" {
            "You were signed out before it was sent. Nothing was recorded, and nothing you typed is \
             lost."
        }
        @if had_file {
            p class="govuk-body" { "Choose the file again: a browser does not keep it." }
        }
        form method="post" action=(form.path) {
            @for (name, value) in &posted.answers.0 {
                input type="hidden" name=(name) value=(value);
            }
            @if comes_back {
                input type="hidden" name=(SHOW_AGAIN) value="yes";
                (Button::new("Show what I typed"))
            } @else {
                (Button::new("Send what I typed"))
            }
        }
    };
    let view = visit.view()?;
    Ok(visit
        .page(&view, &Frame::new(title, Place::Nowhere), &body)
        .into_response())
}

fn gone(visit: &Visit) -> Result<Response, Oops> {
    let title = "Nothing is kept here for you";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" {
            "What was typed is kept for two hours, for the person who typed it, and given back once."
        }
        p class="govuk-body" { a class="govuk-link" href="/" { "Go to the home page" } }
    };
    let view = visit.view()?;
    let page = visit.page(&view, &Frame::new(title, Place::Nowhere), &body);
    Ok((StatusCode::GONE, page).into_response())
}
