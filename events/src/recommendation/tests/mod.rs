//! The rules of a recommendation, each with what it refuses and what it allows.

use super::*;
use crate::action::Impact;
use crate::action::fixture::*;
use crate::action::{self, Owner};
use crate::envelope::{Actor, Role};
use crate::ids::{ActionId, AgencyId, RecommendationId};

const RECOMMENDATION: u128 = 200;
const OTHER: u128 = 201;
const THIRD: u128 = 202;
const ACTION: u128 = 100;

fn check(given: Vec<Event>, when: Asked<Command>, then: Then<Event>) {
    check_in(&after(given), when, then);
}

fn check_in(scene: &Scene, when: Asked<Command>, then: Then<Event>) {
    let shown = format!("{:?}", when.command);
    let Asked { command, given } = when;
    let judge = |command| judged_in(scene, Asked { command, given });
    assert_eq!(outcome(&command, judge), then, "{shown}");
}

fn judged_in(
    scene: &Scene,
    when: Asked<Command>,
) -> Result<Vec<Event>, Vec<crate::refusal::Refusal>> {
    let id: RecommendationId = id(RECOMMENDATION);
    let found = scene.world.recommendations.get(&id).cloned();
    decide(
        &found.unwrap_or_default(),
        id,
        when.command,
        &when.given,
        &scene.world,
    )
}

fn after(given: Vec<Event>) -> Scene {
    let mut scene = Scene::begin();
    happened(&mut scene, RECOMMENDATION, given);
    scene
}

fn happened(scene: &mut Scene, recommendation: u128, events: Vec<Event>) {
    for event in events {
        let event = crate::event::Event::Recommendation(event);
        scene.happened(
            council_lead(),
            id::<RecommendationId>(recommendation),
            event,
        );
    }
}

fn state(scene: &Scene) -> &State {
    &scene.world.recommendations[&id(RECOMMENDATION)]
}

/// An action of the recommendation, owned by the council, and what happened to it.
fn with_action(scene: &mut Scene, owners: Vec<Owner>, then: Vec<action::Event>) {
    let agreed = action::Event::ActionAgreed {
        reference: "1.1".into(),
        plan: id(PLAN),
        priority: id(PRIORITY),
        parent: action::Parent::Recommendation(id(RECOMMENDATION)),
        text: "Agree one chronology".into(),
        owners,
        start: None,
        due: None,
        due_precision: action::DatePrecision::Day,
        timescale: None,
        measures: Vec::new(),
        baseline: None,
        resources: None,
    };
    for event in std::iter::once(agreed).chain(then) {
        let event = crate::event::Event::Action(event);
        scene.happened(council_lead(), id::<ActionId>(ACTION), event);
    }
}

fn source() -> Source {
    Source {
        kind: SourceKind::Inspection,
        id: None,
        title: "Inspection of 2025".into(),
    }
}

fn make() -> Command {
    Command::MakeRecommendation {
        reference: "3.1".into(),
        plan: Some(id(PLAN)),
        priority: Some(id(PRIORITY)),
        theme: Some("neglect".into()),
        sources: vec![source()],
        text: "Every team keeps a chronology".into(),
        addressees: vec![id(COUNCIL), id(HEALTH)],
        outcome: None,
        measure: None,
        level: Level::Local,
        due: None,
    }
}

fn made() -> Event {
    made_as("3.1")
}

fn made_as(reference: &str) -> Event {
    Event::RecommendationMade {
        reference: reference.into(),
        plan: Some(id(PLAN)),
        priority: Some(id(PRIORITY)),
        theme: Some("neglect".into()),
        sources: vec![source()],
        text: "Every team keeps a chronology".into(),
        addressees: vec![id(COUNCIL), id(HEALTH)],
        outcome: None,
        measure: None,
        level: Level::Local,
        due: None,
    }
}

/// [`make`] after a change of some of its fields, and the event it would lead to.
macro_rules! make_with {
    ($($field:ident: $value:expr),*) => {{
        let mut command = make();
        if let Command::MakeRecommendation { $($field,)* .. } = &mut command {
            $(*$field = $value;)*
        }
        let mut event = made();
        if let Event::RecommendationMade { $($field,)* .. } = &mut event {
            $(*$field = $value;)*
        }
        (ask(command), event)
    }};
}

fn reported() -> Event {
    Event::ImplementationReported {
        agency: Some(id(COUNCIL)),
        report: "In place since May".into(),
    }
}

fn verified() -> Event {
    Event::ImplementationVerified {
        how: "Ten cases were read".into(),
    }
}

fn impact(judgement: Impact) -> Event {
    Event::RecommendationImpactJudged {
        judgement,
        evidence: vec![id(EVIDENCE)],
        explanation: "Children are seen sooner".into(),
    }
}

fn verify(actor: Actor) -> Asked<Command> {
    ask(Command::VerifyImplementation {
        how: "Ten cases were read".into(),
    })
    .by(actor)
}

mod going_on;
mod implementing;
mod making;
mod properties;
