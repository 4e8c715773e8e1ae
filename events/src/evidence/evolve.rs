//! How a piece of evidence moves on.

use super::{Event, Standing, State};
use crate::envelope::Envelope;

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, _: &Envelope) {
    match event {
        Event::EvidenceLodged {
            file,
            evidence_date,
            source,
            ..
        } => {
            state.standing = Standing::Stands;
            state.evidence_date = Some(*evidence_date);
            state.source = *source;
            state.has_file = file.is_some();
        }
        Event::EvidenceLinked { claim } => {
            state.supports.insert(*claim);
        }
        Event::EvidenceGraded { strength } => state.strength = Some(*strength),
        Event::EvidenceRejected {} => state.standing = Standing::Rejected,
        Event::EvidenceSuperseded { by } => state.standing = Standing::Superseded { by: *by },
        Event::RedactedCopyMade { copy } => {
            state.redacted_copies.insert(*copy);
        }
    }
}
