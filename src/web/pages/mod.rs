//! One file a page, or a small family of pages.

pub mod access;
pub mod account;
pub mod accounts;
pub mod acting;
pub mod action;
pub mod actions;
pub mod audit;
pub mod audits;
pub mod calendar;
pub mod checkpoints;
pub mod compare;
pub mod deadlines;
pub mod entry;
pub mod evidence;
pub mod export;
pub mod files;
pub mod gaps;
pub mod home;
pub mod import;
pub mod inspections;
pub mod learning;
pub mod listing;
pub mod meetings;
pub mod next_steps;
pub mod orientation;
pub mod packs;
pub mod plan;
pub mod practice_reviews;
pub mod priority;
pub mod rag_round;
pub mod recommendation;
pub mod recommendations;
pub mod record;
pub mod records;
pub mod refused;
pub mod reviews;
pub mod search;
pub mod self_assessments;
pub mod settings;
pub mod shown;
pub mod thread;
pub mod trail;

use super::components::NotificationBanner;
use super::reading::Reading;
use super::visit::Visit;
use events::everywhere::Area;
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
        StreamKind::SelfAssessment => format!("/self-assessment/{id}"),
        StreamKind::ServiceReturn => format!("/return/{id}"),
        StreamKind::SeriousIncident => format!("/incident/{id}"),
        StreamKind::RapidReview => format!("/rapid-review/{id}"),
        StreamKind::ReviewSubject => format!("/review-subject/{id}"),
        StreamKind::PracticeReview => format!("/practice-review/{id}"),
        StreamKind::Briefing => format!("/briefing/{id}"),
        StreamKind::LearningActivity => format!("/learning-activity/{id}"),
        StreamKind::ChildDeathLearning => format!("/child-death-learning/{id}"),
        StreamKind::AuditProgramme => format!("/programme/{id}"),
        StreamKind::Audit => format!("/audit/{id}"),
        StreamKind::AuditCase => format!("/case/{id}"),
        StreamKind::EvidencePack => format!("/evidence-pack/{id}"),
        StreamKind::Inspection => format!("/inspection/{id}"),
        StreamKind::Erasure => format!("/erasure/{id}"),
        StreamKind::LegalHold => format!("/legal-hold/{id}"),
    }
}

/// The part of the product that a thing's own page stands in.
const fn area_of(kind: StreamKind) -> Area {
    match kind {
        StreamKind::Partnership | StreamKind::Account => Area::Settings,
        StreamKind::Plan
        | StreamKind::Recommendation
        | StreamKind::ImprovementAction
        | StreamKind::Evidence
        | StreamKind::Meeting
        | StreamKind::Gap
        | StreamKind::SelfAssessment
        | StreamKind::ServiceReturn
        | StreamKind::SeriousIncident
        | StreamKind::RapidReview
        | StreamKind::ReviewSubject
        | StreamKind::PracticeReview
        | StreamKind::Briefing
        | StreamKind::LearningActivity
        | StreamKind::ChildDeathLearning
        | StreamKind::AuditProgramme
        | StreamKind::Audit
        | StreamKind::AuditCase
        | StreamKind::EvidencePack
        | StreamKind::Inspection
        | StreamKind::Erasure
        | StreamKind::LegalHold => Area::Work,
    }
}

/// A name, as a link to a part of the product where the reader may enter it.
pub(crate) fn link_into(reading: &Reading<'_>, area: Area, path: &str, name: &str) -> Markup {
    html! {
        @if reading.enters(area) { a class="govuk-link" href=(reading.href(path)) { (name) } }
        @else { (name) }
    }
}

/// Something that was found or learned, by its kind and the reference of the audit or review, as a
/// link to where it stands.
pub(crate) fn learned_link(
    reading: &Reading<'_>,
    one: projections::earlier::Learned<'_>,
) -> Markup {
    use projections::earlier::LearnedIn;
    let path = match one.of {
        LearnedIn::Audit(_, id) => format!("/finding/{id}"),
        LearnedIn::RapidReview(id, _) => format!("{}#points", thing_path(id.into())),
        LearnedIn::PracticeReview(id, finding) => {
            format!("{}#finding-{finding}", thing_path(id.into()))
        }
        LearnedIn::Inspection(id, finding) => {
            format!("{}#finding-{finding}", thing_path(id.into()))
        }
    };
    let word = reading.view.learned_word(one.of);
    html! { a class="govuk-link" href=(reading.href(&path)) { (word) " " (one.reference) } }
}

/// A thing by its name, as a link to its own page where the reader may enter it.
pub(crate) fn thing_link(reading: &Reading<'_>, stream: StreamId, name: &str) -> Markup {
    link_into(reading, area_of(stream.kind), &thing_path(stream), name)
}

#[cfg(test)]
mod tests;
