//! Numbers that Word counts by itself: a column of references whose cells hold no text at all.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::parts::attribute;

/// Most numbers counted in one list.
const COUNT_MAX: u32 = 100_000;

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// Such as `%1.%2`.
    text: String,
}

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// List → pattern of its levels.
    patterns: BTreeMap<String, String>,
    /// Pattern → level → how it counts.
    levels: BTreeMap<String, BTreeMap<usize, Level>>,
    /// Pattern → level → the last number given.
    counts: BTreeMap<String, BTreeMap<usize, u32>>,
    /// List and level → where that list begins anew.
    anew: BTreeMap<(String, usize), u32>,
    /// Lists and levels that have begun.
    begun: BTreeSet<(String, usize)>,
}

impl Numbering {
    /// Reads `word/numbering.xml`; what cannot be read counts nothing.
    pub(super) fn of(xml: &str) -> Self {
        let mut numbering = Self::default();
        let mut reader = Reader::from_str(xml);
        let (mut pattern, mut list, mut level) = (String::new(), String::new(), 0);
        loop {
            let element = match reader.read_event() {
                Ok(Event::Start(e) | Event::Empty(e)) => e,
                Ok(Event::Eof) | Err(_) => return numbering,
                Ok(_) => continue,
            };
            let value = attribute(&element, "val");
            match element.local_name().as_ref() {
                "abstractNum" => {
                    pattern = attribute(&element, "abstractNumId").unwrap_or_default();
                }
                "lvl" => {
                    level = attribute(&element, "ilvl")
                        .and_then(|l| l.parse().ok())
                        .unwrap_or(0);
                    let new = Level {
                        start: 1,
                        ..Level::default()
                    };
                    numbering.place(&pattern).insert(level, new);
                }
                "start" => {
                    let start = value.and_then(|v| v.parse().ok()).unwrap_or(1);
                    numbering.change(&pattern, level, |found| found.start = start);
                }
                "numFmt" => {
                    let format = value.unwrap_or_default();
                    numbering.change(&pattern, level, |found| found.format = format);
                }
                "lvlText" => {
                    let text = value.unwrap_or_default();
                    numbering.change(&pattern, level, |found| found.text = text);
                }
                "lvlOverride" => {
                    level = attribute(&element, "ilvl")
                        .and_then(|l| l.parse().ok())
                        .unwrap_or(0);
                }
                "startOverride" => {
                    let start = value.and_then(|v| v.parse().ok()).unwrap_or(1);
                    numbering.anew.insert((list.clone(), level), start);
                }
                "num" => list = attribute(&element, "numId").unwrap_or_default(),
                "abstractNumId" => {
                    let pattern = value.unwrap_or_default();
                    numbering.patterns.insert(list.clone(), pattern);
                }
                _ => {}
            }
        }
    }

    fn place(&mut self, pattern: &str) -> &mut BTreeMap<usize, Level> {
        self.levels.entry(pattern.to_owned()).or_default()
    }

    fn change(&mut self, pattern: &str, level: usize, change: impl FnOnce(&mut Level)) {
        if let Some(found) = self.place(pattern).get_mut(&level) {
            change(found);
        }
    }

    /// Counts one more paragraph of a list; gives its number where it has one, and none for
    /// bullets.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let pattern = self.patterns.get(list)?;
        let levels = self.levels.get(pattern)?;
        let own = levels.get(&level)?;
        let counts = self.counts.entry(pattern.clone()).or_default();
        counts.retain(|other, _| *other <= level);
        let place = (list.to_owned(), level);
        let anew = self.anew.get(&place).copied();
        let count = match anew.filter(|_| self.begun.insert(place)) {
            Some(start) => start,
            None => counts
                .get(&level)
                .map_or(own.start, |last| last.saturating_add(1).min(COUNT_MAX)),
        };
        counts.insert(level, count);
        let mut text = own.text.clone();
        for (other, how) in levels.range(..=level) {
            let count = counts.get(other).copied().unwrap_or(how.start);
            let place = format!("%{}", other + 1);
            if text.contains(&place) {
                text = text.replace(&place, &written(count, &how.format)?);
            }
        }
        text.chars()
            .any(char::is_alphanumeric)
            .then(|| text.trim().to_owned())
    }
}

/// A number as its format writes it; none for bullets and formats that are not read.
fn written(count: u32, format: &str) -> Option<String> {
    let letter = |first: u8| {
        let place = u8::try_from(count.checked_sub(1)?)
            .ok()
            .filter(|p| *p < 26)?;
        Some(char::from(first + place).to_string())
    };
    match format {
        "decimal" => Some(count.to_string()),
        "decimalZero" => Some(format!("{count:02}")),
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "lowerRoman" => Some(roman(count).to_lowercase()),
        "upperRoman" => Some(roman(count)),
        _ => None,
    }
}

fn roman(count: u32) -> String {
    let signs = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = count.min(400);
    let mut text = String::new();
    for (value, sign) in signs {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = "<n><abstractNum abstractNumId=\"0\"><lvl ilvl=\"0\"><start val=\"1\"/>\
        <numFmt val=\"decimal\"/><lvlText val=\"%1.\"/></lvl><lvl ilvl=\"1\"><start val=\"1\"/>\
        <numFmt val=\"lowerLetter\"/><lvlText val=\"%1%2\"/></lvl><lvl ilvl=\"2\"><numFmt \
        val=\"bullet\"/><lvlText val=\"o\"/></lvl></abstractNum><num numId=\"7\"><abstractNumId \
        val=\"0\"/></num></n>";

    #[test]
    fn lists_are_counted_as_word_counts_them() {
        let mut lists = Numbering::of(LISTS);
        let mut next = |level| lists.next("7", level).unwrap_or_default();
        let given = [next(0), next(1), next(1), next(0), next(1)];
        assert_eq!(given, ["1.", "1a", "1b", "2.", "2a"]);
        assert_eq!(Numbering::of(LISTS).next("8", 0), None);
    }

    #[test]
    fn roman_numbers_and_broken_lists_do_no_harm() {
        assert_eq!(roman(49), "XLIX");
        assert_eq!(written(27, "lowerLetter"), None);
        assert_eq!(Numbering::of("<lvl ilvl=\"x\"><start").next("", 0), None);
    }
}
