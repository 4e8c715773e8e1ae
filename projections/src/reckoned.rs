//! What was reckoned of each plan, kept as long as it is still true.
//!
//! Counts, gaps and dates of a plan are worked out by going through its actions and
//! recommendations. Most plans do not change between two questions, so their answer is kept; an
//! event drops what it touches ([`touched`]) and a new day drops what the day could change. A
//! plan in which everything is settled stays true whatever the day. There is one entry for a
//! plan, for one day, so what is kept cannot grow beyond the record. It holds ids, dates and
//! counts only, like every model.

use crate::Models;
use crate::actions::{Action, ActionPhase, CompletionWord};
use crate::deadlines::Due;
use crate::gaps::Held;
use crate::recommendations::Recommendation;
use crate::status::Counts;
use chrono::NaiveDate;
use events::action::Parent;
use events::envelope::Moment;
use events::evidence::Claim;
use events::ids::{EvidenceId, PlanId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

mod touched;

#[cfg(test)]
mod tests;

pub(crate) use touched::Touched;

/// A plan, or what stands in none.
pub(crate) type Group = Option<PlanId>;

/// The day of the last meeting held, with its first event.
pub(crate) type LastMeeting = Option<(NaiveDate, u64)>;

/// What is kept. It is no part of what the models say: a copy begins with nothing, and two models
/// are equal whatever each has worked out so far.
#[derive(Debug, Default)]
pub(crate) struct Reckoned(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    plans: BTreeMap<Group, Arc<OfPlan>>,
    beside: Option<Beside>,
}

/// Gaps and dates that stand in no plan, as at an event and on a day.
#[derive(Debug)]
struct Beside {
    position: Option<u64>,
    today: NaiveDate,
    gaps: Arc<Vec<Held>>,
    dates: Arc<Vec<Due>>,
}

/// What was reckoned of one plan.
#[derive(Debug)]
pub(crate) struct OfPlan {
    group: Group,
    today: NaiveDate,
    meeting: LastMeeting,
    /// Nothing in it can change with the day.
    settled: bool,
    /// Counts of its actions and recommendations.
    pub(crate) counts: Counts,
    /// Gaps of its actions and recommendations, by rule and thing.
    pub(crate) gaps: Vec<Held>,
    /// Its dates, the earliest first.
    pub(crate) dates: Vec<Due>,
    /// When anything was last recorded of one of its actions.
    pub(crate) moved: Option<Moment>,
    /// The last day on which one of its actions was rated.
    last_rated: Option<NaiveDate>,
    /// The evidence its gaps lean on, by id.
    leans_on: Vec<EvidenceId>,
}

/// Everything reckoned on a day.
pub(crate) struct Position {
    /// Of each plan, and of what stands in none.
    pub(crate) plans: Vec<Arc<OfPlan>>,
    /// Gaps of audits and self-assessments, of meetings and of the partnership itself, by rule and
    /// thing.
    pub(crate) beside: Arc<Vec<Held>>,
    /// Dates of audits and self-assessments, the earliest first.
    pub(crate) dates: Arc<Vec<Due>>,
}

impl Clone for Reckoned {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Reckoned {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Reckoned {}

impl Reckoned {
    /// Whether nothing is kept, so that nothing has to be dropped: as while a log is replayed.
    pub(crate) fn is_empty(&mut self) -> bool {
        self.kept().plans.is_empty()
    }

    /// Drops what an event may have changed.
    pub(crate) fn forget(&mut self, touched: &Touched) {
        let plans = &mut self.kept().plans;
        match touched {
            Touched::Everything => plans.clear(),
            Touched::These { groups, evidence } => {
                for group in groups {
                    plans.remove(group);
                }
                if let Some(evidence) = evidence {
                    plans.retain(|_, plan| plan.leans_on.binary_search(evidence).is_err());
                }
            }
        }
    }

    fn kept(&mut self) -> &mut Kept {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OfPlan {
    /// Whether it is of this plan, or of any where none is asked for.
    pub(crate) fn is_of(&self, plan: Option<PlanId>) -> bool {
        plan.is_none() || self.group == plan
    }

    fn holds(&self, today: NaiveDate, meeting: LastMeeting) -> bool {
        self.settled || (self.today == today && self.meeting == meeting)
    }
}

impl Models {
    /// Everything reckoned on a day: what is still true, and the rest worked out afresh.
    pub(crate) fn reckoned(&self, today: NaiveDate) -> Position {
        let meeting = self.last_meeting(today);
        let kept = self.reckoned.0.lock();
        let mut kept = kept.unwrap_or_else(PoisonError::into_inner);
        let mut plans = Vec::new();
        for group in self.groups() {
            let known = kept.plans.get(&group);
            let known = known.filter(|known| known.holds(today, meeting)).cloned();
            let plan = known.unwrap_or_else(|| {
                let new = Arc::new(self.reckon(group, today, meeting));
                kept.plans.insert(group, Arc::clone(&new));
                new
            });
            plans.push(plan);
        }
        let position = self.last().map(|last| last.position);
        let known = kept.beside.as_ref();
        let known = known.filter(|known| known.position == position && known.today == today);
        let known = known.map(|known| (Arc::clone(&known.gaps), Arc::clone(&known.dates)));
        let (beside, dates) = known.unwrap_or_else(|| {
            let gaps = Arc::new(self.gaps_beside(&plans, today));
            let dates = Arc::new(self.dates_of_practice(today));
            kept.beside = Some(Beside {
                position,
                today,
                gaps: Arc::clone(&gaps),
                dates: Arc::clone(&dates),
            });
            (gaps, dates)
        });
        Position {
            plans,
            beside,
            dates,
        }
    }

    /// Every plan that something stands in, and none for what stands in no plan.
    fn groups(&self) -> BTreeSet<Group> {
        let of_actions = self.actions.by_plan.keys();
        let of_recommendations = self.recommendations.by_plan.keys();
        let plans = of_actions.chain(of_recommendations).map(|plan| Some(*plan));
        plans.chain([None]).collect()
    }

    fn reckon(&self, group: Group, today: NaiveDate, meeting: LastMeeting) -> OfPlan {
        let actions: Vec<&Action> = group
            .map(|plan| self.actions.of_plan(plan).collect())
            .unwrap_or_default();
        let recommendations: Vec<&Recommendation> = match group {
            Some(plan) => self.recommendations.of_plan(plan).collect(),
            None => (self.recommendations.all())
                .filter(|one| one.plan.is_none())
                .collect(),
        };
        let dates = Due::all(&actions, &recommendations);
        let mut counts = self.counts(&actions, &recommendations, today);
        counts.count_soon(&dates, today);
        let gaps = self.gaps_of_plan(&actions, &recommendations, meeting, today);
        let rated = actions.iter().filter_map(|action| action.rating());
        OfPlan {
            group,
            today,
            meeting,
            settled: actions.iter().all(|action| is_settled(action))
                && recommendations.iter().all(|one| one.state().is_settled()),
            counts,
            gaps,
            dates,
            moved: actions.iter().map(|action| action.last.recorded_at).max(),
            last_rated: rated.map(|rating| rating.at.occurred_on).max(),
            leans_on: self.leans_on(&actions, &recommendations),
        }
    }

    /// Every piece of evidence that a rule about these asks for, whether it is known or not.
    fn leans_on(
        &self,
        actions: &[&Action],
        recommendations: &[&Recommendation],
    ) -> Vec<EvidenceId> {
        let mut leans_on = BTreeSet::new();
        let mut claim = |claim| leans_on.extend(self.evidence.by_claim.of(&claim));
        for action in actions {
            claim(Claim::Action(action.id));
        }
        for one in recommendations {
            claim(Claim::Recommendation(one.id));
            for action in self.actions.for_parent(Parent::Recommendation(one.id)) {
                claim(Claim::Action(action.id));
            }
        }
        let judged = actions.iter().flat_map(|action| &action.impact);
        leans_on.extend(judged.flat_map(|judged| &judged.evidence));
        leans_on.into_iter().collect()
    }

    /// The actions of a plan.
    pub(crate) fn actions_of(&self, plan: &OfPlan) -> impl Iterator<Item = &Action> {
        let plan = plan.group.into_iter();
        plan.flat_map(|plan| self.actions.of_plan(plan))
    }

    /// The actions rated on a day or later, and others of their plans.
    pub(crate) fn rated_since<'a>(
        &'a self,
        plans: &'a [Arc<OfPlan>],
        day: NaiveDate,
    ) -> impl Iterator<Item = &'a Action> {
        let rated = move |plan: &&Arc<OfPlan>| plan.last_rated.is_some_and(|last| last >= day);
        let plans = plans.iter().filter(rated).filter_map(|plan| plan.group);
        plans.flat_map(|plan| self.actions.of_plan(plan))
    }
}

/// Whether no rule and no date says anything else of an action on another day.
fn is_settled(action: &Action) -> bool {
    let waits = || {
        let step = action.last_step();
        step.is_some_and(|step| step.step == CompletionWord::Claimed)
    };
    let phase = action.phase();
    let stopped = phase.is_settled() && action.discontinued.is_some() && !waits();
    stopped || phase == ActionPhase::Closed
}
