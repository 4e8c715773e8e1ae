//! What can happen to a child or family member of an incident or review.

use super::{Characteristics, Safety, SubjectKind};
use crate::audit_case::FamilyVoice;
use crate::ids::{AgencyId, IncidentId, PracticeReviewId, SafetyActionId};
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What somebody is a subject of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SubjectOf {
    /// A serious incident, and its rapid review.
    Incident(IncidentId),
    /// A practice review: somebody the incident behind it does not know, or of a review without
    /// one.
    PracticeReview(PracticeReviewId),
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody was added to an incident or review.
    SubjectAdded {
        /// To what.
        of: SubjectOf,
        /// What the person is called here, such as `C-1`.
        alias: String,
        /// Who the person is in the incident.
        kind: SubjectKind,
        /// What the figures count by.
        characteristics: Characteristics,
    },
    /// What is known of the person is described otherwise. The reason is on the event.
    SubjectCorrected {
        /// Who the person is in the incident.
        kind: SubjectKind,
        /// What the figures count by.
        characteristics: Characteristics,
    },
    /// Somebody recorded what the person's life was like.
    CircumstancesRecorded {
        /// What is known.
        words: Text,
    },
    /// The child or the family said how it was for them.
    SubjectViewCaptured {
        /// Who.
        who: FamilyVoice,
        /// What was said.
        words: Text,
    },
    /// Somebody said whether the child is safe now.
    SafetyJudged {
        /// Whether.
        safety: Safety,
        /// How that is known.
        words: Text,
    },
    /// Something has to be done at once so that the child is safe.
    ImmediateSafetyActionRecorded {
        /// Which action.
        action: SafetyActionId,
        /// What has to be done.
        words: Text,
        /// The agencies that have to do it.
        agencies: Vec<AgencyId>,
    },
    /// Somebody who does not act for an agency that had to do it confirmed that it was done.
    ImmediateSafetyActionConfirmed {
        /// Which action.
        action: SafetyActionId,
        /// What was done, and how that is known.
        words: Text,
    },
}

impl Event {
    /// Whether people of an agency read its words: the agency has to act on it.
    pub fn is_for(&self, agency: AgencyId) -> bool {
        match self {
            Self::ImmediateSafetyActionRecorded { agencies, .. } => agencies.contains(&agency),
            Self::SubjectAdded { .. }
            | Self::SubjectCorrected { .. }
            | Self::CircumstancesRecorded { .. }
            | Self::SubjectViewCaptured { .. }
            | Self::SafetyJudged { .. }
            | Self::ImmediateSafetyActionConfirmed { .. } => false,
        }
    }
}
