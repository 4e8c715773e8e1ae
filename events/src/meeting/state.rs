//! What is known of a meeting, as far as any rule asks.

use super::{Event, Presence};
use crate::envelope::{DecidedIn, Envelope};
use crate::ids::{AgencyId, DecisionId, GroupId, PaperId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What became of a meeting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing is recorded of it.
    #[default]
    NotRecorded,
    /// It was held.
    Held {
        /// The group that met.
        group: GroupId,
        /// The day it met.
        on: NaiveDate,
        /// Whether enough agencies were there.
        quorate: bool,
    },
    /// It was not held.
    Cancelled {
        /// The group.
        group: GroupId,
        /// The day it should have met.
        on: NaiveDate,
    },
}

/// Whether a decision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionPhase {
    /// It stands.
    Standing,
    /// Made without a quorum: a later meeting has to ratify it.
    SubjectToRatification,
    /// Made without a quorum and ratified later: it stands.
    Ratified(Option<DecidedIn>),
    /// It no longer stands.
    Rescinded,
}

/// A paper that was frozen, as far as any rule asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// The day it was frozen.
    pub frozen_on: NaiveDate,
}

impl Paper {
    /// Whether a title is this paper's: large and small letters and blanks around it are one.
    pub fn is_titled(&self, title: &str) -> bool {
        self.title.trim().to_lowercase() == title.trim().to_lowercase()
    }
}

/// A meeting after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// What became of it.
    pub phase: Phase,
    /// Who was there.
    pub attendance: BTreeMap<AgencyId, Presence>,
    /// What was decided, and whether it stands.
    pub decisions: BTreeMap<DecisionId, DecisionPhase>,
    /// The papers that were frozen.
    pub papers: BTreeMap<PaperId, Paper>,
    /// Whether the minutes were agreed.
    pub minutes_approved: bool,
}

impl State {
    /// Whether it was held.
    pub fn was_held(&self) -> bool {
        match self.phase {
            Phase::Held { .. } => true,
            Phase::NotRecorded | Phase::Cancelled { .. } => false,
        }
    }

    /// Whether it was held with enough agencies.
    pub fn was_quorate(&self) -> bool {
        match self.phase {
            Phase::Held { quorate, .. } => quorate,
            Phase::NotRecorded | Phase::Cancelled { .. } => false,
        }
    }

    /// The group that met or should have met.
    pub fn group(&self) -> Option<GroupId> {
        match self.phase {
            Phase::Held { group, .. } | Phase::Cancelled { group, .. } => Some(group),
            Phase::NotRecorded => None,
        }
    }

    /// The day it met or should have met.
    pub fn on(&self) -> Option<NaiveDate> {
        match self.phase {
            Phase::Held { on, .. } | Phase::Cancelled { on, .. } => Some(on),
            Phase::NotRecorded => None,
        }
    }

    /// Whether a decision of this meeting stands today. One that waits for ratification does not.
    pub fn decision_stands(&self, decision: DecisionId) -> bool {
        match self.decisions.get(&decision) {
            Some(DecisionPhase::Standing | DecisionPhase::Ratified(_)) => true,
            Some(DecisionPhase::SubjectToRatification | DecisionPhase::Rescinded) | None => false,
        }
    }
}

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    match event {
        Event::MeetingHeld {
            group,
            on,
            quorate,
            attendance,
        } => {
            state.phase = Phase::Held {
                group: *group,
                on: *on,
                quorate: *quorate,
            };
            let attended = attendance.iter().map(|one| (one.agency, one.presence));
            state.attendance = attended.collect();
        }
        Event::MeetingCancelled { group, on } => {
            state.phase = Phase::Cancelled {
                group: *group,
                on: *on,
            };
        }
        Event::DecisionMade {
            decision,
            subject_to_ratification,
            ..
        } => {
            let phase = if *subject_to_ratification {
                DecisionPhase::SubjectToRatification
            } else {
                DecisionPhase::Standing
            };
            state.decisions.insert(*decision, phase);
        }
        Event::DecisionRatified { decision } => {
            let ratified = DecisionPhase::Ratified(envelope.decided_in);
            state.decisions.insert(*decision, ratified);
        }
        Event::DecisionRescinded { decision } => {
            state.decisions.insert(*decision, DecisionPhase::Rescinded);
        }
        Event::PaperFrozen { paper, title, .. } => {
            let frozen = Paper {
                title: title.clone(),
                frozen_on: envelope.occurred_on,
            };
            state.papers.entry(*paper).or_insert(frozen);
        }
        Event::MinutesApproved {} => state.minutes_approved = true,
    }
}
