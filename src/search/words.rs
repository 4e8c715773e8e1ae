//! How words are taken apart: the same way in what is recorded and in what is looked for.
//!
//! A word is a run of letters and digits, in small letters and without accents. Its stem stands
//! for all its forms, so that `bruise` finds `bruising`.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer,
    TextAnalyzer,
};

/// A longer run of letters and digits is no word: it is neither kept nor found.
const WORD_BYTES_MAX: usize = 100;

/// Words that join others and say nothing by themselves.
const JOINING: &str = "a about after all also am an and any are as at be because been before being \
    between both but by can could did do does doing done during each either every for from had has \
    have having he her here hers him his how i if in into is it its itself me more most much must \
    my neither no nobody none nor not of on once one only or other others our out over own same \
    shall she should since so some somebody such than that the their theirs them themselves then \
    there these they this those through to too under until up upon us very was we were what when \
    where whether which while who whom whose why will with within without would yet you your";

static JOINS: LazyLock<HashSet<&str>> = LazyLock::new(|| JOINING.split_whitespace().collect());

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands in the text, in bytes.
    pub(super) at: Range<usize>,
    /// Which word of the text it is, from 0.
    pub(super) place: usize,
    /// The word in small letters and without accents.
    pub(super) plain: String,
    /// What stands for all its forms.
    pub(super) stem: String,
}

/// Takes texts apart into words, for the index.
pub(super) fn plain() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(WORD_BYTES_MAX))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

/// Takes texts apart into stems, for the index.
pub(super) fn stems() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(WORD_BYTES_MAX))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

static PLAIN: LazyLock<TextAnalyzer> = LazyLock::new(plain);
static STEMS: LazyLock<TextAnalyzer> = LazyLock::new(stems);

/// The words of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut stems = STEMS.clone();
    let mut of_stems = Vec::new();
    let mut stream = stems.token_stream(text);
    stream.process(&mut |token| of_stems.push(token.text.clone()));
    drop(stream);
    let mut of_stems = of_stems.into_iter();
    let mut tokens = Vec::new();
    let mut plain = PLAIN.clone();
    plain.token_stream(text).process(&mut |token| {
        tokens.push(Token {
            at: token.offset_from..token.offset_to,
            place: token.position,
            plain: token.text.clone(),
            stem: of_stems.next().unwrap_or_default(),
        });
    });
    tokens
}

/// The words of a text that say something by themselves: `the`, `of` and `was` are left out.
pub(super) fn telling(tokens: Vec<Token>) -> Vec<Token> {
    let mut tokens = tokens;
    tokens.retain(|token| !JOINS.contains(token.plain.as_str()));
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let stems: Vec<String> = tokens("Bruise BRUISES bruising, bruised")
            .into_iter()
            .map(|token| token.stem)
            .collect();
        assert!(stems.iter().all(|stem| *stem == stems[0]), "{stems:?}");
        assert_eq!(stems.len(), 4);
    }

    #[test]
    fn a_word_is_known_by_where_it_stands() {
        let text = "É́tude: the child’s voice";
        for token in tokens(text) {
            assert!(text.get(token.at.clone()).is_some(), "{token:?}");
        }
        let voice = tokens(text).pop().unwrap();
        assert_eq!(&text[voice.at], "voice");
    }

    #[test]
    fn words_that_say_nothing_by_themselves_are_left_out_only_when_asked() {
        let all = tokens("the voice of the child");
        assert_eq!(all.len(), 5);
        let telling: Vec<String> = telling(all).into_iter().map(|token| token.plain).collect();
        assert_eq!(telling, ["voice", "child"]);
    }

    #[test]
    fn words_that_join_others_tell_nothing() {
        let text = "Children who live with neglect can read their own words before each meeting";
        let all = telling(tokens(text)).into_iter();
        let all: Vec<String> = all.map(|token| token.plain).collect();
        let left = ["children", "live", "neglect", "read", "words", "meeting"];
        assert_eq!(all, left);
    }
}
