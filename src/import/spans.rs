//! Spans of time: the period of a plan, horizons, and work without an end.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::tokens::{View, count_named, last_of_month, month_named, signed, tokens};
use super::wording::plain;

/// The time a plan covers, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
}

/// "Within 6 months": a time from the start of the plan, or from something else that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Horizon {
    /// How long, in months.
    pub months: u32,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
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
    let the = usize::from(view.word(1).as_deref() == Some("the"));
    let the = the + usize::from(view.word(1 + the).as_deref() == Some("next"));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn horizons_are_read_in_months() {
        let months = |text: &str| find_horizons(text).first().map(|h| h.months);
        assert_eq!(months("Within 6 months all staff know"), Some(6));
        assert_eq!(months("done within six months of publication"), Some(6));
        assert_eq!(months("Within 2 years"), Some(24));
        assert_eq!(months("within the next 12 months"), Some(12));
        assert_eq!(months("Year 2"), Some(24));
        assert_eq!(months("for 6 months"), None);
        assert_eq!(months("within 6 weeks"), None);
    }

    #[test]
    fn the_period_of_a_plan_is_read_from_its_title() {
        let period = |text: &str| find_period(text).map(|p| format!("{} {}", p.start, p.end));
        for text in [
            "Plan 2016-17",
            "2016/17",
            "Plan 2016 - 2017",
            "plan-2016-17.csv",
            "2016–17",
            "2016 to 2017",
            "plan_2016_17",
        ] {
            assert_eq!(
                period(text).as_deref(),
                Some("2016-04-01 2017-03-31"),
                "{text}"
            );
        }
        assert_eq!(
            period("2015 to 2017").as_deref(),
            Some("2015-04-01 2017-03-31")
        );
        assert_eq!(
            period("2016/17 to 2018/19").as_deref(),
            Some("2016-04-01 2019-03-31")
        );
        assert_eq!(
            period("January 2020 – June 2021").as_deref(),
            Some("2020-01-01 2021-06-30")
        );
        assert_eq!(period("31.3.2017"), None);
        assert_eq!(period("2010-12-31"), None);
        assert_eq!(period("Plan 2017"), None);
    }
}
