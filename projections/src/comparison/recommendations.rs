//! Recommendations at two moments.

use super::{Between, ChangeKind, ChangedThing, Stood};
use crate::recommendations::{Recommendation, RecommendationState};
use events::action::{DatePrecision, Impact};

impl Between<'_> {
    pub(super) fn recommendations(&self) -> Vec<ChangedThing> {
        let now = self.after.recommendations.as_read();
        let mut all: Vec<_> = now.map(|one| self.recommendation(one)).collect();
        let gone = self.before.recommendations.as_read();
        let gone = gone.filter(|one| self.after.recommendations.get(one.id).is_none());
        all.extend(gone.map(|one| thing(one).one(ChangeKind::OutOfSight)));
        all
    }

    fn recommendation(&self, now: &Recommendation) -> ChangedThing {
        let mut thing = thing(now);
        let Some(then) = self.before.recommendations.get(now.id) else {
            return thing.one(ChangeKind::Added);
        };
        state(&mut thing, then.state(), now.state());
        let due = |one: &Recommendation| one.due.map(|day| (day, DatePrecision::Day));
        thing.dated("Due date", due(then), due(now));
        thing.reworded("Recommendation", Some(&then.text), Some(&now.text));
        let (before, after) = (then.outcome.as_ref(), now.outcome.as_ref());
        thing.reworded("Intended outcome", before, after);
        thing.reworded("Measure", then.measure.as_ref(), now.measure.as_ref());
        if then.addressees != now.addressees {
            let agencies = |one: &Recommendation| Stood::Agencies(one.addressees.clone());
            let (before, after) = (agencies(then), agencies(now));
            thing.change(ChangeKind::OtherHands, "Addressed to", before, after);
        }
        if then.plan != now.plan {
            let plan = |one: &Recommendation| one.plan.map_or(Stood::Nothing, Stood::Plan);
            thing.change(ChangeKind::Placed, "Plan", plan(then), plan(now));
        }
        if then.priority != now.priority {
            let priority = |one: &Recommendation| one.priority.map(Stood::Priority);
            let priority = |one| priority(one).unwrap_or(Stood::Nothing);
            thing.change(
                ChangeKind::Placed,
                "Priority",
                priority(then),
                priority(now),
            );
        }
        impact(&mut thing, then, now);
        thing.settled(then.last, now.last)
    }
}

fn thing(one: &Recommendation) -> ChangedThing {
    ChangedThing {
        stream: super::of_recommendation(one.id),
        priority: None,
        plan: one.plan,
        reference: one.reference.clone(),
        text: Some(one.text.clone()),
        changes: Vec::new(),
    }
}

fn state(thing: &mut ChangedThing, then: RecommendationState, now: RecommendationState) {
    if then == now {
        return;
    }
    let kind = match (then.is_settled(), now.is_settled()) {
        (false, true) => ChangeKind::Closed,
        (true, false) => ChangeKind::Reopened,
        (false, false) | (true, true) => ChangeKind::MovedOn,
    };
    let (then, now) = (Stood::Word(then.word()), Stood::Word(now.word()));
    thing.change(kind, "State", then, now);
}

/// A judgement of the difference made is a rating of its own: none, little, some, sustained.
fn impact(thing: &mut ChangedThing, then: &Recommendation, now: &Recommendation) {
    let last = |one: &Recommendation| one.impact.last().map(|judged| judged.judgement);
    let (before, after) = (last(then), last(now));
    if before == after {
        return;
    }
    let kind = match (before.and_then(order), after.and_then(order)) {
        (Some(before), Some(after)) if after > before => ChangeKind::RatedBetter,
        (Some(before), Some(after)) if after < before => ChangeKind::RatedWorse,
        (Some(_) | None, Some(_) | None) => ChangeKind::RatedOtherwise,
    };
    let stood = |impact: Option<Impact>| impact.map_or(Stood::Nothing, Stood::Impact);
    thing.change(kind, "Impact", stood(before), stood(after));
}

/// Worst first. Too early to tell is no judgement yet.
const fn order(impact: Impact) -> Option<u8> {
    match impact {
        Impact::None => Some(0),
        Impact::Some => Some(1),
        Impact::Sustained => Some(2),
        Impact::TooEarly => None,
    }
}
