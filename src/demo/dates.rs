//! When things happen in the demo: in weeks of its history, never after today.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use events::calendar::BankHolidays;

/// The week of the history in which it ends.
const LAST_WEEK: u16 = 77;

/// Days between the end of the history and today, at least.
const DAYS_BEFORE_TODAY: u64 = 3;

/// A moment of the history: week, day of the week (0 is Monday) and hour (UTC).
///
/// Offices are open from 8 to 17, so hours lie between 9 and 15 UTC all year round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct When {
    week: u16,
    day: u8,
    hour: u8,
}

pub(super) const MON: u8 = 0;
pub(super) const TUE: u8 = 1;
pub(super) const WED: u8 = 2;
pub(super) const THU: u8 = 3;
pub(super) const FRI: u8 = 4;

/// A moment of the history.
pub(super) const fn on(week: u16, day: u8, hour: u8) -> When {
    When { week, day, hour }
}

impl When {
    pub(super) const fn hour(self) -> u8 {
        self.hour
    }

    /// So many weeks earlier, at the earliest in the first week.
    pub(super) const fn weeks_before(self, weeks: u16) -> Self {
        Self {
            week: self.week.saturating_sub(weeks),
            ..self
        }
    }

    /// The same day at another hour.
    pub(super) const fn at_hour(self, hour: u8) -> Self {
        Self { hour, ..self }
    }
}

/// The calendar of one demo.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dates {
    monday: NaiveDate,
}

impl Dates {
    /// The calendar of a history whose last day lies a few days before `today`.
    pub(super) fn ending_before(today: NaiveDate) -> Self {
        let last = today - Days::new(DAYS_BEFORE_TODAY);
        let monday = last - Days::new(u64::from(last.weekday().num_days_from_monday()));
        Self {
            monday: monday - Days::new(7 * u64::from(LAST_WEEK)),
        }
    }

    /// The working day on or before a day of the history. Later days never become earlier ones.
    pub(super) fn day(self, when: When) -> NaiveDate {
        let nominal = self.nominal(when.week, when.day);
        nominal
            .iter_days()
            .rev()
            .find(|day| is_office_day(*day))
            .unwrap_or(nominal)
    }

    /// The last day of the month in which a week of the history begins. At most 30 days later.
    pub(super) fn month_end(self, week: u16) -> NaiveDate {
        let monday = self.nominal(week, MON);
        let first = monday.with_day(1).unwrap_or(monday);
        first + Months::new(1) - Days::new(1)
    }

    /// The first day of the month in which a week of the history begins.
    pub(super) fn month_start(self, week: u16) -> NaiveDate {
        let monday = self.nominal(week, MON);
        monday.with_day(1).unwrap_or(monday)
    }

    /// The first day of the plan's period, and its last, two years on.
    pub(super) fn plan_period(self) -> (NaiveDate, NaiveDate) {
        let from = self.month_start(8);
        (from, from + Months::new(24) - Days::new(1))
    }

    /// The first of April on or before the history's beginning, moved by whole years.
    pub(super) fn april(self, years_on: i32) -> NaiveDate {
        let begins = self.monday;
        let year = begins.year() - i32::from(begins.month() < 4) + years_on;
        NaiveDate::from_ymd_opt(year, 4, 1).unwrap_or(begins)
    }

    /// Shortly before the first step.
    pub(super) fn opening(self) -> DateTime<Utc> {
        moment(self.day(on(0, MON, 8)), 8)
    }

    fn nominal(self, week: u16, day: u8) -> NaiveDate {
        self.monday + Days::new(7 * u64::from(week) + u64::from(day))
    }
}

/// A full hour of a day.
pub(super) fn moment(day: NaiveDate, hour: u8) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(i64::from(hour))
}

/// Monday to Friday but bank holidays and the days around Christmas and New Year.
pub(super) fn is_office_day(day: NaiveDate) -> bool {
    let shut = (day.month() == 12 && day.day() >= 24) || (day.month() == 1 && day.day() == 1);
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    !shut
        && BankHolidays::england()
            .is_working_day(day)
            .unwrap_or(!weekend)
}
