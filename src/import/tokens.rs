//! Words, numbers and marks: what dates and spans of time are read from.

use std::ops::Range;

use chrono::{Months, NaiveDate};

/// Digits, letters, or one other character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Word,
    Mark(char),
}

/// A word, a number or a mark, with its place in bytes.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) range: Range<usize>,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

/// Cuts a text into words, numbers and marks.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
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
pub(super) struct View<'a, 't> {
    pub(super) tokens: &'t [Token<'a>],
    pub(super) at: usize,
}

impl<'a, 't> View<'a, 't> {
    pub(super) fn get(&self, ahead: usize) -> Option<&'t Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    pub(super) fn before(&self) -> Option<&'t Token<'a>> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    pub(super) fn number(&self, ahead: usize) -> Option<(u32, usize)> {
        let token = self
            .get(ahead)
            .filter(|t| t.kind == Kind::Number && t.text.len() <= 4)?;
        Some((token.text.parse().ok()?, token.text.len()))
    }

    pub(super) fn mark(&self, ahead: usize) -> Option<char> {
        match self.get(ahead)?.kind {
            Kind::Mark(mark) => Some(mark),
            Kind::Number | Kind::Word => None,
        }
    }

    pub(super) fn word(&self, ahead: usize) -> Option<String> {
        self.get(ahead)
            .filter(|t| t.kind == Kind::Word)
            .map(|t| t.text.to_lowercase())
    }

    pub(super) fn spaced(&self, ahead: usize) -> bool {
        self.get(ahead).is_some_and(|t| t.spaced)
    }

    pub(super) fn span(&self, count: usize) -> Range<usize> {
        let start = self.get(0).map_or(0, |t| t.range.start);
        let end = self
            .get(count.saturating_sub(1))
            .map_or(start, |t| t.range.end);
        start..end
    }
}

/// The number as a year.
pub(super) fn signed(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Two digits are a year of this century.
pub(super) fn year(number: u32) -> i32 {
    signed(if number < 100 { 2000 + number } else { number })
}

/// The last day of a month.
pub(super) fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}

/// The month of a name in lower case, in full or shortened.
pub(super) fn month_named(word: &str) -> Option<u32> {
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

/// The number of a word.
pub(super) fn count_named(word: &str) -> Option<u32> {
    let names = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    match word {
        "a" => Some(1),
        "eighteen" => Some(18),
        _ => {
            let place = names.iter().position(|name| *name == word)?;
            u32::try_from(place + 1).ok()
        }
    }
}
