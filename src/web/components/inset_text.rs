//! A paragraph set apart from the others.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// Text with a bar at its side.
#[derive(Clone, Debug, Default)]
pub struct InsetText<'a> {
    /// The text.
    pub content: Content<'a>,
    /// Its id.
    pub id: Option<&'a str>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> InsetText<'a> {
    /// That text.
    pub fn new(content: impl Into<Content<'a>>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }
}

impl Render for InsetText<'_> {
    fn render(&self) -> Markup {
        html! {
            div id=[self.id] class=(class_names(&["govuk-inset-text", self.classes])) {
                (self.content)
            }
        }
    }
}
