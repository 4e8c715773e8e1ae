//! The label of a form control.

use maud::{Markup, html};

use super::{Content, class_names};

/// The words that name a control; the control says which one it is.
#[derive(Clone, Debug, Default)]
pub struct Label<'a> {
    /// The words.
    pub content: Content<'a>,
    /// Further classes, such as `govuk-label--m`.
    pub classes: &'a str,
    /// Whether the label is also the page's heading.
    pub is_page_heading: bool,
}

impl<'a, T: Into<Content<'a>>> From<T> for Label<'a> {
    fn from(content: T) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }
}

impl<'a> Label<'a> {
    /// A large label that is also the page's heading, for a page that asks one thing.
    pub fn page_heading(content: impl Into<Content<'a>>) -> Self {
        Self {
            content: content.into(),
            classes: "govuk-label--l",
            is_page_heading: true,
        }
    }

    /// Writes the label for the control of that id; none when there is nothing to say.
    pub fn for_control(&self, id: Option<&str>) -> Markup {
        if self.content.is_empty() {
            return html! {};
        }
        let label = html! {
            label class=(class_names(&["govuk-label", self.classes])) for=[id] {
                (self.content)
            }
        };
        html! {
            @if self.is_page_heading {
                h1 class="govuk-label-wrapper" { (label) }
            } @else {
                (label)
            }
        }
    }
}
