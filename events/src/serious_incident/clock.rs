//! The two clocks that start with an incident, worked out from its dates.
//!
//! Which edition of the guidance counts is the one in force on the day the clock's own trigger
//! happened, so a set that comes into force between two steps of a case changes no clock that runs.

use super::State;
use crate::calendar::BankHolidays;
use crate::partnership;
use crate::rule_set::{ClockDue, ClockError, ClockName, RuleSet, Trigger, in_force, pinned};
use chrono::NaiveDate;

/// The day by which the Panel is to be notified (Children Act 2004 section 16C; Working Together,
/// chapter on learning from serious incidents): five working days from becoming aware. None before
/// the local authority became aware, or where the edition has no such clock.
pub fn notify_due(
    state: &State,
    sets: &[RuleSet],
    holidays: &BankHolidays,
) -> Option<Result<ClockDue, ClockError>> {
    let on = state.aware_on?;
    let set = pinned(sets, state.rule_set.as_deref()?)?;
    let clock = set.clock(ClockName::NotifyPanel)?;
    Some(clock.due(on, holidays))
}

/// The edition a rapid review is pinned to, the trigger its clock runs from and the day of it. The
/// guidance leaves open whether fifteen working days run from the notification or from becoming
/// aware, so each set says which; of the set in force on each of the two days, the one whose clock
/// runs from that very day counts.
pub fn rapid_review_clock(
    sets: &[RuleSet],
    aware: NaiveDate,
    notified: NaiveDate,
) -> Option<(&RuleSet, Trigger, NaiveDate)> {
    let days = [(Trigger::Notified, notified), (Trigger::BecameAware, aware)];
    let runs_from = |(trigger, on): (Trigger, NaiveDate)| {
        let set = in_force(sets, on)?;
        let clock = set.clock(ClockName::RapidReviewToPanel)?;
        (clock.trigger == trigger).then_some((set, trigger, on))
    };
    days.into_iter().find_map(runs_from).or_else(|| {
        // Each set counts from the day of the other one: the later set is the partnership's
        // latest word.
        let set = in_force(sets, notified)?;
        let clock = set.clock(ClockName::RapidReviewToPanel)?;
        let (trigger, on) = days.into_iter().find(|(day, _)| *day == clock.trigger)?;
        Some((set, trigger, on))
    })
}

/// Whether there is a lateness to explain: the Panel was notified after the day it was due, or was
/// not notified and that day is past. Where the table of bank holidays ends, the clock has no day,
/// and a reason may still be given.
pub fn late_reason_makes_sense(
    state: &State,
    partnership: &partnership::State,
    today: NaiveDate,
) -> bool {
    let by = state.notified.as_ref().map_or(today, |done| done.on);
    match notify_due(state, &partnership.rule_sets, partnership.bank_holidays()) {
        Some(Ok(due)) => by > due.on,
        Some(Err(_)) => true,
        None => false,
    }
}
