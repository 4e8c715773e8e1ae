//! What can be asked of an improvement action.

use super::{DatePrecision, Impact, Measure, Owner, Parent};
use crate::ids::{ActionId, AgencyId, EvidenceId, MilestoneId, PlanId, PriorityId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to an improvement action.
///
/// What the action already knows (the date before, the key in use, what was asked for) is left
/// out. A reason and the approving meeting travel beside the command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Agree a new action under a priority of a plan.
    AgreeAction {
        /// Its reference in the plan, such as `1.2`. No other action of the plan has it.
        reference: String,
        /// The plan it belongs to.
        plan: PlanId,
        /// The priority it stands under.
        priority: PriorityId,
        /// What it is there for: a recommendation, an outcome, or the priority as a whole.
        parent: Parent,
        /// What somebody will do.
        text: Text,
        /// Who owns it: posts and their agencies.
        #[serde(default)]
        owners: Vec<Owner>,
        /// When it starts.
        #[serde(default)]
        start: Option<NaiveDate>,
        /// When it is due; not before it starts.
        #[serde(default)]
        due: Option<NaiveDate>,
        /// How exactly the due date is meant.
        #[serde(default)]
        due_precision: DatePrecision,
        /// The timescale in the board's own words.
        #[serde(default)]
        timescale: Option<Text>,
        /// How success is seen.
        #[serde(default)]
        measures: Vec<Measure>,
        /// Where things stood at the start.
        #[serde(default)]
        baseline: Option<Text>,
        /// What it needs: people, groups, data.
        #[serde(default)]
        resources: Option<Text>,
    },
    /// Accept it as an owner.
    AcceptAction {
        /// For which owning agency; none for the partnership's own team.
        #[serde(default)]
        agency: Option<AgencyId>,
    },
    /// Question it as an owner.
    QueryAction {
        /// What is asked.
        question: Text,
    },
    /// Answer the owner's question.
    AnswerActionQuery {
        /// The answer.
        answer: Text,
    },
    /// Correct its words. Needs a reason.
    RewordAction {
        /// What somebody will do, from now on.
        text: Text,
    },
    /// Give it other owners.
    ReassignAction {
        /// The owners from now on.
        to: Vec<Owner>,
    },
    /// Add a measure of its success.
    SetActionMeasure {
        /// The measure.
        measure: Measure,
    },
    /// Set a milestone.
    SetMilestone {
        /// The milestone's new id.
        milestone: MilestoneId,
        /// What will have been done.
        text: Text,
        /// Whose it is, when it is one owner's.
        #[serde(default)]
        owner: Option<Owner>,
        /// By when.
        #[serde(default)]
        due: Option<NaiveDate>,
        /// How exactly the date is meant.
        #[serde(default)]
        due_precision: DatePrecision,
        /// Says knowingly that the date lies after the plan's end.
        #[serde(default)]
        beyond_plan: bool,
    },
    /// Record that a milestone was met, be it late.
    MeetMilestone {
        /// Which.
        milestone: MilestoneId,
    },
    /// Record that a milestone was missed.
    MissMilestone {
        /// Which.
        milestone: MilestoneId,
    },
    /// Give a milestone another date. Needs a reason.
    RescheduleMilestone {
        /// Which.
        milestone: MilestoneId,
        /// The date from now on.
        to: NaiveDate,
        /// Says knowingly that the date lies after the plan's end.
        #[serde(default)]
        beyond_plan: bool,
    },
    /// Record that it waits for another action.
    DependOnAction {
        /// The other action.
        on: ActionId,
    },
    /// Say, as an owner, how far it is.
    ReportProgress {
        /// In the owner's words.
        text: Text,
    },
    /// Rate it in the plan's RAG key.
    RateAction {
        /// The letter, in the plan's key.
        code: String,
        /// Why; required where the key says so, such as for Red and Amber.
        #[serde(default)]
        commentary: Option<Text>,
        /// The day the rating speaks of; not after today.
        as_at: NaiveDate,
        /// What outside changed, for a colour that means discontinued.
        #[serde(default)]
        external_cause: Option<Text>,
    },
    /// Change its rating as business manager or chair; both are kept. Needs a reason.
    ModerateRating {
        /// The letter from now on, in the plan's key.
        to: String,
    },
    /// Set its first due date. Later dates are extensions.
    SetDueDate {
        /// The date.
        to: NaiveDate,
    },
    /// Ask, as an owner, for more time. Needs a reason.
    RequestExtension {
        /// Until when.
        to: NaiveDate,
    },
    /// Refuse the time asked for. Needs a reason.
    RefuseExtension {},
    /// Give it more time. Needs a reason and the meeting that approved it.
    ExtendDueDate {
        /// The date from now on; later than the date before.
        to: NaiveDate,
    },
    /// Say, as an owner, that it is done.
    ClaimCompletion {
        /// What was done.
        statement: Text,
        /// What shows it: at least one piece of evidence that stands.
        evidence: Vec<EvidenceId>,
    },
    /// Confirm, independently of the owners, that it is done.
    VerifyCompletion {
        /// How it was checked.
        how: Text,
    },
    /// Say that it is not done, or not shown to be. Needs a reason.
    RefuseCompletion {},
    /// Judge what difference it made for children, apart from completion.
    JudgeActionImpact {
        /// The judgement.
        judgement: Impact,
        /// What it rests on.
        #[serde(default)]
        evidence: Vec<EvidenceId>,
        /// Why.
        explanation: Text,
    },
    /// Give it up because something outside changed. Needs the decision of a meeting.
    DiscontinueAction {
        /// What changed.
        external_cause: Text,
    },
    /// Open it again after it was closed or given up. Needs a reason.
    ReopenAction {},
    /// Record that an owner was reminded.
    SendReminder {
        /// Which owner.
        to: Owner,
    },
    /// Record that it is overdue and that somebody higher was told.
    EscalateOverdue {
        /// Who was told: a post or a group.
        to: String,
    },
    /// Close it, once its completion is verified and its milestones are settled.
    CloseAction {},
}
