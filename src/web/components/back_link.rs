//! The back link at the top of a page of a journey.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// A link to the page before.
#[derive(Clone, Debug)]
pub struct BackLink<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// Its words; "Back" unless something clearer can be said.
    pub content: Content<'a>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> BackLink<'a> {
    /// A link that says "Back".
    pub fn new(href: &'a str) -> Self {
        Self {
            href,
            content: "Back".into(),
            classes: "",
        }
    }
}

impl Render for BackLink<'_> {
    fn render(&self) -> Markup {
        html! {
            a href=(self.href) class=(class_names(&["govuk-back-link", self.classes])) {
                (self.content)
            }
        }
    }
}
