//! What can happen to a case of an audit.

use super::{AgeBand, Disability, Ethnicity, Placement, PlanType};
use crate::ids::{AgencyId, AuditId, ConcernId, EvidenceId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an agency answered to one question of the audit tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// The question's key.
    pub question: String,
    /// The answer.
    pub words: Text,
}

/// Who was told of a concern, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// Who: a post, such as `duty manager`.
    pub who: Text,
    /// The agency of that post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyId>,
    /// The day.
    pub on: NaiveDate,
}

/// Who of the family was heard.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FamilyVoice {
    /// The child.
    Child,
    /// A parent.
    Parent,
    /// A carer.
    Carer,
    /// Somebody else of the family.
    OtherFamily,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was drawn for an audit's sample.
    CaseDrawn {
        /// The audit.
        audit: AuditId,
        /// What the child is called in this audit, such as `A-07`.
        alias: String,
        /// The child's age.
        #[serde(default)]
        age_band: AgeBand,
        /// Whether the child is disabled.
        #[serde(default)]
        disability: Disability,
        /// The child's ethnic group.
        #[serde(default)]
        ethnicity: Ethnicity,
        /// Where the child lives.
        #[serde(default)]
        placement: Placement,
        /// The plan that stands for the child.
        #[serde(default)]
        plan_type: PlanType,
        /// The agencies that work with the child.
        agencies: Vec<AgencyId>,
    },
    /// It is no longer counted. The reason is on the event.
    CaseExcluded {
        /// Whether somebody had already graded it: then the audit's result changes with it.
        after_grading: bool,
    },
    /// An agency was asked for its return.
    AgencyReturnRequested {
        /// Which agency.
        agency: AgencyId,
        /// By when.
        due: NaiveDate,
    },
    /// An agency was reminded of its return.
    AgencyReturnReminderSent {
        /// Which agency.
        agency: AgencyId,
    },
    /// An agency saved what it has so far.
    AgencyReturnDraftSaved {
        /// Which agency.
        agency: AgencyId,
        /// Its answers so far, all of them.
        answers: Vec<Answer>,
    },
    /// An agency's return came in.
    AgencyReturnReceived {
        /// Which agency.
        agency: AgencyId,
        /// The number of the tool it answers.
        tool: u32,
        /// Its answers. Empty where the return is kept elsewhere, as evidence.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        answers: Vec<Answer>,
    },
    /// The return has to be done again. The reason is on the event.
    AgencyReturnReturnedForRework {
        /// Which agency.
        agency: AgencyId,
    },
    /// An agency graded its own practice.
    CaseSelfGraded {
        /// Which agency.
        agency: AgencyId,
        /// The grade's code.
        grade: String,
        /// What it rests on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<EvidenceId>,
    },
    /// Somebody of the sub-group graded the case.
    CasePeerGraded {
        /// The grade's code.
        grade: String,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Text>,
    },
    /// The child is unsafe now.
    ImmediateConcernRaised {
        /// The concern.
        concern: ConcernId,
        /// What is wrong.
        words: Text,
        /// The agencies that have to act.
        agencies: Vec<AgencyId>,
        /// Who was told at once.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        told: Vec<Told>,
    },
    /// Somebody else was told of a concern.
    ConcernTold {
        /// Which concern.
        concern: ConcernId,
        /// Who, and when.
        told: Told,
    },
    /// Somebody who does not act for an agency that had to act confirmed what was done.
    CorrectiveActionConfirmed {
        /// Which concern.
        concern: ConcernId,
        /// What was done, and how that is known.
        words: Text,
    },
    /// A practitioner looked back on the work.
    PractitionerReflectionCaptured {
        /// The practitioner's agency.
        agency: AgencyId,
        /// What was said.
        words: Text,
    },
    /// The child or the family said how it was for them.
    FamilyViewCaptured {
        /// Who.
        who: FamilyVoice,
        /// What was said.
        words: Text,
    },
    /// Agencies agreed the case's grade together. Where it changed, the reason is on the event.
    CaseGradeModerated {
        /// The grade the case stood at.
        from: String,
        /// The grade agreed.
        to: String,
    },
}

impl Event {
    /// The agency whose own return, grade or practitioner an event is about. People of other
    /// agencies do not read its words.
    pub const fn of_agency(&self) -> Option<AgencyId> {
        match self {
            Self::AgencyReturnRequested { agency, .. }
            | Self::AgencyReturnReminderSent { agency }
            | Self::AgencyReturnDraftSaved { agency, .. }
            | Self::AgencyReturnReceived { agency, .. }
            | Self::AgencyReturnReturnedForRework { agency }
            | Self::CaseSelfGraded { agency, .. }
            | Self::PractitionerReflectionCaptured { agency, .. } => Some(*agency),
            Self::CaseDrawn { .. }
            | Self::CaseExcluded { .. }
            | Self::CasePeerGraded { .. }
            | Self::ImmediateConcernRaised { .. }
            | Self::ConcernTold { .. }
            | Self::CorrectiveActionConfirmed { .. }
            | Self::FamilyViewCaptured { .. }
            | Self::CaseGradeModerated { .. } => None,
        }
    }

    /// Whether people of an agency read its words: it is about the agency's own return, or about a
    /// concern on which the agency has to act or of which it was told.
    pub fn is_for(&self, agency: AgencyId) -> bool {
        let told_to = |told: &Told| told.agency == Some(agency);
        match self {
            Self::ImmediateConcernRaised { agencies, told, .. } => {
                agencies.contains(&agency) || told.iter().any(told_to)
            }
            Self::ConcernTold { told, .. } => told_to(told),
            Self::CaseDrawn { .. }
            | Self::CaseExcluded { .. }
            | Self::AgencyReturnRequested { .. }
            | Self::AgencyReturnReminderSent { .. }
            | Self::AgencyReturnDraftSaved { .. }
            | Self::AgencyReturnReceived { .. }
            | Self::AgencyReturnReturnedForRework { .. }
            | Self::CaseSelfGraded { .. }
            | Self::CasePeerGraded { .. }
            | Self::CorrectiveActionConfirmed { .. }
            | Self::PractitionerReflectionCaptured { .. }
            | Self::FamilyViewCaptured { .. }
            | Self::CaseGradeModerated { .. } => self.of_agency() == Some(agency),
        }
    }
}
