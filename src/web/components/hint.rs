//! The hint under a label.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// Help for most people with one answer.
#[derive(Clone, Debug, Default)]
pub struct Hint<'a> {
    /// Its id, which the control names in `aria-describedby`.
    pub id: Option<&'a str>,
    /// The help.
    pub content: Content<'a>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl Render for Hint<'_> {
    fn render(&self) -> Markup {
        html! {
            div id=[self.id] class=(class_names(&["govuk-hint", self.classes])) { (self.content) }
        }
    }
}
