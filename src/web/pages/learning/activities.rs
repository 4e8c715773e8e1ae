//! The learning activities, with filters that live in the address.
//!
//! Route: `GET /learning-activities` → [`list`]. Its query: `kind`, `phase` (several each), `theme`,
//! `briefing`, `unlooked` (`yes`), `page`.
//! The same query filters `/learning-activities/export.xlsx` and `/learning-activities/export.csv`.

use super::super::audits::{is_of_agency, theme_choices, theme_name};
use super::super::listing::{self, Address, Chips};
use super::super::{recorded_banner, shown, thing_path};
use super::{PLACE, activity_tag, navigation};
use crate::web::components::dates::date;
use crate::web::components::{Button, Cell, Checkbox, Checkboxes, Select, Table};
use crate::web::form::Choice;
use crate::web::forms::word_value;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::ids::StreamKind;
use events::learning_activity::ActivityKind;
use maud::{Markup, html};
use projections::activities::{Activity, ActivityFilter, ActivityPhase};

/// The list of activities.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new("Learning activities", PLACE).below("Learning", "/learning");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// What the address asks for.
pub fn filter_of(reading: &Reading<'_>) -> ActivityFilter {
    let (kinds, phases) = (reading.asked_all("kind"), reading.asked_all("phase"));
    ActivityFilter {
        kinds: ActivityKind::ALL
            .into_iter()
            .filter(|kind| kinds.contains(&word_value(kind).as_str()))
            .collect(),
        phases: ActivityPhase::ALL
            .into_iter()
            .filter(|phase| phases.contains(&phase.key()))
            .collect(),
        theme: reading.asked("theme").map(str::to_owned),
        briefing: reading.asked_for("briefing"),
        unlooked: reading.asked("unlooked").is_some(),
    }
}

fn body(reading: &Reading<'_>) -> Markup {
    let address = Address::of(reading, "/learning-activities");
    let part = listing::page_of(reading);
    let found = reading
        .view
        .list_activities(&filter_of(reading), part, reading.today);
    let rows = found.rows.len();
    let counted = listing::counted(found.offset, rows, found.total, "activity", "activities");
    let plan = "/record/learning_activity/new/schedule_activity";
    html! {
        h1 class="govuk-heading-l" { "Learning activities" }
        (navigation(reading, "/learning-activities"))
        @if reading.may(StreamKind::LearningActivity, "schedule_activity") {
            div class="govuk-button-group gt-no-print" {
                (Button::link(plan, "Plan an activity"))
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
    if reading.view.activities.all().next().is_some() {
        let every = Some((reading.href("/learning-activities"), "Show every activity"));
        return shown::empty("No activity matches these filters.", every);
    }
    if is_of_agency(reading) {
        return shown::empty("The partnership’s own team keeps the activities.", None);
    }
    let words = "No forum, learning event, newsletter or course is planned yet.";
    shown::empty(words, None)
}

fn table(reading: &Reading<'_>, rows: &[&Activity]) -> Markup {
    let heads = [
        "Activity",
        "Standing",
        "Day",
        "Places",
        "Booked",
        "Attended",
        "Said straight away",
        "Effect on practice",
    ];
    let rows = rows.iter().map(|one| cells(reading, one)).collect();
    html! {
        (Table {
            rows,
            classes: "gt-table--dense",
            caption_classes: "govuk-visually-hidden",
            ..Table::new("activities", "Learning activities", heads)
        })
    }
}

fn cells<'a>(reading: &Reading<'_>, one: &Activity) -> Vec<Cell<'a>> {
    let href = reading.href(&thing_path(one.id.into()));
    let title = html! {
        a class="govuk-link" href=(href) { (one.reference) " " (one.title) }
        p class="govuk-body-s govuk-!-margin-bottom-0" {
            (one.kind.title())
            @if let Some(theme) = &one.theme { ", " (theme_name(reading, theme)) }
        }
    };
    let held = one.phase() == ActivityPhase::Held && one.kind.is_attended();
    let numbers = one.numbers();
    let behind = |part: &str, words: Markup| {
        html! { a class="govuk-link" href=(format!("{href}#{part}")) { (words) } }
    };
    let counted = |count: u32| {
        html! {
            @if held { (behind("attendance", html! { (count) })) } @else { "–" }
        }
    };
    let immediate = html! {
        @match &one.immediate {
            Some(said) => (behind("straight-away", html! {
                (said.answered) " of " (said.attended) " answered"
            })),
            None => "–",
        }
    };
    vec![
        Cell {
            classes: "gt-words",
            ..Cell::from(title)
        },
        Cell::from(activity_tag(one.phase())),
        Cell::from(date(one.day())),
        Cell::number(html! { @match one.places { Some(places) => (places), None => "–" } }),
        Cell::number(counted(numbers.booked)),
        Cell::number(counted(numbers.attended)),
        Cell::from(immediate),
        Cell::from(effect(reading, one, &behind)),
    ]
}

fn effect(
    reading: &Reading<'_>,
    one: &Activity,
    behind: &dyn Fn(&str, Markup) -> Markup,
) -> Markup {
    if let Some(judged) = one.judged.last() {
        let n = one.later.last().map(|look| look.n);
        return behind(
            "practice",
            html! {
                (judged.effect.title())
                @if let Some(n) = n { ", n " (n) }
            },
        );
    }
    html! {
        @if one.later_look_missed(reading.today).is_some() {
            (shown::missing("not looked at"))
        } @else if !one.later.is_empty() { "Looked at, not judged" }
        @else { "–" }
    }
}

fn kinds() -> Vec<Choice> {
    let kinds = ActivityKind::ALL.map(|kind| (word_value(&kind), kind.title().to_owned()));
    kinds.to_vec()
}

fn briefings(reading: &Reading<'_>) -> Vec<Choice> {
    let all = reading.view.briefings.latest_first().into_iter();
    all.map(|one| {
        (
            one.id.to_string(),
            format!("{} {}", one.reference, one.title),
        )
    })
    .collect()
}

fn filter_form(reading: &Reading<'_>, address: &Address) -> Markup {
    let (kinds, themes, briefings) = (kinds(), theme_choices(reading), briefings(reading));
    let phases = ActivityPhase::ALL;
    let phases = phases.map(|phase| (phase.key().to_owned(), phase.word().to_owned()));
    let mut chips = Chips::of(reading, address);
    chips.several("Kind", "kind", &kinds);
    chips.several("Standing", "phase", &phases);
    chips.several("Theme", "theme", &themes);
    chips.several("Spreads", "briefing", &briefings);
    let set = reading
        .asked("unlooked")
        .map(|_| "Effect not looked at".to_owned());
    chips.one("Only", "unlooked", set);
    let selected = chips.groups();
    let several = |name: &'static str, label: &'static str, choices: &[Choice]| {
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
    };
    let checked = Some(reading.asked("unlooked").is_some());
    let missed = Checkbox::new("yes", "Effect on practice not looked at in time");
    let options = html! {
        (several("kind", "Kind", &kinds))
        (several("phase", "Standing", &phases))
        (Select {
            value: reading.asked("theme"),
            ..Select::new("theme", "Theme", listing::options(&themes, "Every theme"))
        })
        (Select {
            value: reading.asked("briefing"),
            ..Select::new("briefing", "Spreads", listing::options(&briefings, "Any briefing"))
        })
        (Checkboxes::single("unlooked", Checkbox { checked, ..missed }))
    };
    let clear = reading.href("/learning-activities");
    listing::filtering(
        reading,
        address,
        "Filter the activities",
        &clear,
        selected,
        options,
    )
}
