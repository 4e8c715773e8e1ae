//! What can be asked of a child or family member of an incident or review.

use super::{LookedAfter, Safety, Sex, SubjectKind, SubjectOf};
use crate::audit_case::{AgeBand, Disability, Ethnicity, FamilyVoice, Placement, PlanType};
use crate::ids::{AgencyId, SafetyActionId};
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a subject of an incident or review. A reason travels beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Add a child or family member, under an alias.
    AddSubject {
        /// To what.
        of: SubjectOf,
        /// What the person is called here, such as `C-1`: at most three letters, then a number.
        /// Never a name or initials alone.
        alias: String,
        /// Who the person is in the incident or review.
        #[serde(default)]
        kind: SubjectKind,
        /// The child's age when it happened.
        #[serde(default)]
        age_band: AgeBand,
        /// The child's sex.
        #[serde(default)]
        sex: Sex,
        /// The child's ethnic group.
        #[serde(default)]
        ethnicity: Ethnicity,
        /// Whether the child is disabled.
        #[serde(default)]
        disability: Disability,
        /// Whether the child was looked after.
        #[serde(default)]
        looked_after: LookedAfter,
        /// Where the child lived.
        #[serde(default)]
        placement: Placement,
        /// The plan that stood for the child.
        #[serde(default)]
        plan_type: PlanType,
        /// The agencies that knew the child.
        #[serde(default)]
        known_to: Vec<AgencyId>,
    },
    /// Correct what the figures count by, all of it. Needs a reason.
    CorrectSubject {
        /// Who the person is in the incident or review.
        #[serde(default)]
        kind: SubjectKind,
        /// The child's age when it happened.
        #[serde(default)]
        age_band: AgeBand,
        /// The child's sex.
        #[serde(default)]
        sex: Sex,
        /// The child's ethnic group.
        #[serde(default)]
        ethnicity: Ethnicity,
        /// Whether the child is disabled.
        #[serde(default)]
        disability: Disability,
        /// Whether the child was looked after.
        #[serde(default)]
        looked_after: LookedAfter,
        /// Where the child lived.
        #[serde(default)]
        placement: Placement,
        /// The plan that stood for the child.
        #[serde(default)]
        plan_type: PlanType,
        /// The agencies that knew the child.
        #[serde(default)]
        known_to: Vec<AgencyId>,
    },
    /// Record what the person's life was like, without names.
    RecordCircumstances {
        /// What is known.
        words: Text,
    },
    /// Record what the child or the family said.
    CaptureSubjectView {
        /// Who.
        who: FamilyVoice,
        /// What was said, without a name.
        words: Text,
    },
    /// Say whether a child is safe now.
    JudgeSafety {
        /// Whether.
        safety: Safety,
        /// How that is known.
        words: Text,
    },
    /// Record what has to be done at once so that a child is safe.
    RecordSafetyAction {
        /// Which action.
        action: SafetyActionId,
        /// What has to be done.
        words: Text,
        /// The agencies that have to do it: at least one.
        agencies: Vec<AgencyId>,
    },
    /// Confirm that it was done, not acting for an agency that had to do it.
    ConfirmSafetyAction {
        /// Which action.
        action: SafetyActionId,
        /// What was done, and how that is known.
        words: Text,
    },
}
