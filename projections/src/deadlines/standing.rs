//! How a date stands on a day, and by how much it is late.

use super::DeadlineState;
use chrono::NaiveDate;

/// Days after the date it was met, or is still not met; 0 where it is not late.
pub(super) fn days_late(
    due: NaiveDate,
    actual: Option<NaiveDate>,
    stopped: bool,
    today: NaiveDate,
) -> i64 {
    match actual {
        Some(on) => (on - due).num_days().max(0),
        None if stopped => 0,
        None => (today - due).num_days().max(0),
    }
}

/// How a date stands on a day.
pub(super) fn state(
    due: NaiveDate,
    actual: Option<NaiveDate>,
    stopped: bool,
    today: NaiveDate,
) -> DeadlineState {
    match actual {
        Some(on) if on <= due => DeadlineState::Met,
        Some(_) => DeadlineState::MetLate,
        None if stopped => DeadlineState::Stopped,
        None if due < today => DeadlineState::Overdue,
        None => DeadlineState::Ahead,
    }
}
