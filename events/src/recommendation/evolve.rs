//! How a recommendation moves on.

use super::{Event, Implementer, Phase, Response, State};
use crate::envelope::Envelope;
use crate::ids::{AgencyId, RecommendationId};

/// Moves on by one event. Total: a fact cannot be refused. Of a recommendation that was not made
/// nothing is known.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    let is_begun =
        state.phase != Phase::Unmade || matches!(event, Event::RecommendationMade { .. });
    if is_begun {
        moved(state, event, envelope);
    }
}

fn moved(state: &mut State, event: &Event, envelope: &Envelope) {
    match event {
        Event::RecommendationMade { .. } => made(state, event),
        Event::RecommendationQualityChecked { .. } => {}
        Event::RecommendationAccepted { agency } => {
            responded(state, *agency, Response::Accepted);
        }
        Event::RecommendationPartlyAccepted { agency } => {
            responded(state, *agency, Response::PartlyAccepted);
        }
        Event::RecommendationDeclined { agency } => {
            responded(state, *agency, Response::Declined);
        }
        Event::RecommendationAmended { addressees, .. } => {
            if let Some(addressees) = addressees {
                readdressed(state, addressees);
            }
        }
        Event::RecommendationMerged { into } => goes_on(state, &[*into]),
        Event::RecommendationSplit { into } => goes_on(state, into),
        Event::RecommendationSuperseded { by } => goes_on(state, &[*by]),
        Event::RecommendationCarriedForward { to } => {
            state.plan = Some(*to);
            state.priority = None;
        }
        Event::RecommendationRepeatsEarlier { earlier } => {
            state.repeats.insert(*earlier);
        }
        Event::ImplementationReported { agency, .. } => {
            state.phase = Phase::Implemented;
            state.implementers.push(Implementer {
                actor: envelope.actor.clone(),
                agency: *agency,
            });
        }
        Event::ImplementationVerified { .. } => {
            state.phase = if state.impact.is_some() {
                Phase::ImpactJudged
            } else {
                Phase::Verified
            };
        }
        Event::RecommendationImpactJudged { judgement, .. } => {
            state.impact = Some(*judgement);
            if state.phase == Phase::Verified {
                state.phase = Phase::ImpactJudged;
            }
        }
        Event::ClosedWithoutImpactEvidence {} => {
            state.phase = Phase::Closed;
            state.closed_without_impact = true;
        }
        Event::RecommendationClosed {} => state.phase = Phase::Closed,
        Event::RecommendationReopened {} => {
            state.phase = Phase::Reopened;
            state.implementers.clear();
            state.impact = None;
            state.closed_without_impact = false;
        }
    }
}

fn made(state: &mut State, event: &Event) {
    if let Event::RecommendationMade {
        reference,
        plan,
        priority,
        addressees,
        ..
    } = event
    {
        state.phase = Phase::Made;
        state.reference.clone_from(reference);
        state.plan = *plan;
        state.priority = *priority;
        state.addressees = addressees.iter().copied().collect();
    }
}

fn responded(state: &mut State, agency: AgencyId, response: Response) {
    state.responses.insert(agency, response);
    answered(state);
}

/// New addressees answer for themselves; answers of agencies no longer asked fall away.
fn readdressed(state: &mut State, addressees: &[AgencyId]) {
    state.addressees = addressees.iter().copied().collect();
    let State {
        responses,
        addressees,
        ..
    } = state;
    responses.retain(|agency, _| addressees.contains(agency));
    answered(state);
}

/// Sums up the addressees' answers, as long as nobody said it is done.
fn answered(state: &mut State) {
    state.phase = match state.phase {
        Phase::Unmade | Phase::Made | Phase::Accepted | Phase::Declined => of_responses(state),
        Phase::Implemented
        | Phase::Verified
        | Phase::ImpactJudged
        | Phase::Closed
        | Phase::Reopened
        | Phase::GoesOnElsewhere => state.phase,
    };
}

fn of_responses(state: &State) -> Phase {
    let declined = |agency| state.responses.get(agency) == Some(&Response::Declined);
    let accepted = |response: &Response| *response != Response::Declined;
    if state.responses.values().any(accepted) {
        Phase::Accepted
    } else if !state.addressees.is_empty() && state.addressees.iter().all(declined) {
        Phase::Declined
    } else {
        Phase::Made
    }
}

fn goes_on(state: &mut State, into: &[RecommendationId]) {
    state.phase = Phase::GoesOnElsewhere;
    state.goes_on_as = into.iter().copied().collect();
}
