//! Which audits there are and what they are called: programmes, audits, and their cases under an
//! alias. What is said of practice stays in the log.

use events::envelope::Envelope;
use events::ids::{AgencyId, AuditId, CaseId, ProgrammeId};
use events::{audit, audit_case, audit_programme};
use std::collections::{BTreeMap, BTreeSet};

/// An audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// Its reference.
    pub reference: String,
    /// What it is called.
    pub title: String,
    /// The agencies whose practice is looked at.
    pub agencies: BTreeSet<AgencyId>,
}

/// One case of an audit's sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The audit it was drawn for.
    pub audit: AuditId,
    /// What the child is called in it.
    pub alias: String,
    /// The agencies that work with the child.
    pub agencies: BTreeSet<AgencyId>,
}

/// Every audit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audits {
    programmes: BTreeMap<ProgrammeId, String>,
    commissioned: BTreeMap<AuditId, Audit>,
    cases: BTreeMap<CaseId, Case>,
}

impl Audits {
    /// What a year's programme is called.
    pub fn programme(&self, id: ProgrammeId) -> Option<&str> {
        self.programmes.get(&id).map(String::as_str)
    }

    /// An audit.
    pub fn audit(&self, id: AuditId) -> Option<&Audit> {
        self.commissioned.get(&id)
    }

    /// A case of an audit.
    pub fn case(&self, id: CaseId) -> Option<&Case> {
        self.cases.get(&id)
    }

    /// The audits that look at an agency's practice.
    pub fn of_agency(&self, agency: AgencyId) -> impl Iterator<Item = AuditId> + '_ {
        let all = self.commissioned.iter();
        let of = all.filter(move |(_, audit)| audit.agencies.contains(&agency));
        of.map(|(id, _)| *id)
    }

    /// The cases an agency works with.
    pub fn cases_of_agency(&self, agency: AgencyId) -> impl Iterator<Item = CaseId> + '_ {
        let all = self.cases.iter();
        let of = all.filter(move |(_, case)| case.agencies.contains(&agency));
        of.map(|(id, _)| *id)
    }

    pub(crate) fn apply_programme(&mut self, event: &audit_programme::Event, envelope: &Envelope) {
        use audit_programme::Event as E;
        match event {
            E::ProgrammeAgreed { title, .. } => {
                let id = ProgrammeId(envelope.stream.id);
                self.programmes.insert(id, title.clone());
            }
            E::AuditScheduled { .. }
            | E::AuditRescheduled { .. }
            | E::AuditDroppedFromProgramme { .. }
            | E::ProgrammeShortfallAcknowledged { .. }
            | E::ProgrammeClosed {} => {}
        }
    }

    pub(crate) fn apply_audit(&mut self, event: &audit::Event, envelope: &Envelope) {
        use audit::Event as E;
        match event {
            E::AuditCommissioned {
                reference,
                title,
                agencies,
                ..
            } => {
                let commissioned = Audit {
                    reference: reference.clone(),
                    title: title.clone(),
                    agencies: agencies.iter().copied().collect(),
                };
                self.commissioned
                    .insert(AuditId(envelope.stream.id), commissioned);
            }
            E::AuditToolIssued { .. }
            | E::SampleDrawn { .. }
            | E::ModerationMeetingHeld { .. }
            | E::FindingRecorded { .. }
            | E::FindingCorrected { .. }
            | E::FindingMatchedToEarlier { .. }
            | E::NoRecommendationJustified { .. }
            | E::AuditReportApproved {}
            | E::AuditPresentedToBoard { .. }
            | E::AuditLearningDisseminated { .. }
            | E::RepeatAuditScheduled { .. }
            | E::ResultComparedWithBaseline { .. }
            | E::AuditClosed {}
            | E::AuditAbandoned {} => {}
        }
    }

    pub(crate) fn apply_case(&mut self, event: &audit_case::Event, envelope: &Envelope) {
        use audit_case::Event as E;
        match event {
            E::CaseDrawn {
                audit,
                alias,
                agencies,
                ..
            } => {
                let drawn = Case {
                    audit: *audit,
                    alias: alias.clone(),
                    agencies: agencies.iter().copied().collect(),
                };
                self.cases.insert(CaseId(envelope.stream.id), drawn);
            }
            E::CaseExcluded { .. }
            | E::AgencyReturnRequested { .. }
            | E::AgencyReturnDraftSaved { .. }
            | E::AgencyReturnReceived { .. }
            | E::AgencyReturnReturnedForRework { .. }
            | E::CaseSelfGraded { .. }
            | E::CasePeerGraded { .. }
            | E::ImmediateConcernRaised { .. }
            | E::ConcernTold { .. }
            | E::CorrectiveActionConfirmed { .. }
            | E::PractitionerReflectionCaptured { .. }
            | E::FamilyViewCaptured { .. }
            | E::CaseGradeModerated { .. } => {}
        }
    }
}
