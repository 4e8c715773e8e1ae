//! What the rules ask about a recommendation.

use crate::action::Impact;
use crate::envelope::Actor;
use crate::ids::{AgencyId, PlanId, PriorityId, RecommendationId};
use std::collections::{BTreeMap, BTreeSet};

/// How far a recommendation has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing was made under this id.
    #[default]
    Unmade,
    /// Made; no addressee has accepted it.
    Made,
    /// At least one addressee accepted it, in full or in part.
    Accepted,
    /// Every addressee declined it.
    Declined,
    /// An addressee says it is done.
    Implemented,
    /// Somebody independent confirmed it is done.
    Verified,
    /// Verified, and its impact judged.
    ImpactJudged,
    /// Closed.
    Closed,
    /// Opened again after it was closed.
    Reopened,
    /// It goes on as part of another, as several, or as a later one.
    GoesOnElsewhere,
}

/// What an addressee answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Response {
    /// Accepted.
    Accepted,
    /// Accepted in part.
    PartlyAccepted,
    /// Declined.
    Declined,
}

/// Who said that it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implementer {
    /// Who wrote the report.
    pub actor: Actor,
    /// For which agency; none for the partnership's own team.
    pub agency: Option<AgencyId>,
}

/// What the rules of any stream ask about one recommendation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// Its reference.
    pub reference: String,
    /// The plan that carries it now.
    pub plan: Option<PlanId>,
    /// The priority it serves.
    pub priority: Option<PriorityId>,
    /// Who should change something.
    pub addressees: BTreeSet<AgencyId>,
    /// What they answered.
    pub responses: BTreeMap<AgencyId, Response>,
    /// Everybody who said it is done, since it was made or reopened.
    pub implementers: Vec<Implementer>,
    /// The last judgement of impact since it was made or reopened.
    pub impact: Option<Impact>,
    /// It was closed by a decision, without impact shown.
    pub closed_without_impact: bool,
    /// The earlier ones it repeats.
    pub repeats: BTreeSet<RecommendationId>,
    /// What it goes on as.
    pub goes_on_as: BTreeSet<RecommendationId>,
}

impl State {
    /// Whether it was made and still asks for something.
    pub const fn is_open(&self) -> bool {
        match self.phase {
            Phase::Unmade | Phase::Declined | Phase::Closed | Phase::GoesOnElsewhere => false,
            Phase::Made
            | Phase::Accepted
            | Phase::Implemented
            | Phase::Verified
            | Phase::ImpactJudged
            | Phase::Reopened => true,
        }
    }

    /// Whether an addressee declined it.
    pub fn declined_by(&self, agency: AgencyId) -> bool {
        self.responses.get(&agency) == Some(&Response::Declined)
    }

    /// Whether it was merged, split or superseded.
    pub fn goes_on_elsewhere(&self) -> bool {
        self.phase == Phase::GoesOnElsewhere
    }

    /// Whether it says who should change something.
    pub fn has_addressee(&self) -> bool {
        !self.addressees.is_empty()
    }
}
