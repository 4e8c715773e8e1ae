//! What can be asked of a briefing.

use super::{Passage, Source};
use crate::ids::AgencyId;
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a briefing. A reason and the meeting that decided travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Draft a briefing from what was learned.
    DraftBriefing {
        /// Its reference, such as `B3 2026`.
        reference: String,
        /// What it is called.
        title: String,
        /// The code of its theme.
        #[serde(default)]
        theme: Option<String>,
        /// What it rests on: at least one thing.
        sources: Vec<Source>,
        /// Its words, each heading at most once.
        parts: Vec<Passage>,
    },
    /// Write the draft anew. It has to be cleared again.
    RedraftBriefing {
        /// What it is called.
        title: String,
        /// What it rests on: at least one thing.
        sources: Vec<Source>,
        /// Its words, each heading at most once.
        parts: Vec<Passage>,
    },
    /// Let the draft go out. Nobody clears what they wrote.
    ClearBriefing {},
    /// Publish what was cleared.
    PublishBriefing {
        /// For whom, such as `everybody who works with under-fives`.
        audience: String,
    },
    /// Take it back. Needs a reason.
    WithdrawBriefing {},
    /// Ask agencies to pass a published briefing on to their teams.
    RequestCascade {
        /// Which agencies.
        agencies: Vec<AgencyId>,
        /// By when their leads confirm.
        due: NaiveDate,
    },
    /// Confirm for one's own agency that it was passed on.
    ConfirmCascade {
        /// The agency.
        agency: AgencyId,
        /// Which teams it reached.
        teams: Vec<String>,
        /// How many people it reached.
        reached: u32,
        /// How it reached them.
        how: Text,
    },
    /// Record that the day passed with nothing confirmed, and chase the agency.
    ChaseCascade {
        /// The agency.
        agency: AgencyId,
    },
}
