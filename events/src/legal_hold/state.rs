//! What the rules ask about a legal hold.

use super::Event;
use crate::envelope::Envelope;
use crate::ids::StreamId;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A hold after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// What is held.
    pub things: BTreeSet<StreamId>,
    /// From when.
    pub placed_on: Option<NaiveDate>,
    /// When it was lifted, where it was.
    pub lifted_on: Option<NaiveDate>,
}

impl State {
    /// Whether it was placed and not lifted.
    pub const fn stands(&self) -> bool {
        self.placed_on.is_some() && self.lifted_on.is_none()
    }
}

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    match event {
        Event::LegalHoldPlaced { things, .. } => {
            state.things = things.iter().copied().collect();
            state.placed_on = Some(envelope.occurred_on);
        }
        Event::LegalHoldLifted { .. } => state.lifted_on = Some(envelope.occurred_on),
    }
}
