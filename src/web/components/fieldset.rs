//! Several controls under one question.

use maud::{Markup, Render, html};

use super::{Content, class_names, present};

/// The question a fieldset's controls answer together.
#[derive(Clone, Debug, Default)]
pub struct Legend<'a> {
    /// The words.
    pub content: Content<'a>,
    /// Further classes, such as `govuk-fieldset__legend--m`.
    pub classes: &'a str,
    /// Whether the legend is also the page's heading.
    pub is_page_heading: bool,
}

impl<'a, T: Into<Content<'a>>> From<T> for Legend<'a> {
    fn from(content: T) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }
}

impl<'a> Legend<'a> {
    /// A large legend that is also the page's heading, for a page that asks one thing.
    pub fn page_heading(content: impl Into<Content<'a>>) -> Self {
        let classes = "govuk-fieldset__legend--l";
        Self {
            content: content.into(),
            classes,
            is_page_heading: true,
        }
    }
}

/// A group of controls with a legend.
#[derive(Clone, Debug, Default)]
pub struct Fieldset<'a> {
    /// The question; without words no legend is written.
    pub legend: Legend<'a>,
    /// The controls.
    pub content: Content<'a>,
    /// Ids of elements that describe the group.
    pub described_by: &'a str,
    /// A role other than the fieldset's own.
    pub role: Option<&'a str>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> Fieldset<'a> {
    /// Controls under a legend.
    pub fn new(legend: impl Into<Legend<'a>>, content: impl Into<Content<'a>>) -> Self {
        Self {
            legend: legend.into(),
            content: content.into(),
            ..Self::default()
        }
    }
}

impl Render for Fieldset<'_> {
    fn render(&self) -> Markup {
        let legend = &self.legend;
        html! {
            fieldset class=(class_names(&["govuk-fieldset", self.classes])) role=[self.role]
                aria-describedby=[present(self.described_by)] {
                @if !legend.content.is_empty() {
                    legend class=(class_names(&["govuk-fieldset__legend", legend.classes])) {
                        @if legend.is_page_heading {
                            h1 class="govuk-fieldset__heading" { (legend.content) }
                        } @else {
                            (legend.content)
                        }
                    }
                }
                (self.content)
            }
        }
    }
}
