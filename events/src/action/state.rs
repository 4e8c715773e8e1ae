//! What the rules ask about an improvement action.

use super::{Impact, Owner, Parent};
use crate::envelope::Actor;
use crate::ids::{ActionId, AgencyId, EvidenceId, MeasureId, MilestoneId, PlanId, PriorityId};
use crate::partnership::{self, RagMeaning};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How far an action has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing was agreed under this id.
    #[default]
    Unagreed,
    /// Agreed; no owner has accepted it.
    Agreed,
    /// An owner accepted it.
    Accepted,
    /// Rated White: scheduled for later. See [`State::phase_in`].
    NotStarted,
    /// Rated, reported on, or a milestone met.
    Underway,
    /// An owner says it is done.
    Claimed,
    /// The claim was refused.
    Refused,
    /// Somebody independent confirmed it is done.
    Verified,
    /// Closed.
    Closed,
    /// Given up because something outside changed.
    Discontinued,
    /// Opened again after it was closed or given up.
    Reopened,
}

/// The latest rating, after moderation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The letter, in the key.
    pub code: String,
    /// The key's number.
    pub scheme: u32,
    /// The day the rating speaks of.
    pub as_at: NaiveDate,
    /// The day it was given.
    pub rated_on: NaiveDate,
}

/// Where a milestone stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum MilestoneStanding {
    /// Still to come.
    #[default]
    Planned,
    /// Met.
    Met,
    /// Missed, and neither met late nor given another date since.
    Missed,
}

/// One milestone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Milestone {
    /// Whose it is, when it is one owner's.
    pub owner: Option<Owner>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// The date lies after the plan's end, and that was said.
    pub beyond_plan: bool,
    /// Where it stands.
    pub standing: MilestoneStanding,
}

/// What the rules of any stream ask about one action.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come. A rating of White is only known with the key: see [`State::phase_in`].
    pub phase: Phase,
    /// Its reference in the plan.
    pub reference: String,
    /// The plan it belongs to.
    pub plan: Option<PlanId>,
    /// The priority it stands under.
    pub priority: Option<PriorityId>,
    /// What it is there for.
    pub parent: Option<Parent>,
    /// Who owns it.
    pub owners: Vec<Owner>,
    /// The agencies that accepted it; none stands for the partnership's own team.
    pub accepted_by: BTreeSet<Option<AgencyId>>,
    /// An owner's question waits for its answer.
    pub query_open: bool,
    /// When it starts.
    pub start: Option<NaiveDate>,
    /// When it is due, after every extension.
    pub due: Option<NaiveDate>,
    /// How often it was given more time.
    pub extensions: u32,
    /// Until when an owner asks for more time, as long as nobody answered.
    pub extension_requested: Option<NaiveDate>,
    /// How its success is seen.
    pub measures: BTreeSet<MeasureId>,
    /// Its milestones.
    pub milestones: BTreeMap<MilestoneId, Milestone>,
    /// The actions it waits for.
    pub depends_on: BTreeSet<ActionId>,
    /// The rating that speaks of the latest day, after moderation.
    pub rating: Option<Rating>,
    /// Who made the last claim of completion.
    pub claimed_by: Option<Actor>,
    /// The evidence of the last claim.
    pub claimed_with: Vec<EvidenceId>,
    /// The last judgement of impact since it was agreed or reopened.
    pub impact: Option<Impact>,
}

impl State {
    /// Whether it was agreed, and is neither closed nor discontinued.
    pub const fn is_open(&self) -> bool {
        match self.phase {
            Phase::Unagreed | Phase::Closed | Phase::Discontinued => false,
            Phase::Agreed
            | Phase::Accepted
            | Phase::NotStarted
            | Phase::Underway
            | Phase::Claimed
            | Phase::Refused
            | Phase::Verified
            | Phase::Reopened => true,
        }
    }

    /// Whether its completion was verified and that still stands.
    pub const fn is_verified(&self) -> bool {
        matches!(self.phase, Phase::Verified | Phase::Closed)
    }

    /// Whether anybody owns it.
    pub const fn has_lead(&self) -> bool {
        !self.owners.is_empty()
    }

    /// Whether it has a due date.
    pub const fn has_due(&self) -> bool {
        self.due.is_some()
    }

    /// Whether anything says how its success is seen.
    pub fn has_measure(&self) -> bool {
        !self.measures.is_empty()
    }

    /// How far it has come, told with the partnership's RAG keys: an action whose latest rating
    /// means that it is scheduled for later has not started.
    pub fn phase_in(&self, partnership: &partnership::State) -> Phase {
        let meaning = self.rating.as_ref().and_then(|rating| {
            let key = partnership.rag_scheme(rating.scheme)?;
            key.meaning(&rating.code)
        });
        if self.phase == Phase::Underway && meaning == Some(RagMeaning::NotStarted) {
            Phase::NotStarted
        } else {
            self.phase
        }
    }

    /// Whether an agency owns it; none asks for an owner without an agency.
    pub fn is_owned_by(&self, agency: Option<AgencyId>) -> bool {
        self.owners.iter().any(|owner| owner.agency == agency)
    }
}
