//! The confirmation that something was recorded.

use maud::{Markup, Render, html};

use super::summary_list::heading;
use super::{Content, class_names};

/// A panel at the end of a journey.
#[derive(Clone, Debug)]
pub struct Panel<'a> {
    /// What was done.
    pub title: Content<'a>,
    /// What to remember of it, such as a reference.
    pub content: Option<Content<'a>>,
    /// The level of the title among the page's headings.
    pub heading_level: u8,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> Panel<'a> {
    /// A panel whose title is the page's heading.
    pub fn new(title: impl Into<Content<'a>>) -> Self {
        Self {
            title: title.into(),
            content: None,
            heading_level: 1,
            classes: "",
        }
    }
}

impl Render for Panel<'_> {
    fn render(&self) -> Markup {
        let classes = ["govuk-panel", "govuk-panel--confirmation", self.classes];
        html! {
            div class=(class_names(&classes)) {
                (heading(self.heading_level, "govuk-panel__title", None, &self.title))
                @if let Some(content) = &self.content {
                    div class="govuk-panel__body" { (content) }
                }
            }
        }
    }
}
