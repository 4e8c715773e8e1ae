//! Evidence packs: which there are, putting one together, and taking it away.
//!
//! Routes: `GET /evidence-packs` → [`list`]; `GET` and `POST /packs/new` → [`ask`], [`submit`];
//! `GET /evidence-pack/{id}` → [`show`]; `GET /evidence-pack/{id}/pack.zip` → [`file()`].

mod asked;
mod preview;
pub mod request;

use super::{recorded_banner, shown, thing_path, trail};
use crate::packs::{Choice, PackError, make, positions, put_together, reason_words};
use crate::web::components::dates::{date, moment, moment_text};
use crate::web::components::{Cell, InsetText, SummaryList, SummaryRow, Table, WarningText};
use crate::web::form::command_path;
use crate::web::layout::{Place, Section};
use crate::web::posted::Posted;
use crate::web::reading::Reading;
use crate::web::streamed::streamed;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use asked::Typed;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};
use events::everywhere::Area;
use events::ids::{EvidencePackId, StreamId, StreamKind, fresh};
use maud::{Markup, html};
use projections::packs::Pack;
use std::io;

const KIND: StreamKind = StreamKind::EvidencePack;
const PLACE: Place = Place::Inside(Section::Trail);

/// Every pack, the latest first.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = list_body(&reading);
        Ok(visit.page(&view, &Frame::new("Evidence packs", PLACE), &body))
    })
    .await
}

fn list_body(reading: &Reading<'_>) -> Markup {
    let heads = [
        "Pack",
        "For",
        "Request",
        "Put together",
        "As at",
        "Events",
        "Handed over",
    ];
    let row = |pack: &Pack| {
        vec![
            Cell::from(link(reading, pack)),
            Cell::from(reading.words(&pack.recipient)),
            Cell::from(reading.words(&pack.request)),
            Cell::from(date(pack.assembled.occurred_on)),
            Cell::from(moment(pack.as_at.utc())),
            Cell::number(pack.held.events.to_string()),
            Cell::from(html! {
                @match pack.released.last() {
                    None => "Not yet",
                    Some(last) => (date(last.at.occurred_on)),
                }
            }),
        ]
    };
    let rows: Vec<_> = reading.view.packs.latest_first().map(row).collect();
    html! {
        h1 class="govuk-heading-l" { "Evidence packs" }
        (InsetText::new(
            "An evidence pack is part of the record for somebody outside: an inspector, a court, \
             another partnership. They can check it without an account and without trusting \
             anybody: that it is what was recorded, and that nothing withheld or erased is passed \
             over in silence."
        ))
        @if may_assemble(reading) {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(reading.href("/evidence-packs/new")) {
                    "Put an evidence pack together" }
            }
        }
        @if rows.is_empty() { (shown::empty("No evidence pack was put together yet.", None)) }
        @else {
            (Table {
                rows,
                caption_classes: "govuk-visually-hidden",
                ..Table::new("packs", "Evidence packs", heads)
            })
        }
    }
}

fn link(reading: &Reading<'_>, pack: &Pack) -> Markup {
    let href = reading.href(&thing_path(pack.id.into()));
    html! { a class="govuk-link gt-reference" href=(href) { "Pack " (pack.name()) } }
}

/// The form on which a pack is chosen.
///
/// # Errors
/// When the visitor may put none together, or the record cannot be read.
pub async fn ask(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let now = visit.seen().view(None)?;
        let reading = Reading::of(&visit, &now);
        let typed = Typed::begun(&reading, visit.until());
        page(&visit, &now, &reading, &typed.form(&reading, &[]), false)
    })
    .await
}

fn page(
    visit: &Visit,
    view: &projections::Models,
    reading: &Reading<'_>,
    body: &Markup,
    failed: bool,
) -> Result<Html<String>, Oops> {
    if !may_assemble(reading) {
        return Err(Oops::NotFound);
    }
    let frame = Frame::new("Put an evidence pack together", PLACE)
        .below("Evidence packs", "/evidence-packs")
        .failed(failed);
    Ok(visit.page(view, &frame, body))
}

/// Whether the reader puts packs together, now or looking at the past.
fn may_assemble(reading: &Reading<'_>) -> bool {
    reading.enters(Area::Packs)
}

/// Whether the reader may take this pack away: one that tells who looked, only who may see that.
fn may_take(reading: &Reading<'_>, pack: &Pack) -> bool {
    let looked = !pack.chosen.accesses || reading.enters(Area::Accesses);
    may_assemble(reading) && looked
}

/// What was chosen: shown before it is put together, and put together when that is asked for.
///
/// # Errors
/// When the visitor may put none together, or the record cannot be read.
pub async fn submit(visit: Visit, posted: Posted) -> Result<Response, Oops> {
    // Who looked up to now is told only once it is written.
    visit.app().access_log().settled().await;
    blocking(move || {
        let typed = Typed::read(&posted.answers);
        let asked = asked_for(&visit, &typed)?;
        let (id, choice) = match asked {
            Asked::Wrong(wrong) => return again(&visit, &typed, &wrong),
            Asked::Known(id) => {
                return Ok(Redirect::to(&format!("/evidence-pack/{id}")).into_response());
            }
            Asked::Pack(id, choice) => (id, choice),
        };
        if !posted.answers.ticked("assemble") {
            let body = preview::body(&visit, &typed, (id, &choice))?;
            let now = visit.seen().view(None)?;
            let reading = Reading::of(&visit, &now);
            return page(&visit, &now, &reading, &body, false).map(IntoResponse::into_response);
        }
        match assemble(&visit, id, &choice) {
            Ok(()) => {
                Ok(Redirect::to(&format!("/evidence-pack/{id}?recorded=yes")).into_response())
            }
            Err(Failed::Said(words)) => again(&visit, &typed, &[("references".to_owned(), words)]),
            Err(Failed::Oops(oops)) => Err(oops),
        }
    })
    .await
}

/// What was asked for.
enum Asked {
    /// Something is wrong with it.
    Wrong(Vec<(String, String)>),
    /// It was put together already: the form was sent twice.
    Known(EvidencePackId),
    /// A pack.
    Pack(EvidencePackId, Box<Choice>),
}

/// Reads what was asked for. The record is let go before anything is made or written: who holds it
/// while waiting for the writer would wait for ever.
fn asked_for(visit: &Visit, typed: &Typed) -> Result<Asked, Oops> {
    let now = visit.seen().view(None)?;
    let reading = Reading::of(visit, &now);
    if !may_assemble(&reading) {
        return Err(Oops::NotFound);
    }
    let until = visit.app().clock().now();
    let choice = match typed.choice(&reading, until) {
        Ok(choice) => choice,
        Err(wrong) => return Ok(Asked::Wrong(wrong)),
    };
    let id = typed
        .pack
        .map_or_else(|| fresh(until).map(EvidencePackId), Ok)?;
    Ok(match now.packs.get(id) {
        Some(_) => Asked::Known(id),
        None => Asked::Pack(id, Box::new(choice)),
    })
}

/// The form again, with what is wrong.
fn again(visit: &Visit, typed: &Typed, wrong: &[(String, String)]) -> Result<Response, Oops> {
    let now = visit.seen().view(None)?;
    let reading = Reading::of(visit, &now);
    let body = typed.form(&reading, wrong);
    page(visit, &now, &reading, &body, true).map(IntoResponse::into_response)
}

/// Why no pack was put together.
enum Failed {
    Said(String),
    Oops(Oops),
}

impl From<PackError> for Failed {
    fn from(error: PackError) -> Self {
        match error {
            PackError::Empty | PackError::Write(pack::WriteError::TooLarge) => {
                Self::Said(shown::capitalised(&error.to_string()))
            }
            PackError::Read(_)
            | PackError::File(_)
            | PackError::Write(_)
            | PackError::Disk(_)
            | PackError::Checkpoint(_)
            | PackError::NotGenuine(_) => Self::Oops(error.into()),
        }
    }
}

/// Makes the pack, and records that it was put together.
fn assemble(visit: &Visit, id: EvidencePackId, choice: &Choice) -> Result<(), Failed> {
    let command = put_together(visit.seen(), id, choice)?;
    let instruction = crate::app::Instruction {
        stream: id.into(),
        command: command.into(),
        expected: Some(0),
    };
    let mut meta = crate::app::Meta::by(visit.acting.actor());
    meta.identifiers_confirmed = true;
    let done = visit.seen().execute(vec![instruction], &meta);
    done.map_err(|error| Failed::Said(shown::capitalised(&error.to_string())))?;
    Ok(())
}

/// One pack.
///
/// # Errors
/// When there is none, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: EvidencePackId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let pack = view.packs.get(id).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let body = html! {
            (recorded_banner(&visit))
            (body(&reading, pack, &code_of(&visit, pack)))
            h2 class="govuk-heading-m" id="trail" { "What happened" }
            (story)
        };
        let title = format!("Evidence pack {}", pack.name());
        let frame = Frame::new(&title, PLACE).below("Evidence packs", "/evidence-packs");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The short code of the checkpoint that proves a pack.
fn code_of(visit: &Visit, pack: &Pack) -> String {
    let all = visit.app().log().checkpoints();
    let found = all.iter().find(|one| one.checkpoint.size == pack.held.size);
    found.map_or_else(String::new, |one| one.checkpoint.short_code())
}

fn body(reading: &Reading<'_>, pack: &Pack, code: &str) -> Markup {
    let held = &pack.held;
    let chosen = crate::packs::chosen_words(reading.view, &pack.chosen);
    let answers = request::of(reading, pack);
    let answers = answers.unwrap_or_else(|| html! { "No request of an inspection" });
    let rows = vec![
        SummaryRow::new("For", reading.words(&pack.recipient)),
        SummaryRow::new("Request", reading.words(&pack.request)),
        SummaryRow::new("Purpose", reading.words(&pack.purpose)),
        SummaryRow::new("Answers", answers),
        SummaryRow::new("What was chosen", chosen),
        SummaryRow::new("As at", moment(pack.as_at.utc())),
        SummaryRow::new("Put together", shown::stamp(&pack.assembled)),
        SummaryRow::new(
            "Events",
            format!("{} of {} in the record", held.events, held.size),
        ),
        SummaryRow::new("Texts that can be read", held.disclosed.to_string()),
        SummaryRow::new("Evidence files", held.files.to_string()),
        SummaryRow::new("Withheld", held.withheld.to_string()),
        SummaryRow::new("Erased before", held.erased.to_string()),
        SummaryRow::new("Why something is withheld", left_out(pack)),
        SummaryRow::new(
            "SHA-256 of its manifest",
            html! {
                span class="gt-prose" { (held.manifest) }
            },
        ),
        SummaryRow::new(
            "Checkpoint that proves it",
            html! {
                "At " (held.size) " events: " span class="gt-prose" { (code) }
            },
        ),
    ];
    html! {
        h1 class="govuk-heading-l" { "Evidence pack " (pack.name()) }
        @if pack.released.is_empty() && reading.is_now {
            (WarningText::new(
                "Look through the pack before it is handed over: it cannot be called back."
            ))
        }
        @if may_take(reading, pack) {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(format!("/evidence-pack/{}/pack.zip", pack.id)) download {
                    "Download the pack (.zip)" }
            }
        }
        @if reading.may(KIND, "release_pack") {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(command_path(pack.id, "release_pack")) {
                    "Record that it was handed over" }
            }
        }
        (SummaryList::new(rows))
        h2 class="govuk-heading-m" { "To whom it was handed over" }
        @if pack.released.is_empty() { p class="govuk-body" { "To nobody yet." } }
        @else {
            ul class="govuk-list govuk-list--bullet" {
                @for one in &pack.released {
                    li { (reading.words(&one.to)) ", " (shown::stamp(&one.at)) ": " (one.how.title()) }
                }
            }
        }
    }
}

/// Every rule and single reason for which something was left out.
fn left_out(pack: &Pack) -> Markup {
    let all = &pack.withholding;
    let mut codes: Vec<&str> = all.rules.iter().map(|rule| rule.word()).collect();
    codes.extend(all.single.iter().map(|one| one.because.word()));
    codes.sort_unstable();
    codes.dedup();
    html! {
        @if codes.is_empty() { "Nothing was asked to be left out." }
        @else {
            ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0" {
                @for code in codes { li { (reason_words(code)) } }
            }
        }
    }
}

/// The pack itself, made again from the record: the same to the byte but for its stamp.
///
/// # Errors
/// When there is none, the visitor may put none together, or it can no longer be made as it was.
pub async fn file(visit: Visit, Path(id): Path<String>) -> Result<Response, Oops> {
    visit.app().access_log().settled().await;
    blocking(move || {
        let id: EvidencePackId = id.parse().map_err(|_| Oops::NotFound)?;
        let (pack, choice) = recorded(&visit, id)?;
        let all = visit.app().log().checkpoints();
        let checkpoint = all.iter().find(|one| one.checkpoint.size == pack.held.size);
        let checkpoint = checkpoint.ok_or(Oops::NotFound)?;
        let view = visit.seen().view(Some(pack.as_at))?;
        let at = visit.app().clock().now();
        let made = make(visit.seen(), &view, (id, &choice), checkpoint, at)?;
        if made.held.manifest != pack.held.manifest {
            return Err(Oops::BadRequest(
                "This pack can no longer be made as it was: something in it was erased, or the \
                 product was updated, since. Put another together for the same request."
                    .to_owned(),
            ));
        }
        let mut file = made.file;
        let body = streamed(move |out| io::copy(&mut file, out).map(|_| ()));
        let name = format!("evidence-pack-{}.zip", pack.name().to_lowercase());
        Ok(super::export::streamed_attachment(
            &name,
            "application/zip",
            body,
        ))
    })
    .await
}

/// A pack as it was recorded, and the choice it was made from.
fn recorded(visit: &Visit, id: EvidencePackId) -> Result<(Pack, Choice), Oops> {
    let now = visit.seen().view(None)?;
    let reading = Reading::of(visit, &now);
    let known = now.packs.get(id).filter(|pack| may_take(&reading, pack));
    let pack = known.ok_or(Oops::NotFound)?;
    let choice = Choice {
        recipient: reading.plain(&pack.recipient),
        request: reading.plain(&pack.request),
        purpose: reading.plain(&pack.purpose),
        information_request: pack.information_request,
        as_at: pack.as_at,
        chosen: pack.chosen.clone(),
        withholding: pack.withholding.clone(),
    };
    Ok((pack.clone(), choice))
}

/// The way to put a thing into a pack, for who may: from a past moment, as it stood then.
pub fn put_into(reading: &Reading<'_>, stream: StreamId) -> Markup {
    let apart = [KIND, StreamKind::Partnership, StreamKind::Account];
    html! {
        @if may_assemble(reading) && !apart.contains(&stream.kind) {
            @let new = reading.href(&format!("/evidence-packs/new?thing={stream}"));
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(new) { "Put it into an evidence pack" }
            }
        }
    }
}

/// A pack as a link, where the reader reaches it.
pub fn named(reading: &Reading<'_>, id: EvidencePackId) -> Markup {
    html! {
        @if let Some(pack) = reading.view.packs.get(id) { (link(reading, pack)) }
        @else { "An evidence pack" }
    }
}

/// How many events are chosen, for the preview.
fn count(view: &projections::Models, choice: &Choice) -> usize {
    positions(view, &choice.chosen).len()
}

/// The moment of a choice in words.
fn moment_words(choice: &Choice) -> String {
    moment_text(choice.as_at.utc())
}
