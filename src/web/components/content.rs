//! What a component says: plain text, or markup another component made.

use maud::{Markup, Render, html};

/// Plain text, which is escaped, or markup made by maud, which is not.
#[derive(Clone, Debug)]
pub enum Content<'a> {
    /// Text as written; angle brackets and ampersands are shown, not obeyed.
    Text(&'a str),
    /// Text that was put together for this page.
    Owned(String),
    /// Markup from a component or a maud template.
    Markup(Markup),
}

impl Content<'_> {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Owned(text) => text.is_empty(),
            Self::Markup(markup) => markup.0.is_empty(),
        }
    }
}

impl Default for Content<'_> {
    fn default() -> Self {
        Self::Text("")
    }
}

impl Render for Content<'_> {
    fn render(&self) -> Markup {
        match self {
            Self::Text(text) => html! { (text) },
            Self::Owned(text) => html! { (text) },
            Self::Markup(markup) => markup.clone(),
        }
    }
}

impl<'a> From<&'a str> for Content<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Content<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<String> for Content<'_> {
    fn from(text: String) -> Self {
        Self::Owned(text)
    }
}

impl From<Markup> for Content<'_> {
    fn from(markup: Markup) -> Self {
        Self::Markup(markup)
    }
}
