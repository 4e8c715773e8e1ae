//! How an improvement action moves on.

use super::{Event, Milestone, MilestoneStanding, Owner, Phase, Rating, State};
use crate::envelope::Envelope;
use crate::ids::{AgencyId, MilestoneId};
use chrono::NaiveDate;

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    match event {
        Event::ActionAgreed { .. } => agreed(state, event),
        Event::ActionAccepted { agency } => accepted(state, *agency),
        Event::ActionQueried { .. } => state.query_open = true,
        Event::ActionQueryAnswered { .. } => state.query_open = false,
        Event::ActionReworded { .. }
        | Event::ReminderSent { .. }
        | Event::OverdueEscalated { .. } => {}
        Event::ActionReassigned { to, .. } => reassigned(state, to),
        Event::ActionMeasureSet { measure } => {
            state.measures.insert(measure.measure);
        }
        Event::MilestoneSet { .. }
        | Event::MilestoneMet { .. }
        | Event::MilestoneMissed { .. }
        | Event::MilestoneRescheduled { .. } => milestone_moved(state, event),
        Event::ActionDependsOn { on } => {
            state.depends_on.insert(*on);
        }
        Event::ProgressReported { .. } => begin(state),
        Event::RagRated {
            code,
            scheme,
            as_at,
            ..
        } => rated(state, code, *scheme, *as_at, envelope.occurred_on),
        Event::RagModerated { to, scheme, .. } => moderated(state, to, *scheme, envelope),
        Event::DueDateSet { to } => state.due = Some(*to),
        Event::ExtensionRequested { to } => state.extension_requested = Some(*to),
        Event::ExtensionRefused { .. } => state.extension_requested = None,
        Event::DueDateExtended { to, .. } => {
            state.due = Some(*to);
            state.extensions = state.extensions.saturating_add(1);
            state.extension_requested = None;
        }
        Event::CompletionClaimed { evidence, .. } => {
            state.phase = Phase::Claimed;
            state.claimed_by = Some(envelope.actor.clone());
            state.claimed_with.clone_from(evidence);
        }
        Event::CompletionVerified { .. } => state.phase = Phase::Verified,
        Event::CompletionRefused {} => state.phase = Phase::Refused,
        Event::ActionImpactJudged { judgement, .. } => state.impact = Some(*judgement),
        Event::ActionDiscontinued { .. } => state.phase = Phase::Discontinued,
        Event::ActionReopened {} => {
            state.phase = Phase::Reopened;
            state.claimed_by = None;
            state.claimed_with.clear();
            state.impact = None;
        }
        Event::ActionClosed {} => state.phase = Phase::Closed,
    }
}

fn agreed(state: &mut State, event: &Event) {
    if let Event::ActionAgreed {
        reference,
        plan,
        priority,
        parent,
        owners,
        start,
        due,
        measures,
        ..
    } = event
    {
        state.phase = Phase::Agreed;
        state.reference.clone_from(reference);
        state.plan = Some(*plan);
        state.priority = Some(*priority);
        state.parent = Some(*parent);
        state.owners.clone_from(owners);
        state.start = *start;
        state.due = *due;
        state.measures = measures.iter().map(|measure| measure.measure).collect();
    }
}

fn accepted(state: &mut State, agency: Option<AgencyId>) {
    state.accepted_by.insert(agency);
    if state.phase == Phase::Agreed {
        state.phase = Phase::Accepted;
    }
}

/// An acceptance stands only as long as its agency is an owner.
fn reassigned(state: &mut State, to: &[Owner]) {
    state.owners = to.to_vec();
    let State {
        accepted_by,
        owners,
        ..
    } = state;
    accepted_by.retain(|agency| owners.iter().any(|owner| owner.agency == *agency));
}

fn milestone_moved(state: &mut State, event: &Event) {
    if let Event::MilestoneSet {
        milestone,
        owner,
        due,
        beyond_plan,
        ..
    } = event
    {
        state.milestones.insert(
            *milestone,
            Milestone {
                owner: owner.clone(),
                due: *due,
                beyond_plan: *beyond_plan,
                standing: MilestoneStanding::Planned,
            },
        );
    } else if let Event::MilestoneMet { milestone } = event {
        stands(state, *milestone).standing = MilestoneStanding::Met;
        begin(state);
    } else if let Event::MilestoneMissed { milestone } = event {
        stands(state, *milestone).standing = MilestoneStanding::Missed;
    } else if let Event::MilestoneRescheduled {
        milestone,
        to,
        beyond_plan,
        ..
    } = event
    {
        let milestone = stands(state, *milestone);
        milestone.due = Some(*to);
        milestone.beyond_plan = *beyond_plan;
        milestone.standing = MilestoneStanding::Planned;
    }
}

fn stands(state: &mut State, milestone: MilestoneId) -> &mut Milestone {
    state.milestones.entry(milestone).or_default()
}

/// Work was seen on an action that had not been worked on, or that had to be done again.
fn begin(state: &mut State) {
    state.phase = match state.phase {
        Phase::Unagreed
        | Phase::Agreed
        | Phase::Accepted
        | Phase::NotStarted
        | Phase::Underway
        | Phase::Refused
        | Phase::Reopened => Phase::Underway,
        Phase::Claimed | Phase::Verified | Phase::Closed | Phase::Discontinued => state.phase,
    };
}

/// A rating entered late, of an earlier day, does not take the place of a later day's.
fn rated(state: &mut State, code: &str, scheme: u32, as_at: NaiveDate, rated_on: NaiveDate) {
    begin(state);
    if state.rating.as_ref().is_none_or(|old| old.as_at <= as_at) {
        state.rating = Some(Rating {
            code: code.to_owned(),
            scheme,
            as_at,
            rated_on,
        });
    }
}

fn moderated(state: &mut State, to: &str, scheme: u32, envelope: &Envelope) {
    let as_at = state
        .rating
        .as_ref()
        .map_or(envelope.occurred_on, |old| old.as_at);
    state.rating = Some(Rating {
        code: to.to_owned(),
        scheme,
        as_at,
        rated_on: envelope.occurred_on,
    });
}
