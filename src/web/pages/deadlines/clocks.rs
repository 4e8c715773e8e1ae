//! The statutory clocks in force, and what they give for a day.

use crate::web::components::dates::{date, date_text};
use crate::web::components::{
    Button, ErrorItem, ErrorSummary, Input, InsetText, Radio, Radios, SummaryList, SummaryRow,
    Table, Tag, TagColour,
};
use crate::web::forms::trigger_word;
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use chrono::NaiveDate;
use events::rule_set::{Bound, Clock, Direction, RuleSet, Unit};
use maud::{Markup, html};

/// How long a clock is, in words: "15 working days".
pub(crate) fn length(clock: &Clock) -> String {
    let one = clock.length == 1;
    let unit = match (clock.unit, one) {
        (Unit::WorkingDays, true) => "working day",
        (Unit::WorkingDays, false) => "working days",
        (Unit::CalendarDays, true) => "day",
        (Unit::CalendarDays, false) => "days",
        (Unit::Months, true) => "month",
        (Unit::Months, false) => "months",
        (Unit::Years, true) => "year",
        (Unit::Years, false) => "years",
    };
    let direction = match clock.direction {
        Direction::After => "after",
        Direction::Before => "before",
    };
    let bound = match clock.bound {
        Bound::NoLaterThan => "no later than",
        Bound::AtLeastUntil => "at least until",
    };
    format!(
        "{bound} {} {unit} {direction} {}",
        clock.length,
        trigger_word(clock.trigger)
    )
}

/// The clocks in force on the day of the page.
pub(super) fn adopted(reading: &Reading<'_>) -> Markup {
    let set = reading.view.people.rule_set_on(reading.today);
    html! {
        h2 class="govuk-heading-m" id="clocks" { "Statutory clocks" }
        @match set {
            None => {
                p class="govuk-body" {
                    "No set of clocks is in force. "
                    a class="govuk-link" href=(reading.href("/settings#clocks")) {
                        "Adopt one under Settings" } "."
                }
            }
            Some(set) => {
                p class="govuk-body" {
                    (set.title) ", in force from " (date_text(set.from)) ". "
                    a class="govuk-link" href=(reading.href("/deadlines/calculator")) {
                        "Work out a due date" } "."
                }
                (table("clock-table", set))
            }
        }
    }
}

/// The clocks of a set, each with its source.
pub(crate) fn table(id: &str, set: &RuleSet) -> Markup {
    let mut table = Table::new(id, &set.title, ["Clock", "Length", "Source"]);
    table.caption_classes = "govuk-table__caption--s";
    for clock in &set.clocks {
        let title = html! {
            (clock.title)
            @if clock.confirm { " " (Tag::new("To be confirmed", TagColour::Yellow)) }
        };
        let sources = html! {
            ul class="govuk-list" {
                @for citation in &clock.citations {
                    li { (citation.source) ", " (citation.clause) " (" (date_text(citation.dated)) ")" }
                }
            }
        };
        table
            .rows
            .push(vec![title.into(), length(clock).into(), sources.into()]);
    }
    html! { (table) }
}

/// Works out the day a clock ends on, naming the bank holidays it skipped.
///
/// # Errors
/// When the record cannot be read.
pub async fn calculator(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let (answer, wrong) = worked_out(&reading);
        let body = page(&reading, answer.as_ref(), wrong.as_deref());
        let frame = Frame::new("Work out a due date", Place::Inside(Section::Deadlines))
            .below("Deadlines", "/deadlines")
            .failed(wrong.is_some());
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// What the form asked for, and what came of it.
fn worked_out(reading: &Reading<'_>) -> (Option<Markup>, Option<String>) {
    let (Some(name), Some(typed)) = (reading.asked("clock"), reading.asked("on")) else {
        return (None, None);
    };
    let Ok(on) = typed.trim().parse::<NaiveDate>() else {
        return (
            None,
            Some("Enter the day as a real date, such as 2026-11-04".to_owned()),
        );
    };
    let people = &reading.view.people;
    let Some(set) = people.rule_set_on(on) else {
        let why = format!("No set of clocks was in force on {}", date_text(on));
        return (None, Some(why));
    };
    let clock = set
        .clocks
        .iter()
        .find(|clock| crate::web::forms::word_value(&clock.name) == name);
    let Some(clock) = clock else {
        return (None, Some("Choose one of the clocks".to_owned()));
    };
    match clock.due(on, people.bank_holidays()) {
        Err(error) => (None, Some(error.to_string())),
        Ok(due) => {
            let skipped = html! {
                @if due.skipped.is_empty() { "None" }
                @else { ul class="govuk-list" {
                    @for (day, title) in &due.skipped { li { (date_text(*day)) ": " (title) } }
                } }
            };
            let rows = vec![
                SummaryRow::new("Clock", clock.title.clone()),
                SummaryRow::new(
                    "Counted from",
                    html! {
                        (date(on)) ", " (trigger_word(clock.trigger)) " (day 0)"
                    },
                ),
                SummaryRow::new("Length", length(clock)),
                SummaryRow::new("Due", html! { strong { (date(due.on)) } }),
                SummaryRow::new("Bank holidays skipped", skipped),
                SummaryRow::new(
                    "Rule set",
                    format!("{}, from {}", set.title, date_text(set.from)),
                ),
            ];
            (Some(html! { (SummaryList::new(rows)) }), None)
        }
    }
}

fn page(reading: &Reading<'_>, answer: Option<&Markup>, wrong: Option<&str>) -> Markup {
    let set = reading.view.people.rule_set_on(reading.today);
    let clocks: Vec<(String, String, String)> = set
        .map(|set| set.clocks.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|c| {
            (
                crate::web::forms::word_value(&c.name),
                c.title.clone(),
                length(c),
            )
        })
        .collect();
    let items = clocks.iter().map(|(value, title, length)| Radio {
        hint: Some(length.as_str().into()),
        ..Radio::new(value, title.as_str())
    });
    let on = reading.asked("on");
    html! {
        @if let Some(why) = wrong {
            (ErrorSummary::new(vec![ErrorItem { content: why.into(), href: Some("#on") }]))
        }
        h1 class="govuk-heading-l" { "Work out a due date" }
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            @if let Some(answer) = answer { (answer) }
            @if clocks.is_empty() {
                (InsetText::new("No set of clocks is in force. Adopt one under Settings first."))
            } @else {
                form method="get" action="/deadlines/calculator" novalidate {
                    (Radios { value: reading.asked("clock"), id_prefix: Some("clock"),
                        ..Radios::new("clock", "Which clock?", items) })
                    (Input {
                        kind: "date", value: on, error: wrong.map(Into::into),
                        hint: Some("The day its trigger happened. The clock in force on that day \
                                    is used.".into()),
                        ..Input::new("on", "Counted from which day?")
                    })
                    (Button::new("Work it out"))
                }
            }
        } }
    }
}
