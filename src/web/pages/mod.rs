//! One file a page, or a small family of pages.

pub mod account;
pub mod accounts;
pub mod acting;
pub mod action;
pub mod actions;
pub mod deadlines;
pub mod entry;
pub mod evidence;
pub mod export;
pub mod files;
pub mod gaps;
pub mod home;
pub mod import;
pub mod listing;
pub mod meetings;
pub mod next_steps;
pub mod plan;
pub mod priority;
pub mod rag_round;
pub mod recommendation;
pub mod recommendations;
pub mod record;
pub mod refused;
pub mod settings;
pub mod shown;
pub mod thread;
pub mod trail;

use super::components::NotificationBanner;
use super::visit::Visit;
use events::ids::{StreamId, StreamKind};
use maud::{Markup, html};

/// Says that something was recorded, on the page one returns to after a form.
pub fn recorded_banner(visit: &Visit) -> Markup {
    html! {
        @if visit.asked("recorded").is_some() { (NotificationBanner::success("Recorded.")) }
    }
}

/// The address of a thing's own page.
pub fn thing_path(stream: StreamId) -> String {
    let id = stream.id;
    match stream.kind {
        StreamKind::Partnership | StreamKind::Account => "/settings".to_owned(),
        StreamKind::Plan => format!("/plan/{id}"),
        StreamKind::Recommendation => format!("/recommendation/{id}"),
        StreamKind::ImprovementAction => format!("/action/{id}"),
        StreamKind::Evidence => format!("/evidence/{id}"),
        StreamKind::Meeting => format!("/meeting/{id}"),
        StreamKind::Gap => "/gaps".to_owned(),
    }
}

#[cfg(test)]
mod tests;
