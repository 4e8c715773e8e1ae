//! Improvement actions at two moments.

use super::{Between, ChangeKind, ChangedThing, Stood};
use crate::actions::{Action, ActionPhase, Rating};
use crate::status::rank;
use std::cmp::Ordering;

impl Between<'_> {
    pub(super) fn actions(&self) -> Vec<ChangedThing> {
        let now = self.after.actions.as_read();
        let mut all: Vec<_> = now.map(|action| self.action(action)).collect();
        let gone = self.before.actions.as_read();
        let gone = gone.filter(|action| self.after.actions.get(action.id).is_none());
        all.extend(gone.map(|action| thing(action).one(ChangeKind::OutOfSight)));
        all
    }

    fn action(&self, now: &Action) -> ChangedThing {
        let mut thing = thing(now);
        let Some(then) = self.before.actions.get(now.id) else {
            return thing.one(ChangeKind::Added);
        };
        phase(&mut thing, then.phase(), now.phase());
        self.rated(&mut thing, then.rating(), now.rating());
        let due = |action: &Action| action.due.map(|day| (day, action.due_precision));
        thing.dated("Due date", due(then), due(now));
        let start = |action: &Action| {
            let day = events::action::DatePrecision::Day;
            action.start.map(|start| (start, day))
        };
        if start(then) != start(now) {
            let stood = |action| start(action).map_or(Stood::Nothing, |(a, b)| Stood::Day(a, b));
            thing.change(ChangeKind::Dated, "Start", stood(then), stood(now));
        }
        words(&mut thing, then, now);
        if then.owners != now.owners {
            let owners = |action: &Action| Stood::Owners(action.owners.clone());
            thing.change(ChangeKind::OtherHands, "Owners", owners(then), owners(now));
        }
        placed(&mut thing, then, now);
        milestones(&mut thing, then, now);
        thing.settled(then.last, now.last)
    }

    fn rated(&self, thing: &mut ChangedThing, then: Option<&Rating>, now: Option<&Rating>) {
        let key = |rating: &Rating| (rating.scheme, rating.code.clone());
        if then.map(key) == now.map(key) {
            return;
        }
        let place = |rating: &Rating| {
            let meaning = self
                .after
                .people
                .meaning(rating.scheme, rating.code.as_str());
            meaning.and_then(rank)
        };
        let places = then.and_then(place).zip(now.and_then(place));
        let kind = match places.map(|(then, now)| now.cmp(&then)) {
            Some(Ordering::Greater) => ChangeKind::RatedBetter,
            Some(Ordering::Less) => ChangeKind::RatedWorse,
            Some(Ordering::Equal) | None => ChangeKind::RatedOtherwise,
        };
        let stood = |rating: Option<&Rating>| {
            let stood = rating.map(|one| Stood::Rating(one.scheme, one.code.clone()));
            stood.unwrap_or(Stood::Nothing)
        };
        thing.change(kind, "Rating", stood(then), stood(now));
    }
}

fn thing(action: &Action) -> ChangedThing {
    ChangedThing {
        stream: super::of_action(action.id),
        priority: None,
        plan: Some(action.plan),
        reference: action.reference.clone(),
        text: Some(action.text.clone()),
        changes: Vec::new(),
    }
}

fn phase(thing: &mut ChangedThing, then: ActionPhase, now: ActionPhase) {
    if then == now {
        return;
    }
    let kind = match (then.is_settled(), now.is_settled()) {
        (false, true) => ChangeKind::Closed,
        (true, false) => ChangeKind::Reopened,
        (false, false) | (true, true) => ChangeKind::MovedOn,
    };
    let (then, now) = (Stood::Word(then.word()), Stood::Word(now.word()));
    thing.change(kind, "Phase", then, now);
}

fn words(thing: &mut ChangedThing, then: &Action, now: &Action) {
    thing.reworded("Action", Some(&then.text), Some(&now.text));
    let (before, after) = (then.timescale.as_ref(), now.timescale.as_ref());
    thing.reworded("Timescale", before, after);
    thing.reworded("Baseline", then.baseline.as_ref(), now.baseline.as_ref());
    let (before, after) = (then.resources.as_ref(), now.resources.as_ref());
    thing.reworded("Resources", before, after);
    for (id, text) in &now.measures {
        let before = then.measures.iter().find(|(known, _)| known == id);
        thing.reworded(
            "Measure of success",
            before.map(|(_, text)| text),
            Some(text),
        );
    }
    for (id, text) in &then.measures {
        if !now.measures.iter().any(|(known, _)| known == id) {
            thing.reworded("Measure of success", Some(text), None);
        }
    }
}

fn placed(thing: &mut ChangedThing, then: &Action, now: &Action) {
    if then.plan != now.plan {
        let (before, after) = (Stood::Plan(then.plan), Stood::Plan(now.plan));
        thing.change(ChangeKind::Placed, "Plan", before, after);
    }
    if then.priority != now.priority {
        let (before, after) = (
            Stood::Priority(then.priority),
            Stood::Priority(now.priority),
        );
        thing.change(ChangeKind::Placed, "Priority", before, after);
    }
    if then.reference != now.reference {
        let label = |action: &Action| Stood::Label(action.reference.clone());
        thing.change(ChangeKind::Placed, "Reference", label(then), label(now));
    }
}

/// Milestones that were moved. One that was added or met is told by the action's own trail.
fn milestones(thing: &mut ChangedThing, then: &Action, now: &Action) {
    for milestone in &now.milestones {
        let mut before = then.milestones.iter();
        if let Some(before) = before.find(|known| known.id == milestone.id) {
            let due = |one: &crate::actions::Milestone| one.due.map(|day| (day, one.due_precision));
            thing.dated("Milestone", due(before), due(milestone));
        }
    }
}
