//! Recommendations: where they come from, who answered, and what difference they made.

use crate::reference::{Stamp, TextRef};
use crate::shared::Index;
use chrono::NaiveDate;
use events::action::Impact;
use events::envelope::DecidedIn;
use events::ids::{AgencyId, EvidenceId, PlanId, PriorityId, RecommendationId};
use events::recommendation::{Level, QualityAnswer, Source};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

mod fold;
mod found;
mod list;

#[cfg(test)]
mod tests;

pub use found::Ageing;
pub use list::{RecommendationFilter, RecommendationSort};

/// Every recommendation, and which rest on which source or plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recommendations {
    pub(crate) all: BTreeMap<RecommendationId, Arc<Recommendation>>,
    pub(crate) by_source: Index<Uuid, RecommendationId>,
    pub(crate) by_plan: Index<PlanId, RecommendationId>,
    pub(crate) found: found::Found,
}

/// How far a recommendation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecommendationState {
    /// Nobody has answered yet.
    Made,
    /// An addressee accepted it, or part of it.
    Accepted,
    /// Every addressee that answered declined it.
    Declined,
    /// An addressee says it is done.
    Implemented,
    /// Somebody independent checked that it is done.
    Verified,
    /// The difference it made was judged.
    ImpactJudged,
    /// It is closed.
    Closed,
    /// It was closed too early and is open again.
    Reopened,
    /// It goes on as part of another, as several, or a later one took its place.
    Replaced,
}

impl RecommendationState {
    /// Every state, in the order people meet them.
    pub const ALL: [Self; 9] = [
        Self::Made,
        Self::Accepted,
        Self::Declined,
        Self::Implemented,
        Self::Verified,
        Self::ImpactJudged,
        Self::Closed,
        Self::Reopened,
        Self::Replaced,
    ];

    /// The word a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Made => "Made",
            Self::Accepted => "Accepted",
            Self::Declined => "Declined",
            Self::Implemented => "Implemented",
            Self::Verified => "Verified",
            Self::ImpactJudged => "Impact judged",
            Self::Closed => "Closed",
            Self::Reopened => "Reopened",
            Self::Replaced => "Replaced",
        }
    }

    /// Whether nothing more is expected of it.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Declined | Self::Closed | Self::Replaced)
    }
}

/// An addressee's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Accepted.
    Accepted,
    /// Accepted in part.
    Partly,
    /// Declined.
    Declined,
}

/// A judgement of the difference made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImpactJudgement {
    /// When.
    pub at: Stamp,
    /// The judgement.
    pub judgement: Impact,
    /// What it rests on.
    pub evidence: Vec<EvidenceId>,
    /// Why.
    pub explanation: TextRef,
}

impl ImpactJudgement {
    /// Whether it shows a difference for children, resting on evidence: some or sustained.
    pub fn shows_impact(&self) -> bool {
        matches!(self.judgement, Impact::Some | Impact::Sustained) && !self.evidence.is_empty()
    }
}

/// What became of a recommendation that no longer stands by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "how", content = "to")]
pub enum Replacement {
    /// It goes on as part of another.
    Merged(RecommendationId),
    /// It goes on as several.
    Split(Vec<RecommendationId>),
    /// A later one takes its place.
    Superseded(RecommendationId),
}

/// How a recommendation was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Closure {
    /// When.
    pub at: Stamp,
    /// A meeting decided to close it though no impact was shown.
    pub without_impact_evidence: bool,
    /// The meeting.
    pub decided_in: Option<DecidedIn>,
}

/// One recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// Which.
    pub id: RecommendationId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was made.
    pub made: Stamp,
    /// Its reference.
    pub reference: String,
    /// The plan that carries it now.
    pub plan: Option<PlanId>,
    /// The priority it serves.
    pub priority: Option<PriorityId>,
    /// The code of its theme, as given.
    pub theme: Option<String>,
    /// Where it comes from.
    pub sources: Vec<Source>,
    /// What should change, as it reads now.
    pub text: TextRef,
    /// Who should change it.
    pub addressees: Vec<AgencyId>,
    /// What will be different for children.
    pub outcome: Option<TextRef>,
    /// How that is seen.
    pub measure: Option<TextRef>,
    /// How far it reaches.
    pub level: Level,
    /// By when.
    pub due: Option<NaiveDate>,
    /// The last check of its quality.
    pub quality: Option<(Stamp, Vec<QualityAnswer>)>,
    /// The last answer of each addressee, with the reason.
    pub answers: BTreeMap<AgencyId, (Stamp, Answer, Option<TextRef>)>,
    /// Amendments, oldest first: when, and why.
    pub amended: Vec<(Stamp, Option<TextRef>)>,
    /// Amendments of its date, oldest first: from, to, and why. The deadlines tell them.
    #[serde(skip)]
    pub moved: Vec<(Option<NaiveDate>, NaiveDate, Option<TextRef>)>,
    /// Reports that it is done, oldest first.
    pub implemented: Vec<(Stamp, Option<AgencyId>, TextRef)>,
    /// When it was checked that it is done, and how.
    pub verified: Option<(Stamp, TextRef)>,
    /// Judgements of the difference made, oldest first.
    pub impact: Vec<ImpactJudgement>,
    /// What became of it.
    pub replaced: Option<(Stamp, Replacement)>,
    /// Plans it was carried on in, oldest first.
    pub carried: Vec<(Stamp, PlanId)>,
    /// Earlier ones it repeats.
    pub repeats: Vec<RecommendationId>,
    /// How it was closed; none while it is open.
    pub closed: Option<Closure>,
    /// When it was reopened, and why, oldest first.
    pub reopened: Vec<(Stamp, Option<TextRef>)>,
    /// States over time, oldest first: for movement and for "as at".
    pub states: Vec<(Stamp, RecommendationState)>,
    /// Its last event.
    pub last: Stamp,
}

impl Recommendation {
    /// How far it is.
    pub fn state(&self) -> RecommendationState {
        self.states
            .last()
            .map_or(RecommendationState::Made, |(_, state)| *state)
    }

    /// Whether it is past its date and something is still expected of it.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        !self.state().is_settled() && self.due.is_some_and(|due| due < today)
    }

    /// The day from which nothing more was expected of it; none while it is open.
    pub fn settled_on(&self) -> Option<NaiveDate> {
        let last = self.states.last();
        last.filter(|(_, state)| state.is_settled())
            .map(|(at, _)| at.occurred_on)
    }

    /// How many days it was open: since it was made, up to the day it was settled or today.
    pub fn age_in_days(&self, today: NaiveDate) -> i64 {
        let until = self.settled_on().unwrap_or(today);
        (until - self.made.occurred_on).num_days().max(0)
    }

    /// Whether the last judgement shows a difference, resting on evidence.
    pub fn shows_impact(&self) -> bool {
        self.impact
            .last()
            .is_some_and(ImpactJudgement::shows_impact)
    }
}

impl Recommendations {
    /// One recommendation.
    pub fn get(&self, id: RecommendationId) -> Option<&Recommendation> {
        self.all.get(&id).map(Arc::as_ref)
    }

    /// Every recommendation, in the order of their ids, which is the order they were made.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Recommendation> {
        self.all.values().map(Arc::as_ref)
    }

    /// Those that rest on a source kept in this log, such as an earlier piece of evidence.
    pub fn from_source(&self, source: Uuid) -> impl Iterator<Item = &Recommendation> {
        let ids = self.by_source.of(&source).iter();
        ids.filter_map(|id| self.get(*id))
    }

    /// Those a plan carries now.
    pub fn of_plan(&self, plan: PlanId) -> impl Iterator<Item = &Recommendation> {
        let ids = self.by_plan.of(&plan).iter();
        ids.filter_map(|id| self.get(*id))
    }
}
