//! The section's first page: how many incidents and reviews there are, and how they stand.
//!
//! Route: `GET /reviews` → [`show`].

use super::super::practice_reviews::list;
use super::super::recorded_banner;
use super::{navigation, safety};
use crate::web::components::Button;
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::ids::StreamKind;
use maud::{Markup, html};
use projections::PageOf;
use projections::rapid_reviews::{IncidentFilter, IncidentStage, RapidReviewFilter};

/// The first page of the section.
///
/// # Errors
/// When the record cannot be read.
pub async fn show(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! {
            (recorded_banner(&visit)) (safety::banner(&reading)) (body(&reading))
        };
        let frame = Frame::new("Reviews", Place::FirstOf(Section::Reviews));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// A number that leads to what it counts.
fn number(reading: &Reading<'_>, count: usize, words: &str, href: &str) -> Markup {
    html! { li { a class="govuk-link" href=(reading.href(href)) { (count) " " (words) } } }
}

fn body(reading: &Reading<'_>) -> Markup {
    let of_agency = super::super::audits::is_of_agency(reading);
    html! {
        h1 class="govuk-heading-l" { "Reviews" }
        (navigation(reading, "/reviews"))
        @if !of_agency { (incidents(reading)) }
        (reviews(reading, of_agency))
        (practice_reviews(reading, of_agency))
    }
}

fn incidents(reading: &Reading<'_>) -> Markup {
    let counted = |filter: IncidentFilter| {
        let found = reading
            .view
            .list_incidents(&filter, PageOf::ALL, reading.today);
        found.total
    };
    let at = |stage: IncidentStage| {
        counted(IncidentFilter {
            stages: vec![stage],
            ..IncidentFilter::default()
        })
    };
    let late = counted(IncidentFilter {
        late: true,
        ..IncidentFilter::default()
    });
    html! {
        h2 class="govuk-heading-m" { "Serious incidents" }
        ul class="govuk-list gt-columns" {
            (number(reading, counted(IncidentFilter::default()), "in all", "/incidents"))
            @for stage in IncidentStage::ALL {
                (number(reading, at(stage), &stage.word().to_lowercase(),
                    &format!("/incidents?stage={}", stage.key())))
            }
            (number(reading, late, "notified late, or overdue", "/incidents?late=yes"))
        }
        @if reading.may(StreamKind::SeriousIncident, "refer_incident") {
            div class="govuk-button-group gt-no-print" {
                (Button::link("/record/serious_incident/new/refer_incident", "Record a referral"))
            }
        }
    }
}

fn reviews(reading: &Reading<'_>, of_agency: bool) -> Markup {
    let counted = |filter: RapidReviewFilter| {
        let found = reading
            .view
            .list_rapid_reviews(&filter, PageOf::ALL, reading.today);
        found.total
    };
    let all = counted(RapidReviewFilter::default());
    let open = counted(RapidReviewFilter {
        open: true,
        ..RapidReviewFilter::default()
    });
    let late = counted(RapidReviewFilter {
        late: true,
        ..RapidReviewFilter::default()
    });
    html! {
        h2 class="govuk-heading-m" { "Rapid reviews" }
        @if of_agency {
            p class="govuk-body" { "You see the reviews that asked your agency for a summary." }
        }
        ul class="govuk-list gt-columns" {
            (number(reading, all, "in all", "/rapid-reviews"))
            (number(reading, open, "not closed", "/rapid-reviews?open=yes"))
            (number(reading, late, "late, or sent late", "/rapid-reviews?late=yes"))
        }
    }
}

fn practice_reviews(reading: &Reading<'_>, of_agency: bool) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Practice reviews" }
        @if of_agency {
            p class="govuk-body" {
                a class="govuk-link" href=(reading.href("/practice-reviews")) {
                    "The reviews that asked your agency something, or that led to a recommendation "
                    "to it"
                }
            }
        } @else { (list::standing(reading)) (list::commission(reading)) }
    }
}
