//! What can happen to a business plan.

use crate::action::Owner;
use crate::ids::{ActionId, EvidenceId, GroupId, MeasureId, OutcomeId, PlanId, PriorityId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an action may lack when its plan is approved.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Lacking {
    /// Nobody owns it.
    Lead,
    /// It has no due date.
    Date,
    /// Nothing says how success is measured.
    Measure,
}

/// A recorded waiver: the plan is approved although an action lacks something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waiver {
    /// Which action.
    pub action: ActionId,
    /// What it lacks.
    pub lacking: Lacking,
    /// Why that is acceptable.
    pub reason: Text,
}

/// Something an import noticed in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportProblem {
    /// Where in the document: table, row and column, or sheet and cell.
    pub place: String,
    /// Which field of the plan it is about.
    pub field: String,
    /// The problem's stable name.
    pub code: String,
    /// What stood there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Text>,
}

/// Words of an imported document that have no place in the plan. Kept, so that nothing is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnplacedText {
    /// Where in the document.
    pub place: String,
    /// The words.
    pub words: Text,
}

/// How one column of an imported document was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportColumn {
    /// Where its heading stands in the document.
    pub place: String,
    /// The heading, as it stands there.
    pub heading: Text,
    /// What it was read as, in the words of the import; `ignore` when it was left alone.
    pub meaning: String,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A plan was begun.
    PlanDrafted {
        /// Its title.
        title: String,
        /// First day of its period.
        from: NaiveDate,
        /// Last day of its period.
        to: NaiveDate,
        /// The number of the RAG key all its ratings use.
        rag_scheme: u32,
        /// Other boards that adopt it too.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        joint_with: Vec<String>,
    },
    /// The plan was read in from a document.
    PlanImported {
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
    /// A group reviewed the plan.
    PlanReviewed {
        /// The group.
        group: GroupId,
        /// What it said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comments: Option<Text>,
    },
    /// The plan was approved.
    PlanApproved {
        /// By which group.
        group: GroupId,
        /// What was accepted as lacking.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        waivers: Vec<Waiver>,
    },
    /// Another board adopted the plan as its own too.
    PlanAdoptedJointly {
        /// The other board.
        board: String,
    },
    /// The plan was published.
    PlanPublished {
        /// Where it can be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        published_at: Option<String>,
    },
    /// The title or the period was wrong, such as after an import. The reason is on the event.
    PlanDetailsCorrected {
        /// The title from now on.
        title: String,
        /// First day of the period from now on.
        from: NaiveDate,
        /// Last day of the period from now on.
        to: NaiveDate,
    },
    /// The plan was revised after approval.
    PlanRevised {
        /// What changed.
        summary: Text,
    },
    /// A priority, or a sub-priority of one, was adopted.
    PriorityAdopted {
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
    /// A priority's words were corrected.
    PriorityReworded {
        /// The priority.
        priority: PriorityId,
        /// What it says from now on.
        title: Text,
        /// What the board wants to be assured of from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        statement: Option<Text>,
    },
    /// A priority has a lead.
    PriorityLeadNamed {
        /// The priority.
        priority: PriorityId,
        /// Role and agency.
        lead: Owner,
    },
    /// An outcome was set.
    OutcomeSet {
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
    /// A measure of success was set.
    SuccessMeasureSet {
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
    /// A priority was assessed at a review of the plan.
    PriorityAssessed {
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
    /// The board says openly that there was little or no progress.
    LittleOrNoProgressDeclared {
        /// The priority.
        priority: PriorityId,
        /// Why.
        explanation: Text,
        /// What will be done.
        remedy: Text,
    },
    /// The board rated itself.
    SelfRated {
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
    /// A priority goes on in the next plan.
    PriorityCarriedForward {
        /// The priority.
        priority: PriorityId,
        /// The next plan.
        to: PlanId,
    },
    /// A priority ends.
    PriorityRetired {
        /// The priority.
        priority: PriorityId,
    },
    /// The plan's period is over and its work is settled.
    PlanClosed {},
}
