//! References of rows: "1.2", "3a.1", and "see 6.2" in other rows.

use super::wording::one_line;

/// Reads a reference from its cell: `1.2`, `1.`, `3a)`, `R4`, `Action 1.2`, `Rec. 3`.
pub(super) fn read_reference(text: &str) -> Option<String> {
    let text = one_line(text);
    let mut rest = text.as_str();
    let lower = rest.to_lowercase();
    for word in [
        "recommendation",
        "action",
        "reference",
        "item",
        "number",
        "rec.",
        "rec",
        "ref.",
        "ref",
        "no.",
    ] {
        if lower.starts_with(word) && rest.is_char_boundary(word.len()) {
            rest = rest.get(word.len()..).unwrap_or_default().trim_start();
            break;
        }
    }
    let rest = rest.trim_matches(|c: char| matches!(c, '.' | ')' | '(' | ':' | ' ' | '#'));
    is_reference(rest).then(|| rest.to_owned())
}

/// Letters and digits in short groups with at least one digit, no spaces.
fn is_reference(text: &str) -> bool {
    let length = text.chars().count();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '_');
    (1..=14).contains(&length)
        && text.chars().all(allowed)
        && text.chars().any(|c| c.is_ascii_digit())
        && text
            .split(['.', '-', '/', '_'])
            .all(|group| (1..=6).contains(&group.len()))
}

/// Whether the reference is only a number, which may restart under each priority.
pub(super) fn is_plain_number(reference: &str) -> bool {
    !reference.is_empty() && reference.chars().all(|c| c.is_ascii_digit())
}

/// The references that a text points to: "see 6.2", "see action 7 and 8.1".
pub(super) fn pointed_to(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | '–' | '—'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let word = word.to_lowercase();
        let after = words
            .get(at + 1)
            .map(|w| w.to_lowercase())
            .unwrap_or_default();
        let points = matches!(
            word.trim_end_matches(':'),
            "see" | "also" | "dependent" | "depends" | "cross-reference"
        ) || (word == "refer" && after == "to")
            || (word == "linked" && matches!(after.as_str(), "to" | "with"));
        if points {
            let rest = words.get(at + 1..).unwrap_or_default();
            for reference in references_after(rest) {
                if !found.contains(&reference) {
                    found.push(reference);
                }
            }
        }
    }
    found
}

fn references_after(words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut named = false;
    for word in words.iter().take(12) {
        let lower = word.to_lowercase();
        let lower = lower.trim_end_matches(['.', ':']);
        match lower {
            "to" | "on" | "upon" | "with" | "also" | "and" | "&" | "or" | "above" | "below" => {}
            "action" | "actions" | "item" | "ref" | "reference" | "recommendation" | "point" => {
                named = true;
            }
            _ => {
                let reference = word.trim_end_matches(['.', ':', '?', '!']);
                let dotted = reference.contains('.') || reference.chars().any(char::is_alphabetic);
                if !is_reference(reference) || !(dotted || named) || reference.contains('/') {
                    break;
                }
                found.push(reference.to_owned());
            }
        }
    }
    found
}

/// The priority a reference belongs to by its own form: `1.2` → `1`, `3a.1` → `3a`.
pub(super) fn prefix(reference: &str) -> Option<&str> {
    let (before, after) = reference.split_once('.')?;
    let starts = before.chars().next().is_some_and(|c| c.is_ascii_digit());
    (starts && !after.is_empty()).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_without_their_marks() {
        for (text, reference) in [
            ("1.2", "1.2"),
            ("1.", "1"),
            ("3a)", "3a"),
            ("Action 4.1", "4.1"),
            ("R7", "R7"),
            ("Rec. 3", "3"),
            ("(2)", "2"),
            ("LSCP-014", "LSCP-014"),
        ] {
            assert_eq!(read_reference(text).as_deref(), Some(reference), "{text}");
        }
        for text in ["", "Head of Service", "Actions", "tbc", "a", "•"] {
            assert_eq!(read_reference(text), None, "{text}");
        }
    }

    #[test]
    fn see_points_to_rows_and_not_to_other_things() {
        assert_eq!(pointed_to("to be agreed – see 6.2"), ["6.2"]);
        assert_eq!(pointed_to("(see actions 7 and 8.1)."), ["7", "8.1"]);
        assert_eq!(
            pointed_to("Dependent on 3a.1, refer to 2.2"),
            ["3a.1", "2.2"]
        );
        assert_eq!(pointed_to("see the report of 2016"), Vec::<String>::new());
        assert_eq!(pointed_to("we will see 40 families"), Vec::<String>::new());
    }
}
