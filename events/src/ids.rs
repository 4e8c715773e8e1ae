//! Names of things: every id is a type of its own, so that two cannot be swapped.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            Serialize, Deserialize, JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// One event, wherever it is kept. Globally unique; a client may supply it to send safely twice.
    EventId;
    /// A member organisation: council, health body, police, school, charity.
    AgencyId;
    /// The board or executive, or one of its sub-groups.
    GroupId;
    /// One person's holding of one role between two dates.
    HoldingId;
    /// A business plan.
    PlanId;
    /// A priority or sub-priority of a plan.
    PriorityId;
    /// An outcome a priority works towards.
    OutcomeId;
    /// A measure of success, of an outcome or of an action.
    MeasureId;
    /// A recommendation.
    RecommendationId;
    /// An improvement action.
    ActionId;
    /// A milestone of an improvement action.
    MilestoneId;
    /// A piece of evidence.
    EvidenceId;
    /// A meeting of a group.
    MeetingId;
    /// A decision made in a meeting.
    DecisionId;
    /// A paper that a meeting read, frozen as it was.
    PaperId;
    /// The data key under which narrative is encrypted. Destroying the key erases the narrative.
    KeyId;
    /// One log, which is one partnership.
    LogId;
    /// Somebody's account.
    AccountId;
    /// A token with which a program acts for an account.
    TokenId;
    /// A round of self-assessments: Section 11, or Section 175 and 157.
    CampaignId;
    /// One agency's return in a round of self-assessments.
    ReturnId;
    /// A serious incident.
    IncidentId;
    /// A rapid review of a serious incident.
    RapidReviewId;
    /// A child or family member of an incident or review, under an alias.
    ReviewSubjectId;
    /// A learning point of a rapid review.
    LearningPointId;
    /// Something done at once so that a child is safe.
    SafetyActionId;
    /// A practice review.
    PracticeReviewId;
    /// Something a practice review says: a finding, a learning point, good practice.
    ReviewFindingId;
    /// A year's audit programme.
    ProgrammeId;
    /// One entry of an audit programme: an audit that is planned for a quarter.
    ScheduledId;
    /// An audit of practice.
    AuditId;
    /// One case of an audit's sample: one child, under an alias.
    CaseId;
    /// A finding of an audit.
    FindingId;
    /// An immediate concern for a child of a sample.
    ConcernId;
    /// A briefing.
    BriefingId;
    /// A forum, learning event, newsletter or course.
    LearningActivityId;
    /// A year's learning from child deaths.
    ChildDeathLearningId;
    /// An evidence pack.
    EvidencePackId;
    /// An inspection.
    InspectionId;
    /// Something an inspectorate asked for.
    InformationRequestId;
    /// Something the letter of an inspection says.
    InspectionFindingId;
    /// What becomes of somebody's words: a review of how long they are kept, a request, an erasure.
    ErasureId;
    /// A legal hold.
    LegalHoldId;
}

/// Which kind of thing a stream tells the story of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum StreamKind {
    /// The partnership itself: agencies, groups, roles, keys, rule sets. One a log.
    Partnership,
    /// A business plan with its priorities and outcomes.
    Plan,
    /// A recommendation.
    Recommendation,
    /// An improvement action.
    ImprovementAction,
    /// A piece of evidence.
    Evidence,
    /// A meeting with its decisions.
    Meeting,
    /// What was decided about one gap the product found.
    Gap,
    /// Somebody's account: how they sign in, and which roles they hold.
    Account,
    /// A round of self-assessments, with its standards and whom it asks.
    SelfAssessment,
    /// One agency's return in such a round.
    ServiceReturn,
    /// A serious incident: its referral, and whether the national Panel is notified.
    SeriousIncident,
    /// The rapid review of an incident, with its decision.
    RapidReview,
    /// One child or family member of an incident or review. A stream of its own, so that it has a
    /// data key of its own and one child can be erased alone.
    ReviewSubject,
    /// A practice review: local, thematic, other, legacy, or a national one adopted here.
    PracticeReview,
    /// A briefing, and which agencies passed it on.
    Briefing,
    /// A forum, learning event, newsletter or course.
    LearningActivity,
    /// A year's learning from child deaths.
    ChildDeathLearning,
    /// A year's audit programme.
    AuditProgramme,
    /// An audit of practice, with its findings.
    Audit,
    /// One case of an audit's sample, which is one child. A stream of its own, so that it has a
    /// data key of its own and one child can be erased alone.
    AuditCase,
    /// An evidence pack: what was put together, for whom, and to whom it was released.
    EvidencePack,
    /// An inspection: what was asked for and given, what was found, and the plan that answers it.
    Inspection,
    /// What becomes of somebody's words: a review of how long they are kept, a request, an erasure.
    Erasure,
    /// A legal hold.
    LegalHold,
}

impl StreamKind {
    /// Every kind, in the order people meet them.
    pub const ALL: [Self; 24] = [
        Self::Partnership,
        Self::Plan,
        Self::Recommendation,
        Self::ImprovementAction,
        Self::Evidence,
        Self::Meeting,
        Self::Gap,
        Self::Account,
        Self::SelfAssessment,
        Self::ServiceReturn,
        Self::SeriousIncident,
        Self::RapidReview,
        Self::ReviewSubject,
        Self::PracticeReview,
        Self::Briefing,
        Self::LearningActivity,
        Self::ChildDeathLearning,
        Self::AuditProgramme,
        Self::Audit,
        Self::AuditCase,
        Self::EvidencePack,
        Self::Inspection,
        Self::Erasure,
        Self::LegalHold,
    ];

    /// The word stored in leaves, shown in URLs and accepted by the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Partnership => "partnership",
            Self::Plan => "plan",
            Self::Recommendation => "recommendation",
            Self::ImprovementAction => "improvement_action",
            Self::Evidence => "evidence",
            Self::Meeting => "meeting",
            Self::Gap => "gap",
            Self::Account => "account",
            Self::SelfAssessment => "self_assessment",
            Self::ServiceReturn => "service_return",
            Self::SeriousIncident => "serious_incident",
            Self::RapidReview => "rapid_review",
            Self::ReviewSubject => "review_subject",
            Self::PracticeReview => "practice_review",
            Self::Briefing => "briefing",
            Self::LearningActivity => "learning_activity",
            Self::ChildDeathLearning => "child_death_learning",
            Self::AuditProgramme => "audit_programme",
            Self::Audit => "audit",
            Self::AuditCase => "audit_case",
            Self::EvidencePack => "evidence_pack",
            Self::Inspection => "inspection",
            Self::Erasure => "erasure",
            Self::LegalHold => "legal_hold",
        }
    }

    /// The kind with this word, if there is one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// One stream: the events of one thing, oldest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct StreamId {
    /// What kind of thing.
    pub kind: StreamKind,
    /// Which one.
    pub id: Uuid,
}

impl StreamId {
    /// The stream of one thing.
    pub fn new(kind: StreamKind, id: impl Into<Uuid>) -> Self {
        Self {
            kind,
            id: id.into(),
        }
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.word(), self.id)
    }
}

/// Why a stream's name could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a stream: write a kind, a slash and an id, such as `plan/0198…`")]
pub struct NotAStream(pub String);

impl std::str::FromStr for StreamId {
    type Err = NotAStream;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let refused = || NotAStream(s.chars().take(80).collect());
        let (kind, id) = s.split_once('/').ok_or_else(refused)?;
        let kind = StreamKind::from_word(kind).ok_or_else(refused)?;
        let id = id.parse().map_err(|_| refused())?;
        Ok(Self { kind, id })
    }
}

macro_rules! stream_of {
    ($($id:ident => $kind:ident;)*) => {$(
        impl From<$id> for Uuid {
            fn from(id: $id) -> Self {
                id.0
            }
        }
        impl From<$id> for StreamId {
            fn from(id: $id) -> Self {
                Self { kind: StreamKind::$kind, id: id.0 }
            }
        }
    )*};
}

stream_of! {
    LogId => Partnership;
    PlanId => Plan;
    RecommendationId => Recommendation;
    ActionId => ImprovementAction;
    EvidenceId => Evidence;
    MeetingId => Meeting;
    AccountId => Account;
    CampaignId => SelfAssessment;
    ReturnId => ServiceReturn;
    IncidentId => SeriousIncident;
    RapidReviewId => RapidReview;
    ReviewSubjectId => ReviewSubject;
    PracticeReviewId => PracticeReview;
    BriefingId => Briefing;
    LearningActivityId => LearningActivity;
    ChildDeathLearningId => ChildDeathLearning;
    ProgrammeId => AuditProgramme;
    AuditId => Audit;
    CaseId => AuditCase;
    EvidencePackId => EvidencePack;
    InspectionId => Inspection;
    ErasureId => Erasure;
    LegalHoldId => LegalHold;
}

/// A new time-ordered id (UUID version 7) for `now`, with fresh randomness.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn fresh(now: DateTime<Utc>) -> Result<Uuid, getrandom::Error> {
    let mut random = [0_u8; 10];
    getrandom::fill(&mut random)?;
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}
