//! Which practice reviews are wanted.

use super::{PracticeReviews, Review};
use crate::Models;
use chrono::NaiveDate;
use events::practice_review::{Phase, ReviewKind};

/// Which reviews are wanted. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewFilter {
    /// Of this kind.
    pub kind: Option<ReviewKind>,
    /// As far as this.
    pub phase: Option<Phase>,
    /// Past the last day on which it is published in time, and neither published nor decided not
    /// to be.
    pub late: bool,
    /// Neither published nor ended otherwise.
    pub open: bool,
}

impl ReviewFilter {
    /// Whether a review is wanted.
    pub fn wants(&self, one: &Review, today: NaiveDate) -> bool {
        self.kind.is_none_or(|kind| one.kind == kind)
            && self.phase.is_none_or(|phase| one.phase() == phase)
            && (!self.late || one.is_late(today))
            && (!self.open || !one.phase().is_ended())
    }
}

impl PracticeReviews {
    /// The reviews wanted, the one decided upon last first.
    pub fn matching(&self, filter: &ReviewFilter, today: NaiveDate) -> Vec<&Review> {
        let all = self.latest_first().into_iter();
        all.filter(|one| filter.wants(one, today)).collect()
    }
}

impl Models {
    /// Which bodies are the safeguarding partners on a day.
    pub fn safeguarding_partners(
        &self,
        day: NaiveDate,
    ) -> std::collections::BTreeSet<events::ids::AgencyId> {
        let designated = self.people.partners.iter().filter(|one| one.from <= day);
        let bodies = designated.map(|one| one.agency);
        bodies
            .filter(|agency| {
                let known = self.people.agencies.get(agency);
                known.is_some_and(|known| known.is_member(day))
            })
            .collect()
    }
}
