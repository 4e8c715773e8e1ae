//! Full names from a list held for a case.

use std::collections::BTreeMap;

use super::{IdentifierKind, Match};

/// A word of a text: its letters in lower case, and where it stands.
struct Word {
    lower: String,
    start: usize,
    end: usize,
}

/// The ways a name may be written, by their first word.
type Forms = BTreeMap<String, Vec<Vec<String>>>;

/// Between two words of a name there may be this many characters ("Smith,  Jane", "O'Brien").
const BETWEEN_WORDS_MAX: usize = 3;

pub(super) fn find(text: &str, names: &[String]) -> Vec<Match> {
    if names.is_empty() {
        return Vec::new();
    }
    let forms = forms(names);
    let words = words(text);
    let mut found = Vec::new();
    for (index, first) in words.iter().enumerate() {
        let Some(rest) = words.get(index..) else {
            break;
        };
        let candidates = forms.get(&first.lower).into_iter().flatten();
        let longest = candidates
            .filter(|form| stands_at(text, rest, form))
            .map(Vec::len)
            .max();
        if let Some(last) = longest.and_then(|count| rest.get(count.checked_sub(1)?)) {
            found.push(Match {
                kind: IdentifierKind::FullName,
                start: first.start,
                end: last.end,
            });
        }
    }
    found
}

/// Each name as written, and with its last word first ("Smith, Jane").
fn forms(names: &[String]) -> Forms {
    let mut forms = Forms::new();
    for name in names {
        let words: Vec<String> = words(name).into_iter().map(|word| word.lower).collect();
        if words.iter().map(|word| word.chars().count()).sum::<usize>() < 2 {
            continue;
        }
        let mut surname_first = words.clone();
        surname_first.rotate_right(1);
        for form in [words, surname_first] {
            if let Some(first) = form.first() {
                let known = forms.entry(first.clone()).or_default();
                if !known.contains(&form) {
                    known.push(form);
                }
            }
        }
    }
    forms
}

fn stands_at(text: &str, words: &[Word], form: &[String]) -> bool {
    words.len() >= form.len()
        && words
            .iter()
            .zip(form)
            .all(|(word, wanted)| &word.lower == wanted)
        && words
            .windows(2)
            .take(form.len().saturating_sub(1))
            .all(|pair| {
                let [first, second] = pair else { return false };
                text.get(first.end..second.start).is_some_and(joins)
            })
}

fn joins(between: &str) -> bool {
    let joint = |c: char| (c.is_whitespace() && c != '\n') || "-‐‑'’.,".contains(c);
    between.chars().count() <= BETWEEN_WORDS_MAX && between.chars().all(joint)
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open: Option<usize> = None;
    let ends = text.char_indices().map(|(at, c)| (at, c.is_alphanumeric()));
    for (at, inside) in ends.chain([(text.len(), false)]) {
        match (open, inside) {
            (None, true) => open = Some(at),
            (Some(start), false) => {
                let lower = text.get(start..at).unwrap_or_default().to_lowercase();
                words.push(Word {
                    lower,
                    start,
                    end: at,
                });
                open = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    words
}
