//! The part of a text that shows why it was found, with the words that were looked for marked.

use super::query::{Part, Query};
use super::words::{Token, tokens};

/// How many characters of a text are shown.
const SHOWN: usize = 280;

/// How many of them stand before the first word that was looked for.
const BEFORE: usize = 80;

/// A piece of what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub words: String,
    /// Whether they were looked for.
    pub marked: bool,
}

/// Which words of a text were looked for.
pub(super) fn sought(query: &Query, tokens: &[Token]) -> Vec<bool> {
    let mut marks = vec![false; tokens.len()];
    for part in &query.wanted {
        match part {
            Part::Word(stem) => mark(&mut marks, tokens, |token| token.stem == *stem),
            Part::Start(start) => mark(&mut marks, tokens, |token| token.plain.starts_with(start)),
            Part::Phrase(stems) => mark_phrase(&mut marks, tokens, stems),
        }
    }
    marks
}

fn mark(marks: &mut [bool], tokens: &[Token], is_sought: impl Fn(&Token) -> bool) {
    for (mark, token) in marks.iter_mut().zip(tokens) {
        *mark |= is_sought(token);
    }
}

fn mark_phrase(marks: &mut [bool], tokens: &[Token], stems: &[(usize, String)]) {
    for from in 0..tokens.len() {
        let window = tokens.iter().skip(from).take(stems.len());
        let same = window.len() == stems.len()
            && window
                .zip(stems)
                .all(|(token, (_, stem))| token.stem == *stem);
        if same {
            let here = marks.iter_mut().skip(from).take(stems.len());
            here.for_each(|mark| *mark = true);
        }
    }
}

/// How many words of a text were looked for.
pub(super) fn count(query: &Query, text: &str) -> usize {
    let marks = sought(query, &tokens(text));
    marks.into_iter().filter(|mark| *mark).count()
}

/// The part of a text around the first words that were looked for; its beginning where none was.
pub(super) fn passage(query: &Query, text: &str) -> Vec<Piece> {
    let tokens = tokens(text);
    let marks = sought(query, &tokens);
    let first = tokens.iter().zip(&marks).find(|(_, mark)| **mark);
    let first = first.map_or(0, |(token, _)| token.at.start);
    let (from, to) = window(text, first);
    let mut pieces = Vec::new();
    let mut add = |part: Option<&str>, marked| {
        let words = part.unwrap_or_default();
        if !words.is_empty() {
            let words = words.to_owned();
            pieces.push(Piece { words, marked });
        }
    };
    let mut at = from;
    if from > 0 {
        add(Some("… "), false);
    }
    for (token, _) in tokens.iter().zip(&marks).filter(|(_, mark)| **mark) {
        if token.at.start < at || token.at.end > to {
            continue;
        }
        add(text.get(at..token.at.start), false);
        add(text.get(token.at.clone()), true);
        at = token.at.end;
    }
    add(text.get(at..to), false);
    if to < text.len() {
        add(Some(" …"), false);
    }
    pieces
}

/// The bytes of a text that are shown around a place, cut between words.
fn window(text: &str, first: usize) -> (usize, usize) {
    let back = |place: usize, characters: usize| {
        let before = text.get(..place).unwrap_or_default();
        let mut starts = before.char_indices().rev().map(|(at, _)| at);
        starts.nth(characters.saturating_sub(1)).unwrap_or(0)
    };
    let on = |place: usize, characters: usize| {
        let after = text.get(place..).unwrap_or_default();
        let end = after.char_indices().map(|(at, _)| at).nth(characters);
        end.map_or(text.len(), |at| place + at)
    };
    let mut from = back(first, BEFORE);
    if from > 0 {
        let skipped = text.get(from..first).unwrap_or_default();
        from += skipped.find(char::is_whitespace).map_or(0, |at| at + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    let mut to = on(from, SHOWN);
    if to < text.len() {
        let shown = text.get(from..to).unwrap_or_default();
        let cut = shown.rfind(char::is_whitespace).map(|at| from + at);
        to = cut.filter(|cut| *cut > first).unwrap_or(to);
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(typed: &str, text: &str) -> String {
        let query = Query::read(typed).unwrap();
        let pieces = passage(&query, text);
        let written = pieces.iter().map(|piece| {
            if piece.marked {
                format!("[{}]", piece.words)
            } else {
                piece.words.clone()
            }
        });
        written.collect()
    }

    #[test]
    fn every_form_of_a_word_is_marked() {
        let text = "Bruising was seen; the bruise was not recorded.";
        let expected = "[Bruising] was seen; the [bruise] was not recorded.";
        assert_eq!(shown("bruises", text), expected);
    }

    #[test]
    fn a_phrase_is_marked_where_it_stands_whole() {
        let text = "The voice of a carer, and the voice of the child.";
        let expected = "The voice of a carer, and the [voice] [of] [the] [child].";
        assert_eq!(shown("\"voice of the child\"", text), expected);
    }

    #[test]
    fn a_long_text_is_shown_around_what_was_looked_for() {
        let text = format!(
            "{} chronology {}",
            "before ".repeat(100),
            "after ".repeat(100)
        );
        let shown = shown("chronology", &text);
        assert!(shown.starts_with("… before"), "{shown}");
        assert!(
            shown.contains("[chronology]") && shown.ends_with(" …"),
            "{shown}"
        );
        assert!(shown.chars().count() < SHOWN + 20, "{shown}");
    }

    proptest! {
        #[test]
        fn any_text_is_shown_whole_words_and_all(text in "\\PC{0,700}", typed in "[a-z*\" é-]{2,20}") {
            if let Ok(query) = Query::read(&typed) {
                for piece in passage(&query, &text) {
                    prop_assert!(piece.words.contains(['…']) || text.contains(&piece.words));
                }
            }
        }
    }
}
