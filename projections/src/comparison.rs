//! What changed between two moments: added, closed, rated otherwise, slipped, reworded, or nothing.
//!
//! Both moments are read as they stood, each from its own copy of the models, so what is told does
//! not depend on how a thing remembers its past: a thing has the words, the dates, the rating and
//! the owners it had then, and those it has now.

use crate::Models;
use crate::reference::{Stamp, TextRef, Word};
use chrono::NaiveDate;
use events::action::{DatePrecision, Impact, Owner};
use events::ids::{ActionId, AgencyId, PlanId, PriorityId, RecommendationId, StreamId, StreamKind};
use serde::Serialize;
use std::collections::BTreeMap;

mod actions;
mod plans;
mod recommendations;

#[cfg(test)]
mod tests;

/// What sort of things are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// Plans, with their priorities.
    Plan,
    /// Recommendations.
    Recommendations,
    /// Improvement actions.
    Actions,
}

impl Compared {
    /// Every sort, in the order people meet them.
    pub const ALL: [Self; 3] = [Self::Plan, Self::Recommendations, Self::Actions];

    /// The stable word in addresses and answers.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Recommendations => "recommendations",
            Self::Actions => "actions",
        }
    }

    /// The word a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plan => "Plans and priorities",
            Self::Recommendations => "Recommendations",
            Self::Actions => "Improvement actions",
        }
    }

    /// The sort with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// How a thing changed. A thing may have changed in several ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It was not there then.
    Added,
    /// It was open then and is closed, discontinued, retired or replaced now.
    Closed,
    /// It was closed then and is open now.
    Reopened,
    /// It is at another step of its life, open then and now.
    MovedOn,
    /// Rated better than then.
    RatedBetter,
    /// Rated worse than then.
    RatedWorse,
    /// Rated for the first time, or between ratings of which none is better.
    RatedOtherwise,
    /// Due later than then.
    Slipped,
    /// Due earlier than then.
    BroughtForward,
    /// It had no date then, or has none now.
    Dated,
    /// It says something else than then.
    Reworded,
    /// Others own it, lead it, or are to do it.
    OtherHands,
    /// It stands elsewhere: another plan or priority.
    Placed,
    /// Something about it was recorded, and none of the above changed.
    Unchanged,
    /// Nothing at all was recorded about it in between.
    Silent,
    /// It was there then, and is not among what the reader may see now.
    OutOfSight,
}

impl ChangeKind {
    /// Every kind, in the order a page tells them.
    pub const ALL: [Self; 16] = [
        Self::Added,
        Self::Closed,
        Self::Reopened,
        Self::MovedOn,
        Self::RatedBetter,
        Self::RatedWorse,
        Self::RatedOtherwise,
        Self::Slipped,
        Self::BroughtForward,
        Self::Dated,
        Self::Reworded,
        Self::OtherHands,
        Self::Placed,
        Self::Unchanged,
        Self::Silent,
        Self::OutOfSight,
    ];

    /// The stable word in addresses and answers.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::MovedOn => "moved_on",
            Self::RatedBetter => "rated_better",
            Self::RatedWorse => "rated_worse",
            Self::RatedOtherwise => "rated_otherwise",
            Self::Slipped => "slipped",
            Self::BroughtForward => "brought_forward",
            Self::Dated => "dated",
            Self::Reworded => "reworded",
            Self::OtherHands => "other_hands",
            Self::Placed => "placed",
            Self::Unchanged => "unchanged",
            Self::Silent => "silent",
            Self::OutOfSight => "out_of_sight",
        }
    }

    /// The word a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Closed => "Closed",
            Self::Reopened => "Reopened",
            Self::MovedOn => "Moved on",
            Self::RatedBetter => "Rated better",
            Self::RatedWorse => "Rated worse",
            Self::RatedOtherwise => "Rated otherwise",
            Self::Slipped => "Slipped",
            Self::BroughtForward => "Brought forward",
            Self::Dated => "Date set or taken away",
            Self::Reworded => "Reworded",
            Self::OtherHands => "In other hands",
            Self::Placed => "Moved to another place",
            Self::Unchanged => "Unchanged, though something was recorded",
            Self::Silent => "Unchanged, nothing recorded",
            Self::OutOfSight => "No longer in what you see",
        }
    }

    /// Whether the thing is as it was.
    pub const fn is_unchanged(self) -> bool {
        matches!(self, Self::Unchanged | Self::Silent)
    }

    /// The kind with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// What stood somewhere at one of the moments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "value")]
pub enum Stood {
    /// Nothing.
    Nothing,
    /// Narrative.
    Words(TextRef),
    /// A word of the product.
    Word(&'static str),
    /// A short label, such as a reference or a title.
    Label(String),
    /// A day.
    Day(NaiveDate, DatePrecision),
    /// A rating, in the key it was given in.
    Rating(u32, Word),
    /// A judgement of the difference made.
    Impact(Impact),
    /// Owners.
    Owners(Vec<Owner>),
    /// Agencies.
    Agencies(Vec<AgencyId>),
    /// A plan.
    Plan(PlanId),
    /// A priority.
    Priority(PriorityId),
}

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// How it changed.
    pub kind: ChangeKind,
    /// Which part of the thing, as a page calls it.
    pub part: &'static str,
    /// What stood there then.
    pub before: Stood,
    /// What stands there now.
    pub after: Stood,
}

/// A thing, and how it differs from what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedThing {
    /// The stream it is told in.
    pub stream: StreamId,
    /// The priority, where it is one of a plan's.
    pub priority: Option<PriorityId>,
    /// The plan it stands in.
    pub plan: Option<PlanId>,
    /// Its reference or number; a plan's title.
    pub reference: String,
    /// What it says now, or said last.
    pub text: Option<TextRef>,
    /// How it changed, in the order of the kinds; never empty.
    pub changes: Vec<Change>,
}

impl ChangedThing {
    /// Whether it changed in this way.
    pub fn is(&self, kind: ChangeKind) -> bool {
        self.changes.iter().any(|change| change.kind == kind)
    }

    /// Whether it is as it was.
    pub fn is_unchanged(&self) -> bool {
        self.changes.iter().all(|change| change.kind.is_unchanged())
    }

    /// Whether it stood in this plan then and stands in another now.
    fn left(&self, plan: PlanId) -> bool {
        let was_there = Stood::Plan(plan);
        let mut changes = self.changes.iter();
        changes.any(|change| change.kind == ChangeKind::Placed && change.before == was_there)
    }

    fn one(mut self, kind: ChangeKind) -> Self {
        self.changes.push(Change {
            kind,
            part: "",
            before: Stood::Nothing,
            after: Stood::Nothing,
        });
        self
    }

    /// Puts the changes in order; a thing without any is unchanged.
    fn settled(mut self, before: Stamp, after: Stamp) -> Self {
        if self.changes.is_empty() {
            let silent = before.position == after.position;
            return self.one(if silent {
                ChangeKind::Silent
            } else {
                ChangeKind::Unchanged
            });
        }
        self.changes.sort_by_key(|change| change.kind);
        self
    }

    fn change(&mut self, kind: ChangeKind, part: &'static str, before: Stood, after: Stood) {
        self.changes.push(Change {
            kind,
            part,
            before,
            after,
        });
    }

    /// Tells a text that stands at another place of the log, which is where its words were said.
    fn reworded(&mut self, part: &'static str, before: Option<&TextRef>, after: Option<&TextRef>) {
        if before != after {
            let stood = |text: Option<&TextRef>| text.cloned().map_or(Stood::Nothing, Stood::Words);
            self.change(ChangeKind::Reworded, part, stood(before), stood(after));
        }
    }

    /// Tells a day that is another.
    fn dated(
        &mut self,
        part: &'static str,
        before: Option<(NaiveDate, DatePrecision)>,
        after: Option<(NaiveDate, DatePrecision)>,
    ) {
        if before == after {
            return;
        }
        let kind = match (before, after) {
            (Some((before, _)), Some((after, _))) if after > before => ChangeKind::Slipped,
            (Some((before, _)), Some((after, _))) if after < before => ChangeKind::BroughtForward,
            (Some(_) | None, Some(_) | None) => ChangeKind::Dated,
        };
        let stood = |day: Option<(NaiveDate, DatePrecision)>| {
            day.map_or(Stood::Nothing, |(day, precision)| {
                Stood::Day(day, precision)
            })
        };
        self.change(kind, part, stood(before), stood(after));
    }
}

/// The record at two moments.
#[derive(Debug, Clone, Copy)]
pub struct Between<'a> {
    /// As it stood at the earlier moment.
    pub before: &'a Models,
    /// As it stands at the later one.
    pub after: &'a Models,
}

impl Between<'_> {
    /// Every thing of a sort, in the order people read them, with how it changed. What left a plan
    /// in between is told of that plan too.
    pub fn things(&self, sort: Compared, plan: Option<PlanId>) -> Vec<ChangedThing> {
        let mut all = match sort {
            Compared::Plan => self.plans(),
            Compared::Recommendations => self.recommendations(),
            Compared::Actions => self.actions(),
        };
        all.retain(|thing| plan.is_none_or(|plan| thing.plan == Some(plan) || thing.left(plan)));
        all
    }
}

/// How many things changed in each way. A thing that changed in two ways counts in both.
pub fn counted(things: &[ChangedThing]) -> BTreeMap<ChangeKind, usize> {
    let mut counts = BTreeMap::new();
    for thing in things {
        for kind in ChangeKind::ALL {
            if thing.is(kind) {
                *counts.entry(kind).or_default() += 1;
            }
        }
    }
    counts
}

fn of_action(id: ActionId) -> StreamId {
    StreamId {
        kind: StreamKind::ImprovementAction,
        id: id.0,
    }
}

fn of_recommendation(id: RecommendationId) -> StreamId {
    StreamId {
        kind: StreamKind::Recommendation,
        id: id.0,
    }
}
