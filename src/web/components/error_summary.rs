//! All that is wrong with a form, at the top of its page.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// One problem, with the control it is about.
#[derive(Clone, Debug)]
pub struct ErrorItem<'a> {
    /// The same words as beside the control.
    pub content: Content<'a>,
    /// The control, as `#id`; absent when no control can put it right.
    pub href: Option<&'a str>,
}

/// The list of problems. It takes the focus where script runs.
#[derive(Clone, Debug)]
pub struct ErrorSummary<'a> {
    /// The heading.
    pub title: Content<'a>,
    /// Words before the list.
    pub description: Option<Content<'a>>,
    /// The problems, in the order of the controls.
    pub items: Vec<ErrorItem<'a>>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> ErrorSummary<'a> {
    /// The list of problems under "There is a problem".
    pub fn new(items: Vec<ErrorItem<'a>>) -> Self {
        Self {
            title: "There is a problem".into(),
            description: None,
            items,
            classes: "",
        }
    }
}

impl Render for ErrorSummary<'_> {
    fn render(&self) -> Markup {
        html! {
            div class=(class_names(&["govuk-error-summary", self.classes]))
                data-module="govuk-error-summary" {
                div role="alert" {
                    h2 class="govuk-error-summary__title" { (self.title) }
                    div class="govuk-error-summary__body" {
                        @if let Some(description) = &self.description { p { (description) } }
                        @if !self.items.is_empty() {
                            ul class="govuk-list govuk-error-summary__list" {
                                @for item in &self.items {
                                    li {
                                        @if let Some(href) = item.href {
                                            a href=(href) { (item.content) }
                                        } @else {
                                            (item.content)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
