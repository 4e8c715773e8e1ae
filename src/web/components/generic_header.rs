//! GOV.UK Frontend's header for services that are not on GOV.UK.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// A bar with a name or logo that links to the home page.
#[derive(Clone, Debug)]
pub struct GenericHeader<'a> {
    /// The name or logo.
    pub logo: Content<'a>,
    /// Where it leads.
    pub url: &'a str,
    /// The class of the container, which limits its width.
    pub container_classes: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> GenericHeader<'a> {
    /// That name, leading to the home page.
    pub fn new(logo: impl Into<Content<'a>>) -> Self {
        let container_classes = "govuk-width-container";
        Self {
            logo: logo.into(),
            url: "/",
            container_classes,
            classes: "",
        }
    }
}

impl Render for GenericHeader<'_> {
    fn render(&self) -> Markup {
        let container = ["govuk-generic-header__container", self.container_classes];
        html! {
            div class=(class_names(&["govuk-generic-header", self.classes])) {
                div class=(class_names(&container)) {
                    div class="govuk-generic-header__logo" {
                        a href=(self.url) class="govuk-generic-header__homepage-link" {
                            (self.logo)
                        }
                    }
                }
            }
        }
    }
}
