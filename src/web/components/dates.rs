//! Dates and moments as GOV.UK writes them.
//!
//! Moments are kept in UTC and shown in the time of London, which people saw on the clock when
//! they happened.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};
use chrono_tz::Europe::London;
use maud::{Markup, html};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in words: "4 November 2026".
///
/// Source: GOV.UK style guide, "Dates".
pub fn date_text(date: NaiveDate) -> String {
    let month = MONTHS
        .get(date.month0() as usize)
        .copied()
        .unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// A moment in words, in London's time: "4 November 2026, 5:30pm".
///
/// Source: GOV.UK style guide, "Times".
pub fn moment_text(moment: DateTime<Utc>) -> String {
    let day = moment.with_timezone(&London).date_naive();
    format!("{}, {}", date_text(day), time_text(moment))
}

/// The time of day in England, such as `2:30pm`.
pub fn time_text(moment: DateTime<Utc>) -> String {
    let local = moment.with_timezone(&London).naive_local();
    let (is_afternoon, hour) = local.hour12();
    let half = if is_afternoon { "pm" } else { "am" };
    match (local.hour(), local.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (_, minute) => format!("{hour}:{minute:02}{half}"),
    }
}

/// A date as an element machines can read, which does not break across lines.
pub fn date(date: NaiveDate) -> Markup {
    html! {
        time class="gt-date" datetime=(date.format("%Y-%m-%d")) { (date_text(date)) }
    }
}

/// A moment as an element machines can read.
pub fn moment(moment: DateTime<Utc>) -> Markup {
    html! {
        time datetime=(moment.format("%Y-%m-%dT%H:%M:%SZ")) { (moment_text(moment)) }
    }
}

/// What a `datetime-local` input holds for a moment, in London's time: "2026-03-03T09:00".
pub fn moment_field(moment: DateTime<Utc>) -> String {
    moment
        .with_timezone(&London)
        .format("%Y-%m-%dT%H:%M")
        .to_string()
}

/// Why what was sent for a moment is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MomentProblem {
    /// It is not a date and time.
    #[error("enter a date and time, such as 2026-03-03T09:00")]
    Unreadable,
    /// The clocks went forward over it.
    #[error("that time did not exist: the clocks went forward; enter a time an hour later")]
    Skipped,
}

/// Reads what a `datetime-local` input sent, as London's time. A date alone means its end, so
/// that "as at 3 March" includes the third. Where the clocks went back, the later of the two
/// moments is meant, so that nothing recorded in that hour is left out.
///
/// # Errors
///
/// [`MomentProblem`] when it is no moment in London.
pub fn parse_moment_field(text: &str) -> Result<DateTime<Utc>, MomentProblem> {
    let text = text.trim();
    let whole_day = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .and_then(|date| date.and_hms_opt(23, 59, 59));
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .or(whole_day)
        .ok_or(MomentProblem::Unreadable)?;
    let london = local
        .and_local_timezone(London)
        .latest()
        .ok_or(MomentProblem::Skipped)?;
    Ok(london.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_written_as_day_month_year() {
        assert_eq!(
            date_text(NaiveDate::from_ymd_opt(2026, 11, 4).unwrap()),
            "4 November 2026"
        );
    }

    #[test]
    fn a_moment_is_shown_in_londons_time_in_winter_and_summer() {
        assert_eq!(
            moment_text(utc("2026-11-04T17:30:00Z")),
            "4 November 2026, 5:30pm"
        );
        assert_eq!(
            moment_text(utc("2026-07-04T16:30:00Z")),
            "4 July 2026, 5:30pm"
        );
        assert_eq!(
            moment_text(utc("2026-03-03T09:00:00Z")),
            "3 March 2026, 9:00am"
        );
        assert_eq!(
            moment_text(utc("2026-03-03T00:05:00Z")),
            "3 March 2026, 12:05am"
        );
        assert_eq!(
            moment_text(utc("2026-03-03T00:00:00Z")),
            "3 March 2026, midnight"
        );
        assert_eq!(
            moment_text(utc("2026-03-03T12:00:00Z")),
            "3 March 2026, midday"
        );
        assert_eq!(
            moment_text(utc("2026-03-31T23:30:00Z")),
            "1 April 2026, 12:30am"
        );
    }

    #[test]
    fn a_moment_field_reads_back_what_it_was_given() {
        for text in ["2026-11-04T17:30:00Z", "2026-07-04T16:30:00Z"] {
            assert_eq!(parse_moment_field(&moment_field(utc(text))), Ok(utc(text)));
        }
    }

    #[test]
    fn a_date_alone_means_its_end_and_the_doubled_hour_its_second_time() {
        assert_eq!(
            parse_moment_field("2026-03-03"),
            Ok(utc("2026-03-03T23:59:59Z"))
        );
        assert_eq!(
            parse_moment_field("2026-10-25T01:30"),
            Ok(utc("2026-10-25T01:30:00Z"))
        );
    }

    #[test]
    fn a_time_the_clocks_skipped_is_refused() {
        assert_eq!(
            parse_moment_field("2026-03-29T01:30"),
            Err(MomentProblem::Skipped)
        );
        assert_eq!(
            parse_moment_field("yesterday"),
            Err(MomentProblem::Unreadable)
        );
        assert_eq!(parse_moment_field(""), Err(MomentProblem::Unreadable));
    }
}
