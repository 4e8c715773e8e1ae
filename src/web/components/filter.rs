//! The Ministry of Justice's filter: what a list is narrowed to, and how to narrow it.

use maud::{Markup, Render, html};

use super::{Button, Content};

/// One value a list is narrowed to, as a link that removes it.
#[derive(Clone, Debug)]
pub struct FilterChip<'a> {
    /// The value.
    pub text: Content<'a>,
    /// The same page without it.
    pub href: String,
}

/// The values chosen of one property.
#[derive(Clone, Debug)]
pub struct FilterGroup<'a> {
    /// The property, such as "Agency".
    pub heading: &'a str,
    /// The values.
    pub chips: Vec<FilterChip<'a>>,
}

/// A form that narrows a list, sent by GET so that the address holds the choice.
#[derive(Clone, Debug)]
pub struct Filter<'a> {
    /// The page the form leads to.
    pub action: &'a str,
    /// The heading.
    pub heading: &'a str,
    /// What is chosen now.
    pub selected: Vec<FilterGroup<'a>>,
    /// The same page with nothing chosen.
    pub clear_href: &'a str,
    /// Name and value of what the form must carry unchanged, such as `as_at`.
    pub kept: Vec<(&'a str, &'a str)>,
    /// The controls.
    pub options: Markup,
}

impl Filter<'_> {
    fn selected(&self) -> Markup {
        html! {
            div class="moj-filter__selected" {
                div class="moj-filter__selected-heading" {
                    div class="moj-filter__heading-title" {
                        h3 class="govuk-heading-m" { "Selected filters" }
                    }
                    " "
                    div class="moj-filter__heading-action" {
                        p {
                            a class="govuk-link govuk-link--no-visited-state"
                                href=(self.clear_href) { "Clear filters" }
                        }
                    }
                }
                @for group in &self.selected {
                    h4 class="govuk-heading-s govuk-!-margin-bottom-0" { (group.heading) }
                    ul class="moj-filter-tags" {
                        @for chip in &group.chips {
                            li {
                                a class="moj-filter__tag" href=(chip.href) {
                                    span class="govuk-visually-hidden" { "Remove this filter" }
                                    " " (chip.text)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Render for Filter<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="moj-filter" {
                div class="moj-filter__header" {
                    div class="moj-filter__header-title" {
                        h2 class="govuk-heading-m" { (self.heading) }
                    }
                }
                div class="moj-filter__content" {
                    @if !self.selected.is_empty() { (self.selected()) }
                    form class="moj-filter__options" method="get" action=(self.action) {
                        @for (name, value) in &self.kept {
                            input type="hidden" name=(name) value=(value);
                        }
                        (self.options)
                        (Button::new("Apply filters"))
                    }
                }
            }
        }
    }
}
