//! Which inspections are wanted.

use super::{Inspection, Inspections};
use chrono::NaiveDate;
use events::inspection::{InspectionKind, Phase};

/// Which inspections are wanted. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InspectionFilter {
    /// Of this kind.
    pub kind: Option<InspectionKind>,
    /// As far as this.
    pub phase: Option<Phase>,
    /// Not closed.
    pub open: bool,
    /// With a request or a plan that is past its day and not answered or sent.
    pub late: bool,
}

impl InspectionFilter {
    /// Whether an inspection is wanted.
    pub fn wants(&self, one: &Inspection, today: NaiveDate) -> bool {
        self.kind.is_none_or(|kind| one.kind == kind)
            && self.phase.is_none_or(|phase| one.phase() == phase)
            && (!self.open || one.phase() != Phase::Closed)
            && (!self.late || one.is_late(today))
    }
}

impl Inspection {
    /// Whether, on a day, an answer or the plan is owed and past its day.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let mut requests = self.requests.iter();
        let late = requests.any(|one| one.is_open() && one.due_on < today);
        late || self.plan_is_late(today)
    }
}

impl Inspections {
    /// The inspections wanted, the one notified last first.
    pub fn matching(&self, filter: &InspectionFilter, today: NaiveDate) -> Vec<&Inspection> {
        let all = self.latest_first().into_iter();
        all.filter(|one| filter.wants(one, today)).collect()
    }
}
