//! Dates as boards write them, always day before month.

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::wording::plain;

/// The time a plan covers, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
}

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

/// "Within 6 months": a time from the start of the plan, or from something else that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Horizon {
    /// How long, in months.
    pub months: u32,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Word,
    Mark(char),
}

#[derive(Debug, Clone)]
struct Token<'a> {
    kind: Kind,
    text: &'a str,
    range: Range<usize>,
    /// Whether white space stands before it.
    spaced: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut spaced = false;
    for (at, letter) in text.char_indices() {
        if letter.is_whitespace() {
            spaced = true;
            continue;
        }
        let end = at + letter.len_utf8();
        let kind = if letter.is_ascii_digit() {
            Kind::Number
        } else if letter.is_alphabetic() {
            Kind::Word
        } else {
            Kind::Mark(letter)
        };
        match found.last_mut() {
            Some(last) if !spaced && last.kind == kind && !matches!(kind, Kind::Mark(_)) => {
                last.range.end = end;
                last.text = text.get(last.range.clone()).unwrap_or_default();
            }
            _ => {
                let range = at..end;
                let word = text.get(range.clone()).unwrap_or_default();
                found.push(Token {
                    kind,
                    text: word,
                    range,
                    spaced,
                });
            }
        }
        spaced = false;
    }
    found
}

/// A view of the tokens from one of them on; reading past the end gives nothing.
#[derive(Clone, Copy)]
struct View<'a, 't> {
    tokens: &'t [Token<'a>],
    at: usize,
}

impl<'a, 't> View<'a, 't> {
    fn get(&self, ahead: usize) -> Option<&'t Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    fn before(&self) -> Option<&'t Token<'a>> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    fn number(&self, ahead: usize) -> Option<(u32, usize)> {
        let token = self
            .get(ahead)
            .filter(|t| t.kind == Kind::Number && t.text.len() <= 4)?;
        Some((token.text.parse().ok()?, token.text.len()))
    }

    fn mark(&self, ahead: usize) -> Option<char> {
        match self.get(ahead)?.kind {
            Kind::Mark(mark) => Some(mark),
            Kind::Number | Kind::Word => None,
        }
    }

    fn word(&self, ahead: usize) -> Option<String> {
        self.get(ahead)
            .filter(|t| t.kind == Kind::Word)
            .map(|t| t.text.to_lowercase())
    }

    fn spaced(&self, ahead: usize) -> bool {
        self.get(ahead).is_some_and(|t| t.spaced)
    }

    fn span(&self, count: usize) -> Range<usize> {
        let start = self.get(0).map_or(0, |t| t.range.start);
        let end = self
            .get(count.saturating_sub(1))
            .map_or(start, |t| t.range.end);
        start..end
    }
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
                && !view
                    .word(next + 1)
                    .is_some_and(|w| month_named(&w).is_some())
        }
        _ => false,
    };
    plausible.then(|| (year(number), next + 1 - at))
}

fn signed(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Two digits are a year of this century.
fn year(number: u32) -> i32 {
    signed(if number < 100 { 2000 + number } else { number })
}

fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}

/// The first year of the period (or the year after) in which the date falls inside it.
fn in_period(period: Period, date_in: impl Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
    (period.start.year()..=period.end.year())
        .filter_map(date_in)
        .find(|date| (period.start..=period.end).contains(date))
}

fn month_named(word: &str) -> Option<u32> {
    let month = match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    };
    Some(month)
}

fn count_named(word: &str) -> Option<u32> {
    let names = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let place = names.iter().position(|name| *name == word);
    place
        .and_then(|p| u32::try_from(p + 1).ok())
        .or_else(|| match word {
            "eighteen" => Some(18),
            "a" => Some(1),
            _ => None,
        })
}

/// Finds "within 6 months", "Within 2 years", "Year 2" in a text, in order.
pub fn find_horizons(text: &str) -> Vec<Horizon> {
    let tokens = tokens(text);
    let mut found: Vec<Horizon> = Vec::new();
    for at in 0..tokens.len() {
        let view = View {
            tokens: &tokens,
            at,
        };
        if let Some((months, count)) = horizon(view) {
            found.push(Horizon {
                months,
                range: view.span(count),
            });
        }
    }
    found
}

fn horizon(view: View<'_, '_>) -> Option<(u32, usize)> {
    let word = view.word(0)?;
    if word == "year" {
        let (number, length) = view.number(1)?;
        let starts = view.before().is_none();
        return (starts && length == 1 && number > 0).then_some((number * 12, 2));
    }
    if word != "within" {
        return None;
    }
    let the = usize::from(
        view.word(1)
            .is_some_and(|w| matches!(w.as_str(), "the" | "next")),
    );
    let number = match view.number(1 + the) {
        Some((number, _)) => number,
        None => count_named(&view.word(1 + the)?)?,
    };
    let months = match view.word(2 + the)?.as_str() {
        "month" | "months" => number,
        "year" | "years" => number.checked_mul(12)?,
        _ => return None,
    };
    (1..=240).contains(&months).then_some((months, 3 + the))
}

/// Whether the words say that there is no end: "ongoing", "quarterly", "each meeting".
pub(super) fn is_ongoing(text: &str) -> bool {
    let text = plain(text);
    [
        "ongoing",
        "on going",
        "continuous",
        "continuing",
        "monthly",
        "quarterly",
        "annually",
        "annual",
        "termly",
        "each meeting",
        "every meeting",
        "throughout the year",
    ]
    .iter()
    .any(|word| text == *word || text.starts_with(&format!("{word} ")))
}

/// Finds the period of a plan in words such as `2016-17`, `2015 to 2017`, `2016/2017` or
/// `April 2015 – March 2017`. Years alone run from 1 April to 31 March.
pub fn find_period(text: &str) -> Option<Period> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let view = View {
            tokens: &tokens,
            at,
        };
        months_period(view).or_else(|| years_period(view))
    })
}

fn is_to(view: View<'_, '_>, ahead: usize) -> bool {
    matches!(view.mark(ahead), Some('-' | '–' | '—' | '/' | '_'))
        || view
            .word(ahead)
            .is_some_and(|w| matches!(w.as_str(), "to" | "until"))
}

fn months_period(view: View<'_, '_>) -> Option<Period> {
    let (from, to) = (month_named(&view.word(0)?)?, month_named(&view.word(3)?)?);
    let ((first, first_length), (last, last_length)) = (view.number(1)?, view.number(4)?);
    if !is_to(view, 2) || first_length != 4 || last_length != 4 {
        return None;
    }
    let start = NaiveDate::from_ymd_opt(signed(first), from, 1)?;
    let end = last_of_month(signed(last), to)?;
    (start < end).then_some(Period { start, end })
}

fn years_period(view: View<'_, '_>) -> Option<Period> {
    let ((first, 4), (last, length)) = (view.number(0)?, view.number(2)?) else {
        return None;
    };
    if !is_to(view, 1) || !(1990..2100).contains(&first) || !matches!(length, 2 | 4) {
        return None;
    }
    let mut last = if length == 2 {
        first / 100 * 100 + last
    } else {
        last
    };
    if last <= first || last > first + 10 {
        return None;
    }
    // `2010-12-31` is a day; `2016/17 to 2018/19` is three years.
    if is_to(view, 3) && view.number(4).is_some() {
        let ((next, 4), true) = (view.number(4)?, is_to(view, 5)) else {
            return None;
        };
        last = next + 1;
    }
    let start = NaiveDate::from_ymd_opt(signed(first), 4, 1)?;
    let end = NaiveDate::from_ymd_opt(signed(last), 3, 31)?;
    Some(Period { start, end })
}
