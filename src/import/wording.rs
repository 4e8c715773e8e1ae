//! Small questions about text: white space, bullets, words.

/// Glyphs that begin an item of a list, wherever they stand in a line.
const BULLETS: [char; 11] = [
    '•', '▪', '●', '◦', '‣', '·', '■', '□', '➢', '\u{f0b7}', '\u{f0a7}',
];
/// Marks that begin an item only at the start of a line, before a space.
const DASHES: [char; 5] = ['-', '–', '—', '*', '+'];

/// Trims every line, joins runs of spaces, and drops blank lines.
pub(super) fn tidy(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']);
    let mut tidied = String::with_capacity(text.len());
    for line in lines {
        let start = tidied.len();
        for word in line.split_whitespace() {
            if tidied.len() > start {
                tidied.push(' ');
            } else if start > 0 {
                tidied.push('\n');
            }
            tidied.push_str(word.trim_matches('\u{200b}').trim_matches('\u{feff}'));
        }
    }
    tidied
}

/// One line: all white space is a single space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text without white space and list marks: what must not get lost.
pub(super) fn squeeze(text: &str) -> String {
    let mark = |c: &char| BULLETS.contains(c) || DASHES.contains(c);
    let invisible = |c: &char| matches!(c, '\u{200b}' | '\u{feff}');
    text.chars()
        .filter(|c| !c.is_whitespace() && !mark(c) && !invisible(c))
        .collect()
}

/// Whether the line begins with a list mark; gives the item without it.
pub(super) fn strip_bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mut letters = line.chars();
    let first = letters.next()?;
    let rest = letters.as_str();
    if BULLETS.contains(&first) {
        return Some(rest.trim_start());
    }
    let spaced = rest.starts_with(char::is_whitespace);
    (spaced && DASHES.contains(&first)).then(|| rest.trim_start())
}

/// Splits a cell into its items: by bullets where there are any, else by lines. A line that
/// begins in lower case goes on with the line before (a line broken by the page).
pub(super) fn items(text: &str) -> Vec<String> {
    let mut spread = String::with_capacity(text.len());
    for letter in text.chars() {
        if BULLETS.contains(&letter) {
            spread.push('\n');
        }
        spread.push(letter);
    }
    let bulleted = spread.lines().any(|line| strip_bullet(line).is_some());
    let mut found: Vec<String> = Vec::new();
    for line in spread
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let item = strip_bullet(line);
        let goes_on = item.is_none() && (bulleted || begins_lower(line));
        match found.last_mut() {
            Some(last) if goes_on => {
                last.push(' ');
                last.push_str(line);
            }
            _ => found.push(item.unwrap_or(line).to_owned()),
        }
    }
    found.retain(|item| !item.is_empty());
    found
}

/// Whether the text begins with a lower-case letter.
pub(super) fn begins_lower(text: &str) -> bool {
    text.trim_start()
        .chars()
        .next()
        .is_some_and(char::is_lowercase)
}

/// Words that a sentence does not end with.
const DANGLING: [&str; 26] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "how", "in", "into", "is",
    "its", "of", "on", "or", "that", "the", "their", "to", "which", "who", "with", "within",
];

/// Whether the text stops in the middle of a sentence, as at the foot of a page.
pub(super) fn breaks_off(text: &str) -> bool {
    let Some(last) = text.split_whitespace().next_back() else {
        return false;
    };
    last.ends_with(['&', ',', '/', '-']) || DANGLING.contains(&last.to_lowercase().as_str())
}

/// Joins what stands under one another in a cell cut by a page: with a space where the sentence
/// goes on, with a new line where it does not.
pub(super) fn join_cut(above: &mut String, below: &str) {
    if below.is_empty() {
        return;
    }
    if !above.is_empty() {
        let goes_on = begins_lower(below) || breaks_off(above);
        above.push(if goes_on { ' ' } else { '\n' });
    }
    above.push_str(below);
}

/// Lower case, letters and digits only, single spaces: for comparing headings.
pub(super) fn plain(text: &str) -> String {
    let spaced: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    one_line(&spaced)
}

/// Whether the text only says that something is not decided yet.
pub(super) fn undecided(text: &str) -> bool {
    matches!(
        plain(text).as_str(),
        "" | "tbc"
            | "tba"
            | "tbd"
            | "to be confirmed"
            | "to be agreed"
            | "to be decided"
            | "to be determined"
            | "to be advised"
            | "to be identified"
            | "vacant"
            | "vacancy"
            | "n a"
            | "na"
            | "none"
            | "not known"
            | "unknown"
            | "lead tbc"
            | "not yet agreed"
            | "not available"
            | "x"
            | "xx"
            | "xxx"
    )
}
