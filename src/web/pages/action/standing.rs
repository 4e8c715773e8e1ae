//! How an action stands: claimed, by date and verified; its ratings; what it rests on and waits
//! for.

use super::super::shown;
use crate::web::components::dates::date;
use crate::web::components::{Cell, SummaryList, SummaryRow, Table};
use crate::web::reading::Reading;
use maud::{Markup, html};
use projections::actions::{Action, ActionView, EvidenceLink, Need, Rating};
use projections::reference::TextRef;

/// The three ways side by side, with impact and phase.
pub(super) fn three_ways(reading: &Reading<'_>, view: &ActionView<'_>) -> Markup {
    let claimed = html! {
        (shown::claimed(reading, &view.shown))
        @if let Some(rating) = view.action.rating() { " as at " (date(rating.as_at)) }
        (shown::difference_mark(&view.shown))
    };
    let by_date = html! {
        (shown::by_date(view.shown.by_date))
        @if !view.action.is_done() {
            @if let Some(days) = view.days_left { " (" (shown::days_left(days)) ")" }
        }
    };
    let impact = view.action.impact.last().map(|judged| judged.judgement);
    html! {
        (SummaryList::new(vec![
            SummaryRow::new("Claimed", claimed),
            SummaryRow::new("By date", by_date),
            SummaryRow::new("Verified", shown::verified(view.shown.verified)),
            SummaryRow::new("Impact", shown::impact(impact)),
            SummaryRow::new("Phase", view.action.phase().word()),
        ]))
    }
}

/// Every rating, the latest first.
pub(super) fn ratings(reading: &Reading<'_>, action: &Action) -> Markup {
    let rows = action.ratings.iter().rev().map(|rating| {
        vec![
            Cell::from(rated(reading, rating)),
            Cell::from(date(rating.as_at)),
            Cell::from(shown::stamp(&rating.at)),
            Cell::from(commentary(reading, rating)),
        ]
    });
    let heads = ["Rating", "As at", "Given", "Commentary"];
    let table = Table {
        rows: rows.collect(),
        ..Table::new("ratings", "Ratings", heads)
    };
    html! {
        @if action.ratings.is_empty() {
            h2 class="govuk-heading-m" { "Ratings" }
            (shown::empty("It was never rated.", None))
        } @else { (table) }
    }
}

fn rated(reading: &Reading<'_>, rating: &Rating) -> Markup {
    html! {
        (shown::rating(reading, rating.scheme, rating.code.as_str()))
        @if let Some(before) = &rating.moderated_from {
            p class="govuk-body-s govuk-!-margin-bottom-0" {
                "Changed from " (shown::rating(reading, rating.scheme, before.as_str()))
                " by the business manager or chair"
            }
        }
    }
}

fn commentary(reading: &Reading<'_>, rating: &Rating) -> Markup {
    let text: Option<TextRef> = rating.commentary();
    let decided_in = rating.decided_in();
    html! {
        @match &text {
            Some(text) => (reading.words(text)),
            None => "None",
        }
        @if let Some(cause) = &rating.external_cause() {
            p class="govuk-body-s govuk-!-margin-bottom-0" {
                "What changed outside: " (reading.words(cause))
            }
        }
        @if decided_in.is_some() {
            p class="govuk-body-s govuk-!-margin-bottom-0" {
                "Decided in " (shown::decided_in(reading, decided_in))
            }
        }
    }
}

/// The evidence that supports it, the strongest first.
pub(super) fn evidence(reading: &Reading<'_>, view: &ActionView<'_>) -> Markup {
    if view.evidence.is_empty() {
        return shown::empty("No evidence is linked to this action yet.", None);
    }
    let rows = view
        .evidence
        .iter()
        .map(|piece| evidence_cells(reading, piece));
    let heads = ["What it shows", "Speaks of", "Strength", "Added"];
    let table = Table {
        rows: rows.collect(),
        caption_classes: "govuk-visually-hidden",
        ..Table::new("evidence-table", "Evidence", heads)
    };
    html! { (table) }
}

fn evidence_cells<'a>(reading: &Reading<'_>, piece: &EvidenceLink) -> Vec<Cell<'a>> {
    let href = reading.href(&format!("/evidence/{}", piece.id));
    vec![
        Cell::from(html! {
            a class="govuk-link" href=(href) { (reading.words(&piece.describes)) }
            @if !piece.stands { " " (shown::missing("No longer counts")) }
            @if piece.has_file { " (file)" }
        }),
        Cell::from(date(piece.evidence_date)),
        Cell::from(shown::strength(piece.strength)),
        Cell::from(shown::stamp(&piece.lodged)),
    ]
}

/// What it waits for, and what waits for it.
pub(super) fn needs(reading: &Reading<'_>, view: &ActionView<'_>) -> Markup {
    html! {
        @if !view.needs.is_empty() {
            h2 class="govuk-heading-m" { "Waits for" }
            (needed(reading, &view.needs))
        }
        @if !view.needed_by.is_empty() {
            h2 class="govuk-heading-m" { "What waits for it" }
            (needed(reading, &view.needed_by))
        }
    }
}

fn needed(reading: &Reading<'_>, needs: &[Need]) -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for need in needs {
                li {
                    (shown::action_link(reading, need.id, &need.label.name))
                    @if let Some(words) = &need.label.words { ": " (reading.words(words)) }
                    @if let Some(due) = need.due { ", due " (date(due)) }
                    @if let Some(by_date) = need.by_date { " " (shown::by_date(by_date)) }
                }
            }
        }
    }
}
