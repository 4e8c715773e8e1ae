//! The rules about serious incidents and rapid reviews.

use super::find::{Finder, day_after};
use super::rules;
use crate::Models;
use crate::rapid_reviews::{ClockView, Incident, RapidReview, Subject};
use chrono::NaiveDate;
use events::ids::AgencyId;
use std::collections::BTreeSet;

impl Models {
    /// Everything the rules find in incidents and rapid reviews. Of a partial view only what is
    /// asked of the agency.
    pub(super) fn gaps_of_rapid_reviews(&self, finder: &mut Finder, today: NaiveDate) {
        for subject in self.rapid_reviews.subjects() {
            unconfirmed(finder, subject);
        }
        for review in self.rapid_reviews.reviews() {
            self.missing_summaries(finder, review, today);
        }
        if self.is_partial() {
            return;
        }
        for incident in self.rapid_reviews.incidents() {
            let clock = self.notify_clock(incident, today);
            notified_late(finder, incident, clock.as_ref());
        }
        for review in self.rapid_reviews.reviews() {
            let clock = self.review_clock(review, today);
            sent_late(finder, review, clock.as_ref());
            self.partner_missing(finder, review);
            if let Some(answer) = review.disagreement_unanswered() {
                let rests_on = [answer.at.position];
                finder.add(rules::PANEL_UNANSWERED, review.id, answer.on, rests_on);
            }
        }
    }

    /// The day the plan gives for summaries is past, one is missing, and nobody said why.
    fn missing_summaries(&self, finder: &mut Finder, review: &RapidReview, today: NaiveDate) {
        let due = self.summaries_due(review).filter(|due| *due < today);
        let Some(due) = due.filter(|_| review.submitted.is_none()) else {
            return;
        };
        for (agency, one) in &review.summaries {
            if one.state.is_missing() {
                let rests_on = [one.requested.position];
                let found = finder.add(rules::SUMMARY_MISSING, review.id, day_after(due), rests_on);
                found.agencies([*agency]);
            }
        }
    }

    /// A safeguarding partner of the day of the decision gave no position of its own.
    fn partner_missing(&self, finder: &mut Finder, review: &RapidReview) {
        let Some(decision) = review.decision() else {
            return;
        };
        let stated: BTreeSet<AgencyId> = decision.positions.iter().map(|one| one.agency).collect();
        let on = decision.at.occurred_on;
        if !self.safeguarding_partners(on).is_subset(&stated) {
            let rests_on = [decision.at.position];
            finder.add(rules::POSITION_MISSING, review.id, on, rests_on);
        }
    }
}

fn notified_late(finder: &mut Finder, incident: &Incident, clock: Option<&ClockView>) {
    let Some(aware) = &incident.aware else { return };
    let late = clock.filter(|clock| clock.days_late > 0);
    if let Some(due) = late.and_then(|clock| clock.due) {
        let notified = incident.notified.as_ref().map(|one| one.at.position);
        let rests_on = std::iter::once(aware.at.position).chain(notified);
        finder.add(rules::NOTIFIED_LATE, incident.id, day_after(due), rests_on);
    }
}

fn sent_late(finder: &mut Finder, review: &RapidReview, clock: Option<&ClockView>) {
    let late = clock.filter(|clock| clock.days_late > 0);
    if let Some(due) = late.and_then(|clock| clock.due) {
        let sent = review.submitted.map(|(at, _)| at.position);
        let rests_on = std::iter::once(review.opened.position).chain(sent);
        finder.add(
            rules::RAPID_REVIEW_LATE,
            review.id,
            day_after(due),
            rests_on,
        );
    }
}

/// Something had to be done at once so that a child is safe, and nobody confirmed that it was.
fn unconfirmed(finder: &mut Finder, subject: &Subject) {
    let open = subject.actions.values();
    for one in open.filter(|one| one.confirmed.is_none()) {
        let (since, rests_on) = (one.recorded.occurred_on, [one.recorded.position]);
        let found = finder.add(rules::CONCERN_UNCONFIRMED, subject.id, since, rests_on);
        found.agencies(one.agencies.iter().copied());
    }
}
