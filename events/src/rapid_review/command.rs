//! What can be asked of a rapid review.

use super::{Days, Earlier, Outcome, PanelView, Position, ReviewCriterion};
use crate::ids::{AgencyId, EvidenceId, IncidentId, LearningPointId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a rapid review. A reason travels beside it. No command takes the day by which
/// something is due, and none stops the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Open the rapid review of an incident of which the Panel was notified.
    OpenRapidReview {
        /// Which incident.
        incident: IncidentId,
    },
    /// Record which area leads the review. Another area later needs a reason.
    AgreeLeadArea {
        /// The area.
        area: String,
    },
    /// Record that agencies secured their records.
    SecureRecords {
        /// Which agencies.
        agencies: Vec<AgencyId>,
        /// The day.
        on: NaiveDate,
    },
    /// Plan the working days of the review. The statutory day does not move.
    SetDayPlan {
        /// When agencies send their summaries.
        summaries: Days,
        /// When the review meeting is held.
        meeting: Days,
        /// When the safeguarding partners decide.
        executive: Days,
    },
    /// Ask an agency for a summary of its work with the child and the family. It is due by the last
    /// day the day plan gives.
    RequestSummary {
        /// Which agency.
        agency: AgencyId,
    },
    /// Send one's own agency's summary.
    SendSummary {
        /// Which agency.
        agency: AgencyId,
        /// What the agency knows and did, and what it learned, without names.
        words: Text,
    },
    /// Record a summary that an agency sent some other way.
    ReceiveSummary {
        /// Which agency.
        agency: AgencyId,
        /// What it says; may be left out where it is kept as evidence.
        #[serde(default)]
        words: Option<Text>,
        /// The document it came as.
        #[serde(default)]
        evidence: Vec<EvidenceId>,
    },
    /// Give a summary back because it is not good enough yet. Needs a reason.
    ReturnSummary {
        /// Which agency.
        agency: AgencyId,
    },
    /// Record that an agency was reminded of its summary.
    ChaseSummary {
        /// Which agency.
        agency: AgencyId,
        /// Whom there, as a post.
        to: Text,
    },
    /// Say why an agency's summary is missing.
    ExplainMissingSummary {
        /// Which agency.
        agency: AgencyId,
        /// Why.
        words: Text,
    },
    /// Record whether this was learned before, over findings, learning points and recommendations.
    CheckPreviousLearning {
        /// What was learned before; empty where nothing was found.
        #[serde(default)]
        matches: Vec<Earlier>,
        /// What that says about this case.
        words: Text,
    },
    /// Record the review meeting.
    HoldReviewMeeting {
        /// The day.
        on: NaiveDate,
        /// The agencies that were there.
        present: Vec<AgencyId>,
    },
    /// Record something that was learned.
    RecordLearningPoint {
        /// Which learning point.
        point: LearningPointId,
        /// What was learned, without names.
        statement: Text,
        /// Its theme.
        theme: String,
    },
    /// Put a learning point otherwise. Needs a reason.
    CorrectLearningPoint {
        /// Which learning point.
        point: LearningPointId,
        /// What was learned, without names.
        statement: Text,
        /// Its theme.
        theme: String,
    },
    /// Record the safeguarding partners' decision, with the position of each.
    DecideReview {
        /// What.
        outcome: Outcome,
        /// The matters it rests on.
        #[serde(default)]
        criteria: Vec<ReviewCriterion>,
        /// What each partner thinks.
        positions: Vec<Position>,
        /// Why.
        rationale: Text,
    },
    /// Record that the review was sent to the Panel.
    SubmitRapidReview {
        /// The day.
        on: NaiveDate,
    },
    /// Say why the review is late, and who was told. The clock goes on.
    RecordDelayReason {
        /// Why.
        words: Text,
        /// Who was told, as a post or body.
        told: Text,
        /// The day they were told.
        on: NaiveDate,
    },
    /// Record the Panel's answer.
    ReceivePanelResponse {
        /// What it thinks.
        view: PanelView,
        /// What it says.
        #[serde(default)]
        comments: Option<Text>,
        /// The day.
        on: NaiveDate,
    },
    /// Record that the Panel did not answer, and is waited for no longer. Needs a reason.
    RecordPanelLapse {},
    /// Record that the partners decided again after the Panel's answer. Needs a reason.
    ReconsiderDecision {
        /// What.
        outcome: Outcome,
        /// The matters it rests on.
        #[serde(default)]
        criteria: Vec<ReviewCriterion>,
        /// What each partner thinks.
        positions: Vec<Position>,
        /// Why.
        rationale: Text,
    },
    /// Close the review.
    CloseRapidReview {},
}
