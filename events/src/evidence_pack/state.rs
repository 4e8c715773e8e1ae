//! What the rules ask about an evidence pack.

use super::Event;
use crate::envelope::Envelope;
use chrono::NaiveDate;

/// A pack after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The day it was put together; none before.
    pub assembled_on: Option<NaiveDate>,
}

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    match event {
        Event::EvidencePackAssembled { .. } => state.assembled_on = Some(envelope.occurred_on),
        Event::PackReleased { .. } => {}
    }
}
