//! Business plans: priorities, outcomes, measures, approvals, and what an import noticed.

use crate::reference::{Stamp, TextRef};
use chrono::{Months, NaiveDate};
use events::action::Owner;
use events::envelope::{DecidedIn, Envelope};
use events::ids::{
    ActionId, EvidenceId, GroupId, MeasureId, OutcomeId, PlanId, PriorityId, RecommendationId,
};
use events::plan::{Event, Lacking};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

mod fold;

/// Every plan, and which plan a priority or outcome belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plans {
    pub(crate) all: BTreeMap<PlanId, Plan>,
    pub(crate) priorities: BTreeMap<PriorityId, PlanId>,
    pub(crate) outcomes: BTreeMap<OutcomeId, (PlanId, PriorityId)>,
}

/// How far a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanPhase {
    /// Being written.
    Drafted,
    /// Agreed by a group.
    Approved,
    /// Made public.
    Published,
    /// Its period is over and its work is settled.
    Closed,
}

impl PlanPhase {
    /// The word a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Drafted => "Draft",
            Self::Approved => "Approved",
            Self::Published => "Published",
            Self::Closed => "Closed",
        }
    }
}

/// One plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Which.
    pub id: PlanId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// Its title.
    pub title: String,
    /// First day of its period.
    pub from: NaiveDate,
    /// Last day of its period.
    pub to: NaiveDate,
    /// The number of the RAG key its ratings use.
    pub rag_scheme: u32,
    /// Other boards that adopt it too, at drafting or later.
    pub joint_with: Vec<String>,
    /// How far it is.
    pub phase: PlanPhase,
    /// When it was begun.
    pub drafted: Stamp,
    /// Reading-in reports, oldest first.
    pub imports: Vec<ImportReport>,
    /// Reviews by groups, oldest first.
    pub reviews: Vec<Review>,
    /// Approvals, oldest first.
    pub approvals: Vec<Approval>,
    /// When and where it was published, oldest first.
    pub published: Vec<(Stamp, Option<String>)>,
    /// Revisions after approval, oldest first: when, and what changed.
    pub revisions: Vec<(Stamp, TextRef)>,
    /// When it was closed.
    pub closed: Option<Stamp>,
    /// Priorities in the order they were adopted, sub-priorities among them.
    pub priorities: Vec<Priority>,
    /// The board's rating of the plan as a whole, oldest first.
    pub self_ratings: Vec<SelfRating>,
    /// Recommendations carried into this plan from another, in that order.
    pub carried_in: Vec<RecommendationId>,
    /// Its last event.
    pub last: Stamp,
}

/// What reading a document found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// When.
    pub at: Stamp,
    /// The document, kept as evidence.
    pub source: EvidenceId,
    /// What was noticed.
    pub problems: Vec<Problem>,
    /// Words that have no place in the plan.
    pub unplaced: Vec<Unplaced>,
    /// How its columns were read.
    pub columns: Vec<ColumnRead>,
}

/// How one column of a document was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnRead {
    /// Where its heading stands in the document.
    pub place: String,
    /// The heading.
    pub heading: TextRef,
    /// What it was read as, in the words of the import.
    pub meaning: String,
}

/// Something a reading of a document noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where in the document.
    pub place: String,
    /// Which field of the plan it is about.
    pub field: String,
    /// The problem's stable name.
    pub code: String,
    /// What stood there.
    pub found: Option<TextRef>,
}

/// Words of a document that have no place in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unplaced {
    /// Where in the document.
    pub place: String,
    /// The words.
    pub words: TextRef,
}

/// A group's review of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// When.
    pub at: Stamp,
    /// The group.
    pub group: GroupId,
    /// What it said.
    pub comments: Option<TextRef>,
}

/// A group's approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approval {
    /// When.
    pub at: Stamp,
    /// The group.
    pub group: GroupId,
    /// The meeting, where it is recorded.
    pub decided_in: Option<DecidedIn>,
    /// What was accepted as lacking.
    pub waivers: Vec<WaiverGiven>,
}

/// A recorded waiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaiverGiven {
    /// Which action.
    pub action: ActionId,
    /// What it lacks.
    pub lacking: Lacking,
    /// Why that is acceptable.
    pub reason: TextRef,
}

/// A priority or sub-priority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Priority {
    /// Which.
    pub id: PriorityId,
    /// Its number in the plan.
    pub number: String,
    /// What it says.
    pub title: TextRef,
    /// What the board wants to be assured of.
    pub statement: Option<TextRef>,
    /// The priority it is part of.
    pub parent: Option<PriorityId>,
    /// Another board it is shared with.
    pub joint_with: Option<String>,
    /// Its lead.
    pub lead: Option<Owner>,
    /// Its outcomes.
    pub outcomes: Vec<Outcome>,
    /// Its measures of success.
    pub measures: Vec<SuccessMeasure>,
    /// Assessments at reviews of the plan, oldest first.
    pub assessments: Vec<Assessment>,
    /// Open statements of little or no progress: when, why, and the remedy.
    pub little_progress: Vec<(Stamp, TextRef, TextRef)>,
    /// How the board rated it, oldest first.
    pub self_ratings: Vec<SelfRating>,
    /// When it was adopted.
    pub adopted: Stamp,
    /// The plan it goes on in.
    pub carried_to: Option<(Stamp, PlanId)>,
    /// When it ended.
    pub retired: Option<Stamp>,
}

/// What will be different for children.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Which.
    pub id: OutcomeId,
    /// By when, in months from the plan's first day.
    pub horizon_months: Option<u16>,
    /// The day that is; none without a horizon or past the calendar's end.
    pub by: Option<NaiveDate>,
    /// What will be different.
    pub text: TextRef,
}

/// How success is seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuccessMeasure {
    /// Which.
    pub id: MeasureId,
    /// Of which outcome.
    pub outcome: Option<OutcomeId>,
    /// How success is seen.
    pub text: TextRef,
}

/// A priority's assessment at a review of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// When.
    pub at: Stamp,
    /// What worked well.
    pub worked_well: TextRef,
    /// What worked not so well.
    pub not_so_well: TextRef,
    /// Gaps and barriers.
    pub barriers: Option<TextRef>,
    /// What changed in services.
    pub services: Option<TextRef>,
    /// What changed for children.
    pub outcomes: Option<TextRef>,
}

/// The board's rating of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SelfRating {
    /// When.
    pub at: Stamp,
    /// The score.
    pub score: u8,
    /// The highest possible score.
    pub out_of: u8,
    /// Which group.
    pub group: GroupId,
}

impl Plan {
    /// One of its priorities.
    pub fn priority(&self, id: PriorityId) -> Option<&Priority> {
        self.priorities.iter().find(|priority| priority.id == id)
    }

    /// Whether a day lies in its period.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// What was accepted as lacking for an action when the plan was approved.
    pub fn waived(&self, action: ActionId, lacking: Lacking) -> bool {
        let waivers = self.approvals.iter().flat_map(|approval| &approval.waivers);
        let mut same = waivers.filter(|w| w.action == action && w.lacking == lacking);
        same.next().is_some()
    }
}

/// A priority with its sub-priorities, for a table or tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriorityNode<'a> {
    /// The priority.
    pub priority: &'a Priority,
    /// Its sub-priorities, in the order of their numbers.
    pub parts: Vec<PriorityNode<'a>>,
}

/// Orders numbers as people do: `2` before `10`, `3` before `3a`, `1.2` before `1.10`.
pub fn number_order(number: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let (mut digits, mut letters) = (String::new(), String::new());
    for c in number.trim().chars() {
        if c.is_ascii_digit() {
            if !letters.is_empty() {
                parts.push((digits.parse().unwrap_or(0), std::mem::take(&mut letters)));
                digits.clear();
            }
            digits.push(c);
        } else {
            letters.extend(c.to_lowercase());
        }
    }
    parts.push((digits.parse().unwrap_or(u64::MAX), letters));
    parts
}

impl Plan {
    /// Its priorities as a tree in the order of their numbers. A sub-priority whose parent is not
    /// in the plan, or would be its own parent, stands at the top, so that none is ever lost.
    pub fn tree(&self) -> Vec<PriorityNode<'_>> {
        let mut seen = BTreeSet::new();
        let known = |id: PriorityId| self.priorities.iter().any(|p| p.id == id);
        let is_top = |p: &&Priority| p.parent.is_none_or(|parent| !known(parent));
        let mut top: Vec<_> = self.priorities.iter().filter(is_top).collect();
        top.sort_by_cached_key(|p| number_order(&p.number));
        let mut tree: Vec<_> = top.into_iter().map(|p| self.node(p, &mut seen)).collect();
        for left in &self.priorities {
            if !seen.contains(&left.id) {
                tree.push(self.node(left, &mut seen));
            }
        }
        tree
    }

    fn node<'a>(
        &'a self,
        priority: &'a Priority,
        seen: &mut BTreeSet<PriorityId>,
    ) -> PriorityNode<'a> {
        seen.insert(priority.id);
        let parts = self.priorities.iter();
        let mut parts: Vec<_> = parts
            .filter(|p| p.parent == Some(priority.id) && !seen.contains(&p.id))
            .collect();
        parts.sort_by_cached_key(|p| number_order(&p.number));
        let mut nodes = Vec::with_capacity(parts.len());
        for part in parts {
            if !seen.contains(&part.id) {
                nodes.push(self.node(part, seen));
            }
        }
        let parts = nodes;
        PriorityNode { priority, parts }
    }
}

impl Plans {
    /// One plan.
    pub fn get(&self, id: PlanId) -> Option<&Plan> {
        self.all.get(&id)
    }

    /// Every plan, in the order of their ids, which is the order they were begun.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Plan> {
        self.all.values()
    }

    /// A priority and its plan.
    pub fn priority(&self, id: PriorityId) -> Option<(&Plan, &Priority)> {
        let plan = self.all.get(self.priorities.get(&id)?)?;
        Some((plan, plan.priority(id)?))
    }

    /// An outcome with its plan and priority.
    pub fn outcome(&self, id: OutcomeId) -> Option<(&Plan, &Priority, &Outcome)> {
        let (_, priority) = self.outcomes.get(&id)?;
        let (plan, priority) = self.priority(*priority)?;
        let outcome = priority.outcomes.iter().find(|outcome| outcome.id == id)?;
        Some((plan, priority, outcome))
    }

    /// The plan whose period a day lies in and that is not closed; the one begun last of several.
    pub fn current(&self, today: NaiveDate) -> Option<&Plan> {
        let open = |plan: &&Plan| plan.phase != PlanPhase::Closed;
        let running = self.all().rev().filter(open);
        let mut running = running.filter(|plan| plan.covers(today));
        running.next().or_else(|| self.all().rev().find(open))
    }

    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = PlanId(envelope.stream.id);
        if let Event::PlanDrafted {
            title,
            from,
            to,
            rag_scheme,
            joint_with,
        } = event
        {
            let stamp = Stamp::of(envelope);
            let plan = self.all.entry(id).or_insert_with(|| Plan::new(id, stamp));
            plan.title.clone_from(title);
            (plan.from, plan.to, plan.rag_scheme) = (*from, *to, *rag_scheme);
            plan.joint_with.clone_from(joint_with);
        }
        if let Event::PriorityAdopted { priority, .. } = event {
            self.priorities.insert(*priority, id);
        }
        if let Event::OutcomeSet {
            outcome, priority, ..
        } = event
        {
            self.outcomes.insert(*outcome, (id, *priority));
        }
        if let Some(plan) = self.all.get_mut(&id) {
            plan.version = envelope.version;
            plan.last = Stamp::of(envelope);
            plan.apply(event, envelope);
        }
    }
}

/// The day a horizon in months from the plan's first day ends; none past the calendar's end.
pub(crate) fn horizon(from: NaiveDate, months: u16) -> Option<NaiveDate> {
    from.checked_add_months(Months::new(u32::from(months)))
}
