//! Erasures and legal holds in the world: what was erased, and what must not be.

use super::{Command, Given, World, known};
use crate::envelope::Envelope;
use crate::erasure::{self, whole_of};
use crate::event::Event;
use crate::evidence_pack;
use crate::ids::{ErasureId, EvidencePackId, LegalHoldId, StreamId};
use crate::legal_hold;
use crate::refusal::Refusal;
use uuid::Uuid;

impl World {
    /// Moves on by an event of one of these; any other moves nothing but what was erased: a thing
    /// that goes on has words again.
    pub(super) fn evolve_records(&mut self, event: &Event, envelope: &Envelope) {
        let id = envelope.stream.id;
        self.erased.remove(&envelope.stream);
        if let Event::Erasure(event) = event {
            if let erasure::Event::PersonalDataErased { things, .. } = event {
                self.erased.extend(things);
            }
            let state = self.erasures.entry(ErasureId(id)).or_default();
            erasure::evolve(state, event, envelope);
        } else if let Event::EvidencePack(event) = event {
            let state = self.evidence_packs.entry(EvidencePackId(id)).or_default();
            evidence_pack::evolve(state, event, envelope);
        } else if let Event::LegalHold(event) = event {
            let state = self.legal_holds.entry(LegalHoldId(id)).or_default();
            legal_hold::evolve(state, event, envelope);
        }
    }

    /// Judges a command to one of these; any other leads to nothing.
    pub(super) fn decide_records(
        &self,
        id: Uuid,
        command: Command,
        given: &Given,
    ) -> Result<Vec<Event>, Vec<Refusal>> {
        if let Command::Erasure(command) = command {
            let state = known(&self.erasures, &ErasureId(id));
            let events = erasure::decide(&state, ErasureId(id), command, given, self)?;
            Ok(events.into_iter().map(Event::Erasure).collect())
        } else if let Command::EvidencePack(command) = command {
            let state = known(&self.evidence_packs, &EvidencePackId(id));
            let events = evidence_pack::decide(&state, command, given, self)?;
            Ok(events.into_iter().map(Event::EvidencePack).collect())
        } else if let Command::LegalHold(command) = command {
            let state = known(&self.legal_holds, &LegalHoldId(id));
            let events = legal_hold::decide(&state, command, given, self)?;
            Ok(events.into_iter().map(Event::LegalHold).collect())
        } else {
            Ok(Vec::new())
        }
    }

    /// Whether a hold stands on a thing, or on what it is part of.
    pub fn is_held(&self, thing: StreamId) -> bool {
        let mut standing = self.legal_holds.values().filter(|hold| hold.stands());
        let whole = whole_of(thing, self);
        standing.any(|hold| !hold.things.is_disjoint(&whole))
    }
}
