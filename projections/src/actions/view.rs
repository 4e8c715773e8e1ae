//! One action with everything a page shows beside it.

use super::{Action, ByDate, MilestoneState, Shown, differs};
use crate::Models;
use crate::reference::{Label, Stamp, TextRef};
use chrono::NaiveDate;
use events::evidence::{Claim, Strength};
use events::ids::{ActionId, EvidenceId};
use serde::Serialize;

/// One action and what surrounds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionView<'a> {
    /// The action with its whole history.
    #[serde(flatten)]
    pub action: &'a Action,
    /// How it stands, three ways.
    pub shown: Shown,
    /// Its plan.
    pub plan_label: Label,
    /// Its priority.
    pub priority_label: Label,
    /// What it is there for.
    pub parent_label: Label,
    /// Days between the due date and today; negative once it has passed.
    pub days_left: Option<i64>,
    /// The evidence that supports it, the strongest first.
    pub evidence: Vec<EvidenceLink>,
    /// What it waits for.
    pub needs: Vec<Need>,
    /// What waits for it.
    pub needed_by: Vec<Need>,
    /// Questions nobody has answered yet.
    pub open_queries: usize,
    /// Milestones to be met before it can be closed.
    pub unmet_milestones: usize,
}

/// A piece of evidence beside what it supports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceLink {
    /// Which.
    pub id: EvidenceId,
    /// What it is and what it shows.
    pub describes: TextRef,
    /// The day it speaks of.
    pub evidence_date: NaiveDate,
    /// When it was lodged.
    pub lodged: Stamp,
    /// How strong it is.
    pub strength: Option<Strength>,
    /// Whether it still counts.
    pub stands: bool,
    /// Whether there is a file.
    pub has_file: bool,
}

/// An action that another waits for, or that waits for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Need {
    /// Which.
    pub id: ActionId,
    /// Its reference and words.
    pub label: Label,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// Where it stands by its dates.
    pub by_date: Option<ByDate>,
}

impl Models {
    /// One action with everything a page shows beside it.
    pub fn action(&self, id: ActionId, today: NaiveDate) -> Option<ActionView<'_>> {
        let action = self.actions.get(id)?;
        let needs = action.depends_on.iter().map(|id| self.need(*id, today));
        let waiting = self.actions.waiting_for(id);
        let open = action.queries.iter().filter(|q| q.answered.is_none());
        let unmet = action.milestones.iter();
        let unmet = unmet.filter(|m| !matches!(m.state, MilestoneState::Met(_)));
        Some(ActionView {
            action,
            shown: self.shown(action, today),
            plan_label: self.label(action.plan.into()),
            priority_label: self.priority_label(action.priority),
            parent_label: self.parent_label(action.parent),
            days_left: action.due.map(|due| (due - today).num_days()),
            evidence: self.evidence_for(Claim::Action(id)),
            needs: needs.collect(),
            needed_by: waiting.map(|a| self.need(a.id, today)).collect(),
            open_queries: open.count(),
            unmet_milestones: unmet.count(),
        })
    }

    /// How an action stands, three ways side by side.
    pub fn shown(&self, action: &Action, today: NaiveDate) -> Shown {
        let rating = action.rating();
        let meaning = rating.and_then(|r| self.people.meaning(r.scheme, r.code.as_str()));
        let dates = action.dates();
        Shown {
            claimed: rating.map(|rating| rating.code.clone()),
            scheme: rating.map(|rating| rating.scheme),
            meaning,
            by_date: super::reckon(&dates, today),
            verified: action.verified(),
            differs: meaning.is_some_and(|meaning| differs(meaning, &dates, today)),
        }
    }

    /// The evidence that supports something, what stands and is strongest first.
    pub fn evidence_for(&self, claim: Claim) -> Vec<EvidenceLink> {
        let links = self.evidence.supporting(claim).map(|piece| EvidenceLink {
            id: piece.id,
            describes: piece.describes.clone(),
            evidence_date: piece.evidence_date,
            lodged: piece.lodged,
            strength: piece.strength,
            stands: piece.stands(),
            has_file: piece.file.is_some(),
        });
        let mut links: Vec<_> = links.collect();
        links.sort_by_key(|link| {
            let strength = std::cmp::Reverse(link.strength);
            (!link.stands, strength, link.lodged.position)
        });
        links
    }

    fn need(&self, id: ActionId, today: NaiveDate) -> Need {
        let action = self.actions.get(id);
        Need {
            id,
            label: self.label(id.into()),
            due: action.and_then(|action| action.due),
            by_date: action.map(|action| action.by_date(today)),
        }
    }
}
