//! The Ministry of Justice's sub navigation: the pages about one thing.

use maud::{Markup, Render, html};

/// One page about the thing.
#[derive(Clone, Debug)]
pub struct SubNavigationItem<'a> {
    /// Its words.
    pub text: &'a str,
    /// Where it leads.
    pub href: &'a str,
    /// Whether it is the page that is shown.
    pub is_current: bool,
}

/// Links between the pages about one thing.
#[derive(Clone, Debug)]
pub struct SubNavigation<'a> {
    /// What a screen reader calls this navigation.
    pub label: &'a str,
    /// The pages.
    pub items: Vec<SubNavigationItem<'a>>,
}

impl Render for SubNavigation<'_> {
    fn render(&self) -> Markup {
        html! {
            nav class="moj-sub-navigation" aria-label=(self.label) {
                ul class="moj-sub-navigation__list" {
                    @for item in &self.items {
                        li class="moj-sub-navigation__item" {
                            a class="moj-sub-navigation__link" href=(item.href)
                                aria-current=[item.is_current.then_some("page")] { (item.text) }
                        }
                    }
                }
            }
        }
    }
}
