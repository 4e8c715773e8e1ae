//! Everything the page of an audit shows.

use super::{
    Audit, AuditStage, Case, FindingView, GradeRow, Moved, OpenConcern, Profile, ReturnsMatrix,
    counted,
};
use crate::Models;
use chrono::NaiveDate;
use events::ids::AuditId;
use events::partnership::Grade;
use serde::Serialize;

/// A sample in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct SampleCounts {
    /// How many cases were to be looked at.
    pub planned: u32,
    /// How many were drawn.
    pub drawn: u32,
    /// How many were excluded since.
    pub excluded: u32,
    /// How many of those after somebody graded them.
    pub excluded_after_grading: u32,
    /// How many are left. Every finding counts this many.
    pub n: u32,
    /// How many of those left have no grade at all.
    pub ungraded: u32,
    /// How many of those left have no moderated grade.
    pub unmoderated: u32,
}

/// Everything the page of an audit shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditView<'a> {
    /// The audit.
    pub audit: &'a Audit,
    /// How far it has come.
    pub stage: AuditStage,
    /// Its sample in numbers.
    pub sample: SampleCounts,
    /// What kind of children the cases left are.
    pub profile: Profile,
    /// Every case drawn, those excluded too, by alias.
    pub cases: Vec<&'a Case>,
    /// Which agency returned what.
    pub returns: ReturnsMatrix<'a>,
    /// The grades of the cases left, side by side.
    pub grades: Vec<GradeRow<'a>>,
    /// How far moderation moved them.
    pub moved: Moved,
    /// How many of the cases left got each grade, in the order of the scale.
    pub agreed: Vec<(&'a Grade, u32)>,
    /// The children nobody confirmed to be safe.
    pub open_concerns: Vec<OpenConcern<'a>>,
    /// What was found, and what was made of it.
    pub findings: Vec<FindingView<'a>>,
    /// The audit this one makes again.
    pub baseline: Option<&'a Audit>,
    /// The audits that make this one again.
    pub repeats: Vec<&'a Audit>,
}

impl Models {
    /// Everything the page of an audit shows on a day.
    pub fn audit(&self, id: AuditId, today: NaiveDate) -> Option<AuditView<'_>> {
        let audit = self.audits.audit(id)?;
        let cases = self.audits.drawn(id);
        let sample = SampleCounts::of(audit, &cases);
        let view = |finding| self.finding_view(finding, sample.n);
        let baseline = audit.repeat_of;
        Some(AuditView {
            audit,
            stage: self.audits.stage(id)?,
            sample,
            profile: self.audits.profile(id),
            cases,
            returns: self.returns_matrix(id, today)?,
            grades: self.grade_rows(id),
            moved: self.grades_moved(id),
            agreed: self.moderated_grades(id),
            open_concerns: self.audits.open_concerns_of(id),
            findings: audit.findings.iter().map(view).collect(),
            baseline: baseline.and_then(|earlier| self.audits.audit(earlier)),
            repeats: self.audits.repeats_of(id).collect(),
        })
    }
}

impl SampleCounts {
    fn of(audit: &Audit, drawn: &[&Case]) -> Self {
        let left = || drawn.iter().filter(|case| !case.is_excluded());
        let excluded = || drawn.iter().filter_map(|case| case.excluded.as_ref());
        Self {
            planned: audit.sample_planned,
            drawn: counted(drawn.iter()),
            excluded: counted(excluded()),
            excluded_after_grading: counted(excluded().filter(|one| one.after_grading)),
            n: counted(left()),
            ungraded: counted(left().filter(|case| !case.is_graded())),
            unmoderated: counted(left().filter(|case| case.moderated().is_none())),
        }
    }
}
