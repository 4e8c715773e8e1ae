//! Dates as boards write them, always day before month.

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::spans::Period;
use super::tokens::{Kind, View, last_of_month, month_named, signed, tokens, year};

/// How exact a date was written; the date itself is the last day of what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A day.
    Day,
    /// A month: the date is its last day.
    Month,
    /// A quarter of the plan's year: the date is its last day.
    Quarter,
    /// A year ("by the end of 2017"): the date is 31 December.
    Year,
}

/// A date found in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// The date, or `None` where the words look like a date but name none ("31.2.17", "Quarter 2"
    /// of no known year).
    pub date: Option<NaiveDate>,
    /// How exact it was.
    pub precision: Precision,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
}

/// A date read at one place: what it is and how many tokens it took.
struct Read {
    date: Option<NaiveDate>,
    precision: Precision,
    count: usize,
}

impl Read {
    fn day(year: i32, month: u32, day: u32, count: usize) -> Self {
        let date = NaiveDate::from_ymd_opt(year, month, day);
        Self {
            date,
            precision: Precision::Day,
            count,
        }
    }

    fn month(year: i32, month: u32, count: usize) -> Self {
        Self {
            date: last_of_month(year, month),
            precision: Precision::Month,
            count,
        }
    }
}

/// Finds every date in a text, in order. `period` fills in a year that was left out ("by 30 June",
/// "Quarter 2"); without it such words are found with no date.
pub fn find_dates(text: &str, period: Option<Period>) -> Vec<FoundDate> {
    if let Some(date) = serial(text) {
        return vec![FoundDate {
            date: Some(date),
            precision: Precision::Day,
            range: 0..text.len(),
        }];
    }
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let view = View {
            tokens: &tokens,
            at,
        };
        let read = numbers(view)
            .or_else(|| day_and_month(view, period))
            .or_else(|| month_first(view, period))
            .or_else(|| quarter(view, period))
            .or_else(|| whole_year(view));
        match read {
            Some(read) => {
                let range = view.span(read.count);
                found.push(FoundDate {
                    date: read.date,
                    precision: read.precision,
                    range,
                });
                at += read.count.max(1);
            }
            None => at += 1,
        }
    }
    found
}

/// A cell that holds nothing but Excel's day number (42825 is 31 March 2017), for 2000 to 2099.
fn serial(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let day: u64 = (text.len() == 5).then(|| text.parse().ok())??;
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    (36_526..73_051)
        .contains(&day)
        .then(|| epoch.checked_add_days(chrono::Days::new(day)))?
}

/// `31.8.16`, `31/08/2016`, `31-8-16`, `30 09 2016`, `2016-08-31`.
fn numbers(view: View<'_, '_>) -> Option<Read> {
    let (first, first_len) = view.number(0)?;
    // The tail of a longer run of numbers ("1.2.3.16") is no date.
    if view
        .before()
        .is_some_and(|t| t.kind == Kind::Mark('.') && !t.spaced && !view.spaced(0))
    {
        return None;
    }
    let separator = |mark: Option<char>| mark.filter(|m| matches!(m, '.' | '/' | '-' | '–'));
    if let Some(mark) = separator(view.mark(1)) {
        let (second, second_len) = view.number(2)?;
        if view.mark(3) != Some(mark) {
            return None;
        }
        let (third, third_len) = view.number(4)?;
        if view.mark(5) == Some(mark) && view.number(6).is_some() && !view.spaced(6) {
            return None;
        }
        return match (first_len, second_len, third_len) {
            (4, 1 | 2, 1 | 2) => Some(Read::day(signed(first), second, third, 5)),
            (1 | 2, 1 | 2, 2 | 4) => Some(Read::day(year(third), second, first, 5)),
            _ => None,
        };
    }
    let ((second, second_len), (third, third_len)) = (view.number(1)?, view.number(2)?);
    let shaped = first_len <= 2 && second_len <= 2 && third_len == 4;
    (shaped && (1900..2200).contains(&third)).then(|| Read::day(year(third), second, first, 3))
}

/// `31 March 2017`, `31st of March`, `31 Mar 17`.
fn day_and_month(view: View<'_, '_>, period: Option<Period>) -> Option<Read> {
    let (day, length) = view.number(0)?;
    if length > 2 {
        return None;
    }
    let mut next = 1;
    if view
        .word(next)
        .is_some_and(|w| matches!(w.as_str(), "st" | "nd" | "rd" | "th"))
    {
        next += 1;
    }
    if view.word(next).as_deref() == Some("of") {
        next += 1;
    }
    while matches!(view.mark(next), Some('-' | '/' | '.')) && next < 4 {
        next += 1;
    }
    let month = month_named(&view.word(next)?)?;
    next += 1;
    if let Some((year, count)) = year_after(view, next) {
        return Some(Read::day(year, month, day, next + count));
    }
    let date = period.and_then(|p| in_period(p, |y| NaiveDate::from_ymd_opt(y, month, day)));
    Some(Read {
        date,
        precision: Precision::Day,
        count: next,
    })
}

/// `July 2016`, `Sept 25`, `Mar-17`, `March 31, 2017`, and `by July`.
fn month_first(view: View<'_, '_>, period: Option<Period>) -> Option<Read> {
    let word = view.word(0)?;
    let month = month_named(&word)?;
    let small = view
        .get(0)
        .is_some_and(|t| t.text.starts_with(char::is_lowercase));
    if small && matches!(month, 3 | 5) {
        return None;
    }
    if let Some(read) = american(view, month) {
        return Some(read);
    }
    if let Some((year, count)) = year_after(view, 1) {
        let near = |p: Period| (p.start.year() - 3..=p.end.year() + 6).contains(&year);
        let long = view.number(count).is_some_and(|(_, length)| length == 4);
        if long || period.is_none_or(near) {
            return Some(Read::month(year, month, 1 + count));
        }
        let day = u32::try_from(year % 100).ok()?;
        let date = period.and_then(|p| in_period(p, |y| NaiveDate::from_ymd_opt(y, month, day)));
        return Some(Read {
            date,
            precision: Precision::Day,
            count: 1 + count,
        });
    }
    // "May" and "March" are also words: a month alone counts after a word of time only.
    let capital = view
        .get(0)
        .is_some_and(|t| t.text.starts_with(char::is_uppercase));
    let before = view
        .before()
        .map(|t| t.text.to_lowercase())
        .unwrap_or_default();
    let timed = [
        "by", "in", "during", "of", "before", "until", "to", "from", "end", "mid", "early", "late",
        "and", "since", "after",
    ];
    let alone = view.get(1).is_none() && view.before().is_none();
    if capital && (alone || timed.contains(&before.as_str())) {
        let date = period.and_then(|p| in_period(p, |y| last_of_month(y, month)));
        return Some(Read {
            date,
            precision: Precision::Month,
            count: 1,
        });
    }
    None
}

/// `March 31, 2017` and `March 31st 2017`: the month is a word, so nothing is ambiguous.
fn american(view: View<'_, '_>, month: u32) -> Option<Read> {
    let (day, length) = view.number(1)?;
    let mut next = 2;
    if view
        .word(next)
        .is_some_and(|w| matches!(w.as_str(), "st" | "nd" | "rd" | "th"))
    {
        next += 1;
    }
    if view.mark(next) == Some(',') {
        next += 1;
    }
    let (year, year_length) = view.number(next)?;
    (length <= 2 && year_length == 4 && (1900..2200).contains(&year))
        .then(|| Read::day(signed(year), month, day, next + 1))
}

/// `Quarter 2`, `Q2 2016/17`: quarters of the plan's year, or of the year from April named.
fn quarter(view: View<'_, '_>, period: Option<Period>) -> Option<Read> {
    let named = matches!(view.word(0)?.as_str(), "q" | "qtr" | "quarter");
    let (number, length) = view.number(1)?;
    if !named || length > 1 || !(1..=4).contains(&number) {
        return None;
    }
    let mut count = 2;
    let mut start = period.map(|p| p.start);
    let of = usize::from(view.word(2).as_deref() == Some("of"));
    if let Some((first, length)) = view.number(2 + of)
        && (length == 4 || (length == 2 && view.mark(3 + of).is_some()))
    {
        start = NaiveDate::from_ymd_opt(year(first), 4, 1);
        count = 3 + of;
        if matches!(view.mark(count), Some('/' | '-' | '–')) && view.number(count + 1).is_some() {
            count += 2;
        }
    }
    let end = start
        .and_then(|from| from.checked_add_months(Months::new(3 * number)))
        .and_then(|after| after.pred_opt());
    Some(Read {
        date: end,
        precision: Precision::Quarter,
        count,
    })
}

/// `by the end of 2017`, never `2016/17`.
fn whole_year(view: View<'_, '_>) -> Option<Read> {
    let (year, length) = view.number(0)?;
    let before = view.before()?.text.to_lowercase();
    let ranged = matches!(view.mark(1), Some('/' | '-' | '–')) && view.number(2).is_some();
    let timed = matches!(before.as_str(), "of" | "by");
    if length != 4 || !(2000..2100).contains(&year) || ranged || !timed {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(signed(year), 12, 31);
    Some(Read {
        date,
        precision: Precision::Year,
        count: 1,
    })
}

/// A year standing `at` tokens ahead: the year and how many tokens reach its end from `at`.
fn year_after(view: View<'_, '_>, at: usize) -> Option<(i32, usize)> {
    let mut next = at;
    while matches!(
        view.mark(next),
        Some('-' | '/' | '.' | ',' | '\'' | '’' | '‘')
    ) && next < at + 2
    {
        next += 1;
    }
    let (number, length) = view.number(next)?;
    let part_of_more = matches!(view.mark(next + 1), Some('.' | '/' | ':'))
        && view.number(next + 2).is_some()
        && !view.spaced(next + 2);
    let plausible = match length {
        4 => (1900..2200).contains(&number),
        2 => {
            !part_of_more
                && view
                    .word(next + 1)
                    .is_none_or(|w| month_named(&w).is_none())
        }
        _ => false,
    };
    plausible.then(|| (year(number), next + 1 - at))
}

/// The first year of the period (or the year after) in which the date falls inside it.
fn in_period(period: Period, date_in: impl Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
    (period.start.year()..=period.end.year())
        .filter_map(date_in)
        .find(|date| (period.start..=period.end).contains(date))
}

#[cfg(test)]
mod tests {
    use super::super::spans::find_period;
    use super::*;

    fn plan() -> Option<Period> {
        find_period("2016-17")
    }

    fn dates(text: &str) -> Vec<String> {
        let words = |d: &FoundDate| d.date.map_or_else(|| "none".to_owned(), |d| d.to_string());
        find_dates(text, plan()).iter().map(words).collect()
    }

    #[test]
    fn days_are_read_in_every_form_day_before_month() {
        for text in [
            "31.3.17",
            "31.03.2017",
            "31/3/17",
            "31/03/2017",
            "31-3-17",
            "31 03 2017",
            "2017-03-31",
            "31 March 2017",
            "31st March 2017",
            "31st of March 2017",
            "31 Mar 17",
            "31-Mar-17",
            "Friday 31 March 2017",
            "by 31.3.17.",
            "(31/3/17)",
            "42825",
            "March 31, 2017",
            "March 31st 2017",
            "31 March",
            "2017-03-31 10:30",
            "31 March '17",
        ] {
            assert_eq!(dates(text), ["2017-03-31"], "{text}");
            assert_eq!(
                find_dates(text, plan())[0].precision,
                Precision::Day,
                "{text}"
            );
        }
        assert_eq!(dates("3/4/16"), ["2016-04-03"]);
    }

    #[test]
    fn months_quarters_and_years_mean_their_last_day() {
        let read = |text: &str| {
            let found = find_dates(text, plan());
            (found[0].date.unwrap().to_string(), found[0].precision)
        };
        for text in [
            "July 2016",
            "end of July 2016",
            "by July",
            "Jul-16",
            "July ’16",
            "July 16",
        ] {
            assert_eq!(
                read(text),
                ("2016-07-31".to_owned(), Precision::Month),
                "{text}"
            );
        }
        assert_eq!(read("by end of February 2017").0, "2017-02-28");
        assert_eq!(
            find_dates("Sept 25", None)[0].date,
            NaiveDate::from_ymd_opt(2025, 9, 30)
        );
        for text in ["Quarter 2", "Q2", "Q2 2016/17", "quarter 2 of 2016-17"] {
            assert_eq!(
                read(text),
                ("2016-09-30".to_owned(), Precision::Quarter),
                "{text}"
            );
        }
        assert_eq!(
            read("by the end of 2016"),
            ("2016-12-31".to_owned(), Precision::Year)
        );
    }

    #[test]
    fn words_that_only_look_like_dates_are_found_without_one() {
        for text in ["31.2.17", "12/31/2016", "31 April 2016"] {
            assert_eq!(dates(text), ["none"], "{text}");
        }
        assert_eq!(find_dates("Quarter 2", None)[0].date, None);
        assert_eq!(find_dates("30 June", None)[0].date, None);
    }

    #[test]
    fn years_of_plans_references_and_plain_words_are_no_dates() {
        for text in [
            "see 6.2",
            "in the 2016/17 audit programme",
            "compared with the 15/16 baseline",
            "staff may march on",
            "within 6 months",
            "Year 2",
            "1.2.3",
            "10.11.12.13",
            "24/7",
            "version 2.10",
            "May we ask",
            "100% of places and 95% attendance",
            "",
        ] {
            assert_eq!(dates(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn several_dates_in_one_cell_are_found_in_order() {
        assert_eq!(
            dates("Draft by 31.8.16, final January 2017 and report 30 09 2016"),
            ["2016-08-31", "2017-01-31", "2016-09-30"]
        );
    }
}
