//! What spreads learning shows everything it can hold.

use super::*;
use events::briefing::Phase;
use events::learning_activity::{ActivityKind, Phase as Held};

fn told() -> World {
    tell(day(2026, 11, 22)).0
}

#[test]
fn six_briefings_are_at_every_stage_and_unevenly_passed_on() {
    let world = told();
    assert_eq!(world.briefings.len(), 6);
    let phases: BTreeSet<Phase> = world.briefings.values().map(|one| one.phase).collect();
    assert_eq!(
        phases,
        BTreeSet::from([Phase::Draft, Phase::Published, Phase::Withdrawn])
    );
    let waited = |name: &str| world.briefings[&cast::briefing(name)].outstanding().count();
    assert_eq!(waited("neglect"), 1);
    assert_eq!(waited("fathers"), 3);
    assert_eq!(waited("babies"), 0);
    assert_eq!(waited("domestic abuse"), 0);
}

#[test]
fn one_course_is_followed_to_practice_and_one_is_not() {
    let world = told();
    let of = |name: &str| &world.activities[&cast::activity(name)];
    assert!(of("neglect course").effect.is_some());
    let other = of("fathers course");
    assert!(other.evaluated && other.looked_on.is_none());
    assert!(
        other
            .later_look_due()
            .is_some_and(|due| due < day(2026, 11, 1))
    );
    let kinds: BTreeSet<ActivityKind> = world
        .activities
        .values()
        .filter(|one| one.phase == Held::Held)
        .filter_map(|one| one.kind)
        .collect();
    assert_eq!(kinds, BTreeSet::from(ActivityKind::ALL));
}

#[test]
fn a_years_learning_from_child_deaths_is_there_with_its_report() {
    let world = told();
    let years: Vec<_> = world.child_death_learning.values().collect();
    assert!(
        years
            .iter()
            .any(|year| year.reported && year.learned.len() == 3)
    );
}
