//! The yearly figures: notifications, the children they are about, decisions and timeliness, with
//! small counts hidden.
//!
//! Routes: `GET /statutory-returns` → [`show`], `GET /statutory-returns/export.xlsx` and
//! `/statutory-returns/export.csv` → [`export`]. Their query: `year`, the one in which April lies.

use super::super::export::{Format, file};
use super::incidents::{year_of, years};
use super::navigation;
use crate::export::statutory::statutory_sheet;
use crate::web::components::dates::date_text;
use crate::web::components::{Button, Cell, Select, SelectOption, Table};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::{Html, Response};
use chrono::NaiveDate;
use maud::{Markup, html};
use projections::rapid_reviews::{Figure, StatutoryFigures};
use projections::small_numbers::{SHOWN_FROM, Shown};

/// The figures of a year.
///
/// # Errors
/// When the record cannot be read, or the reader sees only a part of it.
pub async fn show(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = body(&reading)?;
        let frame = Frame::new("Statutory returns", super::PLACE).below("Reviews", "/reviews");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The figures of a year as a file.
///
/// # Errors
/// When the record cannot be read, or the file cannot be written.
pub async fn export(visit: Visit) -> Result<Response, Oops> {
    let text = visit.path.rsplit('.').next() == Some("csv");
    let format = if text { Format::Csv } else { Format::Xlsx };
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let (year, from, to) = period(&reading)?;
        let sheet = statutory_sheet(&view, from, to, reading.today);
        file(&sheet, &format!("statutory-returns-{year}"), format)
    })
    .await
}

/// The year asked for, or the present one, with its first and last day.
fn period(reading: &Reading<'_>) -> Result<(i32, NaiveDate, NaiveDate), Oops> {
    let year = reading.asked_for("year");
    let year = year.unwrap_or_else(|| year_of(reading.today));
    let from = NaiveDate::from_ymd_opt(year, 4, 1).ok_or(Oops::NotFound)?;
    let next = year.checked_add(1).ok_or(Oops::NotFound)?;
    let to = NaiveDate::from_ymd_opt(next, 3, 31).ok_or(Oops::NotFound)?;
    Ok((year, from, to))
}

fn body(reading: &Reading<'_>) -> Result<Markup, Oops> {
    let (year, from, to) = period(reading)?;
    let figures = reading.view.statutory_figures(from, to, reading.today);
    let (from_day, to_day) = (from, to);
    let file =
        |ending: &str| reading.href(&format!("/statutory-returns/export.{ending}?year={year}"));
    Ok(html! {
        h1 class="govuk-heading-l" { "Statutory returns" }
        (navigation(reading, "/statutory-returns"))
        (chooser(reading, year))
        p class="govuk-body" { "From " (date_text(from_day)) " to " (date_text(to_day)) "." }
        @if reading.view.is_partial() {
            p class="govuk-body" { "Only what you may see is counted." }
        }
        (totals(reading, &figures))
        p class="govuk-body" {
            "Counts of 1 to " (SHOWN_FROM - 1) " are hidden, with as many others as it takes that \
             none can be worked out."
        }
        @for figure in &figures.figures { (breakdown(figure)) }
        p class="govuk-body gt-no-print" {
            "Download these figures: "
            a class="govuk-link" href=(file("xlsx")) { "Excel (.xlsx)" }
            " or "
            a class="govuk-link" href=(file("csv")) { "CSV" }
        }
    })
}

fn chooser(reading: &Reading<'_>, year: i32) -> Markup {
    let mut known = years(reading);
    let chosen = year.to_string();
    if !known.iter().any(|(value, _)| *value == chosen) {
        known.insert(
            0,
            (
                chosen.clone(),
                format!("April {year} to March {}", year + 1),
            ),
        );
    }
    let options = known
        .iter()
        .map(|(value, words)| SelectOption::new(value, words.as_str()))
        .collect();
    html! {
        form class="gt-no-print" method="get" action="/statutory-returns" {
            (Select { value: Some(&chosen), ..Select::new("year", "Year", options) })
            (Button::new("Show the year"))
        }
    }
}

/// Each total, leading to what it counts for those who work with the cases.
fn totals(reading: &Reading<'_>, figures: &StatutoryFigures) -> Markup {
    let year = year_of(figures.from);
    let list = |query: &str| format!("/incidents?year={year}{query}");
    let totals = [
        ("Incidents referred", figures.referred, list("")),
        (
            "Decided not to notify",
            figures.not_notified,
            list("&stage=not_notifiable"),
        ),
        (
            "Notifications made",
            figures.notified,
            "/incidents?stage=notified".to_owned(),
        ),
        (
            "Rapid reviews of them",
            figures.reviewed,
            "/rapid-reviews".to_owned(),
        ),
    ];
    let mut table = Table::new("totals", "In the year", ["What is counted", "Count"]);
    table.caption_classes = "govuk-table__caption--s";
    for (label, count, href) in totals {
        let label = html! { a class="govuk-link" href=(reading.href(&href)) { (label) } };
        table.rows.push(vec![label.into(), shown(count)]);
    }
    html! { (table) }
}

fn shown(count: Shown) -> Cell<'static> {
    match count {
        Shown::Count(count) => Cell::number(count.to_string()),
        Shown::Hidden => Cell::number("hidden"),
    }
}

fn breakdown(figure: &Figure) -> Markup {
    let heads = [figure.title, "Count"];
    let caption = format!("{} ({})", figure.title, figure.of);
    let mut table = Table::new(figure.key, &caption, heads);
    table.caption_classes = "govuk-table__caption--s";
    for one in &figure.rows {
        table
            .rows
            .push(vec![one.label.clone().into(), shown(one.shown)]);
    }
    if let Some(total) = figure.total {
        table.rows.push(vec!["In all".into(), shown(total)]);
    }
    html! { (table) }
}
