//! The briefings, with filters that live in the address.
//!
//! Route: `GET /briefings` → [`list`]. Its query: `phase` (several), `theme`, `agency`, `overdue`
//! (`yes`), `page`.
//! The same query filters `/briefings/export.xlsx` and `/briefings/export.csv`.

use super::super::audits::{is_of_agency, theme_choices, theme_name};
use super::super::listing::{self, Address, Chips};
use super::super::{recorded_banner, shown};
use super::{PLACE, briefing_link, navigation, phase_tag};
use crate::web::components::dates::date;
use crate::web::components::{Button, Cell, Checkbox, Checkboxes, Select, SelectOption, Table};
use crate::web::form::Choice;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::ids::StreamKind;
use maud::{Markup, html};
use projections::briefings::{Briefing, BriefingFilter, BriefingPhase};

/// The list of briefings.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new("Briefings", PLACE).below("Learning", "/learning");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// What the address asks for.
pub fn filter_of(reading: &Reading<'_>) -> BriefingFilter {
    let phases = reading.asked_all("phase");
    let wanted = BriefingPhase::ALL.into_iter();
    BriefingFilter {
        phases: wanted.filter(|one| phases.contains(&one.key())).collect(),
        theme: reading.asked("theme").map(str::to_owned),
        agency: reading.asked_for("agency"),
        overdue: reading.asked("overdue").is_some(),
    }
}

fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/briefings");
    let part = listing::page_of(reading);
    let found = reading
        .view
        .list_briefings(&filter_of(reading), part, reading.today);
    let rows = found.rows.len();
    let counted = listing::counted(found.offset, rows, found.total, "briefing", "briefings");
    let draft = "/record/briefing/new/draft_briefing";
    html! {
        h1 class="govuk-heading-l" { "Briefings" }
        (navigation(reading, "/briefings"))
        @if is_of_agency(reading) {
            p class="govuk-body" {
                "What was published, and what your own agency was asked to pass on."
            }
        }
        @if reading.may(StreamKind::Briefing, "draft_briefing") {
            div class="govuk-button-group gt-no-print" {
                (Button::link(draft, "Draft a briefing"))
            }
        }
        (filter_form(reading, &address))
        @if found.total == 0 { (nothing(reading)) }
        @else {
            p class="govuk-body" { strong { (counted) } "." }
            (table(reading, &found.rows))
            (listing::pages(reading, &address, found.total))
            (listing::take_away(reading, &address))
        }
    }
}

fn nothing(reading: &Reading<'_>) -> Markup {
    if reading.view.briefings.all().next().is_some() {
        let every = Some((reading.href("/briefings"), "Show every briefing"));
        return shown::empty("No briefing matches these filters.", every);
    }
    if is_of_agency(reading) {
        return shown::empty("No briefing is published yet.", None);
    }
    let words = "No briefing is drafted yet. Draft one from a finding, a recommendation or a \
                 review, have somebody else clear it, publish it, and ask agencies to pass it on.";
    shown::empty(words, None)
}

fn table(reading: &Reading<'_>, rows: &[&Briefing]) -> Markup {
    let own = is_of_agency(reading);
    let heads = [
        "Briefing",
        "Standing",
        "Published",
        if own { "Your agency" } else { "Passed on" },
        if own {
            "People you reached"
        } else {
            "People reached"
        },
    ];
    let rows = rows.iter().map(|one| cells(reading, one)).collect();
    html! {
        (Table {
            rows,
            caption_classes: "govuk-visually-hidden",
            ..Table::new("briefings", "Briefings", heads)
        })
    }
}

fn cells<'a>(reading: &Reading<'_>, one: &Briefing) -> Vec<Cell<'a>> {
    let title = html! {
        (briefing_link(reading, one))
        @if let Some(theme) = &one.theme {
            p class="govuk-body-s govuk-!-margin-bottom-0" { (theme_name(reading, theme)) }
        }
    };
    let published = html! {
        @match &one.published {
            Some(at) => (date(at.occurred_on)),
            None => "Not published",
        }
    };
    let coverage = one.coverage(reading.today);
    let href = reading.href(&format!("/briefing/{}#cascade", one.id));
    let behind = |words: Markup| html! { a class="govuk-link" href=(href) { (words) } };
    vec![
        Cell {
            classes: "gt-words",
            ..Cell::from(title)
        },
        Cell::from(phase_tag(one.phase())),
        Cell::from(published),
        Cell::from(passed_on(reading, one, &behind)),
        Cell::number(behind(html! {
            (coverage.people)
            span class="govuk-visually-hidden" { " people reached by " (one.reference) }
        })),
    ]
}

fn passed_on(reading: &Reading<'_>, one: &Briefing, behind: &dyn Fn(Markup) -> Markup) -> Markup {
    let coverage = one.coverage(reading.today);
    if coverage.asked == 0 {
        return html! {
            @if is_of_agency(reading) { "Not asked" } @else { "No agency asked" }
        };
    }
    let late = usize::try_from(coverage.overdue).unwrap_or(usize::MAX);
    html! {
        @if is_of_agency(reading) {
            (behind(html! { @if coverage.confirmed > 0 { "Confirmed" } @else { "To confirm" } }))
        } @else {
            (behind(html! {
                (coverage.confirmed) " of " (coverage.asked) " asked"
            }))
        }
        @if late > 0 { " " (shown::missing(&format!("{late} overdue"))) }
    }
}

fn phases(reading: &Reading<'_>) -> Vec<Choice> {
    let own = is_of_agency(reading);
    let shown = BriefingPhase::ALL.into_iter();
    let shown = shown.filter(|phase| !own || *phase >= BriefingPhase::Published);
    shown
        .map(|phase| (phase.key().to_owned(), phase.word().to_owned()))
        .collect()
}

fn filter_form(reading: &Reading<'_>, address: &Address) -> Markup {
    let (phases, themes) = (phases(reading), theme_choices(reading));
    let agencies = super::super::actions::agencies(reading);
    let mut chips = Chips::of(reading, address);
    chips.several("Standing", "phase", &phases);
    chips.several("Theme", "theme", &themes);
    chips.several("Asked", "agency", &agencies);
    let late = reading.asked("overdue").map(|_| "Overdue".to_owned());
    chips.one("Only", "overdue", late);
    let selected = chips.groups();
    let select = |name, label, choices: Vec<SelectOption<'_>>| {
        let value = reading.asked(name);
        html! { (Select { value, ..Select::new(name, label, choices) }) }
    };
    let items = phases
        .iter()
        .map(|(value, words)| Checkbox::new(value, words.as_str()));
    let checked = Some(reading.asked("overdue").is_some());
    let options = html! {
        (Checkboxes {
            values: reading.asked_all("phase"),
            classes: "govuk-checkboxes--small",
            ..Checkboxes::new("phase", "Standing", items)
        })
        (select("theme", "Theme", listing::options(&themes, "Every theme")))
        @if !is_of_agency(reading) {
            (select("agency", "Asked to pass it on", listing::options(&agencies, "Any agency")))
        }
        (Checkboxes::single("overdue", Checkbox { checked, ..Checkbox::new("yes", "Overdue") }))
    };
    let clear = reading.href("/briefings");
    listing::filtering(
        reading,
        address,
        "Filter the briefings",
        &clear,
        selected,
        options,
    )
}
