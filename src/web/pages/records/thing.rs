//! How the records of one thing are kept: what is recorded of it and of what is part of it, what
//! is held, and what may be asked.
//!
//! Route: `GET /records/{kind}/{id}` → [`show`].

use super::super::next_steps::{self, Step, Steps};
use super::super::shown;
use super::erasure::erased_on;
use super::{PLACE, linked, list, named};
use crate::web::components::{Cell, Table};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::erasure::{is_erasable, parts_of};
use events::ids::{AccountId, StreamId, StreamKind};
use maud::{Markup, html};
use projections::accounts::Account;

/// The thing an address names, where the reader keeps its records.
///
/// # Errors
/// When there is no such thing for the reader.
pub(super) fn thing(reading: &Reading<'_>, kind: &str, id: &str) -> Result<StreamId, Oops> {
    let kind = StreamKind::from_word(kind).filter(|kind| is_erasable(*kind));
    let id = id.parse().map_err(|_| Oops::NotFound)?;
    let thing = StreamId {
        kind: kind.ok_or(Oops::NotFound)?,
        id,
    };
    let keeps = events::everywhere::roles_of(StreamKind::Erasure, "request_erasure");
    let keeps = keeps.is_some_and(|roles| roles.contains(&reading.acting.role));
    if keeps && reading.view.has_begun(thing) {
        Ok(thing)
    } else {
        Err(Oops::NotFound)
    }
}

/// How the records of one thing are kept.
///
/// # Errors
/// When there is no such thing, or the record cannot be read.
pub async fn show(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let thing = thing(&reading, &kind, &id)?;
        let world = visit.app().world()?;
        let parts = parts_of(thing, &world);
        let name = named(&reading, thing);
        let body = html! {
            h1 class="govuk-heading-l" { "How its records are kept" }
            p class="govuk-body" { (linked(&reading, thing)) }
            (super::mark(&reading, thing))
            (next_steps::show(&steps(&reading, thing)))
            h2 class="govuk-heading-m" id="recorded" { "What is recorded of it" }
            (recorded(&reading, thing, &parts))
            h2 class="govuk-heading-m" id="elsewhere" { "What else names it" }
            (elsewhere(&reading, thing))
            (copy(&reading, thing))
        };
        let frame = Frame::new(&name, PLACE)
            .below("Settings", "/settings")
            .below("Records and retention", "/records");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// What may be asked, only where the rules would not refuse it.
fn steps(reading: &Reading<'_>, thing: StreamId) -> Vec<Step> {
    let view = reading.view;
    let mut steps = Steps::of(reading, thing);
    let query = format!("?thing={thing}");
    let there = view.records.erased(thing).is_none();
    let account = view.accounts.get(AccountId(thing.id));
    let in_use = thing.kind == StreamKind::Account && account.is_some_and(Account::is_active);
    let free = there && view.records.waiting(thing).is_none() && !in_use;
    let ask = "Ask for it to be erased";
    steps.begin(free, StreamKind::Erasure, "request_erasure", &query, ask);
    let hold = "Place a legal hold";
    steps.begin(there, StreamKind::LegalHold, "place_hold", &query, hold);
    let review = "Review how long it is kept";
    steps.begin(
        there,
        StreamKind::Erasure,
        "review_retention",
        &query,
        review,
    );
    steps.found
}

fn recorded(reading: &Reading<'_>, thing: StreamId, parts: &[StreamId]) -> Markup {
    let reached = parts.iter().filter(|part| reading.view.has_begun(**part));
    let all: Vec<StreamId> = std::iter::once(thing).chain(reached.copied()).collect();
    let heads = ["Thing", "Entries", "Held", "Words"];
    let cells = |one: &StreamId| {
        let held = reading.view.holds_on(*one).len();
        let erased = reading.view.records.erased(*one);
        vec![
            Cell::from(linked(reading, *one)),
            Cell::number(reading.view.trail.versions(*one).to_string()),
            Cell::from(if held > 0 { "Yes" } else { "No" }),
            Cell::from(
                erased.map_or_else(|| "Readable".to_owned(), |(_, erased)| erased_on(erased)),
            ),
        ]
    };
    let rows = all.iter().map(cells).collect();
    html! {
        (Table {
            rows,
            caption_classes: "govuk-visually-hidden",
            ..Table::new("recorded-table", "What is recorded of it", heads)
        })
    }
}

fn elsewhere(reading: &Reading<'_>, thing: StreamId) -> Markup {
    let naming = reading.view.naming(&[thing]);
    if naming.is_empty() {
        return shown::empty("Nothing else in the record names it.", None);
    }
    list(reading, &naming)
}

fn copy(reading: &Reading<'_>, thing: StreamId) -> Markup {
    let path = format!("/records/{}/{}/copy.zip", thing.kind.word(), thing.id);
    html! {
        h2 class="govuk-heading-m" id="copy" { "A copy for the person" }
        p class="govuk-body" {
            "Everything recorded of it alone, to read and for a program, with what is left out \
             because it is about others. Taking it away is noted in the access log. Look through it \
             before it is given to anybody."
        }
        p class="govuk-body gt-no-print" {
            a class="govuk-link" href=(reading.href(&path)) { "Take a copy away (zip)" }
        }
    }
}
