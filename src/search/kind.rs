//! The kinds of things people look for, in their own words.

use events::ids::StreamKind;

/// A kind of thing that can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A plan and its priorities.
    Plan,
    /// An improvement action.
    Action,
    /// A recommendation.
    Recommendation,
    /// A finding of an audit.
    Finding,
    /// An audit.
    Audit,
    /// A case of an audit.
    Case,
    /// A year's audit programme.
    Programme,
    /// A round of self-assessments.
    Campaign,
    /// An agency's return in such a round.
    Return,
    /// A serious incident.
    Incident,
    /// A rapid review, with what was learned in it.
    RapidReview,
    /// A child or family member of an incident or review.
    ReviewSubject,
    /// A practice review, and what it says.
    Review,
    /// A briefing.
    Briefing,
    /// A forum, learning event, newsletter or course.
    Activity,
    /// A year's learning from child deaths.
    ChildDeaths,
    /// A meeting and its decisions.
    Meeting,
    /// A piece of evidence.
    Evidence,
    /// What was decided about a gap.
    Gap,
    /// An inspection: what was asked for and given, and what its letter says.
    Inspection,
}

impl Kind {
    /// Every kind, in the order they are told.
    pub const ALL: [Self; 20] = [
        Self::Plan,
        Self::Action,
        Self::Recommendation,
        Self::Finding,
        Self::Audit,
        Self::Case,
        Self::Programme,
        Self::Campaign,
        Self::Return,
        Self::Incident,
        Self::RapidReview,
        Self::ReviewSubject,
        Self::Review,
        Self::Briefing,
        Self::Activity,
        Self::ChildDeaths,
        Self::Meeting,
        Self::Evidence,
        Self::Gap,
        Self::Inspection,
    ];

    /// Every kind's word, in the same order.
    pub const WORDS: [&str; 20] = [
        "plan",
        "action",
        "recommendation",
        "finding",
        "audit",
        "case",
        "programme",
        "campaign",
        "return",
        "incident",
        "rapid_review",
        "review_subject",
        "review",
        "briefing",
        "learning-activity",
        "child-death-learning",
        "meeting",
        "evidence",
        "gap",
        "inspection",
    ];

    /// Its word in addresses and the interface.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Action => "action",
            Self::Recommendation => "recommendation",
            Self::Finding => "finding",
            Self::Audit => "audit",
            Self::Case => "case",
            Self::Programme => "programme",
            Self::Campaign => "campaign",
            Self::Return => "return",
            Self::Incident => "incident",
            Self::RapidReview => "rapid_review",
            Self::ReviewSubject => "review_subject",
            Self::Review => "review",
            Self::Briefing => "briefing",
            Self::Activity => "learning-activity",
            Self::ChildDeaths => "child-death-learning",
            Self::Meeting => "meeting",
            Self::Evidence => "evidence",
            Self::Gap => "gap",
            Self::Inspection => "inspection",
        }
    }

    /// Several of it, as people say it.
    pub const fn several(self) -> &'static str {
        match self {
            Self::Plan => "Plans and priorities",
            Self::Action => "Improvement actions",
            Self::Recommendation => "Recommendations",
            Self::Finding => "Findings",
            Self::Audit => "Audits",
            Self::Case => "Audit cases",
            Self::Programme => "Audit programmes",
            Self::Campaign => "Self-assessment campaigns",
            Self::Return => "Returns",
            Self::Incident => "Serious incidents",
            Self::RapidReview => "Rapid reviews and learning points",
            Self::ReviewSubject => "Children and family of incidents and reviews",
            Self::Review => "Practice reviews",
            Self::Briefing => "Briefings",
            Self::Activity => "Learning activities",
            Self::ChildDeaths => "Learning from child deaths",
            Self::Meeting => "Meetings and decisions",
            Self::Evidence => "Evidence",
            Self::Gap => "Gaps",
            Self::Inspection => "Inspections",
        }
    }

    /// The kind of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The kind of an event of a stream; none for what is not searched: who works here and what
    /// they sign in with, the partnership's settings, and what was erased or is held, which have
    /// pages of their own.
    pub(super) const fn of(stream: StreamKind, of_finding: bool) -> Option<Self> {
        Some(match stream {
            StreamKind::Partnership
            | StreamKind::Account
            | StreamKind::EvidencePack
            | StreamKind::Erasure
            | StreamKind::LegalHold => {
                return None;
            }
            StreamKind::Plan => Self::Plan,
            StreamKind::Recommendation => Self::Recommendation,
            StreamKind::ImprovementAction => Self::Action,
            StreamKind::Evidence => Self::Evidence,
            StreamKind::Meeting => Self::Meeting,
            StreamKind::Gap => Self::Gap,
            StreamKind::SelfAssessment => Self::Campaign,
            StreamKind::ServiceReturn => Self::Return,
            StreamKind::SeriousIncident => Self::Incident,
            StreamKind::RapidReview => Self::RapidReview,
            StreamKind::ReviewSubject => Self::ReviewSubject,
            StreamKind::PracticeReview => Self::Review,
            StreamKind::Briefing => Self::Briefing,
            StreamKind::LearningActivity => Self::Activity,
            StreamKind::ChildDeathLearning => Self::ChildDeaths,
            StreamKind::AuditProgramme => Self::Programme,
            StreamKind::Audit if of_finding => Self::Finding,
            StreamKind::Audit => Self::Audit,
            StreamKind::AuditCase => Self::Case,
            StreamKind::Inspection => Self::Inspection,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own() {
        assert_eq!(Kind::ALL.map(Kind::word), Kind::WORDS);
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(kind));
        }
        assert_eq!(Kind::from_word("person"), None);
    }

    #[test]
    fn people_settings_packs_erasures_and_holds_are_not_searched() {
        let searched = StreamKind::ALL.map(|kind| Kind::of(kind, false).is_some());
        assert_eq!(searched.iter().filter(|is| !**is).count(), 5);
        assert_eq!(Kind::of(StreamKind::Account, false), None);
        assert_eq!(Kind::of(StreamKind::Partnership, false), None);
        assert_eq!(Kind::of(StreamKind::EvidencePack, false), None);
        assert_eq!(Kind::of(StreamKind::Erasure, false), None);
        assert_eq!(Kind::of(StreamKind::LegalHold, false), None);
    }
}
