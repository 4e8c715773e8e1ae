//! What is known of a plan, as far as any rule asks.

use super::Event;
use crate::envelope::Envelope;
use crate::ids::{EvidenceId, MeasureId, OutcomeId, PlanId, PriorityId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// How far a plan has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// There is no such plan yet.
    #[default]
    NotDrafted,
    /// Begun; nobody approved it.
    Drafted,
    /// A group approved it.
    Approved,
    /// It can be read by anybody.
    Published,
    /// Its period is over and its work is settled.
    Closed,
}

/// A plan after its events so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// Its title.
    pub title: String,
    /// First and last day of its period, once drafted.
    pub period: Option<Period>,
    /// The number of the RAG key all its ratings use; 0 before it is drafted.
    pub rag_scheme: u32,
    /// The day it was drafted.
    pub drafted_on: Option<NaiveDate>,
    /// Whether it was revised after it was last approved.
    pub revised_since_approval: bool,
    /// The document it was read in from.
    pub imported_from: Option<EvidenceId>,
    /// Other boards that adopted it too.
    pub joint_with: Vec<String>,
    /// Its priorities and sub-priorities.
    pub priorities: BTreeMap<PriorityId, Priority>,
    /// Its outcomes.
    pub outcomes: BTreeMap<OutcomeId, Outcome>,
    /// Its measures of success.
    pub measures: BTreeMap<MeasureId, Measure>,
}

/// The days a plan covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Whether a priority is still worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriorityPhase {
    /// It is worked on.
    Adopted,
    /// It goes on in another plan.
    CarriedForward(PlanId),
    /// It ended.
    Retired,
}

/// A priority or sub-priority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priority {
    /// Its number in the plan, such as `3` or `3a`.
    pub number: String,
    /// The priority it is part of.
    pub parent: Option<PriorityId>,
    /// Whether it is still worked on.
    pub phase: PriorityPhase,
}

/// An outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The priority it belongs to.
    pub priority: PriorityId,
    /// By when, in months from the plan's first day.
    pub horizon_months: Option<u16>,
}

/// A measure of success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// The priority it belongs to.
    pub priority: PriorityId,
    /// The outcome it belongs to, where it is one outcome's.
    pub outcome: Option<OutcomeId>,
}

impl State {
    /// Whether work on it may still be recorded: drafted and not closed.
    pub fn is_open(&self) -> bool {
        match self.phase {
            Phase::NotDrafted | Phase::Closed => false,
            Phase::Drafted | Phase::Approved | Phase::Published => true,
        }
    }

    /// Whether it was closed.
    pub fn is_closed(&self) -> bool {
        self.phase == Phase::Closed
    }

    /// The plan's last day.
    pub fn ends(&self) -> Option<NaiveDate> {
        self.period.map(|period| period.to)
    }

    /// Whether it has this priority, in whatever phase.
    pub fn has_priority(&self, priority: PriorityId) -> bool {
        self.priorities.contains_key(&priority)
    }

    /// Whether it has this priority and it is still worked on.
    pub fn is_adopted(&self, priority: PriorityId) -> bool {
        self.priorities
            .get(&priority)
            .is_some_and(|known| known.phase == PriorityPhase::Adopted)
    }

    /// The priority with this number, whatever its case.
    pub fn priority_numbered(&self, number: &str) -> Option<PriorityId> {
        self.priorities
            .iter()
            .find(|(_, priority)| crate::partnership::same_words(&priority.number, number))
            .map(|(id, _)| *id)
    }

    /// The priority an outcome belongs to.
    pub fn priority_of_outcome(&self, outcome: OutcomeId) -> Option<PriorityId> {
        self.outcomes.get(&outcome).map(|outcome| outcome.priority)
    }

    /// Whether an outcome has a measure, its own or its priority's.
    pub fn has_measure(&self, outcome: OutcomeId) -> bool {
        self.measures
            .values()
            .any(|measure| measure.outcome == Some(outcome))
    }
}

/// Moves on by one event. Total: a fact cannot be refused.
#[expect(clippy::too_many_lines, reason = "one arm an event")]
pub fn evolve(state: &mut State, event: &Event, envelope: &Envelope) {
    match event {
        Event::PlanDrafted {
            title,
            from,
            to,
            rag_scheme,
            joint_with,
        } => {
            state.phase = Phase::Drafted;
            state.title.clone_from(title);
            state.period = Some(Period {
                from: *from,
                to: *to,
            });
            state.rag_scheme = *rag_scheme;
            state.drafted_on = Some(envelope.occurred_on);
            state.joint_with.clone_from(joint_with);
        }
        Event::PlanImported { source, .. } => state.imported_from = Some(*source),
        Event::PlanApproved { .. } => {
            state.phase = Phase::Approved;
            state.revised_since_approval = false;
        }
        Event::PlanDetailsCorrected { title, from, to } => {
            state.title.clone_from(title);
            state.period = Some(Period {
                from: *from,
                to: *to,
            });
        }
        Event::PlanRevised { .. } => state.revised_since_approval = true,
        Event::PlanPublished { .. } => state.phase = Phase::Published,
        Event::PlanClosed {} => state.phase = Phase::Closed,
        Event::PlanAdoptedJointly { board } => state.joint_with.push(board.clone()),
        Event::PriorityAdopted {
            priority,
            number,
            parent,
            ..
        } => {
            let adopted = Priority {
                number: number.clone(),
                parent: *parent,
                phase: PriorityPhase::Adopted,
            };
            state.priorities.insert(*priority, adopted);
        }
        Event::PriorityCarriedForward { priority, to } => {
            end_priority(state, *priority, PriorityPhase::CarriedForward(*to));
        }
        Event::PriorityRetired { priority } => {
            end_priority(state, *priority, PriorityPhase::Retired);
        }
        Event::OutcomeSet {
            outcome,
            priority,
            horizon_months,
            ..
        } => {
            let set = Outcome {
                priority: *priority,
                horizon_months: *horizon_months,
            };
            state.outcomes.insert(*outcome, set);
        }
        Event::SuccessMeasureSet {
            measure,
            priority,
            outcome,
            ..
        } => {
            let set = Measure {
                priority: *priority,
                outcome: *outcome,
            };
            state.measures.insert(*measure, set);
        }
        Event::PlanReviewed { .. }
        | Event::PriorityReworded { .. }
        | Event::PriorityLeadNamed { .. }
        | Event::PriorityAssessed { .. }
        | Event::LittleOrNoProgressDeclared { .. }
        | Event::SelfRated { .. } => {}
    }
}

fn end_priority(state: &mut State, priority: PriorityId, phase: PriorityPhase) {
    if let Some(known) = state.priorities.get_mut(&priority) {
        known.phase = phase;
    }
}
