//! When a digest is due.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;
use events::account::DigestFrequency;

/// The hour it is sent, in England.
pub const HOUR: u32 = 7;

/// The moment a digest was due and was not sent: the last seven o'clock in England (on a Monday,
/// for a weekly one), where it came after the last one sent.
pub fn due(
    now: DateTime<Utc>,
    last_sent: DateTime<Utc>,
    frequency: DigestFrequency,
) -> Option<DateTime<Utc>> {
    let today = now.with_timezone(&London).date_naive();
    let slot = match frequency {
        DigestFrequency::Never => return None,
        DigestFrequency::Daily => latest(now, today, 1)?,
        DigestFrequency::Weekly => {
            let since_monday = today.weekday().num_days_from_monday();
            latest(now, today - Days::new(u64::from(since_monday)), 7)?
        }
    };
    (slot > last_sent).then_some(slot)
}

/// The hour on a day, or on the one before it in the rhythm when it has not come yet.
fn latest(now: DateTime<Utc>, day: NaiveDate, rhythm_days: u64) -> Option<DateTime<Utc>> {
    let slot = at_the_hour(day)?;
    if slot <= now {
        return Some(slot);
    }
    at_the_hour(day.checked_sub_days(Days::new(rhythm_days))?)
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

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn check(now: &str, last: &str, frequency: DigestFrequency, expected: Option<&str>) {
        assert_eq!(due(at(now), at(last), frequency), expected.map(at), "{now}");
    }

    #[test]
    fn a_daily_one_is_due_at_seven_in_england_once() {
        let daily = DigestFrequency::Daily;
        let last = "2026-01-14T07:00:00Z";
        check("2026-01-15T06:59:59Z", last, daily, None);
        let slot = "2026-01-15T07:00:00Z";
        check("2026-01-15T07:00:00Z", last, daily, Some(slot));
        check("2026-01-15T23:00:00Z", last, daily, Some(slot));
        check("2026-01-15T23:00:00Z", slot, daily, None);
    }

    #[test]
    fn in_summer_it_is_due_an_hour_earlier_by_utc() {
        let daily = DigestFrequency::Daily;
        let last = "2026-07-14T06:00:00Z";
        check("2026-07-15T05:59:00Z", last, daily, None);
        check(
            "2026-07-15T06:00:00Z",
            last,
            daily,
            Some("2026-07-15T06:00:00Z"),
        );
        // The day the clocks go back, and the day they go forward.
        check(
            "2026-10-25T07:30:00Z",
            last,
            daily,
            Some("2026-10-25T07:00:00Z"),
        );
        check(
            "2026-03-29T06:30:00Z",
            "2026-03-28T07:00:00Z",
            daily,
            Some("2026-03-29T06:00:00Z"),
        );
    }

    #[test]
    fn a_weekly_one_is_due_on_mondays() {
        let weekly = DigestFrequency::Weekly;
        let last = "2026-01-12T07:00:00Z";
        for not_yet in [
            "2026-01-12T09:00:00Z",
            "2026-01-18T23:00:00Z",
            "2026-01-19T06:00:00Z",
        ] {
            check(not_yet, last, weekly, None);
        }
        check(
            "2026-01-19T07:00:00Z",
            last,
            weekly,
            Some("2026-01-19T07:00:00Z"),
        );
    }

    #[test]
    fn what_was_missed_while_the_server_was_down_is_sent_once_and_not_for_every_day() {
        let last = "2026-01-05T07:00:00Z";
        let slot = Some("2026-01-19T07:00:00Z");
        check("2026-01-20T06:00:00Z", last, DigestFrequency::Daily, slot);
        check("2026-01-21T15:00:00Z", last, DigestFrequency::Weekly, slot);
    }

    #[test]
    fn who_chose_none_gets_none() {
        check(
            "2026-01-19T07:00:00Z",
            "2020-01-01T00:00:00Z",
            DigestFrequency::Never,
            None,
        );
    }
}
