//! A review at work: who writes it, what it looks at, practitioners, what goes on beside it,
//! monitoring, and what was asked for in writing.

use super::super::audits::agency_names;
use super::super::{shown, thread};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{Cell, SummaryList, SummaryRow, Table};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use events::ids::StreamKind;
use maud::{Markup, html};
use projections::practice_reviews::{RequestLine, ReviewView};

pub(super) fn scope(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let review = view.review;
    let mut rows = Vec::new();
    for one in &review.reviewers {
        let value = html! {
            (reading.words(&one.who)) " Appointed " (shown::stamp(&one.appointed)) "."
            br; "Independence: " (reading.words(&one.independence))
            @if let Some((at, why)) = &one.removed {
                br; (shown::missing("Removed")) " " (shown::stamp(at)) ". "
                (shown::words(reading, why.as_ref()))
            }
        };
        rows.push(SummaryRow::new(format!("Reviewer {}", one.number), value));
    }
    for (place, terms) in review.terms.iter().enumerate() {
        let value = html! {
            (reading.words(&terms.words))
            br; "Looks at the work of " (agency_names(reading, &terms.agencies)) ". "
            (shown::stamp(&terms.at))
            @if let Some(why) = terms.reason.as_ref().filter(|_| place > 0) {
                br; "Changed, because: " (reading.words(why))
            }
        };
        let label = if place == 0 {
            "Terms of reference"
        } else {
            "Revised"
        };
        rows.push(SummaryRow::new(label, value));
    }
    shown::list_or(
        rows,
        "No reviewer is appointed, and no terms of reference are agreed.",
    )
}

pub(super) fn practitioners(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let rows = view.review.practitioner_events.iter().map(|one| {
        let value = html! {
            (one.attended) " came, from " (agency_names(reading, &one.agencies)) ". "
            (reading.words(&one.words))
        };
        SummaryRow::new(date_text(one.on), value)
    });
    shown::list_or(rows.collect(), "No practitioner event was held yet.")
}

pub(super) fn proceedings(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let rows = view.review.proceedings.iter().map(|one| {
        let value = html! {
            (reading.words(&one.words)) " Registered " (shown::stamp(&one.registered)) ". "
            @match &one.concluded {
                Some((at, words)) => { "Concluded " (shown::stamp(at)) ": " (reading.words(words)) },
                None => strong { "Going on." },
            }
        };
        SummaryRow::new(one.kind.title(), value)
    });
    let rows: Vec<_> = rows.collect();
    html! {
        @if !rows.is_empty() {
            h3 class="govuk-heading-s" { "Parallel proceedings" }
            p class="govuk-body" { "No clock pauses for them." }
            (SummaryList::new(rows))
        }
    }
}

pub(super) fn monitoring(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let mut table = Table::new(
        "monitoring-log",
        "Time and quality, each time the partners looked",
        ["Day", "Time", "Quality", "What was seen"],
    );
    for one in view.review.monitoring.iter().rev() {
        table.rows.push(vec![
            Cell::from(date(one.at.occurred_on)),
            Cell::from(one.time.title()),
            Cell::from(one.quality.title()),
            Cell {
                classes: "gt-words",
                ..Cell::from(reading.words(&one.words))
            },
        ]);
    }
    let next = view.review.monitoring_due();
    html! {
        @if let Some(next) = next {
            p class="govuk-body" {
                "To be looked at again by " (date(next)) "."
                @if next < reading.today { " " (shown::missing("Overdue")) }
            }
        }
        @if table.rows.is_empty() {
            p class="govuk-body" { "Nobody looked at its time and quality yet." }
        } @else { (table) }
    }
}

/// Of whom something was asked.
fn asked_of(reading: &Reading<'_>, one: &RequestLine) -> String {
    let name = one.agency.map(|id| reading.view.people.agency_name(id));
    name.unwrap_or("The reviewer").to_owned()
}

fn request<'a>(reading: &Reading<'_>, view: &ReviewView<'_>, one: &RequestLine) -> SummaryRow<'a> {
    let path = command_path(view.review.id, "provide_information");
    let path = format!("{path}?number={}", one.number);
    let may = reading.may(StreamKind::PracticeReview, "provide_information");
    let open = view.review.closed.is_none();
    let value = html! {
        (reading.words(&one.what)) " Asked " (shown::stamp(&one.asked)) ", due " (date(one.due)) ". "
        @match &one.answered {
            Some((at, words, document)) => {
                br; "Answered " (shown::stamp(at))
                @if at.occurred_on > one.due { " " (shown::missing("Late")) }
                ": " (reading.words(words))
                @if let Some(piece) = document { br; (thread::evidence_line(reading, *piece)) }
            },
            None => {
                @if one.due < reading.today { (shown::missing("Overdue")) }
                @else { "Not answered yet." }
                @if may && open {
                    br;
                    a class="govuk-link gt-no-print" href=(path) {
                        "Answer request " (one.number)
                    }
                }
            },
        }
    };
    SummaryRow::new(format!("{}. {}", one.number, asked_of(reading, one)), value)
}

pub(super) fn requests(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let rows = view.review.requests.iter();
    let rows: Vec<_> = rows.map(|one| request(reading, view, one)).collect();
    html! {
        h3 class="govuk-heading-s" { "Information asked for in writing" }
        (shown::list_or(rows, "Nothing was asked for."))
    }
}

/// What an agency was asked, and whether it answered.
pub(super) fn asked(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let requests = view.review.requests.iter();
    let mut rows: Vec<_> = requests.map(|one| request(reading, view, one)).collect();
    for draft in &view.review.drafts {
        for one in &draft.accuracy {
            let value = html! {
                "Asked " (shown::stamp(&one.asked)) ", due " (date(one.due)) ". "
                @match &one.answered {
                    Some((at, true, _)) => { "Answered " (shown::stamp(at)) ": accurate." },
                    Some((at, false, words)) => {
                        "Answered " (shown::stamp(at)) ": " (shown::words(reading, words.as_ref()))
                    },
                    None => strong { "Not answered yet." },
                }
            };
            let label = format!("Is version {} of the report accurate?", draft.version);
            rows.push(SummaryRow::new(label, value));
        }
        for (_, at) in &draft.signed {
            let label = format!("Version {} signed off", draft.version);
            rows.push(SummaryRow::new(label, shown::stamp(at)));
        }
    }
    shown::list_or(rows, "Nothing is asked of your agency now.")
}
