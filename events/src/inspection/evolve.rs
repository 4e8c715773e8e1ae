//! How an inspection moves on.

use super::kinds::FindingKind;
use super::{Event, Finding, Phase, Request, RequestPhase, State};
use crate::envelope::Envelope;
use crate::ids::{AgencyId, InformationRequestId, InspectionFindingId};

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, _: &Envelope) {
    match event {
        Event::InspectionNotified {
            kind,
            reference,
            inspectorates,
            on,
            fieldwork,
            ..
        } => {
            state.phase = Phase::Notified;
            state.kind = Some(*kind);
            state.reference.clone_from(reference);
            state.inspectorates = inspectorates.iter().copied().collect();
            state.notified_on = Some(*on);
            state.fieldwork = *fieldwork;
        }
        Event::InspectionDatesChanged { fieldwork } => state.fieldwork = Some(*fieldwork),
        Event::InformationRequestReceived { .. } => asks(state, event),
        Event::InformationRequestAnswered { request, on, .. } => {
            now(state, *request, RequestPhase::Answered(*on));
        }
        Event::InformationRequestWithdrawn { request, .. } => {
            now(state, *request, RequestPhase::Withdrawn);
        }
        Event::LateAnswerExplained { .. } | Event::LatePlanExplained { .. } => {}
        Event::InspectionLetterReceived { on, due, .. } => {
            state.phase = state.phase.max(Phase::Reported);
            state.letter_on = Some(*on);
            state.due = *due;
        }
        Event::InspectionFindingReceived {
            finding,
            kind,
            theme,
            agencies,
            ..
        }
        | Event::InspectionFindingCorrected {
            finding,
            kind,
            theme,
            agencies,
            ..
        } => says(state, *finding, (*kind, theme), agencies),
        Event::NoRecommendationJustified { finding } => {
            if let Some(known) = state.findings.get_mut(finding) {
                known.justified = true;
            }
        }
        Event::PostInspectionPlanSubmitted { on, .. } => {
            state.phase = state.phase.max(Phase::Planned);
            state.submitted_on = Some(*on);
        }
        Event::InspectionClosed {} => state.phase = Phase::Closed,
    }
}

/// Something was asked for. Any other event asks for nothing.
fn asks(state: &mut State, event: &Event) {
    let Event::InformationRequestReceived {
        request,
        number,
        agency,
        received_on,
        due_on,
        ..
    } = event
    else {
        return;
    };
    let received = Request {
        number: number.clone(),
        agency: *agency,
        received_on: *received_on,
        due_on: *due_on,
        phase: RequestPhase::Open,
    };
    state.requests.insert(*request, received);
}

fn now(state: &mut State, request: InformationRequestId, phase: RequestPhase) {
    if let Some(known) = state.requests.get_mut(&request) {
        known.phase = phase;
    }
}

/// A finding that is written down anew keeps the reason why no recommendation is made of it.
fn says(
    state: &mut State,
    finding: InspectionFindingId,
    (kind, theme): (FindingKind, &str),
    agencies: &[AgencyId],
) {
    let before = state.findings.get(&finding);
    let said = Finding {
        kind,
        theme: theme.to_owned(),
        agencies: agencies.iter().copied().collect(),
        justified: before.is_some_and(|known| known.justified),
    };
    state.findings.insert(finding, said);
}
