//! What every page of a thing says of its records: that it is held, that its words were erased, and
//! where to find how they are kept.

use super::super::thing_path;
use super::erasure::erased_on;
use crate::web::components::InsetText;
use crate::web::reading::Reading;
use events::erasure::is_erasable;
use events::ids::{StreamId, StreamKind};
use maud::{Markup, html};

/// What stands on the page of a thing, where there is anything to say or do.
pub(crate) fn mark(reading: &Reading<'_>, thing: StreamId) -> Markup {
    if !is_erasable(thing.kind) || !reading.view.has_begun(thing) {
        return html! {};
    }
    let held = reading.view.holds_on(thing);
    let erased = reading.view.records.erased(thing);
    html! {
        @for one in &held {
            @let path = reading.href(&thing_path(one.hold.id.into()));
            (InsetText::new(html! {
                strong { "Held: " } "nothing of this is erased while "
                a class="govuk-link" href=(path) { "a legal hold" }
                " stands (" (one.hold.held_for.word()) ")."
            }))
        }
        @if let Some((one, erased)) = erased {
            (InsetText::new(html! {
                strong { (erased_on(erased)) } " "
                a class="govuk-link" href=(reading.href(&thing_path(one.id.into()))) {
                    "The erasure"
                }
            }))
        }
    }
}

/// What stands at the foot of the page of a thing: the way to how its records are kept.
pub(crate) fn foot(reading: &Reading<'_>, thing: StreamId) -> Markup {
    let there = is_erasable(thing.kind) && reading.view.has_begun(thing);
    if !there || !reading.may(StreamKind::Erasure, "request_erasure") {
        return html! {};
    }
    let path = format!("/records/{}/{}", thing.kind.word(), thing.id);
    html! {
        p class="govuk-body-s gt-no-print" {
            a class="govuk-link" href=(reading.href(&path)) { "How its records are kept" }
        }
    }
}

/// The thing whose own page an address is; none for any other page.
pub(crate) fn thing_at(path: &str) -> Option<StreamId> {
    let (kind, id) = path.strip_prefix('/')?.split_once('/')?;
    let kind = crate::web::noting::kind_of(kind)?;
    id.parse().ok().map(|id: uuid::Uuid| StreamId { kind, id })
}
