//! Both clocks of an incident: what they reach, which edition counts, and where they end.

use super::*;
use crate::calendar::BankHolidays;
use crate::rule_set::{ClockName, RuleSet, Trigger, shipped};
use crate::world::World;
use chrono::NaiveDate;

fn due_of(world: &World) -> (NaiveDate, Vec<String>) {
    let state = &world.incidents[&id(INCIDENT)];
    let holidays = world.partnership.bank_holidays();
    let due = notify_due(state, &world.partnership.rule_sets, holidays);
    let due = due.unwrap().unwrap();
    let skipped = due.skipped.into_iter().map(|(_, title)| title);
    (due.on, skipped.collect())
}

#[test]
fn five_working_days_name_the_bank_holiday_they_skipped() {
    let (on, skipped) = due_of(&known());
    assert_eq!(on, day("2026-05-26"));
    assert_eq!(skipped, ["Spring bank holiday"]);
}

#[test]
fn every_edition_gives_five_working_days_for_the_notification() {
    for (aware_on, due, edition) in [
        ("2018-12-21", "2019-01-02", "wt2018"),
        ("2020-02-24", "2020-03-02", "wt2018"),
        ("2024-02-26", "2024-03-04", "wt2023"),
        ("2024-02-29", "2024-03-07", "wt2023"),
        ("2026-04-02", "2026-04-13", "wt2026"),
    ] {
        let world = then(referred(), vec![aware(aware_on)]);
        assert_eq!(due_of(&world).0, day(due), "{aware_on}");
        let pinned = world.incidents[&id(INCIDENT)].rule_set.as_deref();
        assert_eq!(pinned, Some(edition), "{aware_on}");
    }
}

#[test]
fn a_set_that_comes_into_force_between_two_steps_changes_no_clock_that_runs() {
    let steps = vec![
        aware("2026-03-30"),
        decided(true, &DUTY),
        notify("2026-04-02"),
    ];
    let world = then(referred(), steps);
    assert_eq!(
        world.incidents[&id(INCIDENT)].rule_set.as_deref(),
        Some("wt2023")
    );
    // The rapid review's clock starts with the notification, under the new set.
    let (set, trigger, on) =
        rapid_review_clock(shipped(), day("2026-03-30"), day("2026-04-02")).unwrap();
    assert_eq!(
        (set.edition.as_str(), trigger, on),
        ("wt2026", Trigger::Notified, day("2026-04-02"))
    );
    let (before, _, _) =
        rapid_review_clock(shipped(), day("2026-03-30"), day("2026-03-31")).unwrap();
    assert_eq!(before.edition, "wt2023");
}

fn counting_from(mut set: RuleSet, trigger: Trigger) -> RuleSet {
    for clock in &mut set.clocks {
        if clock.name == ClockName::RapidReviewToPanel {
            clock.trigger = trigger;
        }
    }
    set
}

#[test]
fn the_set_that_counts_a_rapid_review_from_becoming_aware_is_the_one_in_force_that_day() {
    let [_, wt2023, wt2026] = shipped() else {
        panic!("three sets")
    };
    let (aware, notified) = (day("2026-03-30"), day("2026-04-02"));
    let both = [
        counting_from(wt2023.clone(), Trigger::BecameAware),
        counting_from(wt2026.clone(), Trigger::BecameAware),
    ];
    let (set, trigger, on) = rapid_review_clock(&both, aware, notified).unwrap();
    assert_eq!(
        (set.edition.as_str(), trigger, on),
        ("wt2023", Trigger::BecameAware, aware)
    );
    // Neither counts from a day on which it was in force: the later set's word is taken.
    let crossed = [
        wt2023.clone(),
        counting_from(wt2026.clone(), Trigger::BecameAware),
    ];
    let (set, trigger, on) = rapid_review_clock(&crossed, aware, notified).unwrap();
    assert_eq!(
        (set.edition.as_str(), trigger, on),
        ("wt2026", Trigger::BecameAware, aware)
    );
    assert!(rapid_review_clock(&both, day("2020-01-01"), day("2020-01-02")).is_none());
}

#[test]
fn past_the_table_of_bank_holidays_a_clock_says_so() {
    let state = State {
        aware_on: Some(day("2028-12-29")),
        rule_set: Some("wt2026".to_owned()),
        ..State::default()
    };
    let due = notify_due(&state, shipped(), BankHolidays::england()).unwrap();
    let told = due.unwrap_err().to_string();
    assert!(told.contains("bank holiday table"), "{told}");
}

#[test]
fn before_anybody_is_aware_no_clock_runs() {
    let state = State::default();
    assert!(notify_due(&state, shipped(), BankHolidays::england()).is_none());
}
