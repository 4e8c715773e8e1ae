//! How openly what is said of a thing may be shown at the most.

use crate::envelope::Classification;
use crate::ids::StreamKind;

/// The classification an event is recorded under: what was asked for, and never more openly than
/// its kind of thing allows. A case of an audit is a child, so everything said of it, returns and
/// immediate concerns too, is for named roles; and so is everything said of a serious incident, its
/// rapid review, the children and family of either, and a practice review: they are about a child
/// who died or was seriously harmed. What an inspectorate asks for and says is for named roles too:
/// it may name cases, and it is the inspectorate's until it publishes it. Why words are erased or
/// held says whose they are.
pub fn classified(kind: StreamKind, asked: Classification) -> Classification {
    asked.max(least(kind))
}

const fn least(kind: StreamKind) -> Classification {
    match kind {
        StreamKind::AuditCase
        | StreamKind::SeriousIncident
        | StreamKind::RapidReview
        | StreamKind::ReviewSubject
        | StreamKind::PracticeReview
        | StreamKind::Inspection
        | StreamKind::Erasure
        | StreamKind::LegalHold => Classification::OfficialSensitive,
        StreamKind::Partnership
        | StreamKind::Plan
        | StreamKind::Recommendation
        | StreamKind::ImprovementAction
        | StreamKind::Evidence
        | StreamKind::Meeting
        | StreamKind::Gap
        | StreamKind::Account
        | StreamKind::AuditProgramme
        | StreamKind::SelfAssessment
        | StreamKind::ServiceReturn
        | StreamKind::Briefing
        | StreamKind::LearningActivity
        | StreamKind::ChildDeathLearning
        | StreamKind::Audit
        | StreamKind::EvidencePack => Classification::Publishable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_child_of_a_sample_is_for_named_roles() {
        for asked in [
            Classification::Publishable,
            Classification::Official,
            Classification::OfficialSensitive,
        ] {
            let of_case = classified(StreamKind::AuditCase, asked);
            assert_eq!(of_case, Classification::OfficialSensitive);
            let of_review = classified(StreamKind::PracticeReview, asked);
            assert_eq!(of_review, Classification::OfficialSensitive);
            assert_eq!(classified(StreamKind::Audit, asked), asked);
        }
    }
}
