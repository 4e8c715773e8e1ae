//! What holds after any commands.

use super::*;
use crate::given_when_then::envelope;
use planning::Clocks;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

fn commands() -> impl Strategy<Value = Command> {
    let agency = || prop::sample::select(PARTNERS.to_vec());
    prop_oneof![
        2 => Just(terms()),
        2 => Just(appoint()),
        1 => Just(Command::RemoveReviewer { number: 1 }),
        1 => Just(finding(FINDING)),
        3 => (1_u32..3).prop_map(|number| draft(Some(number))),
        1 => agency().prop_map(|one| Command::RequestAccuracyCheck {
            agencies: vec![id(one)],
            due: day("2028-01-01"),
        }),
        2 => agency().prop_map(|one| Command::CheckAccuracy {
            agency: id(one),
            accurate: true,
            words: None,
        }),
        8 => agency().prop_map(sign),
        4 => Just(assess()),
        4 => Just(check()),
        1 => (0_i64..40).prop_map(|ahead| Command::DelayPublication {
            why: "A trial".into(),
            expected: day("2026-11-02") + chrono::Duration::days(ahead),
            told_panel_on: day("2026-06-15"),
            told: Vec::new(),
        }),
        1 => Just(Command::DecideNonPublication { justification: "A sibling".into() }),
        1 => Just(Command::CloseReview {}),
    ]
}

/// A command on a day: what is sent or published is dated by that day.
#[derive(Debug, Clone)]
enum Asked {
    Plain(Command),
    Send,
    Publish,
    Improvements,
}

fn asked() -> impl Strategy<Value = (Asked, i64)> {
    let what = prop_oneof![
        12 => commands().prop_map(Asked::Plain),
        3 => Just(Asked::Send),
        4 => Just(Asked::Publish),
        2 => Just(Asked::Improvements),
    ];
    (what, 0_i64..9)
}

fn written(asked: Asked, today: &str) -> Command {
    match asked {
        Asked::Plain(command) => command,
        Asked::Send => send(today),
        Asked::Publish => publish(today),
        Asked::Improvements => improvements(today),
    }
}

/// Runs the commands, each some days after the one before it; whatever is accepted happens. Tells
/// whether anything was published.
fn run(mut world: World, all: Vec<(Asked, i64)>) -> bool {
    let mut today = day("2026-06-15");
    let mut out = false;
    for (asked, days) in all {
        today += chrono::Duration::days(days);
        let given = Given {
            occurred_on: today,
            today,
            ..because()
        };
        let command = written(asked, &today.to_string());
        let Ok(events) = world.decide(review(REVIEW), command.into(), &given) else {
            continue;
        };
        for event in events {
            if let crate::event::Event::PracticeReview(event) = &event {
                out |= every_gate_was_open(&world, event, today);
            }
            world.evolve_parts(&envelope(review(REVIEW), today), &event);
        }
    }
    out
}

/// What the rules promise, written down a second time and not taken from the list of gates.
fn every_gate_was_open(world: &World, event: &Event, today: chrono::NaiveDate) -> bool {
    let reported = matches!(event, Event::ReportPublished { .. });
    let improved = matches!(event, Event::ImprovementsPublished { .. });
    if !reported && !improved {
        return false;
    }
    let before = state(world);
    let draft = &before.draft;
    assert!(
        PARTNERS
            .iter()
            .all(|one| draft.signed.contains_key(&id(*one)))
    );
    assert!(before.impact_assessed.is_some() && draft.anonymised.is_some());
    assert!(draft.accuracy.values().all(|one| one.answered.is_some()));
    let sent = draft.panel.unwrap();
    let sets = &world.partnership.rule_sets;
    let holidays = world.partnership.bank_holidays();
    let clocks = Clocks::of(sets, &before.rule_set, holidays).unwrap();
    assert!(clocks.latest_copy(today).unwrap().on >= sent);
    let covered = before.delays.iter().any(|one| today <= one.expected);
    assert!(today <= before.due.unwrap() || covered);
    assert!(reported || before.non_publication);
    assert!(!(reported && before.phase.is_ended()));
    true
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_commands_publish_without_every_gate(
        all in prop::collection::vec(asked(), 1..60),
    ) {
        run(underway(), all);
    }
}

#[test]
fn the_property_reaches_a_publication() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = prop::collection::vec(asked(), 60..90);
    let mut reached = 0;
    for _ in 0..200 {
        let all = strategy.new_tree(&mut runner).unwrap().current();
        reached += usize::from(run(underway(), all));
    }
    assert!(reached > 5, "only {reached} of 200 runs published anything");
}
