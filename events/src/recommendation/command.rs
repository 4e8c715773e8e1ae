//! What can be asked of a recommendation.

use super::{Level, QualityAnswer, Source};
use crate::action::Impact;
use crate::ids::{AgencyId, EvidenceId, PlanId, PriorityId, RecommendationId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a recommendation. A reason and the meeting that decided travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Make a recommendation.
    MakeRecommendation {
        /// Its reference, such as `3.1`. No other recommendation of the plan has it.
        reference: String,
        /// The plan that carries it.
        #[serde(default)]
        plan: Option<PlanId>,
        /// The priority of that plan it serves.
        #[serde(default)]
        priority: Option<PriorityId>,
        /// The code of its theme.
        #[serde(default)]
        theme: Option<String>,
        /// Where it comes from: at least one source.
        sources: Vec<Source>,
        /// What should change.
        text: Text,
        /// Who should change it: at least one agency, unless it is read from a document.
        #[serde(default)]
        addressees: Vec<AgencyId>,
        /// What will be different for children.
        #[serde(default)]
        outcome: Option<Text>,
        /// How that is seen.
        #[serde(default)]
        measure: Option<Text>,
        /// How far it reaches.
        #[serde(default)]
        level: Level,
        /// By when.
        #[serde(default)]
        due: Option<NaiveDate>,
    },
    /// Check its quality.
    CheckRecommendationQuality {
        /// The answers, each question at most once.
        answers: Vec<QualityAnswer>,
    },
    /// Accept it for an addressee.
    AcceptRecommendation {
        /// Which agency.
        agency: AgencyId,
    },
    /// Accept part of it for an addressee. Needs a reason.
    PartlyAcceptRecommendation {
        /// Which agency.
        agency: AgencyId,
    },
    /// Decline it for an addressee. Needs a reason.
    DeclineRecommendation {
        /// Which agency.
        agency: AgencyId,
    },
    /// Change something about it. Needs a reason. What is left out stays as it is.
    AmendRecommendation {
        /// New words.
        #[serde(default)]
        text: Option<Text>,
        /// New addressees, all of them.
        #[serde(default)]
        addressees: Option<Vec<AgencyId>>,
        /// A new outcome.
        #[serde(default)]
        outcome: Option<Text>,
        /// A new measure.
        #[serde(default)]
        measure: Option<Text>,
        /// A new date.
        #[serde(default)]
        due: Option<NaiveDate>,
    },
    /// Let it go on as part of another.
    MergeRecommendation {
        /// The other.
        into: RecommendationId,
    },
    /// Let it go on as several others.
    SplitRecommendation {
        /// Which: at least two.
        into: Vec<RecommendationId>,
    },
    /// Let a later one take its place.
    SupersedeRecommendation {
        /// The later one.
        by: RecommendationId,
    },
    /// Carry it forward into a later year's plan.
    CarryRecommendationForward {
        /// The later plan.
        to: PlanId,
    },
    /// Record that it says again what an earlier one said.
    LinkEarlierRecommendation {
        /// The earlier one.
        earlier: RecommendationId,
    },
    /// Say, as an addressee, that it is done.
    ReportImplementation {
        /// Which agency; none for the partnership's own team.
        #[serde(default)]
        agency: Option<AgencyId>,
        /// What was done.
        report: Text,
    },
    /// Confirm, independently of the implementing team, that it is done.
    VerifyImplementation {
        /// How it was checked.
        how: Text,
    },
    /// Judge what difference it made for children.
    JudgeRecommendationImpact {
        /// The judgement.
        judgement: Impact,
        /// What it rests on.
        #[serde(default)]
        evidence: Vec<EvidenceId>,
        /// Why.
        explanation: Text,
    },
    /// Close it though no impact is shown. Needs the decision of a meeting and a reason.
    CloseWithoutImpactEvidence {},
    /// Close it, once it is verified, its impact judged and none of its actions open.
    CloseRecommendation {},
    /// Open it again because it was closed too early. Needs a reason.
    ReopenRecommendation {},
}
