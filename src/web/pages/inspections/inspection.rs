//! One inspection: the clock of its plan, what was asked for and given, what was found and what
//! became of each, and the plan that answers it.
//!
//! Route: `GET /inspection/{id}` → [`show`].

use super::super::reviews::clock;
use super::super::{next_steps, recorded_banner, shown, thread, trail};
use super::{
    PLACE, counted, findings, inspectorate_names, is_of_agency, phase_tag, requests, steps,
};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{SummaryList, SummaryRow};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::{InspectionId, PlanId};
use maud::{Markup, html};
use projections::inspections::{Inspection, InspectionView, LateLine};

/// The parts of the page, with the ids their headings bear.
const PARTS: [(&str, &str); 4] = [
    ("plan", "The plan that answers it"),
    ("requests", "Requests for information"),
    ("findings", "What was found, and what became of it"),
    ("trail", "What happened"),
];

/// One inspection.
///
/// # Errors
/// When there is no such inspection, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: InspectionId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let known = view.inspection(id, reading.today);
        let known = known.ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let title = format!("Inspection {}", known.inspection.reference);
        let body = html! { (recorded_banner(&visit)) (body(&reading, &known, &story)) };
        let frame = Frame::new(&title, PLACE).below("Inspections", "/inspections");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn body(reading: &Reading<'_>, view: &InspectionView<'_>, story: &Markup) -> Markup {
    let inspection = view.inspection;
    html! {
        span class="govuk-caption-l" { (inspection.kind.title()) }
        h1 class="govuk-heading-l" { "Inspection " (inspection.reference) }
        @if is_of_agency(reading) { (of_agency(reading, view)) }
        @else { (whole(reading, view)) }
        (heading("trail"))
        (story)
    }
}

/// What an agency sees: what it was asked and answered, and what the letter says of it.
fn of_agency(reading: &Reading<'_>, view: &InspectionView<'_>) -> Markup {
    html! {
        p class="govuk-body" {
            "Notified on " (date(view.inspection.notified_on)) " by "
            (inspectorate_names(view.inspection)) ". You see what your agency was asked, and what \
            the letter finds about it."
        }
        (next_steps::show(&steps::of_agency(reading, view)))
        (heading("requests"))
        (requests::table(reading, view))
        @if !view.findings.is_empty() {
            (heading("findings"))
            (findings::show(reading, view))
        }
    }
}

fn whole(reading: &Reading<'_>, view: &InspectionView<'_>) -> Markup {
    html! {
        p class="govuk-body-l" { (phase_tag(view.phase)) }
        (facts(reading, view))
        (next_steps::show(&steps::of_inspection(reading, view)))
        (contents())
        (heading("plan"))
        (plan(reading, view))
        (heading("requests"))
        p class="govuk-body" { strong { (counted(view.counts)) } }
        (requests::table(reading, view))
        (heading("findings"))
        (findings::show(reading, view))
    }
}

fn heading(id: &str) -> Markup {
    let known = PARTS.iter().find(|(part, _)| *part == id);
    html! { h2 class="govuk-heading-m" id=(id) { (known.map_or("", |(_, words)| words)) } }
}

fn contents() -> Markup {
    html! {
        nav class="gt-no-print" aria-label="On this page" {
            ul class="govuk-list" {
                @for (id, words) in PARTS {
                    li { a class="govuk-link" href={ "#" (id) } { (words) } }
                }
            }
        }
    }
}

fn facts(reading: &Reading<'_>, view: &InspectionView<'_>) -> Markup {
    let one = view.inspection;
    let mut rows = vec![
        SummaryRow::new("Inspected by", inspectorate_names(one)),
        SummaryRow::new("Notified", date(one.notified_on)),
        SummaryRow::new("Inspectors here", fieldwork(reading, one)),
        SummaryRow::new("Keeps contact", one.lead.as_str()),
    ];
    if let Some(letter) = &one.letter {
        let value = html! { (date(letter.on)) ". " (reading.words(&letter.judgement)) };
        rows.push(SummaryRow::new("Letter", value));
    }
    let words = "What came of what it found";
    rows.push(thread::fact(reading, one.id.into(), words));
    if let Some((at, why)) = &one.closed {
        let value = html! {
            (shown::stamp(at))
            @if let Some(why) = why { ". " (reading.words(why)) }
        };
        rows.push(SummaryRow::new("Closed", value));
    }
    html! { (SummaryList::new(rows)) }
}

/// When they are here, and each time it was moved.
fn fieldwork(reading: &Reading<'_>, one: &Inspection) -> Markup {
    let Some((last, before)) = one.fieldwork.split_last() else {
        return html! { "Not known yet" };
    };
    let days = |from, to| format!("{} to {}", date_text(from), date_text(to));
    html! {
        (days(last.days.from, last.days.to))
        @for earlier in before {
            br; "Before: " (days(earlier.days.from, earlier.days.to))
        }
        @if !before.is_empty() {
            br; "Moved, because: " (shown::words(reading, last.reason.as_ref()))
        }
    }
}

/// The clock of the plan, when it was sent, and why it was late.
fn plan(reading: &Reading<'_>, view: &InspectionView<'_>) -> Markup {
    let one = view.inspection;
    let clocked = one.kind.plan_clock().is_some();
    html! {
        @if let Some(clock) = &view.clock {
            (clock::strip(
                "plan-clock",
                &clock.title,
                std::slice::from_ref(clock),
                reading.today,
            ))
        } @else if one.letter.is_none() {
            p class="govuk-body" {
                "No letter has come yet."
                @if clocked { " The last day to send the plan is worked out from the day it comes." }
            }
        } @else {
            p class="govuk-body" { "No statutory day is kept for a plan after this inspection." }
        }
        @if let Some(sent) = &one.submitted {
            p class="govuk-body" {
                "Sent on " (date(sent.on)) " to " (reading.words(&sent.to)) "."
                @if let Some(plan) = sent.plan { " " (plan_link(reading, plan)) }
                @if let Some(piece) = sent.document { br; (thread::evidence_line(reading, piece)) }
            }
        } @else if one.letter.is_some() {
            p class="govuk-body" { "The plan was not sent yet." }
        }
        (late(reading, &one.late_because))
    }
}

fn plan_link(reading: &Reading<'_>, id: PlanId) -> Markup {
    let title = reading.view.plans.get(id).map(|plan| plan.title.as_str());
    html! {
        a class="govuk-link" href=(reading.href(&format!("/plan/{id}"))) {
            (title.unwrap_or("The plan"))
        }
    }
}

/// Why something is late, and who was told.
pub(super) fn late(reading: &Reading<'_>, all: &[LateLine]) -> Markup {
    html! {
        @for one in all {
            p class="govuk-body-s govuk-!-margin-bottom-1" {
                "Late, because: " (reading.words(&one.words)) " Told: " (reading.words(&one.told))
                ", " (date(one.on)) "."
            }
        }
    }
}
