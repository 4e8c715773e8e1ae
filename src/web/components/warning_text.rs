//! A warning of what follows from an action or from none.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// Bold text with an exclamation mark.
#[derive(Clone, Debug)]
pub struct WarningText<'a> {
    /// The warning.
    pub content: Content<'a>,
    /// What is read out for the mark.
    pub icon_text: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> WarningText<'a> {
    /// A warning read out as "Warning …".
    pub fn new(content: impl Into<Content<'a>>) -> Self {
        Self {
            content: content.into(),
            icon_text: "Warning",
            classes: "",
        }
    }
}

impl Render for WarningText<'_> {
    fn render(&self) -> Markup {
        html! {
            div class=(class_names(&["govuk-warning-text", self.classes])) {
                span class="govuk-warning-text__icon" aria-hidden="true" { "!" } " "
                strong class="govuk-warning-text__text" {
                    span class="govuk-visually-hidden" { (self.icon_text) } " "
                    (self.content)
                }
            }
        }
    }
}
