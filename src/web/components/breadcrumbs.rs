//! Where a page stands among the others.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// One step; the last, the page itself, has no address.
#[derive(Clone, Debug)]
pub struct Breadcrumb<'a> {
    /// Its words.
    pub content: Content<'a>,
    /// Where it leads, unless it is this page.
    pub href: Option<&'a str>,
}

/// The way from the home page to this one.
#[derive(Clone, Debug)]
pub struct Breadcrumbs<'a> {
    /// The steps, from the home page.
    pub items: Vec<Breadcrumb<'a>>,
    /// Shows only the first and last step on a narrow screen.
    pub collapse_on_mobile: bool,
    /// What a screen reader calls this navigation.
    pub label: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> Breadcrumbs<'a> {
    /// The steps given as words and addresses.
    pub fn new(items: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let items = items
            .into_iter()
            .map(|(text, href)| Breadcrumb {
                content: text.into(),
                href: Some(href),
            })
            .collect();
        Self {
            items,
            collapse_on_mobile: true,
            label: "Breadcrumb",
            classes: "",
        }
    }
}

impl Render for Breadcrumbs<'_> {
    fn render(&self) -> Markup {
        let collapse = if self.collapse_on_mobile {
            "govuk-breadcrumbs--collapse-on-mobile"
        } else {
            ""
        };
        html! {
            nav class=(class_names(&["govuk-breadcrumbs", self.classes, collapse]))
                aria-label=(self.label) {
                ol class="govuk-breadcrumbs__list" {
                    @for item in &self.items {
                        @if let Some(href) = item.href {
                            li class="govuk-breadcrumbs__list-item" {
                                a class="govuk-breadcrumbs__link" href=(href) { (item.content) }
                            }
                        } @else {
                            li class="govuk-breadcrumbs__list-item" aria-current="page" {
                                (item.content)
                            }
                        }
                    }
                }
            }
        }
    }
}
