//! The day until which a closed record is kept: somebody reviews by then whether it is kept for
//! longer or erased.

use super::{Dated, DeadlineKind, Due};
use crate::Models;
use crate::records::Retained;
use crate::reference::TextRef;
use chrono::NaiveDate;
use events::ids::StreamKind;

impl Models {
    /// The closed records whose period ends on a day, but for accounts: who signs in is not told
    /// among the dates of the work. Of a partial view none.
    pub(crate) fn records_to_review(&self) -> impl Iterator<Item = Retained<'_>> {
        let all = self.every_retained().filter(|_| !self.is_partial());
        all.filter(|one| one.thing.kind != StreamKind::Account)
    }

    /// The day by which each is reviewed. A review that keeps it moves the day; that it was asked
    /// to be erased meets it.
    pub(super) fn dates_of_records(&self, all: &mut Vec<Due>) {
        for record in self.records_to_review() {
            let mut due = Due::of(record.until, Dated::OfRecord(record));
            due.actual = record.decided_on;
            all.push(due);
        }
    }

    /// The record a date is of.
    pub(super) fn dated_record(&self, due: &Due) -> Option<Dated<'_>> {
        self.retained_by(due.id).map(Dated::OfRecord)
    }
}

/// What sort of date it is.
pub(super) const KIND: DeadlineKind = DeadlineKind::RetentionReview;

/// How a review moved the day, and why.
pub(super) fn moved(record: Retained<'_>) -> Vec<(Option<NaiveDate>, NaiveDate, Option<TextRef>)> {
    let kept = record.kept.into_iter();
    kept.map(|review| (Some(record.end), record.until, Some(review.words.clone())))
        .collect()
}
