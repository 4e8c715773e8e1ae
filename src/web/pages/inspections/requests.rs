//! What the inspectorates asked for: by when, what they were given, and why it was late.

use super::super::packs::request as packs;
use super::super::{shown, thing_link, thread, trail};
use super::inspection::late;
use super::is_of_agency;
use crate::web::components::dates::date;
use crate::web::components::{Cell, Table, Tag, TagColour};
use crate::web::form::command_path;
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use events::ids::StreamKind;
use maud::{Markup, html};
use projections::inspections::{AnswerLine, InspectionView, RequestLine};

/// The requests, what is overdue first and what waits after it.
pub(super) fn table(reading: &Reading<'_>, view: &InspectionView<'_>) -> Markup {
    let mut all: Vec<&RequestLine> = view.inspection.requests.iter().collect();
    if all.is_empty() {
        let words = if is_of_agency(reading) {
            "Nothing was asked of your agency."
        } else {
            "Nothing was asked for yet."
        };
        return html! { p class="govuk-body" { (words) } };
    }
    all.sort_by_key(|one| (!one.is_open(), one.due_on, one.received_on));
    let heads = ["Request", "Received", "Due", "How it stands", "Answer"];
    let rows = all.iter().map(|one| cells(reading, view, one));
    html! {
        (Table {
            rows: rows.collect(),
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("information-requests", "Requests for information", heads)
        })
    }
}

fn cells<'a>(reading: &Reading<'_>, view: &InspectionView<'_>, one: &RequestLine) -> Vec<Cell<'a>> {
    let of = one.agency.map(|id| reading.view.people.agency_name(id));
    let request = html! {
        span id=(format!("request-{}", one.id)) { (one.number) ". " (reading.words(&one.what)) }
        p class="govuk-body-s govuk-!-margin-bottom-0" {
            "Asked by " (one.by.title()) ". Answered by " (of.unwrap_or("the partnership")) "."
        }
    };
    let stands = html! { (standing(reading, one)) (late(reading, &one.late_because)) };
    vec![
        Cell {
            classes: "gt-words",
            ..Cell::from(request)
        },
        Cell::from(date(one.received_on)),
        Cell::from(date(one.due_on)),
        Cell::from(stands),
        Cell {
            classes: "gt-words",
            ..Cell::from(answered(reading, view, one))
        },
    ]
}

/// Whether it was answered, and how late.
fn standing(reading: &Reading<'_>, one: &RequestLine) -> Markup {
    let late = one.days_late(reading.today);
    let days = shown::count(usize::try_from(late).unwrap_or(0), "day", "days");
    html! {
        @match (&one.answered, &one.withdrawn) {
            (Some(answer), _) if late > 0 => {
                (Tag::new("Answered late", TagColour::Orange)) " " (date(answer.on)) ", " (days)
                " late"
            },
            (Some(answer), _) => {
                (Tag::new("Answered", TagColour::Green)) " " (date(answer.on))
            },
            (None, Some((at, why))) => {
                (Tag::new("No longer asked", TagColour::Grey)) " " (shown::stamp(at)) ". "
                (shown::words(reading, why.as_ref()))
            },
            (None, None) if late > 0 => {
                (Tag::new("Overdue", TagColour::Red)) " " (days) " late"
            },
            (None, None) => {
                (Tag::new("Waiting", TagColour::Blue)) " "
                (shown::days_left((one.due_on - reading.today).num_days()))
            },
        }
    }
}

fn answered(reading: &Reading<'_>, view: &InspectionView<'_>, one: &RequestLine) -> Markup {
    html! {
        @if let Some(answer) = &one.answered { (given(reading, answer)) }
        @if packs::has_packs(reading, one) {
            ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0" {
                (packs::packs(reading, one))
            }
        }
        @if one.answered.is_none() { (doing(reading, view, one)) }
    }
}

/// What was given: the words, and everything that was shown or handed over.
fn given(reading: &Reading<'_>, answer: &AnswerLine) -> Markup {
    html! {
        (reading.words(&answer.words))
        @if !answer.things.is_empty() || !answer.evidence.is_empty() {
            ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0" {
                @for thing in &answer.things {
                    @let label = reading.view.label(*thing);
                    li { (thing_link(reading, *thing, &trail::told::thing(thing.kind, &label.name))) }
                }
                @for piece in &answer.evidence { li { (thread::evidence_line(reading, *piece)) } }
            }
        }
    }
}

/// Leads to the forms that answer it or say why it is late, and to a pack for it.
fn doing(reading: &Reading<'_>, view: &InspectionView<'_>, one: &RequestLine) -> Markup {
    let own = speaks_for(reading).is_none_or(|agency| one.agency == Some(agency));
    let open = one.is_open() && view.inspection.closed.is_none() && own;
    let may = |command: &str| open && reading.may(StreamKind::Inspection, command);
    let path = |command| {
        let path = command_path(view.inspection.id, command);
        format!("{path}?request={}", one.id)
    };
    let waits = one.is_open() && view.inspection.closed.is_none();
    let is_late = one.days_late(reading.today) > 0;
    html! {
        ul class="govuk-list gt-no-print" {
            @if may("answer_information_request") {
                li {
                    a class="govuk-link" href=(path("answer_information_request")) {
                        "Answer request " (one.number)
                    }
                }
            }
            @if waits { (packs::begin(reading, one)) }
            @if is_late && may("explain_late_answer") {
                li {
                    a class="govuk-link" href=(path("explain_late_answer")) {
                        "Say why request " (one.number) " is late"
                    }
                }
            }
        }
    }
}
