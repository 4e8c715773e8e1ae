//! The rule about records: one past the day until which it is kept, that nobody asked to be erased
//! and no review keeps for longer.

use super::find::{Finder, day_after};
use super::rules;
use crate::Models;
use chrono::NaiveDate;

impl Models {
    /// Every record past its period. Of a partial view none.
    pub(super) fn gaps_of_records(&self, finder: &mut Finder, today: NaiveDate) {
        for record in self.records_to_review() {
            if record.until >= today || record.decided_on.is_some() {
                continue;
            }
            let mut rests_on = vec![record.closed.position];
            rests_on.extend(record.kept.map(|review| review.at.position));
            let since = day_after(record.until);
            finder.add(rules::RETENTION_DUE, record.thing, since, rests_on);
        }
    }
}
