//! What is counted of audits and self-assessments. They stand in no plan, so a position of one
//! plan counts them too.

use crate::Models;
use crate::audits::AuditStage;
use chrono::NaiveDate;
use serde::Serialize;

/// Audits and self-assessments in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Practice {
    /// The year's programme that runs on the day; null where there is none.
    pub year: Option<Year>,
    /// Audits commissioned, with no approved report, and not given up.
    pub audits_under_way: u64,
    /// Children found unsafe of whom nobody confirmed what was done.
    pub concerns_open: u64,
    /// Findings that ask for change, led to no recommendation, and of which nobody said why not.
    pub findings_without_recommendation: u64,
    /// Returns about a child that are waited for.
    pub returns_waited_for: u64,
    /// Those of them that are past their day.
    pub returns_overdue: u64,
    /// Self-assessments of open rounds neither handed in nor reported as not returned.
    pub self_assessments_waited_for: u64,
    /// Those of them that are past their day.
    pub self_assessments_overdue: u64,
}

/// A year's programme in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Year {
    /// What the year is called.
    pub title: String,
    /// How many audits there have to be at the least.
    pub minimum: u32,
    /// How many stand in the programme and were not dropped.
    pub planned: u32,
    /// For how many an audit was commissioned that was not given up.
    pub commissioned: u32,
    /// How many have an approved report.
    pub reported: u32,
    /// How many should have one by the day, to keep the pace.
    pub expected: u32,
}

impl Models {
    /// Audits and self-assessments in numbers, on a day.
    pub(super) fn practice(&self, today: NaiveDate) -> Practice {
        let stages = || {
            self.audits
                .all()
                .filter_map(|one| self.audits.stage(one.id))
        };
        let chased = self.chase_list(today);
        let waited = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let open = self.self_assessments_waited_for();
        Practice {
            year: self.year_in_numbers(today),
            audits_under_way: waited(stages().filter(|at| AuditStage::is_under_way(*at)).count()),
            concerns_open: waited(self.audits.open_concerns().len()),
            findings_without_recommendation: waited(self.orphan_findings()),
            returns_waited_for: waited(chased.iter().map(|one| one.outstanding.len()).sum()),
            returns_overdue: chased.iter().map(|one| u64::from(one.overdue)).sum(),
            self_assessments_waited_for: waited(open),
            self_assessments_overdue: waited(self.campaigns.overdue(today).len()),
        }
    }

    fn year_in_numbers(&self, today: NaiveDate) -> Option<Year> {
        let running = self.programmes.on(today)?;
        let view = self.programme(running.id, today)?;
        Some(Year {
            title: running.title.clone(),
            minimum: view.counts.minimum,
            planned: view.counts.planned,
            commissioned: view.counts.commissioned,
            reported: view.counts.reported,
            expected: view.pace.expected,
        })
    }

    /// Whether something came of a finding is seen from the whole.
    fn orphan_findings(&self) -> usize {
        if self.is_partial() {
            return 0;
        }
        let audits = self.audits.all().filter(|one| one.abandoned.is_none());
        let findings = audits.flat_map(|one| &one.findings);
        let orphan = findings.filter(|one| {
            let asks = one.now.kind.asks_for_recommendation();
            asks && one.no_recommendation.is_none() && !self.is_recommended(one.id)
        });
        orphan.count()
    }

    fn self_assessments_waited_for(&self) -> usize {
        let rounds = self.campaigns.latest_first().into_iter();
        let open = rounds.filter(|one| one.closed.is_none());
        let returns = open.flat_map(|one| self.campaigns.returns_of(one.id));
        returns.filter(|one| one.is_awaited()).count()
    }
}
