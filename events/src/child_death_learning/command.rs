//! What can be recorded of a year's learning from child deaths.

use super::{Band, Factor, Period};
use crate::ids::{AgencyId, EvidenceId, RecommendationId};
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a year's learning from child deaths. A reason travels beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Open the record of a panel's year.
    OpenChildDeathYear {
        /// What the year is called, such as `2025 to 2026`.
        title: String,
        /// The year.
        year: Period,
        /// What the panel is called.
        panel: String,
    },
    /// Record what several deaths had in common. Never anything about one of them.
    ReceiveCdopLearning {
        /// In which period the deaths were reviewed: a quarter at the least.
        period: Period,
        /// What they had in common.
        factor: Factor,
        /// In how many it was seen, as a band.
        deaths_band: Band,
        /// What is to be learned.
        learning: Text,
    },
    /// Record what the panel recommends.
    ReceiveCdopRecommendation {
        /// What it asks for.
        words: Text,
        /// Of whom.
        #[serde(default)]
        addressees: Vec<AgencyId>,
        /// The partnership's own recommendation made of it.
        #[serde(default)]
        recommendation: Option<RecommendationId>,
    },
    /// Record that the panel referred deaths for safeguarding consideration.
    RecordDeathsReferred {
        /// In which period: a quarter at the least.
        period: Period,
        /// How many, as a band.
        referred_band: Band,
        /// What became of it in general.
        considered: Text,
    },
    /// Record the panel's yearly report.
    ReceiveCdopAnnualReport {
        /// What it is called.
        title: String,
        /// How many deaths were reviewed, as a band.
        reviewed_band: Band,
        /// In how many of them something could have been changed, as a band.
        modifiable_band: Band,
        /// What it says to the partnership.
        says: Text,
        /// The report, where it was lodged as evidence.
        #[serde(default)]
        evidence: Option<EvidenceId>,
    },
}
