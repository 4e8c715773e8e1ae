//! What was decided about a gap, as far as any rule asks.

use super::{Disposition, Event};
use crate::envelope::Envelope;
use crate::ids::StreamId;
use uuid::Uuid;

/// The first and the last number of the gap rules: up to 60 the field's own list, from 101 up the
/// places where the thread breaks.
pub const GAP_RULES: std::ops::RangeInclusive<u16> = 1..=199;

/// The namespace under which a gap's id is made from its rule and what it is about.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f2a_2a0c_7b0e_5d3e_9b57_2f0d_c1a4_8e61);

/// The id of a gap: always the same for the same rule and the same thing, so that what was said
/// about it is found again (UUID version 5).
pub fn gap_id(rule: u16, about: StreamId) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{rule}/{about}").as_bytes())
}

/// A gap after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum State {
    /// Nobody said anything about it, or it was opened again.
    #[default]
    Open,
    /// Somebody said what becomes of it.
    Disposed {
        /// The rule's number.
        rule: u16,
        /// What the gap is about.
        about: StreamId,
        /// What becomes of it.
        disposition: Disposition,
        /// To whom it was taken, when it was escalated.
        escalated_to: Option<String>,
    },
}

impl State {
    /// What becomes of it, if somebody said so and it still holds.
    pub fn disposition(&self) -> Option<Disposition> {
        match self {
            Self::Open => None,
            Self::Disposed { disposition, .. } => Some(*disposition),
        }
    }
}

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, _: &Envelope) {
    match event {
        Event::GapDisposed {
            rule,
            about,
            disposition,
            escalated_to,
        } => {
            *state = State::Disposed {
                rule: *rule,
                about: *about,
                disposition: *disposition,
                escalated_to: escalated_to.clone(),
            };
        }
        Event::GapReopened {} => *state = State::Open,
    }
}
