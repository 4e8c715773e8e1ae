//! Plans and their priorities at two moments.

use super::{Between, ChangeKind, ChangedThing, Stood};
use crate::plans::{Plan, PlanPhase, Priority, PriorityNode, SelfRating};
use events::action::{DatePrecision, Owner};
use events::ids::{PlanId, StreamId, StreamKind};

impl Between<'_> {
    /// Each plan, then its priorities in the order of their numbers.
    pub(super) fn plans(&self) -> Vec<ChangedThing> {
        let mut all = Vec::new();
        for now in self.after.plans.all.values() {
            let then = self.before.plans.all.get(&now.id);
            all.push(plan(then, now));
            for one in in_order(now) {
                all.push(priority(then, now, one));
            }
        }
        let plans = self.before.plans.all.values();
        let gone = plans.filter(|plan| !self.after.plans.all.contains_key(&plan.id));
        all.extend(gone.map(|plan| of_plan(plan).one(ChangeKind::OutOfSight)));
        all
    }
}

fn in_order(plan: &Plan) -> Vec<&Priority> {
    fn walk<'a>(nodes: Vec<PriorityNode<'a>>, all: &mut Vec<&'a Priority>) {
        for node in nodes {
            all.push(node.priority);
            walk(node.parts, all);
        }
    }
    let mut all = Vec::new();
    walk(plan.tree(), &mut all);
    all
}

const fn stream(plan: PlanId) -> StreamId {
    StreamId {
        kind: StreamKind::Plan,
        id: plan.0,
    }
}

fn of_plan(plan: &Plan) -> ChangedThing {
    ChangedThing {
        stream: stream(plan.id),
        priority: None,
        plan: Some(plan.id),
        reference: plan.title.clone(),
        text: None,
        changes: Vec::new(),
    }
}

fn plan(then: Option<&Plan>, now: &Plan) -> ChangedThing {
    let mut thing = of_plan(now);
    let Some(then) = then else {
        return thing.one(ChangeKind::Added);
    };
    if then.phase != now.phase {
        let kind = match (then.phase, now.phase) {
            (_, PlanPhase::Closed) => ChangeKind::Closed,
            (PlanPhase::Closed, _) => ChangeKind::Reopened,
            (_, PlanPhase::Drafted | PlanPhase::Approved | PlanPhase::Published) => {
                ChangeKind::MovedOn
            }
        };
        let (then, now) = (then.phase.word(), now.phase.word());
        thing.change(kind, "Phase", Stood::Word(then), Stood::Word(now));
    }
    if then.title != now.title {
        let title = |plan: &Plan| Stood::Label(plan.title.clone());
        thing.change(ChangeKind::Reworded, "Title", title(then), title(now));
    }
    let day = |day| Some((day, DatePrecision::Day));
    thing.dated("First day", day(then.from), day(now.from));
    thing.dated("Last day", day(then.to), day(now.to));
    rated(&mut thing, &then.self_ratings, &now.self_ratings);
    // A plan's stream tells of its priorities too: it is silent only when nothing was recorded in
    // all of it.
    thing.settled(then.last, now.last)
}

fn priority(before: Option<&Plan>, plan: &Plan, now: &Priority) -> ChangedThing {
    let mut thing = ChangedThing {
        stream: stream(plan.id),
        priority: Some(now.id),
        plan: Some(plan.id),
        reference: now.number.clone(),
        text: Some(now.title.clone()),
        changes: Vec::new(),
    };
    let Some(then) = before.and_then(|plan| plan.priority(now.id)) else {
        return thing.one(ChangeKind::Added);
    };
    ended(&mut thing, then, now);
    if then.number != now.number {
        let number = |one: &Priority| Stood::Label(one.number.clone());
        thing.change(ChangeKind::Placed, "Number", number(then), number(now));
    }
    thing.reworded("Priority", Some(&then.title), Some(&now.title));
    let (before, after) = (then.statement.as_ref(), now.statement.as_ref());
    thing.reworded("Assurance sought", before, after);
    outcomes(&mut thing, then, now);
    if then.lead != now.lead {
        let lead = |one: &Priority| lead(one.lead.as_ref());
        thing.change(ChangeKind::OtherHands, "Lead", lead(then), lead(now));
    }
    rated(&mut thing, &then.self_ratings, &now.self_ratings);
    if thing.changes.is_empty() {
        // What is recorded of a priority stands in the plan's stream; only what it holds tells
        // whether anything was.
        return thing.one(if then == now {
            ChangeKind::Silent
        } else {
            ChangeKind::Unchanged
        });
    }
    thing.changes.sort_by_key(|change| change.kind);
    thing
}

fn ended(thing: &mut ChangedThing, then: &Priority, now: &Priority) {
    if then.retired.is_none() && now.retired.is_some() {
        let (open, closed) = (Stood::Nothing, Stood::Word("Retired"));
        thing.change(ChangeKind::Closed, "Priority", open, closed);
    }
    if let (None, Some((_, to))) = (&then.carried_to, &now.carried_to) {
        let (here, there) = (Stood::Plan(PlanId(thing.stream.id)), Stood::Plan(*to));
        thing.change(ChangeKind::Placed, "Carried forward", here, there);
    }
}

fn lead(owner: Option<&Owner>) -> Stood {
    owner.map_or(Stood::Nothing, |owner| Stood::Owners(vec![owner.clone()]))
}

fn outcomes(thing: &mut ChangedThing, then: &Priority, now: &Priority) {
    for outcome in &now.outcomes {
        let before = then.outcomes.iter().find(|known| known.id == outcome.id);
        let text = before.map(|known| &known.text);
        thing.reworded("Outcome", text, Some(&outcome.text));
        if let Some(before) = before {
            let by = |one: &crate::plans::Outcome| one.by.map(|day| (day, DatePrecision::Day));
            thing.dated("Outcome by", by(before), by(outcome));
        }
    }
    for measure in &now.measures {
        let before = then.measures.iter().find(|known| known.id == measure.id);
        let text = before.map(|known| &known.text);
        thing.reworded("Measure of success", text, Some(&measure.text));
    }
}

/// The board's rating of itself, as a part of the highest possible score.
fn rated(thing: &mut ChangedThing, then: &[SelfRating], now: &[SelfRating]) {
    let (before, after) = (then.last(), now.last());
    if before.map(|one| (one.score, one.out_of)) == after.map(|one| (one.score, one.out_of)) {
        return;
    }
    let part = |one: &SelfRating, of: &SelfRating| u16::from(one.score) * u16::from(of.out_of);
    let compared = before
        .zip(after)
        .map(|(then, now)| part(now, then).cmp(&part(then, now)));
    let kind = match compared {
        Some(std::cmp::Ordering::Greater) => ChangeKind::RatedBetter,
        Some(std::cmp::Ordering::Less) => ChangeKind::RatedWorse,
        Some(std::cmp::Ordering::Equal) | None => ChangeKind::RatedOtherwise,
    };
    let stood = |one: Option<&SelfRating>| {
        let words = one.map(|one| Stood::Label(format!("{} of {}", one.score, one.out_of)));
        words.unwrap_or(Stood::Nothing)
    };
    thing.change(kind, "The board’s own rating", stood(before), stood(after));
}
