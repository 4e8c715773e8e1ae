//! What can be asked of an inspection.

use super::kinds::{FindingKind, InspectionKind, Inspectorate};
use super::state::Fieldwork;
use crate::ids::{
    AgencyId, EvidenceId, EvidencePackId, InformationRequestId, InspectionFindingId, PlanId,
    StreamId,
};
use crate::text::Text;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command to an inspection. A reason travels beside it. No command takes the day by which the
/// plan is due, and none stops its clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Record that the partnership was told of an inspection.
    NotifyInspection {
        /// What kind.
        kind: InspectionKind,
        /// What it is called here, such as `ILACS 2026`.
        reference: String,
        /// Who inspects.
        inspectorates: Vec<Inspectorate>,
        /// The day.
        on: NaiveDate,
        /// When they are here, where that is known.
        #[serde(default)]
        fieldwork: Option<Fieldwork>,
        /// The post that keeps contact.
        lead: String,
    },
    /// Record when they are here. Moving a day that was set needs a reason.
    ChangeInspectionDates {
        /// When they are here now.
        fieldwork: Fieldwork,
    },
    /// Record that an inspectorate asked for information.
    ReceiveInformationRequest {
        /// A fresh id.
        request: InformationRequestId,
        /// Its number, as the inspectorate gives it.
        number: String,
        /// Who asks.
        inspectorate: Inspectorate,
        /// The agency that answers; left out for the partnership.
        #[serde(default)]
        agency: Option<AgencyId>,
        /// What is asked.
        what: Text,
        /// The day it came.
        received_on: NaiveDate,
        /// By when it is answered, as the inspectorate asks.
        due_on: NaiveDate,
    },
    /// Answer such a request, or record the answer.
    AnswerInformationRequest {
        /// Which.
        request: InformationRequestId,
        /// The answer, in words.
        words: Text,
        /// The day.
        on: NaiveDate,
        /// What of the record was shown.
        #[serde(default)]
        things: Vec<StreamId>,
        /// The documents that were given.
        #[serde(default)]
        evidence: Vec<EvidenceId>,
        /// The evidence packs that were given.
        #[serde(default)]
        packs: Vec<EvidencePackId>,
    },
    /// Record that the inspectorate no longer asks. Needs a reason.
    WithdrawInformationRequest {
        /// Which.
        request: InformationRequestId,
    },
    /// Say why an answer is late, and who was told.
    ExplainLateAnswer {
        /// Which request.
        request: InformationRequestId,
        /// Why.
        words: Text,
        /// Who was told, as a post or body.
        told: Text,
        /// The day they were told.
        on: NaiveDate,
    },
    /// Record that the letter or report came. The plan's last day is worked out from it.
    ReceiveInspectionLetter {
        /// The day it came.
        on: NaiveDate,
        /// What they judge, in words.
        judged: Text,
    },
    /// Record something it says.
    ReceiveInspectionFinding {
        /// A fresh id.
        finding: InspectionFindingId,
        /// What kind.
        kind: FindingKind,
        /// What it says.
        statement: Text,
        /// The code of its theme.
        theme: String,
        /// The agencies it names; none for the partnership as a whole.
        #[serde(default)]
        agencies: Vec<AgencyId>,
    },
    /// Write a finding down as it was said. Needs a reason.
    CorrectInspectionFinding {
        /// Which.
        finding: InspectionFindingId,
        /// What kind it is.
        kind: FindingKind,
        /// What it says.
        statement: Text,
        /// The code of its theme.
        theme: String,
        /// The agencies it names.
        #[serde(default)]
        agencies: Vec<AgencyId>,
    },
    /// Say with a reason why no recommendation is made of a finding.
    JustifyNoRecommendation {
        /// Which.
        finding: InspectionFindingId,
    },
    /// Record that the plan that answers it was sent.
    SubmitPostInspectionPlan {
        /// To whom.
        to: Text,
        /// The day.
        on: NaiveDate,
        /// The plan, where it is in the record.
        #[serde(default)]
        plan: Option<PlanId>,
        /// The document that was sent.
        #[serde(default)]
        document: Option<EvidenceId>,
    },
    /// Say why the plan is late, and who was told.
    ExplainLatePlan {
        /// Why.
        words: Text,
        /// Who was told, as a post or body.
        told: Text,
        /// The day they were told.
        on: NaiveDate,
    },
    /// Close the inspection. One that ended without a letter needs a reason.
    CloseInspection {},
}
