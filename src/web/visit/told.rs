//! Pages that say why there is none: what was not found, could not be read, or broke down.

use super::{Frame, Shared, Visit, blocking};
use crate::web::layout::{self, Page, Place};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

/// What went wrong, as a page.
#[derive(Debug)]
pub enum Oops {
    /// There is no such page or thing.
    NotFound,
    /// What was sent could not be read.
    BadRequest(String),
    /// A fault of ours; details stay in the server's own log.
    Fault(String),
}

impl<E: std::error::Error> From<E> for Oops {
    fn from(error: E) -> Self {
        Self::Fault(error.to_string())
    }
}

impl IntoResponse for Oops {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => told(
                StatusCode::NOT_FOUND,
                "Page not found",
                "There is nothing at this address. Check it, or start from the home page.",
            ),
            Self::BadRequest(why) => told(StatusCode::BAD_REQUEST, "This could not be read", &why),
            Self::Fault(why) => {
                tracing::error!(%why, "a page failed");
                told(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong",
                    "The page could not be shown. Nothing was changed. Try again in a moment.",
                )
            }
        }
    }
}

/// A page that says why there is none. It can be written again around who is asking.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// What is so, in a line.
    pub(crate) title: String,
    /// Why, and what to do.
    pub(crate) words: String,
}

impl Told {
    fn body(&self, home: &str) -> Markup {
        html! {
            h1 class="govuk-heading-l" { (self.title) }
            p class="govuk-body" { (self.words) }
            p class="govuk-body" { a class="govuk-link" href=(home) { "Go to the home page" } }
        }
    }
}

/// A page that says why there is none, and what to do.
pub fn told(status: StatusCode, title: &str, words: &str) -> Response {
    let told = Told {
        title: title.to_owned(),
        words: words.to_owned(),
    };
    let page = layout::page(&Page::new(title, "", Place::Nowhere), &told.body("/"));
    let mut response = (status, Html(page.into_string())).into_response();
    response.extensions_mut().insert(told);
    response
}

/// Writes a page that says why there is none with what every page has: whom one acts as, as at
/// when, and the partnership's name.
pub async fn framed(State(site): State<Shared>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = Visit::of(&mut parts, &site).await;
    let asked_to_read = parts.method == Method::GET || parts.method == Method::HEAD;
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(told) = response.extensions_mut().remove::<Told>() else {
        return response;
    };
    // Nobody is signed in: the page says it without the frame.
    let Ok(mut visit) = visit else {
        return response;
    };
    if !asked_to_read {
        "/".clone_into(&mut visit.path);
        visit.query.clear();
    }
    let missing = response.status() == StatusCode::NOT_FOUND;
    let page = blocking(move || {
        let view = visit.view()?;
        let mut body = told.body(&visit.href("/"));
        if missing && !visit.is_now() {
            body = html! {
                (body)
                p class="govuk-body" {
                    "It may not have been recorded yet at the moment this page shows: return to "
                    "now, and look again."
                }
            };
        }
        let frame = Frame::new(&told.title, Place::Nowhere);
        Ok(visit.page(&view, &frame, &body))
    });
    if let Ok(Html(page)) = page.await {
        *response.body_mut() = Body::from(page);
    }
    response
}
