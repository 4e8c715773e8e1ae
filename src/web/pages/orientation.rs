//! The partnership on two pages: what an inspector reads in the first five minutes. Who belongs to
//! it and who chairs, what it works on, what it looked at, what was late and why, how far its
//! ratings can be trusted, and what it learned more than once. Every number leads to what it
//! counts.
//!
//! Route: `GET /orientation` → [`show`].

mod assurance;
mod learned;
mod structure;

use super::reviews::PLACE;
use super::shown;
use crate::web::components::dates::{date_text, moment_text};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use chrono::{DateTime, Utc};
use maud::{Markup, html};
use projections::plans::Plan;
use projections::status::StatusQuery;

/// What the page is called.
pub const TITLE: &str = "The partnership on two pages";

/// The page.
///
/// # Errors
/// When the record cannot be read.
pub async fn show(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = body(&reading, visit.app().clock().now(), visit.as_at);
        let frame = Frame::new(TITLE, PLACE).below("Inspections", "/inspections");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The plan that is spoken of: the one that runs, or else the newest.
fn plan<'a>(reading: &Reading<'a>) -> Option<&'a Plan> {
    let plans = &reading.view.plans;
    let current = plans.current(reading.today);
    current.or_else(|| plans.all().next_back())
}

fn body(reading: &Reading<'_>, now: DateTime<Utc>, as_at: Option<DateTime<Utc>>) -> Markup {
    let plan = plan(reading);
    let status = reading.view.status(StatusQuery {
        today: reading.today,
        since: None,
        plan: plan.map(|plan| plan.id),
    });
    html! {
        h1 class="govuk-heading-l" { (TITLE) }
        p class="govuk-body-s" id="generated" {
            (reading.view.people.name) ". As at "
            @match as_at {
                Some(moment) => (moment_text(moment)),
                None => (date_text(reading.today)),
            }
            ". Generated on " (moment_text(now)) " from everything recorded"
            @if let Some(last) = reading.view.last() { " up to event " (last.position) }
            "."
        }
        @if reading.view.is_partial() {
            p class="govuk-body" {
                strong { "You see a part of the record. Every number counts that part alone." }
            }
        }
        div class="gt-two-pages" {
            (structure::members(reading))
            (structure::priorities(reading, plan))
            (structure::position(reading, plan, &status))
            (assurance::reviews(reading, &status))
            (assurance::audits(reading, &status))
            (assurance::self_assessments(reading))
            (assurance::inspections(reading))
            (learned::late(reading))
            (learned::honesty(reading, plan, &status))
            (learned::repeated(reading))
            (learned::heard(reading))
            (check(reading))
        }
    }
}

/// A heading of the page.
fn heading(id: &str, words: &str) -> Markup {
    html! { h2 class="govuk-heading-s govuk-!-margin-bottom-1" id=(id) { (words) } }
}

/// A count that leads to what it counts.
fn counted(reading: &Reading<'_>, count: impl Into<u64>, path: &str) -> Markup {
    let count: u64 = count.into();
    html! { a class="govuk-link" href=(reading.href(path)) { (count) } }
}

/// A count of things in a list.
fn many(reading: &Reading<'_>, count: usize, path: &str) -> Markup {
    counted(reading, u64::try_from(count).unwrap_or(u64::MAX), path)
}

/// Where everything said here can be checked.
fn check(reading: &Reading<'_>) -> Markup {
    let link = |path: &str, words: &str| {
        html! { a class="govuk-link" href=(reading.href(path)) { (words) } }
    };
    html! {
        (heading("check", "How to check it"))
        p class="govuk-body-s" {
            "Nothing is edited or deleted here: "
            (link("/trail", "everything recorded"))
            " shows who said what, in which role, when it happened and when it was recorded. Any \
             page can be shown as at an earlier moment. From any "
            (link("/recommendations?agency=all", "recommendation"))
            " its thread leads back to what it came from and on to what it changed."
        }
    }
}

/// Something that is not there, said so.
fn none(words: &str) -> Markup {
    html! { p class="govuk-body-s" { (shown::missing(words)) } }
}
