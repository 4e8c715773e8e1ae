//! Parts of one page, one shown at a time where script runs and all in turn where it does not.

use maud::{Markup, Render, html};

use super::{Content, class_names};

/// One part.
#[derive(Clone, Debug)]
pub struct Tab<'a> {
    /// Its id, which its address ends with.
    pub id: Option<&'a str>,
    /// Its words on the tab.
    pub label: &'a str,
    /// What it holds: text is set as a paragraph, markup stands as it is.
    pub panel: Content<'a>,
}

/// Parts of a page under tabs.
#[derive(Clone, Debug)]
pub struct Tabs<'a> {
    /// Its id.
    pub id: Option<&'a str>,
    /// What the ids of parts without one start with.
    pub id_prefix: &'a str,
    /// The heading of the list of parts, seen without script.
    pub title: &'a str,
    /// The parts.
    pub items: Vec<Tab<'a>>,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> Tabs<'a> {
    /// Those parts; ids of parts without one start with `id_prefix`.
    pub fn new(id_prefix: &'a str, items: Vec<Tab<'a>>) -> Self {
        Self {
            id: None,
            id_prefix,
            title: "Contents",
            items,
            classes: "",
        }
    }

    fn panel_id(&self, tab: &Tab<'_>, place: usize) -> String {
        tab.id
            .map_or_else(|| format!("{}-{place}", self.id_prefix), str::to_owned)
    }
}

impl Render for Tabs<'_> {
    fn render(&self) -> Markup {
        html! {
            div id=[self.id] class=(class_names(&["govuk-tabs", self.classes]))
                data-module="govuk-tabs" {
                h2 class="govuk-tabs__title" { (self.title) }
                @if !self.items.is_empty() {
                    ul class="govuk-tabs__list" {
                        @for (place, tab) in (1_usize..).zip(&self.items) {
                            @let selected =
                                if place == 1 { "govuk-tabs__list-item--selected" } else { "" };
                            li class=(class_names(&["govuk-tabs__list-item", selected])) {
                                a class="govuk-tabs__tab"
                                    href={ "#" (self.panel_id(tab, place)) } { (tab.label) }
                            }
                        }
                    }
                }
                @for (place, tab) in (1_usize..).zip(&self.items) {
                    @let hidden = if place > 1 { "govuk-tabs__panel--hidden" } else { "" };
                    div class=(class_names(&["govuk-tabs__panel", hidden]))
                        id=(self.panel_id(tab, place)) {
                        @match &tab.panel {
                            Content::Markup(markup) => (markup),
                            Content::Text(_) | Content::Owned(_) => {
                                p class="govuk-body" { (tab.panel) }
                            }
                        }
                    }
                }
            }
        }
    }
}
