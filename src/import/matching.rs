//! Which tables are the plan, and what each of their columns means.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::columns::{Column, heading_means, heading_signature};
use super::dates::find_dates;
use super::document::{Cell, Document, Row, Table};
use super::proposal::RagWord;
use super::references::read_reference;
use super::wording::{one_line, plain, undecided};

/// How many rows at the head of a table may hold its headings.
const HEADER_ROWS_SEARCHED: usize = 15;

/// How many rows are looked at to tell what a column holds.
const SAMPLE_ROWS: usize = 200;

/// How a document is to be read. A person can change any of it before [`super::propose`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    /// One for each table of the document, in order.
    pub tables: Vec<TableMatching>,
}

/// How one table is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableMatching {
    /// Index of the table in the document.
    pub table: usize,
    /// What it is for.
    pub usage: TableUse,
    /// Number of the row that holds the headings; none where the table has none, or goes on from
    /// the table before.
    pub header_row: Option<usize>,
    /// What each column means.
    pub columns: Vec<ColumnMatching>,
    /// The signature of the headings, under which a correction is remembered.
    pub signature: String,
}

/// What a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableUse {
    /// Part of the plan.
    Plan,
    /// Left alone: its cells are listed as unplaced.
    Leave,
}

/// What one column means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMatching {
    /// Column from 1.
    pub column: usize,
    /// Its heading; empty where it has none.
    pub heading: String,
    /// What it means.
    pub means: Column,
}

impl TableMatching {
    /// What the column (from 1) means.
    pub fn means(&self, column: usize) -> Column {
        self.columns
            .iter()
            .find(|c| c.column == column)
            .map_or(Column::Ignore, |c| c.means)
    }

    /// Corrects what a column (from 1) means.
    pub fn set(&mut self, column: usize, means: Column) {
        if let Some(found) = self.columns.iter_mut().find(|c| c.column == column) {
            found.means = means;
        }
    }

    /// Takes another row for the headings, by its number, or none; what the columns mean is guessed
    /// anew. Gives whether there is such a row.
    pub fn take_headings(&mut self, table: &Table, number: Option<usize>) -> bool {
        let row = table.rows.iter().find(|row| Some(row.number) == number);
        match (row, number) {
            (Some(row), _) => {
                *self = Self {
                    usage: self.usage,
                    ..by_headings(self.table, table, row)
                };
                true
            }
            (None, Some(_)) => false,
            (None, None) => {
                self.header_row = None;
                self.columns
                    .iter_mut()
                    .for_each(|column| column.heading.clear());
                self.signature = format!("no headings, {} columns", table.width);
                true
            }
        }
    }

    /// Whether some column has this meaning.
    pub fn has(&self, means: Column) -> bool {
        self.columns.iter().any(|c| c.means == means)
    }
}

impl Matching {
    /// The meanings of the plan's columns by signature, to be remembered.
    pub fn remembered(&self) -> BTreeMap<String, Vec<Column>> {
        let plans = self
            .tables
            .iter()
            .filter(|table| table.usage == TableUse::Plan);
        plans
            .map(|t| {
                (
                    t.signature.clone(),
                    t.columns.iter().map(|c| c.means).collect(),
                )
            })
            .collect()
    }

    /// Applies meanings remembered under the signatures of this document's headings.
    pub fn recall(&mut self, document: &Document, remembered: &BTreeMap<String, Vec<Column>>) {
        for matching in &mut self.tables {
            let Some(table) = document.tables.get(matching.table) else {
                continue;
            };
            let rows = table.rows.iter().take(HEADER_ROWS_SEARCHED);
            let known = rows.filter_map(|row| {
                let headings = headings_in(table, row);
                let signature = heading_signature(&headings);
                let means = remembered
                    .get(&signature)
                    .filter(|m| m.len() == table.width)?;
                Some((row.number, headings, signature, means))
            });
            if let Some((number, headings, signature, means)) = known.into_iter().next() {
                matching.usage = TableUse::Plan;
                matching.header_row = Some(number);
                matching.signature = signature;
                matching.columns = (1..)
                    .zip(headings)
                    .zip(means)
                    .map(|((column, heading), means)| ColumnMatching {
                        column,
                        heading,
                        means: *means,
                    })
                    .collect();
            }
        }
    }
}

/// The cell of a row that covers a column.
fn over(row: &Row, column: usize) -> Option<&Cell> {
    row.cells
        .iter()
        .find(|c| (c.column..c.column + c.columns).contains(&column))
}

/// The heading of every column, should this row hold the headings.
fn headings_in(table: &Table, row: &Row) -> Vec<String> {
    let second = second_headings(table, row);
    let heading = |column: usize| {
        let first = over(row, column)
            .map(|c| one_line(&c.text))
            .unwrap_or_default();
        let below = second
            .and_then(|second| over(second, column))
            .map(|c| one_line(&c.text));
        match below {
            Some(below) if heading_means(&below).is_some() => below,
            Some(below) => format!("{first} {below}"),
            None => first,
        }
    };
    (1..=table.width).map(heading).collect()
}

/// A second row of headings: every cell of it stands under a heading that covers several columns
/// ("Accountability" over "Lead" and "Agency").
pub(super) fn second_headings<'a>(table: &'a Table, header: &Row) -> Option<&'a Row> {
    let below = table.rows.iter().find(|row| row.number > header.number)?;
    let under = |cell: &Cell| {
        over(header, cell.column).is_some_and(|c| c.columns > 1 && c.columns < table.width)
    };
    let known = below
        .cells
        .iter()
        .filter(|cell| heading_means(&cell.text).is_some())
        .count();
    let all = below.cells.iter().all(under);
    (all && known >= 2 && known * 2 >= below.cells.len()).then_some(below)
}

/// Guesses how to read a document from its headings, and where it has none from its cells.
pub fn guess_matching(document: &Document) -> Matching {
    let mut tables: Vec<TableMatching> = Vec::new();
    for (index, table) in document.tables.iter().enumerate() {
        let header = header_row(table);
        let goes_on = tables.last().filter(|before| {
            let wide = document.tables.get(before.table).map(|t| t.width);
            before.usage == TableUse::Plan && header.is_none() && wide == Some(table.width)
        });
        let matching = match (header, goes_on) {
            (Some(row), _) => by_headings(index, table, row),
            (None, Some(before)) => TableMatching {
                table: index,
                header_row: None,
                ..before.clone()
            },
            (None, None) => left_alone(index, table),
        };
        tables.push(matching);
    }
    if !tables.iter().any(|table| table.usage == TableUse::Plan) {
        let guess = |t: &TableMatching| {
            let table = document.tables.get(t.table)?;
            by_some_headings(t.table, table).or_else(|| by_cells(t.table, table))
        };
        let best = tables.iter().filter_map(guess).max_by_key(|t| {
            document
                .tables
                .get(t.table)
                .map_or(0, |table| table.rows.len())
        });
        if let Some(best) = best
            && let Some(place) = tables.get_mut(best.table)
        {
            *place = best;
        }
    }
    Matching { tables }
}

/// Meanings that make a row a row of a plan.
fn is_core(means: Column) -> bool {
    matches!(
        means,
        Column::Action
            | Column::Recommendation
            | Column::RecommendationOrOutcome
            | Column::Outcome
            | Column::Priority
    )
}

/// The row that holds the headings: the first with the most of them.
fn header_row(table: &Table) -> Option<&Row> {
    let score = |row: &Row| {
        let means: Vec<Column> = row
            .cells
            .iter()
            .filter_map(|cell| heading_means(&cell.text))
            .collect();
        let core = means.iter().any(|m| is_core(*m));
        let enough = means.len() >= 2 && means.len() * 2 >= row.cells.len();
        if core && enough { means.len() } else { 0 }
    };
    let rows = table.rows.iter().take(HEADER_ROWS_SEARCHED);
    let best = rows
        .map(|row| (score(row), row))
        .rev()
        .max_by_key(|(score, _)| *score)?;
    (best.0 > 0).then_some(best.1)
}

/// Most words of a heading that stands in the middle of a table.
const HEADING_AGAIN_WORDS_MAX: usize = 6;

/// How a table is read from a row on that holds other headings than those on top, as where one
/// table has a part for each priority. Every cell has to be a heading.
pub(super) fn headings_again(
    row: &Row,
    table: &Table,
    before: &TableMatching,
) -> Option<TableMatching> {
    let header = before.header_row?;
    let short = |cell: &Cell| cell.text.split_whitespace().count() <= HEADING_AGAIN_WORDS_MAX;
    let known = |cell: &Cell| short(cell) && heading_means(&cell.text).is_some();
    if row.cells.len() < 3 || !row.cells.iter().all(known) {
        return None;
    }
    let means: Vec<Option<Column>> = row
        .cells
        .iter()
        .map(|cell| {
            let short = cell.text.split_whitespace().count() <= HEADING_AGAIN_WORDS_MAX;
            heading_means(&cell.text).filter(|_| short)
        })
        .collect();
    let core = means.iter().flatten().any(|means| is_core(*means));
    let all = means.len() >= 3 && means.iter().all(Option::is_some);
    let mut kinds: Vec<Column> = means.into_iter().flatten().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let several = kinds.len() >= 3;
    (row.number > header && core && all && several).then(|| by_headings(before.table, table, row))
}

/// The cells of one column below the headings.
fn cells_of(table: &Table, column: usize, header: Option<usize>) -> impl Iterator<Item = &str> {
    table
        .rows
        .iter()
        .filter(move |row| header.is_none_or(|number| row.number > number))
        .filter(|row| row.cells.len() > 1)
        .take(SAMPLE_ROWS)
        .flat_map(|row| row.cells.iter())
        .filter(move |cell| cell.column == column && cell.columns == 1)
        .map(|cell| cell.text.as_str())
}

/// The share in a hundred of a column's cells for which something holds.
fn share<'a>(cells: impl Iterator<Item = &'a str>, holds: impl Fn(&str) -> bool) -> usize {
    let (mut all, mut good) = (0_usize, 0_usize);
    for cell in cells {
        all += 1;
        good += usize::from(holds(cell));
    }
    (good * 100).checked_div(all).unwrap_or(0)
}

fn by_headings(index: usize, table: &Table, header: &Row) -> TableMatching {
    let headings = headings_in(table, header);
    let signature = heading_signature(&headings);
    let columns = (1..)
        .zip(headings)
        .map(|(column, heading)| {
            let means = guess_column(table, column, &heading, header.number);
            ColumnMatching {
                column,
                heading,
                means,
            }
        })
        .collect();
    let (usage, header_row) = (TableUse::Plan, Some(header.number));
    let mut matching = TableMatching {
        table: index,
        usage,
        header_row,
        columns,
        signature,
    };
    settle(&mut matching);
    matching
}

/// A table of which only the leads and dates have headings we know: the column that says most of
/// the others is what is done.
fn by_some_headings(index: usize, table: &Table) -> Option<TableMatching> {
    let known = |row: &&Row| {
        let means: Vec<Column> = row
            .cells
            .iter()
            .filter_map(|cell| heading_means(&cell.text))
            .collect();
        let timed = means.contains(&Column::Due);
        let led = means.contains(&Column::Owner) || means.contains(&Column::Agency);
        timed && led && means.len() * 3 >= row.cells.len()
    };
    let header = table.rows.iter().take(HEADER_ROWS_SEARCHED).find(known)?;
    let mut matching = by_headings(index, table, header);
    let longest = matching
        .columns
        .iter()
        .filter(|c| c.means == Column::Ignore && !c.heading.is_empty())
        .map(|c| {
            let cells = cells_of(table, c.column, Some(header.number));
            let letters: usize = cells.map(|text| text.chars().count()).sum();
            (letters, usize::MAX - c.column, c.column)
        })
        .max()
        .filter(|(letters, _, _)| *letters > 0);
    let (_, _, action) = longest?;
    matching.set(action, Column::Action);
    settle(&mut matching);
    Some(matching)
}

fn guess_column(table: &Table, column: usize, heading: &str, header: usize) -> Column {
    let cells = || cells_of(table, column, Some(header));
    match heading_means(heading) {
        // "Status" holds colours in some plans and words in others, and words on a colour too.
        Some(Column::Progress) if share(cells(), |t| colour(t).is_some()) > 50 => Column::Rag,
        Some(Column::Progress) if shaded(table, column, header) => Column::Rag,
        // "Priority" may be high, medium or low.
        Some(Column::Priority) if share(cells(), is_level) > 50 => Column::Commentary,
        Some(means) => means,
        None if heading.is_empty() && share(cells(), |t| read_reference(t).is_some()) > 50 => {
            Column::Reference
        }
        None => Column::Ignore,
    }
}

/// Whether most cells of a column are shaded in a colour of ratings.
fn shaded(table: &Table, column: usize, header: usize) -> bool {
    let below = table.rows.iter().filter(|row| row.number > header);
    let (rows, shades) = below.fold((0_usize, 0_usize), |(rows, shades), row| {
        let shade = row.shades.iter().any(|shade| shade.column == column);
        (rows + 1, shades + usize::from(shade))
    });
    shades * 2 > rows
}

fn is_level(text: &str) -> bool {
    matches!(
        plain(text).as_str(),
        "high" | "medium" | "low" | "h" | "m" | "l"
    )
}

fn colour(text: &str) -> Option<RagWord> {
    super::drafts::read_colour(text).map(|(word, _)| word)
}

/// Puts the guesses of one table in order: one reference, an action where there can be one, an
/// agency alone is the lead.
fn settle(matching: &mut TableMatching) {
    let mut seen = false;
    for column in &mut matching.columns {
        if column.means == Column::Reference {
            if seen {
                column.means = Column::Commentary;
            }
            seen = true;
        }
    }
    let change = |matching: &mut TableMatching, from: Column, to: Column| {
        let found = matching.columns.iter_mut().find(|c| c.means == from);
        if let Some(column) = found {
            column.means = to;
        }
    };
    if !matching.has(Column::Owner) {
        change(matching, Column::Agency, Column::Owner);
    }
    one_priority(matching);
    // Colours in a column of progress are no rating beside a column of ratings.
    let rated = |c: &ColumnMatching| heading_means(&c.heading) == Some(Column::Rag);
    if matching.columns.iter().any(rated) {
        for column in matching
            .columns
            .iter_mut()
            .filter(|c| c.means == Column::Rag)
        {
            if heading_means(&column.heading) == Some(Column::Progress) {
                column.means = Column::Progress;
            }
        }
    }
    let acts = [
        Column::Action,
        Column::Recommendation,
        Column::RecommendationOrOutcome,
    ];
    if !acts.iter().any(|means| matching.has(*means)) {
        let from = if matching.has(Column::Outcome) {
            Column::Outcome
        } else {
            Column::Priority
        };
        change(matching, from, Column::Action);
    }
}

/// Of several columns that could name the priority, the one that says so does ("Priority" beside
/// "Objective"); the others say what should be different.
fn one_priority(matching: &mut TableMatching) {
    let of_priority = |c: &&mut ColumnMatching| c.means == Column::Priority;
    let says =
        |c: &ColumnMatching| c.means == Column::Priority && plain(&c.heading).contains("priority");
    let named = matching.columns.iter().find(|c| says(c)).map(|c| c.column);
    let mut found = matching.columns.iter_mut().filter(of_priority);
    let kept = named.or_else(|| found.next().map(|c| c.column));
    for column in matching.columns.iter_mut().filter(of_priority) {
        if Some(column.column) != kept {
            column.means = Column::Outcome;
        }
    }
}

/// A table that does not look like a plan; should a person choose it, its first row is taken for
/// the headings.
fn left_alone(index: usize, table: &Table) -> TableMatching {
    let first = table.rows.first();
    let headings = first.map(|row| headings_in(table, row)).unwrap_or_default();
    let signature = heading_signature(&headings);
    let columns = (1..)
        .zip(headings)
        .map(|(column, heading)| ColumnMatching {
            column,
            heading,
            means: Column::Ignore,
        })
        .collect();
    let header_row = first.map(|row| row.number);
    TableMatching {
        table: index,
        usage: TableUse::Leave,
        header_row,
        columns,
        signature,
    }
}

/// Guesses from the cells alone, for a table without headings we know. `None` where it does not
/// look like a plan: a key of colours, a list of meetings.
fn by_cells(index: usize, table: &Table) -> Option<TableMatching> {
    if table.width < 2 {
        return None;
    }
    let length = |column: usize| {
        let (count, total) = cells_of(table, column, None).fold((0, 0), |(count, total), text| {
            (count + 1, total + text.chars().count())
        });
        total / usize::max(count, 1)
    };
    let share_of =
        |column: usize, holds: fn(&str) -> bool| share(cells_of(table, column, None), holds);
    let action = (1..=table.width).max_by_key(|column| (length(*column), usize::MAX - column))?;
    let columns: Vec<ColumnMatching> = (1..=table.width)
        .map(|column| {
            let means = if column == action {
                Column::Action
            } else if share_of(column, |t| colour(t).is_some()) > 50 {
                Column::Rag
            } else if share_of(column, |t| read_reference(t).is_some()) > 50 {
                Column::Reference
            } else if share_of(column, |t| !find_dates(t, None).is_empty()) > 50 {
                Column::Due
            } else if share_of(column, is_role) > 50 {
                Column::Owner
            } else {
                Column::Ignore
            };
            ColumnMatching {
                column,
                heading: String::new(),
                means,
            }
        })
        .collect();
    let signature = format!("no headings, {} columns", table.width);
    let usage = TableUse::Plan;
    let mut matching = TableMatching {
        table: index,
        usage,
        header_row: None,
        columns,
        signature,
    };
    let key = matching.has(Column::Rag) && table.width == 2;
    let led = matching.has(Column::Owner);
    let numbered = matching.has(Column::Reference);
    let worded = length(action) >= 25;
    settle(&mut matching);
    ((led || numbered) && worded && !key).then_some(matching)
}

fn is_role(text: &str) -> bool {
    let words = plain(text);
    let roles = [
        "head",
        "manager",
        "lead",
        "director",
        "chair",
        "officer",
        "coordinator",
        "nurse",
        "commander",
        "doctor",
        "service",
        "team",
        "police",
        "council",
        "board",
        "group",
        "business",
        "chief",
        "strategic",
        "designated",
        "superintendent",
        "inspector",
        "headteacher",
        "adviser",
    ];
    let short = words.split(' ').count() <= 14;
    short && (undecided(text) || words.split(' ').any(|word| roles.contains(&word)))
}
