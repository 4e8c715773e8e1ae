//! The rules about inspections: what the letter says with nothing made of it, a request that was
//! not answered by its day, and a plan that is late with nothing said.

use super::find::{Finder, day_after};
use super::rules;
use crate::Models;
use crate::inspections::Inspection;
use chrono::NaiveDate;
use events::inspection::Phase;

impl Models {
    /// Everything the rules find in inspections. Of a partial view only what is asked of the
    /// agency.
    pub(super) fn gaps_of_inspections(&self, finder: &mut Finder, today: NaiveDate) {
        for inspection in self.inspections.latest_first() {
            unanswered(finder, inspection, today);
            if self.is_partial() {
                continue;
            }
            self.orphans(finder, inspection);
            plan_late(finder, inspection, today);
        }
    }

    fn orphans(&self, finder: &mut Finder, inspection: &Inspection) {
        for finding in &inspection.findings {
            if self.is_orphan(finding) {
                let rests_on = [finding.recorded.position];
                let since = finding.recorded.occurred_on;
                let found = finder.add(rules::ORPHAN_FINDING, inspection.id, since, rests_on);
                found.agencies(finding.agencies.iter().copied());
            }
        }
    }
}

fn unanswered(finder: &mut Finder, inspection: &Inspection, today: NaiveDate) {
    if inspection.phase() == Phase::Closed {
        return;
    }
    for request in &inspection.requests {
        if request.is_open() && request.due_on < today {
            let rests_on = [request.recorded.position];
            let since = day_after(request.due_on);
            let found = finder.add(rules::REQUEST_UNANSWERED, inspection.id, since, rests_on);
            found.agencies(request.agency);
        }
    }
}

/// The plan was sent after its last day, or is past it, and nobody said why.
fn plan_late(finder: &mut Finder, inspection: &Inspection, today: NaiveDate) {
    let Some((due, letter)) = inspection.plan_due().zip(inspection.letter.as_ref()) else {
        return;
    };
    let sent = inspection.submitted.as_ref();
    let late = sent.map_or_else(|| inspection.plan_is_late(today), |one| one.on > due);
    if late && inspection.late_because.is_empty() {
        let mut rests_on = vec![letter.at.position];
        rests_on.extend(sent.map(|one| one.at.position));
        finder.add(rules::PLAN_LATE, inspection.id, day_after(due), rests_on);
    }
}
