//! Given a log at two moments, what is told of each thing.

use super::{Between, Change, ChangeKind, ChangedThing, Compared, Stood, counted};
use crate::Models;
use crate::generate::Generator;
use crate::given::{Log, day, id, owner, words};
use events::action::{DatePrecision, Event as Act, Impact, Owner};
use events::event::Event;
use events::ids::PlanId;
use events::recommendation::Event as Rec;
use events::{plan, recommendation};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::Config;
use std::collections::BTreeSet;

/// Seven actions, agreed on the first of May, some of them rated, and one of them closed.
fn before() -> Log {
    let mut log = Log::new();
    log.on("2026-05-01");
    for number in 1..=7 {
        log.agreed(number, Some("2026-07-01"));
    }
    for number in [1, 2, 3] {
        log.rated(number, "A", true);
    }
    log.action(7, Act::ActionClosed {});
    log.on("2026-06-15");
    log
}

fn actions(before: &Models, after: &Models) -> Vec<ChangedThing> {
    Between { before, after }.things(Compared::Actions, None)
}

/// What is told of an action.
fn told(things: &[ChangedThing], reference: &str) -> Vec<Change> {
    let mut of = things.iter().filter(|thing| thing.reference == reference);
    let thing = of.next().unwrap();
    assert!(of.next().is_none(), "told once");
    thing.changes.clone()
}

fn kinds(things: &[ChangedThing], reference: &str) -> Vec<ChangeKind> {
    let changes = told(things, reference);
    changes.iter().map(|change| change.kind).collect()
}

#[test]
fn an_action_is_told_by_what_changed_of_it() {
    let mut log = before();
    let then = log.models.clone();
    log.agreed(8, None);
    log.rated(1, "G", false);
    log.rated(2, "R", true);
    log.action(
        3,
        Act::DueDateExtended {
            from: day("2026-07-01"),
            to: day("2026-09-01"),
        },
    );
    let said = log.action(4, Act::ActionReworded { text: words() });
    log.action(
        5,
        Act::ActionReassigned {
            from: vec![owner()],
            to: vec![Owner {
                role: "Designated nurse".to_owned(),
                agency: None,
            }],
        },
    );
    log.action(6, Act::ActionClosed {});
    log.action(7, Act::ActionReopened {});
    let things = actions(&then, &log.models);

    assert_eq!(kinds(&things, "1.8"), [ChangeKind::Added]);
    assert_eq!(kinds(&things, "1.1"), [ChangeKind::RatedBetter]);
    assert_eq!(kinds(&things, "1.2"), [ChangeKind::RatedWorse]);
    let slipped = Change {
        kind: ChangeKind::Slipped,
        part: "Due date",
        before: Stood::Day(day("2026-07-01"), DatePrecision::Day),
        after: Stood::Day(day("2026-09-01"), DatePrecision::Day),
    };
    assert_eq!(told(&things, "1.3"), [slipped]);
    let reworded = told(&things, "1.4");
    let Stood::Words(text) = &reworded.first().unwrap().after else {
        panic!("the words it has now: {reworded:?}");
    };
    assert_eq!(text.position, said);
    assert_eq!(kinds(&things, "1.5"), [ChangeKind::OtherHands]);
    assert_eq!(kinds(&things, "1.6"), [ChangeKind::Closed]);
    assert_eq!(kinds(&things, "1.7"), [ChangeKind::Reopened]);

    let counts = counted(&things);
    assert_eq!(counts.get(&ChangeKind::Slipped), Some(&1));
    assert_eq!(counts.get(&ChangeKind::Silent), None);
    assert_eq!(things.len(), 8, "in the order people read them");
    let order: Vec<_> = things
        .iter()
        .map(|thing| thing.reference.as_str())
        .collect();
    let expected = ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8"];
    assert_eq!(order, expected);
}

#[test]
fn a_thing_changed_in_two_ways_is_told_once_with_both() {
    let mut log = before();
    let then = log.models.clone();
    log.rated(1, "R", true);
    log.action(1, Act::ActionReworded { text: words() });
    let things = actions(&then, &log.models);
    let both = [ChangeKind::RatedWorse, ChangeKind::Reworded];
    assert_eq!(kinds(&things, "1.1"), both);
    assert_eq!(counted(&things).get(&ChangeKind::Silent), Some(&6));
}

#[test]
fn what_is_as_it_was_says_whether_anything_was_recorded() {
    let mut log = before();
    let then = log.models.clone();
    log.rated(1, "A", true);
    let things = actions(&then, &log.models);
    assert_eq!(kinds(&things, "1.1"), [ChangeKind::Unchanged]);
    assert_eq!(kinds(&things, "1.2"), [ChangeKind::Silent]);
    assert!(things.iter().all(ChangedThing::is_unchanged));
}

#[test]
fn what_was_there_and_is_no_longer_among_what_one_sees_is_not_left_out() {
    let log = before();
    let things = actions(&log.models, &Log::new().models);
    assert_eq!(things.len(), 7);
    assert_eq!(kinds(&things, "1.1"), [ChangeKind::OutOfSight]);
}

#[test]
fn a_first_rating_and_one_without_an_order_are_neither_better_nor_worse() {
    let mut log = before();
    let then = log.models.clone();
    log.rated(4, "G", false);
    log.rated(1, "P", true);
    let things = actions(&then, &log.models);
    assert_eq!(
        kinds(&things, "1.4").last(),
        Some(&ChangeKind::RatedOtherwise)
    );
    let purple = kinds(&things, "1.1");
    assert!(purple.contains(&ChangeKind::RatedOtherwise), "{purple:?}");
}

fn made(log: &mut Log) {
    log.recommendation(
        1,
        Rec::RecommendationMade {
            reference: "R1".to_owned(),
            plan: Some(id(1)),
            priority: None,
            theme: None,
            sources: Vec::new(),
            text: words(),
            addressees: vec![id(1)],
            outcome: Some(words()),
            measure: None,
            level: recommendation::Level::Local,
            due: Some(day("2026-07-01")),
        },
    );
}

#[test]
fn a_recommendation_is_told_by_its_words_its_date_its_life_and_its_impact() {
    let mut log = before();
    made(&mut log);
    let then = log.models.clone();
    log.recommendation(
        1,
        Rec::RecommendationAmended {
            text: None,
            addressees: None,
            outcome: Some(words()),
            measure: None,
            due: Some(day("2026-06-30")),
        },
    );
    log.recommendation(
        1,
        Rec::RecommendationImpactJudged {
            judgement: Impact::Some,
            evidence: Vec::new(),
            explanation: words(),
        },
    );
    let between = Between {
        before: &then,
        after: &log.models,
    };
    let things = between.things(Compared::Recommendations, Some(id(1)));
    let expected = [
        ChangeKind::MovedOn,
        ChangeKind::RatedOtherwise,
        ChangeKind::BroughtForward,
        ChangeKind::Reworded,
    ];
    assert_eq!(kinds(&things, "R1"), expected);
    let parts = told(&things, "R1");
    assert_eq!(parts.last().unwrap().part, "Intended outcome");
    let other = between.things(Compared::Recommendations, Some(id(9)));
    assert!(other.is_empty(), "another plan's are not told");

    let judged = log.models.clone();
    log.recommendation(
        1,
        Rec::RecommendationImpactJudged {
            judgement: Impact::None,
            evidence: Vec::new(),
            explanation: words(),
        },
    );
    log.recommendation(1, Rec::ClosedWithoutImpactEvidence {});
    let things = Between {
        before: &judged,
        after: &log.models,
    }
    .things(Compared::Recommendations, None);
    let expected = [ChangeKind::Closed, ChangeKind::RatedWorse];
    assert_eq!(kinds(&things, "R1"), expected);
}

#[test]
fn what_was_carried_to_another_plan_is_told_of_both_plans() {
    let mut log = before();
    made(&mut log);
    let then = log.models.clone();
    log.recommendation(1, Rec::RecommendationCarriedForward { to: id(2) });
    let between = Between {
        before: &then,
        after: &log.models,
    };
    for plan in [1, 2] {
        let things = between.things(Compared::Recommendations, Some(id(plan)));
        assert!(kinds(&things, "R1").contains(&ChangeKind::Placed), "{plan}");
    }
    let other = between.things(Compared::Recommendations, Some(id(9)));
    assert!(other.is_empty(), "another plan's are not told");
}

#[test]
fn a_plan_is_told_with_its_priorities() {
    let mut log = before();
    let on_plan = |log: &mut Log, event| log.add(id::<PlanId>(1).into(), Event::Plan(event));
    let adopted = |number: &str, priority| plan::Event::PriorityAdopted {
        priority: id(priority),
        number: number.to_owned(),
        title: words(),
        statement: None,
        parent: None,
        joint_with: None,
    };
    on_plan(&mut log, adopted("1", 1));
    on_plan(&mut log, adopted("2", 2));
    let then = log.models.clone();
    let reworded = plan::Event::PriorityReworded {
        priority: id(2),
        title: words(),
        statement: Some(words()),
    };
    on_plan(&mut log, reworded);
    on_plan(&mut log, adopted("3", 3));
    let things = Between {
        before: &then,
        after: &log.models,
    }
    .things(Compared::Plan, None);
    assert_eq!(kinds(&things, "Plan"), [ChangeKind::Unchanged]);
    assert_eq!(kinds(&things, "1"), [ChangeKind::Silent]);
    let both = [ChangeKind::Reworded, ChangeKind::Reworded];
    assert_eq!(kinds(&things, "2"), both);
    assert_eq!(kinds(&things, "3"), [ChangeKind::Added]);
}

#[test]
fn every_word_reads_back_as_what_it_stands_for() {
    for kind in ChangeKind::ALL {
        assert_eq!(ChangeKind::from_key(kind.key()), Some(kind));
    }
    for sort in Compared::ALL {
        assert_eq!(Compared::from_key(sort.key()), Some(sort));
    }
    assert_eq!(ChangeKind::from_key("anything"), None);
    assert_eq!(Compared::from_key("anything"), None);
}

proptest! {
    #![proptest_config(Config::with_cases(24))]

    #[test]
    fn every_thing_of_both_moments_is_told_exactly_once(
        seed: u64, wild: bool, first in 1_usize..400, more in 0_usize..400,
    ) {
        let mut events = if wild { Generator::wild(seed) } else { Generator::usual(seed) };
        let mut then = Models::default();
        for recorded in events.by_ref().take(first) {
            then.apply(&recorded);
        }
        let mut now = then.clone();
        for recorded in events.take(more) {
            now.apply(&recorded);
        }
        for sort in Compared::ALL {
            let same = Between { before: &then, after: &then }.things(sort, None);
            prop_assert!(same.iter().all(|thing| thing.is(ChangeKind::Silent)));
            let things = Between { before: &then, after: &now }.things(sort, None);
            let told: BTreeSet<_> = things.iter().map(|t| (t.stream, t.priority)).collect();
            prop_assert_eq!(told.len(), things.len());
            prop_assert!(things.iter().all(|thing| !thing.changes.is_empty()));
            prop_assert!(same.iter().all(|t| told.contains(&(t.stream, t.priority))));
        }
    }
}
