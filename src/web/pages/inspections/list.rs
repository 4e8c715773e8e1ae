//! The inspections, filtered by kind, by how far they are, and by whether something is late.
//!
//! Route: `GET /inspections` → [`list`]. The same query filters `/inspections/export.xlsx` and
//! `/inspections/export.csv`.

use super::super::listing::{self, Address, Chips};
use super::super::reviews::navigation;
use super::super::{recorded_banner, shown, thing_path};
use super::{PLACE, counted, inspectorate_names, is_of_agency, phase_tag};
use crate::web::components::dates::date;
use crate::web::components::{
    Button, Cell, Checkbox, Checkboxes, Select, SelectOption, Table, Tag, TagColour,
};
use crate::web::form::Choice;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::ids::StreamKind;
use events::inspection::{InspectionKind, Phase};
use maud::{Markup, html};
use projections::inspections::{Inspection, InspectionFilter, RequestCounts};

/// The list of inspections.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new("Inspections", PLACE);
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// What the address asks for. How far an inspection is, is not for an agency to know.
pub fn filter_of(reading: &Reading<'_>) -> InspectionFilter {
    let (kind, phase) = (reading.asked("kind"), reading.asked("state"));
    let whole = !is_of_agency(reading);
    let mut kinds = InspectionKind::ALL.into_iter();
    let mut phases = Phase::ALL.into_iter();
    InspectionFilter {
        kind: kinds.find(|one| Some(one.word()) == kind),
        phase: phases.find(|one| whole && Some(one.word()) == phase),
        open: reading.asked("open").is_some(),
        late: reading.asked("late").is_some(),
    }
}

fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/inspections");
    let filter = filter_of(reading);
    let found = reading.view.inspections.matching(&filter, reading.today);
    let orientation = reading.href("/orientation");
    html! {
        h1 class="govuk-heading-l" { "Inspections" }
        (navigation(reading, "/inspections"))
        @if is_of_agency(reading) {
            p class="govuk-body" {
                "The inspections that asked your agency something, or found something about it."
            }
        } @else {
            p class="govuk-body" {
                "What inspectorates asked for and were given, what they found, and what became of \
                 it. "
                a class="govuk-link" href=(orientation) { "The partnership on two pages" }
                " is what an inspector reads first."
            }
        }
        (begin(reading))
        (filter_form(reading, &address))
        @if found.is_empty() { (nothing(reading)) }
        @else {
            p class="govuk-body" {
                strong { (shown::count(found.len(), "inspection", "inspections")) "." }
            }
            (table(reading, &found))
            (listing::take_away(reading, &address))
        }
    }
}

/// The way to record one, where the reader may.
fn begin(reading: &Reading<'_>) -> Markup {
    let path = "/record/inspection/new/notify_inspection";
    html! {
        @if reading.may(StreamKind::Inspection, "notify_inspection") {
            div class="govuk-button-group gt-no-print" {
                (Button::link(path, "Record that an inspection was notified"))
            }
        }
    }
}

fn nothing(reading: &Reading<'_>) -> Markup {
    if !reading.view.inspections.latest_first().is_empty() {
        let every = Some((reading.href("/inspections"), "Show every inspection"));
        return shown::empty("No inspection matches these filters.", every);
    }
    if is_of_agency(reading) {
        return shown::empty("No inspection has asked your agency anything yet.", None);
    }
    shown::empty("No inspection is recorded yet.", None)
}

fn table(reading: &Reading<'_>, found: &[&Inspection]) -> Markup {
    let whole = !is_of_agency(reading);
    let heads: &[&str] = if whole {
        &["Inspection", "State", "Notified", "Requests", "Plan due"]
    } else {
        &["Inspection", "Notified", "Requests"]
    };
    let rows = found.iter().map(|one| cells(reading, one, whole));
    html! {
        (Table {
            rows: rows.collect(),
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("inspections", "Inspections", heads.iter().copied())
        })
    }
}

fn cells<'a>(reading: &Reading<'_>, one: &Inspection, whole: bool) -> Vec<Cell<'a>> {
    let href = reading.href(&thing_path(one.id.into()));
    let name = html! {
        a class="govuk-link" href=(href) {
            span class="govuk-visually-hidden" { "Inspection " } (one.reference)
        }
        p class="govuk-body-s govuk-!-margin-bottom-0" {
            (one.kind.title()) ". " (inspectorate_names(one))
        }
    };
    let requests = counted(RequestCounts::of(one, reading.today));
    let mut cells = vec![Cell {
        classes: "gt-words",
        ..Cell::from(name)
    }];
    if whole {
        let state = html! {
            (phase_tag(one.phase()))
            @if one.is_late(reading.today) { " " (Tag::new("Something is late", TagColour::Red)) }
        };
        cells.push(Cell::from(state));
    }
    cells.push(Cell::from(date(one.notified_on)));
    cells.push(Cell::from(requests));
    if whole {
        let due = html! {
            @match (one.plan_due(), one.letter.is_some()) {
                (Some(due), _) => (date(due)),
                (None, true) => "No statutory day",
                (None, false) => "No letter yet",
            }
        };
        cells.push(Cell::from(due));
    }
    cells
}

fn kinds() -> Vec<Choice> {
    let kinds = InspectionKind::ALL.map(|one| (one.word().to_owned(), one.title().to_owned()));
    kinds.to_vec()
}

fn phases() -> Vec<Choice> {
    let phases = Phase::ALL.map(|one| (one.word().to_owned(), one.title().to_owned()));
    phases.to_vec()
}

fn filter_form(reading: &Reading<'_>, address: &Address) -> Markup {
    let (kinds, phases) = (kinds(), phases());
    let whole = !is_of_agency(reading);
    let mut chips = Chips::of(reading, address);
    chips.several("Kind", "kind", &kinds);
    if whole {
        chips.several("State", "state", &phases);
    }
    let late = reading.asked("late").map(|_| "Something late".to_owned());
    chips.one("Only", "late", late);
    let open = reading.asked("open").map(|_| "Not closed".to_owned());
    chips.one("Only", "open", open);
    let selected = chips.groups();
    let select = |name, label, choices: Vec<SelectOption<'_>>| {
        let value = reading.asked(name);
        html! { (Select { value, ..Select::new(name, label, choices) }) }
    };
    let tick = |name, label| {
        let checked = Some(reading.asked(name).is_some());
        let checkbox = Checkbox {
            checked,
            ..Checkbox::new("yes", label)
        };
        html! { (Checkboxes::single(name, checkbox)) }
    };
    let options = html! {
        (select("kind", "Kind", listing::options(&kinds, "Every kind")))
        @if whole { (select("state", "State", listing::options(&phases, "Every state"))) }
        (tick("late", "Something late"))
        (tick("open", "Not closed"))
    };
    let clear = reading.href("/inspections");
    let title = "Filter the inspections";
    listing::filtering(reading, address, title, &clear, selected, options)
}
