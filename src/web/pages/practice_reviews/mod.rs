//! Practice reviews: the list, and one from the decision until its report has been public for as
//! long as it must.
//!
//! Routes: `GET /practice-reviews` → [`list`], `GET /practice-review/{id}` → [`review`],
//! `GET` and `POST /practice-review/{id}/scan` → [`scan`].

mod family;
pub mod list;
mod publication;
mod report;
pub mod review;
pub mod scan;
mod steps;
mod work;

use super::audits::is_of_agency;
pub use super::reviews::PLACE;
use crate::web::components::{Tag, TagColour};
use crate::web::reading::Reading;
use events::practice_review::Phase;
use maud::{Markup, html};
use projections::practice_reviews::Review;

/// How far a review has come, as a word in colour.
pub fn phase_tag(phase: Phase) -> Markup {
    let colour = match phase {
        Phase::Uncommissioned | Phase::Commissioned | Phase::Scoped => TagColour::Grey,
        Phase::Underway => TagColour::Blue,
        Phase::Draft | Phase::SignedOff | Phase::Noticed => TagColour::Yellow,
        Phase::Published | Phase::ImprovementsOnly | Phase::Closed => TagColour::Green,
        Phase::Withheld => TagColour::Orange,
    };
    html! { (Tag::new(phase.title(), colour)) }
}

/// That a review is late, and whether that was explained.
pub fn lateness(reading: &Reading<'_>, review: &Review) -> Markup {
    let late = review.is_late(reading.today);
    let delayed = review.is_delayed(reading.today);
    html! {
        @if late && delayed { " " (Tag::new("Late, explained", TagColour::Orange)) }
        @else if late { " " (Tag::new("Late", TagColour::Red)) }
        @else if delayed { " " (Tag::new("Delay told", TagColour::Yellow)) }
    }
}
