//! Serious incidents and the rapid reviews of them, and where all reviews are found.
//!
//! Routes: `GET /reviews` → [`landing`], `GET /incidents` → [`incidents`],
//! `GET /incident/{id}` → [`incident`], `GET /rapid-reviews` → [`rapid_reviews`],
//! `GET /rapid-review/{id}` → [`rapid_review`], `GET /review-subject/{id}` → [`subject`],
//! `GET /statutory-returns` → [`statutory`].

pub(super) mod clock;
pub mod incident;
pub mod incidents;
pub mod landing;
pub mod rapid_review;
pub mod rapid_reviews;
mod safety;
pub mod statutory;
pub mod subject;

pub(super) use safety::banner_of_people as safety_of_people;

use super::thing_path;
use crate::web::components::{SubNavigation, SubNavigationItem, SummaryRow, Tag, TagColour};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use events::ids::{IncidentId, PracticeReviewId, RapidReviewId, ReviewSubjectId};
use maud::{Markup, html};
use projections::rapid_reviews::{IncidentStage, ReviewStage, SummaryState};

/// Where the pages about reviews stand among the sections.
pub const PLACE: Place = Place::Inside(Section::Reviews);

/// The pages of the section, the one that is shown marked. Incidents are the review group's own.
pub(super) fn navigation(reading: &Reading<'_>, current: &str) -> Markup {
    let of_agency = super::audits::is_of_agency(reading);
    let pages = [
        ("/reviews", "Overview", true),
        ("/incidents", "Serious incidents", !of_agency),
        ("/rapid-reviews", "Rapid reviews", true),
        ("/practice-reviews", "Practice reviews", true),
        ("/statutory-returns", "Statutory returns", !of_agency),
        ("/inspections", "Inspections", true),
    ];
    let offered = pages.into_iter().filter(|(_, _, shown)| *shown);
    let hrefs: Vec<(String, &str, bool)> = offered
        .map(|(path, text, _)| (reading.href(path), text, path == current))
        .collect();
    let items = hrefs.iter().map(|(href, text, current)| SubNavigationItem {
        text,
        href,
        is_current: *current,
    });
    let navigation = SubNavigation {
        label: "Reviews",
        items: items.collect(),
    };
    html! { div class="gt-no-print" { (navigation) } }
}

fn incident_tag(stage: IncidentStage) -> Markup {
    let colour = match stage {
        IncidentStage::Referred => TagColour::Grey,
        IncidentStage::NotNotifiable | IncidentStage::Withdrawn => TagColour::Orange,
        IncidentStage::ToNotify => TagColour::Yellow,
        IncidentStage::Notified => TagColour::Blue,
    };
    html! { (Tag::new(stage.word(), colour)) }
}

/// How far a review has come, as the reader may know it: of a part of it that is not known.
fn review_tag(reading: &Reading<'_>, stage: ReviewStage) -> Markup {
    if super::audits::is_of_agency(reading) && stage < ReviewStage::Submitted {
        return html! { (Tag::new("Under way", TagColour::Blue)) };
    }
    let colour = match stage {
        ReviewStage::Open | ReviewStage::Gathering => TagColour::Grey,
        ReviewStage::Met | ReviewStage::Decided => TagColour::Yellow,
        ReviewStage::Submitted | ReviewStage::Responded => TagColour::Blue,
        ReviewStage::Closed => TagColour::Green,
    };
    html! { (Tag::new(stage.word(), colour)) }
}

const fn summary_colour(state: SummaryState) -> TagColour {
    match state {
        SummaryState::Requested => TagColour::Grey,
        SummaryState::Received => TagColour::Green,
        SummaryState::Returned => TagColour::Yellow,
        SummaryState::Explained => TagColour::Orange,
    }
}

/// An incident by its reference, as a link; none where the reader does not reach it.
pub(super) fn incident_link(reading: &Reading<'_>, id: IncidentId) -> Markup {
    match reading.view.rapid_reviews.incident(id) {
        None => html! { "A serious incident" },
        Some(incident) => html! {
            a class="govuk-link" href=(reading.href(&thing_path(id.into()))) {
                "Serious incident " (incident.reference)
            }
        },
    }
}

/// A rapid review by its reference, as a link; none where the reader does not reach it.
pub(super) fn review_link(reading: &Reading<'_>, id: RapidReviewId) -> Markup {
    match reading.view.rapid_reviews.review(id) {
        None => html! { "A rapid review" },
        Some(review) => html! {
            a class="govuk-link" href=(reading.href(&thing_path(id.into()))) {
                "Rapid review " (review.reference)
            }
        },
    }
}

/// A practice review by its reference, as a link; none where the reader does not reach it.
fn practice_review_link(reading: &Reading<'_>, id: PracticeReviewId) -> Markup {
    match reading.view.practice_reviews.get(id) {
        None => html! { "A practice review" },
        Some(review) => html! {
            a class="govuk-link" href=(reading.href(&thing_path(id.into()))) {
                "Practice review " (review.reference)
            }
        },
    }
}

/// The practice reviews made of a rapid review, with how far each has come.
fn made_of(reading: &Reading<'_>, id: RapidReviewId) -> Option<SummaryRow<'static>> {
    let made: Vec<_> = reading.view.practice_reviews.made_of(id).collect();
    let value = html! {
        @for (place, one) in made.iter().enumerate() {
            @if place > 0 { br; }
            (practice_review_link(reading, one.id)) ", " (one.kind.title()) ": "
            (one.phase().title().to_lowercase())
        }
    };
    (!made.is_empty()).then(|| SummaryRow::new("Practice review", value))
}

/// Somebody of an incident or review by the alias, as a link.
pub(super) fn subject_link(reading: &Reading<'_>, id: ReviewSubjectId, alias: &str) -> Markup {
    html! { a class="govuk-link" href=(reading.href(&thing_path(id.into()))) { (alias) } }
}
