//! The RAG round: the last four ratings of every action, the claim beside the date arithmetic.

use super::{Action, Rating, Shown};
use crate::Models;
use crate::in_order::Under;
use crate::reference::{Label, Page, PageOf, Stamp, TextRef, Word};
use chrono::NaiveDate;
use events::action::Owner;
use events::ids::{ActionId, AgencyId, PlanId};
use events::partnership::RagMeaning;
use serde::Serialize;

/// How many ratings the grid shows of each action.
const RATINGS_SHOWN: usize = 4;

/// Which actions a RAG round is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GridFilter {
    /// Of this plan.
    pub plan: Option<PlanId>,
    /// Owned by this agency.
    pub agency: Option<AgencyId>,
    /// Only where the claim says better than the dates.
    pub differs: bool,
    /// Closed and discontinued ones too.
    pub settled: bool,
}

/// One rating in the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rated {
    /// When it was given.
    pub at: Stamp,
    /// The letter.
    pub code: Word,
    /// The number of the RAG key it was given in.
    pub scheme: u32,
    /// What it stands for in that key.
    pub meaning: Option<RagMeaning>,
    /// The day it speaks of.
    pub as_at: NaiveDate,
    /// Why.
    pub commentary: Option<TextRef>,
    /// The letter it replaced, when somebody changed it.
    pub moderated_from: Option<Word>,
}

/// One action in the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GridRow {
    /// Which.
    pub id: ActionId,
    /// Its reference.
    pub reference: String,
    /// Its priority.
    pub priority: Label,
    /// What somebody will do.
    pub text: TextRef,
    /// Who owns it.
    pub owners: Vec<Owner>,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// The last four ratings, oldest first.
    pub ratings: Vec<Rated>,
    /// How it stands, three ways.
    pub shown: Shown,
    /// The last report of progress.
    pub progress: Option<TextRef>,
    /// The owners' last word.
    pub last_update: Option<Stamp>,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
}

impl Models {
    /// The RAG round, in the order of references.
    pub fn rag_grid(&self, filter: GridFilter, page: PageOf, today: NaiveDate) -> Page<GridRow> {
        let wants = |action: &&Action| {
            filter
                .agency
                .is_none_or(|agency| action.is_owned_by(agency))
                && (filter.settled || action.is_open())
                && (!filter.differs || self.shown(action, today).differs)
        };
        let all = &self.actions;
        let ordered = if filter.settled {
            &all.in_order
        } else {
            &all.open
        };
        let known = |id| all.get(id);
        let wanted: Vec<_> = match filter.plan {
            Some(plan) => {
                let of_plan = ordered.of(Under::Plan(plan)).filter_map(known);
                of_plan.filter(wants).collect()
            }
            None => ordered.iter().filter_map(known).filter(wants).collect(),
        };
        Page::cut(wanted, page, |action| self.grid_row(action, today))
    }

    fn grid_row(&self, action: &Action, today: NaiveDate) -> GridRow {
        let first = action.ratings.len().saturating_sub(RATINGS_SHOWN);
        let ratings = action.ratings.iter().skip(first);
        GridRow {
            id: action.id,
            reference: action.reference.clone(),
            priority: self.priority_label(action.priority),
            text: action.text.clone(),
            owners: action.owners.clone(),
            due: action.due,
            ratings: ratings.map(|rating| self.rated(rating)).collect(),
            shown: self.shown(action, today),
            progress: action.progress.as_ref().map(|(_, text)| text.clone()),
            last_update: action.last_update,
            version: action.version,
        }
    }

    /// A rating with what its letter stands for.
    pub fn rated(&self, rating: &Rating) -> Rated {
        Rated {
            at: rating.at,
            code: rating.code.clone(),
            scheme: rating.scheme,
            meaning: self.people.meaning(rating.scheme, rating.code.as_str()),
            as_at: rating.as_at,
            commentary: rating.commentary(),
            moderated_from: rating.moderated_from.clone(),
        }
    }
}
