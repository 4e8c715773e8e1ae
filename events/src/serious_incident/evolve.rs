//! How a serious incident moves on.

use super::{Event, Notified, Phase, State};
use crate::envelope::Envelope;

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, _: &Envelope) {
    match event {
        Event::IncidentReferred {
            reference,
            agency,
            on,
            nature,
            harm_from,
            ..
        } => {
            state.phase = Phase::Referred;
            state.reference.clone_from(reference);
            state.agency = Some(*agency);
            state.referred_on = Some(*on);
            state.nature = Some(*nature);
            state.harm_from = *harm_from;
        }
        Event::IncidentCorrected { nature, harm_from } => {
            state.nature = Some(*nature);
            state.harm_from = *harm_from;
        }
        Event::LocalAuthorityBecameAware { on, rule_set } => {
            state.aware_on = Some(*on);
            state.rule_set = Some(rule_set.clone());
        }
        Event::NotificationDecided {
            notify, criteria, ..
        } => {
            state.criteria = criteria.iter().copied().collect();
            state.phase = if *notify {
                Phase::ToNotify
            } else {
                Phase::NotNotifiable
            };
        }
        Event::PanelNotified { on, nature, .. } => {
            state.phase = Phase::Notified;
            let (on, nature) = (*on, *nature);
            state.notified = Some(Notified { on, nature });
        }
        Event::LateNotificationExplained { .. } | Event::PartnersInformed { .. } => {}
        Event::OfstedDfeInformed { .. } => state.ofsted_informed = true,
        Event::NotificationWithdrawn { .. } => state.phase = Phase::Withdrawn,
    }
}
