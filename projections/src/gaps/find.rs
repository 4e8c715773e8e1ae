//! Finding gaps (under way).
use super::{Gap, GapFilter};
use crate::Models;
use chrono::NaiveDate;
impl Models {
    /// Every gap there is on a day, by rule and thing.
    pub fn gaps(&self, today: NaiveDate) -> Vec<Gap> {
        let _ = today;
        Vec::new()
    }
    /// The gaps wanted.
    pub fn gaps_matching(&self, filter: &GapFilter, today: NaiveDate) -> Vec<Gap> {
        let mut gaps = self.gaps(today);
        gaps.retain(|gap| filter.wants(gap));
        gaps
    }
}
