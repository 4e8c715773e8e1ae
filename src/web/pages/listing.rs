//! What lists share: filters that live in the address, sort links, counts and paging.

use super::shown::count;
use super::trail::as_at;
use crate::web::components::{Details, Filter, FilterChip, FilterGroup, Pagination, SelectOption};
use crate::web::form::Choice;
use crate::web::reading::Reading;
use maud::{Markup, html};
use projections::reference::PageOf;
use std::borrow::Cow;

/// How many rows stand on a page.
pub const ROWS_SHOWN: usize = 50;

/// The address of a list with its filters, from which others are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    path: Cow<'static, str>,
    pairs: Vec<(String, String)>,
}

impl Address {
    /// The address of this page; the page number and what is empty fall away.
    pub fn of(reading: &Reading<'_>, path: impl Into<Cow<'static, str>>) -> Self {
        let kept = reading.query.iter().filter(|(name, value)| {
            name != "page" && name != "recorded" && !value.trim().is_empty()
        });
        Self {
            path: path.into(),
            pairs: kept.cloned().collect(),
        }
    }

    /// The same without a filter.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let pairs = self.pairs.iter().filter(|(key, _)| key != name);
        Self {
            path: self.path.clone(),
            pairs: pairs.cloned().collect(),
        }
    }

    /// The same without one value of a filter.
    #[must_use]
    pub fn without_value(&self, name: &str, value: &str) -> Self {
        let pairs = self
            .pairs
            .iter()
            .filter(|(key, had)| key != name || had != value);
        Self {
            path: self.path.clone(),
            pairs: pairs.cloned().collect(),
        }
    }

    /// The same with a filter set to one value.
    #[must_use]
    pub fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut new = self.without(name);
        new.pairs.push((name.to_owned(), value.into()));
        new
    }

    /// The path alone.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// As path and query.
    pub fn href(&self, reading: &Reading<'_>) -> String {
        let query = serde_urlencoded::to_string(&self.pairs).unwrap_or_default();
        let joint = if query.is_empty() { "" } else { "?" };
        reading.href(&format!("{}{joint}{query}", self.path))
    }
}

/// The chips of a filter, gathered one by one.
pub struct Chips<'a> {
    reading: &'a Reading<'a>,
    address: &'a Address,
    groups: Vec<FilterGroup<'a>>,
}

impl<'a> Chips<'a> {
    /// No chip yet.
    pub fn of(reading: &'a Reading<'a>, address: &'a Address) -> Self {
        Self {
            reading,
            address,
            groups: Vec::new(),
        }
    }

    /// A chip for a filter with one value, where it is set.
    pub fn one(&mut self, heading: &'a str, name: &str, words: Option<String>) {
        if let Some(words) = words {
            let href = self.address.without(name).href(self.reading);
            self.add(heading, words, href);
        }
    }

    /// A chip that leads to an address of its own.
    pub fn add(&mut self, heading: &'a str, words: String, href: String) {
        let chip = FilterChip {
            text: words.into(),
            href,
        };
        self.groups.push(FilterGroup {
            heading,
            chips: vec![chip],
        });
    }

    /// A chip for each value of a filter that are among the choices.
    pub fn several(&mut self, heading: &'a str, name: &str, choices: &[Choice]) {
        let mut chips = Vec::new();
        for value in self.reading.asked_all(name) {
            if let Some((_, words)) = choices.iter().find(|(known, _)| known == value) {
                let href = self.address.without_value(name, value).href(self.reading);
                chips.push(FilterChip {
                    text: words.clone().into(),
                    href,
                });
            }
        }
        if !chips.is_empty() {
            self.groups.push(FilterGroup { heading, chips });
        }
    }

    /// The chips as the filter shows them.
    pub fn groups(self) -> Vec<FilterGroup<'a>> {
        self.groups
    }
}

/// Options of a list, the first of which stands for all.
pub fn options<'a>(choices: &'a [Choice], all: &'a str) -> Vec<SelectOption<'a>> {
    let mut options = vec![SelectOption::new("", all)];
    options.extend(
        choices
            .iter()
            .map(|(value, words)| SelectOption::new(value, words)),
    );
    options
}

/// The page of the list that is asked for, from 1.
pub fn page_number(reading: &Reading<'_>) -> usize {
    reading.asked_for::<usize>("page").unwrap_or(1).max(1)
}

/// The rows of the page that is asked for.
pub fn page_of(reading: &Reading<'_>) -> PageOf {
    let offset = (page_number(reading) - 1).saturating_mul(ROWS_SHOWN);
    PageOf {
        offset,
        limit: ROWS_SHOWN,
    }
}

/// "Showing 51 to 100 of 230 actions".
pub fn counted(offset: usize, rows: usize, total: usize, one: &str, several: &str) -> String {
    if rows == total {
        return count(total, one, several);
    }
    if rows == 0 {
        return format!("No more: there are {}", count(total, one, several));
    }
    let last = offset.saturating_add(rows);
    format!(
        "Showing {} to {last} of {}",
        offset.saturating_add(1),
        count(total, one, several)
    )
}

/// The pages of the list.
pub fn pages(reading: &Reading<'_>, address: &Address, total: usize) -> Markup {
    let last = total.div_ceil(ROWS_SHOWN);
    if last <= 1 {
        return html! {};
    }
    let current = page_number(reading);
    let number = |page: usize| u64::try_from(page).unwrap_or(u64::MAX);
    let href = |page: usize| address.with("page", page.to_string()).href(reading);
    let (before, after) = (
        href(current.saturating_sub(1)),
        href(current.saturating_add(1)),
    );
    let mut pages = Pagination::numbered(number(current), number(last), |page| {
        address.with("page", page.to_string()).href(reading)
    });
    pages.previous = (current > 1 && current <= last).then(|| before.as_str().into());
    pages.next = (current < last).then(|| after.as_str().into());
    html! { (pages) }
}

/// Links to the list as a file, filtered as it is here.
pub fn take_away(reading: &Reading<'_>, address: &Address) -> Markup {
    let here = address.href(reading);
    let query = here
        .split_once('?')
        .map_or(String::new(), |(_, query)| format!("?{query}"));
    let path = &address.path;
    html! {
        p class="govuk-body gt-no-print" {
            "Download this list: "
            a class="govuk-link" href=(format!("{path}/export.xlsx{query}")) { "Excel (.xlsx)" }
            " or "
            a class="govuk-link" href=(format!("{path}/export.csv{query}")) { "CSV" }
        }
    }
}

/// Links that sort the list, the one in use as words.
pub fn sorting(
    reading: &Reading<'_>,
    address: &Address,
    orders: &[(&str, &str)],
    current: &str,
) -> Markup {
    html! {
        p class="govuk-body gt-no-print" {
            "Sorted by: "
            @for (place, (value, words)) in orders.iter().enumerate() {
                @if place > 0 { ", " }
                @if *value == current { strong { (words) } }
                @else {
                    a class="govuk-link" href=(address.with("sort", *value).href(reading)) {
                        span class="govuk-visually-hidden" { "Sort by " } (words)
                    }
                }
            }
        }
    }
}

/// What a list is narrowed to, in words for paper: the filter itself is not printed.
fn narrowed_to(selected: &[FilterGroup<'_>]) -> Markup {
    html! {
        @if !selected.is_empty() {
            p class="govuk-body gt-print-only" {
                "Narrowed to: "
                @for (place, group) in selected.iter().enumerate() {
                    @if place > 0 { "; " }
                    (group.heading) ": "
                    @for (place, chip) in group.chips.iter().enumerate() {
                        @if place > 0 { ", " }
                        (chip.text)
                    }
                }
                "."
            }
        }
    }
}

/// The filter of a list, folded away until something is chosen. The order of the list and the
/// moment asked for are carried on unseen, so that narrowing a past page does not leave the past.
pub fn filtering(
    reading: &Reading<'_>,
    address: &Address,
    title: &str,
    clear_href: &str,
    selected: Vec<FilterGroup<'_>>,
    options: Markup,
) -> Markup {
    let open = !selected.is_empty();
    let on_paper = narrowed_to(&selected);
    let at = as_at(reading);
    let sorted = address.pairs.iter().filter(|(name, _)| name == "sort");
    let mut kept: Vec<(&str, &str)> = sorted
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    kept.extend(at.as_deref().map(|at| ("as_at", at)));
    let filter = Filter {
        action: &address.path,
        heading: "Filter",
        selected,
        clear_href,
        kept,
        options,
    };
    html! {
        (on_paper)
        (Details { open, ..Details::new(title, html! { (filter) }) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acting::Acting;
    use crate::web::reading::tests::reading;
    use chrono::NaiveDate;
    use projections::Models;

    #[test]
    fn removing_a_chip_keeps_every_other_filter_and_starts_at_the_first_page() {
        let query = [
            ("rag", "R"),
            ("rag", "A"),
            ("overdue", "yes"),
            ("page", "3"),
        ];
        let query = query.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let view = Models::default();
        let day = NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
        let reading = reading(&view, day, Acting::default(), &query);
        let address = Address::of(&reading, "/actions");
        let without = address.without_value("rag", "R").href(&reading);
        assert_eq!(without, "/actions?rag=A&overdue=yes");
        assert_eq!(
            address.without("rag").href(&reading),
            "/actions?overdue=yes"
        );
        assert_eq!(
            page_of(&reading),
            PageOf {
                offset: 100,
                limit: 50
            }
        );
    }

    #[test]
    fn a_list_says_which_part_of_how_many_it_shows() {
        assert_eq!(counted(0, 1, 1, "action", "actions"), "1 action");
        assert_eq!(
            counted(50, 50, 230, "action", "actions"),
            "Showing 51 to 100 of 230 actions"
        );
        assert_eq!(
            counted(500, 0, 230, "action", "actions"),
            "No more: there are 230 actions"
        );
    }
}
