//! The register of recommendations, with filters and ages.
//!
//! Route: `GET /recommendations` → [`list`]. Its query: `plan`, `priority`, `agency` (an
//! addressee, or `all`), `theme`, `state`, `source` (a kind), `age` (at least so many days),
//! `overdue`, `open` (each `yes`), `sort`, `page`.

use super::actions::{agencies, agency_shown, plans, priorities};
use super::listing::{self, Address, Chips, ROWS_SHOWN};
use super::thread::source_word;
use super::{recorded_banner, shown};
use crate::web::components::{Cell, Checkbox, Checkboxes, Select, SelectOption, Table};
use crate::web::form::Choice;
use crate::web::forms::word_value;
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::action::{DatePrecision, Parent};
use events::ids::{AgencyId, StreamKind};
use events::recommendation::SourceKind;
use maud::{Markup, html};
use projections::plans::number_order;
use projections::recommendations::{Recommendation, RecommendationFilter, RecommendationState};

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

/// How old a recommendation is in days: since it was made, until it was closed or today.
pub fn age_in_days(one: &Recommendation, reading: &Reading<'_>) -> i64 {
    let until = one
        .closed
        .map_or(reading.today, |closed| closed.at.occurred_on);
    (until - one.made.occurred_on).num_days().max(0)
}

/// The page of the register.
pub fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/recommendations");
    let filter = filter_of(reading);
    let mut found: Vec<&Recommendation> = match filter.plan {
        Some(plan) => reading.view.recommendations.of_plan(plan).collect(),
        None => reading.view.recommendations.all().collect(),
    };
    found.retain(|one| filter.wants(one, reading.today));
    match reading.asked("sort") {
        Some("age") => found.sort_by_key(|one| (one.made.occurred_on, one.id)),
        Some("due") => found.sort_by_key(|one| (one.due.is_none(), one.due, one.id)),
        Some(_) | None => {
            found.sort_by_cached_key(|one| (one.plan, number_order(&one.reference), one.id));
        }
    }
    let total = found.len();
    let page = listing::page_of(reading);
    let rows: Vec<&Recommendation> = found
        .into_iter()
        .skip(page.offset)
        .take(ROWS_SHOWN)
        .collect();
    let counted = listing::counted(
        page.offset,
        rows.len(),
        total,
        "recommendation",
        "recommendations",
    );
    let current = reading.asked("sort").unwrap_or("reference");
    html! {
        h1 class="govuk-heading-l" { "Recommendations" }
        (make(reading))
        (ageing(reading))
        (grouped(reading))
        (filter_form(reading, &address))
        @if total == 0 { (nothing(reading)) }
        @else {
            p class="govuk-body" { strong { (counted) } "." }
            (listing::sorting(reading, &address, &ORDERS, current))
            (table(reading, &rows))
            (listing::pages(reading, &address, total))
        }
    }
}

/// How long what is open has been open, and by how much it is past its date; each number leads to
/// what it counts.
fn ageing(reading: &Reading<'_>) -> Markup {
    let agency = agency_shown(reading);
    let mine = |one: &&Recommendation| agency.is_none_or(|id| one.addressees.contains(&id));
    let all = reading.view.recommendations.all().filter(mine);
    let open: Vec<&Recommendation> = all.filter(|one| !one.state().is_settled()).collect();
    if open.is_empty() {
        return html! {};
    }
    let oldest = open.iter().map(|one| age_in_days(one, reading)).max();
    let overdue: Vec<i64> = open
        .iter()
        .filter(|one| one.is_overdue(reading.today))
        .filter_map(|one| one.due.map(|due| (reading.today - due).num_days()))
        .collect();
    let days = |days: Option<i64>| {
        let days = usize::try_from(days.unwrap_or(0)).unwrap_or(0);
        shown::count(days, "day", "days")
    };
    let of = agency.map_or_else(
        || "agency=all".to_owned(),
        |agency| format!("agency={agency}"),
    );
    let open_href = reading.href(&format!("/recommendations?{of}&open=yes&sort=age"));
    let overdue_href = reading.href(&format!("/recommendations?{of}&overdue=yes&sort=due"));
    html! {
        p class="govuk-body" {
            a class="govuk-link" href=(open_href) { (open.len()) " open" }
            ", the longest for " (days(oldest)) ". "
            a class="govuk-link" href=(overdue_href) { (overdue.len()) " past the date" }
            @if !overdue.is_empty() { ", the longest by " (days(overdue.iter().copied().max())) }
            "."
        }
    }
}

/// How many there are of each kind of source and for each agency, each number leading to them.
fn grouped(reading: &Reading<'_>) -> Markup {
    let all: Vec<&Recommendation> = reading.view.recommendations.all().collect();
    let sources = SOURCES.map(|kind| {
        let of = |one: &&&Recommendation| one.sources.iter().any(|source| source.kind == kind);
        let query = format!("agency=all&source={}", word_value(&kind));
        (
            source_word(kind).to_owned(),
            query,
            all.iter().filter(of).count(),
        )
    });
    let agencies = agencies(reading).into_iter().map(|(id, name)| {
        let agency: Option<AgencyId> = id.parse().ok();
        let of = |one: &&&Recommendation| {
            let mut addressees = one.addressees.iter();
            addressees.any(|addressee| Some(*addressee) == agency)
        };
        (name, format!("agency={id}"), all.iter().filter(of).count())
    });
    let agencies: Vec<_> = agencies.collect();
    let columns = html! {
        (counts(reading, "By source", &sources))
        (counts(reading, "By agency", &agencies))
    };
    html! {
        @if !all.is_empty() {
            (crate::web::components::Details::new("Counts by source and by agency", columns))
        }
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
    if reading.view.recommendations.all().next().is_none() {
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
    let days = usize::try_from(age_in_days(one, reading)).unwrap_or(0);
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
        Cell::from(shown::count(days, "day", "days")),
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
    let actions = reading
        .view
        .actions
        .for_parent(Parent::Recommendation(one.id));
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

#[expect(clippy::too_many_lines, reason = "a list, one entry after another")]
fn filter_form(reading: &Reading<'_>, address: &Address) -> Markup {
    let (plans, priorities, agencies) = (plans(reading), priorities(reading), agencies(reading));
    let states: Vec<Choice> = RecommendationState::ALL
        .iter()
        .map(|state| (word_value(state), state.word().to_owned()))
        .collect();
    let themes = reading.view.people.themes.iter();
    let themes: Vec<Choice> = themes
        .map(|theme| (theme.code.clone(), theme.name.clone()))
        .collect();
    let mut chips = Chips::of(reading, address);
    chips.several("Plan", "plan", &plans);
    chips.several("Priority", "priority", &priorities);
    if let Some(agency) = agency_shown(reading) {
        let name = reading.view.people.agency_name(agency).to_owned();
        chips.add(
            "Addressed to",
            name,
            address.with("agency", "all").href(reading),
        );
    }
    chips.several("Theme", "theme", &themes);
    chips.several("State", "state", &states);
    let sources = SOURCES.map(|kind| (word_value(&kind), source_word(kind).to_owned()));
    let ages = AGES.map(|(days, words)| (days.to_owned(), words.to_owned()));
    chips.several("Source", "source", &sources);
    chips.several("Age", "age", &ages);
    chips.one(
        "Only",
        "overdue",
        reading.asked("overdue").map(|_| "Overdue".to_owned()),
    );
    chips.one(
        "Only",
        "open",
        reading.asked("open").map(|_| "Still open".to_owned()),
    );
    let selected = chips.groups();
    let agency = agency_shown(reading).map(|agency| agency.to_string());
    let mut every: Vec<SelectOption<'_>> = vec![SelectOption::new("all", "Every agency")];
    every.extend(
        agencies
            .iter()
            .map(|(value, words)| SelectOption::new(value, words)),
    );
    let select = |name: &'static str, label: &'static str, choices, value| {
        html! { (Select { value, ..Select::new(name, label, choices) }) }
    };
    let tick = |name: &'static str, words: &'static str| {
        let checked = Some(reading.asked(name).is_some());
        html! { (Checkboxes::single(name, Checkbox { checked, ..Checkbox::new("yes", words) })) }
    };
    let items = states
        .iter()
        .map(|(value, words)| Checkbox::new(value, words.as_str()));
    let options = html! {
        (select("plan", "Plan", listing::options(&plans, "Every plan"), reading.asked("plan")))
        (select("priority", "Priority", listing::options(&priorities, "Every priority"),
            reading.asked("priority")))
        (select("agency", "Addressed to", every, agency.as_deref()))
        (select("theme", "Theme", listing::options(&themes, "Every theme"), reading.asked("theme")))
        (select("source", "Comes from", listing::options(&sources, "Every source"),
            reading.asked("source")))
        (select("age", "Age", listing::options(&ages, "Every age"), reading.asked("age")))
        (Checkboxes {
            values: reading.asked_all("state"),
            classes: "govuk-checkboxes--small",
            ..Checkboxes::new("state", "State", items)
        })
        (tick("overdue", "Overdue"))
        (tick("open", "Still open"))
    };
    let clear = reading.href("/recommendations?agency=all");
    listing::filtering(
        reading,
        address,
        "Filter the register",
        &clear,
        selected,
        options,
    )
}
