//! Children down, agencies across: who returned what.

use super::super::{shown, thing_path};
use super::{audits, by};
use crate::web::components::{Cell, ColumnHead, Table, Tag, TagColour};
use crate::web::form::command_path;
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use events::ids::{CaseId, StreamKind};
use maud::{Markup, html};
use projections::audits::{AuditView, Cell as Returned, ReturnState, Row};

pub(super) fn show(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    let matrix = &view.returns;
    if matrix.rows.is_empty() {
        return shown::empty("Agencies are asked once cases are drawn.", None);
    }
    let own = speaks_for(reading);
    let agencies = matrix.agencies.iter().enumerate();
    let shown: Vec<usize> = agencies
        .filter(|(_, agency)| own.is_none_or(|own| own == **agency))
        .map(|(place, _)| place)
        .collect();
    let names = shown.iter().filter_map(|place| matrix.agencies.get(*place));
    let names = names.map(|agency| reading.view.people.agency_name(*agency));
    let heads = std::iter::once("Case").chain(names).map(ColumnHead::from);
    let mut table = Table::new("returns-matrix", "What each agency returned", heads);
    table.classes = "gt-table--dense";
    for row in &matrix.rows {
        let mut cells = vec![Cell::from(name(reading, row))];
        let answers = shown.iter().filter_map(|place| row.cells.get(*place));
        cells.extend(answers.map(|cell| Cell::from(answer(reading, row, cell))));
        table.rows.push(cells);
    }
    html! {
        p class="govuk-body" {
            strong { (matrix.outstanding) " waited for" } ", of which " (matrix.overdue) " overdue. "
            @if !audits::is_of_agency(reading) {
                a class="govuk-link" href=(reading.href("/returns-to-chase")) { "Who has to be chased" }
            }
        }
        (table)
    }
}

fn name(reading: &Reading<'_>, row: &Row<'_>) -> Markup {
    let href = reading.href(&thing_path(row.case.into()));
    html! {
        a class="govuk-link" href=(href) {
            span class="govuk-visually-hidden" { "Case " } (row.alias)
        }
        @if row.excluded { " (excluded)" }
    }
}

/// How far one return is, as a word, with what may be done about it.
fn answer(reading: &Reading<'_>, row: &Row<'_>, cell: &Returned) -> Markup {
    let may = |command: &str| reading.may(StreamKind::AuditCase, command);
    let agency = reading.view.people.agency_name(cell.agency);
    let own = speaks_for(reading) == Some(cell.agency);
    let Some(state) = cell.state else {
        return html! {
            @if !cell.involved { "Not involved" }
            @else {
                "Not asked"
                @if may("request_return") && !row.excluded {
                    br; (link(row, cell, "request_return", "Ask", agency))
                }
            }
        };
    };
    let (word, colour) = if cell.overdue_days > 0 {
        ("Overdue", TagColour::Red)
    } else {
        match state {
            ReturnState::Requested => ("Asked for", TagColour::Grey),
            ReturnState::Drafted => ("Begun", TagColour::Blue),
            ReturnState::Received => ("Received", TagColour::Green),
            ReturnState::GivenBack => ("Given back", TagColour::Yellow),
        }
    };
    html! {
        (Tag::new(word, colour))
        @if state.is_outstanding() {
            @if cell.overdue_days > 0 {
                br; (shown::count(usize::try_from(cell.overdue_days).unwrap_or(0), "day", "days"))
                " late, " (state.word().to_lowercase())
            }
            br; span class="govuk-body-s" { (by(cell.due)) }
            @if own && may("save_return_draft") {
                br; (link(row, cell, "save_return_draft", "Fill in", agency))
            }
            @if may("receive_return") { br; (link(row, cell, "receive_return", "Record", agency)) }
        } @else if may("return_for_rework") {
            br; (link(row, cell, "return_for_rework", "Give back", agency))
        }
    }
}

fn link(row: &Row<'_>, cell: &Returned, command: &str, words: &str, agency: &str) -> Markup {
    html! {
        a class="govuk-link gt-no-print" href=(form_path(row.case, cell, command)) {
            (words)
            span class="govuk-visually-hidden" { " the return of " (agency) " about case " (row.alias) }
        }
    }
}

fn form_path(case: CaseId, cell: &Returned, command: &str) -> String {
    format!("{}?agency={}", command_path(case, command), cell.agency)
}
