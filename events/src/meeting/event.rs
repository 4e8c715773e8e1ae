//! What can happen to a meeting.

use crate::envelope::Moment;
use crate::evidence::FileRef;
use crate::ids::{AgencyId, DecisionId, GroupId, PaperId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How an agency was represented.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// The member was there.
    Present,
    /// A deputy was there.
    Deputy,
    /// Apologies were sent.
    Apologies,
    /// Nobody came and nobody said why.
    Absent,
}

/// One agency at a meeting.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Attendance {
    /// The agency.
    pub agency: AgencyId,
    /// How it was represented.
    pub presence: Presence,
}

/// An agency that did not agree, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dissent {
    /// The agency.
    pub agency: AgencyId,
    /// What it said.
    pub position: Text,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was held.
    MeetingHeld {
        /// The group that met.
        group: GroupId,
        /// The day it met.
        on: NaiveDate,
        /// Whether enough agencies were there.
        quorate: bool,
        /// Who was there.
        attendance: Vec<Attendance>,
    },
    /// It was not held. The reason is on the event.
    MeetingCancelled {
        /// The group.
        group: GroupId,
        /// The day it should have met.
        on: NaiveDate,
    },
    /// Something was decided.
    DecisionMade {
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
    /// A later, quorate meeting ratified a decision; that meeting is on the event.
    DecisionRatified {
        /// Which decision.
        decision: DecisionId,
    },
    /// A decision no longer stands. The reason is on the event.
    DecisionRescinded {
        /// Which decision.
        decision: DecisionId,
    },
    /// A paper of the meeting was frozen: nothing changes it.
    PaperFrozen {
        /// The paper.
        paper: PaperId,
        /// Its title.
        title: String,
        /// What it tells had been recorded by this moment.
        as_at: Moment,
        /// The file, kept beside the log.
        file: FileRef,
    },
    /// The minutes were agreed.
    MinutesApproved {},
}
