//! What can be asked of an agency's return.

use super::AgencyAction;
use crate::ids::{EvidenceId, ReturnId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a return. A reason, and the flag that it is late, travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Begin filling it in, or take it up again after it was given up.
    StartReturn {},
    /// Take the answers of an earlier return of the agency over, to be re-affirmed one by one.
    /// Standards that are already answered stay as they are.
    CarryAnswersForward {
        /// The earlier return, to the same standards.
        from: ReturnId,
    },
    /// Record that the agency was reminded of its return, before it is handed in.
    SendReturnReminder {},
    /// Say that an answer taken over still holds.
    ReaffirmAnswer {
        /// The key of the standard.
        standard: String,
    },
    /// Say how the agency meets a standard. An earlier answer in this return is replaced, and a
    /// sign-off falls.
    AssessStandard {
        /// The key of the standard.
        standard: String,
        /// The code of the score, of the campaign's scale.
        score: String,
        /// How it is met, and what is missing.
        narrative: Text,
        /// What shows it. A score that counts as met needs some.
        #[serde(default)]
        evidence: Vec<EvidenceId>,
    },
    /// Stand up for it as a senior officer who compiled none of it.
    SignOffReturn {
        /// The officer's post.
        post: String,
    },
    /// Hand it in; a receipt is issued with it. After the campaign was closed it is flagged late,
    /// with a reason.
    SubmitReturn {},
    /// Ask the agency to explain an answer.
    RequestClarification {
        /// The key of the standard.
        standard: String,
        /// What is not clear.
        question: Text,
    },
    /// Explain an answer that was asked about, and change it where that is called for.
    ProvideClarification {
        /// The key of the standard.
        standard: String,
        /// The explanation.
        words: Text,
        /// A new self score. The return is then signed off again before it is accepted.
        #[serde(default)]
        score: Option<String>,
        /// What else shows it.
        #[serde(default)]
        evidence: Vec<EvidenceId>,
    },
    /// Record that a panel talked the return through with the agency.
    HoldChallenge {
        /// On which day.
        on: NaiveDate,
        /// The posts that sat on the panel.
        panel: Vec<String>,
        /// Whether a lay member was there.
        lay_member: bool,
        /// Whether young people were there.
        young_people: bool,
        /// What was asked, and what came of it.
        words: Text,
    },
    /// Give the partnership's own view of an answer. A changed score needs a reason.
    ModerateStandard {
        /// The key of the standard.
        standard: String,
        /// The code of the partnership's score.
        to: String,
    },
    /// Accept it. Without a challenge held, needs a reason.
    AcceptReturn {},
    /// Agree what the agency does about it.
    AgreeAgencyAction {
        /// An improvement action that exists, or a new one of the agency's own.
        action: AgencyAction,
    },
    /// Say that an action of the agency's own is done.
    ReportAgencyActionDone {
        /// Its number in the return.
        number: u32,
        /// What was done.
        words: Text,
        /// What shows it: at least one piece.
        evidence: Vec<EvidenceId>,
    },
    /// Share it with another partnership the agency works in.
    ShareReturn {
        /// The other partnership.
        partnership: String,
    },
    /// Close it, once everything agreed about it is done.
    CloseReturn {},
}
