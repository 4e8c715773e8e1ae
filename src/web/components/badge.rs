//! The Ministry of Justice's badge: a short fixed property of a thing, such as "Restricted".

use maud::{Markup, Render, html};

use super::class_names;

/// The outline and text colour of a badge; the words carry the meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadgeColour {
    /// Our own colour.
    #[default]
    Brand,
    /// Purple.
    Purple,
    /// Red.
    Red,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Black.
    Black,
    /// Grey.
    Grey,
}

/// A small outlined label.
#[derive(Clone, Debug)]
pub struct Badge<'a> {
    /// The words.
    pub text: &'a str,
    /// The colour that repeats them.
    pub colour: BadgeColour,
}

impl<'a> Badge<'a> {
    /// A badge in our own colour.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            colour: BadgeColour::Brand,
        }
    }
}

impl Render for Badge<'_> {
    fn render(&self) -> Markup {
        let colour = match self.colour {
            BadgeColour::Brand => "",
            BadgeColour::Purple => "moj-badge--purple",
            BadgeColour::Red => "moj-badge--red",
            BadgeColour::Green => "moj-badge--green",
            BadgeColour::Blue => "moj-badge--blue",
            BadgeColour::Black => "moj-badge--black",
            BadgeColour::Grey => "moj-badge--grey",
        };
        html! { span class=(class_names(&["moj-badge", colour])) { (self.text) } }
    }
}
