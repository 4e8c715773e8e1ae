//! The list of audits: one line for each, with what is still waited for.

use super::{Audit, AuditStage, counted};
use crate::Models;
use crate::reference::{Page, PageOf};
use chrono::NaiveDate;
use events::audit::{AuditKind, ScheduledRef};
use events::ids::{AgencyId, AuditId, ProgrammeId};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What is wanted of the audits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Made for this year's programme.
    pub programme: Option<ProgrammeId>,
    /// At one of these stages; all where empty.
    pub stages: Vec<AuditStage>,
    /// Of one of these kinds; all where empty.
    pub kinds: Vec<AuditKind>,
    /// On this theme, under the code it has now or had before.
    pub theme: Option<String>,
    /// Looking at this agency's practice.
    pub agency: Option<AgencyId>,
    /// Only those under way.
    pub open: bool,
    /// Only those whose report is late.
    pub overdue: bool,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AuditSort {
    /// The latest first day first.
    #[default]
    Latest,
    /// By when it reports, the earliest first.
    ReportDue,
    /// By reference.
    Reference,
}

/// An audit on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditRow<'a> {
    /// Which.
    pub id: AuditId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// Its reference.
    pub reference: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// What kind.
    pub kind: AuditKind,
    /// The code of its theme.
    pub theme: &'a str,
    /// How far it has come.
    pub stage: AuditStage,
    /// The agencies whose practice is looked at.
    pub agencies: &'a BTreeSet<AgencyId>,
    /// First day.
    pub starts: NaiveDate,
    /// By when agencies return.
    pub fieldwork_due: NaiveDate,
    /// By when it reports.
    pub report_due: NaiveDate,
    /// For how many days its report is late; 0 where it is not waited for.
    pub report_overdue_days: i64,
    /// The entry of the programme it is made for.
    pub scheduled: Option<ScheduledRef>,
    /// The earlier audit it makes again.
    pub repeat_of: Option<AuditId>,
    /// How many cases were to be looked at.
    pub sample_planned: u32,
    /// How many cases are left in the sample, of those the reader reaches.
    pub cases: u32,
    /// How many returns are waited for.
    pub returns_outstanding: u32,
    /// How many of them are overdue.
    pub returns_overdue: u32,
    /// How many findings there are.
    pub findings: u32,
    /// How many children nobody confirmed to be safe.
    pub open_concerns: u32,
}

impl AuditFilter {
    fn wants(&self, models: &Models, audit: &Audit, today: NaiveDate) -> bool {
        let Some(stage) = models.audits.stage(audit.id) else {
            return false;
        };
        let made_for = audit.scheduled.map(|of| of.programme);
        let on_theme = |code: &String| models.is_on_theme(Some(&audit.theme), code);
        self.programme.is_none_or(|one| made_for == Some(one))
            && (self.stages.is_empty() || self.stages.contains(&stage))
            && (self.kinds.is_empty() || self.kinds.contains(&audit.kind))
            && self.theme.as_ref().is_none_or(on_theme)
            && (self.agency).is_none_or(|agency| audit.agencies.contains(&agency))
            && (!self.open || stage.is_under_way())
            && (!self.overdue || report_overdue(audit, stage, today) > 0)
    }
}

impl Models {
    /// The audits wanted, in an order.
    pub fn list_audits(
        &self,
        filter: &AuditFilter,
        sort: AuditSort,
        part: PageOf,
        today: NaiveDate,
    ) -> Page<AuditRow<'_>> {
        let all = self.audits.all();
        let mut found: Vec<&Audit> = all.filter(|one| filter.wants(self, one, today)).collect();
        match sort {
            AuditSort::Latest => found.sort_by_key(|one| Reverse((one.starts, one.id))),
            AuditSort::ReportDue => found.sort_by_key(|one| (one.report_due, one.id)),
            AuditSort::Reference => {
                found.sort_by(|one, other| one.reference.cmp(&other.reference));
            }
        }
        Page::cut(found, part, |one| self.audit_row(one, today)).known()
    }

    fn audit_row<'a>(&'a self, audit: &'a Audit, today: NaiveDate) -> Option<AuditRow<'a>> {
        let stage = self.audits.stage(audit.id)?;
        let returns = self.returns_matrix(audit.id, today)?;
        let concerns = self.audits.open_concerns_of(audit.id);
        Some(AuditRow {
            id: audit.id,
            version: audit.version,
            reference: &audit.reference,
            title: &audit.title,
            kind: audit.kind,
            theme: &audit.theme,
            stage,
            agencies: &audit.agencies,
            starts: audit.starts,
            fieldwork_due: audit.fieldwork_due,
            report_due: audit.report_due,
            report_overdue_days: report_overdue(audit, stage, today),
            scheduled: audit.scheduled,
            repeat_of: audit.repeat_of,
            sample_planned: audit.sample_planned,
            cases: self.audits.left_in_sample(audit.id),
            returns_outstanding: returns.outstanding,
            returns_overdue: returns.overdue,
            findings: counted(audit.findings.iter()),
            open_concerns: counted(concerns.iter()),
        })
    }
}

/// For how many days a report that is waited for is late.
fn report_overdue(audit: &Audit, stage: AuditStage, today: NaiveDate) -> i64 {
    if stage.is_under_way() {
        (today - audit.report_due).num_days().max(0)
    } else {
        0
    }
}
