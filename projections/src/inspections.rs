//! Inspections: what was asked for and given, what the letter says and what became of it, and the
//! plan that answers it.

use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::ids::{
    AgencyId, EvidenceId, EvidencePackId, InformationRequestId, InspectionFindingId, InspectionId,
    PlanId, StreamId,
};
use events::inspection::{
    Fieldwork, FindingKind, InspectionKind, Inspectorate, Phase, RequestPhase, State,
};
use serde::Serialize;
use std::collections::BTreeMap;

mod fold;
mod list;
mod view;

#[cfg(test)]
mod tests;

pub use list::InspectionFilter;
pub use view::{InspectionFindingView, InspectionView, RequestCounts};

/// Every inspection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspections {
    all: BTreeMap<InspectionId, Box<Inspection>>,
    of_finding: BTreeMap<InspectionFindingId, InspectionId>,
}

/// An inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// Which.
    pub id: InspectionId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When that it was notified was recorded.
    pub notified: Stamp,
    /// Its last event.
    pub last: Stamp,
    /// What kind.
    pub kind: InspectionKind,
    /// What it is called here.
    pub reference: String,
    /// Who inspects.
    pub inspectorates: Vec<Inspectorate>,
    /// The day it was notified.
    pub notified_on: NaiveDate,
    /// The post that keeps contact.
    pub lead: String,
    /// When they are here, each time it was said; the last one holds.
    pub fieldwork: Vec<FieldworkLine>,
    /// What was asked for, in the order it came.
    pub requests: Vec<RequestLine>,
    /// The letter.
    pub letter: Option<LetterLine>,
    /// What it says.
    pub findings: Vec<FindingLine>,
    /// The plan that answers it.
    pub submitted: Option<SubmittedLine>,
    /// Why the plan is late, each time it was said.
    pub late_because: Vec<LateLine>,
    /// When it was closed, and why without a letter.
    pub closed: Option<(Stamp, Option<TextRef>)>,
    /// What the rules go by.
    #[serde(skip)]
    pub(crate) rules: State,
}

/// When the inspectors are here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldworkLine {
    /// When it was said.
    pub at: Stamp,
    /// The days.
    pub days: Fieldwork,
    /// Why it was moved.
    pub reason: Option<TextRef>,
}

/// A request for information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestLine {
    /// Its id.
    pub id: InformationRequestId,
    /// Its number, as the inspectorate gives it.
    pub number: String,
    /// Who asks.
    pub by: Inspectorate,
    /// The agency that answers; none for the partnership.
    pub agency: Option<AgencyId>,
    /// What is asked.
    pub what: TextRef,
    /// When that it came was recorded.
    pub recorded: Stamp,
    /// The day it came.
    pub received_on: NaiveDate,
    /// By when.
    pub due_on: NaiveDate,
    /// What it was answered with.
    pub answered: Option<AnswerLine>,
    /// When it was withdrawn, and why.
    pub withdrawn: Option<(Stamp, Option<TextRef>)>,
    /// Why it is late, each time it was said.
    pub late_because: Vec<LateLine>,
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerLine {
    /// When it was recorded.
    pub at: Stamp,
    /// The day it was given.
    pub on: NaiveDate,
    /// What it says.
    pub words: TextRef,
    /// What of the record was shown.
    pub things: Vec<StreamId>,
    /// The documents that were given.
    pub evidence: Vec<EvidenceId>,
    /// The evidence packs that were given.
    pub packs: Vec<EvidencePackId>,
}

/// Why something is late, and who was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LateLine {
    /// When it was recorded.
    pub at: Stamp,
    /// Why.
    pub words: TextRef,
    /// Who was told.
    pub told: TextRef,
    /// The day they were told.
    pub on: NaiveDate,
}

/// The letter or report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LetterLine {
    /// When that it came was recorded.
    pub at: Stamp,
    /// The day it came.
    pub on: NaiveDate,
    /// What they judge.
    pub judgement: TextRef,
    /// The edition of the guidance whose clock the plan keeps.
    pub rule_set: Option<String>,
    /// The last day to send the plan.
    pub due: Option<NaiveDate>,
}

/// Something the letter says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// Its id.
    pub id: InspectionFindingId,
    /// What kind.
    pub kind: FindingKind,
    /// What it says.
    pub statement: TextRef,
    /// The code of its theme.
    pub theme: String,
    /// The agencies it names.
    pub agencies: Vec<AgencyId>,
    /// When it was recorded.
    pub recorded: Stamp,
    /// When it was corrected last, and why.
    pub corrected: Option<(Stamp, Option<TextRef>)>,
    /// Why no recommendation is made of it.
    pub justified: Option<(Stamp, Option<TextRef>)>,
}

/// The plan that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubmittedLine {
    /// When it was recorded.
    pub at: Stamp,
    /// The day it was sent.
    pub on: NaiveDate,
    /// To whom.
    pub to: TextRef,
    /// The plan.
    pub plan: Option<PlanId>,
    /// The document.
    pub document: Option<EvidenceId>,
}

impl Inspections {
    /// One inspection.
    pub fn get(&self, id: InspectionId) -> Option<&Inspection> {
        self.all.get(&id).map(Box::as_ref)
    }

    /// Every inspection, the one notified last first.
    pub fn latest_first(&self) -> Vec<&Inspection> {
        let mut all: Vec<_> = self.all.values().map(Box::as_ref).collect();
        all.sort_by_key(|one| std::cmp::Reverse((one.notified_on, one.id)));
        all
    }

    /// Something the letter of an inspection says, and the inspection.
    pub fn finding(&self, id: InspectionFindingId) -> Option<(&Inspection, &FindingLine)> {
        let inspection = self.get(*self.of_finding.get(&id)?)?;
        let finding = inspection.findings.iter().find(|one| one.id == id)?;
        Some((inspection, finding))
    }

    /// What an inspectorate asked for, and in which inspection.
    pub fn request(&self, id: InformationRequestId) -> Option<(&Inspection, &RequestLine)> {
        let mut all = self.all.values();
        all.find_map(|one| Some((&**one, one.request(id)?)))
    }

    /// The inspections in which an agency was asked something.
    pub(crate) fn asking(&self, agency: AgencyId) -> impl Iterator<Item = InspectionId> + '_ {
        let asks = move |one: &&Inspection| {
            let mut requests = one.requests.iter();
            requests.any(|request| request.agency == Some(agency))
        };
        let all = self.all.values().map(Box::as_ref);
        all.filter(asks).map(|one| one.id)
    }

    /// The findings that name an agency, each with its inspection.
    pub(crate) fn naming(
        &self,
        agency: AgencyId,
    ) -> impl Iterator<Item = (InspectionId, InspectionFindingId)> + '_ {
        let all = self.all.values();
        let findings = all.flat_map(|one| one.findings.iter().map(|found| (one.id, found)));
        let naming = findings.filter(move |(_, found)| found.agencies.contains(&agency));
        naming.map(|(inspection, found)| (inspection, found.id))
    }
}

impl Inspection {
    /// How far it has come.
    pub fn phase(&self) -> Phase {
        self.rules.phase
    }

    /// When the inspectors are here, as was said last.
    pub fn days(&self) -> Option<Fieldwork> {
        self.fieldwork.last().map(|line| line.days)
    }

    /// The last day to send the plan; none where no clock is kept, or no letter came.
    pub fn plan_due(&self) -> Option<NaiveDate> {
        self.letter.as_ref().and_then(|letter| letter.due)
    }

    /// Whether, on a day, the plan is past its last day and was not sent.
    pub fn plan_is_late(&self, today: NaiveDate) -> bool {
        let past = self.plan_due().is_some_and(|due| due < today);
        past && self.submitted.is_none() && self.phase() != Phase::Closed
    }

    /// One of its requests.
    pub fn request(&self, id: InformationRequestId) -> Option<&RequestLine> {
        self.requests.iter().find(|one| one.id == id)
    }
}

impl RequestLine {
    /// How far it has come.
    pub fn phase(&self) -> RequestPhase {
        match (&self.answered, &self.withdrawn) {
            (Some(answer), _) => RequestPhase::Answered(answer.on),
            (None, Some(_)) => RequestPhase::Withdrawn,
            (None, None) => RequestPhase::Open,
        }
    }

    /// Whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        self.phase() == RequestPhase::Open
    }

    /// For how many days it is, or was answered, late; 0 where it is not.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        let until = match self.phase() {
            RequestPhase::Open => today,
            RequestPhase::Answered(on) => on,
            RequestPhase::Withdrawn => return 0,
        };
        (until - self.due_on).num_days().max(0)
    }
}
