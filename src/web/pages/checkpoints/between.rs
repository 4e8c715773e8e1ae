//! What was recorded between two checkpoints.

use crate::web::pages::trail::told;
use crate::web::reading::Reading;
use crate::words::count;
use events::ids::StreamKind;
use maud::{Markup, html};
use projections::trail::{TrailFilter, TrailOrder, TrailPage};
use std::collections::BTreeMap;

/// The most events that are told by kind: of more, the trail tells each.
const TOLD_MAX: u64 = 2_000;

/// How many events there are after `before` up to `size`, as a link to the first of them.
pub(super) fn link(reading: &Reading<'_>, before: u64, size: u64) -> Markup {
    let more = size.saturating_sub(before);
    let words = count(
        usize::try_from(more).unwrap_or(usize::MAX),
        "event",
        "events",
    );
    let href = reading.href(&format!("/trail?order=oldest&after={before}"));
    html! {
        a class="govuk-link" href=(href) { (words) }
        @if more > 1 { ", from " (before + 1) " to " (size) }
        @if more == 1 { ", number " (size) }
        @if more > 0 { "." }
    }
}

/// Of what kinds of things they are, as far as the reader reaches them.
pub(super) fn kinds(reading: &Reading<'_>, before: u64, size: u64) -> Markup {
    let more = size.saturating_sub(before);
    if more == 0 || more > TOLD_MAX {
        return html! {};
    }
    let page = TrailPage {
        order: TrailOrder::OldestFirst,
        after: Some(before),
        limit: usize::try_from(more).unwrap_or(usize::MAX),
    };
    let part = reading.view.trail_part(&TrailFilter::default(), page);
    let mut kinds: BTreeMap<StreamKind, usize> = BTreeMap::new();
    for row in part.rows.iter().filter(|row| row.position <= size) {
        *kinds.entry(row.thing.stream.kind).or_default() += 1;
    }
    let told: Vec<String> = kinds
        .iter()
        .map(|(kind, number)| format!("{}: {number}", told::kind_word(*kind)))
        .collect();
    html! {
        @if !told.is_empty() {
            br;
            span class="govuk-body-s" { (told.join(", ")) }
        }
    }
}
