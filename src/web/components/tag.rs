//! The status of a thing, as a coloured word.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// The colours of a tag; the word carries the meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagColour {
    /// GOV.UK's own.
    #[default]
    Standard,
    /// Grey.
    Grey,
    /// Green.
    Green,
    /// Teal.
    Teal,
    /// Blue.
    Blue,
    /// Red.
    Red,
    /// Purple.
    Purple,
    /// Magenta.
    Magenta,
    /// Orange.
    Orange,
    /// Yellow.
    Yellow,
}

impl TagColour {
    /// The class of that colour, empty for the standard one.
    pub fn class(self) -> &'static str {
        match self {
            Self::Standard => "",
            Self::Grey => "govuk-tag--grey",
            Self::Green => "govuk-tag--green",
            Self::Teal => "govuk-tag--teal",
            Self::Blue => "govuk-tag--blue",
            Self::Red => "govuk-tag--red",
            Self::Purple => "govuk-tag--purple",
            Self::Magenta => "govuk-tag--magenta",
            Self::Orange => "govuk-tag--orange",
            Self::Yellow => "govuk-tag--yellow",
        }
    }
}

/// A tag. Its words are an adjective, and it is never a link.
#[derive(Clone, Debug)]
pub struct Tag<'a> {
    /// The words.
    pub content: Content<'a>,
    /// Its classes besides the tag's own.
    pub classes: &'a str,
}

impl<'a> Tag<'a> {
    /// A tag of that colour.
    pub fn new(content: impl Into<Content<'a>>, colour: TagColour) -> Self {
        Self {
            content: content.into(),
            classes: colour.class(),
        }
    }
}

impl Render for Tag<'_> {
    fn render(&self) -> Markup {
        html! { strong class=(class_names(&["govuk-tag", self.classes])) { (self.content) } }
    }
}
