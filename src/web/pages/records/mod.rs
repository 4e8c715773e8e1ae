//! Records and retention: what is past its period, what was asked for and decided, and what is held.
//!
//! Route: `GET /records` → [`show`].

pub mod copy;
pub mod erasure;
pub mod hold;
mod mark;
pub mod thing;

pub(crate) use mark::{foot, mark, thing_at};

use super::trail::told::kind_word;
use super::{recorded_banner, shown, thing_link, thing_path};
use crate::key_backups::{self, Reached};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{Button, Cell, Table, Tag, TagColour};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use chrono::{DateTime, Utc};
use events::everywhere::Area;
use events::ids::{KeyId, StreamId, StreamKind};
use maud::{Markup, html};
use projections::records::{Erasure, Hold, Period, Phase, Standing};

/// Where these pages stand.
const PLACE: Place = Place::Inside(Section::Settings);

/// Where what is due for a review is listed.
pub(crate) const DUE: &str = "/records#due";

/// The records and how long they are kept.
///
/// # Errors
/// When the record cannot be read.
pub async fn show(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let backups = key_backups::read(visit.app().data_folder()).unwrap_or_default();
        let body = html! {
            (recorded_banner(&visit))
            h1 class="govuk-heading-l" { "Records and retention" }
            (buttons(&reading))
            h2 class="govuk-heading-m" id="due" { "Due for a review" }
            (due(&reading))
            h2 class="govuk-heading-m" id="erasures" { "Requests, reviews and erasures" }
            (erasures(&reading, &backups))
            h2 class="govuk-heading-m" id="holds" { "Legal holds" }
            (holds(&reading))
        };
        let frame = Frame::new("Records and retention", PLACE).below("Settings", "/settings");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// A thing by its kind and name, for a form or a list.
pub(crate) fn named(reading: &Reading<'_>, thing: StreamId) -> String {
    let label = reading.view.label(thing);
    let words = label.words.filter(|_| label.name.is_empty());
    let name = words.map_or(label.name, |words| reading.start_of(&words, 60));
    match name.as_str() {
        "" => kind_word(thing.kind).to_owned(),
        name => format!("{}: {name}", kind_word(thing.kind)),
    }
}

/// A thing as a link to its page, where the reader may enter it.
pub(super) fn linked(reading: &Reading<'_>, thing: StreamId) -> Markup {
    let name = named(reading, thing);
    if thing.kind == StreamKind::Account {
        return html! { (name) };
    }
    thing_link(reading, thing, &name)
}

/// Several things, each as a link.
pub(super) fn list(reading: &Reading<'_>, things: &[StreamId]) -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for thing in things { li { (linked(reading, *thing)) } }
        }
    }
}

/// How far something has come, as a tag with its word.
pub(super) fn phase_tag(phase: Phase) -> Markup {
    let colour = match phase {
        Phase::Requested | Phase::ToErase => TagColour::Yellow,
        Phase::Kept => TagColour::Blue,
        Phase::Refused => TagColour::Grey,
        Phase::Erased => TagColour::Purple,
    };
    html! { (Tag::new(phase.word(), colour)) }
}

fn buttons(reading: &Reading<'_>) -> Markup {
    let ask = "/record/erasure/new/request_erasure";
    let hold = "/record/legal_hold/new/place_hold";
    html! {
        p class="govuk-body" {
            "From the page of a child, a case, a review or an account, “How its records are kept” \
             leads to what is recorded of it, and to asking for it to be erased."
        }
        div class="govuk-button-group gt-no-print" {
            @if reading.may(StreamKind::Erasure, "request_erasure") && any_due(reading) {
                (Button::link(ask, "Ask for words to be erased"))
            }
            @if reading.may(StreamKind::LegalHold, "place_hold") {
                (Button {
                    classes: "govuk-button--secondary",
                    ..Button::link(hold, "Place a legal hold")
                })
            }
        }
    }
}

fn any_due(reading: &Reading<'_>) -> bool {
    !reading.view.retention_due(reading.today).is_empty()
}

fn due(reading: &Reading<'_>) -> Markup {
    let all = reading.view.retention_due(reading.today);
    if all.is_empty() {
        let none = "Nothing is past its period, and nothing will be within 90 days.";
        let rules = reading.href("/settings#retention");
        let rules = reading
            .enters(Area::Settings)
            .then_some((rules, "Retention rules"));
        return shown::empty(none, rules);
    }
    let past = all
        .iter()
        .filter(|one| one.standing == Standing::Past)
        .count();
    let heads = [
        "Record",
        "Class",
        "Closed",
        "Kept until",
        "Standing",
        "What next",
    ];
    let rows = all.iter().map(|one| due_cells(reading, one)).collect();
    html! {
        p class="govuk-body" {
            strong { (past) " of " (all.len()) } " past the period; the others will be within 90 \
             days. Nothing is erased by itself: somebody reviews it, and decides."
        }
        (Table {
            rows,
            caption_classes: "govuk-visually-hidden",
            ..Table::new("due-table", "Due for a review", heads)
        })
    }
}

fn due_cells<'a>(reading: &Reading<'_>, one: &Period) -> Vec<Cell<'a>> {
    let (word, colour) = match one.standing {
        Standing::Past => ("Past its period", TagColour::Red),
        Standing::Soon => ("Within 90 days", TagColour::Yellow),
    };
    let review = format!("/record/erasure/new/review_retention?thing={}", one.thing);
    let held = !reading.view.holds_on(one.thing).is_empty();
    let name = named(reading, one.thing);
    let next = html! {
        @if reading.may(StreamKind::Erasure, "review_retention") {
            a class="govuk-link" href=(review) {
                "Review" span class="govuk-visually-hidden" { " " (name) }
            }
        }
    };
    vec![
        Cell::from(linked(reading, one.thing)),
        Cell::from(one.class.clone()),
        Cell::from(date(one.closed_on)),
        Cell::from(html! {
            (date(one.until))
            @if one.was_kept { " (after a review)" }
        }),
        Cell::from(html! {
            (Tag::new(word, colour))
            @if held { " " (Tag::new("Held", TagColour::Blue)) }
        }),
        Cell::from(next),
    ]
}

fn erasures(reading: &Reading<'_>, backups: &[key_backups::KeyBackup]) -> Markup {
    let all = reading.view.records.erasures();
    if all.is_empty() {
        return shown::empty("Nothing was reviewed, asked for or erased yet.", None);
    }
    let heads = [
        "About",
        "Standing",
        "Since",
        "Under",
        "Backups of the key file",
    ];
    let rows = all.into_iter();
    let rows = rows
        .map(|one| erasure_cells(reading, one, backups))
        .collect();
    html! {
        (Table {
            rows,
            caption_classes: "govuk-visually-hidden",
            ..Table::new("erasures-table", "Requests, reviews and erasures", heads)
        })
    }
}

fn erasure_cells<'a>(
    reading: &Reading<'_>,
    one: &Erasure,
    backups: &[key_backups::KeyBackup],
) -> Vec<Cell<'a>> {
    let things = one.things();
    let first = things.first().map(|thing| named(reading, *thing));
    let more = things.len().saturating_sub(1);
    let href = reading.href(&thing_path(one.id.into()));
    let about = html! {
        a class="govuk-link" href=(href) { (first.unwrap_or_default()) }
        @if more > 0 { " and " (more) " more" }
    };
    vec![
        Cell {
            classes: "gt-words",
            ..Cell::from(about)
        },
        Cell::from(phase_tag(one.phase())),
        Cell::from(html! { @if let Some(at) = one.since() { (date(at.occurred_on)) } }),
        Cell::from(html! { (under(one)) }),
        Cell::from(backed_up(one, backups)),
    ]
}

/// Under what something was erased, asked for or refused.
fn under(one: &Erasure) -> &'static str {
    let erased = one.erased.as_ref().map(|one| one.authority.word());
    let refused = one.refused.as_ref().map(|one| one.exemption.word());
    let requested = one.requested.as_ref().map(|one| one.authority.word());
    erased.or(refused).or(requested).unwrap_or("—")
}

/// How far an erasure has reached the backups of the key file, and what to do.
pub(super) fn backed_up(one: &Erasure, backups: &[key_backups::KeyBackup]) -> Markup {
    let Some(erased) = &one.erased else {
        return html! { "—" };
    };
    let keys: Vec<KeyId> = erased.keys.iter().map(|key| key.key).collect();
    match key_backups::reached(backups, &keys) {
        Reached::Every(last) => html! { "Replaced since, on " (day_of(last)) },
        Reached::Not(left) => html! {
            (shown::missing(&format!("{left} not replaced")))
            " Run golden-thread backup to each place, and destroy older copies of the key file."
        },
        Reached::NoBackup => html! {
            (shown::missing("No backup known"))
            " Run golden-thread backup, and destroy older copies of the key file."
        },
    }
}

fn day_of(moment: DateTime<Utc>) -> String {
    date_text(crate::clock::day_in_england(moment))
}

fn holds(reading: &Reading<'_>) -> Markup {
    let all = reading.view.records.holds();
    if all.is_empty() {
        return shown::empty("Nothing is held, and nothing was.", None);
    }
    let standing = all.iter().filter(|hold| hold.stands()).count();
    let heads = ["What is held", "For what", "From", "Standing"];
    let rows = all.iter().map(|hold| hold_cells(reading, hold)).collect();
    html! {
        p class="govuk-body" { strong { (standing) " of " (all.len()) } " in force." }
        (Table {
            rows,
            caption_classes: "govuk-visually-hidden",
            ..Table::new("holds-table", "Legal holds", heads)
        })
    }
}

fn hold_cells<'a>(reading: &Reading<'_>, hold: &Hold) -> Vec<Cell<'a>> {
    let first = hold.things.first().map(|thing| named(reading, *thing));
    let more = hold.things.len().saturating_sub(1);
    let href = reading.href(&thing_path(hold.id.into()));
    vec![
        Cell {
            classes: "gt-words",
            ..Cell::from(html! {
                a class="govuk-link" href=(href) { (first.unwrap_or_default()) }
                @if more > 0 { " and " (more) " more" }
            })
        },
        Cell::from(hold.held_for.word()),
        Cell::from(date(hold.placed.occurred_on)),
        Cell::from(hold_tag(hold)),
    ]
}

/// Whether a hold stands, as a tag with its word.
pub(super) fn hold_tag(hold: &Hold) -> Markup {
    match &hold.lifted {
        None => html! { (Tag::new("In force", TagColour::Blue)) },
        Some((at, _)) => html! {
            (Tag::new("Lifted", TagColour::Grey)) " " (date(at.occurred_on))
        },
    }
}
