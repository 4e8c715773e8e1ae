//! What can happen to an agency's return.

use crate::ids::{ActionId, EvidenceId, ReturnId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An answer taken over from an earlier return. It counts for nothing until it is re-affirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedAnswer {
    /// The key of the standard.
    pub standard: String,
    /// The agency's own score then. A moderated score is the partnership's and is not carried.
    pub score: String,
    /// The evidence given then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceId>,
    /// The return in which the words stand: the earlier one, or the one it was carried from.
    pub words_in: ReturnId,
}

/// A self score that changed in the course of a clarification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rescored {
    /// The self score before.
    pub from: String,
    /// The self score now.
    pub to: String,
}

/// Something the agency does after its return was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AgencyAction {
    /// An improvement action that stands in a plan and is followed there.
    Existing {
        /// Which one. The agency owns it.
        action: ActionId,
    },
    /// An action of the agency's own, followed here.
    New {
        /// What it does.
        words: Text,
        /// The post that owns it.
        owner: String,
        /// By when.
        due: NaiveDate,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The agency began it, or took it up again after it was given up.
    ReturnStarted {},
    /// The agency was reminded of it.
    ReturnReminderSent {},
    /// Answers of an earlier return of the agency were taken over, to be re-affirmed one by one.
    AnswersCarriedForward {
        /// The earlier return.
        from: ReturnId,
        /// The answers.
        answers: Vec<CarriedAnswer>,
    },
    /// An answer taken over still holds.
    AnswerReaffirmed {
        /// The key of the standard.
        standard: String,
    },
    /// The agency says how it meets a standard.
    StandardSelfAssessed {
        /// The key of the standard.
        standard: String,
        /// The score, of the campaign's scale.
        score: String,
        /// How it is met, and what is missing.
        narrative: Text,
        /// What shows it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<EvidenceId>,
    },
    /// A senior officer who compiled none of it stands up for it.
    ReturnSignedOff {
        /// The officer's post.
        post: String,
    },
    /// The agency handed it in. A late one says so on the event, with the reason.
    ReturnSubmitted {},
    /// The agency has a receipt for it.
    ReceiptIssued {
        /// The receipt's number, such as `S11-2026-03-007`: duty, year, month, and its place
        /// among those of the month.
        number: String,
    },
    /// Somebody asks the agency to explain an answer.
    ClarificationRequested {
        /// The key of the standard.
        standard: String,
        /// What is not clear.
        question: Text,
    },
    /// The agency explained an answer, and may have changed it.
    ClarificationProvided {
        /// The key of the standard.
        standard: String,
        /// The explanation.
        words: Text,
        /// What became of the self score, where it changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rescored: Option<Rescored>,
        /// What else shows it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<EvidenceId>,
    },
    /// A panel talked the return through with the agency.
    ChallengeHeld {
        /// On which day.
        on: NaiveDate,
        /// The posts that sat on the panel.
        panel: Vec<String>,
        /// A lay member was there.
        lay_member: bool,
        /// Young people were there.
        young_people: bool,
        /// What was asked, and what came of it.
        words: Text,
    },
    /// The partnership's own view of an answer, kept beside the self score. The reason for a
    /// changed one is on the event.
    StandardModerated {
        /// The key of the standard.
        standard: String,
        /// The agency's score.
        from: String,
        /// The partnership's score.
        to: String,
    },
    /// The partnership accepted it.
    ReturnAccepted {},
    /// The agency will do something about it.
    AgencyActionAgreed {
        /// Its number in the return, from 1.
        number: u32,
        /// What it is.
        action: AgencyAction,
    },
    /// The agency says that an action of its own is done, and shows it.
    AgencyActionReportedDone {
        /// Its number in the return.
        number: u32,
        /// What was done.
        words: Text,
        /// What shows it.
        evidence: Vec<EvidenceId>,
    },
    /// It was shared with another partnership the agency works in.
    ReturnSharedWith {
        /// The other partnership.
        partnership: String,
    },
    /// Everything agreed about it is done.
    ReturnClosed {},
}
