//! Agencies down, standards across: the self score and the moderated score side by side.

use super::super::shown;
use super::{PLACE, is_of_agency, letters, navigation, score_colour, score_word};
use crate::web::components::{Table, Tag};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::CampaignId;
use events::self_assessment::StandardsSet;
use maud::{Markup, html};
use projections::campaigns::{Campaign, HeatCell, HeatMap};

/// The heat map of a round.
///
/// # Errors
/// When there is no such round, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: CampaignId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let one = view.campaigns.get(id).ok_or(Oops::NotFound)?;
        let map = view.heat_map(id).ok_or(Oops::NotFound)?;
        let body = body(&reading, one, &map);
        let title = format!("Heat map: {}", one.title);
        let frame = Frame::new(&title, PLACE)
            .below("Self-assessments", "/self-assessments")
            .below(one.title.clone(), format!("/self-assessment/{id}"));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn body(reading: &Reading<'_>, one: &Campaign, map: &HeatMap<'_>) -> Markup {
    html! {
        span class="govuk-caption-l" { (one.title) }
        h1 class="govuk-heading-l" { "Heat map" }
        (navigation(reading, ""))
        @if is_of_agency(reading) {
            p class="govuk-body" { "You see your own agency’s scores, and no other’s." }
        }
        @if map.rows.is_empty() {
            (shown::empty("No agency has been asked for its return yet.", None))
        } @else {
            (key(&one.standards))
            (grid(reading, one, map))
            (take_away(reading, one))
            h2 class="govuk-heading-m" id="moved" { "What moderation moved" }
            (moved(reading, one, map))
        }
        h2 class="govuk-heading-m" id="standards" { "The standards by number" }
        ol class="govuk-list govuk-list--number" {
            @for (_, title) in &map.standards { li { (title) } }
        }
    }
}

/// What the letters and marks mean.
fn key(set: &StandardsSet) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Key" }
        ul class="govuk-list" {
            @for score in &set.scale { li { (tag(set, &score.code)) " " (score.label) } }
            li { "– Not answered" }
            li {
                "The agency’s own score comes first. A second one after “→” is the partnership’s, "
                "where it moderated the answer."
            }
        }
    }
}

fn tag(set: &StandardsSet, code: &str) -> Markup {
    html! { (Tag::new(letters(set, code), score_colour(set, code))) }
}

fn grid(reading: &Reading<'_>, one: &Campaign, map: &HeatMap<'_>) -> Markup {
    let mut heads = vec![html! { "Agency" }];
    for (place, (_, title)) in map.standards.iter().enumerate() {
        heads.push(html! {
            (place + 1) span class="govuk-visually-hidden" { " " (title) }
        });
    }
    let mut table = Table::new("heat-map", "Self score and moderated score", heads);
    table.classes = "gt-table--dense";
    for row in &map.rows {
        let href = reading.href(&format!("/return/{}", row.service_return));
        let name = reading.view.people.agency_name(row.agency);
        let agency = html! {
            a class="govuk-link" href=(href) { (name) }
            p class="govuk-body-s govuk-!-margin-bottom-0" { (row.phase.word()) }
        };
        let mut cells = vec![agency.into()];
        let scored = row.cells.iter();
        cells.extend(scored.map(|scored| cell(&one.standards, scored).into()));
        table.rows.push(cells);
    }
    html! { (table) }
}

fn cell(set: &StandardsSet, cell: &HeatCell<'_>) -> Markup {
    let Some(own) = cell.own else {
        return html! {
            span aria-hidden="true" { "–" }
            span class="govuk-visually-hidden" { "Not answered" }
        };
    };
    html! {
        span aria-hidden="true" {
            (tag(set, own))
            @if let Some(moderated) = cell.moderated { " → " (tag(set, moderated)) }
        }
        span class="govuk-visually-hidden" {
            "Self: " (score_word(set, own))
            @if let Some(moderated) = cell.moderated {
                "; moderated: " (score_word(set, moderated))
            }
            ". "
        }
        @if cell.met_without_evidence { br; "no evidence" }
        @if cell.not_reaffirmed { br; "not re-affirmed" }
    }
}

fn take_away(reading: &Reading<'_>, one: &Campaign) -> Markup {
    let path = |ending: &str| {
        reading.href(&format!(
            "/self-assessment/{}/heat-map/export.{ending}",
            one.id
        ))
    };
    html! {
        p class="govuk-body gt-no-print" {
            "Download the heat map: "
            a class="govuk-link" href=(path("xlsx")) { "Excel (.xlsx)" } " or "
            a class="govuk-link" href=(path("csv")) { "CSV" }
        }
    }
}

fn moved(reading: &Reading<'_>, one: &Campaign, map: &HeatMap<'_>) -> Markup {
    let set = &one.standards;
    let mut rows = Vec::new();
    for row in &map.rows {
        let Some(known) = reading.view.campaigns.service_return(row.service_return) else {
            continue;
        };
        for (cell, (key, title)) in row.cells.iter().zip(&map.standards) {
            let (Some(view), true) = (
                known.moderated.get(*key),
                cell.moderated_down || cell.moderated_up,
            ) else {
                continue;
            };
            let href = reading.href(&format!("/return/{}#standard-{key}", row.service_return));
            let name = reading.view.people.agency_name(row.agency);
            let standard = html! { a class="govuk-link" href=(href) { (name) ": " (title) } };
            let way = if cell.moderated_down { "Down" } else { "Up" };
            rows.push(vec![
                standard.into(),
                way.into(),
                cell.own.map_or("", |own| score_word(set, own)).into(),
                score_word(set, &view.to).into(),
                shown::words(reading, view.reason.as_ref()).into(),
            ]);
        }
    }
    if rows.is_empty() {
        return shown::empty("Moderation moved no score.", None);
    }
    let heads = ["Answer", "Moved", "Self", "Moderated", "Why"];
    let mut table = Table::new("moved-scores", "Scores that moderation moved", heads);
    table.caption_classes = "govuk-visually-hidden";
    table.rows = rows;
    html! { (table) }
}
