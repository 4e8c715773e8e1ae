//! What can be asked of a case of an audit.

use super::{AgeBand, Answer, Disability, Ethnicity, FamilyVoice, Placement, PlanType, Told};
use crate::ids::{AgencyId, AuditId, ConcernId, EvidenceId};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to a case of an audit. A reason travels beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Draw a case for an audit's sample, while the sample is not frozen.
    DrawCase {
        /// The audit.
        audit: AuditId,
        /// What the child is called in this audit, such as `A-07`: at most three letters, then a
        /// number. Never a name or initials alone.
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
        /// The agencies that work with the child, of those the audit looks at.
        agencies: Vec<AgencyId>,
    },
    /// Exclude the case: it is no longer counted. Needs a reason.
    ExcludeCase {},
    /// Ask an agency for its return.
    RequestReturn {
        /// Which agency.
        agency: AgencyId,
        /// By when.
        due: NaiveDate,
    },
    /// Record that an agency was reminded of a return that is waited for.
    SendReturnReminder {
        /// Which agency.
        agency: AgencyId,
    },
    /// Save what there is of one's own agency's return so far.
    SaveReturnDraft {
        /// Which agency.
        agency: AgencyId,
        /// The answers so far, all of them.
        #[serde(default)]
        answers: Vec<Answer>,
    },
    /// Sign and send one's own agency's return: every question is answered.
    SubmitReturn {
        /// Which agency.
        agency: AgencyId,
        /// The number of the tool that was answered.
        tool: u32,
        /// The answers.
        answers: Vec<Answer>,
    },
    /// Record a return that an agency sent some other way.
    ReceiveReturn {
        /// Which agency.
        agency: AgencyId,
        /// The number of the tool that was answered.
        tool: u32,
        /// The answers. Empty where the return is kept elsewhere, as evidence.
        #[serde(default)]
        answers: Vec<Answer>,
    },
    /// Give a return back to be done again. Needs a reason.
    ReturnForRework {
        /// Which agency.
        agency: AgencyId,
    },
    /// Grade one's own agency's practice in this case. Another grade later needs a reason.
    GradeOwnCase {
        /// Which agency.
        agency: AgencyId,
        /// The grade's code, in the audit's scale.
        grade: String,
        /// What it rests on.
        #[serde(default)]
        evidence: Vec<EvidenceId>,
    },
    /// Grade the case for the sub-group. Another grade later needs a reason.
    GradeCaseAsPeer {
        /// The grade's code, in the audit's scale.
        grade: String,
        /// Why.
        #[serde(default)]
        words: Option<Text>,
    },
    /// Say that the child is unsafe now.
    RaiseImmediateConcern {
        /// The concern.
        concern: ConcernId,
        /// What is wrong.
        words: Text,
        /// The agencies that have to act: at least one.
        agencies: Vec<AgencyId>,
        /// Who was told at once.
        #[serde(default)]
        told: Vec<Told>,
    },
    /// Record that somebody else was told of a concern.
    TellOfConcern {
        /// Which concern.
        concern: ConcernId,
        /// Who, and when.
        told: Told,
    },
    /// Confirm what was done about a concern, not acting for an agency that had to do it.
    ConfirmCorrectiveAction {
        /// Which concern.
        concern: ConcernId,
        /// What was done, and how that is known.
        words: Text,
    },
    /// Record what a practitioner said, looking back on the work.
    CapturePractitionerReflection {
        /// The practitioner's agency.
        agency: AgencyId,
        /// What was said, without a name.
        words: Text,
    },
    /// Record what the child or the family said.
    CaptureFamilyView {
        /// Who.
        who: FamilyVoice,
        /// What was said, without a name.
        words: Text,
    },
    /// Record the grade agencies agreed together. A changed grade, and a second moderation, need a
    /// reason.
    ModerateCase {
        /// The grade's code, in the audit's scale.
        to: String,
    },
}
