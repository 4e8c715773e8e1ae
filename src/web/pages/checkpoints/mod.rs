//! Checkpoints: what proves that nothing recorded was changed afterwards.
//!
//! Routes: `GET /checkpoints` → [`list`], `POST /checkpoints/make` → [`make`],
//! `GET /checkpoints/{size}` → [`one::show`], `GET` and `POST /checkpoints/check` → [`check`],
//! and two files to take away: [`files`].

pub mod check;
pub mod files;
pub mod one;

mod between;
mod published;

use super::listing::{Address, counted, page_of, pages};
use crate::app::ExecuteError;
use crate::checkpoints::{self, minute};
use crate::web::components::dates::moment;
use crate::web::components::{
    Button, InsetText, NotificationBanner, SummaryList, SummaryRow, Table,
};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::{Html, IntoResponse, Redirect, Response};
use events::everywhere::Area;
use events::log::SignedCheckpoint;
use maud::{Markup, html};

/// Where these pages stand.
const PLACE: Place = Place::Inside(Section::Trail);

/// Every checkpoint, newest first, where they are published, and the key that checks them.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let all = known(&visit);
        let body = html! {
            @if let Some(made) = made_now(&visit, &all) { (made) }
            h1 class="govuk-heading-l" { "Checkpoints" }
            (explained())
            (next_one(&visit, &reading, all.last()))
            (table(&reading, &all))
            (published::section(&visit))
            (key(&visit))
        };
        let frame = Frame::new("Checkpoints", PLACE).below("Trail", "/trail");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// Makes a checkpoint over everything recorded so far, and goes back to the list.
///
/// # Errors
/// When the log takes nothing more.
pub async fn make(visit: Visit) -> Result<Response, Oops> {
    blocking(move || {
        let made = checkpoints::make(visit.app()).map_err(ExecuteError::from)?;
        let size = made.signed.checkpoint.size;
        let name = if made.new { "made" } else { "already" };
        Ok(Redirect::to(&format!("/checkpoints?{name}={size}")).into_response())
    })
    .await
}

/// The checkpoints that had been made at the moment the page shows, oldest first.
fn known(visit: &Visit) -> Vec<SignedCheckpoint> {
    let mut all = visit.app().log().checkpoints();
    if let Some(at) = visit.as_at {
        all.retain(|signed| signed.made_at.utc() <= at);
    }
    all
}

/// What a checkpoint proves, in plain words.
fn explained() -> Markup {
    html! {
        p class="govuk-body" {
            "A checkpoint is a signature over everything recorded so far. Write its code into the "
            "minutes, or keep its note. Whoever has one can check later that nothing recorded "
            "before it was changed, taken out or put in: what is here must then still begin with "
            "exactly what was here. It says nothing of what is recorded, so it may go anywhere."
        }
        p class="govuk-body gt-no-print" {
            a class="govuk-link" href="/checkpoints/check" {
                "Check a code, a note or a file that somebody kept" }
        }
    }
}

/// Says what was made, after it was asked for.
fn made_now(visit: &Visit, all: &[SignedCheckpoint]) -> Option<Markup> {
    let asked = |name: &str| visit.asked(name).and_then(|size| size.parse::<u64>().ok());
    let (size, new) = match (asked("made"), asked("already")) {
        (Some(size), _) => (size, true),
        (None, Some(size)) => (size, false),
        (None, None) => return None,
    };
    let signed = all.iter().find(|one| one.checkpoint.size == size)?;
    Some(html! {
        @if new {
            (NotificationBanner::success(html! {
                p class="govuk-notification-banner__heading" { "The checkpoint is made." }
                p class="govuk-body" { "For the minutes: " strong { (minute(signed)) } }
            }))
        } @else {
            (InsetText::new("Nothing was recorded since the newest checkpoint: that one stands."))
        }
    })
}

/// How much no checkpoint covers yet, and the button that makes one.
fn next_one(visit: &Visit, reading: &Reading<'_>, newest: Option<&SignedCheckpoint>) -> Markup {
    if !visit.is_now() {
        return html! {};
    }
    let size = visit.app().log().size();
    let covered = newest.map_or(0, |newest| newest.checkpoint.size);
    let may = reading.enters(Area::Checkpoints) && visit.app().health().accepting();
    html! {
        p class="govuk-body" {
            @if size == covered {
                "The newest one covers everything recorded so far."
            } @else {
                (between::link(reading, covered, size))
                " no checkpoint covers yet. One is made by itself in the evening of every day on "
                "which something was recorded."
            }
        }
        @if may && size > covered {
            form class="gt-no-print" method="post" action="/checkpoints/make" {
                (Button::new("Make a checkpoint now"))
            }
        }
    }
}

fn table(reading: &Reading<'_>, all: &[SignedCheckpoint]) -> Markup {
    if all.is_empty() {
        return html! { p class="govuk-body" { "No checkpoint was made yet." } };
    }
    let page = page_of(reading);
    let mut table = Table::new(
        "checkpoints",
        "Checkpoints, the newest first",
        [
            "Made",
            "For the minutes",
            "Since the one before",
            "Signed note",
        ],
    );
    table.caption_classes = "govuk-visually-hidden";
    let newest_first = all.iter().enumerate().rev();
    for (nth, signed) in newest_first.skip(page.offset).take(page.limit) {
        let size = signed.checkpoint.size;
        let before = nth.checked_sub(1).and_then(|before| all.get(before));
        let before = before.map_or(0, |before| before.checkpoint.size);
        let href = reading.href(&format!("/checkpoints/{size}"));
        table.rows.push(vec![
            moment(signed.made_at.utc()).into(),
            html! { a class="govuk-link" href=(href) { (minute(signed)) } }.into(),
            html! { (between::link(reading, before, size)) (between::kinds(reading, before, size)) }
                .into(),
            note_link(size).into(),
        ]);
    }
    let rows = table.rows.len();
    let address = Address::of(reading, "/checkpoints")
        .without("made")
        .without("already");
    html! {
        h2 class="govuk-heading-m" { "All checkpoints" }
        p class="govuk-body" {
            (counted(page.offset, rows, all.len(), "checkpoint", "checkpoints"))
        }
        (table)
        (pages(reading, &address, all.len()))
    }
}

/// The signed note of a checkpoint, to take away.
fn note_link(size: u64) -> Markup {
    html! {
        a class="govuk-link" href=(format!("/checkpoints/{size}/note.txt")) {
            "Download" span class="govuk-visually-hidden" { " the note at " (size) " events" }
        }
    }
}

/// The key that checks every checkpoint of this log.
fn key(visit: &Visit) -> Markup {
    let verifier = visit.app().log().verifier();
    let rows = vec![
        SummaryRow::new(
            "Name of the log",
            html! { code class="gt-hash" { (verifier.name()) } },
        ),
        SummaryRow::new(
            "Public key",
            html! { code class="gt-hash" { (verifier.to_string()) } },
        ),
        SummaryRow::new("Fingerprint", html! { code { (verifier.fingerprint()) } }),
    ];
    html! {
        h2 class="govuk-heading-m" id="key" { "The key that checks them" }
        p class="govuk-body" {
            "Read the fingerprint out once to whoever keeps checkpoints. As long as it stays the "
            "same, every checkpoint was signed by this log and by no other."
        }
        (SummaryList::new(rows))
    }
}
