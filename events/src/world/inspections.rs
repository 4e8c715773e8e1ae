//! Inspections, in the world.

use super::{Given, World, known};
use crate::envelope::Envelope;
use crate::event::Event;
use crate::ids::InspectionId;
use crate::inspection;
use crate::refusal::Refusal;
use uuid::Uuid;

impl World {
    /// Moves on by one event of an inspection.
    pub(super) fn evolve_inspection(
        &mut self,
        id: Uuid,
        event: &inspection::Event,
        envelope: &Envelope,
    ) {
        let id = InspectionId(id);
        if let inspection::Event::InspectionFindingReceived { finding, .. } = event {
            self.inspection_of_finding.insert(*finding, id);
        }
        if let inspection::Event::InformationRequestReceived { request, .. } = event {
            self.inspection_of_request.insert(*request, id);
        }
        let state = self.inspections.entry(id).or_default();
        inspection::evolve(state, event, envelope);
    }

    /// Judges a command to an inspection.
    pub(super) fn decide_inspection(
        &self,
        id: Uuid,
        command: inspection::Command,
        given: &Given,
    ) -> Result<Vec<Event>, Vec<Refusal>> {
        let id = InspectionId(id);
        let state = known(&self.inspections, &id);
        let events = inspection::decide(&state, id, command, given, self)?;
        Ok(events.into_iter().map(Event::Inspection).collect())
    }
}
