//! The register of recommendations, with filters and ages.
//!
//! Route: `GET /recommendations` → [`list`]. Its query: `plan`, `priority`, `agency` (an
//! addressee, or `all`), `theme`, `state`, `source` (a kind), `age` (at least so many days),
//! `overdue`, `open` (each `yes`), `sort`, `page`. The same query filters
//! `/recommendations/export.xlsx` and `/recommendations/export.csv`.

use super::actions::{agencies, agency_shown};
use super::listing::{self, Address};
use super::thread::source_word;
use super::{recorded_banner, shown};
use crate::web::components::{Cell, Table};
use crate::web::form::Choice;
use crate::web::forms::word_value;
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use chrono::NaiveDate;
use events::action::{DatePrecision, Parent};
use events::ids::StreamKind;
use events::recommendation::SourceKind;
use maud::{Markup, html};
use projections::recommendations::{Recommendation, RecommendationFilter};
use projections::recommendations::{RecommendationSort, RecommendationState};

mod filter;

#[cfg(test)]
mod tests;

const ORDERS: [(&str, &str); 3] = [
    ("reference", "reference"),
    ("age", "oldest first"),
    ("due", "due date"),
];

/// The kinds of source, in the order of the filter.
const SOURCES: [SourceKind; 8] = [
    SourceKind::Finding,
    SourceKind::LearningPoint,
    SourceKind::PracticeReview,
    SourceKind::Inspection,
    SourceKind::NationalReview,
    SourceKind::AnnualReport,
    SourceKind::Document,
    SourceKind::Meeting,
];

/// The ages the filter offers: days, and in words.
const AGES: [(&str, &str); 3] = [
    ("182", "Half a year or older"),
    ("365", "A year or older"),
    ("730", "Two years or older"),
];

/// The register.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new("Recommendations", Place::FirstOf(Section::Recommendations));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// What the address asks for.
pub fn filter_of(reading: &Reading<'_>) -> RecommendationFilter {
    let states = reading.asked_all("state");
    RecommendationFilter {
        plan: reading.asked_for("plan"),
        priority: reading.asked_for("priority"),
        addressee: agency_shown(reading),
        theme: reading.asked("theme").map(str::to_owned),
        states: RecommendationState::ALL
            .into_iter()
            .filter(|state| states.contains(&word_value(state).as_str()))
            .collect(),
        overdue: reading.asked("overdue").is_some(),
        open: reading.asked("open").is_some(),
        source: SOURCES
            .into_iter()
            .find(|kind| Some(word_value(kind).as_str()) == reading.asked("source")),
        older_than_days: reading.asked_for("age"),
    }
}

/// The order the address asks for.
pub fn sort_of(reading: &Reading<'_>) -> RecommendationSort {
    match reading.asked("sort") {
        Some("age") => RecommendationSort::Age,
        Some("due") => RecommendationSort::Due,
        Some(_) | None => RecommendationSort::Reference,
    }
}

/// How old a recommendation is, or how old it was when nothing more was expected of it: `40 days`,
/// `Closed after 40 days`.
pub fn age(one: &Recommendation, today: NaiveDate) -> String {
    let days = days(one.age_in_days(today));
    match one.settled_on() {
        Some(_) => format!("{} after {days}", one.state().word()),
        None => days,
    }
}

/// The page of the register.
pub fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/recommendations");
    let found = reading.view.list_recommendations(
        &filter_of(reading),
        sort_of(reading),
        listing::page_of(reading),
        reading.today,
    );
    let counted = listing::counted(
        found.offset,
        found.rows.len(),
        found.total,
        "recommendation",
        "recommendations",
    );
    let current = reading.asked("sort").unwrap_or("reference");
    let agencies = agencies(reading);
    html! {
        h1 class="govuk-heading-l" { "Recommendations" }
        (make(reading))
        (ageing(reading))
        (grouped(reading, &agencies))
        (filter::form(reading, &address, &agencies))
        @if found.total == 0 { (nothing(reading)) }
        @else {
            p class="govuk-body" { strong { (counted) } "." }
            (listing::sorting(reading, &address, &ORDERS, current))
            (table(reading, &found.rows))
            (listing::pages(reading, &address, found.total))
            (listing::take_away(reading, &address))
        }
    }
}

/// How long what is open has been open, and by how much it is past its date; each number leads to
/// what it counts.
fn ageing(reading: &Reading<'_>) -> Markup {
    let agency = agency_shown(reading);
    let ageing = (reading.view.recommendations).ageing(agency, reading.today);
    if ageing.open == 0 {
        return html! {};
    }
    let of = agency.map_or_else(
        || "agency=all".to_owned(),
        |agency| format!("agency={agency}"),
    );
    let open_href = reading.href(&format!("/recommendations?{of}&open=yes&sort=age"));
    let overdue_href = reading.href(&format!("/recommendations?{of}&overdue=yes&sort=due"));
    html! {
        p class="govuk-body" {
            a class="govuk-link" href=(open_href) { (ageing.open) " open" }
            ", the longest for " (days(ageing.longest_open)) ". "
            a class="govuk-link" href=(overdue_href) { (ageing.overdue) " past the date" }
            @if ageing.overdue > 0 { ", the longest by " (days(ageing.longest_overdue)) }
            "."
        }
    }
}

fn days(days: i64) -> String {
    shown::count(usize::try_from(days).unwrap_or(0), "day", "days")
}

/// How many there are of each kind of source and for each agency, each number leading to them.
fn grouped(reading: &Reading<'_>, agencies: &[Choice]) -> Markup {
    let all = &reading.view.recommendations;
    if all.count() == 0 {
        return html! {};
    }
    let sources = SOURCES.map(|kind| {
        let query = format!("agency=all&source={}", word_value(&kind));
        (source_word(kind).to_owned(), query, all.count_from(kind))
    });
    let agencies = agencies.iter().map(|(id, name)| {
        let count = id.parse().map_or(0, |agency| all.count_to(agency));
        (name.clone(), format!("agency={id}"), count)
    });
    let agencies: Vec<_> = agencies.collect();
    let columns = html! {
        (counts(reading, "By source", &sources))
        (counts(reading, "By agency", &agencies))
    };
    html! {
        (crate::web::components::Details::new("Counts by source and by agency", columns))
    }
}

fn counts(reading: &Reading<'_>, title: &str, all: &[(String, String, usize)]) -> Markup {
    html! {
        h2 class="govuk-heading-s" { (title) }
        ul class="govuk-list gt-columns" {
            @for (name, query, count) in all.iter().filter(|(_, _, count)| *count > 0) {
                @let href = reading.href(&format!("/recommendations?{query}"));
                li { a class="govuk-link" href=(href) { (name) ": " (count) } }
            }
        }
    }
}

fn make(reading: &Reading<'_>) -> Markup {
    let href = "/record/recommendation/new/make_recommendation";
    html! {
        @if reading.may(StreamKind::Recommendation, "make_recommendation") {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href=(href) { "Make a recommendation" }
            }
        }
    }
}

fn nothing(reading: &Reading<'_>) -> Markup {
    if reading.view.recommendations.count() == 0 {
        return shown::empty(
            "There is no recommendation yet. Import a plan that has them, or make the first.",
            None,
        );
    }
    let every = reading.href("/recommendations?agency=all");
    shown::empty(
        "No recommendation matches these filters.",
        Some((every, "Show every recommendation")),
    )
}

fn table(reading: &Reading<'_>, rows: &[&Recommendation]) -> Markup {
    let heads = [
        "Ref",
        "Recommendation",
        "Comes from",
        "To",
        "State",
        "Due",
        "Age",
        "Actions",
        "Impact",
    ];
    let rows = rows.iter().map(|one| cells(reading, one)).collect();
    html! {
        (Table {
            rows,
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("recommendations", "Recommendations", heads)
        })
    }
}

fn cells<'a>(reading: &Reading<'_>, one: &Recommendation) -> Vec<Cell<'a>> {
    let href = reading.href(&format!("/recommendation/{}", one.id));
    let reference = html! {
        a class="govuk-link gt-reference" href=(href) {
            span class="govuk-visually-hidden" { "Recommendation " } (one.reference)
        }
    };
    let sources: Vec<&str> = one
        .sources
        .iter()
        .map(|source| source.title.as_str())
        .collect();
    let due = html! {
        @if one.due.is_some() { (shown::due(one.due, DatePrecision::Day)) } @else { "No date" }
        @if one.is_overdue(reading.today) { " " (shown::missing("Overdue")) }
    };
    let impact = one.impact.last().map(|judged| judged.judgement);
    vec![
        Cell {
            classes: "gt-reference",
            ..Cell::from(reference)
        },
        Cell {
            classes: "gt-words",
            ..Cell::from(reading.words(&one.text))
        },
        Cell::from(sources.join("; ")),
        Cell::from(addressees(reading, one)),
        Cell::from(one.state().word()),
        Cell::from(due),
        Cell::from(age(one, reading.today)),
        Cell::from(actions(reading, one)),
        Cell::from(html! {
            (shown::impact(impact))
            @if one.closed.is_some_and(|closed| closed.without_impact_evidence) {
                " " (shown::missing("Closed without evidence of impact"))
            }
        }),
    ]
}

/// The agencies that should change something, or that none is named.
pub fn addressees(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let names: Vec<&str> = one
        .addressees
        .iter()
        .map(|agency| reading.view.people.agency_name(*agency))
        .collect();
    html! {
        @if names.is_empty() { (shown::missing("No addressee")) } @else { (names.join(", ")) }
    }
}

fn actions(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let parent = Parent::Recommendation(one.id);
    let actions = reading.view.actions.for_parent(parent);
    let (mut all, mut settled) = (0_usize, 0_usize);
    for action in actions {
        all += 1;
        settled += usize::from(action.is_done() || action.phase().is_settled());
    }
    let href = reading.href(&format!("/recommendation/{}#thread", one.id));
    html! {
        @if all == 0 {
            @if one.state().is_settled() { "None" } @else { (shown::missing("No action")) }
        } @else {
            a class="govuk-link" href=(href) { (settled) " of " (all) " done" }
        }
    }
}
