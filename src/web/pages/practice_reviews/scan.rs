//! A look through the text of a report for what looks like an identifier. Nothing that is pasted
//! here is kept: the page shows what was found, and the check of anonymisation records how much.
//!
//! Route: `GET` and `POST /practice-review/{id}/scan` → [`ask`], [`look`].

use super::super::shown;
use super::{PLACE, is_of_agency};
use crate::web::components::{Button, Cell, FileUpload, Table, Textarea};
use crate::web::form::command_path;
use crate::web::forms::word_value;
use crate::web::posted::Posted;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::identifiers::{self, IdentifierKind, Match};
use events::ids::PracticeReviewId;
use maud::{Markup, html};
use projections::practice_reviews::Review;
use std::collections::BTreeMap;

/// How much of the text stands around what was found, in characters.
const AROUND: usize = 30;

/// How many places are shown.
const SHOWN_MAX: usize = 100;

/// The page on which a text is pasted.
///
/// # Errors
/// When there is no such review, or the record cannot be read.
pub async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || page(&visit, &id, None)).await
}

/// What was found in the text that was sent.
///
/// # Errors
/// When there is no such review, or the record cannot be read.
pub async fn look(
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Html<String>, Oops> {
    blocking(move || {
        let typed = posted.answers.get("text").unwrap_or_default();
        let file = posted.file.as_ref().filter(|file| !file.bytes.is_empty());
        let uploaded = file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
        let text = match uploaded {
            Some(uploaded) if typed.trim().is_empty() => uploaded,
            Some(_) | None => typed,
        };
        page(&visit, &id, Some(&text))
    })
    .await
}

fn page(visit: &Visit, id: &str, text: Option<&str>) -> Result<Html<String>, Oops> {
    let id: PracticeReviewId = id.parse().map_err(|_| Oops::NotFound)?;
    let view = visit.view()?;
    let reading = Reading::of(visit, &view);
    let review = view.practice_reviews.get(id);
    let review = review.filter(|_| !is_of_agency(&reading));
    let review = review.ok_or(Oops::NotFound)?;
    let body = html! {
        span class="govuk-caption-l" { "Practice review " (review.name()) }
        h1 class="govuk-heading-l" { "Look through the text for identifiers" }
        @if let Some(text) = text { (found(review, text)) }
        (form(review))
    };
    let name = format!("Practice review {}", review.reference);
    let frame = Frame::new("Look through the text for identifiers", PLACE)
        .below("Practice reviews", "/practice-reviews")
        .below(&name, format!("/practice-review/{id}"));
    Ok(visit.page(&view, &frame, &body))
}

fn form(review: &Review) -> Markup {
    let hint = "Nothing of it is kept. Names cannot be told from other words: read for those \
                yourself.";
    html! {
        form method="post" action=(format!("/practice-review/{}/scan", review.id))
            enctype="multipart/form-data" {
            (Textarea { rows: 12, hint: Some(hint.into()), ..Textarea::new("text", "The text") })
            (FileUpload::new("file", "Or a text file of it"))
            (Button::new("Look through it"))
        }
    }
}

fn found(review: &Review, text: &str) -> Markup {
    let all = identifiers::find(text);
    let mut counts: BTreeMap<IdentifierKind, usize> = BTreeMap::new();
    for one in &all {
        *counts.entry(one.kind).or_default() += 1;
    }
    let told = counts
        .iter()
        .map(|(kind, places)| format!("{}:{places}", word_value(kind)));
    let told: Vec<String> = told.collect();
    let path = command_path(review.id, "check_anonymisation");
    let href = if told.is_empty() {
        path
    } else {
        format!("{path}?found={}", told.join(","))
    };
    html! {
        section class="govuk-!-margin-bottom-6" role="status" {
            h2 class="govuk-heading-m" { "What was found" }
            @if text.trim().is_empty() {
                p class="govuk-body" { "There was no text. Paste it, or choose a file." }
            } @else if all.is_empty() {
                p class="govuk-body" {
                    "Nothing in it looks like an NHS number, a UPN, a date of birth, a postcode, a \
                     telephone number or an e-mail address."
                }
            } @else {
                p class="govuk-body" {
                    strong { (shown::count(all.len(), "place looks", "places look")) }
                    " like an identifier."
                }
                (places(text, &all))
            }
            @if !text.trim().is_empty() {
                p class="govuk-body" {
                    a class="govuk-link" href=(href) { "Go on to the check of anonymisation" }
                }
            }
        }
    }
}

fn places(text: &str, all: &[Match]) -> Markup {
    let mut table = Table::new(
        "places",
        "Places that look like an identifier",
        ["Looks like", "Where"],
    );
    for one in all.iter().take(SHOWN_MAX) {
        let before = text.get(..one.start).unwrap_or_default();
        let before: String = before.chars().rev().take(AROUND).collect();
        let before: String = before.chars().rev().collect();
        let after = text.get(one.end..).unwrap_or_default();
        let after: String = after.chars().take(AROUND).collect();
        let place = html! { "…" (before) mark { (one.of(text)) } (after) "…" };
        table.rows.push(vec![
            Cell::from(shown::capitalised(one.kind.label())),
            Cell {
                classes: "gt-words",
                ..Cell::from(place)
            },
        ]);
    }
    html! { (table) }
}
