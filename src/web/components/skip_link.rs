//! The first thing the keyboard reaches on a page.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// A link past the header and navigation.
#[derive(Clone, Debug)]
pub struct SkipLink<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// Its words.
    pub content: Content<'a>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl Default for SkipLink<'_> {
    fn default() -> Self {
        let content = "Skip to main content".into();
        Self {
            href: "#main-content",
            content,
            classes: "",
        }
    }
}

impl Render for SkipLink<'_> {
    fn render(&self) -> Markup {
        html! {
            a href=(self.href) class=(class_names(&["govuk-skip-link", self.classes]))
                data-module="govuk-skip-link" { (self.content) }
        }
    }
}
