//! Ratings: white, red, amber, green and purple, always as a word with its letter.
//!
//! What each rating means is the partnership's own key; here is only how it looks.

use maud::{Markup, html};

use super::{Tag, TagColour, class_names};

/// The look of a rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RagLook {
    /// White with a grey outline: not yet due to start.
    White,
    /// Red.
    Red,
    /// Amber, shown yellow because GOV.UK's orange is too near its red.
    Amber,
    /// Green.
    Green,
    /// Purple: no longer going ahead.
    Purple,
    /// Grey, for a word that is no rating, such as "Not rated".
    Grey,
}

impl RagLook {
    /// The look for the letter of a rating; grey for every letter that is none of the five.
    pub fn from_letter(letter: &str) -> Self {
        match letter {
            "W" | "w" => Self::White,
            "R" | "r" => Self::Red,
            "A" | "a" => Self::Amber,
            "G" | "g" => Self::Green,
            "P" | "p" => Self::Purple,
            _ => Self::Grey,
        }
    }

    /// The end of the class names of that look.
    pub fn class_suffix(self) -> &'static str {
        match self {
            Self::White => "white",
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Purple => "purple",
            Self::Grey => "grey",
        }
    }

    fn tag_class(self) -> &'static str {
        match self {
            Self::White => "gt-rag--white",
            Self::Red => TagColour::Red.class(),
            Self::Amber => TagColour::Yellow.class(),
            Self::Green => TagColour::Green.class(),
            Self::Purple => TagColour::Purple.class(),
            Self::Grey => TagColour::Grey.class(),
        }
    }
}

/// A rating as the partnership words it, such as `rag("Red", "R")` for "Red (R)". Without a
/// letter, as for `rag("Not rated", "")`, only the word is shown.
pub fn rag(word: &str, letter: &str) -> Markup {
    let look = RagLook::from_letter(letter);
    let text = if letter.is_empty() {
        word.to_owned()
    } else {
        format!("{word} ({letter})")
    };
    let classes = class_names(&["gt-rag", look.tag_class()]);
    html! { (Tag { content: text.into(), classes: &classes }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_is_always_said_in_words() {
        let red = rag("Red", "R").into_string();
        assert_eq!(
            red,
            r#"<strong class="govuk-tag gt-rag govuk-tag--red">Red (R)</strong>"#
        );
        assert!(
            rag("Amber", "A")
                .into_string()
                .contains("govuk-tag--yellow")
        );
        assert!(rag("White", "W").into_string().contains("gt-rag--white"));
        assert!(rag("Not rated", "").into_string().contains(">Not rated<"));
    }
}
