//! How a rapid review moves on.

use super::{Event, Panel, Phase, State, Summary, SummaryPhase};
use crate::envelope::Envelope;
use crate::ids::AgencyId;

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    match event {
        Event::RapidReviewOpened {
            incident,
            rule_set,
            trigger,
            trigger_on,
            ..
        } => {
            state.phase = Phase::Open;
            state.incident = Some(*incident);
            state.rule_set.clone_from(rule_set);
            state.trigger = Some((*trigger, *trigger_on));
        }
        Event::LeadAreaAgreed { area } => state.lead_area = Some(area.clone()),
        Event::RecordsSecured { agencies, .. } => state.secured.extend(agencies),
        Event::DayPlanSet { plan } => state.plan = *plan,
        Event::AgencySummaryRequested { agency } => {
            if state.phase == Phase::Open {
                state.phase = Phase::Gathering;
            }
            let requested = Summary {
                phase: SummaryPhase::Requested,
                explained: false,
            };
            state.summaries.insert(*agency, requested);
        }
        Event::AgencySummaryReceived { agency, .. } => {
            summary(state, *agency, SummaryPhase::Received);
        }
        Event::AgencySummaryReturnedForQuality { agency } => {
            summary(state, *agency, SummaryPhase::Returned);
        }
        Event::MissingSummaryExplained { agency, .. } => {
            if let Some(known) = state.summaries.get_mut(agency) {
                known.explained = true;
            }
        }
        Event::AgencySummaryChased { .. }
        | Event::PreviousLearningChecked { .. }
        | Event::LearningPointCorrected { .. }
        | Event::DelayReasonRecorded { .. } => {}
        Event::RapidReviewMeetingHeld { on, .. } => {
            state.met_on = Some(*on);
            state.phase = state.phase.max(Phase::Met);
        }
        Event::LearningPointRecorded { point, .. } => {
            state.points.insert(*point);
        }
        Event::ReviewDecisionMade { outcome, .. } => {
            state.outcome = Some(*outcome);
            state.decided_on = Some(envelope.occurred_on);
            state.phase = Phase::Decided;
        }
        Event::RapidReviewSubmitted { on } => {
            state.submitted_on = Some(*on);
            state.phase = Phase::Submitted;
        }
        Event::PanelResponseReceived { view, .. } => {
            state.panel = Some(Panel::Answered(*view));
            state.phase = Phase::Responded;
        }
        Event::PanelResponseLapsed {} => {
            state.panel = Some(Panel::Lapsed);
            state.phase = Phase::Responded;
        }
        Event::DecisionReconsidered { outcome, .. } => state.outcome = Some(*outcome),
        Event::RapidReviewClosed {} => state.phase = Phase::Closed,
    }
}

/// A summary that is given back is missing again, and has to be explained anew.
fn summary(state: &mut State, agency: AgencyId, phase: SummaryPhase) {
    if let Some(known) = state.summaries.get_mut(&agency) {
        known.phase = phase;
        known.explained = false;
    }
}
