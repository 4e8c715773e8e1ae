//! What is found, as a page shows it: how much of which kind, how to narrow it, and the passages.

use super::super::listing::{self, Address, Chips};
use super::super::trail::{as_at, told};
use super::super::{shown, thing_path};
use crate::search::{Hit, Kind, Passage, Results};
use crate::web::components::dates::{date_text, moment_text};
use crate::web::components::{Details, Filter, Input, InsetText, Select, Tag, TagColour};
use crate::web::form::Choice;
use crate::web::pages::actions::agencies;
use crate::web::reading::Reading;
use crate::web::visit::Visit;
use chrono::NaiveDate;
use maud::{Markup, html};

/// How many characters of a thing's words are told beside its reference.
const BEGINNING: usize = 70;

/// Everything below the box for the words.
pub(super) fn results(
    visit: &Visit,
    reading: &Reading<'_>,
    address: &Address,
    results: &Results,
) -> Markup {
    let page = listing::page_of(reading);
    let rows = results.hits.len();
    let counted = listing::counted(page.offset, rows, results.total, "result", "results");
    html! {
        @if let Some(moment) = visit.as_at {
            (InsetText::new(html! {
                "This searches the record as it stood at " (moment_text(moment)) ". Words that "
                "were corrected later are shown as they were then."
            }))
        }
        (narrowing(reading, address))
        h2 class="govuk-heading-m" { @if results.total == 0 { "Nothing found" } @else { (counted) } }
        @if results.by_kind.is_empty() { (nothing()) }
        @else { (kinds(reading, address, results)) }
        @if rows > 0 {
            ol class="govuk-list gt-results" {
                @for hit in &results.hits { li class="gt-result" { (one(visit, reading, hit)) } }
            }
            (listing::pages(reading, address, results.total))
        }
    }
}

fn nothing() -> Markup {
    html! {
        p class="govuk-body" { "Nothing that you may see holds all of these words." }
        ul class="govuk-list govuk-list--bullet" {
            li { "Use fewer words, or clear the filters" }
            li { "Use the beginning of a word and a star, such as " code { "superv*" } }
            li { "Check the spelling" }
        }
    }
}

/// How many results there are of each kind, each a way to see only those.
fn kinds(reading: &Reading<'_>, address: &Address, results: &Results) -> Markup {
    let chosen = reading.asked_all("kind");
    let total: usize = results.by_kind.values().sum();
    html! {
        nav class="gt-no-print" aria-label="Results by kind" {
            ul class="govuk-list gt-kinds" {
                li {
                    @if chosen.is_empty() { strong { "Every kind (" (total) ")" } }
                    @else {
                        a class="govuk-link" href=(address.without("kind").href(reading)) {
                            "Every kind (" (total) ")" }
                    }
                }
                @for (kind, count) in &results.by_kind {
                    li {
                        @if chosen == [kind.word()] { strong { (kind.several()) " (" (count) ")" } }
                        @else {
                            a class="govuk-link"
                                href=(address.with("kind", kind.word()).href(reading)) {
                                (kind.several()) " (" (count) ")"
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One result: the thing, the passages, and where they come from.
fn one(visit: &Visit, reading: &Reading<'_>, hit: &Hit) -> Markup {
    let event = visit.href(&format!("/trail/{}", hit.position));
    let happened = told::happened(&hit.type_name);
    let theme = hit.theme.as_deref().map(|code| theme_name(reading, code));
    let names = hit.agencies.iter();
    let names: Vec<&str> = names
        .map(|agency| reading.view.people.agency_name(*agency))
        .filter(|name| !name.is_empty())
        .collect();
    html! {
        h3 class="govuk-heading-s gt-result__thing" {
            a class="govuk-link" href=(visit.href(&thing_path(hit.stream))) {
                (name(reading, hit)) }
            @if let Some(words) = begins(reading, hit) { ": " span class="gt-result__begins" { (words) } }
        }
        @for found in &hit.passages { (passage(visit, found)) }
        p class="govuk-body-s gt-result__from" {
            a class="govuk-link" href=(event) {
                (happened) span class="govuk-visually-hidden" { ", event " (hit.position) }
            }
            " · " (shown::both_dates(hit.occurred_on, hit.recorded_at.utc()))
            @if !names.is_empty() { " · " (names.join(", ")) }
            @if let Some(theme) = theme { " · Theme: " (theme) }
        }
    }
}

/// How the words of the thing begin, where it is called by its reference alone and they are not
/// the very ones that were found.
fn begins(reading: &Reading<'_>, hit: &Hit) -> Option<String> {
    let words = reading.view.label(hit.stream).words?;
    let begins = reading.start_of(&words, BEGINNING);
    (words.position != hit.position && !begins.is_empty()).then_some(begins)
}

/// What the thing of a result is called.
pub(super) fn name(reading: &Reading<'_>, hit: &Hit) -> String {
    let label = reading.view.label(hit.stream).name;
    match hit.kind {
        Kind::Finding => format!("Finding of audit {label}"),
        Kind::Plan
        | Kind::Action
        | Kind::Recommendation
        | Kind::Audit
        | Kind::Case
        | Kind::Programme
        | Kind::Campaign
        | Kind::Return
        | Kind::Incident
        | Kind::RapidReview
        | Kind::ReviewSubject
        | Kind::Review
        | Kind::Briefing
        | Kind::Activity
        | Kind::ChildDeaths
        | Kind::Meeting
        | Kind::Evidence
        | Kind::Gap
        | Kind::Inspection => told::thing(hit.stream.kind, &label),
    }
}

fn passage(visit: &Visit, found: &Passage) -> Markup {
    html! {
        p class="govuk-body gt-result__words" {
            span class="gt-result__field" { (told::field_of(&found.field)) ": " }
            @for piece in &found.pieces {
                @if piece.marked { mark { (piece.words) } } @else { (piece.words) }
            }
            @if let Some(by) = found.replaced_by {
                " " (Tag::new("Corrected", TagColour::Orange)) " "
                a class="govuk-link" href=(visit.href(&format!("/trail/{by}"))) {
                    "Other words stand there now"
                    span class="govuk-visually-hidden" { ", event " (by) }
                }
            }
        }
    }
}

/// A theme by its name; its code where the taxonomy has none.
fn theme_name<'a>(reading: &'a Reading<'_>, code: &'a str) -> &'a str {
    let mut themes = reading.view.people.themes.iter();
    let known = themes.find(|theme| theme.code == code);
    known.map_or(code, |theme| theme.name.as_str())
}

/// What results can be narrowed to, beside their kind.
fn narrowing(reading: &Reading<'_>, address: &Address) -> Markup {
    let agencies = agencies(reading);
    let themes = reading.view.people.themes.iter();
    let themes: Vec<Choice> = themes
        .map(|theme| (theme.code.clone(), theme.name.clone()))
        .collect();
    let kinds: Vec<Choice> = Kind::ALL
        .iter()
        .map(|kind| (kind.word().to_owned(), kind.several().to_owned()))
        .collect();
    let day = |name| {
        let day = reading.asked_for::<NaiveDate>(name);
        day.map(date_text)
    };
    let mut chips = Chips::of(reading, address);
    chips.several("Kind", "kind", &kinds);
    chips.several("Theme", "theme", &themes);
    chips.several("Agency", "agency", &agencies);
    chips.one("From", "from", day("from"));
    chips.one("To", "to", day("to"));
    let selected = chips.groups();
    let narrowed = !selected.is_empty();
    let date = |name, label| {
        html! {
            (Input {
                kind: "date",
                value: reading.asked(name),
                classes: "govuk-input--width-10",
                ..Input::new(name, label)
            })
        }
    };
    let select = |name, label, choices, all| {
        html! {
            (Select {
                value: reading.asked(name),
                ..Select::new(name, label, listing::options(choices, all))
            })
        }
    };
    let options = html! {
        (select("theme", "Theme", &themes, "Every theme"))
        (select("agency", "Agency", &agencies, "Every agency"))
        (date("from", "Happened on or after"))
        (date("to", "Happened on or before"))
    };
    let path = address.path().to_owned();
    let clear = reading.href(&path);
    let mut kept = reading.asked_all("kind");
    kept.dedup();
    let as_at = as_at(reading);
    let mut carried: Vec<(&str, &str)> = kept.iter().map(|kind| ("kind", *kind)).collect();
    carried.extend(as_at.as_deref().map(|moment| ("as_at", moment)));
    let filter = Filter {
        action: &path,
        heading: "Filter",
        selected,
        clear_href: &clear,
        kept: carried,
        options,
    };
    html! {
        (Details { open: narrowed, ..Details::new("Narrow the results", html! { (filter) }) })
    }
}
