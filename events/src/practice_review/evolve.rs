//! How a practice review moves on.

use super::state::{AccuracyCheck, Delay, Draft, FamilyMember, Finding, Published, Request};
use super::state::{Phase, Reviewer, State};
use super::{Event, ReviewKind};
use crate::envelope::Envelope;
use crate::ids::AgencyId;
use chrono::NaiveDate;

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    working(state, event);
    found(state, event);
    reporting(state, event, envelope);
    ending(state, event);
}

/// From the decision until a draft comes.
fn working(state: &mut State, event: &Event) {
    match event {
        Event::ReviewCommissioned {
            kind,
            reference,
            decided_on,
            rapid_review,
            rule_set,
            due,
            ..
        } => {
            state.rapid_review = *rapid_review;
            commissioned(state, *kind, reference, (*decided_on, *due), rule_set);
        }
        Event::ReviewerAppointed { number, .. } => {
            state.reviewers.insert(*number, Reviewer::default());
            restaged(state);
        }
        Event::ReviewerRemoved { number } => {
            if let Some(reviewer) = state.reviewers.get_mut(number) {
                reviewer.removed = true;
            }
            restaged(state);
        }
        Event::TermsOfReferenceAgreed { agencies, .. }
        | Event::TermsOfReferenceRevised { agencies, .. } => {
            state.scope = Some(agencies.iter().copied().collect());
            restaged(state);
        }
        Event::ParallelProceedingRegistered { number, .. } => {
            state.proceedings.insert(*number, false);
        }
        Event::ParallelProceedingConcluded { number, .. } => {
            state.proceedings.insert(*number, true);
        }
        Event::FamilyInvited { .. }
        | Event::FamilyContributed { .. }
        | Event::FamilyDeclined { .. }
        | Event::ReviewerInformationRequestedInWriting { .. }
        | Event::ReviewerInformationReceived { .. } => asked(state, event),
        Event::PractitionerEventHeld { .. }
        | Event::ReviewProgressMonitored { .. }
        | Event::EarlyLearningReleased { .. }
        | Event::DraftReportReceived { .. }
        | Event::AccuracyCheckRequested { .. }
        | Event::AccuracyChecked { .. }
        | Event::ReviewFindingRecorded { .. }
        | Event::ReviewFindingCorrected { .. }
        | Event::NoRecommendationJustified { .. }
        | Event::ReportSignedOff { .. }
        | Event::PublicationImpactAssessed { .. }
        | Event::AnonymisationChecked { .. }
        | Event::ReportSentToPanelAndSecretaryOfState { .. }
        | Event::ReportSentToOfsted { .. }
        | Event::PanelCommentReceived { .. }
        | Event::PublicationDelayed { .. }
        | Event::NonPublicationDecided { .. }
        | Event::ReportPublished { .. }
        | Event::ImprovementsPublished { .. }
        | Event::ReportTakenDown { .. }
        | Event::ReviewClosed {} => {}
    }
}

/// The family, and what was asked for in writing.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`working` names every event; these are the ones about somebody who was asked"
)]
fn asked(state: &mut State, event: &Event) {
    match event {
        Event::FamilyInvited {
            number,
            alias,
            subject,
            ..
        } => {
            let member = FamilyMember {
                alias: alias.clone(),
                subject: *subject,
                ..FamilyMember::default()
            };
            state.family.insert(*number, member);
        }
        Event::FamilyContributed { number, .. } => {
            if let Some(member) = state.family.get_mut(number) {
                member.contributed = true;
                member.declined = false;
            }
        }
        Event::FamilyDeclined { number, .. } => {
            if let Some(member) = state.family.get_mut(number) {
                member.declined = true;
            }
        }
        Event::ReviewerInformationRequestedInWriting {
            number,
            agency,
            due,
            ..
        } => {
            let request = Request {
                agency: *agency,
                due: *due,
                answered: false,
            };
            state.requests.insert(*number, request);
        }
        Event::ReviewerInformationReceived { number, .. } => {
            if let Some(request) = state.requests.get_mut(number) {
                request.answered = true;
            }
        }
        _ => {}
    }
}

fn commissioned(
    state: &mut State,
    kind: ReviewKind,
    reference: &str,
    (decided_on, due): (NaiveDate, Option<NaiveDate>),
    rule_set: &str,
) {
    state.phase = Phase::Commissioned;
    state.kind = Some(kind);
    reference.clone_into(&mut state.reference);
    state.decided_on = Some(decided_on);
    state.due = due;
    rule_set.clone_into(&mut state.rule_set);
}

/// Until there is a draft, how far a review has come follows from what it looks at and who writes
/// it.
fn restaged(state: &mut State) {
    if state.phase >= Phase::Draft {
        return;
    }
    state.phase = if state.is_staffed() {
        Phase::Underway
    } else if state.scope.is_some() {
        Phase::Scoped
    } else {
        Phase::Commissioned
    };
}

/// From the first draft until it is published: what happens to one draft counts for that draft.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`working` names every event; these are the ones about a draft"
)]
fn reporting(state: &mut State, event: &Event, envelope: &Envelope) {
    let on = envelope.occurred_on;
    match event {
        Event::DraftReportReceived {
            version, reviewer, ..
        } => {
            state.phase = Phase::Draft;
            state.draft = Draft {
                version: *version,
                reviewer: *reviewer,
                on: Some(on),
                ..Draft::default()
            };
        }
        Event::AccuracyCheckRequested { agency, due, .. } => {
            let asked = AccuracyCheck {
                due: *due,
                answered: None,
            };
            state.draft.accuracy.insert(*agency, asked);
        }
        Event::AccuracyChecked {
            agency, accurate, ..
        } => accuracy(state, *agency, *accurate, on),
        Event::ReportSignedOff {
            agency, complete, ..
        } => {
            state.draft.signed.insert(*agency, on);
            if *complete && state.phase == Phase::Draft {
                state.phase = Phase::SignedOff;
            }
        }
        Event::PublicationImpactAssessed { .. } => state.impact_assessed = Some(on),
        Event::AnonymisationChecked { .. } => state.draft.anonymised = Some(on),
        Event::ReportSentToPanelAndSecretaryOfState { on, .. } => {
            state.draft.panel = Some(*on);
            if !state.phase.is_ended() {
                state.phase = Phase::Noticed;
            }
        }
        Event::ReportSentToOfsted { on, .. } => state.draft.ofsted = Some(*on),
        _ => {}
    }
}

/// What the review says.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`working` names every event; these are the ones about a finding"
)]
fn found(state: &mut State, event: &Event) {
    match event {
        Event::ReviewFindingRecorded {
            finding,
            kind,
            theme,
            ..
        } => {
            let new = Finding {
                kind: *kind,
                theme: theme.clone(),
                justified: false,
            };
            state.findings.insert(*finding, new);
        }
        Event::ReviewFindingCorrected {
            finding,
            kind,
            theme,
            ..
        } => {
            if let Some(known) = state.findings.get_mut(finding) {
                known.kind = *kind;
                known.theme.clone_from(theme);
            }
        }
        Event::NoRecommendationJustified { finding } => {
            if let Some(known) = state.findings.get_mut(finding) {
                known.justified = true;
            }
        }
        _ => {}
    }
}

fn accuracy(state: &mut State, agency: AgencyId, accurate: bool, on: NaiveDate) {
    let asked = state.draft.accuracy.entry(agency).or_insert(AccuracyCheck {
        due: on,
        answered: None,
    });
    asked.answered = Some(accurate);
}

/// What becomes of the report.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`working` names every event; these are the ones that end a review"
)]
fn ending(state: &mut State, event: &Event) {
    let out = |on: NaiveDate, available_until: NaiveDate| {
        Some(Published {
            on,
            available_until,
            taken_down: None,
        })
    };
    match event {
        Event::PublicationDelayed {
            expected,
            told_panel_on,
            ..
        } => state.delays.push(Delay {
            expected: *expected,
            told_panel_on: *told_panel_on,
        }),
        Event::NonPublicationDecided { .. } => {
            state.non_publication = true;
            state.phase = Phase::Withheld;
        }
        Event::ReportPublished {
            on,
            available_until,
            ..
        } => {
            state.phase = Phase::Published;
            state.published = out(*on, *available_until);
        }
        Event::ImprovementsPublished {
            on,
            available_until,
            ..
        } => {
            state.phase = Phase::ImprovementsOnly;
            state.published = out(*on, *available_until);
        }
        Event::ReportTakenDown { on } => {
            if let Some(published) = &mut state.published {
                published.taken_down = Some(*on);
            }
        }
        Event::ReviewClosed {} => state.phase = Phase::Closed,
        _ => {}
    }
}
