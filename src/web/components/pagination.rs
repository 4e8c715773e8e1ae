//! The pages of a long list, or the pages before and after this one.

use maud::{Markup, PreEscaped, Render, html};

use super::{Content, class_names};

const ARROW_PREVIOUS: &str = concat!(
    r#"<svg class="govuk-pagination__icon govuk-pagination__icon--prev" "#,
    r#"xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" "#,
    r#"focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 "#,
    r#"6.7441 6.4062 "#,
    r#"1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></"#,
    r#"svg>"#,
);
const ARROW_NEXT: &str = concat!(
    r#"<svg class="govuk-pagination__icon govuk-pagination__icon--next" "#,
    r#"xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" "#,
    r#"focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 "#,
    r#"4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 "#,
    r#"6.7441-6.4062-6.7246-6.7266z"></path></svg>"#,
);

/// The link to the page before or after.
#[derive(Clone, Debug)]
pub struct PageLink<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// Its words, where "Previous page" or "Next page" is not right.
    pub content: Option<Content<'a>>,
    /// What that page is about; shown only when there are no page numbers.
    pub label: &'a str,
}

impl<'a> From<&'a str> for PageLink<'a> {
    fn from(href: &'a str) -> Self {
        Self {
            href,
            content: None,
            label: "",
        }
    }
}

/// One page number, or a gap between numbers.
#[derive(Clone, Debug)]
pub enum PageItem<'a> {
    /// The link to a page.
    Page {
        /// The page's number, from 1.
        number: u64,
        /// Where it leads.
        href: String,
        /// Whether it is this page.
        is_current: bool,
        /// What is read out, where "Page" and the number is not right.
        label: Option<&'a str>,
    },
    /// Numbers left out.
    Gap,
}

/// Links between pages.
#[derive(Clone, Debug)]
pub struct Pagination<'a> {
    /// The page before.
    pub previous: Option<PageLink<'a>>,
    /// The page after.
    pub next: Option<PageLink<'a>>,
    /// The page numbers; none when the links are between different things.
    pub items: Vec<PageItem<'a>>,
    /// What a screen reader calls this navigation.
    pub label: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl Default for Pagination<'_> {
    fn default() -> Self {
        Self {
            previous: None,
            next: None,
            items: Vec::new(),
            label: "Pagination",
            classes: "",
        }
    }
}

impl Pagination<'_> {
    /// The numbers of the pages of a list: first, last, this one and its neighbours, with gaps
    /// between. `href_of` makes the address of a page from its number, from 1.
    pub fn numbered(current: u64, last: u64, href_of: impl Fn(u64) -> String) -> Self {
        let mut items = Vec::new();
        let mut shown_to = 0;
        for number in [
            1,
            current.saturating_sub(1),
            current,
            current.saturating_add(1),
            last,
        ] {
            if number <= shown_to || number > last {
                continue;
            }
            if number > shown_to.saturating_add(1) {
                items.push(PageItem::Gap);
            }
            let is_current = number == current;
            items.push(PageItem::Page {
                number,
                href: href_of(number),
                is_current,
                label: None,
            });
            shown_to = number;
        }
        Self {
            items,
            ..Self::default()
        }
    }

    fn is_block(&self) -> bool {
        self.items.is_empty() && (self.previous.is_some() || self.next.is_some())
    }

    fn arrow(&self, link: &PageLink<'_>, direction: Direction) -> Markup {
        let block = self.is_block();
        let (class, rel, icon, word) = match direction {
            Direction::Previous => ("govuk-pagination__prev", "prev", ARROW_PREVIOUS, "Previous"),
            Direction::Next => ("govuk-pagination__next", "next", ARROW_NEXT, "Next"),
        };
        let decorated = block && link.label.is_empty();
        let decoration = if decorated {
            "govuk-pagination__link-title--decorated"
        } else {
            ""
        };
        let icon_first = block || matches!(direction, Direction::Previous);
        html! {
            div class=(class) {
                a class="govuk-link govuk-pagination__link" href=(link.href) rel=(rel) {
                    @if icon_first { (PreEscaped(icon)) " " }
                    span class=(class_names(&["govuk-pagination__link-title", decoration])) {
                        @if let Some(content) = &link.content {
                            (content)
                        } @else {
                            (word) span class="govuk-visually-hidden" { " page" }
                        }
                    }
                    @if block && !link.label.is_empty() {
                        " " span class="govuk-visually-hidden" { ":" } " "
                        span class="govuk-pagination__link-label" { (link.label) }
                    }
                    @if !icon_first { " " (PreEscaped(icon)) }
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Direction {
    Previous,
    Next,
}

impl Render for Pagination<'_> {
    fn render(&self) -> Markup {
        let block = if self.is_block() {
            "govuk-pagination--block"
        } else {
            ""
        };
        html! {
            nav class=(class_names(&["govuk-pagination", block, self.classes]))
                aria-label=(self.label) {
                @if let Some(previous) = &self.previous {
                    (self.arrow(previous, Direction::Previous))
                }
                @if !self.items.is_empty() {
                    ul class="govuk-pagination__list" {
                        @for item in &self.items { (page_item(item)) }
                    }
                }
                @if let Some(next) = &self.next { (self.arrow(next, Direction::Next)) }
            }
        }
    }
}

fn page_item(item: &PageItem<'_>) -> Markup {
    match item {
        PageItem::Gap => html! {
            li class="govuk-pagination__item govuk-pagination__item--ellipsis" { "⋯" }
        },
        PageItem::Page {
            number,
            href,
            is_current,
            label,
        } => {
            let current = if *is_current {
                "govuk-pagination__item--current"
            } else {
                ""
            };
            let label = label.map_or_else(|| format!("Page {number}"), str::to_owned);
            html! {
                li class=(class_names(&["govuk-pagination__item", current])) {
                    a class="govuk-link govuk-pagination__link" href=(href) aria-label=(label)
                        aria-current=[is_current.then_some("page")] { (number) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(current: u64, last: u64) -> Vec<u64> {
        let items = Pagination::numbered(current, last, |number| format!("?page={number}")).items;
        let number = |item: &PageItem<'_>| match item {
            PageItem::Page { number, .. } => *number,
            PageItem::Gap => 0,
        };
        items.iter().map(number).collect()
    }

    #[test]
    fn numbers_are_left_out_only_away_from_this_page_and_the_ends() {
        assert_eq!(shown(1, 1), [1]);
        assert_eq!(shown(1, 2), [1, 2]);
        assert_eq!(shown(2, 3), [1, 2, 3]);
        assert_eq!(shown(1, 9), [1, 2, 0, 9]);
        assert_eq!(shown(5, 9), [1, 0, 4, 5, 6, 0, 9]);
        assert_eq!(shown(9, 9), [1, 0, 8, 9]);
        assert_eq!(shown(u64::MAX, 2), [1, 2]);
        assert_eq!(shown(1, 0), [] as [u64; 0]);
    }
}
