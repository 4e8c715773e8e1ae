//! What can happen to an inspection.

use super::kinds::{FindingKind, InspectionKind, Inspectorate};
use super::state::Fieldwork;
use crate::ids::{
    AgencyId, EvidenceId, EvidencePackId, InformationRequestId, InspectionFindingId, PlanId,
    StreamId,
};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The partnership was told that it will be inspected.
    InspectionNotified {
        /// What kind.
        kind: InspectionKind,
        /// What it is called here, such as `ILACS 2026`.
        reference: String,
        /// Who inspects.
        inspectorates: Vec<Inspectorate>,
        /// The day.
        on: NaiveDate,
        /// When they are here; none where that is not known yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fieldwork: Option<Fieldwork>,
        /// The post that keeps contact, such as `Head of Quality Assurance`.
        lead: String,
    },
    /// When they are here was agreed or moved. The reason is on the event where it was moved.
    InspectionDatesChanged {
        /// When they are here now.
        fieldwork: Fieldwork,
    },
    /// An inspectorate asked for information.
    InformationRequestReceived {
        /// A fresh id.
        request: InformationRequestId,
        /// Its number, as the inspectorate gives it.
        number: String,
        /// Who asks.
        inspectorate: Inspectorate,
        /// The agency that answers; none for the partnership.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
        /// What is asked.
        what: Text,
        /// The day it came.
        received_on: NaiveDate,
        /// By when it is answered, as the inspectorate asks.
        due_on: NaiveDate,
    },
    /// It was answered.
    InformationRequestAnswered {
        /// Which.
        request: InformationRequestId,
        /// The agency that was to answer; none for the partnership.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
        /// The answer, in words.
        words: Text,
        /// The day.
        on: NaiveDate,
        /// What of the record was shown.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        things: Vec<StreamId>,
        /// The documents that were given.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<EvidenceId>,
        /// The evidence packs that were given.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        packs: Vec<EvidencePackId>,
    },
    /// The inspectorate no longer asks. The reason is on the event.
    InformationRequestWithdrawn {
        /// Which.
        request: InformationRequestId,
        /// The agency that was to answer; none for the partnership.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
    },
    /// Why an answer is late, and who was told. The day it is due does not move.
    LateAnswerExplained {
        /// Which request.
        request: InformationRequestId,
        /// The agency that was to answer; none for the partnership.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency: Option<AgencyId>,
        /// Why.
        words: Text,
        /// Who was told, as a post or body.
        told: Text,
        /// The day they were told.
        on: NaiveDate,
    },
    /// The letter or report came.
    InspectionLetterReceived {
        /// The day it came, from which the plan's clock runs.
        on: NaiveDate,
        /// What they judge, in words.
        judged: Text,
        /// The edition of the guidance in force on that day; none where none was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule_set: Option<String>,
        /// The last day to send the plan, as worked out when the letter came; none where no clock
        /// is kept for the kind, or past the end of the table of bank holidays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<NaiveDate>,
    },
    /// It says something.
    InspectionFindingReceived {
        /// A fresh id.
        finding: InspectionFindingId,
        /// What kind.
        kind: FindingKind,
        /// What it says.
        statement: Text,
        /// The code of its theme.
        theme: String,
        /// The agencies it names; none for the partnership as a whole.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        agencies: Vec<AgencyId>,
    },
    /// It was written down otherwise than it was said. The reason is on the event.
    InspectionFindingCorrected {
        /// Which.
        finding: InspectionFindingId,
        /// What kind it is.
        kind: FindingKind,
        /// What it says.
        statement: Text,
        /// The code of its theme.
        theme: String,
        /// The agencies it names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        agencies: Vec<AgencyId>,
    },
    /// No recommendation is made of a finding. The reason is on the event.
    NoRecommendationJustified {
        /// Which.
        finding: InspectionFindingId,
    },
    /// The plan that answers it was sent.
    PostInspectionPlanSubmitted {
        /// To whom.
        to: Text,
        /// The day.
        on: NaiveDate,
        /// The plan, where it is in the record.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan: Option<PlanId>,
        /// The document that was sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<EvidenceId>,
    },
    /// Why the plan is late, and who was told. The clock goes on.
    LatePlanExplained {
        /// Why.
        words: Text,
        /// Who was told, as a post or body.
        told: Text,
        /// The day they were told.
        on: NaiveDate,
    },
    /// It is at its end. What it led to goes on.
    InspectionClosed {},
}

impl Event {
    /// The agencies the event concerns: the one that was asked, and those a finding names.
    pub fn agencies(&self) -> &[AgencyId] {
        match self {
            Self::InformationRequestReceived { agency, .. }
            | Self::InformationRequestAnswered { agency, .. }
            | Self::InformationRequestWithdrawn { agency, .. }
            | Self::LateAnswerExplained { agency, .. } => agency.as_slice(),
            Self::InspectionFindingReceived { agencies, .. }
            | Self::InspectionFindingCorrected { agencies, .. } => agencies,
            Self::InspectionNotified { .. }
            | Self::InspectionDatesChanged { .. }
            | Self::InspectionLetterReceived { .. }
            | Self::NoRecommendationJustified { .. }
            | Self::PostInspectionPlanSubmitted { .. }
            | Self::LatePlanExplained { .. }
            | Self::InspectionClosed {} => &[],
        }
    }

    /// Whether people of an agency read its words: those of what it was asked and answered, and of
    /// a finding that is shown to them.
    pub fn is_shown_to(&self, agency: AgencyId) -> bool {
        let of_finding = matches!(
            self,
            Self::InspectionFindingReceived { .. } | Self::InspectionFindingCorrected { .. }
        );
        of_finding || self.agencies().contains(&agency)
    }
}
