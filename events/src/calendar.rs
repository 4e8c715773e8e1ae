//! Working days in England, and the dates that statutory clocks run to.
//!
//! A working day is any day that is not a Saturday, a Sunday, Christmas Day, Good Friday or a bank
//! holiday in England under the Banking and Financial Dealings Act 1971 (the definition the field
//! takes from SI 2006/1738). Day 0 of a count is the day of the trigger.
//!
//! Bank holidays are facts that government sets a few years ahead, so they are a table
//! ([`BankHolidays`]) with a first and a last covered day. A count that would leave the table is
//! refused ([`BeyondTable`]): the answer would be a guess. The table shipped here states the dates
//! that GOV.UK publishes for England and Wales (<https://www.gov.uk/bank-holidays>), public sector
//! information licensed under the Open Government Licence v3.0. Only one-off days proclaimed
//! later can be missing from it; an administrator adds those with [`BankHolidays::with_days`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// A table may cover at most this many years, so that no count over it can run long.
pub const TABLE_LENGTH_YEARS_MAX: i32 = 200;

/// The bank holidays of England between two days, each with its title.
///
/// Read back from the log as it was stored: the checks of [`BankHolidays::new`] are made when a
/// table is loaded, never again on reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BankHolidays {
    from: NaiveDate,
    to: NaiveDate,
    days: BTreeMap<NaiveDate, String>,
}

/// Why a list of bank holidays cannot become a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableRefused {
    /// The first year is after the last, or a year is not one a date can have.
    #[error("years {first_year} to {last_year} are not a span of years; give the earlier first")]
    Years {
        /// The first year asked for.
        first_year: i32,
        /// The last year asked for.
        last_year: i32,
    },
    /// The table would cover more than [`TABLE_LENGTH_YEARS_MAX`] years.
    #[error(
        "a bank holiday table covers at most {TABLE_LENGTH_YEARS_MAX} years, not {years}; \
         leave out the years that are not needed"
    )]
    TooLong {
        /// How many years were asked for.
        years: i64,
    },
    /// The table begins or ends within a year, so part of that year would be unknown.
    #[error(
        "a bank holiday table covers whole years, not {from} to {to}; \
         start it on 1 January and end it on 31 December"
    )]
    NotWholeYears {
        /// The first day given.
        from: NaiveDate,
        /// The last day given.
        to: NaiveDate,
    },
    /// A day lies outside the years the table says it covers.
    #[error("bank holiday {date} is outside the table's years ({from} to {to}); widen the years")]
    OutsideYears {
        /// The day.
        date: NaiveDate,
        /// The table's first covered day.
        from: NaiveDate,
        /// The table's last covered day.
        to: NaiveDate,
    },
    /// A day is listed under two different titles.
    #[error("bank holiday {date} is listed twice, as {first:?} and as {second:?}; keep one")]
    Twice {
        /// The day.
        date: NaiveDate,
        /// The title met first.
        first: String,
        /// The title met later.
        second: String,
    },
    /// A day has no title, so that a page could not name it.
    #[error("bank holiday {date} has no title; give the name people know it by")]
    NoTitle {
        /// The day.
        date: NaiveDate,
    },
}

/// The count would leave the table of bank holidays, so there is no honest answer yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the bank holiday table covers {table_starts} to {table_ends} and the count leaves it; \
     load a bank holiday calendar that covers more years"
)]
pub struct BeyondTable {
    /// The table's first covered day.
    pub table_starts: NaiveDate,
    /// The table's last covered day.
    pub table_ends: NaiveDate,
}

/// The day a count of working days ends on, and what it stepped over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The day reached: always a working day.
    pub on: NaiveDate,
    /// Bank holidays stepped over, earliest first. Only those on a weekday: the others cost
    /// nothing.
    pub skipped: Vec<(NaiveDate, String)>,
}

static ENGLAND: LazyLock<BankHolidays> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the file is part of the binary and \
                  tests::the_shipped_table_is_read_and_complete parses it"
    )]
    serde_json::from_str(include_str!("calendar/bank-holidays-england.json"))
        .expect("the shipped bank holidays are valid JSON")
});

impl BankHolidays {
    /// The table shipped with the product: England, 1 January 2012 to 31 December 2028.
    ///
    /// Source: GOV.UK, UK bank holidays, Open Government Licence v3.0.
    pub fn england() -> &'static Self {
        &ENGLAND
    }

    /// A table of whole years, from 1 January of `first_year` to 31 December of `last_year`.
    ///
    /// # Errors
    /// See [`TableRefused`]: years the wrong way round, too many years, a day outside them, a day
    /// given under two titles, or a day without a title.
    pub fn new(
        first_year: i32,
        last_year: i32,
        days: impl IntoIterator<Item = (NaiveDate, String)>,
    ) -> Result<Self, TableRefused> {
        let refused = TableRefused::Years {
            first_year,
            last_year,
        };
        let years = i64::from(last_year) - i64::from(first_year) + 1;
        let (from, to) = NaiveDate::from_ymd_opt(first_year, 1, 1)
            .zip(NaiveDate::from_ymd_opt(last_year, 12, 31))
            .filter(|(from, to)| from < to)
            .ok_or(refused)?;
        if years > i64::from(TABLE_LENGTH_YEARS_MAX) {
            return Err(TableRefused::TooLong { years });
        }
        Self {
            from,
            to,
            days: BTreeMap::new(),
        }
        .with_days(days)
    }

    /// The same table with further days, such as a one-off holiday proclaimed by royal
    /// proclamation. A day already there under the same title is accepted and changes nothing.
    ///
    /// # Errors
    /// A day outside the table's years, under another title than before, or without a title.
    pub fn with_days(
        mut self,
        days: impl IntoIterator<Item = (NaiveDate, String)>,
    ) -> Result<Self, TableRefused> {
        let (from, to) = (self.from, self.to);
        for (date, title) in days {
            if !self.covers(date) {
                return Err(TableRefused::OutsideYears { date, from, to });
            }
            let title = title.trim();
            if title.is_empty() {
                return Err(TableRefused::NoTitle { date });
            }
            match self.days.get(&date) {
                Some(first) if first != title => {
                    let (first, second) = (first.clone(), title.to_owned());
                    return Err(TableRefused::Twice {
                        date,
                        first,
                        second,
                    });
                }
                Some(_) => {}
                None => drop(self.days.insert(date, title.to_owned())),
            }
        }
        Ok(self)
    }

    /// The same table once it has passed the checks of [`BankHolidays::new`]: for one that came
    /// from outside, in a file or a request, before it is recorded.
    ///
    /// # Errors
    /// See [`TableRefused`].
    pub fn checked(self) -> Result<Self, TableRefused> {
        let Self { from, to, days } = self;
        let table = Self::new(from.year(), to.year(), days)?;
        if (table.from, table.to) == (from, to) {
            Ok(table)
        } else {
            Err(TableRefused::NotWholeYears { from, to })
        }
    }

    /// The first day the table covers (1 January).
    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The last day the table covers (31 December).
    pub fn to(&self) -> NaiveDate {
        self.to
    }

    /// The bank holidays with their titles, earliest first.
    pub fn days(&self) -> &BTreeMap<NaiveDate, String> {
        &self.days
    }

    /// Whether the table knows the bank holidays of this day's year.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// The title of the holiday that keeps this weekday from being a working day, if there is one.
    ///
    /// Christmas Day and Good Friday are excluded by the regulations themselves, so they count
    /// even where a loaded table leaves them out.
    pub fn holiday(&self, day: NaiveDate) -> Option<&str> {
        if is_weekend(day) {
            return None;
        }
        match self.days.get(&day) {
            Some(title) => Some(title),
            None if day.month() == 12 && day.day() == 25 => Some("Christmas Day"),
            None if is_good_friday(day) => Some("Good Friday"),
            None => None,
        }
    }

    /// Whether the day is a working day.
    ///
    /// # Errors
    /// [`BeyondTable`] where the table does not cover the day.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, BeyondTable> {
        if self.covers(day) {
            Ok(self.works(day))
        } else {
            Err(self.beyond())
        }
    }

    fn works(&self, day: NaiveDate) -> bool {
        !is_weekend(day) && self.holiday(day).is_none()
    }

    fn beyond(&self) -> BeyondTable {
        BeyondTable {
            table_starts: self.from,
            table_ends: self.to,
        }
    }
}

/// The day that is `working_days` working days after the trigger; the trigger is day 0.
///
/// Zero working days is the trigger itself, or the next working day where the trigger is none.
/// Only the days counted need to be in the table, not the trigger.
///
/// # Errors
/// [`BeyondTable`] where the count leaves the table of bank holidays.
///
/// ```
/// use chrono::NaiveDate;
/// use events::calendar::{BankHolidays, due};
///
/// let aware = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap_or_default();
/// let due = due(aware, 5, BankHolidays::england())?;
/// assert_eq!(due.on.to_string(), "2026-04-10");
/// assert_eq!(due.skipped.len(), 2, "Good Friday and Easter Monday");
/// # Ok::<(), events::calendar::BeyondTable>(())
/// ```
pub fn due(
    trigger: NaiveDate,
    working_days: u32,
    holidays: &BankHolidays,
) -> Result<Due, BeyondTable> {
    step(trigger, working_days, holidays, NaiveDate::succ_opt)
}

/// The last day that is at least `working_days` working days before the given day, which is day 0.
///
/// Zero working days is the day itself, or the working day before it where it is none. The skipped
/// holidays are listed earliest first, as in [`due`].
///
/// # Errors
/// [`BeyondTable`] where the count leaves the table of bank holidays.
pub fn due_before(
    day: NaiveDate,
    working_days: u32,
    holidays: &BankHolidays,
) -> Result<Due, BeyondTable> {
    let mut due = step(day, working_days, holidays, NaiveDate::pred_opt)?;
    due.skipped.reverse();
    Ok(due)
}

fn step(
    trigger: NaiveDate,
    working_days: u32,
    holidays: &BankHolidays,
    next: fn(&NaiveDate) -> Option<NaiveDate>,
) -> Result<Due, BeyondTable> {
    let mut on = trigger;
    let mut counted = 0;
    let mut skipped = Vec::new();
    if working_days == 0 && holidays.is_working_day(trigger)? {
        return Ok(Due { on, skipped });
    }
    let wanted = working_days.max(1);
    if working_days == 0 {
        skipped.extend(named(holidays, trigger));
    }
    while counted < wanted {
        on = next(&on)
            .filter(|day| holidays.covers(*day))
            .ok_or_else(|| holidays.beyond())?;
        if holidays.works(on) {
            counted += 1;
        } else {
            skipped.extend(named(holidays, on));
        }
    }
    Ok(Due { on, skipped })
}

fn named(holidays: &BankHolidays, day: NaiveDate) -> Option<(NaiveDate, String)> {
    holidays.holiday(day).map(|title| (day, title.to_owned()))
}

/// How many working days lie after `from`, up to and including `to`.
///
/// The inverse of [`due`] and [`due_before`]: negative where `to` is before `from`, and then the
/// working days from `to` up to but not including `from` are counted.
///
/// # Errors
/// [`BeyondTable`] where a counted day is outside the table of bank holidays.
pub fn working_days_between(
    from: NaiveDate,
    to: NaiveDate,
    holidays: &BankHolidays,
) -> Result<i64, BeyondTable> {
    let (first, last, sign) = match from.cmp(&to) {
        std::cmp::Ordering::Equal => return Ok(0),
        std::cmp::Ordering::Less => (from.succ_opt(), Some(to), 1),
        std::cmp::Ordering::Greater => (Some(to), from.pred_opt(), -1),
    };
    let (first, last) = first
        .zip(last)
        .filter(|(first, last)| holidays.covers(*first) && holidays.covers(*last))
        .ok_or_else(|| holidays.beyond())?;
    let days = first.iter_days().take_while(|day| *day <= last);
    Ok(days.filter(|day| holidays.works(*day)).map(|_| sign).sum())
}

/// The day a number of calendar days after the given one (day 0), or `None` past the last day a
/// date can hold.
pub fn calendar_days_after(day: NaiveDate, calendar_days: u32) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(u64::from(calendar_days)))
}

/// The day a number of calendar days before the given one (day 0), or `None` before the first day
/// a date can hold.
pub fn calendar_days_before(day: NaiveDate, calendar_days: u32) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(u64::from(calendar_days)))
}

/// The same day of the month a number of months later, or the month's last day where the month is
/// shorter (six months after 31 August is 28 or 29 February). `None` past the last day a date can
/// hold.
pub fn months_after(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(months))
}

/// The same day of the month a number of months earlier, clamped as in [`months_after`]. `None`
/// before the first day a date can hold.
pub fn months_before(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_sub_months(Months::new(months))
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Good Friday is two days before Easter Sunday, which the Gregorian reckoning places between
/// 22 March and 25 April.
fn is_good_friday(day: NaiveDate) -> bool {
    day.weekday() == Weekday::Fri
        && matches!(day.month(), 3 | 4)
        && easter_sunday(day.year()).and_then(|easter| easter.checked_sub_days(Days::new(2)))
            == Some(day)
}

/// Easter Sunday in the Gregorian calendar, from the age of the moon: the Sunday after the first
/// full moon on or after 21 March, both as the church's tables define them.
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let leap_correction = century - century.div_euclid(4);
    let moon_correction = (8 * century + 13).div_euclid(25);
    let epact = (leap_correction - moon_correction + 19 * golden + 15).rem_euclid(30);
    let late = epact == 29 || (epact == 28 && golden > 10);
    let full_moon_days = if late { epact - 1 } else { epact };
    let equinox = NaiveDate::from_ymd_opt(year, 3, 21)?;
    let full_moon = equinox.checked_add_days(Days::new(u64::try_from(full_moon_days).ok()?))?;
    let to_sunday = 7 - full_moon.weekday().num_days_from_sunday();
    full_moon.checked_add_days(Days::new(u64::from(to_sunday)))
}
