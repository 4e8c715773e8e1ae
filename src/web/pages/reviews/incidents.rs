//! The serious incidents, with filters that live in the address.
//!
//! Route: `GET /incidents` → [`list`]. Its query: `stage` and `nature` (several each), `year` (the one
//! in which April lies), `late` (`yes`), `page`.
//! The same query filters `/incidents/export.xlsx` and `/incidents/export.csv`.

use super::super::audits::is_of_agency;
use super::super::listing::{self, Address, Chips};
use super::super::{recorded_banner, shown, thing_path};
use super::{clock, incident_tag, navigation, review_link, safety};
use crate::web::components::dates::date;
use crate::web::components::{Button, Cell, Checkbox, Checkboxes, Select, Table, Tag, TagColour};
use crate::web::form::Choice;
use crate::web::forms::word_value;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use chrono::{Datelike, NaiveDate};
use events::ids::StreamKind;
use events::serious_incident::Nature;
use maud::{Markup, html};
use projections::rapid_reviews::{IncidentFilter, IncidentRow, IncidentStage};
use std::collections::BTreeSet;

/// The list of incidents.
///
/// # Errors
/// When the record cannot be read, or the reader sees no incidents.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! {
            (recorded_banner(&visit)) (safety::banner(&reading)) (body(&reading))
        };
        let frame = Frame::new("Serious incidents", super::PLACE).below("Reviews", "/reviews");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// What the address asks for.
pub fn filter_of(reading: &Reading<'_>) -> IncidentFilter {
    let (stages, natures) = (reading.asked_all("stage"), reading.asked_all("nature"));
    let year = reading.asked_for::<i32>("year");
    IncidentFilter {
        stages: IncidentStage::ALL
            .into_iter()
            .filter(|stage| stages.contains(&stage.key()))
            .collect(),
        natures: Nature::ALL
            .into_iter()
            .filter(|nature| natures.contains(&word_value(nature).as_str()))
            .collect(),
        from: year.and_then(|year| NaiveDate::from_ymd_opt(year, 4, 1)),
        to: year.and_then(|year| NaiveDate::from_ymd_opt(year.checked_add(1)?, 3, 31)),
        late: reading.asked("late").is_some(),
    }
}

/// The years, from April to March, in which something was referred.
pub(super) fn years(reading: &Reading<'_>) -> Vec<Choice> {
    let days = reading.view.rapid_reviews.incidents();
    let years: BTreeSet<i32> = days.map(|one| year_of(one.referred_on)).collect();
    let name = |year: &i32| {
        (
            year.to_string(),
            format!("April {year} to March {}", year + 1),
        )
    };
    years.iter().rev().map(name).collect()
}

/// The year, from April to March, that a day lies in.
pub(super) fn year_of(day: NaiveDate) -> i32 {
    if day.month() < 4 {
        day.year() - 1
    } else {
        day.year()
    }
}

fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/incidents");
    let filter = filter_of(reading);
    let part = listing::page_of(reading);
    let found = reading.view.list_incidents(&filter, part, reading.today);
    let rows = found.rows.len();
    let counted = listing::counted(found.offset, rows, found.total, "incident", "incidents");
    let late = found.rows.iter().filter(|row| row.days_late > 0).count();
    html! {
        h1 class="govuk-heading-l" { "Serious incidents" }
        (navigation(reading, "/incidents"))
        @if reading.may(StreamKind::SeriousIncident, "refer_incident") {
            div class="govuk-button-group gt-no-print" {
                (Button::link("/record/serious_incident/new/refer_incident", "Record a referral"))
            }
        }
        (filter_form(reading, &address))
        @if found.total == 0 { (nothing(reading)) }
        @else {
            p class="govuk-body" {
                strong { (counted) } "; of these "
                a class="govuk-link" href=(address.with("late", "yes").href(reading)) {
                    (late) " notified late, or overdue" } "."
            }
            (table(reading, &found.rows))
            (listing::pages(reading, &address, found.total))
            (listing::take_away(reading, &address))
        }
    }
}

fn nothing(reading: &Reading<'_>) -> Markup {
    if reading.view.rapid_reviews.incidents().next().is_some() {
        let every = Some((reading.href("/incidents"), "Show every incident"));
        return shown::empty("No incident matches these filters.", every);
    }
    if is_of_agency(reading) {
        return shown::empty("Serious incidents are kept by the review group.", None);
    }
    shown::empty("No serious incident was referred yet.", None)
}

fn table(reading: &Reading<'_>, rows: &[IncidentRow<'_>]) -> Markup {
    let heads = [
        "Ref",
        "What happened",
        "Stage",
        "Referred",
        "Aware",
        "Notify by",
        "Notified",
        "Rapid review",
    ];
    let rows = rows.iter().map(|row| cells(reading, row)).collect();
    html! {
        (Table {
            rows,
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("incidents", "Serious incidents", heads)
        })
    }
}

fn cells<'a>(reading: &Reading<'_>, row: &IncidentRow<'_>) -> Vec<Cell<'a>> {
    let reference = html! {
        a class="govuk-link gt-reference" href=(reading.href(&thing_path(row.id.into()))) {
            span class="govuk-visually-hidden" { "Serious incident " } (row.reference)
        }
    };
    let day = |day: Option<NaiveDate>| {
        html! { @match day { Some(day) => (date(day)), None => "–" } }
    };
    let by = html! {
        (day(row.notify_by))
        @if row.days_late > 0 {
            " " (shown::missing(&format!("{} late", clock::days(row.days_late))))
            @if row.late_explained { " Explained" }
        }
    };
    let review = html! {
        @match row.review { Some(id) => (review_link(reading, id)), None => "–" }
    };
    let open = shown::count(row.open_safety_actions, "safety action", "safety actions");
    let stage = html! {
        (incident_tag(row.stage))
        @if row.open_safety_actions > 0 { " " (Tag::new(open, TagColour::Red)) }
    };
    vec![
        Cell {
            classes: "gt-reference",
            ..Cell::from(reference)
        },
        Cell::from(row.nature.title()),
        Cell::from(stage),
        Cell::from(date(row.referred_on)),
        Cell::from(day(row.aware_on)),
        Cell::from(by),
        Cell::from(day(row.notified_on)),
        Cell::from(review),
    ]
}

fn filter_form(reading: &Reading<'_>, address: &Address) -> Markup {
    let stages: Vec<Choice> = IncidentStage::ALL
        .iter()
        .map(|stage| (stage.key().to_owned(), stage.word().to_owned()))
        .collect();
    let natures: Vec<Choice> = Nature::ALL
        .iter()
        .map(|nature| (word_value(nature), nature.title().to_owned()))
        .collect();
    let years = years(reading);
    let mut chips = Chips::of(reading, address);
    chips.several("Stage", "stage", &stages);
    chips.several("What happened", "nature", &natures);
    chips.several("Year", "year", &years);
    let late = reading.asked("late").map(|_| "Notified late".to_owned());
    chips.one("Only", "late", late);
    let selected = chips.groups();
    let items = stages
        .iter()
        .map(|(value, words)| Checkbox::new(value, words.as_str()));
    let checked = Some(reading.asked("late").is_some());
    let options = html! {
        (Checkboxes {
            values: reading.asked_all("stage"),
            classes: "govuk-checkboxes--small",
            ..Checkboxes::new("stage", "Stage", items)
        })
        (Select { value: reading.asked("nature"),
            ..Select::new("nature", "What happened", listing::options(&natures, "Everything")) })
        (Select { value: reading.asked("year"),
            ..Select::new("year", "Year", listing::options(&years, "Every year")) })
        (Checkboxes::single("late", Checkbox { checked, ..Checkbox::new("yes", "Notified late") }))
    };
    let clear = reading.href("/incidents");
    let title = "Filter the incidents";
    listing::filtering(reading, address, title, &clear, selected, options)
}
