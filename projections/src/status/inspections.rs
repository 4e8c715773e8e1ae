//! What is counted of inspections. They stand in no plan, so a position of one plan counts them
//! too.

use crate::Models;
use crate::inspections::RequestCounts;
use chrono::NaiveDate;
use events::inspection::Phase;
use serde::Serialize;

/// Inspections in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Inspected {
    /// Inspections that are not closed.
    pub open: u64,
    /// Requests for information that wait for an answer.
    pub requests_waiting: u64,
    /// Those of them that are past their day.
    pub requests_late: u64,
    /// Plans that answer a letter, not sent and past their last day.
    pub plans_late: u64,
    /// Findings that ask for change, led to nothing that stands, and nobody said why.
    pub findings_without_recommendation: u64,
}

fn many(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

impl Models {
    /// Inspections in numbers, on a day. What became of findings, and whether a plan was sent, is
    /// seen from the whole: of a part of the record only what was asked is counted.
    pub(super) fn inspected(&self, today: NaiveDate) -> Inspected {
        let mut counted = Inspected::default();
        for one in self.inspections.latest_first() {
            if one.phase() == Phase::Closed {
                continue;
            }
            let requests = RequestCounts::of(one, today);
            counted.requests_waiting += many(requests.waiting());
            counted.requests_late += many(requests.late);
            if self.is_partial() {
                continue;
            }
            counted.open += 1;
            counted.plans_late += u64::from(one.plan_is_late(today));
        }
        if !self.is_partial() {
            let all = self.inspections.latest_first().into_iter();
            let findings = all.flat_map(|one| &one.findings);
            let orphans = findings.filter(|finding| self.is_orphan(finding));
            counted.findings_without_recommendation = many(orphans.count());
        }
        counted
    }
}
