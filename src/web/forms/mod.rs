//! The form of every command: its questions, with the choices and hints of the moment.

pub mod action;
mod assurance;
pub mod audit;
pub mod audit_case;
pub mod audit_programme;
pub mod briefing;
pub mod child_death_learning;
mod choices;
pub mod erasure;
pub mod evidence;
pub mod evidence_pack;
pub mod gap;
pub mod inspection;
pub mod learning_activity;
pub mod legal_hold;
pub mod meeting;
pub mod partnership;
pub mod plan;
pub mod practice_review;
pub mod rapid_review;
pub mod recommendation;
pub mod review_subject;
pub mod self_assessment;
pub mod serious_incident;
pub mod service_return;

use super::form::{Choice, CommandForm};
use super::reading::Reading;
use super::visit::Visit;
use events::ids::{StreamId, StreamKind};
use projections::Models;

pub use choices::meeting_choices;
pub(crate) use choices::{
    latest_evidence, meeting_name, owner_name, page_name, speaks_for, strength_meaning,
    strength_word, word_value,
};
pub(crate) use evidence::{claim_name, claim_path};
pub(crate) use gap::disposition_word;
pub(crate) use meeting::presence_word;
pub(crate) use partnership::{agency_kind_word, meaning_word, trigger_word, year_kind_word};
pub(crate) use recommendation::QUALITY;

/// The form of a command to a thing, if there is one. The visit's query fills in what is known,
/// and comes along when the form is sent.
pub fn form(visit: &Visit, view: &Models, stream: StreamId, command: &str) -> Option<CommandForm> {
    let reading = Reading::of(visit, view);
    let mut form = match stream.kind {
        StreamKind::Partnership => partnership::form(visit, view, stream, command),
        StreamKind::Plan => plan::form(visit, view, stream, command),
        StreamKind::Recommendation => recommendation::form(&reading, stream, command),
        StreamKind::ImprovementAction => action::form(&reading, stream, command),
        StreamKind::Evidence => evidence::form(&reading, stream, command),
        StreamKind::Meeting => meeting::form(visit, view, stream, command),
        StreamKind::Gap => gap::form(visit, view, stream, command),
        // The pages of accounts ask for what they need themselves.
        StreamKind::Account => None,
        // What is chosen from here is known to the rules; the models hold only what it is called.
        StreamKind::SelfAssessment
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
        | StreamKind::LegalHold => {
            let world = visit.app().world().ok()?;
            assurance::form(&reading, &world, stream, command)
        }
    }?;
    let kept: Vec<_> = visit
        .query
        .iter()
        .filter(|(name, _)| name != "recorded")
        .collect();
    form.query = serde_urlencoded::to_string(kept).unwrap_or_default();
    Some(form)
}

#[cfg(test)]
mod tests;
