//! The clock of a rapid review, and the days of its plan, worked out from the day they count from.

use crate::calendar::{self, BankHolidays, BeyondTable, Due};
use crate::rule_set::{ClockDue, ClockError, ClockName, RuleSet, Trigger, pinned};
use chrono::NaiveDate;

/// The day by which a rapid review is with the Panel: fifteen working days under every edition
/// shipped. None where the edition has no such clock.
pub fn due(
    sets: &[RuleSet],
    edition: &str,
    trigger: Trigger,
    on: NaiveDate,
    holidays: &BankHolidays,
) -> Option<Result<ClockDue, ClockError>> {
    let set = pinned(sets, edition)?;
    let clock = set.clock(ClockName::RapidReviewToPanel)?;
    let clock = clock
        .with_trigger(trigger)
        .unwrap_or_else(|_| clock.clone());
    Some(clock.due(on, holidays))
}

/// The day of a working day of the plan; day 0 is the trigger itself.
///
/// # Errors
/// When the count leaves the table of bank holidays.
pub fn working_day(
    trigger_on: NaiveDate,
    number: u32,
    holidays: &BankHolidays,
) -> Result<Due, BeyondTable> {
    calendar::due(trigger_on, number, holidays)
}
