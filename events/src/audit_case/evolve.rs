//! How a case of an audit moves on.

use super::{Concern, Event, Exclusion, PeerGrade, Return, ReturnPhase, SelfGrade, State};
use crate::envelope::Envelope;
use crate::ids::AgencyId;

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    let user = || envelope.actor.user().map(str::to_owned);
    match event {
        Event::CaseDrawn {
            audit,
            alias,
            agencies,
            ..
        } => {
            state.audit = Some(*audit);
            state.alias.clone_from(alias);
            state.agencies = agencies.iter().copied().collect();
        }
        Event::CaseExcluded { after_grading } => {
            state.excluded = Some(if *after_grading {
                Exclusion::AfterGrading
            } else {
                Exclusion::BeforeGrading
            });
        }
        Event::AgencyReturnRequested { agency, due } => {
            let asked = Return {
                due: *due,
                phase: ReturnPhase::Requested,
            };
            state.returns.insert(*agency, asked);
        }
        Event::AgencyReturnDraftSaved { agency, .. } => {
            returned(state, *agency, ReturnPhase::Drafted);
        }
        Event::AgencyReturnReceived { agency, .. } => {
            returned(state, *agency, ReturnPhase::Received);
        }
        Event::AgencyReturnReturnedForRework { agency } => {
            returned(state, *agency, ReturnPhase::Rework);
        }
        Event::CaseSelfGraded { agency, grade, .. } => {
            let own = SelfGrade {
                grade: grade.clone(),
                user: user(),
            };
            state.self_grades.insert(*agency, own);
        }
        Event::CasePeerGraded { grade, .. } => {
            let user = user();
            state.peer_grades.retain(|peer| peer.user != user);
            let grade = grade.clone();
            state.peer_grades.push(PeerGrade { grade, user });
        }
        Event::ImmediateConcernRaised { .. }
        | Event::ConcernTold { .. }
        | Event::CorrectiveActionConfirmed { .. } => concerned(state, event),
        Event::AgencyReturnReminderSent { .. }
        | Event::PractitionerReflectionCaptured { .. }
        | Event::FamilyViewCaptured { .. } => {}
        Event::CaseGradeModerated { to, .. } => {
            state.moderated = Some(to.clone());
            state.moderations = state.moderations.saturating_add(1);
        }
    }
}

fn returned(state: &mut State, agency: AgencyId, phase: ReturnPhase) {
    if let Some(known) = state.returns.get_mut(&agency) {
        known.phase = phase;
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the caller spells out every event and gives only those about concerns"
)]
fn concerned(state: &mut State, event: &Event) {
    match event {
        Event::ImmediateConcernRaised {
            concern,
            agencies,
            told,
            ..
        } => {
            let raised = Concern {
                agencies: agencies.iter().copied().collect(),
                confirmed: false,
                told: u32::try_from(told.len()).unwrap_or(u32::MAX),
            };
            state.concerns.insert(*concern, raised);
        }
        Event::ConcernTold { concern, .. } => {
            if let Some(known) = state.concerns.get_mut(concern) {
                known.told = known.told.saturating_add(1);
            }
        }
        Event::CorrectiveActionConfirmed { concern, .. } => {
            if let Some(known) = state.concerns.get_mut(concern) {
                known.confirmed = true;
            }
        }
        _ => {}
    }
}
