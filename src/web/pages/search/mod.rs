//! Search: what the record says, found by its words.
//!
//! Routes: `GET /search` → [`form`], `POST /search` → [`submit`], `GET /search/{id}` → [`results`].
//! What is looked for is sent by `POST` and kept in memory under an id, so that no word of it
//! stands in an address: the query holds only what results are narrowed to (`kind`, `theme`,
//! `agency`, `from`, `to`) and the `page`.

mod alike;
mod shown;

pub use alike::worded_alike;

use super::listing::Address;
use crate::search::{self, Asked, Kind, Results, Unfit, Untold};
use crate::web::components::{Button, ErrorItem, ErrorSummary, Input, Label};
use crate::web::layout::{Place, Section};
use crate::web::noting::Sought;
use crate::web::posted::Posted;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What results may be narrowed to, as the query names it.
const NARROWED: [&str; 5] = ["kind", "theme", "agency", "from", "to"];

/// The box that words are typed into.
const WORDS: &str = "words";

/// The empty search.
///
/// # Errors
/// When the record cannot be read.
pub async fn form(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || asking(&visit, &Asking::default())).await
}

/// Keeps what somebody looks for, and sends them on to what is found.
///
/// # Errors
/// When the record cannot be read, or the system gives no randomness.
pub async fn submit(visit: Visit, posted: Posted) -> Result<Response, Oops> {
    blocking(move || {
        let words = posted.answers.get(WORDS).unwrap_or_default();
        if let Err(unfit) = search::Query::read(&words) {
            let asking = Asking {
                words: &words,
                unfit: Some(unfit),
                ..Asking::default()
            };
            let page = self::asking(&visit, &asking)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        let id = visit.app().fresh_id()?;
        let now = visit.app().clock().now();
        let searches = &visit.site.searches;
        searches.keep(id, visit.acting.user, words, now);
        let narrowed = NARROWED.iter().flat_map(|name| {
            let values = posted.answers.all(name).into_iter();
            values.map(|value| ((*name).to_owned(), value))
        });
        let narrowed: Vec<(String, String)> = narrowed.collect();
        let query = serde_urlencoded::to_string(narrowed).unwrap_or_default();
        let joint = if query.is_empty() { "" } else { "?" };
        let href = visit.href(&format!("/search/{id}{joint}{query}"));
        Ok(Redirect::to(&href).into_response())
    })
    .await
}

/// What is found.
///
/// # Errors
/// When the record cannot be read.
pub async fn results(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Oops> {
    blocking(move || {
        let now = visit.app().clock().now();
        let Some(words) = visit.site.searches.get(id, visit.acting.user, now) else {
            let asking = Asking {
                gone: true,
                ..Asking::default()
            };
            return Ok((StatusCode::GONE, self::asking(&visit, &asking)?).into_response());
        };
        // What fits is asked for before the record is held still for the page.
        let search = visit.app().search();
        match search.matching(visit.app().log(), &words) {
            Ok(matched) => found(&visit, id, &words, &matched),
            Err(Untold::Unfit(unfit)) => {
                let asking = Asking {
                    words: &words,
                    unfit: Some(unfit),
                    ..Asking::default()
                };
                let page = self::asking(&visit, &asking)?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
            Err(Untold::BeingPrepared | Untold::BrokeDown) => {
                let asking = Asking {
                    words: &words,
                    being_prepared: true,
                    ..Asking::default()
                };
                let page = self::asking(&visit, &asking)?;
                Ok((StatusCode::SERVICE_UNAVAILABLE, page).into_response())
            }
            Err(Untold::Read(error)) => Err(error.into()),
        }
    })
    .await
}

fn found(
    visit: &Visit,
    id: Uuid,
    words: &str,
    matched: &search::Matched,
) -> Result<Response, Oops> {
    let view = visit.view()?;
    let reading = Reading::of(visit, &view);
    let asked = asked(&reading);
    let page = super::listing::page_of(&reading);
    let results = search::find(visit.seen(), &view, matched, &asked, page)?;
    let address = Address::of(&reading, format!("/search/{id}"));
    let body = html! {
        h1 class="govuk-heading-l" { "Search" }
        (question(visit, words, None))
        p class="govuk-body gt-print-only" { "Searched for: " (words) }
        (shown::results(visit, &reading, &address, &results))
    };
    let frame = Frame::new("Search results", Place::Inside(Section::Search));
    let page = visit.page(&view, &frame, &body);
    Ok((Extension(sought(&asked, &results)), page).into_response())
}

/// What the access log notes of a search: never its words.
fn sought(asked: &Asked, results: &Results) -> Sought {
    Sought {
        found: u64::try_from(results.total).unwrap_or(u64::MAX),
        kinds: asked.kinds.iter().map(|kind| kind.word()).collect(),
    }
}

/// What the address narrows results to.
fn asked(reading: &Reading<'_>) -> Asked {
    let kinds = reading.asked_all("kind").into_iter();
    Asked {
        kinds: kinds.filter_map(Kind::from_word).collect::<BTreeSet<_>>(),
        theme: reading.asked("theme").map(str::to_owned),
        agency: reading.asked_for("agency"),
        from: reading.asked_for("from"),
        to: reading.asked_for("to"),
    }
}

/// The search before anything is found.
#[derive(Default)]
struct Asking<'a> {
    words: &'a str,
    unfit: Option<Unfit>,
    gone: bool,
    being_prepared: bool,
}

fn asking(visit: &Visit, asking: &Asking<'_>) -> Result<Html<String>, Oops> {
    let view = visit.view()?;
    let error = asking.unfit.map(Unfit::message);
    let body = html! {
        @if let Some(error) = error {
            (ErrorSummary::new(vec![ErrorItem { content: error.into(), href: Some("#words") }]))
        }
        h1 class="govuk-heading-l" { "Search" }
        @if asking.gone {
            p class="govuk-body" {
                "This search is no longer kept. What people search for stays in memory for two "
                "hours at most and is never written down: search again."
            }
        }
        @if asking.being_prepared {
            p class="govuk-body" {
                "The search is being prepared. This takes a moment after Golden Thread was "
                "started: "
                a class="govuk-link" href=(visit.return_to()) { "try again" } "."
            }
        }
        (question(visit, asking.words, error))
        (help())
    };
    let frame = Frame::new("Search", Place::FirstOf(Section::Search)).failed(error.is_some());
    Ok(visit.page(&view, &frame, &body))
}

/// The box for the words, which carries on what results are narrowed to.
fn question(visit: &Visit, words: &str, error: Option<&str>) -> Markup {
    let kept = visit
        .query
        .iter()
        .filter(|(name, value)| NARROWED.contains(&name.as_str()) && !value.is_empty());
    html! {
        form class="gt-search gt-no-print" method="post" action=(visit.href("/search"))
            role="search" novalidate {
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            (Input {
                value: Some(words),
                error: error.map(Into::into),
                hint: Some("Every word must be there, in any of its forms: bruise finds bruising".into()),
                kind: "search",
                autocomplete: Some("off"),
                classes: "govuk-input--width-20",
                ..Input::new(WORDS, Label::from("Words to search for"))
            })
            (Button::new("Search"))
        }
    }
}

fn help() -> Markup {
    html! {
        h2 class="govuk-heading-m" { "How to search" }
        ul class="govuk-list govuk-list--bullet" {
            li { "Words in quotation marks are found one after another: "
                code { "\u{201c}voice of the child\u{201d}" } }
            li { "A word behind a minus sign must not be there: " code { "chronology -draft" } }
            li { "A star stands for the rest of a word: " code { "superv*" } }
            li { "References, titles and the names of audit cases are found too: " code { "A-07" } }
        }
        p class="govuk-body" {
            "Everything you may see is searched: plans, actions, recommendations, audits and their "
            "findings, self-assessments, meetings and evidence. Words that were erased are not "
            "found. What you search for is not written down anywhere."
        }
    }
}
