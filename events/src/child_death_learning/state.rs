//! What the rules ask about a year's learning from child deaths.

use super::{Event, Factor, Period};
use crate::envelope::Envelope;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A year after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The year; none before it is opened.
    pub year: Option<Period>,
    /// What it is called.
    pub title: String,
    /// The day it was opened.
    pub opened_on: Option<NaiveDate>,
    /// What was received already, by period.
    pub learned: BTreeSet<(Period, Factor)>,
    /// The periods of which is recorded how many deaths were referred.
    pub referred: BTreeSet<Period>,
    /// Whether the yearly report came.
    pub reported: bool,
}

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    match event {
        Event::ChildDeathYearOpened { title, year, .. } => {
            state.year = Some(*year);
            state.title.clone_from(title);
            state.opened_on = Some(envelope.occurred_on);
        }
        Event::CdopLearningReceived { period, factor, .. } => {
            state.learned.insert((*period, *factor));
        }
        Event::DeathReferredForSafeguardingConsideration { period, .. } => {
            state.referred.insert(*period);
        }
        Event::CdopAnnualReportReceived { .. } => state.reported = true,
        Event::CdopRecommendationReceived { .. } => {}
    }
}
