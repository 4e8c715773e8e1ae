//! One piece of evidence: what it is, how strong, and what rests on it.
//!
//! Route: `GET /evidence/{id}` → [`show`]. The file is at `/evidence/{id}/file`.

use super::{next_steps, recorded_banner, shown, thread, trail};
use crate::web::components::dates::date;
use crate::web::components::{SummaryList, SummaryRow};
use crate::web::forms::strength_meaning;
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::EvidenceId;
use maud::{Markup, html};
use projections::evidence::Evidence;

/// One piece of evidence.
///
/// # Errors
/// When there is no such piece, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: EvidenceId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let piece = view.evidence.get(id).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let body = html! { (recorded_banner(&visit)) (body(&reading, piece, &story)) };
        let title = format!("Evidence: {}", reading.start_of(&piece.describes, 60));
        let frame =
            Frame::new(&title, Place::Inside(Section::Actions)).below("Actions", "/actions");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The page of a piece of evidence, with its story as a timeline.
pub fn body(reading: &Reading<'_>, piece: &Evidence, story: &Markup) -> Markup {
    let steps = next_steps::for_evidence(reading, piece);
    html! {
        span class="govuk-caption-l" { "Evidence" }
        h1 class="govuk-heading-l" { (reading.words(&piece.describes)) }
        (fallen(reading, piece))
        (facts(reading, piece))
        (next_steps::show(&steps))
        h2 class="govuk-heading-m" { "What it supports" }
        (supports(reading, piece))
        h2 class="govuk-heading-m" { "The thread" }
        (thread::of_thread(reading, &reading.view.thread(piece.id.into())))
        (thread::walk(reading, piece.id.into()))
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

/// That nothing may rest on it any more, and why.
fn fallen(reading: &Reading<'_>, piece: &Evidence) -> Markup {
    html! {
        @if let Some((at, why)) = &piece.rejected {
            div class="govuk-inset-text" {
                p class="govuk-body" { strong { "Rejected" } ", " (shown::stamp(at)) "." }
                p class="govuk-body" { (shown::words(reading, why.as_ref())) }
            }
        }
        @if let Some(by) = piece.superseded_by {
            div class="govuk-inset-text" {
                p class="govuk-body" {
                    strong { "Superseded" } " by " (thread::evidence_line(reading, by))
                }
            }
        }
    }
}

fn facts(reading: &Reading<'_>, piece: &Evidence) -> Markup {
    let source = piece.source.map_or("The partnership’s own team", |agency| {
        reading.view.people.agency_name(agency)
    });
    let mut rows = vec![
        SummaryRow::new("Speaks of", date(piece.evidence_date)),
        SummaryRow::new("Comes from", source),
        SummaryRow::new("Strength", strength(piece)),
        SummaryRow::new("Where it is", place(reading, piece)),
        SummaryRow::new("Added", shown::stamp(&piece.lodged)),
    ];
    if let Some(file) = &piece.file {
        let hash = html! { span class="gt-prose" { (reading.plain(&file.sha256)) } };
        rows.push(SummaryRow::new("SHA-256 of the file", hash));
    }
    if !piece.redacted_copies.is_empty() {
        let copies = html! {
            ul class="govuk-list govuk-!-margin-bottom-0" {
                @for copy in &piece.redacted_copies {
                    li { (thread::evidence_line(reading, *copy)) }
                }
            }
        };
        rows.push(SummaryRow::new("Copies with names removed", copies));
    }
    html! { (SummaryList::new(rows)) }
}

fn strength(piece: &Evidence) -> Markup {
    html! {
        (shown::strength(piece.strength))
        p class="govuk-body-s govuk-!-margin-bottom-0" {
            @match piece.strength {
                Some(strength) => (strength_meaning(strength)),
                None => "Nobody has judged yet how strong it is.",
            }
        }
    }
}

fn place(reading: &Reading<'_>, piece: &Evidence) -> Markup {
    let href = reading.href(&format!("/evidence/{}/file", piece.id));
    html! {
        @if let Some(file) = &piece.file {
            a class="govuk-link" href=(href) { "Download " (reading.plain(&file.name)) }
            " (" (shown::size(file.size_bytes)) ", " (file.media_type) ")"
        }
        @if let Some(reference) = &piece.reference { (reading.words(reference)) }
    }
}

fn supports(reading: &Reading<'_>, piece: &Evidence) -> Markup {
    html! {
        @if piece.claims.is_empty() {
            (shown::empty("It is not linked to anything yet: link it to what it supports.", None))
        } @else {
            ul class="govuk-list govuk-list--bullet" {
                @for (at, claim) in &piece.claims {
                    li { (thread::claim_link(reading, *claim)) ", linked " (shown::stamp(at)) }
                }
            }
        }
    }
}
