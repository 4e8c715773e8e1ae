//! What changed between two moments: the position, plans, recommendations and actions.
//!
//! Routes: `GET /compare` → [`show`]; `/compare/export.xlsx` and `.csv` → [`export`]. Its query: `from` (a moment; the end of the day of the last
//! meeting where none is given), `as_at` (until when, as on every page), `plan`, `what` (`plan`,
//! `recommendations` or `actions`), `change` (the key of a kind of change), `page`.

mod asked;
mod position;
mod things;

pub(crate) use asked::Asked;

use super::export::Format;
use super::listing::Address;
use crate::export::compare::comparison_sheet;
use crate::web::components::dates::moment_text;
use crate::web::components::{Button, ErrorItem, ErrorSummary, Input, Select};
use crate::web::layout::{Place, Section};
use crate::web::pages::{actions::plans, listing};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::{Html, Response};
use events::envelope::Moment;
use maud::{Markup, html};
use projections::comparison::{Between, Compared};
use projections::{Models, TextRef};

/// The address of the page.
pub(crate) const PATH: &str = "/compare";

/// The comparison.
///
/// # Errors
/// When the record cannot be read.
pub async fn show(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let asked = asked_for(&visit)?;
        let then = asked.from.map(Moment::new);
        let before = then.map(|then| visit.seen().view(Some(then))).transpose()?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = body(&reading, &asked, before.as_deref());
        let failed = asked.refused.is_some();
        let frame = Frame::new(TITLE, Place::Inside(Section::Plan)).failed(failed);
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The comparison as a file: a row for each change of each thing that is asked for.
///
/// # Errors
/// When the address asks for no moment to compare from, or the record cannot be read.
pub async fn export(visit: Visit) -> Result<Response, Oops> {
    let format = Format::of(&visit);
    blocking(move || {
        let asked = asked_for(&visit)?;
        let from = asked.from.ok_or(Oops::NotFound)?;
        let before = visit.seen().view(Some(Moment::new(from)))?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let between = Between {
            before: &before,
            after: &view,
        };
        let what = |sort: &Compared| asked.what.is_none_or(|what| what == *sort);
        let mut things = Vec::new();
        for sort in Compared::ALL.into_iter().filter(what) {
            let all = between.things(sort, asked.plan);
            let wanted = things::wanted(&asked, &all).into_iter().cloned();
            things.push((sort, wanted.collect()));
        }
        let note = format!("{} to {}", moment_text(from), moment_text(asked.until));
        let look = |text: &TextRef| super::export::words(&visit, text);
        let sheet = comparison_sheet(&view, &things, note, &look);
        let day = reading.today.format("%Y-%m-%d");
        super::export::file(&sheet, &format!("what-changed-{day}"), format)
    })
    .await
}

/// What the address asks for. The record is let go again before it is read as at another moment:
/// who holds it twice may wait for a writer that waits for them.
fn asked_for(visit: &Visit) -> Result<Asked, Oops> {
    let view = visit.view()?;
    let reading = Reading::of(visit, &view);
    Ok(Asked::of(&reading, visit.until()))
}

const TITLE: &str = "What changed between two moments";

fn body(reading: &Reading<'_>, asked: &Asked, before: Option<&Models>) -> Markup {
    let address = Address::of(reading, PATH);
    html! {
        @if let Some(refused) = &asked.refused {
            (ErrorSummary::new(vec![ErrorItem { content: refused.as_str().into(), href: Some("#from") }]))
        }
        h1 class="govuk-heading-l" { (TITLE) }
        (choice(reading, asked))
        @if let (Some(before), Some(from)) = (before, asked.from) {
            @let between = Between { before, after: reading.view };
            p class="govuk-body-l" id="between" {
                "From " strong { (moment_text(from)) } " to "
                strong { (moment_text(asked.until)) }
                @if reading.is_now { " (now)" } "."
            }
            (position::table(reading, asked, before))
            (things::all(reading, asked, &between, &address))
            (listing::take_away(reading, &address))
        }
    }
}

/// The form of the two moments, and the moments people usually mean.
fn choice(reading: &Reading<'_>, asked: &Asked) -> Markup {
    let plans = plans(reading);
    let until = crate::web::components::dates::moment_field(asked.until);
    let usual = asked::usual(reading);
    html! {
        form class="gt-no-print" method="get" action=(PATH) novalidate {
            (Input {
                kind: "datetime-local",
                value: Some(asked.from_typed.as_str()),
                error: asked.refused.as_deref().map(Into::into),
                hint: Some("The record is read as it stood then.".into()),
                ..Input::new("from", "From")
            })
            (Input {
                kind: "datetime-local",
                id: Some("until"),
                value: Some(until.as_str()).filter(|_| !reading.is_now),
                hint: Some("Leave it empty for now.".into()),
                ..Input::new("as_at", "To")
            })
            (Select {
                value: reading.asked("plan"),
                ..Select::new("plan", "Plan", listing::options(&plans, "Every plan"))
            })
            (Button::secondary("Compare"))
        }
        @if !usual.is_empty() {
            p class="govuk-body gt-no-print" {
                "From the end of the day of: "
                @for (place, (name, href)) in usual.iter().enumerate() {
                    @if place > 0 { " · " }
                    a class="govuk-link" href=(href) { (name) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
