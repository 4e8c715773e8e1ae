//! Everything the page of an inspection shows.

use super::{FindingLine, Inspection};
use crate::Models;
use crate::rapid_reviews::ClockView;
use crate::recommendations::Recommendation;
use chrono::NaiveDate;
use events::ids::{InspectionFindingId, InspectionId};
use events::inspection::{Phase, RequestPhase};
use events::rule_set::pinned;
use serde::Serialize;

/// Something the letter says, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InspectionFindingView<'a> {
    /// The finding.
    pub finding: &'a FindingLine,
    /// The recommendations that name it as their source.
    #[serde(skip)]
    pub recommendations: Vec<&'a Recommendation>,
    /// It asks for change, led to nothing, and nobody said why.
    pub is_orphan: bool,
}

/// How the requests of an inspection stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct RequestCounts {
    /// How many came.
    pub asked: usize,
    /// Answered by their day.
    pub in_time: usize,
    /// Answered after it.
    pub answered_late: usize,
    /// Open, and their day is not past.
    pub open: usize,
    /// Open, and past their day.
    pub late: usize,
    /// No longer asked.
    pub withdrawn: usize,
}

/// Everything the page of an inspection shows.
#[derive(Debug, Clone, PartialEq)]
pub struct InspectionView<'a> {
    /// The inspection.
    pub inspection: &'a Inspection,
    /// How far it has come.
    pub phase: Phase,
    /// The clock of the plan; none before the letter, or where none is kept for the kind.
    pub clock: Option<ClockView>,
    /// How its requests stand.
    pub counts: RequestCounts,
    /// What the letter says.
    pub findings: Vec<InspectionFindingView<'a>>,
    /// The recommendations that name the inspection itself as their source.
    pub recommendations: Vec<&'a Recommendation>,
}

impl RequestCounts {
    /// How the requests of an inspection stand on a day.
    pub fn of(inspection: &Inspection, today: NaiveDate) -> Self {
        let mut counts = Self::default();
        for one in &inspection.requests {
            counts.asked += 1;
            let counted = match (one.phase(), one.days_late(today) > 0) {
                (RequestPhase::Open, false) => &mut counts.open,
                (RequestPhase::Open, true) => &mut counts.late,
                (RequestPhase::Answered(_), false) => &mut counts.in_time,
                (RequestPhase::Answered(_), true) => &mut counts.answered_late,
                (RequestPhase::Withdrawn, _) => &mut counts.withdrawn,
            };
            *counted += 1;
        }
        counts
    }

    /// How many wait for an answer.
    pub const fn waiting(self) -> usize {
        self.open + self.late
    }
}

impl Models {
    /// Everything the page of an inspection shows.
    pub fn inspection(&self, id: InspectionId, today: NaiveDate) -> Option<InspectionView<'_>> {
        let inspection = self.inspections.get(id)?;
        let findings = inspection.findings.iter();
        Some(InspectionView {
            inspection,
            phase: inspection.phase(),
            clock: self.plan_clock(inspection, today),
            counts: RequestCounts::of(inspection, today),
            findings: findings
                .map(|finding| self.inspection_finding(finding))
                .collect(),
            recommendations: self.recommendations.from_source(id.0).collect(),
        })
    }

    /// The clock of the plan after an inspection: worked out from the letter, and never typed.
    pub fn plan_clock(&self, inspection: &Inspection, today: NaiveDate) -> Option<ClockView> {
        let letter = inspection.letter.as_ref()?;
        let set = pinned(&self.people.rule_sets, letter.rule_set.as_deref()?)?;
        let clock = set.clock(inspection.kind.plan_clock()?)?;
        let due = clock.due(letter.on, self.people.bank_holidays());
        let done_on = inspection.submitted.as_ref().map(|one| one.on);
        let running = done_on.is_none() && inspection.phase() != Phase::Closed;
        Some(ClockView::of(
            set,
            clock,
            letter.on,
            due,
            (done_on, running),
            today,
        ))
    }

    fn inspection_finding<'a>(&'a self, finding: &'a FindingLine) -> InspectionFindingView<'a> {
        InspectionFindingView {
            finding,
            recommendations: self.recommendations.from_source(finding.id.0).collect(),
            is_orphan: self.is_orphan(finding),
        }
    }

    /// Whether a finding asks for change, led to nothing that stands, and nobody said why.
    pub(crate) fn is_orphan(&self, finding: &FindingLine) -> bool {
        let asks = finding.kind.asks_for_change() && finding.justified.is_none();
        asks && !self.inspection_finding_is_answered(finding.id)
    }

    /// Whether what a letter says led to a recommendation that stands, or to one that goes on as
    /// another that does.
    pub(crate) fn inspection_finding_is_answered(&self, finding: InspectionFindingId) -> bool {
        self.leads_to_one_that_stands(finding.0)
    }
}
