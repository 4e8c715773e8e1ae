//! The request for information of an inspection that a pack answers: what it says for the form, the
//! way from a pack to it, and the packs that a page of the inspection shows with it.

use super::{KIND, link, may_assemble};
use crate::web::components::InsetText;
use crate::web::components::dates::{date, date_text};
use crate::web::pages::thing_path;
use crate::web::reading::Reading;
use events::ids::InformationRequestId;
use maud::{Markup, html};
use projections::Models;
use projections::inspections::{AnswerLine, Inspection, RequestLine};
use projections::packs::Pack;

/// The request with this id, as an address or a form has it.
pub(super) fn known<'a>(view: &'a Models, id: &str) -> Option<(&'a Inspection, &'a RequestLine)> {
    let id: InformationRequestId = id.parse().ok()?;
    view.inspections.request(id)
}

/// For whom a pack is that answers a request.
pub(super) fn recipient(request: &RequestLine) -> String {
    format!("The lead inspector, {}", request.by.title())
}

/// A request by its number, inspection and day.
pub(super) fn named(inspection: &Inspection, request: &RequestLine) -> String {
    format!(
        "Request {} of inspection {}, received on {}",
        request.number,
        inspection.reference,
        date_text(request.received_on)
    )
}

fn to(reading: &Reading<'_>, (inspection, request): (&Inspection, &RequestLine)) -> Markup {
    let path = format!(
        "{}#request-{}",
        thing_path(inspection.id.into()),
        request.id
    );
    html! {
        a class="govuk-link" href=(reading.href(&path)) {
            "Request " (request.number) " of inspection " (inspection.reference)
        }
    }
}

/// Which request the pack that is being put together answers.
pub(super) fn answered(reading: &Reading<'_>, id: &str) -> Markup {
    html! {
        @if let Some(found) = known(reading.view, id) {
            (InsetText::new(html! {
                "It answers " (to(reading, found)) ": " (reading.words(&found.1.what))
            }))
        }
    }
}

/// Which request a pack answers, where the reader sees it; none where it answers none.
pub(super) fn of(reading: &Reading<'_>, pack: &Pack) -> Option<Markup> {
    let id = InformationRequestId(pack.information_request?);
    let found = reading.view.inspections.request(id)?;
    Some(to(reading, found))
}

/// The way to put a pack together for a request, for who may.
pub fn begin(reading: &Reading<'_>, request: &RequestLine) -> Markup {
    let path = format!("/evidence-packs/new?answers={}", request.id);
    html! {
        @if may_assemble(reading) && reading.may(KIND, "assemble_pack") {
            li {
                a class="govuk-link" href=(path) {
                    "Put a pack together for this request"
                    span class="govuk-visually-hidden" { " (" (request.number) ")" }
                }
            }
        }
    }
}

/// The packs that were put together for a request, and those that its answer names, with to whom
/// they were handed over.
pub fn packs(reading: &Reading<'_>, request: &RequestLine) -> Markup {
    let all = &reading.view.packs;
    let own: Vec<&Pack> = all.answering(request.id).collect();
    let given = request.answered.as_ref();
    let given = given.map_or(&[][..], |answer: &AnswerLine| &answer.packs);
    let apart = |id| own.iter().all(|pack| pack.id != id);
    html! {
        @for pack in &own { li { (line(reading, pack)) } }
        @for id in given.iter().copied().filter(|id| apart(*id)) {
            li {
                @if let Some(pack) = all.get(id) { (line(reading, pack)) }
                @else { "An evidence pack" }
            }
        }
    }
}

/// A pack, and to whom it was handed over.
fn line(reading: &Reading<'_>, pack: &Pack) -> Markup {
    html! {
        (link(reading, pack))
        @if pack.released.is_empty() { ", not handed over yet" }
        @for one in &pack.released {
            ", handed over on " (date(one.at.occurred_on)) " to " (reading.words(&one.to))
        }
    }
}

/// Whether there is a pack to show with a request.
pub fn has_packs(reading: &Reading<'_>, request: &RequestLine) -> bool {
    let answer = request.answered.as_ref();
    answer.is_some_and(|answer| !answer.packs.is_empty())
        || reading.view.packs.answering(request.id).next().is_some()
}
