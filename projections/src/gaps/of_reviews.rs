//! The rules about practice reviews: time that ran out with nothing said, monitoring that fell
//! silent, a report the Panel had too late, taken down too early, or not looked at for whether
//! somebody can be told from it.

use super::find::{Finder, day_after};
use super::rules;
use crate::Models;
use crate::practice_reviews::Review;
use crate::reference::Stamp;
use chrono::NaiveDate;
use events::practice_review::Phase;

impl Models {
    /// What is missing in a review is seen from the whole of it.
    pub(super) fn gaps_of_reviews(&self, finder: &mut Finder, today: NaiveDate) {
        if self.is_partial() {
            return;
        }
        for review in self.practice_reviews.latest_first() {
            unexplained(finder, review, today);
            silent(finder, review, today);
            self.panel_too_late(finder, review, today);
            gone(finder, review);
            unchecked(finder, review);
        }
    }

    /// The Panel and the Secretary of State have the report at least seven working days before it
    /// is published (the regulations of 2018, Part 3; the days and the regulation's wording are to
    /// be confirmed, and so the rule set's): too late for what was published, or for publishing in
    /// time.
    fn panel_too_late(&self, finder: &mut Finder, review: &Review, today: NaiveDate) {
        if !review.is_statutory() {
            return;
        }
        let Some(clocks) = self.clocks_of(review) else {
            return;
        };
        let sent = review.draft().and_then(|draft| draft.panel);
        let published = review.published.as_ref();
        let by = match (published, review.due) {
            (Some(published), _) => clocks.latest_copy(published.on),
            (None, Some(due)) if !review.phase().is_ended() => {
                // A day that was named later moves the day of the copy, and not the clock.
                let named = review.delays.iter().map(|delay| delay.expected).max();
                clocks.latest_copy(named.unwrap_or(due).max(due))
            }
            (None, Some(_) | None) => None,
        };
        let Some(by) = by.map(|due| due.on) else {
            return;
        };
        let late = match sent {
            Some((on, _)) => published.is_some() && on > by,
            None => published.is_some() || by < today,
        };
        if late {
            let mut rests_on = vec![review.commissioned.position];
            rests_on.extend(published.map(|one| one.at.position));
            rests_on.extend(sent.map(|(_, at)| at.position));
            finder.add(rules::PANEL_COPY_LATE, review.id, day_after(by), rests_on);
        }
    }
}

/// The rule set's six months (to be confirmed) are past, nothing was published, and no notice of
/// delay covers the day.
fn unexplained(finder: &mut Finder, review: &Review, today: NaiveDate) {
    let Some(due) = review.due.filter(|_| review.is_late(today)) else {
        return;
    };
    let named = review.delays.iter().map(|delay| delay.expected).max();
    if named.is_some_and(|named| today <= named) {
        return;
    }
    let mut rests_on = vec![review.commissioned.position];
    rests_on.extend(review.delays.iter().map(|delay| delay.at.position));
    let since = day_after(named.unwrap_or(due));
    finder.add(rules::REVIEW_LATE_UNEXPLAINED, review.id, since, rests_on);
}

/// Nobody looked at its time and quality for longer than was agreed (the regulations of 2018,
/// regulation 14; to be confirmed).
fn silent(finder: &mut Finder, review: &Review, today: NaiveDate) {
    let Some(by) = review.monitoring_due().filter(|by| *by < today) else {
        return;
    };
    let last = review.monitoring.last().map(|one| one.at);
    let last: Stamp = last.unwrap_or(review.commissioned);
    let since = day_after(by);
    finder.add(rules::MONITORING_SILENT, review.id, since, [last.position]);
}

/// What was published could not be read for as long as it has to be.
fn gone(finder: &mut Finder, review: &Review) {
    let Some(published) = &review.published else {
        return;
    };
    let Some((on, why)) = published.taken_down.as_ref() else {
        return;
    };
    if *on < published.available_until {
        let mut rests_on = vec![published.at.position];
        // Before its time it is taken down only with a reason, and that stands on the same event.
        rests_on.extend(why.as_ref().map(|why| why.position));
        finder.add(rules::TAKEN_DOWN_EARLY, review.id, *on, rests_on);
    }
}

/// A report the partners stand for, and nobody looked whether anybody can be told from it.
fn unchecked(finder: &mut Finder, review: &Review) {
    let signed = matches!(
        review.phase(),
        Phase::SignedOff | Phase::Noticed | Phase::Published
    );
    let Some(draft) = review.draft().filter(|_| signed) else {
        return;
    };
    if draft.anonymised.is_none() {
        let signed = draft.signed.iter().map(|(_, at)| at);
        let last = signed.max().copied().unwrap_or(draft.received);
        let (since, rests_on) = (last.occurred_on, [last.position]);
        finder.add(rules::ANONYMISATION_UNCHECKED, review.id, since, rests_on);
    }
}
