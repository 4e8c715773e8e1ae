//! The clocks of a review, and what is planned back from them.

use super::*;
use crate::calendar::BankHolidays;
use crate::rule_set;
use planning::{Clocks, Step, monitoring_due};

fn clocks() -> Clocks<'static> {
    let sets = rule_set::shipped();
    Clocks::of(sets, "wt2023", BankHolidays::england()).unwrap()
}

#[test]
fn six_months_end_on_the_last_day_of_a_shorter_month() {
    let due = |decided_on: &str| clocks().due(day(decided_on)).unwrap().on;
    assert_eq!(due("2025-08-31"), day("2026-02-28"));
    assert_eq!(due("2023-08-31"), day("2024-02-29"));
    assert_eq!(due("2023-08-29"), day("2024-02-29"));
    assert_eq!(due("2024-02-29"), day("2024-08-29"));
}

#[test]
fn seven_working_days_step_over_bank_holidays_and_weekends() {
    let earliest = |sent: &str| clocks().earliest_publication(day(sent)).unwrap();
    // Monday 15 June: seven working days on is Wednesday of the week after.
    assert_eq!(earliest("2026-06-15"), day("2026-06-24"));
    // Over Good Friday and Easter Monday 2026.
    assert_eq!(earliest("2026-04-01"), day("2026-04-14"));
    // Sent on a Saturday: seven whole working days lie before the day of publication.
    let latest = |on: &str| clocks().latest_copy(day(on)).unwrap().on;
    let saturday = day("2026-06-13");
    let first = clocks().earliest_publication(saturday).unwrap();
    assert!(latest(&first.to_string()) >= saturday);
    let before = first.pred_opt().unwrap();
    assert!(latest(&before.to_string()) < saturday);
}

#[test]
fn what_is_published_stays_for_a_year() {
    let until = |on: &str| clocks().public_until(day(on)).unwrap();
    assert_eq!(until("2026-06-24"), day("2027-06-24"));
    assert_eq!(until("2024-02-29"), day("2025-02-28"));
}

#[test]
fn milestones_are_planned_back_from_the_last_day_in_order() {
    let all = clocks().milestones(day("2025-08-31"));
    let steps: Vec<Step> = all.iter().map(|one| one.step).collect();
    assert_eq!(
        steps,
        [
            Step::Scoped,
            Step::Drafted,
            Step::Accurate,
            Step::Signed,
            Step::PanelCopy,
            Step::Published,
        ]
    );
    assert!(all.windows(2).all(|two| two[0].by < two[1].by), "{all:?}");
    let by = |step: Step| all.iter().find(|one| one.step == step).unwrap().by;
    assert_eq!(by(Step::Published), day("2026-02-28"));
    assert_eq!(by(Step::PanelCopy), day("2026-02-19"));
}

#[test]
fn a_review_is_monitored_again_after_so_many_weeks() {
    assert_eq!(
        monitoring_due(day("2026-05-01"), 6),
        Some(day("2026-06-12"))
    );
    assert_eq!(monitoring_due(day("2026-05-01"), u32::MAX), None);
}
