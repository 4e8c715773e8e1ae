//! When a checkpoint is due.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;

/// The hour after which the checkpoint of the day is made, in England: after the working day, so
/// that it covers it.
pub const HOUR: u32 = 19;

/// Whether the hour came since the last checkpoint was made. However many days the server was down,
/// one checkpoint covers them.
pub fn due(now: DateTime<Utc>, last: DateTime<Utc>) -> bool {
    let today = now.with_timezone(&London).date_naive();
    let yesterday = today.checked_sub_days(Days::new(1));
    let hours = [at_the_hour(today), yesterday.and_then(at_the_hour)];
    let latest = hours.into_iter().flatten().find(|hour| *hour <= now);
    latest.is_some_and(|hour| hour > last)
}

/// Clocks change at one in the morning, so the hour comes once a day.
fn at_the_hour(day: NaiveDate) -> Option<DateTime<Utc>> {
    let time = NaiveTime::from_hms_opt(HOUR, 0, 0)?;
    let local = London.from_local_datetime(&day.and_time(time)).single()?;
    Some(local.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(now: &str, last: &str, expected: bool) {
        assert_eq!(due(now.parse().unwrap(), last.parse().unwrap()), expected);
    }

    #[test]
    fn a_checkpoint_is_due_at_seven_in_the_evening_in_england_once() {
        check("2026-01-15T18:59:59Z", "2026-01-14T19:00:00Z", false);
        check("2026-01-15T19:00:00Z", "2026-01-14T19:00:00Z", true);
        check("2026-01-15T23:00:00Z", "2026-01-15T19:00:00Z", false);
        check("2026-01-16T18:00:00Z", "2026-01-15T19:00:30Z", false);
    }

    #[test]
    fn one_made_by_hand_during_the_day_does_not_stand_for_the_evening() {
        check("2026-01-15T19:00:00Z", "2026-01-15T15:00:00Z", true);
    }

    #[test]
    fn in_summer_it_is_due_an_hour_earlier_by_utc() {
        check("2026-07-15T17:59:59Z", "2026-07-14T18:00:00Z", false);
        check("2026-07-15T18:00:00Z", "2026-07-14T18:00:00Z", true);
    }

    #[test]
    fn one_covers_every_day_the_server_was_down() {
        check("2026-01-20T08:00:00Z", "2026-01-15T19:00:00Z", true);
        check("2026-01-20T08:05:00Z", "2026-01-20T08:00:30Z", false);
    }
}
