//! What can be asked of a meeting.

use super::{Attendance, Dissent};
use crate::envelope::Moment;
use crate::evidence::FileRef;
use crate::ids::{DecisionId, GroupId, PaperId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What can be asked. Each command leads to the event of the same name and fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Record a meeting that was held. Whether it was quorate follows from who was there.
    HoldMeeting {
        /// The group that met.
        group: GroupId,
        /// The day it met.
        on: NaiveDate,
        /// Who was there.
        attendance: Vec<Attendance>,
    },
    /// Record a meeting that was not held. Needs a reason.
    CancelMeeting {
        /// The group.
        group: GroupId,
        /// The day it should have met.
        on: NaiveDate,
    },
    /// Record a decision of the meeting.
    MakeDecision {
        /// The decision.
        decision: DecisionId,
        /// What was decided.
        text: Text,
        /// Why.
        rationale: Text,
        /// Who did not agree.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        dissent: Vec<Dissent>,
        /// Not enough agencies were there: a later meeting has to ratify it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        subject_to_ratification: bool,
    },
    /// Ratify a decision; the later, quorate meeting that did so is given as where it was
    /// decided.
    RatifyDecision {
        /// Which decision.
        decision: DecisionId,
    },
    /// Rescind a decision. Needs a reason.
    RescindDecision {
        /// Which decision.
        decision: DecisionId,
    },
    /// Freeze a paper of the meeting: the file as it was read, which nothing changes afterwards.
    FreezePaper {
        /// The paper.
        paper: PaperId,
        /// Its title, which no other paper of the meeting has.
        title: String,
        /// What it tells had been recorded by this moment; not in the future.
        as_at: Moment,
        /// The file, of at most 25 MB.
        file: FileRef,
    },
    /// Approve the minutes.
    ApproveMinutes {},
}
