//! The rules of an improvement action, each with what it refuses and what it allows.

mod agreeing;
mod completing;
mod dates;
mod milestones;
mod properties;
mod rating;

use super::fixture::{Asked, COUNCIL, PLAN, PRIORITY, Scene, Then};
use super::fixture::{council_lead, day, id, outcome, owner};
use super::{Command, DatePrecision, Event, Parent, decide};
use crate::ids::ActionId;

const ACTION: u128 = 100;
const OTHER: u128 = 101;
const THIRD: u128 = 102;

/// When `given` happened to an action, at the hands of the council's lead, a command leads to
/// `then`.
fn check(given: Vec<Event>, when: Asked<Command>, then: Then<Event>) {
    let scene = after(given);
    check_in(&scene, when, then);
}

fn check_in(scene: &Scene, when: Asked<Command>, then: Then<Event>) {
    let id: ActionId = id(ACTION);
    let state = scene.world.actions.get(&id).cloned().unwrap_or_default();
    let shown = format!("{:?}", when.command);
    let judge = |command| decide(&state, id, command, &when.given, &scene.world);
    assert_eq!(outcome(&when.command, judge), then, "{shown}");
}

fn after(given: Vec<Event>) -> Scene {
    let mut scene = Scene::begin();
    happened(&mut scene, ACTION, given);
    scene
}

fn happened(scene: &mut Scene, action: u128, events: Vec<Event>) {
    for event in events {
        let event = crate::event::Event::Action(event);
        scene.happened(council_lead(), id::<ActionId>(action), event);
    }
}

/// Agreed: owned by the council, from January to September 2026, with one measure missing.
fn agreed() -> Event {
    agreed_as("1.2")
}

fn agreed_as(reference: &str) -> Event {
    Event::ActionAgreed {
        reference: reference.into(),
        plan: id(PLAN),
        priority: id(PRIORITY),
        parent: Parent::Priority(id(PRIORITY)),
        text: "Agree one chronology".into(),
        owners: vec![owner(COUNCIL)],
        start: Some(day("2026-01-01")),
        due: Some(day("2026-09-30")),
        due_precision: DatePrecision::Day,
        timescale: None,
        measures: Vec::new(),
        baseline: None,
        resources: None,
    }
}

/// Agreed without owner, start or due date.
fn agreed_bare() -> Event {
    Event::ActionAgreed {
        reference: "1.2".into(),
        plan: id(PLAN),
        priority: id(PRIORITY),
        parent: Parent::Priority(id(PRIORITY)),
        text: "Agree one chronology".into(),
        owners: Vec::new(),
        start: None,
        due: None,
        due_precision: DatePrecision::Day,
        timescale: None,
        measures: Vec::new(),
        baseline: None,
        resources: None,
    }
}

fn claimed() -> Event {
    Event::CompletionClaimed {
        statement: "Every team uses it".into(),
        evidence: vec![id(super::fixture::EVIDENCE)],
    }
}

fn verified() -> Event {
    Event::CompletionVerified {
        how: "Ten cases were read".into(),
    }
}

fn discontinued() -> Event {
    Event::ActionDiscontinued {
        external_cause: "The grant ended".into(),
    }
}
