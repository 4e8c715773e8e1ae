//! The rules about spreading what was learned: a briefing that an agency did not pass on, and
//! training whose effect on practice nobody looked at.

use super::find::{Finder, day_after};
use super::rules;
use crate::Models;
use crate::activities::ActivityPhase;
use crate::briefings::{Briefing, BriefingPhase};
use chrono::{Days, NaiveDate};

/// Within how many days of its publication some agency is asked to pass a briefing on.
const ASKED_WITHIN_DAYS: u64 = 30;

impl Models {
    /// An agency is told what it did not confirm itself; the rest is seen from the whole.
    pub(super) fn gaps_of_learning(&self, finder: &mut Finder, today: NaiveDate) {
        for briefing in self.briefings.all() {
            self.not_passed_on(finder, briefing, today);
        }
        if self.is_partial() {
            return;
        }
        for activity in self.activities.all() {
            let held = activity.phase() == ActivityPhase::Held;
            if let (true, Some(due)) = (held, activity.later_look_missed(today)) {
                let rests_on = activity.held.iter().map(|(at, _)| at.position);
                finder.add(rules::NO_LATER_LOOK, activity.id, day_after(due), rests_on);
            }
        }
    }

    fn not_passed_on(&self, finder: &mut Finder, briefing: &Briefing, today: NaiveDate) {
        for cascade in briefing.outstanding().filter(|one| one.due < today) {
            let (since, rests_on) = (day_after(cascade.due), [cascade.asked.position]);
            let found = finder.add(rules::NOT_PASSED_ON, briefing.id, since, rests_on);
            found.agencies([cascade.agency]);
        }
        let published = briefing.published;
        let published = published.filter(|_| briefing.phase() == BriefingPhase::Published);
        let Some(published) = published.filter(|_| briefing.cascades.is_empty()) else {
            return;
        };
        let days = Days::new(ASKED_WITHIN_DAYS);
        let last = published.occurred_on.checked_add_days(days);
        // Whom else it was asked of is seen from the whole.
        if let Some(last) = last.filter(|last| *last < today && !self.is_partial()) {
            let rests_on = [published.position];
            finder.add(rules::NOT_PASSED_ON, briefing.id, day_after(last), rests_on);
        }
    }
}
