//! The audits, with filters that live in the address.
//!
//! Route: `GET /audits` → [`list`]. Its query: `programme`, `stage` and `kind` (several each),
//! `theme`, `agency`, `open`, `overdue` (each `yes`), `sort`, `page`. The same query filters
//! `/audits/export.xlsx` and `/audits/export.csv`.

use super::super::listing::{self, Address, Chips};
use super::super::{recorded_banner, shown, thing_path};
use super::{agency_names, concerns, kind_choices, navigation, stage_shown, theme_choices};
use crate::web::components::dates::date;
use crate::web::components::{
    Button, Cell, Checkbox, Checkboxes, Select, SelectOption, Table, Tag, TagColour,
};
use crate::web::form::Choice;
use crate::web::forms::word_value;
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::audit::AuditKind;
use events::ids::StreamKind;
use maud::{Markup, html};
use projections::audits::{AuditFilter, AuditRow, AuditSort, AuditStage};

/// The orders of the list, as the address and people say them.
const ORDERS: [(&str, &str); 3] = [
    ("latest", "latest first"),
    ("report_due", "report due"),
    ("reference", "reference"),
];

/// The list of audits.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! {
            (recorded_banner(&visit)) (concerns::banner(&reading)) (body(&reading))
        };
        let frame = Frame::new("Audits", Place::FirstOf(Section::Audits));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// What the address asks for.
pub fn filter_of(reading: &Reading<'_>) -> AuditFilter {
    let (stages, kinds) = (reading.asked_all("stage"), reading.asked_all("kind"));
    AuditFilter {
        programme: reading.asked_for("programme"),
        stages: AuditStage::ALL
            .into_iter()
            .filter(|stage| stages.contains(&word_value(stage).as_str()))
            .collect(),
        kinds: AuditKind::ALL
            .into_iter()
            .filter(|kind| kinds.contains(&word_value(kind).as_str()))
            .collect(),
        theme: reading.asked("theme").map(str::to_owned),
        agency: reading.asked_for("agency"),
        open: reading.asked("open").is_some(),
        overdue: reading.asked("overdue").is_some(),
    }
}

/// The order the address asks for.
pub fn sort_of(reading: &Reading<'_>) -> AuditSort {
    match reading.asked("sort") {
        Some("report_due") => AuditSort::ReportDue,
        Some("reference") => AuditSort::Reference,
        Some(_) | None => AuditSort::Latest,
    }
}

/// The page of audits.
pub fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/audits");
    let (filter, sort) = (filter_of(reading), sort_of(reading));
    let part = listing::page_of(reading);
    let found = reading.view.list_audits(&filter, sort, part, reading.today);
    let rows = found.rows.len();
    let counted = listing::counted(found.offset, rows, found.total, "audit", "audits");
    let current = reading.asked("sort").unwrap_or("latest");
    html! {
        h1 class="govuk-heading-l" { "Audits" }
        (navigation(reading, "/audits"))
        (standing(reading))
        (commission(reading))
        (filter_form(reading, &address))
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

/// Whether a stage is among those that are counted together.
type Wanted = fn(AuditStage) -> bool;

/// How all audits stand, each number leading to what it counts.
fn standing(reading: &Reading<'_>) -> Markup {
    let all = reading.view.audits.all();
    let stages: Vec<AuditStage> = all
        .filter_map(|audit| reading.view.audits.stage(audit.id))
        .collect();
    if stages.is_empty() {
        return html! {};
    }
    let sorts: [(&str, Wanted); 3] = [
        ("under way", AuditStage::is_under_way),
        ("with an approved report", AuditStage::is_reported),
        ("given up", |stage| stage == AuditStage::Abandoned),
    ];
    let late = AuditFilter {
        overdue: true,
        ..AuditFilter::default()
    };
    let part = projections::PageOf::ALL;
    let late = reading
        .view
        .list_audits(&late, AuditSort::Latest, part, reading.today);
    html! {
        ul class="govuk-list gt-columns" {
            @for (words, wanted) in sorts {
                @let count = stages.iter().filter(|stage| wanted(**stage)).count();
                @let href = reading.href(&format!("/audits?{}", super::stages_query(wanted)));
                li { a class="govuk-link" href=(href) { (count) " " (words) } }
            }
            li {
                a class="govuk-link" href=(reading.href("/audits?overdue=yes")) {
                    (late.total) " past the day of its report"
                }
            }
        }
    }
}

fn commission(reading: &Reading<'_>) -> Markup {
    html! {
        @if reading.may(StreamKind::Audit, "commission_audit") {
            div class="govuk-button-group gt-no-print" {
                (Button::link("/record/audit/new/commission_audit", "Commission an audit"))
                a class="govuk-link" href=(reading.href("/audits/on-theme")) {
                    "What was seen before on a theme" }
            }
        }
    }
}

fn nothing(reading: &Reading<'_>) -> Markup {
    if reading.view.audits.all().next().is_some() {
        let every = Some((reading.href("/audits"), "Show every audit"));
        return shown::empty("No audit matches these filters.", every);
    }
    if super::is_of_agency(reading) {
        return shown::empty("No audit looks at your agency’s practice yet.", None);
    }
    let programme = Some((reading.href("/programmes"), "The year’s programme"));
    let words = "No audit is commissioned yet. Agree the year’s programme, then commission the \
                 audits it plans.";
    shown::empty(words, programme)
}

fn table(reading: &Reading<'_>, rows: &[AuditRow<'_>]) -> Markup {
    // An agency counts the cases and returns of its own, and no others.
    let own = super::is_of_agency(reading);
    let heads = [
        "Ref",
        "Audit",
        "Stage",
        "Agencies",
        if own { "Your cases" } else { "Cases" },
        if own {
            "You have to return"
        } else {
            "Returns waited for"
        },
        "Findings",
        "Report due",
    ];
    let rows = rows.iter().map(|row| cells(reading, row)).collect();
    html! {
        (Table {
            rows,
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("audits", "Audits", heads)
        })
    }
}

fn cells<'a>(reading: &Reading<'_>, row: &AuditRow<'_>) -> Vec<Cell<'a>> {
    let path = thing_path(row.id.into());
    let href = reading.href(&path);
    let reference = html! {
        a class="govuk-link gt-reference" href=(href) {
            span class="govuk-visually-hidden" { "Audit " } (row.reference)
        }
    };
    let title = html! {
        (row.title)
        p class="govuk-body-s govuk-!-margin-bottom-0" {
            (row.kind.title()) ", " (super::theme_link(reading, row.theme))
        }
    };
    let concerns = usize::try_from(row.open_concerns).unwrap_or(usize::MAX);
    let concerns = shown::count(concerns, "immediate concern", "immediate concerns");
    let stage = html! {
        (stage_shown(reading, row.stage))
        @if row.open_concerns > 0 { " " (Tag::new(concerns, TagColour::Red)) }
    };
    let overdue = usize::try_from(row.report_overdue_days).unwrap_or(0);
    let due = html! {
        (date(row.report_due))
        @if overdue > 0 {
            " " (shown::missing(&format!("{} late", shown::count(overdue, "day", "days"))))
        }
    };
    vec![
        Cell {
            classes: "gt-reference",
            ..Cell::from(reference)
        },
        Cell {
            classes: "gt-words",
            ..Cell::from(title)
        },
        Cell::from(stage),
        Cell::from(agency_names(reading, row.agencies)),
        Cell::from(cases(reading, row)),
        Cell::from(returns(reading, row)),
        Cell::from(row.findings.to_string()),
        Cell::from(due),
    ]
}

fn cases(reading: &Reading<'_>, row: &AuditRow<'_>) -> Markup {
    html! {
        (row.cases)
        @if !super::is_of_agency(reading) { " of " (row.sample_planned) " planned" }
    }
}

fn returns(reading: &Reading<'_>, row: &AuditRow<'_>) -> Markup {
    let href = reading.href(&format!("/returns-to-chase?audit={}", row.id));
    html! {
        @if row.returns_outstanding == 0 { "None" }
        @else {
            a class="govuk-link" href=(href) {
                (row.returns_outstanding)
                span class="govuk-visually-hidden" { " returns of audit " (row.reference) }
            }
            @if row.returns_overdue > 0 {
                " " (shown::missing(&format!("{} overdue", row.returns_overdue)))
            }
        }
    }
}

/// The years as choices of the filter.
fn programmes(reading: &Reading<'_>) -> Vec<Choice> {
    let years = reading.view.programmes.latest_first().into_iter();
    years
        .map(|one| (one.id.to_string(), one.title.clone()))
        .collect()
}

fn chips<'a>(
    reading: &'a Reading<'a>,
    address: &'a Address,
    stages: &[Choice],
    agencies: &[Choice],
) -> Chips<'a> {
    let mut chips = Chips::of(reading, address);
    chips.several("Year", "programme", &programmes(reading));
    chips.several("Stage", "stage", stages);
    chips.several("Kind", "kind", &kind_choices());
    chips.several("Theme", "theme", &theme_choices(reading));
    chips.several("Agency", "agency", agencies);
    for (name, words) in [("open", "Under way"), ("overdue", "Report late")] {
        let set = reading.asked(name).map(|_| words.to_owned());
        chips.one("Only", name, set);
    }
    chips
}

fn filter_form(reading: &Reading<'_>, address: &Address) -> Markup {
    let (years, themes) = (programmes(reading), theme_choices(reading));
    let (kinds, agencies) = (kind_choices(), super::super::actions::agencies(reading));
    let stages: Vec<Choice> = AuditStage::ALL
        .iter()
        .map(|stage| (word_value(stage), stage.word().to_owned()))
        .collect();
    let selected = chips(reading, address, &stages, &agencies).groups();
    let select = |name, label, choices: Vec<SelectOption<'_>>| {
        let value = reading.asked(name);
        html! { (Select { value, ..Select::new(name, label, choices) }) }
    };
    let tick = |name: &'static str, words: &'static str| {
        let checked = Some(reading.asked(name).is_some());
        html! { (Checkboxes::single(name, Checkbox { checked, ..Checkbox::new("yes", words) })) }
    };
    let items = stages
        .iter()
        .map(|(value, words)| Checkbox::new(value, words.as_str()));
    let options = html! {
        @if !years.is_empty() {
            (select("programme", "Year’s programme", listing::options(&years, "Every year")))
        }
        (Checkboxes {
            values: reading.asked_all("stage"),
            classes: "govuk-checkboxes--small",
            ..Checkboxes::new("stage", "Stage", items)
        })
        (select("kind", "Kind", listing::options(&kinds, "Every kind")))
        (select("theme", "Theme", listing::options(&themes, "Every theme")))
        (select("agency", "Looks at", listing::options(&agencies, "Every agency")))
        (tick("open", "Under way"))
        (tick("overdue", "Report late"))
    };
    let clear = reading.href("/audits");
    listing::filtering(
        reading,
        address,
        "Filter the audits",
        &clear,
        selected,
        options,
    )
}
