//! How a child or family member of an incident or review moves on.

use super::{Event, SafetyAction, State};
use crate::envelope::Envelope;

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, _: &Envelope) {
    match event {
        Event::SubjectAdded {
            of, alias, kind, ..
        } => {
            state.of = Some(*of);
            state.alias.clone_from(alias);
            state.kind = *kind;
        }
        Event::SubjectCorrected { kind, .. } => state.kind = *kind,
        Event::CircumstancesRecorded { .. } | Event::SubjectViewCaptured { .. } => {}
        Event::SafetyJudged { safety, .. } => state.safety = *safety,
        Event::ImmediateSafetyActionRecorded {
            action, agencies, ..
        } => {
            let recorded = SafetyAction {
                agencies: agencies.iter().copied().collect(),
                confirmed: false,
            };
            state.actions.insert(*action, recorded);
        }
        Event::ImmediateSafetyActionConfirmed { action, .. } => {
            if let Some(known) = state.actions.get_mut(action) {
                known.confirmed = true;
            }
        }
    }
}
