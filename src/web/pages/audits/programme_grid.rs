//! The grid of a year, quarters across and planned audits down, and each planned audit with how it
//! moved and what became of it.

use super::super::{shown, thing_path};
use super::{audit_link, stage_tag, theme_link, theme_name};
use crate::web::components::dates::date;
use crate::web::components::{Cell, SummaryCard, SummaryList, SummaryRow, Table};
use crate::web::form::command_path;
use crate::web::forms::owner_name;
use crate::web::reading::Reading;
use chrono::{Days, Months, NaiveDate};
use events::audit_programme::QUARTERS;
use events::ids::StreamKind;
use maud::{Markup, html};
use projections::programmes::{EntryView, Move, Programme, ProgrammeView};

/// How many months a quarter has.
const MONTHS: u32 = 3;

/// A quarter in words.
const fn quarter_word(quarter: u8) -> &'static str {
    match quarter {
        1 => "First quarter",
        2 => "Second quarter",
        3 => "Third quarter",
        _ => "Last quarter",
    }
}

/// The first and last day of a quarter of the year; none for a year that is no year.
fn days_of(year: &Programme, quarter: u8) -> Option<(NaiveDate, NaiveDate)> {
    let whole = u32::from(QUARTERS) * MONTHS;
    let ends = year.starts.checked_add_months(Months::new(whole))?;
    if ends.checked_sub_days(Days::new(1)) != Some(year.ends) {
        return None;
    }
    let months = |count: u32| year.starts.checked_add_months(Months::new(count * MONTHS));
    let from = months(u32::from(quarter.saturating_sub(1)))?;
    let next = months(u32::from(quarter))?;
    Some((from, next.checked_sub_days(Days::new(1))?))
}

/// Whether a quarter is over on a day.
fn is_over(year: &Programme, quarter: u8, today: NaiveDate) -> bool {
    let last = days_of(year, quarter).map_or(year.ends, |(_, last)| last);
    last < today
}

/// Quarters across, planned audits down.
pub(super) fn grid(reading: &Reading<'_>, year: &ProgrammeView<'_>) -> Markup {
    let mut heads = vec!["Planned audit".to_owned()];
    for quarter in 1..=QUARTERS {
        let span = days_of(year.programme, quarter)
            .map(|(from, last)| format!(": {} to {}", from.format("%B"), last.format("%B")));
        heads.push(format!("Quarter {quarter}{}", span.unwrap_or_default()));
    }
    heads.push("Lead".to_owned());
    let caption = "Planned audits by quarter";
    let mut table = Table::new("grid", caption, heads);
    table.caption_classes = "govuk-visually-hidden";
    table.classes = "gt-table--dense";
    for view in &year.entries {
        let mut row = vec![named(reading, view).into()];
        for quarter in 1..=QUARTERS {
            row.push(in_quarter(reading, year.programme, view, quarter).into());
        }
        row.push(Cell::from(owner_name(reading.view, &view.entry.lead)));
        table.rows.push(row);
    }
    html! { (table) }
}

fn named(reading: &Reading<'_>, view: &EntryView<'_>) -> Markup {
    let entry = view.entry;
    html! {
        a class="govuk-link" href={ "#planned-" (entry.id) } { (reading.words(&entry.title)) }
        p class="govuk-body-s govuk-!-margin-bottom-0" {
            (entry.kind.title()) ", " (theme_name(reading, &entry.theme))
        }
    }
}

/// What a quarter has of a planned audit: where it stands, or that it was moved away.
fn in_quarter(
    reading: &Reading<'_>,
    year: &Programme,
    view: &EntryView<'_>,
    quarter: u8,
) -> Markup {
    let entry = view.entry;
    if entry.quarter == quarter {
        return standing(reading, year, view);
    }
    let left = entry.moves.iter().rev().find(|moved| moved.from == quarter);
    html! {
        @if let Some(moved) = left {
            span class="govuk-body-s" { "Moved to quarter " (moved.to) }
        }
    }
}

/// How far a planned audit is, and that its quarter is over where it is not reported by then.
fn standing(reading: &Reading<'_>, year: &Programme, view: &EntryView<'_>) -> Markup {
    if view.entry.dropped.is_some() {
        return html! { "Taken out" };
    }
    html! {
        @if let (Some(audit), Some(stage)) = (view.audit, view.stage) {
            (audit_link(reading, audit.id)) " " (stage_tag(stage))
        } @else { "Planned" }
        @if view.is_outstanding() && is_over(year, view.entry.quarter, reading.today) {
            " " (shown::missing("Quarter over"))
        }
    }
}

/// Each planned audit in the order of the year.
pub(super) fn entries(reading: &Reading<'_>, year: &ProgrammeView<'_>) -> Markup {
    html! {
        @for quarter in 1..=QUARTERS {
            @let of: Vec<_> = year.entries.iter().filter(|one| one.entry.quarter == quarter).collect();
            @if !of.is_empty() {
                h3 class="govuk-heading-m" {
                    (quarter_word(quarter))
                    @if let Some((from, last)) = days_of(year.programme, quarter) {
                        ": " (date(from)) " to " (date(last))
                    }
                }
                @for view in of { (entry(reading, year, view)) }
            }
        }
    }
}

fn entry(reading: &Reading<'_>, year: &ProgrammeView<'_>, view: &EntryView<'_>) -> Markup {
    let one = view.entry;
    let mut rows = vec![
        SummaryRow::new("Kind", one.kind.title()),
        SummaryRow::new("Theme", theme_link(reading, &one.theme)),
        SummaryRow::new("Lead", owner_name(reading.view, &one.lead)),
        SummaryRow::new("Priority it serves", priority(reading, view)),
        SummaryRow::new("Audit", audit(reading, year.programme, view)),
    ];
    if !one.moves.is_empty() {
        rows.push(SummaryRow::new("Moved", moves(reading, &one.moves)));
    }
    if let Some((at, reason)) = &one.dropped {
        let words = html! {
            (shown::stamp(at)) ". " (shown::words(reading, reason.as_ref()))
        };
        rows.push(SummaryRow::new("Taken out", words));
    }
    let card = SummaryCard {
        heading_level: 4,
        ..SummaryCard::new(reading.words(&one.title))
    };
    html! {
        div id={ "planned-" (one.id) } {
            (SummaryList { card: Some(card), ..SummaryList::new(rows) })
            (steps(reading, year, view))
        }
    }
}

fn priority(reading: &Reading<'_>, view: &EntryView<'_>) -> Markup {
    let Some(id) = view.entry.priority else {
        return html! { "None named" };
    };
    let Some((plan, priority)) = reading.view.plans.priority(id) else {
        return html! { "A priority of another plan" };
    };
    let href = reading.href(&format!("/plan/{}/priority/{id}", plan.id));
    html! {
        a class="govuk-link" href=(href) {
            (priority.number) ". " (reading.words(&priority.title))
        }
    }
}

fn audit(reading: &Reading<'_>, year: &Programme, view: &EntryView<'_>) -> Markup {
    html! {
        @if let Some(audit) = view.audit {
            a class="govuk-link" href=(reading.href(&thing_path(audit.id.into()))) {
                (super::named(audit))
            }
            @if let Some(stage) = view.stage { " " (stage_tag(stage)) }
            ", report due " (date(audit.report_due))
        } @else { "None is commissioned" }
        @if view.is_outstanding() && is_over(year, view.entry.quarter, reading.today) {
            " " (shown::missing("Quarter over"))
        }
    }
}

fn moves(reading: &Reading<'_>, moves: &[Move]) -> Markup {
    html! {
        ul class="govuk-list" {
            @for moved in moves {
                li {
                    "From quarter " (moved.from) " to quarter " (moved.to) ", "
                    (shown::stamp(&moved.at)) ". " (shown::words(reading, moved.reason.as_ref()))
                }
            }
        }
    }
}

/// What may be done with a planned audit: only what the rules take.
fn steps(reading: &Reading<'_>, year: &ProgrammeView<'_>, view: &EntryView<'_>) -> Markup {
    let (programme, one) = (year.programme, view.entry);
    if programme.closed.is_some() || !view.is_outstanding() {
        return html! {};
    }
    let may = |command: &str| reading.may(StreamKind::AuditProgramme, command);
    let form = |command: &str| {
        let path = command_path(programme.id, command);
        format!("{path}?scheduled={}", one.id)
    };
    let mut links: Vec<(String, &str)> = Vec::new();
    if !view.is_commissioned() && reading.may(StreamKind::Audit, "commission_audit") {
        let href = format!("/record/audit/new/commission_audit?scheduled={}", one.id);
        links.push((href, "Commission this audit"));
    }
    if may("reschedule_audit") {
        links.push((form("reschedule_audit"), "Move it to another quarter"));
    }
    if !view.is_under_way() && may("drop_audit") {
        links.push((form("drop_audit"), "Take it out of the programme"));
    }
    html! {
        @if !links.is_empty() {
            p class="govuk-body gt-no-print" {
                @for (place, (href, words)) in links.iter().enumerate() {
                    @if place > 0 { " · " }
                    a class="govuk-link" href=(href) {
                        (words)
                        span class="govuk-visually-hidden" { ": " (reading.words(&one.title)) }
                    }
                }
            }
        }
    }
}
