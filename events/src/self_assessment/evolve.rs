//! How a round of self-assessments moves on.

use super::{Event, Invitation, Phase, State};
use crate::envelope::Envelope;
use std::sync::Arc;

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, _: &Envelope) {
    match event {
        Event::CampaignOpened {
            kind,
            title: _,
            opens,
            due,
            standards,
        } => {
            state.phase = Phase::Open;
            state.kind = Some(*kind);
            state.opens = Some(*opens);
            state.due = Some(*due);
            state.standards = Some(Arc::new(standards.clone()));
        }
        Event::ReturnInvited {
            agency,
            service_return,
            due,
        } => {
            let invitation = Invitation {
                service_return: *service_return,
                due: *due,
                reported_missing: false,
            };
            state.invited.insert(*agency, invitation);
        }
        Event::ReturnOverdueEscalated { .. } => {}
        Event::NonReturnReported { agency, .. } => {
            if let Some(invitation) = state.invited.get_mut(agency) {
                invitation.reported_missing = true;
            }
        }
        Event::CompositeReportApproved { .. } => state.report_approved = true,
        Event::CampaignClosed {} => state.phase = Phase::Closed,
    }
}
