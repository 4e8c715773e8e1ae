//! Deadlines: what is due when, what was late, by how much, and why; and the statutory clocks.

mod clocks;

pub use clocks::calculator;
pub(crate) use clocks::table as clock_table;

use super::gaps::export;
use super::listing::{Address, Chips, counted, filtering, options, page_of, pages};
use super::trail::told::thing;
use super::{recorded_banner, shown, thing_path, trail};
use crate::export::lists::deadline_state;
use crate::web::components::dates::{date, date_text};
use crate::web::components::{Cell, Input, Select, Table, Tag, TagColour};
use crate::web::form::Choice;
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use chrono::Days;
use events::everywhere::Area;
use events::ids::StreamKind;
use maud::{Markup, html};
use projections::deadlines::{Deadline, DeadlineFilter, DeadlineKind, DeadlineState, Whom};

/// How far ahead a window looks, in days, with its words.
const WINDOWS: [(&str, u64, &str); 4] = [
    ("7", 7, "Next 7 days"),
    ("30", 30, "Next 30 days"),
    ("90", 90, "Next 90 days"),
    ("365", 365, "Next 12 months"),
];

/// Dates to be kept, filtered by the address.
///
/// # Errors
/// When the record cannot be read.
pub async fn deadlines(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new("Deadlines", Place::FirstOf(Section::Deadlines));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

const fn state_key(state: DeadlineState) -> &'static str {
    match state {
        DeadlineState::Overdue => "overdue",
        DeadlineState::Ahead => "ahead",
        DeadlineState::Met => "met",
        DeadlineState::MetLate => "met_late",
        DeadlineState::Stopped => "stopped",
    }
}

const STATES: [DeadlineState; 5] = [
    DeadlineState::Overdue,
    DeadlineState::Ahead,
    DeadlineState::MetLate,
    DeadlineState::Met,
    DeadlineState::Stopped,
];

/// The value of `state` for every date, met or not.
const EVERY_STATE: &str = "all";

/// What is still to be kept: what the page opens with.
const OPEN: [DeadlineState; 2] = [DeadlineState::Overdue, DeadlineState::Ahead];

/// The dates the address asks for, the earliest first: those still to be kept, unless it says how
/// they should stand.
pub(crate) fn wanted(reading: &Reading<'_>) -> Vec<Deadline> {
    reading.view.deadlines(&filter(reading), reading.today)
}

/// The filter the address asks for. `late` asks for all that is or was late.
fn filter(reading: &Reading<'_>) -> DeadlineFilter {
    let asked = |name: &str| reading.asked_all(name);
    let window = reading.asked("window");
    let window = WINDOWS.iter().find(|(key, _, _)| Some(*key) == window);
    let (mut from, mut to) = (reading.asked_for("from"), reading.asked_for("to"));
    if let Some((_, days, _)) = window {
        from = Some(reading.today);
        to = reading.today.checked_add_days(Days::new(*days));
    }
    let states = asked("state");
    let kinds = asked("kind");
    let mut filter = DeadlineFilter {
        from,
        to,
        plan: reading.asked_for("plan"),
        agency: reading.asked_for("agency"),
        kinds: DeadlineKind::ALL
            .into_iter()
            .filter(|kind| kinds.contains(&DeadlineKind::key(*kind)))
            .collect(),
        states: STATES
            .into_iter()
            .filter(|state| states.contains(&state_key(*state)))
            .collect(),
    };
    if reading.asked("late").is_some() {
        filter.states = vec![DeadlineState::Overdue, DeadlineState::MetLate];
    } else if states.is_empty() {
        filter.states = OPEN.to_vec();
    }
    filter
}

fn body(reading: &Reading<'_>) -> Markup {
    let page = page_of(reading);
    let found = (reading.view).deadlines_page(&filter(reading), page, reading.today);
    let rows: Vec<&Deadline> = found.rows.iter().collect();
    let address = Address::of(reading, "/deadlines");
    let only_open = reading.asked("state").is_none() && reading.asked("late").is_none();
    html! {
        h1 class="govuk-heading-l" { "Deadlines" }
        @if only_open {
            p class="govuk-body" { "What is still to be kept, the longest overdue first." }
        }
        (windows(reading, &address))
        (form(reading, &address))
        @if found.total == 0 { (none(reading, &address)) }
        @else {
            p class="govuk-body" {
                (counted(page.offset, rows.len(), found.total, "deadline", "deadlines"))
                span class="gt-no-print" {
                    " · Take it away as "
                    a class="govuk-link" href=(export(&address.href(reading), "xlsx")) {
                        "Excel" } ", "
                    a class="govuk-link" href=(export(&address.href(reading), "csv")) {
                        "CSV" }
                }
            }
            (table(reading, &rows))
            (pages(reading, &address, found.total))
        }
        (clocks::adopted(reading))
    }
}

fn windows(reading: &Reading<'_>, address: &Address) -> Markup {
    let bare = address.without("window").without("state").without("late");
    let late = bare.with("late", "yes").href(reading);
    let overdue = bare.with("state", "overdue").href(reading);
    let met = bare.with("state", "met").href(reading);
    let every = bare.with("state", EVERY_STATE).href(reading);
    html! {
        p class="govuk-body gt-no-print" {
            a class="govuk-link" href=(overdue) { "Overdue" } " · "
            @for (key, _, words) in WINDOWS {
                a class="govuk-link"
                    href=(bare.with("window", key).with("state", "ahead").href(reading)) { (words) }
                " · "
            }
            a class="govuk-link" href=(late) { "Everything that is or was late" } " · "
            a class="govuk-link" href=(met) { "Met in time" } " · "
            a class="govuk-link" href=(every) { "Every date" }
        }
    }
}

fn none(reading: &Reading<'_>, address: &Address) -> Markup {
    html! {
        @if address.href(reading) != reading.href("/deadlines") {
            p class="govuk-body" {
                "No deadline fits. "
                a class="govuk-link" href=(reading.href("/deadlines?state=all")) {
                    "Show every date" } "."
            }
        } @else if reading.view.actions.all().next().is_some() {
            p class="govuk-body" {
                "No date is still to be kept. "
                a class="govuk-link" href=(reading.href("/deadlines?state=all")) {
                    "Show every date" } "."
            }
        } @else {
            p class="govuk-body" {
                "No date is recorded yet. "
                @if reading.enters(Area::Import) {
                    a class="govuk-link" href="/import" { "Import a plan" }
                    ", or give actions a due date."
                }
            }
        }
    }
}

fn table(reading: &Reading<'_>, rows: &[&Deadline]) -> Markup {
    let mut table = Table::new(
        "deadlines",
        "Deadlines, the earliest first",
        [
            "Deadline",
            "What has to be done",
            "Whose",
            "Due",
            "Actual",
            "Days late",
            "Standing",
            "Moved or late, why, and who was told",
        ],
    );
    table.classes = "gt-table--dense gt-table--round";
    for one in rows {
        let days = if one.days_late > 0 {
            one.days_late.to_string()
        } else {
            "–".to_owned()
        };
        let actual = html! {
            @match one.actual {
                Some(day) => (date(day)),
                None => "Not yet",
            }
        };
        table.rows.push(vec![
            link(reading, one).into(),
            Cell {
                classes: "gt-words",
                ..Cell::from(html! { @if let Some(words) = &one.text { (reading.words(words)) } })
            },
            whose(reading, one).into(),
            due(one).into(),
            actual.into(),
            Cell::number(days),
            standing(one.state).into(),
            moved(reading, one).into(),
        ]);
    }
    html! { (table) }
}

fn link(reading: &Reading<'_>, one: &Deadline) -> Markup {
    let of_record = one.kind == DeadlineKind::RetentionReview;
    let href = if of_record {
        reading.href(super::records::DUE)
    } else {
        reading.href(&thing_path(one.about.stream))
    };
    // A reference alone stays on one line; the name of a thing may be long.
    let by_reference = matches!(
        one.about.stream.kind,
        StreamKind::ImprovementAction | StreamKind::Recommendation
    );
    let class = if by_reference {
        "govuk-link gt-reference"
    } else {
        "govuk-link"
    };
    html! {
        a class=(class) href=(href) {
            (one.kind.word())
            @if one.kind == DeadlineKind::Milestone { " of action" }
            @if of_record { ": " (thing(one.about.stream.kind, &one.about.name)) }
            @else { " " (one.about.name) }
        }
    }
}

fn whose(reading: &Reading<'_>, one: &Deadline) -> Markup {
    let nobody = one.owners.is_empty() && one.addressees.is_empty();
    html! {
        @if one.kind == DeadlineKind::RetentionReview { "The partnership’s own team" }
        @else if nobody { (shown::missing("No owner")) }
        @if !one.owners.is_empty() { (shown::owners(reading, &one.owners)) }
        @for agency in &one.addressees {
            span class="govuk-body-s" { (reading.view.people.agency_name(*agency)) } " "
        }
    }
}

fn due(one: &Deadline) -> Markup {
    html! {
        (shown::due(Some(one.due), one.due_precision))
        @if one.original_due != one.due {
            p class="govuk-body-s govuk-!-margin-bottom-0" {
                "first " (date_text(one.original_due)) }
        }
    }
}

fn standing(state: DeadlineState) -> Markup {
    let colour = match state {
        DeadlineState::Overdue => TagColour::Red,
        DeadlineState::MetLate => TagColour::Yellow,
        DeadlineState::Met => TagColour::Green,
        DeadlineState::Ahead | DeadlineState::Stopped => TagColour::Grey,
    };
    html! { (Tag::new(deadline_state(state), colour)) }
}

/// Why the date moved, in which meeting it was approved, and why it is late.
fn moved(reading: &Reading<'_>, one: &Deadline) -> Markup {
    let action = match one.kind {
        DeadlineKind::Action => reading.view.actions.get(one.about.stream.id.into()),
        DeadlineKind::Milestone
        | DeadlineKind::Recommendation
        | DeadlineKind::AuditReturns
        | DeadlineKind::AuditReport
        | DeadlineKind::AuditRepeat
        | DeadlineKind::PlannedAudit
        | DeadlineKind::SelfAssessment
        | DeadlineKind::AgencyAction
        | DeadlineKind::Notification
        | DeadlineKind::RapidReview
        | DeadlineKind::AgencySummary
        | DeadlineKind::DayPlan
        | DeadlineKind::SafetyAction
        | DeadlineKind::ReviewPublished
        | DeadlineKind::PanelCopy
        | DeadlineKind::ReviewStep
        | DeadlineKind::ReviewMonitoring
        | DeadlineKind::ReportPublic
        | DeadlineKind::ReviewRequest
        | DeadlineKind::Cascade
        | DeadlineKind::LaterLook
        | DeadlineKind::InformationRequest
        | DeadlineKind::RetentionReview
        | DeadlineKind::PostInspectionPlan => None,
    };
    let extensions = action
        .map(|action| action.extensions.as_slice())
        .unwrap_or_default();
    let unsaid = one.moved.is_empty() && one.explained.is_empty();
    let late = one.state == DeadlineState::Overdue && unsaid;
    html! {
        @for explained in &one.explained {
            p class="govuk-body-s" {
                strong { "Late: " } (reading.words(&explained.why))
                @for (whom, on) in &explained.told {
                    " Told on " (date_text(*on)) ": " (told(reading, whom)) "."
                }
            }
        }
        @for (place, (from, to, reason)) in one.moved.iter().enumerate() {
            p class="govuk-body-s" {
                @if let Some(from) = from { "From " (date_text(*from)) " to " }
                @else { "To " }
                (date_text(*to))
                @if let Some(reason) = reason { ": " (reading.words(reason)) }
                @if let Some(approved) = extensions.get(place).and_then(|e| e.approved_in) {
                    " Approved in " (shown::decided_in(reading, Some(approved))) "."
                }
            }
        }
        @if late {
            @match action.and_then(projections::actions::Action::rating) {
                Some(rating) => @match rating.commentary() {
                    Some(words) => { p class="govuk-body-s" {
                        "No extension. Last commentary: " (reading.words(&words)) } }
                    None => { p class="govuk-body-s" { "No reason is recorded." } }
                },
                None => { p class="govuk-body-s" { "No reason is recorded." } }
            }
        }
    }
}

fn told(reading: &Reading<'_>, whom: &Whom) -> Markup {
    match whom {
        Whom::Panel => html! { "the Panel and the Secretary of State" },
        Whom::Words(words) => reading.words(words),
        Whom::Post(who) => html! { (who) },
    }
}

fn form(reading: &Reading<'_>, address: &Address) -> Markup {
    let kinds: Vec<Choice> = DeadlineKind::ALL
        .map(|kind| (DeadlineKind::key(kind).to_owned(), kind.word().to_owned()))
        .to_vec();
    let states: Vec<Choice> = STATES
        .map(|state| {
            (
                state_key(state).to_owned(),
                deadline_state(state).to_owned(),
            )
        })
        .to_vec();
    let states: Vec<Choice> = states
        .into_iter()
        .chain([(EVERY_STATE.to_owned(), "Every date".to_owned())])
        .collect();
    let agencies = trail::agencies(reading);
    let windows: Vec<Choice> = WINDOWS
        .map(|(key, _, words)| (key.to_owned(), words.to_owned()))
        .to_vec();
    let mut chips = Chips::of(reading, address);
    chips.several("Kind", "kind", &kinds);
    chips.several("Standing", "state", &states);
    chips.several("Agency", "agency", &agencies);
    chips.several("Window", "window", &windows);
    chips.one(
        "Late",
        "late",
        reading.asked("late").map(|_| "Is or was late".to_owned()),
    );
    for (heading, name) in [("Due from", "from"), ("Due to", "to")] {
        chips.one(heading, name, reading.asked_for(name).map(date_text));
    }
    let clear = reading.href("/deadlines");
    let options = html! {
        (Select { value: reading.asked("kind"),
            ..Select::new("kind", "Kind of date", options(&kinds, "All")) })
        (Select { value: reading.asked("state"),
            ..Select::new("state", "Standing", options(&states, "Still to be kept")) })
        (Select { value: reading.asked("agency"), id: Some("of-agency"),
            ..Select::new("agency", "Agency", options(&agencies, "All")) })
        (Input { kind: "date", value: reading.asked("from"),
            ..Input::new("from", "Due from") })
        (Input { kind: "date", value: reading.asked("to"), ..Input::new("to", "Due to") })
    };
    let selected = chips.groups();
    filtering(
        reading,
        address,
        "Filter the deadlines",
        &clear,
        selected,
        options,
    )
}
