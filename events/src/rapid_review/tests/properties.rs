//! What holds after any commands to a rapid review and to the child it is about.

use super::*;
use crate::event::Event as Any;
use crate::given_when_then::envelope;
use crate::ids::{AgencyId, StreamId};
use crate::review_subject;
use crate::world::{Command as Whole, World};
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::BTreeSet;

/// The three safeguarding partners of the tests.
const PARTNERS: [u128; 3] = [1, 2, 3];

/// A command, of which the days are written when it is given.
#[derive(Debug, Clone)]
enum Asked {
    Request(u128),
    Received(u128),
    Return(u128),
    Explain(u128),
    Meet,
    /// The positions of these, and whether one of them thinks otherwise and says why.
    Decide(Vec<u128>, bool),
    Submit,
    Answer(PanelView),
    Lapse,
    Again(Vec<u128>),
    Urgent(u128),
    Confirm(u128),
    Close,
}

fn asked() -> impl Strategy<Value = Asked> {
    let agency = || prop::sample::select(vec![1_u128, 2, 3, 4]);
    let partners = || {
        prop_oneof![
            2 => Just(PARTNERS.to_vec()),
            1 => prop::sample::subsequence(PARTNERS.to_vec(), 0..=3),
            1 => Just(vec![1, 2, 2]),
            1 => Just(vec![1, 2, 4]),
        ]
    };
    prop_oneof![
        2 => agency().prop_map(Asked::Request),
        4 => agency().prop_map(Asked::Received),
        1 => agency().prop_map(Asked::Return),
        2 => agency().prop_map(Asked::Explain),
        2 => Just(Asked::Meet),
        4 => (partners(), any::<bool>()).prop_map(|(who, split)| Asked::Decide(who, split)),
        3 => Just(Asked::Submit),
        2 => prop::sample::select(PanelView::ALL.to_vec()).prop_map(Asked::Answer),
        1 => Just(Asked::Lapse),
        3 => partners().prop_map(Asked::Again),
        1 => (1_u128..3).prop_map(Asked::Urgent),
        1 => (1_u128..3).prop_map(Asked::Confirm),
        2 => Just(Asked::Close),
    ]
}

fn positions(who: &[u128], split: bool) -> Vec<Position> {
    let all = who.iter().enumerate();
    all.map(|(row, one)| match (row, split) {
        (0, true) => position(*one, Outcome::NoReview, Some("It is known by now")),
        _ => position(*one, Outcome::PracticeReview, None),
    })
    .collect()
}

fn written(asked: Asked, today: NaiveDate) -> (StreamId, Whole) {
    let on = today.to_string();
    let to_child = |command: review_subject::Command| (subject(BROTHER), Whole::from(command));
    let command = match asked {
        Asked::Request(agency) => request(agency),
        Asked::Received(agency) => received(agency),
        Asked::Return(agency) => Command::ReturnSummary { agency: id(agency) },
        Asked::Explain(agency) => explain(agency),
        Asked::Meet => meet(&on, &PARTNERS),
        Asked::Decide(who, split) => {
            let mut command = deciding_on(&[]);
            if let Command::DecideReview { positions: all, .. } = &mut command {
                *all = positions(&who, split);
            }
            command
        }
        Asked::Submit => submit(&on),
        Asked::Answer(view) => answer(view, &on),
        Asked::Lapse => Command::RecordPanelLapse {},
        Asked::Again(who) => Command::ReconsiderDecision {
            outcome: Outcome::PracticeReview,
            criteria: vec![ReviewCriterion::WorkingTogether],
            positions: positions(&who, false),
            rationale: "The Panel asks for a review".into(),
        },
        Asked::Urgent(action) => {
            return to_child(review_subject::Command::RecordSafetyAction {
                action: id(action),
                words: "A safe place for tonight".into(),
                agencies: vec![id(2)],
            });
        }
        Asked::Confirm(action) => {
            return to_child(review_subject::Command::ConfirmSafetyAction {
                action: id(action),
                words: "Seen there".into(),
            });
        }
        Asked::Close => Command::CloseRapidReview {},
    };
    (review(REVIEW), command.into())
}

/// Runs the commands, each some days after the one before it; whatever is accepted happens. Tells
/// how far the review came.
fn run(mut world: World, all: Vec<(Asked, i64)>) -> Phase {
    let mut today = day("2026-05-26");
    for (asked, days) in all {
        today += chrono::Duration::days(days);
        let given = Given {
            occurred_on: today,
            today,
            ..because()
        };
        let (stream, command) = written(asked, today);
        let Ok(events) = world.decide(stream, command, &given) else {
            continue;
        };
        for event in events {
            if let Any::RapidReview(event) = &event {
                promised(&world, event);
            }
            world.evolve_parts(&envelope(stream, today), &event);
        }
    }
    world.rapid_reviews[&id(REVIEW)].phase
}

/// What the rules promise of an event before it happens, written down a second time.
fn promised(world: &World, event: &Event) {
    let before = &world.rapid_reviews[&id(REVIEW)];
    if let Event::ReviewDecisionMade {
        positions, outcome, ..
    }
    | Event::DecisionReconsidered {
        positions, outcome, ..
    } = event
    {
        let stated: BTreeSet<AgencyId> = positions.iter().map(|one| one.agency).collect();
        assert_eq!(stated, PARTNERS.map(id).into(), "each partner's own");
        assert_eq!(stated.len(), positions.len(), "and only one");
        assert!(before.met_on.is_some());
        for one in positions.iter().filter(|one| one.outcome != *outcome) {
            assert!(one.words.is_some(), "who thinks otherwise says why");
        }
    }
    if matches!(event, Event::RapidReviewSubmitted { .. }) {
        assert!(before.outcome.is_some());
        let waited_for = before.summaries.values();
        assert!(
            !waited_for
                .copied()
                .any(super::super::Summary::is_unexplained)
        );
    }
    if matches!(event, Event::DecisionReconsidered { .. }) {
        assert!(before.panel.is_some());
    }
    if matches!(event, Event::RapidReviewClosed {}) {
        assert!(before.submitted_on.is_some() && before.panel.is_some());
        let mut children = world.subjects.values();
        assert!(!children.any(review_subject::State::has_unconfirmed_action));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_commands_decide_without_three_positions_or_end_with_a_child_unsafe(
        all in prop::collection::vec((asked(), 0_i64..3), 1..60),
    ) {
        run(opened(), all);
    }
}

#[test]
fn the_property_reaches_an_end() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = prop::collection::vec((asked(), 0_i64..3), 60..90);
    let mut ends = 0;
    for _ in 0..200 {
        let all = strategy.new_tree(&mut runner).unwrap().current();
        ends += usize::from(run(opened(), all) == Phase::Closed);
    }
    assert!(ends > 5, "only {ends} of 200 runs closed the review");
}
