//! The clock of the plan after an inspection, worked out from the day the letter came.

use super::InspectionKind;
use crate::calendar::BankHolidays;
use crate::rule_set::{ClockDue, ClockError, RuleSet};
use chrono::NaiveDate;

/// The last day to send the plan that answers an inspection, and how it was reached: seventy
/// working days from the letter under every edition shipped. None where no clock is kept for the
/// kind, or the edition has none.
pub fn due(
    set: &RuleSet,
    kind: InspectionKind,
    letter_on: NaiveDate,
    holidays: &BankHolidays,
) -> Option<Result<ClockDue, ClockError>> {
    let clock = set.clock(kind.plan_clock()?)?;
    Some(clock.due(letter_on, holidays))
}
