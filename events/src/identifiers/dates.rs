//! Dates of birth: a full date, and words around it that make it one.

use chrono::NaiveDate;

use super::scan::Scan;

/// Words that announce a date of birth, in lower case.
const CUES: [&str; 10] = [
    "date of birth",
    "dates of birth",
    "d.o.b.",
    "d.o.b",
    "dobs",
    "dob",
    "born",
    "birthdate",
    "birth date",
    "birthday",
];

/// Words that, between cue and date, make it the date of something else.
const BUSINESS_WORDS: [&str; 22] = [
    "by",
    "before",
    "due",
    "until",
    "review",
    "reviewed",
    "complete",
    "completed",
    "deadline",
    "target",
    "agreed",
    "published",
    "report",
    "reported",
    "audit",
    "audited",
    "visit",
    "visited",
    "meeting",
    "plan",
    "training",
    "launched",
];

/// Words for somebody whose date of birth may follow in brackets.
const PERSONS: [&str; 22] = [
    "child", "baby", "boy", "girl", "infant", "toddler", "teenager", "pupil", "student", "sibling",
    "brother", "sister", "twin", "son", "daughter", "mother", "father", "mum", "dad", "parent",
    "carer", "person",
];

/// How far ahead of a date its cue may stand, and how much may stand between, in characters.
const WINDOW: usize = 60;
const BETWEEN_MAX: usize = 40;

/// A full date that the text around it makes a date of birth.
pub(super) fn date_of_birth(scan: &Scan, at: usize) -> Option<usize> {
    if scan.digit(at).is_some() && scan.continues_number(at, "./-") {
        return None;
    }
    let end = full_date(scan, at)?;
    let ahead = scan.lower(at.saturating_sub(WINDOW), at);
    (announced(&ahead) || marked_behind(scan, end) || bracketed(&ahead, scan.at(end)))
        .then_some(end)
}

/// Where a full date beginning here ends: `12/03/2011`, `12.3.11`, `12 03 2011`, `2011-03-12`,
/// `12th March 2011`, `March 12, 2011`. The day has to exist.
fn full_date(scan: &Scan, at: usize) -> Option<usize> {
    let (date, end) = match scan.digits(at, 5) {
        0 => month_first(scan, at)?,
        1 | 2 => numeric(scan, at).or_else(|| day_first(scan, at))?,
        4 => year_first(scan, at)?,
        _ => return None,
    };
    let (year, month, day) = date;
    let exists = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).is_some();
    (exists && scan.word_ends(end) && !scan.number_goes_on(end, "./")).then_some(end)
}

/// Year, month and day as written, and where the writing ends.
type Written = ((u32, u32, u32), usize);

fn numeric(scan: &Scan, at: usize) -> Option<Written> {
    let (day, place) = number(scan, at, 1, 2)?;
    let joint = scan
        .at(place)
        .filter(|c| matches!(c, '/' | '.' | '-' | ' '))?;
    let (month, place) = number(scan, place + 1, 1, 2)?;
    if scan.at(place) != Some(joint) {
        return None;
    }
    let (year, end) = year(scan, place + 1)?;
    Some(((year, month, day), end))
}

fn year_first(scan: &Scan, at: usize) -> Option<Written> {
    let (year, place) = number(scan, at, 4, 4)?;
    let joint = scan.at(place).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let (month, place) = number(scan, place + 1, 1, 2)?;
    if scan.at(place) != Some(joint) {
        return None;
    }
    let (day, end) = number(scan, place + 1, 1, 2)?;
    plausible(year).then_some(((year, month, day), end))
}

fn day_first(scan: &Scan, at: usize) -> Option<Written> {
    let (day, place) = number(scan, at, 1, 2)?;
    let mut place = past_gap(scan, past_ordinal(scan, place));
    if scan.lower(place, place + 3) == "of " {
        place += 3;
    }
    let (month, place) = month(scan, place)?;
    let (year, end) = year(scan, past_gap(scan, place))?;
    Some(((year, month, day), end))
}

fn month_first(scan: &Scan, at: usize) -> Option<Written> {
    let (month, place) = month(scan, at)?;
    let (day, place) = number(scan, past_gap(scan, place), 1, 2)?;
    let (year, end) = year(scan, past_gap(scan, past_ordinal(scan, place)))?;
    Some(((year, month, day), end))
}

fn number(scan: &Scan, at: usize, least: usize, most: usize) -> Option<(u32, usize)> {
    let count = scan.digits(at, most + 1);
    let value = (at..at + count).try_fold(0, |sum, place| Some(sum * 10 + scan.digit(place)?))?;
    (least..=most)
        .contains(&count)
        .then_some((value, at + count))
}

/// A year of four digits or of two; of two, only the calendar's shape is checked, so any century
/// will do (2000 is the one with every 29 February).
fn year(scan: &Scan, at: usize) -> Option<(u32, usize)> {
    let (value, end) = number(scan, at, 2, 4)?;
    match end - at {
        2 => Some((2000 + value, end)),
        4 => plausible(value).then_some((value, end)),
        _ => None,
    }
}

/// A year somebody now named in a record may have been born in.
fn plausible(year: u32) -> bool {
    (1900..=2100).contains(&year)
}

fn month(scan: &Scan, at: usize) -> Option<(u32, usize)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let length = scan.skip(at, 10, char::is_alphabetic);
    let word = scan.lower(at, at + length);
    let word = if word == "sept" { "sep" } else { word.as_str() };
    let found = MONTHS
        .iter()
        .zip(1..)
        .find(|(name, _)| **name == word || name.get(..3) == Some(word));
    found.map(|(_, month)| (month, at + length))
}

fn past_ordinal(scan: &Scan, at: usize) -> usize {
    let suffix = scan.lower(at, at + 2);
    at + if matches!(suffix.as_str(), "st" | "nd" | "rd" | "th") {
        2
    } else {
        0
    }
}

fn past_gap(scan: &Scan, at: usize) -> usize {
    at + scan.skip(at, 3, |c| matches!(c, ' ' | ',' | '-' | '.' | '/'))
}

/// Whether the text ahead of a date ends in a cue, or in a cue and a short gap that belongs to it.
fn announced(ahead: &str) -> bool {
    let bracketed = ahead.trim_end_matches([' ', '.', ':']).ends_with("(b");
    bracketed || CUES.iter().any(|cue| cue_ends(ahead, cue).any(belongs))
}

/// What follows each occurrence of the cue as a word of its own.
fn cue_ends<'t>(ahead: &'t str, cue: &'static str) -> impl Iterator<Item = &'t str> {
    ahead.match_indices(cue).filter_map(move |(at, _)| {
        let before = ahead.get(..at)?.chars().next_back();
        let behind = ahead.get(at + cue.len()..)?;
        let whole = !before.is_some_and(char::is_alphanumeric)
            && !behind.chars().next().is_some_and(char::is_alphanumeric);
        whole.then_some(behind)
    })
}

/// Whether the text between a cue and a date is short, of one sentence, and about nothing else.
fn belongs(between: &str) -> bool {
    let between = between.trim_start_matches(['.', ':', '-', ' ']);
    let lines = between.chars().filter(|c| *c == '\n').count();
    let words = between.split(|c: char| !c.is_alphanumeric());
    between.chars().count() <= BETWEEN_MAX
        && lines <= 1
        && !between.contains([';', '!', '?'])
        && !between.contains(". ")
        && !between.contains(".\n")
        && !words.into_iter().any(|word| BUSINESS_WORDS.contains(&word))
}

/// Whether a date is followed by a cue in brackets, "(DOB)".
fn marked_behind(scan: &Scan, end: usize) -> bool {
    let bracket = end + scan.skip(end, 2, |c| c == ' ');
    let behind = scan.lower(bracket, bracket + 20);
    behind.strip_prefix('(').is_some_and(|inside| {
        CUES.iter()
            .any(|cue| cue_ends(inside, cue).next().is_some() && inside.starts_with(cue))
    })
}

/// Whether a date stands alone in brackets behind a person, with an alias of up to two short words
/// between: "Child A (12/03/2011)", "young person JS2 (…)".
fn bracketed(ahead: &str, behind: Option<char>) -> bool {
    let Some(person) = ahead.strip_suffix('(').filter(|_| behind == Some(')')) else {
        return false;
    };
    let mut words = person
        .trim_end()
        .rsplit(' ')
        .filter(|word| !word.is_empty());
    for _ in 0..3 {
        let Some(word) = words.next() else {
            return false;
        };
        if PERSONS.contains(&word) {
            return true;
        }
        if word.chars().count() > 3 || BUSINESS_WORDS.contains(&word) {
            return false;
        }
    }
    false
}
