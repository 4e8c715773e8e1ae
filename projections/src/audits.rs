//! Audits: what was commissioned, which cases were drawn, what agencies returned, how cases were
//! graded, what was found, and what came of it.
//!
//! How far an audit has come is worked out from its own events and those of its cases, as
//! `docs/domain.md` tells; it is not kept.

use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::audit::{AuditKind, Phase, ScheduledRef};
use events::ids::{AgencyId, AuditId, CaseId, ConcernId, FindingId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

mod cases;
mod chase;
mod findings;
mod fold;
mod grades;
mod list;
mod parts;
mod stage;
mod view;

#[cfg(test)]
mod tests;

pub use cases::{
    Case, Concern, Excluded, FamilyView, Moderation, PeerGrade, Reflection, Return, ReturnState,
    SelfGrade, ToldOf,
};
pub use chase::{
    AgencyReturns, Cell, Chased, LastAsked, OpenConcern, Outstanding, ReturnsMatrix, Row,
};
pub use findings::{Correction, EarlierMatch, Finding, FindingView, Reading};
pub use grades::{GradeRow, Moved, Profile};
pub use list::{AuditFilter, AuditRow, AuditSort};
pub use parts::{Comparison, Descriptor, Dissemination, ModerationMeeting, Sample, Tool};
pub use stage::AuditStage;
pub use view::{AuditView, SampleCounts};

/// Every audit and every case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audits {
    commissioned: BTreeMap<AuditId, Box<Audit>>,
    cases: BTreeMap<CaseId, Box<Case>>,
    cases_of: BTreeMap<AuditId, BTreeSet<CaseId>>,
    of_entry: BTreeMap<ScheduledRef, BTreeSet<AuditId>>,
    repeats_of: BTreeMap<AuditId, BTreeSet<AuditId>>,
    findings: BTreeMap<FindingId, AuditId>,
}

/// An audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// Which.
    pub id: AuditId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was commissioned.
    pub commissioned: Stamp,
    /// What kind.
    pub kind: AuditKind,
    /// Its reference.
    pub reference: String,
    /// What it is called.
    pub title: String,
    /// The code of its theme.
    pub theme: String,
    /// The question it asks of practice.
    pub question: TextRef,
    /// Which children it is about.
    pub cohort: TextRef,
    /// How cases are looked at.
    pub method: TextRef,
    /// How many cases were to be looked at.
    pub sample_planned: u32,
    /// The agencies whose practice is looked at.
    pub agencies: BTreeSet<AgencyId>,
    /// First day.
    pub starts: NaiveDate,
    /// By when agencies return.
    pub fieldwork_due: NaiveDate,
    /// By when it reports.
    pub report_due: NaiveDate,
    /// The entry of the programme it is made for.
    pub scheduled: Option<ScheduledRef>,
    /// The earlier audit it makes again.
    pub repeat_of: Option<AuditId>,
    /// The number of the grading scale all its grades use.
    pub grading_scale: u32,
    /// The tools given out, oldest first. The last is in force.
    pub tools: Vec<Tool>,
    /// The frozen sample.
    pub sample: Option<Sample>,
    /// The moderation meetings, oldest first.
    pub moderation: Vec<ModerationMeeting>,
    /// The findings as they now read, in the order they were recorded.
    pub findings: Vec<Finding>,
    /// Measures compared with the audit it repeats, oldest first.
    pub comparisons: Vec<Comparison>,
    /// When its report was approved, and the reason where it went on without a return.
    pub report_approved: Option<(Stamp, Option<TextRef>)>,
    /// The meetings it was presented in, oldest first.
    pub presented: Vec<(Stamp, events::ids::MeetingId)>,
    /// Whom what was learned reached, oldest first.
    pub disseminated: Vec<Dissemination>,
    /// By when it is to be made again, as was last said.
    pub repeat_by: Option<(Stamp, NaiveDate)>,
    /// When it was closed.
    pub closed: Option<Stamp>,
    /// When it was given up, and why.
    pub abandoned: Option<(Stamp, Option<TextRef>)>,
    /// Its last event.
    pub last: Stamp,
    /// How far it has come by its own events.
    #[serde(skip)]
    phase: Phase,
}

impl Audit {
    /// The tool in force.
    pub fn tool(&self) -> Option<&Tool> {
        self.tools.last()
    }

    /// One finding.
    pub fn finding(&self, id: FindingId) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.id == id)
    }

    /// Whether its report was approved, and it was not given up since.
    pub const fn is_reported(&self) -> bool {
        matches!(self.phase, Phase::Approved | Phase::Closed)
    }
}

impl Audits {
    /// An audit.
    pub fn audit(&self, id: AuditId) -> Option<&Audit> {
        self.commissioned.get(&id).map(Box::as_ref)
    }

    /// Every audit, in the order of their ids, which is the order they were commissioned.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Audit> {
        self.commissioned.values().map(Box::as_ref)
    }

    /// A case of an audit.
    pub fn case(&self, id: CaseId) -> Option<&Case> {
        self.cases.get(&id).map(Box::as_ref)
    }

    /// Every case, in the order of their ids.
    pub fn cases(&self) -> impl Iterator<Item = &Case> {
        self.cases.values().map(Box::as_ref)
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

    /// The concerns an agency has to act on or was told of as they were raised, of the cases it
    /// works with. Which they are is known from the day each was raised.
    pub fn concerns_of_agency(&self, agency: AgencyId) -> impl Iterator<Item = ConcernId> + '_ {
        let cases = self.cases();
        let of = cases.filter(move |case| case.agencies.contains(&agency));
        let concerns = of.flat_map(|case| &case.concerns);
        let own = concerns.filter(move |one| {
            let mut told = one.told.iter();
            let at_once = |told: &ToldOf| told.agency == Some(agency) && told.at == one.raised;
            one.agencies.contains(&agency) || told.any(at_once)
        });
        own.map(|one| one.id)
    }

    /// The audits of a theme, the latest first.
    pub fn of_theme(&self, theme: &str) -> Vec<&Audit> {
        let mut of: Vec<_> = self.all().filter(|audit| audit.theme == theme).collect();
        of.sort_by_key(|audit| std::cmp::Reverse((audit.starts, audit.id)));
        of
    }

    /// The audits commissioned for an entry of a programme.
    pub fn of_entry(&self, entry: ScheduledRef) -> impl Iterator<Item = &Audit> {
        let ids = self.of_entry.get(&entry).into_iter().flatten();
        ids.filter_map(|id| self.audit(*id))
    }

    /// The audits that make an audit again.
    pub fn repeats_of(&self, id: AuditId) -> impl Iterator<Item = &Audit> {
        let ids = self.repeats_of.get(&id).into_iter().flatten();
        ids.filter_map(|id| self.audit(*id))
    }

    /// A finding and its audit.
    pub fn finding(&self, id: FindingId) -> Option<(&Audit, &Finding)> {
        let audit = self.audit(*self.findings.get(&id)?)?;
        Some((audit, audit.finding(id)?))
    }

    /// Every case drawn for an audit, those excluded too, by alias.
    pub fn drawn(&self, id: AuditId) -> Vec<&Case> {
        let ids = self.cases_of.get(&id).into_iter().flatten();
        let mut cases: Vec<_> = ids.filter_map(|case| self.case(*case)).collect();
        cases.sort_by(|one, other| (&one.alias, one.id).cmp(&(&other.alias, other.id)));
        cases
    }

    /// How many cases are left: the sample less the exclusions. Every finding counts this many.
    pub fn left_in_sample(&self, id: AuditId) -> u32 {
        counted(self.drawn(id).iter().filter(|case| !case.is_excluded()))
    }
}

/// How many, as the events write numbers.
pub(crate) fn counted<T>(all: impl Iterator<Item = T>) -> u32 {
    u32::try_from(all.count()).unwrap_or(u32::MAX)
}
