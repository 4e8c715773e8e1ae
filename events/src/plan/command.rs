//! What can be asked of a plan.

use super::{ImportColumn, ImportProblem, UnplacedText, Waiver};
use crate::action::Owner;
use crate::ids::{EvidenceId, GroupId, MeasureId, OutcomeId, PlanId, PriorityId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What can be asked. Each command leads to the event of the same name and fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Begin a plan. It uses the RAG key in force on the day it is drafted, for good.
    DraftPlan {
        /// Its title.
        title: String,
        /// First day of its period.
        from: NaiveDate,
        /// Last day of its period.
        to: NaiveDate,
        /// Other boards that adopt it too.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        joint_with: Vec<String>,
    },
    /// Record that the plan was read in from a document.
    RecordImport {
        /// The document, kept as evidence.
        source: EvidenceId,
        /// How its columns were read.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        columns: Vec<ImportColumn>,
        /// What the import noticed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        problems: Vec<ImportProblem>,
        /// What has no place in the plan.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unplaced: Vec<UnplacedText>,
    },
    /// Record a group's review of the plan.
    ReviewPlan {
        /// The group.
        group: GroupId,
        /// What it said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comments: Option<Text>,
    },
    /// Approve the plan. Every action needs a lead, a date and a measure, or a waiver.
    ApprovePlan {
        /// By which group.
        group: GroupId,
        /// What was accepted as lacking.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        waivers: Vec<Waiver>,
    },
    /// Record that another board adopted the plan as its own too.
    AdoptPlanJointly {
        /// The other board.
        board: String,
    },
    /// Record that the plan was published.
    PublishPlan {
        /// Where it can be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        published_at: Option<String>,
    },
    /// Put right the plan's title or period, such as after an import.
    CorrectPlanDetails {
        /// The title from now on.
        title: String,
        /// First day of the period from now on.
        from: NaiveDate,
        /// Last day of the period from now on.
        to: NaiveDate,
    },
    /// Say what changed in the plan after it was approved. It has to be approved again.
    RevisePlan {
        /// What changed.
        summary: Text,
    },
    /// Adopt a priority, or a sub-priority of one.
    AdoptPriority {
        /// The priority.
        priority: PriorityId,
        /// Its number in the plan, such as `3` or `3a`.
        number: String,
        /// What it says.
        title: Text,
        /// What the board wants to be assured of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        statement: Option<Text>,
        /// The priority it is part of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<PriorityId>,
        /// Another board it is shared with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        joint_with: Option<String>,
    },
    /// Correct a priority's words. Needs a reason.
    RewordPriority {
        /// The priority.
        priority: PriorityId,
        /// What it says from now on.
        title: Text,
        /// What the board wants to be assured of from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        statement: Option<Text>,
    },
    /// Name the lead of a priority.
    NamePriorityLead {
        /// The priority.
        priority: PriorityId,
        /// Role and agency.
        lead: Owner,
    },
    /// Set an outcome of a priority.
    SetOutcome {
        /// The outcome.
        outcome: OutcomeId,
        /// Of which priority.
        priority: PriorityId,
        /// By when, in months from the plan's first day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        horizon_months: Option<u16>,
        /// What will be different for children.
        text: Text,
    },
    /// Set a measure of success.
    SetSuccessMeasure {
        /// The measure.
        measure: MeasureId,
        /// Of which priority.
        priority: PriorityId,
        /// Of which outcome.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<OutcomeId>,
        /// How success is seen.
        text: Text,
    },
    /// Assess a priority at a review of the plan.
    AssessPriority {
        /// The priority.
        priority: PriorityId,
        /// What worked well.
        worked_well: Text,
        /// What worked not so well.
        not_so_well: Text,
        /// Gaps and barriers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        barriers: Option<Text>,
        /// What changed in services.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        services: Option<Text>,
        /// What changed for children.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcomes: Option<Text>,
    },
    /// Say openly that there was little or no progress.
    DeclareLittleOrNoProgress {
        /// The priority.
        priority: PriorityId,
        /// Why.
        explanation: Text,
        /// What will be done.
        remedy: Text,
    },
    /// Record the board's rating of itself.
    RateSelf {
        /// A priority; none for the plan as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<PriorityId>,
        /// The score.
        score: u8,
        /// The highest possible score.
        out_of: u8,
        /// Which group.
        group: GroupId,
    },
    /// Carry a priority forward into the next plan.
    CarryPriorityForward {
        /// The priority.
        priority: PriorityId,
        /// The next plan.
        to: PlanId,
    },
    /// End a priority. It must have no open action.
    RetirePriority {
        /// The priority.
        priority: PriorityId,
    },
    /// Close the plan. It must have no open action.
    ClosePlan {},
}
