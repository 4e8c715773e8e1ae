//! What can happen to an improvement action.

use crate::ids::{
    ActionId, AgencyId, EvidenceId, MeasureId, MilestoneId, OutcomeId, PlanId, PriorityId,
    RecommendationId,
};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who owns something: a role and its agency, never a person.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Owner {
    /// The post, such as "Head of Early Help".
    pub role: String,
    /// The agency; none while it is not known which, or for the partnership's own team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyId>,
}

/// What an action is there for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Parent {
    /// A recommendation.
    Recommendation(RecommendationId),
    /// An outcome of a priority.
    Outcome(OutcomeId),
    /// A priority as a whole.
    Priority(PriorityId),
}

/// A measure by which an action's success is seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// The measure.
    pub measure: MeasureId,
    /// How success is seen.
    pub text: Text,
}

/// How exactly a date is meant.
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
pub enum DatePrecision {
    /// That day.
    #[default]
    Day,
    /// Some day of that month; the date is the month's last day.
    Month,
    /// Some day of that quarter; the date is the quarter's last day.
    Quarter,
    /// Some day of that year; the date is the year's last day.
    Year,
}

/// The difference made for children, judged apart from completion.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// Nothing changed for children.
    None,
    /// It is too early to tell.
    TooEarly,
    /// Some difference.
    Some,
    /// A difference that lasts.
    Sustained,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The action was agreed.
    ActionAgreed {
        /// Its reference in the plan, such as `1.2`.
        reference: String,
        /// The plan it belongs to.
        plan: PlanId,
        /// The priority it stands under.
        priority: PriorityId,
        /// What it is there for.
        parent: Parent,
        /// What somebody will do.
        text: Text,
        /// Who owns it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        owners: Vec<Owner>,
        /// When it starts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<NaiveDate>,
        /// When it is due.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<NaiveDate>,
        /// How exactly the due date is meant.
        #[serde(default, skip_serializing_if = "is_day")]
        due_precision: DatePrecision,
        /// The timescale in the board's own words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        timescale: Option<Text>,
        /// How success is seen.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        measures: Vec<Measure>,
        /// Where things stood at the start.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        baseline: Option<Text>,
        /// What it needs: people, groups, data.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resources: Option<Text>,
    },
    /// An owner accepted it.
    ActionAccepted {
        /// For which agency.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
    },
    /// An owner questions it.
    ActionQueried {
        /// What they ask.
        question: Text,
    },
    /// A query was answered.
    ActionQueryAnswered {
        /// The answer.
        answer: Text,
    },
    /// Its words were corrected.
    ActionReworded {
        /// What somebody will do, from now on.
        text: Text,
    },
    /// It has other owners.
    ActionReassigned {
        /// The owners before.
        from: Vec<Owner>,
        /// The owners from now on.
        to: Vec<Owner>,
    },
    /// A measure was added.
    ActionMeasureSet {
        /// The measure.
        measure: Measure,
    },
    /// A milestone was set.
    MilestoneSet {
        /// The milestone.
        milestone: MilestoneId,
        /// What will have been done.
        text: Text,
        /// Whose it is, when it is one owner's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<Owner>,
        /// By when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<NaiveDate>,
        /// How exactly the date is meant.
        #[serde(default, skip_serializing_if = "is_day")]
        due_precision: DatePrecision,
        /// It was set knowing that it lies after the plan's end.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        beyond_plan: bool,
    },
    /// A milestone was met.
    MilestoneMet {
        /// Which.
        milestone: MilestoneId,
    },
    /// A milestone was missed.
    MilestoneMissed {
        /// Which.
        milestone: MilestoneId,
    },
    /// A milestone has another date. The reason stands on the event.
    MilestoneRescheduled {
        /// Which.
        milestone: MilestoneId,
        /// The date before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<NaiveDate>,
        /// The date from now on.
        to: NaiveDate,
        /// It was moved knowing that the date lies after the plan's end.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        beyond_plan: bool,
    },
    /// It waits for another action.
    ActionDependsOn {
        /// The other action.
        on: ActionId,
    },
    /// An owner said how far it is.
    ProgressReported {
        /// In their words.
        text: Text,
    },
    /// An owner rated it.
    RagRated {
        /// The letter, in the plan's key.
        code: String,
        /// The key's number.
        scheme: u32,
        /// Why; required where the key says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        commentary: Option<Text>,
        /// The day the rating speaks of.
        as_at: NaiveDate,
        /// What outside changed, for a colour that means discontinued.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        external_cause: Option<Text>,
    },
    /// The business manager or chair changed a rating; both are kept. The reason is on the event.
    RagModerated {
        /// The letter before.
        from: String,
        /// The letter from now on.
        to: String,
        /// The key's number.
        scheme: u32,
    },
    /// It has its first due date.
    DueDateSet {
        /// The date.
        to: NaiveDate,
    },
    /// An owner asks for more time. The reason is on the event.
    ExtensionRequested {
        /// Until when.
        to: NaiveDate,
    },
    /// More time was refused. The reason is on the event.
    ExtensionRefused {
        /// What was asked for.
        to: NaiveDate,
    },
    /// It has more time. The reason is on the event, and the meeting that approved it.
    DueDateExtended {
        /// The date before.
        from: NaiveDate,
        /// The date from now on.
        to: NaiveDate,
    },
    /// An owner says it is done.
    CompletionClaimed {
        /// What was done.
        statement: Text,
        /// What shows it.
        evidence: Vec<EvidenceId>,
    },
    /// Somebody independent checked that it is done.
    CompletionVerified {
        /// How it was checked.
        how: Text,
    },
    /// It is not done, or not shown to be. The reason is on the event.
    CompletionRefused {},
    /// What difference it made.
    ActionImpactJudged {
        /// The judgement.
        judgement: Impact,
        /// What it rests on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<EvidenceId>,
        /// Why.
        explanation: Text,
    },
    /// It is given up because something outside changed; the decision is on the event.
    ActionDiscontinued {
        /// What changed.
        external_cause: Text,
    },
    /// It was closed too early. The reason is on the event.
    ActionReopened {},
    /// An owner was reminded.
    ReminderSent {
        /// Who.
        to: Owner,
    },
    /// It is overdue and somebody higher was told.
    OverdueEscalated {
        /// To whom.
        to: String,
    },
    /// It is closed.
    ActionClosed {},
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_day(precision: &DatePrecision) -> bool {
    *precision == DatePrecision::Day
}
