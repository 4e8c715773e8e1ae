//! Who has to be chased: the returns that audits and self-assessments wait for, by agency. For
//! somebody of an agency it is what they have to return.
//!
//! Route: `GET /returns-to-chase` → [`show`]. Its query: `agency`, `audit`, `overdue` (`yes`). The
//! same query filters `/returns-to-chase/export.xlsx` and `/returns-to-chase/export.csv`.

use super::super::listing::{self, Address, Chips};
use super::super::{recorded_banner, shown, thing_path};
use super::{PLACE, audit_link, concerns, is_of_agency, named, navigation};
use crate::web::components::dates::date;
use crate::web::components::{Cell, Checkbox, Checkboxes, Select, Table};
use crate::web::form::{Choice, command_path};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use chrono::NaiveDate;
use events::ids::{AgencyId, StreamKind};
use maud::{Markup, html};
use projections::audits::{Chased, LastAsked, Outstanding};
use projections::campaigns::Return;
use projections::chase::{ChaseFilter, ToChase};

/// Who has to be chased.
///
/// # Errors
/// When the record cannot be read.
pub async fn show(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! {
            (recorded_banner(&visit)) (concerns::banner(&reading)) (body(&reading))
        };
        let frame = Frame::new(title(&reading), PLACE).below("Audits", "/audits");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn title(reading: &Reading<'_>) -> &'static str {
    if is_of_agency(reading) {
        "What you have to return"
    } else {
        "Returns to chase"
    }
}

/// What the address asks for.
pub fn filter_of(reading: &Reading<'_>) -> ChaseFilter {
    ChaseFilter {
        agency: reading.asked_for("agency"),
        audit: reading.asked_for("audit"),
        overdue: reading.asked("overdue").is_some(),
    }
}

/// The page.
pub fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/returns-to-chase");
    let found = reading.view.to_chase(&filter_of(reading), reading.today);
    html! {
        h1 class="govuk-heading-l" { (title(reading)) }
        (navigation(reading, "/returns-to-chase"))
        (counted(reading, &found))
        (filter_form(reading, &address))
        (by_agency(reading))
        @if found.is_empty() { (nothing(reading)) }
        @else {
            @for chased in &found.audits { (agency(reading, chased)) }
            (self_assessments(reading, &found.self_assessments))
            (listing::take_away(reading, &address))
        }
    }
}

fn counted(reading: &Reading<'_>, found: &ToChase<'_>) -> Markup {
    let total = found.total();
    let overdue = found.overdue(reading.today);
    html! {
        p class="govuk-body-l" {
            (shown::count(total, "return is waited for", "returns are waited for"))
            ", " (overdue) " overdue."
        }
        p class="govuk-body-s" {
            "A return is waited for from the day it was asked for until it comes in, the case is "
            "excluded, or the report is approved. “Last asked” is the day it was asked for, given "
            "back, escalated or reminded of. Summaries by e-mail do not count as reminders."
        }
    }
}

fn nothing(reading: &Reading<'_>) -> Markup {
    if reading.query.is_empty() {
        return shown::empty("No return is waited for.", None);
    }
    let every = Some((reading.href("/returns-to-chase"), "Show every return"));
    shown::empty("No return that matches these filters is waited for.", every)
}

/// What every agency returned of what it was asked for.
fn by_agency(reading: &Reading<'_>) -> Markup {
    let all = reading.view.returns_by_agency(reading.today);
    if all.is_empty() {
        return html! {};
    }
    let heads = [
        "Agency",
        "Asked for",
        "Returned",
        "Waited for",
        "Overdue",
        "Longest overdue, days",
    ];
    let caption = "Returns of the audits under way";
    let mut table = Table::new("by-agency", caption, heads);
    for one in &all {
        let name = reading.view.people.agency_name(one.agency);
        let href = reading.href(&format!("/returns-to-chase?agency={}", one.agency));
        let name = html! {
            @if one.outstanding == 0 { (name) }
            @else { a class="govuk-link" href=(href) { (name) } }
        };
        table.rows.push(vec![
            name.into(),
            Cell::number(one.asked.to_string()),
            Cell::number(one.received.to_string()),
            Cell::number(one.outstanding.to_string()),
            Cell::number(one.overdue.to_string()),
            Cell::number(one.longest_overdue_days.to_string()),
        ]);
    }
    html! { (table) }
}

/// One agency, and what it has to return.
fn agency(reading: &Reading<'_>, chased: &Chased<'_>) -> Markup {
    let name = reading.view.people.agency_name(chased.agency);
    let count = shown::count(chased.outstanding.len(), "return", "returns");
    let id = format!("agency-{}", chased.agency);
    let caption = format!("{name}: {count}, {} overdue", chased.overdue);
    let heads = [
        "Case",
        "Audit",
        "Standing",
        "Due",
        "Last asked",
        "What next",
    ];
    let rows = chased.outstanding.iter();
    let rows = rows.map(|one| row(reading, chased.agency, one)).collect();
    let table = Table {
        rows,
        ..Table::new(&id, &caption, heads).doing_last()
    };
    html! { (table) }
}

fn row<'a>(reading: &Reading<'_>, agency: AgencyId, one: &Outstanding<'_>) -> Vec<Cell<'a>> {
    let case = reading.href(&thing_path(one.case.into()));
    let case = html! {
        a class="govuk-link" href=(case) {
            span class="govuk-visually-hidden" { "Case " } (one.alias)
        }
    };
    let audit = html! { (audit_link(reading, one.audit)) ": " (one.title) };
    let asked = html! {
        @let (at, how) = one.last_asked();
        (date(at.occurred_on))
        @match how {
            LastAsked::Requested => {}
            LastAsked::GivenBack => ", given back",
            LastAsked::Reminded => ", reminded",
        }
    };
    vec![
        case.into(),
        audit.into(),
        one.state.word().into(),
        due(one.due, one.overdue_days).into(),
        asked.into(),
        steps(reading, agency, one).into(),
    ]
}

/// A day, and for how long it is over.
fn due(day: NaiveDate, overdue_days: i64) -> Markup {
    let days = usize::try_from(overdue_days).unwrap_or(0);
    html! {
        (date(day))
        @if days > 0 {
            " " (shown::missing(&format!("{} overdue", shown::count(days, "day", "days"))))
        }
    }
}

/// What the reader may do about a return.
fn steps(reading: &Reading<'_>, agency: AgencyId, one: &Outstanding<'_>) -> Markup {
    let own = reading.acting.agency == Some(agency);
    let may = |command: &str| reading.may(StreamKind::AuditCase, command);
    let offered = [
        (own, "save_return_draft", "Fill it in"),
        (own, "submit_return", "Sign and send it"),
        (true, "receive_return", "Record that it came in"),
        (true, "send_return_reminder", "Record a reminder"),
    ];
    let offered: Vec<_> = offered
        .into_iter()
        .filter(|(when, command, _)| *when && may(command))
        .collect();
    html! {
        @for (place, (_, command, words)) in offered.iter().enumerate() {
            @if place > 0 { " · " }
            a class="govuk-link gt-no-print"
                href={ (command_path(one.case, command)) "?agency=" (agency) }
            {
                (words)
                span class="govuk-visually-hidden" {
                    ": " (reading.view.people.agency_name(agency)) ", case " (one.alias)
                    " of audit " (one.reference)
                }
            }
        }
    }
}

/// The returns that self-assessments wait for.
fn self_assessments(reading: &Reading<'_>, waited: &[&Return]) -> Markup {
    if waited.is_empty() {
        return html! {};
    }
    let reminds = reading.may(StreamKind::ServiceReturn, "send_return_reminder");
    let mut heads = vec!["Agency", "Self-assessment", "Standing", "Due", "Last asked"];
    if reminds {
        heads.push("What next");
    }
    let caption = "Self-assessments that were not handed in";
    let mut table = Table {
        last_is_for_doing: reminds,
        ..Table::new("self-assessments", caption, heads)
    };
    for one in waited {
        let name = reading.view.people.agency_name(one.agency);
        let href = reading.href(&thing_path(one.id.into()));
        let campaign = reading
            .view
            .campaigns
            .title(one.campaign)
            .unwrap_or_default();
        let of = reading.href(&thing_path(one.campaign.into()));
        let overdue = (reading.today - one.due).num_days().max(0);
        let asked = html! {
            @let (at, escalated_to) = one.last_asked();
            (date(at.occurred_on))
            @if let Some(to) = escalated_to { ", escalated to " (to) }
            @else if one.reminded == Some(at) { ", reminded" }
        };
        let mut cells = vec![
            html! { a class="govuk-link" href=(href) { (name) } }.into(),
            html! { a class="govuk-link" href=(of) { (campaign) } }.into(),
            one.phase.word().into(),
            due(one.due, overdue).into(),
            asked.into(),
        ];
        if reminds {
            let path = command_path(one.id, "send_return_reminder");
            let remind = html! {
                a class="govuk-link gt-no-print" href=(path) {
                    "Record a reminder"
                    span class="govuk-visually-hidden" { ": " (name) ", " (campaign) }
                }
            };
            cells.push(remind.into());
        }
        table.rows.push(cells);
    }
    html! { (table) }
}

/// The audits under way as choices of the filter.
fn audits(reading: &Reading<'_>) -> Vec<Choice> {
    let all = reading.view.audits.all().rev();
    let stage = |id| reading.view.audits.stage(id);
    all.filter(|one| stage(one.id).is_some_and(projections::audits::AuditStage::is_under_way))
        .map(|one| (one.id.to_string(), named(one)))
        .collect()
}

fn filter_form(reading: &Reading<'_>, address: &Address) -> Markup {
    let (audits, agencies) = (audits(reading), super::super::actions::agencies(reading));
    let mut chips = Chips::of(reading, address);
    chips.several("Agency", "agency", &agencies);
    chips.several("Audit", "audit", &audits);
    let overdue = reading.asked("overdue").map(|_| "Overdue".to_owned());
    chips.one("Only", "overdue", overdue);
    let selected = chips.groups();
    let checked = Some(reading.asked("overdue").is_some());
    let select = |name, label, choices| {
        let value = reading.asked(name);
        html! { (Select { value, ..Select::new(name, label, choices) }) }
    };
    let options = html! {
        @if !is_of_agency(reading) {
            (select("agency", "Agency", listing::options(&agencies, "Every agency")))
        }
        (select("audit", "Audit", listing::options(&audits, "Every audit")))
        (Checkboxes::single("overdue",
            Checkbox { checked, ..Checkbox::new("yes", "Overdue") }))
    };
    let clear = reading.href("/returns-to-chase");
    listing::filtering(
        reading,
        address,
        "Filter the returns",
        &clear,
        selected,
        options,
    )
}
