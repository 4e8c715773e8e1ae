//! Something few people need, opened by those who do.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// Words that open to show more.
#[derive(Clone, Debug, Default)]
pub struct Details<'a> {
    /// The words always shown.
    pub summary: Content<'a>,
    /// What opens.
    pub content: Content<'a>,
    /// Its id.
    pub id: Option<&'a str>,
    /// Whether it is open at first.
    pub open: bool,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> Details<'a> {
    /// Closed at first.
    pub fn new(summary: impl Into<Content<'a>>, content: impl Into<Content<'a>>) -> Self {
        Self {
            summary: summary.into(),
            content: content.into(),
            ..Self::default()
        }
    }
}

impl Render for Details<'_> {
    fn render(&self) -> Markup {
        html! {
            details id=[self.id] class=(class_names(&["govuk-details", self.classes]))
                open[self.open] {
                summary class="govuk-details__summary" {
                    span class="govuk-details__summary-text" { (self.summary) }
                }
                div class="govuk-details__text" { (self.content) }
            }
        }
    }
}
