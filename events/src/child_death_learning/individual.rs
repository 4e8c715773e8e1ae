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
const POINTING: [&str; 10] = [
    "a", "an", "the", "this", "that", "one", "single", "1", "his", "her",
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

const SMALL: [&str; 8] = ["one", "two", "three", "four", "1", "2", "3", "4"];

/// What stands between a count and what is counted: `two out of the twelve deaths`.
const BETWEEN: [&str; 6] = ["out", "of", "the", "these", "those", "all"];

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
        .split(|letter: char| !letter.is_alphanumeric() && !"-/.'’".contains(letter))
        .map(|token| token.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .map(|token| owned(token).unwrap_or(token))
        .filter(|token| !token.is_empty())
        .collect();
    let mut found = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        let rest = tokens.get(place + 1..).unwrap_or_default();
        found.extend(at(token, rest));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whose it is, in `every child's plan`: what is left by itself would read as an alias.
fn owned(token: &str) -> Option<&str> {
    token
        .strip_suffix("'s")
        .or_else(|| token.strip_suffix("’s"))
}

fn at(token: &str, rest: &[&str]) -> Vec<Individual> {
    let ahead = |places: usize| rest.get(places).copied().unwrap_or_default();
    let (next, after) = (ahead(0), ahead(1));
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
        is_date(token) || is_written_date(token, if next == "of" { after } else { next }),
        Individual::Date,
    );
    let aged = token == "aged" && is_number(next);
    let spans = ["year", "month", "week", "day"];
    let old = next == "old" && spans.iter().any(|span| token.contains(span));
    note(aged || old || is_hyphenated_age(token), Individual::Age);
    note(
        SMALL.contains(&token) && counts(rest),
        Individual::SmallCount,
    );
    found
}

/// Whether what follows a count is who or what is counted.
fn counts(rest: &[&str]) -> bool {
    let part = matches!(rest, ["of", ..] | ["out", "of", ..]);
    let mut named = rest
        .iter()
        .skip_while(|one| part && (BETWEEN.contains(one) || is_number(one)));
    named.next().is_some_and(|one| COUNTED.contains(one))
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

/// `4 March`, `4th of March`.
fn is_written_date(token: &str, month: &str) -> bool {
    let day = token.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let day = is_number(day) && day.len() <= 2;
    day && MONTHS.contains(&month)
}

/// `7-month-old`, and what is left of it in `3 year-old`.
fn is_hyphenated_age(token: &str) -> bool {
    ["year-old", "month-old", "week-old", "day-old"]
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
            ("An infant slept on a sofa.", Individual::Single),
            ("The child's plan was not shared.", Individual::Single),
            ("Learning from Child B is shared.", Individual::Alias),
            ("Case 7 showed delay.", Individual::Alias),
            ("It happened on 4 March.", Individual::Date),
            ("It happened on the 4th of March.", Individual::Date),
            ("It happened on 2026-03-04.", Individual::Date),
            ("It happened on 4/3/26.", Individual::Date),
            ("He was aged 7.", Individual::Age),
            ("A 7-month-old.", Individual::Age),
            ("A 7 month-old.", Individual::Age),
            ("Found at six weeks old.", Individual::Age),
            ("Found at two days old.", Individual::Age),
            ("Seen in two deaths.", Individual::SmallCount),
            ("Seen in 3 of cases.", Individual::SmallCount),
            ("Seen in 1 case.", Individual::SmallCount),
            (
                "Seen in two of the deaths reviewed.",
                Individual::SmallCount,
            ),
            ("Seen in three out of 12 deaths.", Individual::SmallCount),
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
            "Every child's asthma plan and each family's home is looked at.",
            "The panel's view is that one of the factors is where babies sleep.",
        ] {
            assert_eq!(find(words), [], "{words}");
        }
    }
}
