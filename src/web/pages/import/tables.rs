//! Choosing which tables or sheets are the plan.

use super::STEP_FORM;
use crate::import::{Table, TableMatching, TableUse};
use crate::web::components::{Button, Checkbox, Checkboxes, ErrorItem, ErrorSummary};
use crate::web::uploads::Upload;
use maud::{Markup, html};

pub(super) fn page(upload: &Upload, refused: Option<&str>) -> Markup {
    let values: Vec<(String, String, String, bool)> = upload
        .matching
        .tables
        .iter()
        .filter_map(|matching| {
            let table = upload.document.tables.get(matching.table)?;
            let is_plan = matching.usage == TableUse::Plan;
            Some((
                matching.table.to_string(),
                name(table),
                about(table, matching),
                is_plan,
            ))
        })
        .collect();
    let items = values
        .iter()
        .enumerate()
        .map(|(index, (value, name, about, is_plan))| Checkbox {
            hint: Some(about.as_str().into()),
            checked: Some(*is_plan),
            id: (index == 0).then_some("tables"),
            ..Checkbox::new(value, name.as_str())
        });
    html! {
        @if let Some(why) = refused {
            (ErrorSummary::new(vec![ErrorItem { content: why.into(), href: Some("#tables") }]))
        }
        span class="govuk-caption-l" { (upload.file_name) }
        h1 class="govuk-heading-l" { "Which tables are the plan?" }
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            @if values.is_empty() {
                p class="govuk-body" {
                    "The document has no tables. It can still become a plan: its text is kept and \
                     listed as what found no place, and you add priorities and actions by hand."
                }
                p class="govuk-body" {
                    a class="govuk-link" href={ "/import/" (upload.id) "/problems" } {
                        "Go on without a table" }
                }
            } @else {
                form id=(STEP_FORM) method="post" action={ "/import/" (upload.id) "/tables" } novalidate {
                    (Checkboxes {
                        hint: Some("Guessed from their headings. What is left out is listed as \
                                    text that found no place.".into()),
                        error: refused.map(Into::into),
                        ..Checkboxes::new("tables", "Tables", items)
                    })
                    div class="govuk-button-group" {
                        (Button::new("Continue"))
                        a class="govuk-link" href={ "/import/" (upload.id) "/problems" } {
                            "Go straight to what was noticed" }
                    }
                }
            }
        } }
    }
}

/// What a person would call the table.
pub(super) fn name(table: &Table) -> String {
    if let Some(sheet) = &table.sheet {
        return format!("Sheet “{sheet}”");
    }
    let mut letters = table.name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// How long it is and how it begins.
fn about(table: &Table, matching: &TableMatching) -> String {
    let rows = match table.rows.len() {
        1 => "1 row".to_owned(),
        rows => format!("{rows} rows"),
    };
    let headings: Vec<&str> = matching
        .columns
        .iter()
        .map(|column| column.heading.as_str())
        .filter(|heading| !heading.is_empty())
        .collect();
    if !headings.is_empty() {
        return format!("{rows}. Headings: {}", headings.join(" | "));
    }
    let first = table.rows.first().map(|row| {
        let words = row.cells.iter().map(|cell| cell.text.split_whitespace());
        words.flatten().take(20).collect::<Vec<_>>().join(" ")
    });
    format!("{rows}. Begins: {}", first.unwrap_or_default())
}
