//! What holds after any commands.

use super::*;
use crate::given_when_then::envelope;
use crate::ids::{InspectionId, RecommendationId};
use crate::world;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

fn commands() -> impl Strategy<Value = world::Command> {
    let to = |command: Command| world::Command::from(command);
    prop_oneof![
        2 => (150_u128..154).prop_map(move |one| to(ask(one, Some(2)))),
        4 => (150_u128..154, 6_u32..12)
            .prop_map(move |(one, day)| to(answer(one, &format!("2026-01-{day:02}")))),
        1 => (150_u128..154).prop_map(move |one| {
            to(Command::WithdrawInformationRequest { request: id(one) })
        }),
        3 => Just(to(letter("2026-01-30"))),
        3 => (160_u128..163, prop::sample::select(FindingKind::ALL.to_vec()))
            .prop_map(move |(one, kind)| to(find(one, kind))),
        1 => (160_u128..163).prop_map(move |one| to(justify(one))),
        3 => (160_u128..163).prop_map(|one| world::Command::from(recommend(one))),
        2 => Just(to(submit("2026-05-13"))),
        4 => Just(to(Command::CloseInspection {})),
    ]
}

/// Runs the commands; whatever is accepted happens. Tells whether the inspection was closed.
fn run(all: Vec<world::Command>) -> bool {
    let mut world = then(three_partners(), vec![notify()]);
    let mut closed = false;
    for (number, command) in (0..).zip(all) {
        let stream = if matches!(command, world::Command::Recommendation(_)) {
            id::<RecommendationId>(1000 + number).into()
        } else {
            inspection(INSPECTION)
        };
        let Ok(events) = world.decide(stream, command, &because()) else {
            continue;
        };
        for event in events {
            let end = crate::event::Event::Inspection(Event::InspectionClosed {});
            if event == end {
                nothing_is_owed(&world);
                closed = true;
            }
            world.evolve_parts(&envelope(stream, given().today), &event);
        }
    }
    closed
}

/// What the rules promise, written down a second time.
fn nothing_is_owed(world: &World) {
    let state = &world.inspections[&id::<InspectionId>(INSPECTION)];
    let mut requests = state.requests.values();
    assert!(requests.all(|one| one.phase != RequestPhase::Open));
    assert_eq!(state.letter_on.is_some(), state.submitted_on.is_some());
    for (finding, known) in &state.findings {
        let made = world.recommendations_of_inspection_finding.get(finding);
        let answered = known.justified || made.is_some();
        assert!(answered || known.kind != FindingKind::PriorityAction);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_commands_close_an_inspection_that_owes_something(
        all in prop::collection::vec(commands(), 1..40),
    ) {
        run(all);
    }
}

#[test]
fn the_property_reaches_an_end() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = prop::collection::vec(commands(), 20..40);
    let mut reached = 0;
    for _ in 0..100 {
        let all = strategy.new_tree(&mut runner).unwrap().current();
        reached += usize::from(run(all));
    }
    assert!(reached > 5, "only {reached} of 100 runs were closed");
}
