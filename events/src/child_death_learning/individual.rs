//! Whether words tell of one child or one death.
//!
//! What the panel passes on is about many deaths together. A date, an alias, an age, a small count
//! or a single child in the words would be about one. Looked for as words, not understood: what is
//! found is refused and has to be said in general.

/// What in the words tells of one child or one death.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Individual {
    /// One child or one death.
    Single,
    /// An alias, such as `Child A`.
    Alias,
    /// A full date.
    Date,
    /// An age.
    Age,
    /// A count from one to four.
    SmallCount,
}

/// Who or what is counted.
const COUNTED: [&str; 18] = [
    "death",
    "deaths",
    "child",
    "children",
    "baby",
    "babies",
    "infant",
    "infants",
    "boy",
    "boys",
    "girl",
    "girls",
    "case",
    "cases",
    "sibling",
    "siblings",
    "teenager",
    "teenagers",
];

/// Words that point at one of them.
const POINTING: [&str; 9] = [
    "a", "the", "this", "that", "one", "single", "1", "his", "her",
];

/// Who is one, where something points at them.
const ONE: [&str; 8] = [
    "death", "child", "baby", "infant", "boy", "girl", "sibling", "teenager",
];

/// What follows where the word is only part of another: `the child death overview panel`.
const PART_OF_ANOTHER: [&str; 11] = [
    "death",
    "deaths",
    "overview",
    "protection",
    "health",
    "mental",
    "review",
    "reviews",
    "care",
    "safety",
    "rate",
];

const SMALL: [&str; 7] = ["one", "two", "three", "four", "2", "3", "4"];

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

/// Everything found, each kind once.
pub(super) fn find(words: &str) -> Vec<Individual> {
    let plain = words.to_lowercase();
    let tokens: Vec<&str> = plain
        .split(|letter: char| !letter.is_alphanumeric() && !"-/.".contains(letter))
        .map(|token| token.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .filter(|token| !token.is_empty())
        .collect();
    let mut found = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        let next = |ahead: usize| tokens.get(place + ahead).copied().unwrap_or_default();
        found.extend(at(token, next(1), next(2)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn at(token: &str, next: &str, after: &str) -> Vec<Individual> {
    let mut found = Vec::new();
    let mut note = |holds: bool, what: Individual| {
        if holds {
            found.push(what);
        }
    };
    let one = ONE.contains(&next) && !PART_OF_ANOTHER.contains(&after);
    note(POINTING.contains(&token) && one, Individual::Single);
    note(ONE.contains(&token) && is_alias(next), Individual::Alias);
    note(
        ["family", "case"].contains(&token) && is_alias(next),
        Individual::Alias,
    );
    note(
        is_date(token) || is_written_date(token, next),
        Individual::Date,
    );
    let aged = token == "aged" && is_number(next);
    let old = next == "old" && token.contains("year") | token.contains("month");
    note(aged || old || is_hyphenated_age(token), Individual::Age);
    let counted = COUNTED.contains(&next) || next == "of" && COUNTED.contains(&after);
    note(SMALL.contains(&token) && counted, Individual::SmallCount);
    found
}

/// `a` is an article far more often than an alias, and so not among the letters.
fn is_alias(token: &str) -> bool {
    let letter = token.len() == 1 && token.bytes().all(|byte| byte.is_ascii_lowercase());
    letter || is_number(token) && token.len() <= 2
}

fn is_number(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2026-03-04`, `4/3/2026`, `04.03.26`.
fn is_date(token: &str) -> bool {
    let parts: Vec<&str> = token.split(['-', '/', '.']).collect();
    parts.len() == 3 && parts.iter().all(|part| is_number(part) && part.len() <= 4)
}

/// `4 March`, `4th March`.
fn is_written_date(token: &str, next: &str) -> bool {
    let day = token.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let day = is_number(day) && day.len() <= 2;
    day && MONTHS.contains(&next)
}

/// `7-month-old`, `3-year-old`.
fn is_hyphenated_age(token: &str) -> bool {
    ["-year-old", "-month-old", "-week-old", "-day-old"]
        .iter()
        .any(|ending| token.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_of_one_child_or_one_death_is_found() {
        for (words, what) in [
            ("The child was known to services.", Individual::Single),
            ("One death was reviewed.", Individual::Single),
            ("A baby slept on a sofa.", Individual::Single),
            ("Learning from Child B is shared.", Individual::Alias),
            ("Case 7 showed delay.", Individual::Alias),
            ("It happened on 4 March.", Individual::Date),
            ("It happened on 2026-03-04.", Individual::Date),
            ("It happened on 4/3/26.", Individual::Date),
            ("He was aged 7.", Individual::Age),
            ("A 7-month-old.", Individual::Age),
            ("Seen in two deaths.", Individual::SmallCount),
            ("Seen in 3 of cases.", Individual::SmallCount),
        ] {
            assert!(find(words).contains(&what), "{words}: {:?}", find(words));
        }
    }

    #[test]
    fn what_is_said_of_many_together_is_let_through() {
        for words in [
            "Babies slept beside a parent who had been drinking.",
            "The child death overview panel asks that every visit covers where babies sleep.",
            "The child protection plan was not shared with the practice nurse.",
            "Twelve deaths were reviewed between April and June.",
            "Across the deaths reviewed, children with asthma had no plan in 5 to 9.",
            "Version 2.1 of the guidance, section 3, page 4.",
        ] {
            assert_eq!(find(words), [], "{words}");
        }
    }
}
