//! Saying what each column of a table means.

use super::STEP_FORM;
use super::tables::name;
use crate::import::{Cell, Column, ColumnMatching, Row, Table, TableUse, heading_signature};
use crate::importing::{column, column_word};
use crate::web::components::{Button, Input, Select, SelectOption};
use crate::web::form::Answers;
use crate::web::uploads::Upload;
use maud::{Markup, html};

/// How many cells of a column are shown beside it.
const SAMPLES_SHOWN: usize = 3;

/// How many characters of a cell are shown.
const SAMPLE_CHARACTERS: usize = 90;

pub(super) fn page(upload: &Upload, index: usize) -> Option<Markup> {
    let matching = upload
        .matching
        .tables
        .iter()
        .find(|table| table.table == index)?;
    let table = upload.document.tables.get(index)?;
    let meanings: Vec<(String, String)> = Column::ALL
        .iter()
        .map(|means| (column_word(*means), sentence_of(*means)))
        .collect();
    let header = matching.header_row.map(|row| row.to_string());
    Some(html! {
        span class="govuk-caption-l" { (upload.file_name) ", " (name(table)) }
        h1 class="govuk-heading-l" { "Match the columns" }
        p class="govuk-body" {
            "What each column says about the plan was guessed from its heading. Correct it where it \
             is wrong: the same headings are read so next time."
        }
        form id=(STEP_FORM) method="post" action={ "/import/" (upload.id) "/columns/" (index) } novalidate {
            div class="gt-import-header" {
                (Input {
                    value: header.as_deref(),
                    inputmode: Some("numeric"),
                    classes: "govuk-input--width-4",
                    hint: Some("Leave empty where the table has none.".into()),
                    ..Input::new("header", "Number of the row that holds the headings")
                })
                (Button { name: Some("do"), value: Some("headings"),
                    ..Button::secondary("Use this row") })
            }
            @for one in &matching.columns {
                (of_column(table, one, matching.header_row, &meanings))
            }
            (Button::new("Continue"))
        }
    })
}

fn of_column(
    table: &Table,
    one: &ColumnMatching,
    header: Option<usize>,
    meanings: &[(String, String)],
) -> Markup {
    let field = format!("column-{}", one.column);
    let label = match one.heading.as_str() {
        "" => format!("Column {}", one.column),
        heading => format!("Column {}: {heading}", one.column),
    };
    let samples = samples(table, one.column, header);
    let hint = match samples.as_slice() {
        [] => "Every cell of it is empty.".to_owned(),
        some => format!("Such as: {}", some.join(" | ")),
    };
    let options = meanings
        .iter()
        .map(|(value, words)| SelectOption::new(value, words))
        .collect();
    let value = column_word(one.means);
    html! {
        (Select {
            value: Some(&value), hint: Some(hint.into()),
            ..Select::new(&field, label.as_str(), options)
        })
    }
}

fn sentence_of(means: Column) -> String {
    let mut letters = means.label().chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The first cells of a column below its heading that differ.
fn samples(table: &Table, number: usize, header: Option<usize>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for row in &table.rows {
        if header.is_some_and(|header| row.number <= header) {
            continue;
        }
        let Some(cell) = row.cells.iter().find(|cell| cell.column == number) else {
            continue;
        };
        let words: String = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut: String = words.chars().take(SAMPLE_CHARACTERS).collect();
        let cut = if cut.len() < words.len() {
            format!("{cut}…")
        } else {
            cut
        };
        if !cut.is_empty() && !found.contains(&cut) {
            found.push(cut);
        }
        if found.len() >= SAMPLES_SHOWN {
            break;
        }
    }
    found
}

/// Corrects how a table is read; none when there is no such table.
pub(super) fn correct(upload: &mut Upload, index: usize, answers: &Answers) -> Option<()> {
    let document = std::sync::Arc::clone(&upload.document);
    let table = document.tables.get(index)?;
    let place = upload
        .matching
        .tables
        .iter()
        .position(|table| table.table == index)?;
    let matching = upload.matching.tables.get_mut(place)?;
    matching.usage = TableUse::Plan;
    for one in &mut matching.columns {
        let chosen = answers.filled(&format!("column-{}", one.column));
        if let Some(means) = chosen.and_then(|word| column(&word)) {
            one.means = means;
        }
    }
    let asked = answers
        .filled("header")
        .and_then(|row| row.parse::<usize>().ok());
    let row = asked.and_then(|number| table.rows.iter().find(|row| row.number == number));
    if answers.get("header").is_some() && asked != matching.header_row {
        matching.header_row = row.map(|row| row.number);
        for one in &mut matching.columns {
            one.heading = row.map(|row| heading(row, one.column)).unwrap_or_default();
        }
        let headings: Vec<String> = matching
            .columns
            .iter()
            .map(|one| one.heading.clone())
            .collect();
        matching.signature = heading_signature(&headings);
    }
    // Tables that go on from this one, without headings of their own, are read as it is.
    let (columns, width) = (matching.columns.clone(), table.width);
    for later in upload.matching.tables.iter_mut().skip(place + 1) {
        let same = document
            .tables
            .get(later.table)
            .is_some_and(|other| other.width == width);
        if later.usage != TableUse::Plan || later.header_row.is_some() || !same {
            break;
        }
        later.columns.clone_from(&columns);
    }
    Some(())
}

fn heading(row: &Row, column: usize) -> String {
    let covers = |cell: &&Cell| (cell.column..cell.column + cell.columns).contains(&column);
    let words = row
        .cells
        .iter()
        .find(covers)
        .map(|cell| cell.text.split_whitespace());
    words
        .map(|words| words.collect::<Vec<_>>().join(" "))
        .unwrap_or_default()
}
