//! The product's main sections.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// Whether a section holds the page that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Current {
    /// It does not.
    #[default]
    No,
    /// The page is somewhere inside it.
    Section,
    /// It is the page itself.
    Page,
}

/// One section.
#[derive(Clone, Debug, Default)]
pub struct NavigationItem<'a> {
    /// Its words.
    pub content: Content<'a>,
    /// Where it leads.
    pub href: Option<&'a str>,
    /// Whether it holds the page that is shown.
    pub current: Current,
}

impl<'a> NavigationItem<'a> {
    /// A section of that name and address.
    pub fn new(href: &'a str, content: impl Into<Content<'a>>) -> Self {
        Self {
            content: content.into(),
            href: Some(href),
            current: Current::No,
        }
    }
}

/// The bar of sections under the header.
#[derive(Clone, Debug)]
pub struct ServiceNavigation<'a> {
    /// The sections.
    pub items: Vec<NavigationItem<'a>>,
    /// The service's name, shown before them.
    pub service_name: &'a str,
    /// Where the name leads.
    pub service_url: Option<&'a str>,
    /// What a screen reader calls the whole, when there is a name.
    pub label: &'a str,
    /// What a screen reader calls the list of sections.
    pub navigation_label: Option<&'a str>,
    /// The id of the list, which the menu button controls.
    pub navigation_id: &'a str,
    /// The words of the button that opens the list on a narrow screen with script.
    pub menu_text: &'a str,
    /// What is read out for that button, where its words are not enough.
    pub menu_label: Option<&'a str>,
    /// Whether the list folds away on a narrow screen, where not as many items as two say so.
    pub collapse: Option<bool>,
    /// Further classes of the list of sections.
    pub navigation_classes: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> ServiceNavigation<'a> {
    /// Those sections, without a service name.
    pub fn new(items: Vec<NavigationItem<'a>>) -> Self {
        Self {
            items,
            service_name: "",
            service_url: None,
            label: "Service information",
            navigation_label: None,
            navigation_id: "navigation",
            menu_text: "Menu",
            menu_label: None,
            collapse: None,
            navigation_classes: "",
            classes: "",
        }
    }

    fn inside(&self) -> Markup {
        html! {
            div class="govuk-width-container" {
                div class="govuk-service-navigation__container" {
                    @if !self.service_name.is_empty() {
                        span class="govuk-service-navigation__service-name" {
                            @if let Some(url) = self.service_url {
                                a href=(url) class="govuk-service-navigation__link" {
                                    (self.service_name)
                                }
                            } @else {
                                span class="govuk-service-navigation__text" {
                                    (self.service_name)
                                }
                            }
                        }
                    }
                    @if !self.items.is_empty() { (self.navigation()) }
                }
            }
        }
    }

    fn navigation(&self) -> Markup {
        let label = self.navigation_label.unwrap_or(self.menu_text);
        let menu_label = self.menu_label.filter(|label| *label != self.menu_text);
        let classes = ["govuk-service-navigation__wrapper", self.navigation_classes];
        html! {
            nav aria-label=(label) class=(class_names(&classes)) {
                @if self.collapse.unwrap_or(self.items.len() > 1) {
                    button type="button" class="govuk-service-navigation__toggle \
                        govuk-js-service-navigation-toggle" aria-controls=(self.navigation_id)
                        aria-label=[menu_label] hidden aria-hidden="true" { (self.menu_text) }
                }
                ul class="govuk-service-navigation__list" id=(self.navigation_id) {
                    @for item in &self.items { (section(item)) }
                }
            }
        }
    }
}

fn section(item: &NavigationItem<'_>) -> Markup {
    let (class, current) = match item.current {
        Current::No => ("", None),
        Current::Section => ("govuk-service-navigation__item--active", Some("true")),
        Current::Page => ("govuk-service-navigation__item--active", Some("page")),
    };
    let words = html! {
        @if current.is_some() {
            strong class="govuk-service-navigation__active-fallback" { (item.content) }
        } @else {
            (item.content)
        }
    };
    html! {
        li class=(class_names(&["govuk-service-navigation__item", class])) {
            @if let Some(href) = item.href {
                a class="govuk-service-navigation__link" href=(href) aria-current=[current] {
                    (words)
                }
            } @else if !item.content.is_empty() {
                span class="govuk-service-navigation__text" aria-current=[current] { (words) }
            }
        }
    }
}

impl Render for ServiceNavigation<'_> {
    fn render(&self) -> Markup {
        let class = class_names(&["govuk-service-navigation", self.classes]);
        let module = "govuk-service-navigation";
        html! {
            @if self.service_name.is_empty() {
                div class=(class) data-module=(module) { (self.inside()) }
            } @else {
                section aria-label=(self.label) class=(class) data-module=(module) {
                    (self.inside())
                }
            }
        }
    }
}
