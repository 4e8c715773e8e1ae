//! What the rules ask about an erasure.

use super::{Authority, Event, Outcome};
use crate::envelope::Envelope;
use crate::ids::StreamId;
use chrono::NaiveDate;

/// How far it has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing was reviewed or asked under this id.
    #[default]
    NotBegun,
    /// Reviewed, and kept for longer.
    Kept,
    /// Reviewed, and to be asked for.
    ToErase,
    /// Asked for, and not decided.
    Requested,
    /// Refused.
    Refused,
    /// Erased.
    Erased,
}

/// An erasure after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// What was reviewed.
    pub of: Option<StreamId>,
    /// Whose words.
    pub things: Vec<StreamId>,
    /// Under what it was asked.
    pub authority: Option<Authority>,
    /// Who recorded the request.
    pub asker: Option<String>,
    /// The day of the last step: nothing that follows it happened earlier.
    pub since: Option<NaiveDate>,
}

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    state.since = Some(envelope.occurred_on);
    match event {
        Event::RetentionReviewed { of, outcome, .. } => {
            state.of = Some(*of);
            state.phase = match outcome {
                Outcome::Keep => Phase::Kept,
                Outcome::Erase => Phase::ToErase,
            };
        }
        Event::ErasureRequested {
            things, authority, ..
        } => {
            state.phase = Phase::Requested;
            state.things.clone_from(things);
            state.authority = Some(*authority);
            state.asker = envelope.actor.user().map(str::to_owned);
        }
        Event::ErasureRequestRefused { .. } => state.phase = Phase::Refused,
        Event::PersonalDataErased { .. } => state.phase = Phase::Erased,
    }
}
