//! The forms about audits, self-assessments and reviews: what is chosen from in them is known to the
//! rules,
//! while the models hold only what each thing is called.

use super::evidence_pack;
use super::inspection;
use super::practice_review;
use super::{audit, audit_case, audit_programme, self_assessment, service_return};
use super::{briefing, child_death_learning, learning_activity};
use super::{erasure, legal_hold};
use super::{rapid_review, review_subject, serious_incident};
use crate::web::form::CommandForm;
use crate::web::reading::Reading;
use events::ids::{StreamId, StreamKind};
use events::world::World;

/// The form of a command to a campaign, a return, a review, or a thing of an audit or a review.
pub(super) fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    match stream.kind {
        StreamKind::SelfAssessment => self_assessment::form(reading, world, stream, command),
        StreamKind::ServiceReturn => service_return::form(reading, world, stream, command),
        StreamKind::SeriousIncident => serious_incident::form(reading, world, stream, command),
        StreamKind::RapidReview => rapid_review::form(reading, world, stream, command),
        StreamKind::ReviewSubject => review_subject::form(reading, world, stream, command),
        StreamKind::PracticeReview => practice_review::form(reading, world, stream, command),
        StreamKind::Briefing => briefing::form(reading, world, stream, command),
        StreamKind::LearningActivity => learning_activity::form(reading, world, stream, command),
        StreamKind::ChildDeathLearning => {
            child_death_learning::form(reading, world, stream, command)
        }
        StreamKind::AuditProgramme => audit_programme::form(reading, world, stream, command),
        StreamKind::Audit => audit::form(reading, world, stream, command),
        StreamKind::AuditCase => audit_case::form(reading, world, stream, command),
        StreamKind::EvidencePack => evidence_pack::form(reading, world, stream, command),
        StreamKind::Inspection => inspection::form(reading, world, stream, command),
        StreamKind::Erasure => erasure::form(reading, world, stream, command),
        StreamKind::LegalHold => legal_hold::form(reading, world, stream, command),
        StreamKind::Partnership
        | StreamKind::Plan
        | StreamKind::Recommendation
        | StreamKind::ImprovementAction
        | StreamKind::Evidence
        | StreamKind::Meeting
        | StreamKind::Gap
        | StreamKind::Account => None,
    }
}

#[cfg(test)]
mod of_rapid_reviews;
#[cfg(test)]
mod of_records;
#[cfg(test)]
mod tests;
