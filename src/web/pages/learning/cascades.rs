//! What has to be confirmed: for an agency's lead what it was asked to pass on and what it passed
//! on before; for the partnership whom to chase.
//!
//! Route: `GET /cascades-to-confirm` → [`show`]. Its query: `agency`, `overdue` (`yes`).

use super::super::audits::is_of_agency;
use super::super::listing::{self, Address, Chips};
use super::super::{recorded_banner, shown};
use super::briefing::standing;
use super::{PLACE, briefing_link, navigation, steps};
use crate::web::components::dates::date;
use crate::web::components::{Cell, Checkbox, Checkboxes, Select, Table};
use crate::web::form::command_path;
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::ids::{AgencyId, StreamKind};
use maud::{Markup, html};
use projections::briefings::Outstanding;

/// What has to be confirmed, or who has to be chased.
///
/// # Errors
/// When the record cannot be read.
pub async fn show(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new(title(&reading), PLACE).below("Learning", "/learning");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// What the page is called for this reader.
pub(super) fn title(reading: &Reading<'_>) -> &'static str {
    if is_of_agency(reading) {
        "Briefings to pass on"
    } else {
        "Cascades to chase"
    }
}

fn body(reading: &Reading<'_>) -> Markup {
    let own = is_of_agency(reading);
    let agency = speaks_for(reading).or_else(|| reading.asked_for("agency"));
    let mut waited = reading.view.cascades_outstanding(agency, reading.today);
    if reading.asked("overdue").is_some() {
        waited.retain(|one| one.days_late > 0);
    }
    html! {
        h1 class="govuk-heading-l" { (title(reading)) }
        (navigation(reading, "/cascades-to-confirm"))
        (filter_form(reading))
        @if waited.is_empty() {
            (shown::empty(if own {
                "Nothing waits for your agency to confirm."
            } else {
                "No agency is waited for here."
            }, None))
        } @else {
            p class="govuk-body" {
                strong { (shown::count(waited.len(), "briefing", "briefings")) }
                @if own { " to confirm." } @else { " waited for, one row for each agency." }
            }
            (table(reading, &waited, own))
        }
        @if let Some(agency) = speaks_for(reading) { (earlier(reading, agency)) }
    }
}

fn table(reading: &Reading<'_>, waited: &[Outstanding<'_>], own: bool) -> Markup {
    let mut heads = vec!["Briefing"];
    if !own {
        heads.push("Agency");
    }
    heads.extend(["Asked", "Due", "Standing", "Chased", "What next"]);
    let mut table = Table::new("waited", "Waited for", heads).doing_last();
    table.caption_classes = "govuk-visually-hidden";
    for one in waited {
        let mut cells: Vec<Cell<'_>> = vec![briefing_link(reading, one.briefing).into()];
        if !own {
            cells.push(reading.view.people.agency_name(one.cascade.agency).into());
        }
        cells.extend([
            date(one.cascade.asked.occurred_on).into(),
            date(one.cascade.due).into(),
            standing(reading, one.briefing, one.cascade).into(),
            chased(one).into(),
            next(reading, one).into(),
        ]);
        table.rows.push(cells);
    }
    html! { (table) }
}

fn chased(one: &Outstanding<'_>) -> Markup {
    html! {
        @for (place, at) in one.cascade.chased.iter().enumerate() {
            @if place > 0 { ", " }
            (date(at.occurred_on))
        }
        @if one.cascade.chased.is_empty() { "Not yet" }
    }
}

/// The one thing that is done next, where the reader may do it.
fn next(reading: &Reading<'_>, one: &Outstanding<'_>) -> Markup {
    let may = |command| reading.may(StreamKind::Briefing, command);
    let link = |command: &str, words: &str| {
        let path = command_path(one.briefing.id, command);
        let href = format!("{path}?agency={}", one.cascade.agency);
        html! {
            a class="govuk-link gt-no-print" href=(href) {
                (words)
                span class="govuk-visually-hidden" { ", briefing " (one.briefing.reference) }
            }
        }
    };
    html! {
        @if speaks_for(reading) == Some(one.cascade.agency) && may("confirm_cascade") {
            (link("confirm_cascade", "Confirm"))
        } @else if may("chase_cascade") && steps::may_chase(reading, one.cascade) {
            (link("chase_cascade", "Record a chase"))
        }
    }
}

/// What the agency confirmed before.
fn earlier(reading: &Reading<'_>, agency: AgencyId) -> Markup {
    let all = reading.view.cascades_confirmed(agency);
    let heads = ["Briefing", "Confirmed", "Teams", "People reached", "How"];
    let mut table = Table::new(
        "earlier",
        "What your agency confirmed, the latest first",
        heads,
    );
    table.caption_classes = "govuk-visually-hidden";
    for (briefing, known) in &all {
        table.rows.push(vec![
            briefing_link(reading, briefing).into(),
            date(known.at.occurred_on).into(),
            known.teams.join(", ").into(),
            Cell::number(html! { (known.reached) }),
            reading.words(&known.how).into(),
        ]);
    }
    html! {
        h2 class="govuk-heading-m" id="before" { "Passed on before" }
        @if all.is_empty() { (shown::empty("Your agency has confirmed nothing yet.", None)) }
        @else { (table) }
    }
}

fn filter_form(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/cascades-to-confirm");
    let agencies = super::super::actions::agencies(reading);
    let mut chips = Chips::of(reading, &address);
    chips.several("Agency", "agency", &agencies);
    let late = reading.asked("overdue").map(|_| "Overdue".to_owned());
    chips.one("Only", "overdue", late);
    let selected = chips.groups();
    let checked = Some(reading.asked("overdue").is_some());
    let options = html! {
        @if !is_of_agency(reading) {
            (Select {
                value: reading.asked("agency"),
                ..Select::new("agency", "Agency", listing::options(&agencies, "Every agency"))
            })
        }
        (Checkboxes::single("overdue", Checkbox { checked, ..Checkbox::new("yes", "Overdue") }))
    };
    let clear = reading.href("/cascades-to-confirm");
    listing::filtering(
        reading,
        &address,
        "Filter the list",
        &clear,
        selected,
        options,
    )
}
