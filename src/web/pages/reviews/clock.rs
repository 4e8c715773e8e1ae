//! A statutory clock of a case: the days, the bank holidays it skipped, and how late it is.

use super::super::shown;
use crate::web::components::dates::{date, date_text};
use crate::web::components::{Table, Tag, TagColour};
use crate::web::forms::trigger_word;
use chrono::NaiveDate;
use maud::{Markup, html};
use projections::rapid_reviews::ClockView;

/// "3 days", for a count of days.
pub(in crate::web::pages) fn days(count: i64) -> String {
    shown::count(usize::try_from(count).unwrap_or(0), "day", "days")
}

/// How a clock stands, in words.
pub(in crate::web::pages) fn standing(clock: &ClockView, today: NaiveDate) -> Markup {
    let Some(due) = clock.due else {
        let why = clock.beyond.as_deref().unwrap_or("The day is not known");
        return html! { (shown::missing(&shown::capitalised(why))) };
    };
    match clock.done_on {
        Some(on) if clock.days_late > 0 => html! {
            (Tag::new("Late", TagColour::Red)) " Done on " (date(on)) ", "
            (days(clock.days_late)) " late"
        },
        Some(on) => html! { (Tag::new("In time", TagColour::Green)) " Done on " (date(on)) },
        None if !clock.running => html! { "Not waited for" },
        None if clock.days_late > 0 => html! {
            (Tag::new("Overdue", TagColour::Red)) " " (days(clock.days_late)) " late"
        },
        None => html! { (shown::days_left((due - today).num_days())) },
    }
}

/// The strip of one or more clocks: the one in use first, and marked where there are two.
pub(in crate::web::pages) fn strip(
    id: &str,
    caption: &str,
    clocks: &[ClockView],
    today: NaiveDate,
) -> Markup {
    let heads = [
        "Counted from",
        "Day 0",
        "Length",
        "Due",
        "Bank holidays skipped",
        "How it stands",
    ];
    let mut table = Table::new(id, caption, heads);
    table.caption_classes = "govuk-table__caption--s";
    for clock in clocks {
        let from = html! {
            (shown::capitalised(trigger_word(clock.trigger)))
            @if clocks.len() > 1 {
                br;
                @if clock.in_use { (Tag::new("In use", TagColour::Blue)) }
                @else { "Shown to compare; not in use" }
            }
        };
        let due = html! {
            @match clock.due {
                Some(due) => strong { (date(due)) },
                None => (shown::missing("Not known")),
            }
        };
        let skipped = html! {
            @if clock.skipped.is_empty() { "None" }
            @else { ul class="govuk-list govuk-!-margin-bottom-0" {
                @for (day, title) in &clock.skipped { li { (date_text(*day)) ": " (title) } }
            } }
        };
        let stands = html! {
            @if clock.in_use { (standing(clock, today)) } @else { "" }
        };
        table.rows.push(vec![
            from.into(),
            html! { (date(clock.trigger_on)) }.into(),
            format!("{} working days", clock.length).into(),
            due.into(),
            skipped.into(),
            stands.into(),
        ]);
    }
    html! {
        (table)
        @if let Some(clock) = clocks.first() {
            p class="govuk-body-s" {
                "Under " (clock.edition_title) ". The day is worked out and does not stop."
                @if clock.confirm { " " (Tag::new("To be confirmed", TagColour::Yellow)) }
            }
        }
    }
}
