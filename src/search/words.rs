//! How words are taken apart: the same way in what is recorded and in what is looked for.
//!
//! A word is a run of letters and digits, in small letters and without accents. Its stem stands
//! for all its forms, so that `bruise` finds `bruising`.

use std::ops::Range;
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer,
    StopWordFilter, TextAnalyzer,
};

/// A longer run of letters and digits is no word: it is neither kept nor found.
const WORD_BYTES_MAX: usize = 100;

/// Words that join others and say nothing by themselves, beside those the tokenizer knows
/// (articles, `of`, `was` and the like).
const JOINING: &str = "about after all also am any because been before being between both can \
    could did do does doing done during each either every from had has have having he her here \
    hers him his how i its itself me more most much must my neither nobody none nor once one only \
    or other others our out over own same shall she should since so some somebody such than \
    their theirs them themselves those through too under until up upon us very we were what when \
    where whether which while who whom whose why within without would yet you your";

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

/// The words of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut stems: TextAnalyzer = stems();
    let mut of_stems = Vec::new();
    let mut stream = stems.token_stream(text);
    stream.process(&mut |token| of_stems.push(token.text.clone()));
    drop(stream);
    let mut of_stems = of_stems.into_iter();
    let mut tokens = Vec::new();
    let mut plain = plain();
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
    let Some(filter) = StopWordFilter::new(Language::English) else {
        return tokens;
    };
    let joining = JOINING.split_whitespace().map(str::to_owned);
    let mut analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(filter)
        .filter(StopWordFilter::remove(joining))
        .build();
    let mut tells = |word: &str| {
        let mut kept = false;
        let mut stream = analyzer.token_stream(word);
        stream.process(&mut |_| kept = true);
        kept
    };
    tokens
        .into_iter()
        .filter(|token| tells(&token.plain))
        .collect()
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
