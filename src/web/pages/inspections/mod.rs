//! Inspections: the list, and one from the day it was notified until what it led to goes on
//! elsewhere.
//!
//! Routes: `GET /inspections` → [`list`], `GET /inspection/{id}` → [`inspection`].

mod findings;
pub mod inspection;
pub mod list;
mod requests;
mod steps;

use super::audits::is_of_agency;
pub use super::reviews::PLACE;
use super::shown;
use crate::web::components::{Tag, TagColour};
use crate::web::reading::Reading;
use events::inspection::Phase;
use maud::{Markup, html};
use projections::inspections::{Inspection, RequestCounts};

/// How far an inspection has come, as a word in colour.
pub fn phase_tag(phase: Phase) -> Markup {
    let colour = match phase {
        Phase::Unknown => TagColour::Grey,
        Phase::Notified => TagColour::Blue,
        Phase::Reported => TagColour::Yellow,
        Phase::Planned | Phase::Closed => TagColour::Green,
    };
    html! { (Tag::new(phase.title(), colour)) }
}

/// Who inspects, in words.
pub fn inspectorate_names(one: &Inspection) -> String {
    let names: Vec<&str> = one.inspectorates.iter().map(|who| who.title()).collect();
    names.join(", ")
}

/// How the requests of an inspection stand, in a line of counts.
pub fn counted(counts: RequestCounts) -> String {
    if counts.asked == 0 {
        return "Nothing was asked for yet.".to_owned();
    }
    let answered = counts.in_time + counts.answered_late;
    let mut told = vec![format!("{answered} answered")];
    for (count, words) in [
        (counts.answered_late, "of them late"),
        (counts.open, "waiting"),
        (counts.late, "overdue"),
        (counts.withdrawn, "no longer asked"),
    ] {
        if count > 0 {
            told.push(format!("{count} {words}"));
        }
    }
    let asked = shown::count(counts.asked, "request", "requests");
    format!("{asked}: {}.", told.join(", "))
}

/// An inspection by its reference, as a link.
pub fn inspection_link(reading: &Reading<'_>, one: &Inspection) -> Markup {
    let href = reading.href(&super::thing_path(one.id.into()));
    html! { a class="govuk-link" href=(href) { "Inspection " (one.reference) } }
}
