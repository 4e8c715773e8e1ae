//! The RAG round: the last four ratings of each action, the claim beside the date arithmetic.
//!
//! Route: `GET /rag-round` → [`list`]. Its query: `plan`, `priority`, `agency` (an id, or `all`),
//! `differs`, `settled` (each `yes`), `page`.

use super::actions::{agencies, agency_shown, plans, priorities};
use super::listing::{self, Address, Chips};
use super::{recorded_banner, shown};
use crate::web::components::dates::date;
use crate::web::components::{Cell, Checkbox, Checkboxes, InsetText, Select, SelectOption, Table};
use crate::web::forms::speaks_for;
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::ids::{PlanId, PriorityId, StreamKind};
use maud::{Markup, html};
use projections::actions::{GridFilter, GridRow, Rated};
use projections::reference::PageOf;

/// How many ratings the grid shows of each action.
const RATINGS_SHOWN: usize = 4;

const KIND: StreamKind = StreamKind::ImprovementAction;

/// The round.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new("RAG round", Place::FirstOf(Section::RagRound));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The rows asked for: those of the page, how many there are, and in how many the claim differs.
struct Round {
    rows: Vec<GridRow>,
    total: usize,
    differing: usize,
    offset: usize,
}

impl Round {
    fn of(reading: &Reading<'_>) -> Self {
        let current = reading
            .view
            .plans
            .current(reading.today)
            .map(|plan| plan.id);
        let filter = GridFilter {
            plan: reading.asked_for::<PlanId>("plan").or(current),
            agency: agency_shown(reading),
            differs: reading.asked("differs").is_some(),
            settled: reading.asked("settled").is_some(),
        };
        let page = listing::page_of(reading);
        let none = PageOf {
            offset: 0,
            limit: 0,
        };
        let only = GridFilter {
            differs: true,
            ..filter
        };
        let Some(priority) = reading.asked_for::<PriorityId>("priority") else {
            let found = reading.view.rag_grid(filter, page, reading.today);
            let differing = reading.view.rag_grid(only, none, reading.today).total;
            return Self {
                rows: found.rows,
                total: found.total,
                differing,
                offset: found.offset,
            };
        };
        let all = reading.view.rag_grid(filter, PageOf::ALL, reading.today);
        let under = |row: &GridRow| {
            let action = reading.view.actions.get(row.id);
            action.is_some_and(|action| is_under(reading, action.priority, priority))
        };
        let wanted: Vec<GridRow> = all.rows.into_iter().filter(under).collect();
        let differing = wanted.iter().filter(|row| row.shown.differs).count();
        let total = wanted.len();
        let rows = wanted
            .into_iter()
            .skip(page.offset)
            .take(page.limit)
            .collect();
        Self {
            rows,
            total,
            differing,
            offset: page.offset,
        }
    }
}

/// Whether a priority is another, or a part of it however deep.
fn is_under(reading: &Reading<'_>, one: PriorityId, top: PriorityId) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    let mut next = Some(one);
    while let Some(priority) = next.filter(|priority| seen.insert(*priority)) {
        if priority == top {
            return true;
        }
        next = reading
            .view
            .plans
            .priority(priority)
            .and_then(|(_, known)| known.parent);
    }
    false
}

/// The page of the round.
pub fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/rag-round");
    let round = Round::of(reading);
    let counted = listing::counted(
        round.offset,
        round.rows.len(),
        round.total,
        "action",
        "actions",
    );
    let differing = address.with("differs", "yes").href(reading);
    html! {
        h1 class="govuk-heading-l" { "RAG round" }
        (guidance(reading))
        (filter(reading, &address))
        @if round.total == 0 { (nothing(reading, &address)) }
        @else {
            p class="govuk-body" {
                strong { (counted) } ". The claim says better than the dates in "
                a class="govuk-link" href=(differing) {
                    (shown::count(round.differing, "action", "actions"))
                } "."
            }
            (table(reading, &round.rows))
            (listing::pages(reading, &address, round.total))
        }
    }
}

fn guidance(reading: &Reading<'_>) -> Markup {
    if !reading.is_now {
        return html! {};
    }
    let words = if speaks_for(reading).is_some() {
        "Rate each of your actions: choose the colour, say why where the key asks for it, then \
         report progress. Your last update and the key stand on the form."
    } else if reading.may(KIND, "moderate_rating") {
        "Compare each claim with the dates and what was verified. Where you do not accept a \
         rating, challenge it: both ratings are kept, with your reason."
    } else {
        "The owners’ claims beside the dates and what was verified."
    };
    html! { (InsetText::new(words)) }
}

fn nothing(reading: &Reading<'_>, address: &Address) -> Markup {
    let every = reading.href("/rag-round?agency=all");
    if reading.view.actions.all().next().is_some() {
        let narrowed = *address != Address::of(reading, "/rag-round").without("differs");
        let words = if narrowed {
            "In no open action does the claim say better than the dates."
        } else {
            "No open action matches. Closed and discontinued ones are left out."
        };
        return shown::empty(words, Some((every, "Show every agency’s actions")));
    }
    let first = reading
        .may(StreamKind::Plan, "record_import")
        .then(|| ("/import".to_owned(), "Import a plan from a document"));
    shown::empty(
        "There is nothing to rate yet. Import or draft a plan first.",
        first,
    )
}

fn table(reading: &Reading<'_>, rows: &[GridRow]) -> Markup {
    let mut heads = vec!["Ref", "Action and owners"];
    heads.extend(["Fourth last", "Third last", "Second last", "Last rating"]);
    heads.extend(["By date", "Verified", "What was said"]);
    let can_act = reading.may(KIND, "rate_action") || reading.may(KIND, "moderate_rating");
    if can_act {
        heads.push("Next step");
    }
    let rows = rows
        .iter()
        .map(|row| cells(reading, row, can_act))
        .collect();
    html! {
        (Table {
            rows,
            last_is_for_doing: can_act,
            classes: "gt-table--dense gt-table--round",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("rag-round", "The last four ratings of each action", heads)
        })
    }
}

fn cells<'a>(reading: &Reading<'_>, row: &GridRow, can_act: bool) -> Vec<Cell<'a>> {
    let reference = shown::action_link(reading, row.id, &row.reference);
    let mut cells = vec![
        Cell {
            classes: "gt-reference",
            ..Cell::from(reference)
        },
        Cell {
            classes: "gt-words",
            ..Cell::from(html! {
                (reading.start_of(&row.text, 160))
                div class="gt-beside" { (shown::owners(reading, &row.owners)) }
            })
        },
    ];
    let missing = RATINGS_SHOWN.saturating_sub(row.ratings.len());
    cells.extend(
        (0..missing).map(|place| match (place + 1 == RATINGS_SHOWN, place) {
            (true, _) => Cell::from(html! { "Never rated" }),
            (false, _) => Cell::from(html! { span class="govuk-visually-hidden" { "None" } "–" }),
        }),
    );
    let last = row.ratings.len().saturating_sub(1);
    for (place, rating) in row.ratings.iter().enumerate() {
        cells.push(Cell::from(html! {
            (rated(reading, rating))
            @if place == last { (shown::difference_mark(&row.shown)) }
        }));
    }
    cells.push(Cell::from(html! {
        (shown::by_date(row.shown.by_date))
        p class="govuk-body-s govuk-!-margin-bottom-0" {
            "Due " (shown::due(row.due, events::action::DatePrecision::Day))
        }
    }));
    cells.push(Cell::from(shown::verified(row.shown.verified)));
    cells.push(Cell::from(html! {
        @if let Some(rating) = row.ratings.last() { (commentary(reading, rating)) }
        (progress(reading, row))
    }));
    if can_act {
        cells.push(Cell::from(next(reading, row)));
    }
    cells
}

fn rated(reading: &Reading<'_>, rating: &Rated) -> Markup {
    html! {
        (shown::rating(reading, rating.scheme, rating.code.as_str()))
        p class="govuk-body-s govuk-!-margin-bottom-0" {
            (date(rating.as_at))
            @if let Some(before) = &rating.moderated_from {
                ", changed from " (shown::rating(reading, rating.scheme, before.as_str()))
            }
        }
    }
}

fn commentary(reading: &Reading<'_>, rating: &Rated) -> Markup {
    html! {
        @if let Some(text) = &rating.commentary {
            p class="govuk-body-s" {
                strong { "Of the rating: " } (reading.start_of(text, 160))
            }
        }
    }
}

fn progress(reading: &Reading<'_>, row: &GridRow) -> Markup {
    html! {
        @match &row.progress {
            Some(text) => { strong { "Progress: " } (reading.start_of(text, 160)) },
            None => "No progress reported.",
        }
        @if let Some(at) = &row.last_update {
            p class="govuk-body-s govuk-!-margin-bottom-0" { "Last update " (date(at.occurred_on)) }
        }
    }
}

/// Rate it, report on it, or challenge its rating: what this role may do.
fn next(reading: &Reading<'_>, row: &GridRow) -> Markup {
    let Some(action) = reading.view.actions.get(row.id) else {
        return html! {};
    };
    let steps = super::next_steps::for_action(reading, action);
    let wanted = [
        ("rate_action", "Rate", "?then=progress"),
        ("report_progress", "Report progress", "?then=round"),
        ("moderate_rating", "Challenge", ""),
        ("verify_completion", "Verify completion", ""),
    ];
    html! {
        ul class="govuk-list govuk-!-margin-bottom-0" {
            @for (command, words, query) in wanted {
                @let path = crate::web::form::command_path(row.id, command);
                @if steps.iter().any(|step| step.href == path) {
                    li {
                        a class="govuk-link" href=(format!("{path}{query}")) {
                            (words)
                            span class="govuk-visually-hidden" { " action " (row.reference) }
                        }
                    }
                }
            }
        }
    }
}

fn filter(reading: &Reading<'_>, address: &Address) -> Markup {
    let (plans, priorities, agencies) = (plans(reading), priorities(reading), agencies(reading));
    let mut chips = Chips::of(reading, address);
    chips.several("Plan", "plan", &plans);
    chips.several("Priority", "priority", &priorities);
    if let Some(agency) = agency_shown(reading) {
        let name = reading.view.people.agency_name(agency).to_owned();
        chips.add("Agency", name, address.with("agency", "all").href(reading));
    }
    let only = |name: &str, words: &str| reading.asked(name).map(|_| words.to_owned());
    chips.one(
        "Only",
        "differs",
        only("differs", "Claim better than the dates"),
    );
    chips.one(
        "With",
        "settled",
        only("settled", "Closed and discontinued"),
    );
    let selected = chips.groups();
    let clear = reading.href("/rag-round?agency=all");
    let agency = agency_shown(reading).map(|agency| agency.to_string());
    let mut every: Vec<SelectOption<'_>> = vec![SelectOption::new("all", "Every agency")];
    every.extend(
        agencies
            .iter()
            .map(|(value, words)| SelectOption::new(value, words)),
    );
    let tick = |name: &'static str, words: &'static str| {
        let one = Checkbox {
            checked: Some(reading.asked(name).is_some()),
            ..Checkbox::new("yes", words)
        };
        html! { (Checkboxes::single(name, one)) }
    };
    let options = html! {
        (Select {
            value: reading.asked("plan"),
            ..Select::new("plan", "Plan", listing::options(&plans, "The current plan"))
        })
        (Select {
            value: reading.asked("priority"),
            ..Select::new("priority", "Priority", listing::options(&priorities, "Every priority"))
        })
        (Select { value: agency.as_deref(), ..Select::new("agency", "Agency", every) })
        (tick("differs", "Claim better than the dates"))
        (tick("settled", "Closed and discontinued too"))
    };
    listing::filtering(
        reading,
        address,
        "Filter the round",
        &clear,
        selected,
        options,
    )
}
