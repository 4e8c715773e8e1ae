//! One request, review or erasure: what would go, what would stay, and what was decided.

use super::super::next_steps::{self, Step, Steps};
use super::super::trail::told::who;
use super::super::{packs, recorded_banner, shown, trail};
use super::{PLACE, backed_up, linked, list, phase_tag};
use crate::key_backups;
use crate::packs::{holds, not_left_out};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{Cell, SummaryList, SummaryRow, Table, WarningText};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::erasure::{Authority, Outcome};
use events::ids::{ErasureId, StreamId};
use maud::{Markup, html};
use projections::Models;
use projections::packs::Pack;
use projections::records::{Erased, Erasure, Phase};
use projections::trail::TrailFilter;

/// One of them.
///
/// # Errors
/// When there is no such erasure, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: ErasureId = id.parse().map_err(|_| Oops::NotFound)?;
        let holding = holding(&visit, id)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let one = view.records.erasure(id).ok_or(Oops::NotFound)?;
        let backups = key_backups::read(visit.app().data_folder()).unwrap_or_default();
        let story = trail::latest(&visit, &view, id.into());
        let body = html! {
            (recorded_banner(&visit))
            h1 class="govuk-heading-l" { (title(one)) }
            p class="govuk-body" { (phase_tag(one.phase())) }
            (held(&reading, one))
            (next_steps::show(&steps(&reading, one)))
            (facts(&reading, one))
            (what_goes(&reading, one))
            (what_stays(&reading, one, &holding))
            @if one.erased.is_some() {
                h2 class="govuk-heading-m" id="backups" { "Backups of the key file" }
                p class="govuk-body" { (backed_up(one, &backups)) }
            }
            h2 class="govuk-heading-m" id="trail" { "What happened" }
            (story)
        };
        let frame = Frame::new(title(one), PLACE)
            .below("Settings", "/settings")
            .below("Records and retention", "/records");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn title(one: &Erasure) -> &'static str {
    if one.requested.is_none() {
        return "Review of how long a record is kept";
    }
    match one.phase() {
        Phase::Erased => "Erasure",
        Phase::Requested | Phase::ToErase | Phase::Kept | Phase::Refused => "Request for erasure",
    }
}

/// When it was erased and under what, in a sentence.
pub(super) fn erased_on(erased: &Erased) -> String {
    let (on, under) = (date_text(erased.at.occurred_on), erased.authority.word());
    format!("Erased on {on} under {under}.")
}

fn held(reading: &Reading<'_>, one: &Erasure) -> Markup {
    let waits = matches!(one.phase(), Phase::Requested | Phase::ToErase);
    let things = one.things();
    let is_held = |thing: &&StreamId| !reading.view.holds_on(**thing).is_empty();
    let held: Vec<StreamId> = things.iter().filter(is_held).copied().collect();
    if !waits || held.is_empty() {
        return html! {};
    }
    let words = html! {
        "A legal hold stands on " (held.len()) " of " (things.len())
        " of these, so nothing is erased until it is lifted. "
        a class="govuk-link" href=(reading.href("/records#holds")) { "Legal holds" }
    };
    html! { (WarningText::new(words)) }
}

/// What may be done, only where the rules would not refuse it.
fn steps(reading: &Reading<'_>, one: &Erasure) -> Vec<Step> {
    let mut steps = Steps::of(reading, one.id);
    let actor = reading.acting.actor();
    let asked = one.requested.as_ref().and_then(|one| one.by.user());
    let other = actor.user().is_some() && actor.user() != asked;
    let waits = one.phase() == Phase::Requested && other;
    let things = one.things();
    let free = things
        .iter()
        .all(|thing| reading.view.holds_on(*thing).is_empty());
    steps.add(waits && free, "erase_data", "Erase it for good");
    steps.add(waits, "refuse_erasure", "Refuse the request");
    let ask = "Ask for the words to be erased";
    steps.add(one.phase() == Phase::ToErase, "request_erasure", ask);
    steps.found
}

fn facts(reading: &Reading<'_>, one: &Erasure) -> Markup {
    let mut rows = Vec::new();
    if let Some(review) = &one.reviewed {
        let decided = html! {
            @match (review.outcome, review.keep_until) {
                (Outcome::Keep, Some(until)) => { "Keep it until " (date(until)) }
                (Outcome::Keep, None) => { "Keep it" }
                (Outcome::Erase, _) => { "Have its words erased" }
            }
        };
        rows.push(SummaryRow::new("Reviewed", shown::stamp(&review.at)));
        rows.push(SummaryRow::new("Record", linked(reading, review.of)));
        rows.push(SummaryRow::new("Decided", decided));
        rows.push(SummaryRow::new("Why", reading.words(&review.words)));
        rows.push(SummaryRow::new(
            "Reviewed by",
            who(reading.view, &review.by),
        ));
    }
    if let Some(request) = &one.requested {
        rows.push(SummaryRow::new("Asked for", shown::stamp(&request.at)));
        rows.push(SummaryRow::new("Who asked", request.asked_by.word()));
        rows.push(SummaryRow::new("Under", Authority::word(request.authority)));
        rows.push(SummaryRow::new(
            "What was asked",
            reading.words(&request.words),
        ));
        rows.push(SummaryRow::new(
            "Recorded by",
            who(reading.view, &request.by),
        ));
    }
    if let Some(refused) = &one.refused {
        rows.push(SummaryRow::new("Refused", shown::stamp(&refused.at)));
        rows.push(SummaryRow::new("Exemption", refused.exemption.word()));
        rows.push(SummaryRow::new(
            "Why it applies",
            reading.words(&refused.words),
        ));
        rows.push(SummaryRow::new(
            "Decided by",
            who(reading.view, &refused.by),
        ));
    }
    if let Some(erased) = &one.erased {
        rows.push(SummaryRow::new("Erased", shown::stamp(&erased.at)));
        rows.push(SummaryRow::new("Under", erased.authority.word()));
        rows.push(SummaryRow::new(
            "Data keys destroyed",
            erased.keys.len().to_string(),
        ));
        rows.push(SummaryRow::new("Decided by", who(reading.view, &erased.by)));
    }
    html! { (SummaryList::new(rows)) }
}

/// Every thing whose words go, with how much was recorded of it.
fn what_goes(reading: &Reading<'_>, one: &Erasure) -> Markup {
    let things = one.things();
    let phase = one.phase();
    let heading = match phase {
        Phase::Erased => "What went",
        Phase::Kept | Phase::Refused => "What it was about",
        Phase::Requested | Phase::ToErase => "What would go",
    };
    let heads = ["Thing", "Entries recorded of it", "Evidence file", "Now"];
    let cells = |thing: &StreamId| {
        let file = reading.view.evidence.get(events::ids::EvidenceId(thing.id));
        let has_file = file.is_some_and(|piece| piece.file.is_some());
        let entries = reading.view.trail.versions(*thing);
        let now = reading.view.records.erased(*thing);
        vec![
            Cell::from(linked(reading, *thing)),
            Cell::number(entries.to_string()),
            Cell::from(if has_file { "Yes" } else { "No" }),
            Cell::from(now.map_or_else(|| "Readable".to_owned(), |(_, erased)| erased_on(erased))),
        ]
    };
    let rows = things.iter().map(cells).collect();
    html! {
        h2 class="govuk-heading-m" id="goes" { (heading) }
        p class="govuk-body" {
            "Of each: every word recorded of it, reasons too, and the files kept for it. What \
             happened, when and in which role stays, and so do an alias and what the figures count \
             by."
        }
        (Table {
            rows,
            caption_classes: "govuk-visually-hidden",
            ..Table::new("goes-table", heading, heads)
        })
    }
}

/// Packs that were put together while the words stood: they cannot be called back. What a pack
/// holds goes by the record as at its moment, as threads have changed since; it is folded for none
/// that cannot hold them.
fn holding(visit: &Visit, id: ErasureId) -> Result<Vec<Pack>, Oops> {
    // The record of now is not held while a past one is looked at.
    let could = {
        let view = visit.view()?;
        let one = view.records.erasure(id).ok_or(Oops::NotFound)?;
        let erased = one.erased.as_ref().map(|erased| erased.at.position);
        let before = |pack: &&Pack| erased.is_none_or(|at| pack.held.size < at);
        let things = one.things();
        let could = |pack: &Pack| {
            let mut left = not_left_out(pack, &things);
            left.retain(|thing| begun(&view, *thing).is_some_and(|at| at <= pack.held.size));
            (!left.is_empty()).then(|| (pack.clone(), left))
        };
        let packs = view.packs.latest_first().filter(before);
        packs.filter_map(could).collect::<Vec<_>>()
    };
    let mut holding = Vec::new();
    for (pack, things) in could {
        if holds(&*visit.seen().view(Some(pack.as_at))?, &pack, &things) {
            holding.push(pack);
        }
    }
    Ok(holding)
}

/// Where a thing's first event stands.
fn begun(view: &Models, thing: StreamId) -> Option<u64> {
    let of_it = TrailFilter {
        stream: Some(thing),
        ..TrailFilter::default()
    };
    view.trail_positions(&of_it).first().copied()
}

fn packs_that_hold(reading: &Reading<'_>, holding: &[Pack]) -> Markup {
    html! {
        h3 class="govuk-heading-s" id="packs" { "Evidence packs that may hold these words" }
        @if holding.is_empty() {
            p class="govuk-body" { "No evidence pack was put together with them." }
        } @else {
            p class="govuk-body" {
                "They cannot be called back. Ask whoever has one to destroy it, and give them a \
                 new one."
            }
            ul class="govuk-list govuk-list--bullet" {
                @for pack in holding {
                    li {
                        (packs::named(reading, pack.id)) ": "
                        @if pack.released.is_empty() { "not handed over" }
                        @for (place, given) in pack.released.iter().enumerate() {
                            @if place > 0 { "; " }
                            "handed over to " (reading.words(&given.to)) ", "
                            (date(given.at.occurred_on))
                        }
                    }
                }
            }
        }
    }
}

/// Where words about the same may stand that do not go.
fn what_stays(reading: &Reading<'_>, one: &Erasure, holding: &[Pack]) -> Markup {
    let things = one.things();
    let stays = reading.view.naming(&things);
    html! {
        h2 class="govuk-heading-m" id="stays" { "What stays" }
        @if stays.is_empty() {
            p class="govuk-body" { "Nothing else in the record names these." }
        } @else {
            p class="govuk-body" {
                "These name it, or it is part of them. Words somebody wrote in them about it stay, \
                 unless they are erased too."
            }
            (list(reading, &stays))
        }
        (packs_that_hold(reading, holding))
        p class="govuk-body" {
            "A pack that was given to somebody, a print and a download stay with whoever has them."
        }
    }
}
