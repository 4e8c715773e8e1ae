//! What can happen to a recommendation.

use crate::action::Impact;
use crate::ids::{AgencyId, EvidenceId, PlanId, PriorityId, RecommendationId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where a recommendation comes from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A finding of an audit.
    Finding,
    /// A learning point of a rapid review.
    LearningPoint,
    /// A local review.
    PracticeReview,
    /// An inspection.
    Inspection,
    /// A national review.
    NationalReview,
    /// The yearly report.
    AnnualReport,
    /// A business plan or other document read in.
    Document,
    /// A decision of a meeting.
    Meeting,
}

/// One source.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Source {
    /// What kind.
    pub kind: SourceKind,
    /// The thing itself, when it is in this log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// What it is called, such as the title and year of a review.
    pub title: String,
}

/// How far a recommendation reaches.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// This partnership.
    #[default]
    Local,
    /// Several partnerships.
    Regional,
    /// Government or national bodies.
    National,
}

/// What is looked at when a recommendation's quality is checked.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum QualityQuestion {
    /// Does it say who?
    Addressee,
    /// Does it say by when?
    Date,
    /// Does it say what will be different?
    Outcome,
    /// Does it address the cause?
    Cause,
    /// Is it more than training or a procedure?
    MoreThanTrainingOrProcedure,
}

/// One answer of a quality check.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct QualityAnswer {
    /// What was looked at.
    pub question: QualityQuestion,
    /// Whether it holds.
    pub holds: bool,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was made.
    RecommendationMade {
        /// Its reference, such as `3.1`.
        reference: String,
        /// The plan that carries it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan: Option<PlanId>,
        /// The priority it serves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<PriorityId>,
        /// The code of its theme.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        theme: Option<String>,
        /// Where it comes from.
        sources: Vec<Source>,
        /// What should change.
        text: Text,
        /// Who should change it.
        addressees: Vec<AgencyId>,
        /// What will be different for children.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<Text>,
        /// How that is seen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        measure: Option<Text>,
        /// How far it reaches.
        #[serde(default)]
        level: Level,
        /// By when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<NaiveDate>,
    },
    /// Its quality was checked.
    RecommendationQualityChecked {
        /// The answers.
        answers: Vec<QualityAnswer>,
    },
    /// An addressee accepted it.
    RecommendationAccepted {
        /// Which agency.
        agency: AgencyId,
    },
    /// An addressee accepted part of it. The reason is on the event.
    RecommendationPartlyAccepted {
        /// Which agency.
        agency: AgencyId,
    },
    /// An addressee declined it. The reason is on the event.
    RecommendationDeclined {
        /// Which agency.
        agency: AgencyId,
    },
    /// Something about it was changed. The reason is on the event.
    RecommendationAmended {
        /// New words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Text>,
        /// New addressees.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        addressees: Option<Vec<AgencyId>>,
        /// A new outcome.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<Text>,
        /// A new measure.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        measure: Option<Text>,
        /// A new date.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<NaiveDate>,
    },
    /// It goes on as part of another.
    RecommendationMerged {
        /// The other.
        into: RecommendationId,
    },
    /// It goes on as several.
    RecommendationSplit {
        /// Which.
        into: Vec<RecommendationId>,
    },
    /// A later one takes its place.
    RecommendationSuperseded {
        /// The later one.
        by: RecommendationId,
    },
    /// It goes on in a later year's plan.
    RecommendationCarriedForward {
        /// The later plan.
        to: PlanId,
    },
    /// It says again what an earlier one said.
    RecommendationRepeatsEarlier {
        /// The earlier one.
        earlier: RecommendationId,
    },
    /// An addressee says it is done.
    ImplementationReported {
        /// Which agency.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
        /// What was done.
        report: Text,
    },
    /// Somebody independent checked that it is done.
    ImplementationVerified {
        /// How.
        how: Text,
    },
    /// What difference it made.
    RecommendationImpactJudged {
        /// The judgement.
        judgement: Impact,
        /// What it rests on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<EvidenceId>,
        /// Why.
        explanation: Text,
    },
    /// A meeting decided to close it though no impact was shown; decision and reason are on the
    /// event.
    ClosedWithoutImpactEvidence {},
    /// It is closed.
    RecommendationClosed {},
    /// It was closed too early. The reason is on the event.
    RecommendationReopened {},
}
