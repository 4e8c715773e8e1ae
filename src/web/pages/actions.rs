//! Improvement actions, with filters that live in the address.
//!
//! Route: `GET /actions` → [`list`]. Its query: `plan`, `priority`, `agency` (an id, or `all`),
//! `role`, `rag` (letters, or `none`), `by_date`, `phase`, `overdue`, `differs`, `unowned`, `open`
//! (each `yes`), `due_from` and `due_to` (`2026-03-31`), `reference`, `sort`, `page`. The same
//! query filters `/actions/export.xlsx` and `/actions/export.csv`.

use super::listing::{self, Address, Chips};
use super::{plan, recorded_banner, shown};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{Cell, Checkbox, Checkboxes, Input, Select, Table};
use crate::web::form::Choice;
use crate::web::forms::{speaks_for, word_value};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use chrono::NaiveDate;
use events::ids::{AgencyId, PlanId, StreamKind};
use maud::{Markup, html};
use projections::actions::{ActionFilter, ActionPhase, ActionRow, ActionSort, ByDate};

/// The orders of the list, as the address and people say them.
const ORDERS: [(&str, &str); 4] = [
    ("reference", "reference"),
    ("due", "due date"),
    ("concern", "concern"),
    ("last_update", "last change"),
];

/// The value of `agency` that shows every agency's actions to an agency lead.
const EVERY_AGENCY: &str = "all";

/// The value of `rag` for actions that were never rated.
const NEVER_RATED: &str = "none";

/// The list of actions.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new("Actions", Place::FirstOf(Section::Actions));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The agency the list is narrowed to: the one asked for, or an agency lead's own.
pub fn agency_shown(reading: &Reading<'_>) -> Option<AgencyId> {
    match reading.asked("agency") {
        Some(EVERY_AGENCY) => None,
        Some(agency) => agency.parse().ok(),
        None => speaks_for(reading),
    }
}

/// What the address asks for.
pub fn filter_of(reading: &Reading<'_>) -> ActionFilter {
    let yes = |name: &str| reading.asked(name).is_some();
    let letters = reading.asked_all("rag").into_iter();
    let letter = |letter: &str| match letter {
        NEVER_RATED => String::new(),
        letter => letter.to_owned(),
    };
    let by_dates = reading.asked_all("by_date");
    let phases = reading.asked_all("phase");
    ActionFilter {
        plan: reading.asked_for("plan"),
        priority: reading.asked_for("priority"),
        parent: None,
        agency: agency_shown(reading),
        owner_role: reading.asked("role").map(str::to_owned),
        letters: letters.map(letter).collect(),
        by_date: ByDate::ALL
            .into_iter()
            .filter(|one| by_dates.contains(&word_value(one).as_str()))
            .collect(),
        phases: ActionPhase::ALL
            .into_iter()
            .filter(|one| phases.contains(&word_value(one).as_str()))
            .collect(),
        overdue: yes("overdue"),
        differs: yes("differs"),
        open: yes("open"),
        unowned: yes("unowned"),
        due_from: reading.asked_for::<NaiveDate>("due_from"),
        due_to: reading.asked_for::<NaiveDate>("due_to"),
        reference: reading.asked("reference").map(str::to_owned),
    }
}

/// The order the address asks for.
pub fn sort_of(reading: &Reading<'_>) -> ActionSort {
    match reading.asked("sort") {
        Some("due") => ActionSort::Due,
        Some("concern") => ActionSort::Concern,
        Some("last_update") => ActionSort::LastUpdate,
        Some(_) | None => ActionSort::Reference,
    }
}

/// The page of actions.
pub fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/actions");
    let found = reading.view.list_actions(
        &filter_of(reading),
        sort_of(reading),
        listing::page_of(reading),
        reading.today,
    );
    let current = reading.asked("sort").unwrap_or("reference");
    let counted = listing::counted(
        found.offset,
        found.rows.len(),
        found.total,
        "action",
        "actions",
    );
    html! {
        h1 class="govuk-heading-l" { "Actions" }
        (filter(reading, &address))
        @if found.total == 0 { (nothing(reading, &address)) }
        @else {
            p class="govuk-body" { strong { (counted) } "." }
            (listing::sorting(reading, &address, &ORDERS, current))
            (table(reading, &found.rows))
            (listing::pages(reading, &address, found.total))
            (listing::take_away(reading, &address))
        }
    }
}

fn nothing(reading: &Reading<'_>, address: &Address) -> Markup {
    let any = reading.view.actions.all().next().is_some();
    if any {
        let clear = Address::of(reading, "/actions");
        let clear = if clear == *address {
            format!("/actions?agency={EVERY_AGENCY}")
        } else {
            "/actions".to_owned()
        };
        return shown::empty(
            "No action matches these filters.",
            Some((reading.href(&clear), "Show every action")),
        );
    }
    let first = reading
        .may(StreamKind::Plan, "record_import")
        .then(|| ("/import".to_owned(), "Import a plan from a document"));
    shown::empty(
        "There is no action yet. Import the plan you have, or draft one first.",
        first,
    )
}

fn table(reading: &Reading<'_>, rows: &[ActionRow]) -> Markup {
    let heads = [
        "Ref",
        "Priority",
        "Action",
        "Owners",
        "Due",
        "RAG claimed",
        "By date",
        "Verified",
        "Phase",
        "Last update",
    ];
    let rows = rows.iter().map(|row| cells(reading, row)).collect();
    html! {
        (Table {
            rows,
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("actions", "Actions", heads)
        })
    }
}

fn cells<'a>(reading: &Reading<'_>, row: &ActionRow) -> Vec<Cell<'a>> {
    let reference = shown::action_link(reading, row.id, &row.reference);
    let action = reading.view.actions.get(row.id);
    let known = action.and_then(|action| reading.view.plans.priority(action.priority));
    let priority = known.map(|(plan, priority)| {
        let href = reading.href(&format!("/plan/{}/priority/{}", plan.id, priority.id));
        html! {
            a class="govuk-link" href=(href) {
                span class="govuk-visually-hidden" { "Priority " } (priority.number)
            }
        }
    });
    vec![
        Cell {
            classes: "gt-reference",
            ..Cell::from(reference)
        },
        Cell::from(priority.unwrap_or_default()),
        Cell {
            classes: "gt-words",
            ..Cell::from(reading.words(&row.text))
        },
        Cell::from(shown::owners(reading, &row.owners)),
        Cell::from(plan::due_cell(row)),
        Cell::from(html! {
            (shown::claimed(reading, &row.shown)) (shown::difference_mark(&row.shown))
        }),
        Cell::from(shown::by_date(row.shown.by_date)),
        Cell::from(shown::verified(row.shown.verified)),
        Cell::from(row.phase.word()),
        Cell::from(html! {
            @if let Some(at) = &row.last_update { (date(at.occurred_on)) } @else { "Never" }
        }),
    ]
}

/// What can be chosen.
struct Offered {
    plans: Vec<Choice>,
    priorities: Vec<Choice>,
    agencies: Vec<Choice>,
    letters: Vec<Choice>,
    by_dates: Vec<Choice>,
    phases: Vec<Choice>,
}

impl Offered {
    fn of(reading: &Reading<'_>) -> Self {
        let by_date = |one: &ByDate| (word_value(one), one.word().to_owned());
        let phase = |one: &ActionPhase| (word_value(one), one.word().to_owned());
        let mut letters = letters(reading);
        letters.push((NEVER_RATED.to_owned(), "Never rated".to_owned()));
        Self {
            plans: plans(reading),
            priorities: priorities(reading),
            agencies: agencies(reading),
            letters,
            by_dates: ByDate::ALL.iter().map(by_date).collect(),
            phases: ActionPhase::ALL.iter().map(phase).collect(),
        }
    }
}

/// Every plan, the latest first.
pub fn plans(reading: &Reading<'_>) -> Vec<Choice> {
    let plans = reading.view.plans.all().rev();
    plans
        .map(|plan| (plan.id.to_string(), plan.title.clone()))
        .collect()
}

/// The priorities of the plan asked for, or of the current one.
pub fn priorities(reading: &Reading<'_>) -> Vec<Choice> {
    let plans = &reading.view.plans;
    let asked = reading
        .asked_for::<PlanId>("plan")
        .and_then(|id| plans.get(id));
    let plan = asked.or_else(|| plans.current(reading.today));
    let priorities = plan.map_or(&[][..], |plan| &plan.priorities);
    let name = |priority: &projections::plans::Priority| {
        let title = reading.start_of(&priority.title, 60);
        (
            priority.id.to_string(),
            format!("{}: {title}", priority.number),
        )
    };
    priorities.iter().map(name).collect()
}

/// Every agency, by name.
pub fn agencies(reading: &Reading<'_>) -> Vec<Choice> {
    let agencies = reading.view.people.agencies.iter();
    let mut choices: Vec<Choice> = agencies
        .map(|(id, agency)| (id.to_string(), agency.name.clone()))
        .collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    choices
}

/// The letters of the latest RAG key.
fn letters(reading: &Reading<'_>) -> Vec<Choice> {
    let key = reading.view.people.rag_key_on(reading.today);
    let codes = key.map_or(&[][..], |(_, key)| &key.codes);
    let name = |code: &events::partnership::RagCode| {
        (
            code.letter.clone(),
            format!("{} ({})", code.word, code.letter),
        )
    };
    codes.iter().map(name).collect()
}

fn filter(reading: &Reading<'_>, address: &Address) -> Markup {
    let offered = Offered::of(reading);
    let selected = chips(reading, address, &offered);
    let clear = match speaks_for(reading) {
        Some(_) => reading.href(&format!("/actions?agency={EVERY_AGENCY}")),
        None => reading.href("/actions"),
    };
    let options = controls(reading, &offered);
    listing::filtering(
        reading,
        address,
        "Filter the list",
        &clear,
        selected,
        options,
    )
}

fn chips<'a>(
    reading: &'a Reading<'a>,
    address: &'a Address,
    offered: &Offered,
) -> Vec<crate::web::components::FilterGroup<'a>> {
    let mut chips = Chips::of(reading, address);
    chips.several("Plan", "plan", &offered.plans);
    chips.several("Priority", "priority", &offered.priorities);
    if let Some(agency) = agency_shown(reading) {
        let name = reading.view.people.agency_name(agency).to_owned();
        let every = match speaks_for(reading) {
            Some(_) => address.with("agency", EVERY_AGENCY),
            None => address.without("agency"),
        };
        chips.add("Agency", name, every.href(reading));
    }
    chips.one(
        "Owner’s post",
        "role",
        reading.asked("role").map(str::to_owned),
    );
    chips.several("RAG claimed", "rag", &offered.letters);
    chips.several("By date", "by_date", &offered.by_dates);
    chips.several("Phase", "phase", &offered.phases);
    for (name, words) in TICKS {
        let ticked = reading.asked(name).map(|_| words.to_owned());
        chips.one("Only", name, ticked);
    }
    let day = |name: &str| reading.asked_for::<NaiveDate>(name).map(date_text);
    chips.one("Due from", "due_from", day("due_from"));
    chips.one("Due until", "due_to", day("due_to"));
    chips.one(
        "Reference",
        "reference",
        reading.asked("reference").map(str::to_owned),
    );
    chips.groups()
}

/// What can only be ticked.
const TICKS: [(&str, &str); 4] = [
    ("overdue", "Overdue"),
    ("differs", "Claim better than the dates"),
    ("unowned", "Without an owner"),
    ("open", "Still open"),
];

fn controls(reading: &Reading<'_>, offered: &Offered) -> Markup {
    let agency = agency_shown(reading).map(|agency| agency.to_string());
    let mut agencies = listing::options(&offered.agencies, "Every agency");
    if speaks_for(reading).is_some() {
        agencies = offered
            .agencies
            .iter()
            .map(|(value, words)| crate::web::components::SelectOption::new(value, words))
            .collect();
        let every = crate::web::components::SelectOption::new(EVERY_AGENCY, "Every agency");
        agencies.insert(0, every);
    }
    let select = |name: &'static str, label: &'static str, choices, value| {
        html! { (Select { value, ..Select::new(name, label, choices) }) }
    };
    let ticks = TICKS.iter().map(|(name, words)| {
        let one = Checkbox {
            checked: Some(reading.asked(name).is_some()),
            ..Checkbox::new("yes", *words)
        };
        html! { (Checkboxes::single(name, one)) }
    });
    html! {
        (select("plan", "Plan", listing::options(&offered.plans, "Every plan"),
            reading.asked("plan")))
        (select("priority", "Priority", listing::options(&offered.priorities, "Every priority"),
            reading.asked("priority")))
        (select("agency", "Agency", agencies, agency.as_deref()))
        (Input { value: reading.asked("role"), ..Input::new("role", "Owner’s post") })
        (several(reading, "rag", "RAG claimed", &offered.letters))
        (several(reading, "by_date", "By date", &offered.by_dates))
        (several(reading, "phase", "Phase", &offered.phases))
        (Input {
            kind: "date", value: reading.asked("due_from"),
            ..Input::new("due_from", "Due from")
        })
        (Input {
            kind: "date", value: reading.asked("due_to"), ..Input::new("due_to", "Due until")
        })
        (Input { value: reading.asked("reference"), ..Input::new("reference", "Reference") })
        @for tick in ticks { (tick) }
    }
}

/// Several values of one filter, as small checkboxes.
fn several(reading: &Reading<'_>, name: &str, label: &str, choices: &[Choice]) -> Markup {
    let items = choices
        .iter()
        .map(|(value, words)| Checkbox::new(value, words.as_str()));
    html! {
        (Checkboxes {
            values: reading.asked_all(name),
            classes: "govuk-checkboxes--small",
            ..Checkboxes::new(name, label, items)
        })
    }
}
