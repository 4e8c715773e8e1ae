//! One practice review.
//!
//! Route: `GET /practice-review/{id}` → [`show`].

use super::super::reviews::{incident_link, review_link, safety_of_people};
use super::super::{next_steps, recorded_banner, shown, thread, trail};
use super::{PLACE, family, is_of_agency, lateness, phase_tag, publication, report, steps, work};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{SummaryList, SummaryRow};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::PracticeReviewId;
use maud::{Markup, html};
use projections::practice_reviews::ReviewView;

/// The parts of the page, with the ids their headings bear.
const PARTS: [(&str, &str); 9] = [
    ("gates", "What still stands in the way of publishing"),
    ("dates", "When it may and must be published"),
    ("scope", "Reviewer and terms of reference"),
    ("family", "Children and family"),
    ("practitioners", "Practitioners and parallel proceedings"),
    ("monitoring", "Monitoring"),
    ("drafts", "Drafts of the report"),
    ("findings", "What it says, and what was recommended"),
    ("trail", "What happened"),
];

/// One practice review.
///
/// # Errors
/// When there is no such review, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: PracticeReviewId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let review = view.practice_review(id, reading.today);
        let review = review.ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let title = format!("Practice review {}", review.review.reference);
        let body = html! { (recorded_banner(&visit)) (body(&reading, &review, &story)) };
        let frame = Frame::new(&title, PLACE).below("Practice reviews", "/practice-reviews");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn body(reading: &Reading<'_>, view: &ReviewView<'_>, story: &Markup) -> Markup {
    let review = view.review;
    html! {
        span class="govuk-caption-l" {
            (review.kind.title()) " " span class="gt-reference" { (review.reference) }
        }
        h1 class="govuk-heading-l" { (review.title) }
        @if is_of_agency(reading) { (of_agency(reading, view)) }
        @else { (whole(reading, view)) }
        (heading("trail"))
        (story)
    }
}

/// What an agency sees: what it was asked, what it answered, and what led to a recommendation to
/// it.
fn of_agency(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    html! {
        p class="govuk-body" {
            "Decided upon on " (date(view.review.decided_on)) ". "
            "You see what your agency was asked, and nothing else of the review."
        }
        (next_steps::show(&steps::of_agency(reading, view)))
        h2 class="govuk-heading-m" id="asked" { "What your agency was asked" }
        (work::asked(reading, view))
        @if !view.findings.is_empty() {
            (heading("findings"))
            (report::findings(reading, view))
        }
    }
}

fn whole(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    html! {
        (safety_of_people(reading, &view.people))
        p class="govuk-body-l" { (phase_tag(view.phase)) (lateness(reading, view.review)) }
        (facts(reading, view))
        (next_steps::show(&steps::of_review(reading, view)))
        (contents())
        (heading("gates"))
        (publication::gates(reading, view))
        (heading("dates"))
        (publication::calculator(view))
        (publication::milestones(reading, view))
        (publication::delays(reading, view))
        (heading("scope"))
        (work::scope(reading, view))
        (heading("family"))
        (family::show(reading, view))
        (heading("practitioners"))
        (work::practitioners(reading, view))
        (work::proceedings(reading, view))
        (heading("monitoring"))
        (work::monitoring(reading, view))
        (work::requests(reading, view))
        (heading("drafts"))
        (report::drafts(reading, view))
        (heading("findings"))
        (report::findings(reading, view))
        (report::early_learning(reading, view))
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

fn facts(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let review = view.review;
    let due = html! {
        @match review.due {
            Some(due) => (date(due)),
            None => "No law sets a day for this kind of review",
        }
        @if let Some(due) = review.due.filter(|_| view.late) {
            " " (shown::missing(&format!("{} late", days(reading, due))))
        }
    };
    let mut rows = vec![
        SummaryRow::new("About", reading.words(&review.about)),
        SummaryRow::new("Decided upon", date(review.decided_on)),
        SummaryRow::new("Publish by", due),
        SummaryRow::new("Rule set", review.rule_set.as_str()),
        SummaryRow::new(
            "Monitored",
            format!("Every {} weeks", review.monitored_every_weeks),
        ),
    ];
    if review.rapid_review.is_some() {
        rows.push(SummaryRow::new("Comes from", comes_from(reading, view)));
    }
    let words = "What led to it and what came of it";
    rows.push(thread::fact(reading, view.review.id.into(), words));
    if let Some(published) = &review.published {
        let what = if published.improvements.is_some() {
            "Improvements published"
        } else {
            "Published"
        };
        let value = html! {
            (date(published.on)) ", " (published.place) ". Public until "
            (date_text(published.available_until)) "."
            @if let Some(words) = &published.improvements { br; (reading.words(words)) }
            @if let Some((on, why)) = &published.taken_down {
                br; (shown::missing("Taken down")) " " (date(*on)) ". "
                (shown::words(reading, why.as_ref()))
            }
        };
        rows.push(SummaryRow::new(what, value));
    }
    if let Some((at, why)) = &review.non_publication {
        let value = html! { (shown::stamp(at)) ". " (reading.words(why)) };
        rows.push(SummaryRow::new("Report not published", value));
    }
    if let Some(at) = &review.closed {
        rows.push(SummaryRow::new("Closed", shown::stamp(at)));
    }
    html! { (SummaryList::new(rows)) }
}

/// The rapid review it was decided in, and the incident.
fn comes_from(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    html! {
        @match view.rapid_review {
            None => "A rapid review",
            Some(one) => {
                (review_link(reading, one.id)) " of " (incident_link(reading, one.incident))
            }
        }
    }
}

fn days(reading: &Reading<'_>, due: chrono::NaiveDate) -> String {
    let days = usize::try_from((reading.today - due).num_days()).unwrap_or(0);
    shown::count(days, "day", "days")
}
