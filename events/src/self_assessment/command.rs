//! What can be asked of a round of self-assessments.

use super::{CampaignKind, StandardsSet};
use crate::ids::{AgencyId, EvidenceId, ReturnId};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a round. A reason and the meeting that decided travel beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Open a round of self-assessments.
    OpenCampaign {
        /// Under which duty agencies assess themselves.
        kind: CampaignKind,
        /// What it is called.
        title: String,
        /// The first day on which returns are filled in.
        opens: NaiveDate,
        /// The last day on which a return is in time.
        due: NaiveDate,
        /// What agencies assess themselves against. A number of a set that was used, or is
        /// shipped, keeps its words.
        standards: StandardsSet,
    },
    /// Ask a member agency for its return.
    InviteReturn {
        /// Which agency: each once.
        agency: AgencyId,
        /// The id the return gets.
        service_return: ReturnId,
        /// The last day on which it is in time, where that is not the campaign's own.
        #[serde(default)]
        due: Option<NaiveDate>,
    },
    /// Tell somebody that an agency's return is late.
    EscalateOverdueReturn {
        /// Which agency.
        agency: AgencyId,
        /// Who was told: a post or a group.
        to: String,
    },
    /// Report that an agency did not return. Needs a reason.
    ReportNonReturn {
        /// Which agency.
        agency: AgencyId,
    },
    /// Approve, in a meeting that was held, the report made of all returns.
    ApproveCompositeReport {
        /// The report, lodged as evidence.
        report: EvidenceId,
    },
    /// Close it, once every return was accepted or reported as not returned.
    CloseCampaign {},
}
