//! Tables turned on their side: the headings stand in the first column, one action beside them.

use super::columns::{Column, heading_means};
use super::document::{Cell, Row, Table, table};

/// Most rows of a table that could be one action.
const ROWS_MAX: usize = 24;
/// Longest heading, in words, at the side of a table.
const HEADING_WORDS_MAX: usize = 8;
/// Fewest different meanings that make the first column headings.
const MEANINGS_MIN: usize = 3;

/// Turns a table with its headings at the side so that they stand on top; every cell keeps the
/// place it has in the document. Other tables stay as they are.
pub(super) fn turned(given: Table) -> Table {
    let (titles, body) = parts(&given);
    if !is_card(body) {
        return given;
    }
    let mut columns = 0;
    let mut head = Vec::new();
    let mut values: Vec<Vec<Cell>> = vec![Vec::new(); given.width.saturating_sub(1)];
    let in_column = |cell: &Cell, column: usize| Cell {
        column,
        columns: 1,
        rows: 1,
        ..cell.clone()
    };
    for cell in body.iter().flat_map(|row| &row.cells) {
        if cell.column == 1 {
            columns += 1;
            head.push(in_column(cell, columns));
        } else if let Some(value) = values.get_mut(cell.column - 2) {
            value.push(in_column(cell, columns));
        }
    }
    let mut rows: Vec<Row> = titles.to_vec();
    for cell in rows.iter_mut().flat_map(|row| row.cells.iter_mut()) {
        cell.columns = columns;
    }
    let filled = values.into_iter().filter(|cells| !cells.is_empty());
    for cells in std::iter::once(head).chain(filled) {
        rows.push(Row {
            number: rows.len() + 1,
            header: false,
            cells,
            shades: Vec::new(),
        });
    }
    table(given.name, given.sheet, rows)
}

/// A title across the top, and the rows below it.
fn parts(given: &Table) -> (&[Row], &[Row]) {
    let across = |row: &&Row| {
        row.number == 1
            && row.cells.len() == 1
            && row.cells.iter().all(|cell| cell.columns >= given.width)
    };
    let title = usize::from(given.rows.first().as_ref().is_some_and(across));
    given.rows.split_at(title.min(given.rows.len()))
}

fn is_card(body: &[Row]) -> bool {
    if body.len() < MEANINGS_MIN || body.len() > ROWS_MAX {
        return false;
    }
    let labels: Vec<&Cell> = body
        .iter()
        .filter_map(|row| row.cells.first().filter(|cell| cell.column == 1))
        .collect();
    let starts = body
        .first()
        .and_then(|row| row.cells.first())
        .is_some_and(|cell| cell.column == 1);
    let whole = body.iter().all(|row| {
        row.cells
            .iter()
            .all(|cell| cell.column > 1 || cell.columns == 1)
    });
    let short = |cell: &&Cell| cell.text.split_whitespace().count() <= HEADING_WORDS_MAX;
    let mut meanings: Vec<Column> = labels
        .iter()
        .filter(|cell| short(cell))
        .filter_map(|cell| heading_means(&cell.text))
        .collect();
    let known = meanings.len() * 3 >= labels.len() * 2;
    let acts = meanings
        .iter()
        .any(|means| matches!(means, Column::Action | Column::Recommendation));
    meanings.sort_unstable();
    meanings.dedup();
    // Headings on top as well: an ordinary table whose rows happen to begin with such words.
    let top = body.first().map_or(0, |row| {
        let rest = row.cells.iter().skip(1);
        rest.filter(|cell| heading_means(&cell.text).is_some())
            .count()
    });
    starts && whole && known && acts && meanings.len() >= MEANINGS_MIN && top == 0
}
