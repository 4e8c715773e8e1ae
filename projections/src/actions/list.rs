//! Lists of actions, filtered and sorted.

use super::{Action, ActionPhase, ByDate, MilestoneState, Shown};
use crate::Models;
use crate::in_order::{InOrder, Number, Under};
use crate::reference::{Label, Page, PageOf, Stamp, TextRef, sort_part};
use chrono::NaiveDate;
use events::action::{DatePrecision, Impact, Owner, Parent};
use events::ids::{ActionId, AgencyId, PlanId, PriorityId};
use serde::Serialize;
use std::cmp::Reverse;

/// Which actions are wanted. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one tick box of the filter, independent of the others"
)]
pub struct ActionFilter {
    /// Of this plan.
    pub plan: Option<PlanId>,
    /// Under this priority, or a sub-priority of it.
    pub priority: Option<PriorityId>,
    /// There for this recommendation, outcome or priority.
    pub parent: Option<Parent>,
    /// Owned, or with a milestone owned, by this agency.
    pub agency: Option<AgencyId>,
    /// Owned by a role whose name has these words in it, whatever their case.
    pub owner_role: Option<String>,
    /// With one of these letters as the rating that stands; an empty word stands for never rated.
    pub letters: Vec<String>,
    /// Standing so by the dates alone; all where empty.
    pub by_date: Vec<ByDate>,
    /// In one of these phases; all where empty.
    pub phases: Vec<ActionPhase>,
    /// Only those whose date, or a milestone's, has passed.
    pub overdue: bool,
    /// Only those where the claim says better than the dates.
    pub differs: bool,
    /// Only those something is still expected of.
    pub open: bool,
    /// Only those nobody owns.
    pub unowned: bool,
    /// Due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// With a reference that has this in it, whatever its case.
    pub reference: Option<String>,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionSort {
    /// By plan, then by reference as people number: 2 before 10.
    #[default]
    Reference,
    /// The earliest due date first, undated ones last.
    Due,
    /// The latest change first.
    LastUpdate,
    /// Worst by date first: overdue, due soon, undated, on track, not started, done, stopped.
    Concern,
}

/// One action in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionRow {
    /// Which.
    pub id: ActionId,
    /// Its reference.
    pub reference: String,
    /// Its plan.
    pub plan: PlanId,
    /// Its priority, with its number.
    pub priority: Label,
    /// What it is there for.
    pub parent: Parent,
    /// What somebody will do.
    pub text: TextRef,
    /// Who owns it.
    pub owners: Vec<Owner>,
    /// When it starts.
    pub start: Option<NaiveDate>,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// How exactly the due date is meant.
    pub due_precision: DatePrecision,
    /// The first due date it had.
    pub original_due: Option<NaiveDate>,
    /// How often the date was extended.
    pub extensions: usize,
    /// How many milestones there are, and how many are met.
    pub milestones: (usize, usize),
    /// How it stands, three ways.
    pub shown: Shown,
    /// How far it is.
    pub phase: ActionPhase,
    /// The last judgement of the difference made.
    pub impact: Option<Impact>,
    /// The rating's commentary.
    pub commentary: Option<TextRef>,
    /// The last report of progress.
    pub progress: Option<TextRef>,
    /// How many pieces of evidence that stand support it.
    pub evidence: usize,
    /// The owners' last word.
    pub last_update: Option<Stamp>,
    /// Its stream's version.
    pub version: u64,
}

impl Models {
    /// The actions wanted, sorted, and how many there are in all.
    pub fn list_actions(
        &self,
        filter: &ActionFilter,
        sort: ActionSort,
        page: PageOf,
        today: NaiveDate,
    ) -> Page<ActionRow> {
        if let (ActionSort::Reference, Some(whole)) = (sort, self.whole(filter)) {
            let actions = whole.part(page).filter_map(|id| self.actions.get(id));
            return Page {
                rows: actions.map(|one| self.action_row(one, today)).collect(),
                total: whole.len(),
                offset: page.offset,
            };
        }
        let (mut wanted, in_order) = self.actions_matching(filter, today);
        let show = |action: &Action| self.action_row(action, today);
        match sort {
            ActionSort::Reference if in_order => Page::cut(wanted, page, show),
            ActionSort::Reference => {
                let place = |a: &&Action| (Number::from(a.reference.as_str()), a.id);
                sort_part(&mut wanted, page, |a| a.plan, place);
                Page::cut(wanted, page, show)
            }
            ActionSort::Due => {
                let place = |a: &&Action| (a.due.is_none(), a.due, a.id);
                Page::sorted(wanted, page, place, show)
            }
            ActionSort::LastUpdate => {
                let place = |a: &&Action| (Reverse(a.last.position), a.id);
                Page::sorted(wanted, page, place, show)
            }
            ActionSort::Concern => {
                let place = |a: &&Action| (concern(a.by_date(today)), a.due, a.id);
                Page::sorted(wanted, page, place, show)
            }
        }
    }

    /// The actions wanted where they are kept in order as a whole: all, or all that are open.
    fn whole(&self, filter: &ActionFilter) -> Option<&InOrder<ActionId>> {
        let open = ActionFilter {
            open: filter.open,
            ..ActionFilter::default()
        };
        let whole = if filter.open {
            &self.actions.open
        } else {
            &self.actions.in_order
        };
        (*filter == open).then_some(whole)
    }

    /// The actions wanted, and whether they are by plan and reference already. What narrows most
    /// is looked up; only what it leaves is gone through.
    fn actions_matching(&self, filter: &ActionFilter, today: NaiveDate) -> (Vec<&Action>, bool) {
        let role = filter.owner_role.as_ref().map(|role| role.to_lowercase());
        let reference = filter.reference.as_ref().map(|r| r.to_lowercase());
        let under = filter.priority.map(|priority| self.family(priority));
        let wants = |action: &&Action| {
            let owner = |role: &String| {
                let mut owners = action.owners.iter();
                owners.any(|owner| owner.role.to_lowercase().contains(role))
            };
            filter.plan.is_none_or(|plan| action.plan == plan)
                && (under.as_ref()).is_none_or(|under| under.contains(&action.priority))
                && filter.parent.is_none_or(|parent| action.parent == parent)
                && filter.agency.is_none_or(|a| action.is_owned_by(a))
                && role.as_ref().is_none_or(owner)
                && (reference.as_ref())
                    .is_none_or(|r| action.reference.to_lowercase().contains(r.as_str()))
                && filter.stands(action)
                && filter.reckons(self, action, today)
        };
        let all = &self.actions;
        // What is past its date is open.
        let open = filter.open || filter.overdue;
        let ordered = if open { &all.open } else { &all.in_order };
        if let Some(parent) = filter.parent {
            (all.for_parent(parent).filter(wants).collect(), false)
        } else if let Some(under) = &under {
            let actions = under.iter().flat_map(|one| all.of_priority(*one));
            (actions.filter(wants).collect(), false)
        } else if let Some(plan) = filter.plan {
            let ids = ordered.of(Under::Plan(plan));
            let of_plan = ids.filter_map(|id| all.get(id));
            (of_plan.filter(wants).collect(), true)
        } else if let Some(agency) = filter.agency {
            (all.of_agency(Some(agency)).filter(wants).collect(), false)
        } else if open {
            let open = ordered.iter().filter_map(|id| all.get(id));
            (open.filter(wants).collect(), true)
        } else {
            (all.all().filter(wants).collect(), false)
        }
    }

    /// A priority and every priority below it.
    fn family(&self, top: PriorityId) -> std::collections::BTreeSet<PriorityId> {
        let mut family = std::collections::BTreeSet::from([top]);
        let plan = self.plans.priority(top).map(|(plan, _)| plan);
        let priorities = plan.map_or(&[][..], |plan| &plan.priorities);
        loop {
            let before = family.len();
            for priority in priorities {
                if priority.parent.is_some_and(|p| family.contains(&p)) {
                    family.insert(priority.id);
                }
            }
            if family.len() == before {
                return family;
            }
        }
    }

    /// One action as a row of a list.
    pub fn action_row(&self, action: &Action, today: NaiveDate) -> ActionRow {
        let met = |m: &&super::Milestone| matches!(m.state, MilestoneState::Met(_));
        let evidence = events::evidence::Claim::Action(action.id);
        let evidence = self.evidence.supporting(evidence);
        ActionRow {
            id: action.id,
            reference: action.reference.clone(),
            plan: action.plan,
            priority: self.priority_label(action.priority),
            parent: action.parent,
            text: action.text.clone(),
            owners: action.owners.clone(),
            start: action.start,
            due: action.due,
            due_precision: action.due_precision,
            original_due: action.original_due,
            extensions: action.extensions.len(),
            milestones: (
                action.milestones.len(),
                action.milestones.iter().filter(met).count(),
            ),
            shown: self.shown(action, today),
            phase: action.phase(),
            impact: action.impact.last().map(|judged| judged.judgement),
            commentary: action.rating().and_then(super::Rating::commentary),
            progress: action.progress.as_ref().map(|(_, text)| text.clone()),
            evidence: evidence.filter(|piece| piece.stands()).count(),
            last_update: action.last_update,
            version: action.version,
        }
    }
}

fn concern(by_date: ByDate) -> u8 {
    match by_date {
        ByDate::Overdue => 0,
        ByDate::DueSoon => 1,
        ByDate::Undated => 2,
        ByDate::OnTrack => 3,
        ByDate::NotStarted => 4,
        ByDate::Done => 5,
        ByDate::Stopped => 6,
    }
}

impl ActionFilter {
    fn stands(&self, action: &Action) -> bool {
        let letter = action.rating().map_or("", |rating| rating.code.as_str());
        let phase = action.phase();
        (self.letters.is_empty() || self.letters.iter().any(|wanted| wanted == letter))
            && (self.phases.is_empty() || self.phases.contains(&phase))
            && (!self.open || !phase.is_settled())
            && (!self.unowned || action.owners.is_empty())
            && (self.due_from).is_none_or(|from| action.due.is_some_and(|due| due >= from))
            && (self.due_to).is_none_or(|to| action.due.is_some_and(|due| due <= to))
    }

    fn reckons(&self, models: &Models, action: &Action, today: NaiveDate) -> bool {
        if self.by_date.is_empty() && !self.overdue && !self.differs {
            return true;
        }
        let by_date = action.by_date(today);
        (self.by_date.is_empty() || self.by_date.contains(&by_date))
            && (!self.overdue || by_date == ByDate::Overdue)
            && (!self.differs || models.shown(action, today).differs)
    }
}
