//! What somebody looks for, read from what they typed. Every text is read as something: there is
//! no syntax to get wrong, only too little or too much of it.
//!
//! Words must all be there, in any of their forms; `"a phrase"` word by word; `-word` must not be
//! there; `superv*` is the beginning of a word.

use super::words::{Token, telling, tokens};

/// The longest text that is looked for, in characters.
pub const CHARACTERS_MAX: usize = 200;

/// The most words one search may hold.
pub(super) const WORDS_MAX: usize = 24;

/// The fewest letters of a beginning of a word.
const START_MIN: usize = 3;

/// Why nothing can be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing was typed, or nothing that is a word.
    Empty,
    /// A single letter or digit.
    TooShort,
    /// More characters than are looked for.
    TooLong,
    /// More words than are looked for.
    TooMany,
    /// Only words that must not be there.
    OnlyExcluded,
}

impl Unfit {
    /// What to do about it, in words.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Empty => "Enter a word to search for",
            Self::TooShort => "Enter a word of at least 2 letters or digits",
            Self::TooLong => "Search for at most 200 characters",
            Self::TooMany => "Search for at most 24 words",
            Self::OnlyExcluded => "Enter a word that must be there, beside those that must not",
        }
    }
}

/// What a part of a search asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A word in any of its forms, by its stem.
    Word(String),
    /// Stems one after another, each with its place.
    Phrase(Vec<(usize, String)>),
    /// A word that begins so.
    Start(String),
}

/// What somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What must be there.
    pub(super) wanted: Vec<Part>,
    /// What must not.
    pub(super) excluded: Vec<Part>,
}

/// A piece of what was typed.
struct Typed<'a> {
    words: &'a str,
    quoted: bool,
    excluded: bool,
}

impl Query {
    /// Reads what somebody typed.
    ///
    /// # Errors
    /// When there is nothing to look for, or too much.
    pub fn read(typed: &str) -> Result<Self, Unfit> {
        if typed.chars().count() > CHARACTERS_MAX {
            return Err(Unfit::TooLong);
        }
        let (mut wanted, mut excluded) = (Vec::new(), Vec::new());
        let (mut common, mut longest, mut words) = (Vec::new(), 0, 0);
        for piece in pieces(typed) {
            let tokens = tokens(piece.words);
            words += tokens.len();
            if !piece.excluded {
                let letters = tokens.iter().map(|token| token.plain.chars().count());
                longest = longest.max(letters.sum::<usize>());
            }
            let is_common = tokens.len() == 1 && telling(tokens.clone()).is_empty();
            let Some(part) = part(&piece, tokens) else {
                continue;
            };
            match (piece.excluded, is_common && !piece.quoted) {
                (true, _) => excluded.push(part),
                (false, true) => common.push(part),
                (false, false) => wanted.push(part),
            }
        }
        // `the` is looked for only where nothing else is.
        if wanted.is_empty() {
            wanted = common;
        }
        match (wanted.is_empty(), excluded.is_empty()) {
            (true, true) => Err(Unfit::Empty),
            (true, false) => Err(Unfit::OnlyExcluded),
            (false, _) if words > WORDS_MAX => Err(Unfit::TooMany),
            (false, _) if longest < 2 => Err(Unfit::TooShort),
            (false, _) => Ok(Self { wanted, excluded }),
        }
    }
}

/// What one piece asks for; nothing where it holds no word.
fn part(piece: &Typed<'_>, tokens: Vec<Token>) -> Option<Part> {
    let mut all = tokens.into_iter();
    let first = all.next()?;
    let begins = piece.words.ends_with('*') && first.plain.chars().count() >= START_MIN;
    let rest: Vec<Token> = all.collect();
    Some(match (rest.is_empty(), begins && !piece.quoted) {
        (true, true) => Part::Start(first.plain),
        (true, false) => Part::Word(first.stem),
        (false, _) => {
            let tokens = std::iter::once(first).chain(rest);
            Part::Phrase(tokens.map(|token| (token.place, token.stem)).collect())
        }
    })
}

/// The pieces of what was typed: phrases in quotation marks, and words.
fn pieces(typed: &str) -> Vec<Typed<'_>> {
    let is_quote = |letter: char| matches!(letter, '"' | '\u{201c}' | '\u{201d}');
    let mut pieces = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let after = rest
            .strip_prefix('-')
            .or_else(|| rest.strip_prefix('\u{2212}'));
        let excluded = after.is_some();
        let from = after.unwrap_or(rest);
        let (words, quoted, left) = if let Some(inside) = from.strip_prefix(is_quote) {
            let (phrase, left) = inside.split_once(is_quote).unwrap_or((inside, ""));
            (phrase, true, left)
        } else {
            let ends = |letter: char| letter.is_whitespace() || is_quote(letter);
            let (word, left) = from.split_at(from.find(ends).unwrap_or(from.len()));
            (word, false, left)
        };
        pieces.push(Typed {
            words,
            quoted,
            excluded,
        });
        rest = left.trim_start();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stem(word: &str) -> String {
        tokens(word).remove(0).stem
    }

    #[test]
    fn words_phrases_exclusions_and_beginnings_are_told_apart() {
        let query = Query::read("chronology \"voice of the child\" -draft superv*").unwrap();
        assert_eq!(query.wanted.len(), 3);
        assert_eq!(query.wanted[0], Part::Word(stem("chronology")));
        assert!(matches!(&query.wanted[1], Part::Phrase(words) if words.len() == 4));
        assert_eq!(query.wanted[2], Part::Start("superv".to_owned()));
        assert_eq!(query.excluded, [Part::Word(stem("draft"))]);
    }

    #[test]
    fn a_word_of_several_parts_is_a_phrase() {
        let query = Query::read("multi-agency").unwrap();
        assert!(matches!(&query.wanted[0], Part::Phrase(words) if words.len() == 2));
        assert!(query.excluded.is_empty());
    }

    #[test]
    fn common_words_are_looked_for_only_where_nothing_else_is() {
        assert_eq!(Query::read("voice of the child").unwrap().wanted.len(), 2);
        assert_eq!(Query::read("the").unwrap().wanted.len(), 1);
    }

    #[test]
    fn nothing_too_little_and_too_much_are_said_plainly() {
        assert_eq!(Query::read("  "), Err(Unfit::Empty));
        assert_eq!(Query::read("\"\" * - ?"), Err(Unfit::Empty));
        assert_eq!(Query::read("a"), Err(Unfit::TooShort));
        assert!(Query::read("1.1").is_ok());
        assert_eq!(Query::read("-draft"), Err(Unfit::OnlyExcluded));
        assert_eq!(Query::read(&"ab".repeat(101)), Err(Unfit::TooLong));
        assert_eq!(Query::read(&"abc ".repeat(30)), Err(Unfit::TooMany));
        assert!(
            Unfit::TooLong
                .message()
                .contains(&CHARACTERS_MAX.to_string())
        );
        assert!(Unfit::TooMany.message().contains(&WORDS_MAX.to_string()));
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_a_search_or_says_why_not(typed in "\\PC{0,60}") {
            match Query::read(&typed) {
                Ok(query) => prop_assert!(!query.wanted.is_empty()),
                Err(unfit) => prop_assert!(!unfit.message().is_empty()),
            }
        }

        #[test]
        fn any_signs_are_read_too(typed in "[-+*\"“”~^:()\\[\\]{}\\\\/!?ab 1]{0,40}") {
            let _ = Query::read(&typed).map(|query| query.wanted.len());
        }
    }
}
