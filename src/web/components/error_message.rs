//! The message above a control whose answer was not accepted.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// What is wrong with one answer and how to put it right.
#[derive(Clone, Debug)]
pub struct ErrorMessage<'a> {
    /// Its id, which the control names in `aria-describedby`.
    pub id: Option<&'a str>,
    /// The message.
    pub content: Content<'a>,
    /// The word read out before it; empty for none.
    pub hidden_prefix: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> ErrorMessage<'a> {
    /// A message read out as "Error: …".
    pub fn new(content: impl Into<Content<'a>>) -> Self {
        Self {
            id: None,
            content: content.into(),
            hidden_prefix: "Error",
            classes: "",
        }
    }
}

impl Render for ErrorMessage<'_> {
    fn render(&self) -> Markup {
        html! {
            p id=[self.id] class=(class_names(&["govuk-error-message", self.classes])) {
                @if !self.hidden_prefix.is_empty() {
                    span class="govuk-visually-hidden" { (self.hidden_prefix) ":" } " "
                }
                (self.content)
            }
        }
    }
}
