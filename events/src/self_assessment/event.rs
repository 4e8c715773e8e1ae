//! What can happen to a round of self-assessments.

use super::StandardsSet;
use crate::ids::{AgencyId, EvidenceId, ReturnId};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Under which duty agencies assess themselves.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub enum CampaignKind {
    /// Section 11 of the Children Act 2004: councils, health bodies, police, probation, prisons
    /// and others named there, and whoever works for them.
    #[serde(rename = "s11")]
    Section11,
    /// Sections 175 and 157 of the Education Act 2002: schools and colleges.
    #[serde(rename = "s175_157")]
    Section175And157,
}

impl CampaignKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Section11, Self::Section175And157];

    /// The stored word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Section11 => "s11",
            Self::Section175And157 => "s175_157",
        }
    }

    /// What people say.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Section11 => "Section 11",
            Self::Section175And157 => "Section 175 and 157",
        }
    }

    /// How the numbers of its receipts begin.
    pub const fn receipt_prefix(self) -> &'static str {
        match self {
            Self::Section11 => "S11",
            Self::Section175And157 => "S175",
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was opened.
    CampaignOpened {
        /// Under which duty.
        kind: CampaignKind,
        /// What it is called.
        title: String,
        /// The first day on which returns are filled in.
        opens: NaiveDate,
        /// The last day on which a return is in time.
        due: NaiveDate,
        /// What agencies assess themselves against, word for word.
        standards: StandardsSet,
    },
    /// An agency was asked for a return, whose life begins with that.
    ReturnInvited {
        /// Which agency.
        agency: AgencyId,
        /// Its return.
        service_return: ReturnId,
        /// The last day on which it is in time.
        due: NaiveDate,
    },
    /// Somebody was told that an agency's return is late.
    ReturnOverdueEscalated {
        /// Which agency.
        agency: AgencyId,
        /// Its return.
        service_return: ReturnId,
        /// Who was told: a post or a group.
        to: String,
    },
    /// An agency did not return. The reason is on the event.
    NonReturnReported {
        /// Which agency.
        agency: AgencyId,
        /// Its return.
        service_return: ReturnId,
    },
    /// The report made of all returns was approved. The meeting is on the event.
    CompositeReportApproved {
        /// The report.
        report: EvidenceId,
    },
    /// It is closed: every return was accepted, or reported as not returned.
    CampaignClosed {},
}

impl Event {
    /// The return an event tells of, where it tells of one.
    pub const fn about_return(&self) -> Option<ReturnId> {
        match self {
            Self::ReturnInvited { service_return, .. }
            | Self::ReturnOverdueEscalated { service_return, .. }
            | Self::NonReturnReported { service_return, .. } => Some(*service_return),
            Self::CampaignOpened { .. }
            | Self::CompositeReportApproved { .. }
            | Self::CampaignClosed {} => None,
        }
    }
}
