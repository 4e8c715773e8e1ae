//! The learning-and-improvement position on one page.

use crate::Models;
use crate::actions::{Action, ActionPhase, ByDate, Verified};
use crate::gaps::{GapStanding, RULES};
use crate::reckoned::OfPlan;
use crate::recommendations::RecommendationState;
use crate::reference::Stamp;
use chrono::NaiveDate;
use events::envelope::Moment;
use events::ids::{ActionId, PlanId};
use events::partnership::RagMeaning;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

mod counts;
mod inspections;
mod practice;
mod reviews;

pub(crate) use counts::Counts;
pub use inspections::Inspected;
pub use practice::{Practice, Year};
pub use reviews::Reviews;

#[cfg(test)]
mod tests;

/// The shape of the answer; raised when a field changes its meaning or goes.
pub const STATUS_VERSION: u32 = 1;

/// What position is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusQuery {
    /// The day the arithmetic goes by.
    pub today: NaiveDate,
    /// Movement since this moment of recorded time: before it is how the record stood then.
    pub since: Option<Moment>,
    /// Of this plan only.
    pub plan: Option<PlanId>,
}

/// The position. Documented in `docs/status-json.md`; fields are only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The shape's number.
    pub version: u32,
    /// The partnership's name.
    pub partnership: String,
    /// The day the arithmetic goes by.
    pub today: NaiveDate,
    /// The plan it is limited to.
    pub plan: Option<PlanId>,
    /// The last event the answer rests on; null for an empty log.
    pub last: Option<Stamp>,
    /// How many actions there are.
    pub actions: u64,
    /// How many actions stand in each phase.
    pub phases: BTreeMap<&'static str, u64>,
    /// By the rating that stands: one row for every letter of every key in use.
    pub claimed: Vec<ClaimedCount>,
    /// How many actions were never rated.
    pub unrated: u64,
    /// By the dates alone.
    pub by_date: BTreeMap<&'static str, u64>,
    /// By what is known about completion.
    pub verified: BTreeMap<&'static str, u64>,
    /// Actions whose claim says better than the dates.
    pub differs: u64,
    /// Open actions past their date or a milestone's.
    pub overdue: u64,
    /// Open actions with their next date today or within thirty days.
    pub due_soon: u64,
    /// Open dates of any sort, milestones and recommendations too, today or within thirty days.
    pub deadlines_soon: u64,
    /// Closed actions and recommendations.
    pub closed: ClosedCount,
    /// How many recommendations stand in each state.
    pub recommendations: BTreeMap<&'static str, u64>,
    /// Recommendations past their date.
    pub recommendations_overdue: u64,
    /// Gaps by rule, those found at least once.
    pub gaps: Vec<GapCount>,
    /// Audits and self-assessments, which stand in no plan.
    pub practice: Practice,
    /// The practice review group's work, which stands in no plan.
    pub reviews: Reviews,
    /// Inspections, which stand in no plan.
    pub inspections: Inspected,
    /// What moved; null where no moment was asked for.
    pub movement: Option<Movement>,
}

/// How many actions stand at one letter of one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimedCount {
    /// The number of the RAG key.
    pub scheme: u32,
    /// The letter.
    pub code: String,
    /// The word for it; empty where the key does not know the letter.
    pub word: String,
    /// What it stands for; null where the key does not know the letter.
    pub meaning: Option<RagMeaning>,
    /// How many actions.
    pub count: u64,
}

/// What was closed, with and without a difference shown on evidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ClosedCount {
    /// Closed actions whose last judgement is some or sustained impact, resting on evidence.
    pub actions_with_impact: u64,
    /// All other closed actions.
    pub actions_without_impact: u64,
    /// Closed recommendations whose last judgement is some or sustained impact, on evidence.
    pub recommendations_with_impact: u64,
    /// All other closed recommendations.
    pub recommendations_without_impact: u64,
}

/// How many gaps one rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GapCount {
    /// The rule's number.
    pub rule: u16,
    /// Its stable name.
    pub name: &'static str,
    /// What a page calls it.
    pub title: &'static str,
    /// All that are found.
    pub found: u64,
    /// Those nobody has decided about, or said to be put right and still found.
    pub open: u64,
}

/// What moved since a moment.
///
/// Computed from each action's own history of ratings, phases and dates, so no second copy of the
/// models is needed. Better and worse go by what the letters stand for: off track, at risk, not
/// started, on track, complete, worst first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Movement {
    /// Since when, in recorded time.
    pub since: Moment,
    /// Rated then and now, now better.
    pub better: Vec<ActionId>,
    /// Rated then and now, now worse.
    pub worse: Vec<ActionId>,
    /// How many were rated then and now, and stand the same.
    pub same: u64,
    /// Not rated then, rated now.
    pub newly_rated: Vec<ActionId>,
    /// Rated then and now, but one of the letters has no place in the order, such as Purple.
    pub not_comparable: Vec<ActionId>,
    /// Agreed since.
    pub opened: Vec<ActionId>,
    /// Not closed then, closed now.
    pub closed: Vec<ActionId>,
    /// Not discontinued then, discontinued now.
    pub discontinued: Vec<ActionId>,
    /// Closed or discontinued then, open now.
    pub reopened: Vec<ActionId>,
    /// Due date moved to a later day since.
    pub slipped: Vec<ActionId>,
}

impl Models {
    /// The learning-and-improvement position.
    pub fn status(&self, query: StatusQuery) -> Status {
        let position = self.reckoned(query.today);
        let of_plan = |plan: &&Arc<OfPlan>| plan.is_of(query.plan);
        let plans: Vec<_> = position.plans.iter().filter(of_plan).collect();
        let mut counts = Counts::default();
        for plan in &plans {
            counts.add(&plan.counts);
        }
        if query.plan.is_none() {
            counts.count_soon(&position.dates, query.today);
        }
        let letters = counts.letters.iter();
        let claimed = letters.map(|((scheme, code), n)| self.claimed(*scheme, code.as_str(), *n));
        Status {
            version: STATUS_VERSION,
            partnership: self.people.name.clone(),
            today: query.today,
            plan: query.plan,
            last: self.last(),
            claimed: claimed.collect(),
            gaps: self.gaps_by_rule(query),
            practice: self.practice(query.today),
            reviews: self.reviews_in_numbers(query.today),
            inspections: self.inspected(query.today),
            movement: query.since.map(|since| self.movement(&plans, since)),
            actions: counts.actions,
            phases: all_of(ActionPhase::ALL.map(ActionPhase::key), counts.phases),
            unrated: counts.unrated,
            by_date: all_of(ByDate::ALL.map(ByDate::key), counts.by_date),
            verified: all_of(Verified::ALL.map(Verified::key), counts.verified),
            differs: counts.differs,
            overdue: counts.overdue,
            due_soon: counts.due_soon,
            deadlines_soon: counts.deadlines_soon,
            closed: counts.closed,
            recommendations: all_of(
                RecommendationState::ALL.map(RecommendationState::key),
                counts.recommendations,
            ),
            recommendations_overdue: counts.recommendations_overdue,
        }
    }

    fn claimed(&self, scheme: u32, code: &str, count: u64) -> ClaimedCount {
        let known = self.people.rag_code(scheme, code);
        ClaimedCount {
            scheme,
            code: code.to_owned(),
            word: known.map(|known| known.word.clone()).unwrap_or_default(),
            meaning: known.map(|known| known.meaning),
            count,
        }
    }

    fn gaps_by_rule(&self, query: StatusQuery) -> Vec<GapCount> {
        let mut counts: BTreeMap<u16, (u64, u64)> = BTreeMap::new();
        self.count_gaps(query.plan, query.today, |rule, standing| {
            let open = matches!(standing, GapStanding::Open | GapStanding::StillThere);
            let counted = counts.entry(rule).or_default();
            counted.0 += 1;
            counted.1 += u64::from(open);
        });
        let counted = RULES.iter().filter_map(|rule| {
            let (found, open) = counts.get(&rule.number)?;
            Some(GapCount {
                rule: rule.number,
                name: rule.name,
                title: rule.title,
                found: *found,
                open: *open,
            })
        });
        counted.collect()
    }

    fn movement(&self, plans: &[&Arc<OfPlan>], since: Moment) -> Movement {
        let mut movement = Movement {
            since,
            better: Vec::new(),
            worse: Vec::new(),
            same: 0,
            newly_rated: Vec::new(),
            not_comparable: Vec::new(),
            opened: Vec::new(),
            closed: Vec::new(),
            discontinued: Vec::new(),
            reopened: Vec::new(),
            slipped: Vec::new(),
        };
        for plan in plans {
            if plan.moved.is_none_or(|moved| moved <= since) {
                // Nothing was recorded of any of its actions since, so every rating stands.
                movement.same += plan.counts.actions - plan.counts.unrated;
                continue;
            }
            for action in self.actions_of(plan) {
                self.rating_moved(&mut movement, action, since);
                movement.phase_moved(action, since);
            }
        }
        movement.in_order();
        movement
    }

    fn rating_moved(&self, movement: &mut Movement, action: &Action, since: Moment) {
        let Some(now) = action.rating() else {
            return;
        };
        let Some(before) = action.rating_at(since) else {
            movement.newly_rated.push(action.id);
            return;
        };
        let place = |rating: &crate::actions::Rating| {
            let meaning = self.people.meaning(rating.scheme, rating.code.as_str());
            meaning.and_then(rank)
        };
        if before.code == now.code && before.scheme == now.scheme {
            movement.same += 1;
            return;
        }
        match (place(before), place(now)) {
            (Some(before), Some(now)) if now > before => movement.better.push(action.id),
            (Some(before), Some(now)) if now < before => movement.worse.push(action.id),
            (Some(_), Some(_)) => movement.same += 1,
            (None, _) | (_, None) => movement.not_comparable.push(action.id),
        }
    }

    /// The plan a thing belongs to.
    pub fn plan_of(&self, stream: events::ids::StreamId) -> Option<PlanId> {
        use events::ids::{RecommendationId, StreamKind};
        match stream.kind {
            StreamKind::Plan => Some(PlanId(stream.id)),
            StreamKind::ImprovementAction => self.actions.get(ActionId(stream.id)).map(|a| a.plan),
            StreamKind::Recommendation => {
                let one = self.recommendations.get(RecommendationId(stream.id));
                one.and_then(|one| one.plan)
            }
            StreamKind::Partnership
            | StreamKind::Evidence
            | StreamKind::Meeting
            | StreamKind::Gap
            | StreamKind::Account
            | StreamKind::SelfAssessment
            | StreamKind::ServiceReturn
            | StreamKind::SeriousIncident
            | StreamKind::RapidReview
            | StreamKind::ReviewSubject
            | StreamKind::PracticeReview
            | StreamKind::Briefing
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning
            | StreamKind::AuditProgramme
            | StreamKind::Audit
            | StreamKind::AuditCase
            | StreamKind::EvidencePack
            | StreamKind::Inspection
            | StreamKind::Erasure
            | StreamKind::LegalHold => None,
        }
    }
}

impl Movement {
    /// Each list in the order of ids, which is the order in which the actions were agreed.
    fn in_order(&mut self) {
        for list in [
            &mut self.better,
            &mut self.worse,
            &mut self.newly_rated,
            &mut self.not_comparable,
            &mut self.opened,
            &mut self.closed,
            &mut self.discontinued,
            &mut self.reopened,
            &mut self.slipped,
        ] {
            list.sort_unstable();
        }
    }

    fn phase_moved(&mut self, action: &Action, since: Moment) {
        let now = action.phase();
        let before = action.phase_at(since);
        if before.is_none() {
            self.opened.push(action.id);
        }
        if now == ActionPhase::Closed && before != Some(now) {
            self.closed.push(action.id);
        }
        if now == ActionPhase::Discontinued && before != Some(now) {
            self.discontinued.push(action.id);
        }
        if before.is_some_and(ActionPhase::is_settled) && !now.is_settled() {
            self.reopened.push(action.id);
        }
        let mut extensions = action.extensions.iter();
        let first = extensions.find(|extension| extension.at.recorded_at > since);
        if first
            .zip(action.due)
            .is_some_and(|(first, due)| due > first.from)
        {
            self.slipped.push(action.id);
        }
    }
}

/// Worst first. Purple has no place: it is a decision, not a judgement of progress.
pub(crate) fn rank(meaning: RagMeaning) -> Option<u8> {
    match meaning {
        RagMeaning::OffTrack => Some(0),
        RagMeaning::AtRisk => Some(1),
        RagMeaning::NotStarted => Some(2),
        RagMeaning::OnTrack => Some(3),
        RagMeaning::Complete => Some(4),
        RagMeaning::Discontinued => None,
    }
}

/// Every word with its count, those that count nothing too.
fn all_of<const N: usize>(
    words: [&'static str; N],
    counts: BTreeMap<&'static str, u64>,
) -> BTreeMap<&'static str, u64> {
    let mut all: BTreeMap<_, _> = words.map(|word| (word, 0)).into();
    all.extend(counts);
    all
}

impl ActionPhase {
    /// The stable word in answers.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Accepted => "accepted",
            Self::NotStarted => "not_started",
            Self::Underway => "underway",
            Self::Claimed => "claimed",
            Self::Refused => "refused",
            Self::Verified => "verified",
            Self::Closed => "closed",
            Self::Discontinued => "discontinued",
            Self::Reopened => "reopened",
        }
    }
}

impl ByDate {
    /// The stable word in answers.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::OnTrack => "on_track",
            Self::DueSoon => "due_soon",
            Self::Overdue => "overdue",
            Self::Done => "done",
            Self::Undated => "undated",
            Self::Stopped => "stopped",
        }
    }
}

impl Verified {
    /// The stable word in answers.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotClaimed => "not_claimed",
            Self::Claimed => "claimed",
            Self::Verified => "verified",
            Self::Refused => "refused",
            Self::Discontinued => "discontinued",
        }
    }
}

impl RecommendationState {
    /// The stable word in answers.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Implemented => "implemented",
            Self::Verified => "verified",
            Self::ImpactJudged => "impact_judged",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Replaced => "replaced",
        }
    }
}
