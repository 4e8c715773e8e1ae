//! How an agency's return moves on.

use super::{
    Affirmation, AgencyAction, AgreedAction, Answer, CarriedAnswer, Event, Phase, Rescored,
    SignOff, State,
};
use crate::envelope::Envelope;
use crate::ids::{CampaignId, EvidenceId, ReturnId};
use crate::self_assessment;

/// Moves on by one event of the campaign, in which a return begins and is given up. Total: a fact
/// cannot be refused.
pub fn evolve_from_campaign(
    state: &mut State,
    campaign: CampaignId,
    event: &self_assessment::Event,
) {
    match event {
        self_assessment::Event::ReturnInvited { agency, due, .. } => {
            state.phase = Phase::Invited;
            state.campaign = Some(campaign);
            state.agency = Some(*agency);
            state.due = Some(*due);
        }
        self_assessment::Event::NonReturnReported { .. } => {
            state.phase = Phase::NonReturn;
            state.sign_off = None;
            state.unclear.clear();
            state.challenged = false;
        }
        self_assessment::Event::CampaignOpened { .. }
        | self_assessment::Event::ReturnOverdueEscalated { .. }
        | self_assessment::Event::CompositeReportApproved { .. }
        | self_assessment::Event::CampaignClosed {} => {}
    }
}

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    match event {
        Event::ReturnStarted {} => state.phase = Phase::InProgress,
        Event::AnswersCarriedForward { from: _, answers } => carried(state, answers),
        Event::AnswerReaffirmed { standard } => {
            if let Some(answer) = state.answers.get_mut(standard) {
                answer.affirmation = Affirmation::Reaffirmed;
            }
            compiled(state, envelope);
        }
        Event::StandardSelfAssessed {
            standard,
            score,
            narrative: _,
            evidence,
        } => {
            let answer = Answer {
                score: score.clone(),
                evidence: evidence.clone(),
                affirmation: Affirmation::Own,
                words_in: ReturnId(envelope.stream.id),
            };
            state.answers.insert(standard.clone(), answer);
            compiled(state, envelope);
        }
        Event::ReturnSignedOff { post } => signed_off(state, post, envelope),
        Event::ReturnSubmitted {} => {
            state.phase = Phase::Submitted;
            state.submitted_on = Some(envelope.occurred_on);
        }
        Event::ReceiptIssued { number } => state.receipt = Some(number.clone()),
        Event::ClarificationRequested { standard, .. } => {
            state.unclear.insert(standard.clone());
            state.phase = Phase::Clarification;
        }
        Event::ClarificationProvided {
            standard,
            words: _,
            rescored,
            evidence,
        } => {
            clarified(state, standard, rescored.as_ref(), evidence, envelope);
        }
        Event::ChallengeHeld { .. } => {
            state.challenged = true;
            state.phase = Phase::Challenged;
        }
        Event::StandardModerated { standard, to, .. } => {
            state.moderated.insert(standard.clone(), to.clone());
        }
        Event::ReturnAccepted {} => state.phase = Phase::Accepted,
        Event::AgencyActionAgreed { number, action } => agreed(state, *number, action),
        Event::AgencyActionReportedDone {
            number, evidence, ..
        } => {
            if let Some(AgreedAction::Own { done_with, .. }) = state.actions.get_mut(number) {
                done_with.clone_from(evidence);
            }
        }
        Event::ReturnSharedWith { partnership } => state.shared_with.push(partnership.clone()),
        Event::ReturnClosed {} => state.phase = Phase::Closed,
        Event::ReturnReminderSent {} => {}
    }
}

fn carried(state: &mut State, answers: &[CarriedAnswer]) {
    state.phase = Phase::InProgress;
    state.sign_off = None;
    for carried in answers {
        let answer = Answer {
            score: carried.score.clone(),
            evidence: carried.evidence.clone(),
            affirmation: Affirmation::CarriedForward,
            words_in: carried.words_in,
        };
        state.answers.insert(carried.standard.clone(), answer);
    }
}

/// Whoever gives or re-affirms an answer is a compiler, and nobody stands up for the answers as
/// they are now until somebody signs off again.
fn compiled(state: &mut State, envelope: &Envelope) {
    state.phase = Phase::InProgress;
    rests_on(state, envelope);
}

fn rests_on(state: &mut State, envelope: &Envelope) {
    let user = envelope.actor.user().map(str::to_owned);
    state.compilers.extend(user);
    state.sign_off = None;
}

/// A return that is being filled in is signed off; one that was handed in is only signed off
/// again, and stays where it is.
fn signed_off(state: &mut State, post: &str, envelope: &Envelope) {
    if !state.phase.is_submitted() {
        state.phase = Phase::SignedOff;
    }
    state.sign_off = Some(SignOff {
        user: envelope.actor.user().map(str::to_owned),
        post: post.to_owned(),
    });
}

/// A changed answer is another answer: what the partnership thought of the old one falls away, and
/// so does the sign-off.
fn clarified(
    state: &mut State,
    standard: &str,
    rescored: Option<&Rescored>,
    evidence: &[EvidenceId],
    envelope: &Envelope,
) {
    if let Some(answer) = state.answers.get_mut(standard) {
        answer.evidence.extend(evidence);
        if let Some(rescored) = rescored {
            answer.score.clone_from(&rescored.to);
        }
    }
    if rescored.is_some() {
        state.moderated.remove(standard);
        rests_on(state, envelope);
    }
    state.unclear.remove(standard);
    if state.unclear.is_empty() {
        state.phase = if state.challenged {
            Phase::Challenged
        } else {
            Phase::Submitted
        };
    }
}

fn agreed(state: &mut State, number: u32, action: &AgencyAction) {
    let agreed = match action {
        AgencyAction::Existing { action } => AgreedAction::Existing(*action),
        AgencyAction::New { due, .. } => AgreedAction::Own {
            due: *due,
            done_with: Vec::new(),
        },
    };
    state.actions.insert(number, agreed);
    state.phase = Phase::ActionsOpen;
}
