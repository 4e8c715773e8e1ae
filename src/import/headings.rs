//! Headings of priorities: "PRIORITY 1: To improve …", "Priority 4 a) …", "2. Early help".

use super::wording::one_line;

/// A heading taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// "3", "3a"; none where the heading has no number.
    pub(super) number: Option<String>,
    /// The short title; may be empty.
    pub(super) title: String,
    /// What follows the first sentence.
    pub(super) statement: Option<String>,
}

const WORDS: [&str; 14] = [
    "strategic priority",
    "business priority",
    "key priority",
    "priority area",
    "priority",
    "strategic objective",
    "objective",
    "strategic aim",
    "aim",
    "theme",
    "workstream",
    "work stream",
    "goal",
    "strand",
];

/// Reads the heading of a priority. `None` where the text does not begin as one.
pub(super) fn read_heading(text: &str) -> Option<Heading> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let word = WORDS.iter().find(|word| lower.starts_with(**word));
    let Some(word) = word else {
        return numbered(text);
    };
    let rest = text.get(word.len()..)?;
    let glued = rest.starts_with(|c: char| c.is_alphabetic());
    if glued {
        return None;
    }
    let rest = rest.trim_start();
    let rest = ["number ", "no. ", "no "]
        .iter()
        .find(|n| rest.to_lowercase().starts_with(**n))
        .map_or(rest, |n| rest.get(n.len()..).unwrap_or_default());
    let (number, after) = read_number(rest);
    // "Priorities" and "Priority actions" are not headings of one; "Priority: Neglect" is.
    if number.is_none() && !rest.starts_with([':', '-', '–', '—']) {
        return None;
    }
    Some(named(number, after))
}

/// `2. Early help` or `3a) Neglect`: only where the heading stands alone over a table.
fn numbered(text: &str) -> Option<Heading> {
    let (number, after) = read_number(text);
    let number = number.filter(|n| n.chars().all(|c| c.is_ascii_alphanumeric()))?;
    let marked = after.starts_with(['.', ')', ':']);
    let after = after.trim_start_matches(['.', ')', ':']);
    let begins = after.starts_with(char::is_whitespace)
        && after.trim_start().starts_with(char::is_uppercase)
        && after.split_whitespace().count() >= 2;
    (marked && begins).then(|| named(Some(number), after))
}

/// A heading that names no number and no word: only a title and perhaps more.
pub(super) fn plain_heading(text: &str) -> Heading {
    named(None, text)
}

fn named(number: Option<String>, after: &str) -> Heading {
    let body = after.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '.' | ')' | '-' | '–' | '—' | '|')
    });
    let (title, statement) = split_title(body);
    Heading {
        number,
        title,
        statement,
    }
}

/// The number at the head of the text: `3`, `3a`, `4 a)`, `4(b)`, `two`.
fn read_number(text: &str) -> (Option<String>, &str) {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if digits == 0 {
        return named_number(text);
    }
    let (number, rest) = text.split_at(digits);
    if digits > 3 {
        return (None, text);
    }
    let letter = |rest: &str| rest.chars().next().filter(char::is_ascii_lowercase);
    let stands_alone = |rest: &str| {
        !rest
            .chars()
            .nth(1)
            .is_some_and(|c| c.is_alphanumeric() || c == '\'')
    };
    if let Some(found) = letter(rest).filter(|_| stands_alone(rest)) {
        return (
            Some(format!("{number}{found}")),
            rest.get(1..).unwrap_or_default(),
        );
    }
    let spaced = rest.trim_start().trim_start_matches('(');
    if let Some(found) = letter(spaced)
        && let Some(after) = spaced.get(1..).and_then(|after| after.strip_prefix(')'))
    {
        return (Some(format!("{number}{found}")), after);
    }
    if rest.chars().next().is_some_and(char::is_alphabetic) {
        return (None, text);
    }
    (Some(number.to_owned()), rest)
}

fn named_number(text: &str) -> (Option<String>, &str) {
    let names = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let word = text
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let place = names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(word));
    match place {
        Some(index) => (
            Some((index + 1).to_string()),
            text.get(word.len()..).unwrap_or_default(),
        ),
        None => (None, text),
    }
}

/// Cuts a heading after its first sentence or line.
fn split_title(text: &str) -> (String, Option<String>) {
    let mut cut = text.len();
    for (at, letter) in text.char_indices() {
        let rest = text.get(at + letter.len_utf8()..).unwrap_or_default();
        let next = rest.trim_start().chars().next();
        let before = text.get(..at).unwrap_or_default();
        let word = before
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default();
        let shortened = word.chars().count() <= 1 || word.contains('.');
        let sentence = letter == '.'
            && !shortened
            && rest.starts_with(char::is_whitespace)
            && next.is_some_and(char::is_uppercase);
        if sentence || (letter == '\n' && next.is_some_and(char::is_uppercase)) {
            cut = at;
            break;
        }
    }
    let (title, rest) = text.split_at(cut);
    let title = one_line(title).trim_end_matches('.').to_owned();
    let statement = one_line(rest.trim_start_matches(['.', '\n', ' ']));
    (title, (!statement.is_empty()).then_some(statement))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (Option<String>, String, Option<String>);

    fn read(text: &str) -> Option<Read> {
        read_heading(text).map(|h| (h.number, h.title, h.statement))
    }

    fn heading(number: &str, title: &str, statement: Option<&str>) -> Read {
        (
            Some(number.to_owned()),
            title.to_owned(),
            statement.map(str::to_owned),
        )
    }

    #[test]
    fn headings_of_priorities_are_taken_apart() {
        assert_eq!(
            read("PRIORITY 1: To keep babies safe").unwrap(),
            heading("1", "To keep babies safe", None)
        );
        assert_eq!(
            read("Priority 3a Safe at home.  We want e.g. every home to be safe.").unwrap(),
            heading(
                "3a",
                "Safe at home",
                Some("We want e.g. every home to be safe.")
            )
        );
        assert_eq!(
            read("Priority 4 b) Safe online.").unwrap(),
            heading("4b", "Safe online", None)
        );
        assert_eq!(
            read("Priority 2 a wider view").unwrap(),
            heading("2", "a wider view", None)
        );
        assert_eq!(
            read("Objective Two – Neglect").unwrap(),
            heading("2", "Neglect", None)
        );
        assert_eq!(
            read("3. Early help").unwrap(),
            heading("3", "Early help", None)
        );
        assert_eq!(
            read("Priority: Neglect").unwrap(),
            (None, "Neglect".to_owned(), None)
        );
    }

    #[test]
    fn sentences_that_only_begin_alike_are_no_headings() {
        for text in [
            "Priority actions for staff",
            "Priorities",
            "Aims of this plan",
            "1.2 Do this",
            "Themed audits",
            "2016 was a good year",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
