//! One rapid review: its clock and day plan, summaries, who is safe, what was learned before, the
//! meeting, the partners' decision, the Panel's answer, and what was learned.
//!
//! Route: `GET /rapid-review/{id}` → [`show`].

mod before;
mod decision;
mod learning;
mod summaries;

use super::super::audits::{agency_names, is_of_agency};
use super::super::next_steps;
use super::super::{recorded_banner, shown, thread, trail};
use super::{clock, incident_link, made_of, review_tag, safety};
use crate::web::components::dates::date;
use crate::web::components::{SummaryList, SummaryRow, Table};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::RapidReviewId;
use maud::{Markup, html};
use projections::rapid_reviews::RapidReview;

/// The parts of the page, with the ids their headings bear.
const PARTS: [(&str, &str); 9] = [
    ("clock", "The clock"),
    ("plan", "The day plan"),
    ("summaries", "Agencies’ summaries"),
    ("safe", "Who is safe now"),
    ("before", "Learned before?"),
    ("decision", "Meeting and decision"),
    ("panel", "Sent to the Panel"),
    ("learned", "Learning points"),
    ("trail", "What happened"),
];

/// One rapid review.
///
/// # Errors
/// When there is no such review, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: RapidReviewId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let review = view.rapid_reviews.review(id).ok_or(Oops::NotFound)?;
        let alike = if is_of_agency(&reading) {
            html! {}
        } else {
            before::alike(&visit, &view, review)
        };
        let story = trail::latest(&visit, &view, id.into());
        let title = format!("Rapid review {}", review.reference);
        let body = html! { (recorded_banner(&visit)) (body(&reading, review, &alike, &story)) };
        let frame = Frame::new(&title, super::PLACE)
            .below("Reviews", "/reviews")
            .below("Rapid reviews", "/rapid-reviews");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The page. `alike` is what was worded like what was learned, `story` what happened.
fn body(reading: &Reading<'_>, review: &RapidReview, alike: &Markup, story: &Markup) -> Markup {
    let whole = !is_of_agency(reading);
    let today = reading.today;
    let clocks = reading.view.review_clocks(review, today);
    html! {
        (safety::banner_of(reading, review.incident))
        span class="govuk-caption-l" { "Rapid review" }
        h1 class="govuk-heading-l" { (review.reference) }
        @if whole { (facts(reading, review)) }
        (next_steps::show(&next_steps::for_rapid_review(reading, review)))
        @if whole {
            (contents())
            (heading("clock"))
            @let title = clocks.first().map_or("", |clock| clock.title.as_str());
            (clock::strip("review-clock", title, &clocks, today))
            (delays(reading, review))
            (heading("plan"))
            (day_plan(reading, review))
        }
        (heading("summaries"))
        (summaries::show(reading, review, whole))
        @if whole {
            (heading("safe"))
            (safety::who_is_safe(reading, review.incident))
            (heading("before"))
            (before::show(reading, review, alike))
            (heading("decision"))
            (decision::show(reading, review))
            (heading("panel"))
            (decision::panel(reading, review))
        }
        @if whole || !review.points.is_empty() {
            (heading("learned"))
            (learning::points(reading, review))
        }
        (heading("trail"))
        (story)
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

fn facts(reading: &Reading<'_>, review: &RapidReview) -> Markup {
    let lead = html! {
        @match &review.lead_area {
            Some((at, area)) => { (area) ", agreed " (shown::stamp(at)) },
            None => (shown::missing("Not agreed yet")),
        }
    };
    let secured = html! {
        @if review.secured.is_empty() { (shown::missing("No agency yet")) }
        @else { (agency_names(reading, review.secured.keys())) }
    };
    let mut rows = vec![
        SummaryRow::new("Stage", review_tag(reading, review.stage())),
        SummaryRow::new("Incident", incident_link(reading, review.incident)),
        SummaryRow::new("Opened", shown::stamp(&review.opened)),
        SummaryRow::new("Lead area", lead),
        SummaryRow::new("Records secured", secured),
        thread::fact(reading, review.id.into(), "What came of it"),
    ];
    rows.extend(made_of(reading, review.id));
    if let Some(at) = &review.closed {
        rows.push(SummaryRow::new("Closed", shown::stamp(at)));
    }
    html! { (SummaryList::new(rows)) }
}

/// Why it is late, and who was told.
fn delays(reading: &Reading<'_>, review: &RapidReview) -> Markup {
    let clock = reading.view.review_clock(review, reading.today);
    let late = clock.is_some_and(|clock| clock.days_late > 0);
    html! {
        @for one in &review.delays {
            p class="govuk-body" {
                strong { "Why it is late: " } (reading.words(&one.words)) ". Told: "
                (reading.words(&one.told)) " on " (date(one.on))
            }
        }
        @if late && review.delays.is_empty() {
            p class="govuk-body" { (shown::missing("Nobody has said yet why it is late")) }
        }
    }
}

fn day_plan(reading: &Reading<'_>, review: &RapidReview) -> Markup {
    let heads = ["Step", "Working days", "From", "To", "How it stands"];
    let mut table = Table::new("day-plan", "The partnership’s own plan", heads);
    table.caption_classes = "govuk-table__caption--s";
    for one in reading.view.day_plan(review, reading.today) {
        let days = if one.days.from == one.days.to {
            one.days.from.to_string()
        } else {
            format!("{} to {}", one.days.from, one.days.to)
        };
        let day = |day: Option<chrono::NaiveDate>| {
            html! { @match day { Some(day) => (date(day)), None => (shown::missing("Not known")) } }
        };
        let stands = html! {
            @match one.done_on { Some(on) => { "Done on " (date(on)) }, None => "Not done yet" }
            @if one.days_late > 0 {
                ", " (shown::missing(&format!("{} late", clock::days(one.days_late))))
            }
        };
        table.rows.push(vec![
            one.step.word().into(),
            days.into(),
            day(one.from).into(),
            day(one.to).into(),
            stands.into(),
        ]);
    }
    html! {
        (table)
        @if review.planned.is_none() {
            p class="govuk-body-s" { "As every review is planned; the partnership set no other plan." }
        }
    }
}
