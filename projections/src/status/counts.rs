//! What is counted of actions and recommendations, plan by plan.

use super::ClosedCount;
use crate::Models;
use crate::actions::{Action, ActionPhase, ByDate, DUE_SOON_DAYS};
use crate::deadlines::{DeadlineState, Due};
use crate::recommendations::{Recommendation, RecommendationState};
use crate::reference::Word;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Counts of some actions and recommendations on a day. A word that counts nothing is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) actions: u64,
    pub(crate) unrated: u64,
    pub(super) phases: BTreeMap<&'static str, u64>,
    pub(super) letters: BTreeMap<(u32, Word), u64>,
    pub(super) by_date: BTreeMap<&'static str, u64>,
    pub(super) verified: BTreeMap<&'static str, u64>,
    pub(super) differs: u64,
    pub(super) overdue: u64,
    pub(super) due_soon: u64,
    pub(super) deadlines_soon: u64,
    pub(super) closed: ClosedCount,
    pub(super) recommendations: BTreeMap<&'static str, u64>,
    pub(super) recommendations_overdue: u64,
}

impl Models {
    /// Counts these actions and recommendations.
    pub(crate) fn counts(
        &self,
        actions: &[&Action],
        recommendations: &[&Recommendation],
        today: NaiveDate,
    ) -> Counts {
        let mut counts = Counts::default();
        for action in actions {
            counts.count_action(self, action, today);
        }
        for one in recommendations {
            counts.count_recommendation(one, today);
        }
        counts
    }
}

impl Counts {
    fn count_action(&mut self, models: &Models, action: &Action, today: NaiveDate) {
        let shown = models.shown(action, today);
        self.actions += 1;
        match action.rating() {
            None => self.unrated += 1,
            Some(rating) => {
                let letter = (rating.scheme, rating.code.clone());
                *self.letters.entry(letter).or_default() += 1;
            }
        }
        *self.phases.entry(action.phase().key()).or_default() += 1;
        *self.by_date.entry(shown.by_date.key()).or_default() += 1;
        *self.verified.entry(shown.verified.key()).or_default() += 1;
        self.differs += u64::from(shown.differs);
        self.overdue += u64::from(shown.by_date == ByDate::Overdue);
        self.due_soon += u64::from(shown.by_date == ByDate::DueSoon);
        if action.phase() == ActionPhase::Closed {
            if action.shows_impact() {
                self.closed.actions_with_impact += 1;
            } else {
                self.closed.actions_without_impact += 1;
            }
        }
    }

    fn count_recommendation(&mut self, one: &Recommendation, today: NaiveDate) {
        *self.recommendations.entry(one.state().key()).or_default() += 1;
        self.recommendations_overdue += u64::from(one.is_overdue(today));
        if one.state() == RecommendationState::Closed {
            if one.shows_impact() {
                self.closed.recommendations_with_impact += 1;
            } else {
                self.closed.recommendations_without_impact += 1;
            }
        }
    }

    /// Counts the dates that lie ahead and near.
    pub(crate) fn count_soon(&mut self, dates: &[Due], today: NaiveDate) {
        let until = today.checked_add_days(Days::new(DUE_SOON_DAYS));
        let near = |due: &&Due| until.is_none_or(|until| due.by <= until);
        let ahead = |due: &&Due| due.state(today) == DeadlineState::Ahead;
        let soon = dates.iter().filter(near).filter(ahead);
        self.deadlines_soon += u64::try_from(soon.count()).unwrap_or(u64::MAX);
    }

    /// Adds other counts to these.
    pub(super) fn add(&mut self, more: &Self) {
        self.actions += more.actions;
        self.unrated += more.unrated;
        self.differs += more.differs;
        self.overdue += more.overdue;
        self.due_soon += more.due_soon;
        self.deadlines_soon += more.deadlines_soon;
        self.recommendations_overdue += more.recommendations_overdue;
        self.closed.actions_with_impact += more.closed.actions_with_impact;
        self.closed.actions_without_impact += more.closed.actions_without_impact;
        self.closed.recommendations_with_impact += more.closed.recommendations_with_impact;
        self.closed.recommendations_without_impact += more.closed.recommendations_without_impact;
        add_all(&mut self.phases, &more.phases);
        add_all(&mut self.letters, &more.letters);
        add_all(&mut self.by_date, &more.by_date);
        add_all(&mut self.verified, &more.verified);
        add_all(&mut self.recommendations, &more.recommendations);
    }
}

fn add_all<K: Ord + Clone>(counts: &mut BTreeMap<K, u64>, more: &BTreeMap<K, u64>) {
    for (word, count) in more {
        *counts.entry(word.clone()).or_default() += count;
    }
}
