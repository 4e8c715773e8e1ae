//! Learning from child deaths, by year. Bands and general words: nothing about one child.

use super::super::audits::{agency_names, is_of_agency};
use super::super::{next_steps, recorded_banner, shown, thread, trail};
use super::{PLACE, navigation, spreading, steps};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{Button, Cell, InsetText, SummaryList, SummaryRow, Table};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::child_death_learning::Period;
use events::ids::{ChildDeathLearningId, StreamKind};
use maud::{Markup, html};
use projections::child_deaths::{DeathYear, Recommended, Report};

const BANDS: &str = "How many is told as a band, so that nobody can be known from it. Fewer than 5 \
                     may be none.";

/// The years, the latest first.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (years(&reading)) };
        let frame = Frame::new("Learning from child deaths", PLACE).below("Learning", "/learning");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// One year.
///
/// # Errors
/// When there is no such year, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: ChildDeathLearningId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let one = view.child_deaths.get(id).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let body = html! { (recorded_banner(&visit)) (body(&reading, one, &story)) };
        let title = format!("Learning from child deaths, {}", one.title);
        let frame = Frame::new(&title, PLACE)
            .below("Learning", "/learning")
            .below("Learning from child deaths", "/child-death-learning");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn years(reading: &Reading<'_>) -> Markup {
    let all = reading.view.child_deaths.latest_first();
    let open = "/record/child_death_learning/new/open_child_death_year";
    html! {
        h1 class="govuk-heading-l" { "Learning from child deaths" }
        (navigation(reading, "/child-death-learning"))
        p class="govuk-body" {
            "What the child death overview panel passes on of many deaths together: what they had "
            "in common, what it recommends, and its annual report. Nothing is about one child."
        }
        @if reading.may(StreamKind::ChildDeathLearning, "open_child_death_year") {
            div class="govuk-button-group gt-no-print" { (Button::link(open, "Open a year")) }
        }
        @if all.is_empty() {
            (shown::empty(if is_of_agency(reading) {
                "The partnership’s own team keeps what the panel passes on."
            } else {
                "No year is open yet."
            }, None))
        } @else { (table(reading, &all)) }
    }
}

fn table(reading: &Reading<'_>, all: &[&DeathYear]) -> Markup {
    let heads = [
        "Year",
        "Panel",
        "What deaths had in common",
        "Recommendations",
        "Deaths reviewed",
        "Annual report",
    ];
    let mut table = Table::new("years", "Every year, the latest first", heads);
    for one in all {
        let href = reading.href(&format!("/child-death-learning/{}", one.id));
        let behind = |part: &str, count: usize| {
            html! { a class="govuk-link" href=(format!("{href}#{part}")) { (count) } }
        };
        let report = one.report.as_ref();
        let reviewed = report.map_or("Not reported", |report| report.reviewed_band.title());
        table.rows.push(vec![
            html! { a class="govuk-link" href=(href) { (one.title) } }.into(),
            one.panel.clone().into(),
            Cell::number(behind("learned", one.learned.len())),
            Cell::number(behind("recommended", one.recommended.len())),
            reviewed.into(),
            html! {
                @match report {
                    Some(report) => (date(report.at.occurred_on)),
                    None => "Not received",
                }
            }
            .into(),
        ]);
    }
    html! { (table) }
}

fn body(reading: &Reading<'_>, one: &DeathYear, story: &Markup) -> Markup {
    html! {
        span class="govuk-caption-l" { "Learning from child deaths" }
        h1 class="govuk-heading-l" { (one.title) }
        (navigation(reading, ""))
        (InsetText::new(BANDS))
        (next_steps::show(&steps::of_year(reading, one)))
        (SummaryList::new(vec![
            SummaryRow::new("Panel", one.panel.as_str()),
            SummaryRow::new("Year", html! { (period(one.year)) }),
        ]))
        h2 class="govuk-heading-m" id="learned" { "What deaths had in common" }
        (learned(reading, one))
        h2 class="govuk-heading-m" id="recommended" { "What the panel recommended" }
        @if one.recommended.is_empty() { p class="govuk-body" { "Nothing is recorded." } }
        @else {
            ul class="govuk-list govuk-list--bullet" {
                @for each in &one.recommended { li { (recommended(reading, each)) } }
            }
        }
        h2 class="govuk-heading-m" id="referred" {
            "Deaths referred for safeguarding consideration"
        }
        (referred(reading, one))
        h2 class="govuk-heading-m" id="report" { "Annual report" }
        @match &one.report {
            Some(report) => (report_shown(reading, report)),
            None => p class="govuk-body" { "Not received yet." },
        }
        (spreading(reading, one.id.0))
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

fn period(period: Period) -> String {
    format!("{} to {}", date_text(period.from), date_text(period.to))
}

fn learned(reading: &Reading<'_>, one: &DeathYear) -> Markup {
    if one.learned.is_empty() {
        return shown::empty("Nothing is recorded.", None);
    }
    let heads = [
        "In common",
        "Deaths reviewed in",
        "How many",
        "What is to be learned",
    ];
    let mut table = Table::new("factors", "What deaths had in common", heads);
    table.caption_classes = "govuk-visually-hidden";
    for each in &one.learned {
        table.rows.push(vec![
            each.factor.title().into(),
            period(each.period).into(),
            each.deaths_band.title().into(),
            reading.words(&each.learning).into(),
        ]);
    }
    html! { (table) }
}

fn recommended(reading: &Reading<'_>, each: &Recommended) -> Markup {
    html! {
        (reading.words(&each.words)) " " (shown::stamp(&each.at)) "."
        @if !each.addressees.is_empty() {
            " Asked of " (agency_names(reading, &each.addressees)) "."
        }
        @if let Some(id) = each.recommendation {
            " The partnership’s own: " (shown::recommendation_link(reading, id)) "."
        }
    }
}

fn referred(reading: &Reading<'_>, one: &DeathYear) -> Markup {
    if one.referred.is_empty() {
        return shown::empty("Nothing is recorded.", None);
    }
    let heads = ["Period", "How many", "How they were considered"];
    let mut table = Table::new("referrals", "Deaths referred", heads);
    table.caption_classes = "govuk-visually-hidden";
    for each in &one.referred {
        table.rows.push(vec![
            period(each.period).into(),
            each.band.title().into(),
            reading.words(&each.considered).into(),
        ]);
    }
    html! { (table) }
}

fn report_shown(reading: &Reading<'_>, report: &Report) -> Markup {
    let mut rows = vec![
        SummaryRow::new("Report", report.title.as_str()),
        SummaryRow::new("Received", shown::stamp(&report.at)),
        SummaryRow::new("Deaths reviewed", report.reviewed_band.title()),
        SummaryRow::new(
            "Something could have been changed in",
            report.modifiable_band.title(),
        ),
        SummaryRow::new("What it says", reading.words(&report.says)),
    ];
    if let Some(evidence) = report.evidence {
        let line = thread::evidence_line(reading, evidence);
        rows.push(SummaryRow::new("The report itself", line));
    }
    html! { (SummaryList::new(rows)) }
}
