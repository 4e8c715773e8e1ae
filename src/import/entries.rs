//! From tables and paragraphs to a plain sequence: headings of priorities, rows, notes.

use super::columns::Column;
use super::document::{Cell, Document, Loose, Row, Table};
use super::drafts::read_colour;
use super::headings::{Heading, plain_heading, read_heading};
use super::matching::{Matching, TableMatching, TableUse, headings_again, second_headings};
use super::proposal::{HeadingRow, Unplaced};
use super::prose;
use super::references::read_reference;
use super::spans::find_period;
use super::wording::{one_line, plain, squeeze};

/// Why a cell found no place, in words.
pub(super) const OUTSIDE: &str = "it stands outside the table that was read as the plan";
/// Why the cells of a row that only counts others found no place.
pub(super) const TOTAL: &str = "it counts the rows above and is no action itself";
/// Why a cell of an ignored column found no place.
pub(super) const IGNORED: &str = "its column is not matched to a part of a plan";

/// A cell with the meaning of its column.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) means: Column,
    pub(super) text: String,
    pub(super) at: String,
}

/// One row of the plan.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) fields: Vec<Field>,
    /// Cells of rows above that are merged down to this row: they hold for it where it has no
    /// words of its own.
    pub(super) over: Vec<Field>,
    /// Whether its rating was read from the shading of the cell.
    pub(super) shaded: bool,
}

impl Line {
    /// The text of all cells with this meaning.
    pub(super) fn text(&self, means: Column) -> String {
        let texts = self
            .fields
            .iter()
            .filter(|f| f.means == means)
            .map(|f| f.text.as_str());
        texts.collect::<Vec<_>>().join("\n")
    }

    /// Where the first cell with this meaning stands, else the first cell of the row.
    pub(super) fn at(&self, means: Column) -> String {
        let found = self.fields.iter().find(|f| f.means == means);
        found
            .or_else(|| self.fields.first())
            .map(|f| f.at.clone())
            .unwrap_or_default()
    }
}

/// One thing in the sequence.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// The heading of a priority.
    Heading {
        heading: Heading,
        text: String,
        at: Vec<String>,
    },
    /// A row of the plan.
    Line(Line),
    /// Words under a heading or between rows.
    Note { text: String, at: String },
}

/// What was gathered from a document.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) items: Vec<Item>,
    pub(super) headings: Vec<HeadingRow>,
    pub(super) unplaced: Vec<Unplaced>,
    pub(super) title: Option<(String, String)>,
    /// Whether any table or paragraph gave a row.
    pub(super) has_rows: bool,
}

impl Gathered {
    fn leave(&mut self, text: &str, at: &str, reason: &str) {
        let (text, at, reason) = (text.to_owned(), at.to_owned(), reason.to_owned());
        self.unplaced.push(Unplaced { at, text, reason });
    }

    fn heading(&mut self, heading: Heading, text: &str, at: Vec<String>) {
        self.items.push(Item::Heading {
            heading,
            text: text.to_owned(),
            at,
        });
    }
}

/// Gathers a document in its own order.
pub(super) fn gather(document: &Document, matching: &Matching) -> Gathered {
    let mut gathered = Gathered {
        title: title_of(document),
        ..Gathered::default()
    };
    let plan = |index: usize| {
        matching
            .tables
            .iter()
            .find(|t| t.table == index && t.usage == TableUse::Plan)
    };
    let plans = (0..document.tables.len())
        .filter(|index| plan(*index).is_some())
        .count();
    if plans == 0 {
        prose::gather(document, &mut gathered);
        return gathered;
    }
    for (index, table) in document.tables.iter().enumerate() {
        let over: Vec<&Loose> = document
            .loose
            .iter()
            .filter(|l| l.before_table == index)
            .collect();
        if let Some(matched) = plan(index) {
            captions(&over, plans > 1, &mut gathered);
            sheet_name(table, matched, plans > 1, &mut gathered);
            rows(table, matched, &mut gathered);
        } else {
            leave_loose(&over, &mut gathered);
            for cell in table.rows.iter().flat_map(|row| row.cells.iter()) {
                gathered.leave(&cell.text, &cell.at, OUTSIDE);
            }
        }
    }
    let after = document
        .loose
        .iter()
        .filter(|l| l.before_table >= document.tables.len());
    leave_loose(&after.collect::<Vec<_>>(), &mut gathered);
    gathered
}

/// The title: the first heading that is no priority, else the first words that name a plan or a
/// period, above everything else.
fn title_of(document: &Document) -> Option<(String, String)> {
    let reads = |text: &str| {
        let words = text.split_whitespace().count();
        let names = plain(text).contains("plan") || find_period(text).is_some();
        names && words <= 25 && read_heading(text).is_none()
    };
    let top = document.loose.iter().filter(|l| l.before_table == 0);
    let heads = |l: &&Loose| l.heading.is_some_and(|h| h <= 1) && read_heading(&l.text).is_none();
    // The board's own name often stands over the title of its plan, in the same style.
    let named = top.clone().filter(heads).find(|l| reads(&l.text));
    let titled = top.clone().find(heads);
    let worded = top.take(5).find(|l| reads(&l.text));
    if let Some(found) = named.or(titled).or(worded) {
        return Some((found.text.clone(), found.at.clone()));
    }
    let rows = document.tables.first()?.rows.iter().take(4);
    let mut alone = rows
        .filter(|row| row.cells.len() == 1)
        .filter_map(|row| row.cells.first());
    alone
        .find(|cell| reads(&cell.text))
        .map(|cell| (cell.text.clone(), cell.at.clone()))
}

fn is_title(gathered: &Gathered, at: &str) -> bool {
    gathered
        .title
        .as_ref()
        .is_some_and(|(_, title_at)| title_at == at)
}

fn leave_loose(over: &[&Loose], gathered: &mut Gathered) {
    for loose in over
        .iter()
        .filter(|l| !is_title(gathered, &l.at))
        .collect::<Vec<_>>()
    {
        gathered.leave(&loose.text, &loose.at, OUTSIDE);
    }
}

/// Paragraphs over a table of the plan: headings of priorities and what is said under them.
fn captions(over: &[&Loose], several: bool, gathered: &mut Gathered) {
    let last = over.iter().rposition(|l| l.heading.is_some());
    let mut named = false;
    for (index, loose) in over.iter().enumerate() {
        if is_title(gathered, &loose.at) {
            continue;
        }
        let at = vec![loose.at.clone()];
        if let Some(heading) = read_heading(&loose.text).filter(|_| !loose.list_item) {
            gathered.heading(heading, &loose.text, at);
            named = true;
        } else if several && last == Some(index) {
            gathered.heading(plain_heading(&loose.text), &loose.text, at);
            named = true;
        } else if named {
            gathered.items.push(Item::Note {
                text: loose.text.clone(),
                at: loose.at.clone(),
            });
        } else {
            gathered.leave(&loose.text, &loose.at, OUTSIDE);
        }
    }
}

/// One sheet for each priority: the sheet's name is the priority, where its rows name none.
fn sheet_name(table: &Table, matched: &TableMatching, several: bool, gathered: &mut Gathered) {
    let Some(sheet) = table.sheet.as_ref().filter(|_| several) else {
        return;
    };
    let unnamed = plain(sheet)
        .strip_prefix("sheet")
        .is_some_and(|n| n.trim().parse::<u32>().is_ok());
    let named = |row: &Row| heading_in(row, table, matched).is_some();
    if unnamed || matched.has(Column::Priority) || table.rows.iter().any(named) {
        return;
    }
    let heading = read_heading(sheet).unwrap_or_else(|| plain_heading(sheet));
    gathered.heading(heading, sheet, Vec::new());
}

fn rows(table: &Table, matched: &TableMatching, gathered: &mut Gathered) {
    let header = table
        .rows
        .iter()
        .find(|row| Some(row.number) == matched.header_row);
    let second = header.and_then(|header| second_headings(table, header));
    let header_words = [header, second].map(|row| row.map(words_of));
    let mut reach: Vec<Reach> = Vec::new();
    let mut changed: Option<TableMatching> = None;
    for row in &table.rows {
        let matched = changed.as_ref().unwrap_or(matched);
        let above = header.is_some_and(|h| row.number < h.number);
        let words = words_of(row);
        if Some(row.number) == matched.header_row
            || header_words.iter().flatten().any(|header| *header == words)
        {
            let cells = row
                .cells
                .iter()
                .map(|c| (c.at.clone(), c.text.clone()))
                .collect();
            gathered.headings.push(HeadingRow { cells });
        } else if let Some(new) = headings_again(row, table, matched) {
            let cells = row
                .cells
                .iter()
                .map(|c| (c.at.clone(), c.text.clone()))
                .collect();
            gathered.headings.push(HeadingRow { cells });
            changed = Some(new);
        } else if let Some((heading, text)) = heading_in(row, table, matched) {
            let at = row.cells.iter().map(|c| c.at.clone()).collect();
            gathered.heading(heading, &text, at);
        } else if let Some((heading, text)) = led_heading(row, matched) {
            let mut cells = row.cells.iter();
            let at = cells.next().map(|c| c.at.clone()).into_iter().collect();
            gathered.heading(heading, &text, at);
            gathered.items.extend(cells.map(|cell| Item::Note {
                text: cell.text.clone(),
                at: cell.at.clone(),
            }));
        } else if above {
            preamble(row, gathered);
        } else if let Some(cell) = spanning(row, table, matched) {
            if !is_title(gathered, &cell.at) {
                let (text, at) = (cell.text.clone(), cell.at.clone());
                gathered.items.push(Item::Note { text, at });
            }
        } else if is_total(row) {
            for cell in &row.cells {
                gathered.leave(&cell.text, &cell.at, TOTAL);
            }
        } else {
            reach.retain(|one| one.last >= row.number);
            line(row, matched, &reach, gathered);
            reach.extend(reaching(row, matched));
        }
    }
}

/// A heading of a priority with its lead or date beside it: "Priority 1: Neglect | Priority lead:
/// Director".
fn led_heading(row: &Row, matched: &TableMatching) -> Option<(Heading, String)> {
    let (first, rest) = row.cells.split_first()?;
    let worded = first.text.starts_with(char::is_alphabetic);
    let heading = read_heading(&first.text).filter(|h| h.number.is_some() && worded)?;
    let beside = |cell: &Cell| cell.columns > 1 || prose::labelled(&cell.text).is_some();
    let apart = matched.means(first.column) != Column::Priority;
    let merged = first.columns > 1 && rest.len() < 3 && rest.iter().all(beside);
    (apart && merged && !rest.is_empty()).then(|| (heading, first.text.clone()))
}

/// A merged cell and the last row it reaches.
struct Reach {
    last: usize,
    field: Field,
}

/// What holds for every row a merged cell covers.
const HOLDS_DOWN: [Column; 10] = [
    Column::Outcome,
    Column::Recommendation,
    Column::RecommendationOrOutcome,
    Column::Owner,
    Column::Agency,
    Column::Start,
    Column::Due,
    Column::Measure,
    Column::Resources,
    Column::Rag,
];

fn reaching(row: &Row, matched: &TableMatching) -> impl Iterator<Item = Reach> {
    let tall = row.cells.iter().filter(|cell| cell.rows > 1);
    tall.filter_map(move |cell| {
        let means = matched.means(cell.column);
        HOLDS_DOWN.contains(&means).then(|| Reach {
            last: row.number.saturating_add(cell.rows - 1),
            field: Field {
                means,
                text: cell.text.clone(),
                at: cell.at.clone(),
            },
        })
    })
}

/// Whether a row only counts the rows above: "Total | 12".
fn is_total(row: &Row) -> bool {
    let Some((first, rest)) = row.cells.split_first() else {
        return false;
    };
    let words = plain(&first.text);
    let words = words.strip_prefix("grand ").unwrap_or(&words);
    let words = words.strip_prefix("sub ").unwrap_or(words);
    let total = matches!(words, "total" | "totals" | "subtotal")
        || (words.starts_with("total ") && words.split(' ').count() <= 6);
    let number = |cell: &Cell| {
        let text = cell.text.trim().trim_end_matches('%');
        text.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '£'))
    };
    total && rest.iter().all(number)
}

fn words_of(row: &Row) -> Vec<(usize, String)> {
    row.cells
        .iter()
        .map(|c| (c.column, plain(&c.text)))
        .collect()
}

fn preamble(row: &Row, gathered: &mut Gathered) {
    for cell in &row.cells {
        if !is_title(gathered, &cell.at) {
            gathered.leave(&cell.text, &cell.at, OUTSIDE);
        }
    }
}

fn line(row: &Row, matched: &TableMatching, reach: &[Reach], gathered: &mut Gathered) {
    let mut line = Line {
        over: reach.iter().map(|one| one.field.clone()).collect(),
        ..Line::default()
    };
    for cell in &row.cells {
        let means = matched.means(cell.column);
        // A dash or a bullet alone stands for nothing.
        if is_title(gathered, &cell.at) || squeeze(&cell.text).is_empty() {
            continue;
        }
        if means == Column::Ignore {
            gathered.leave(&cell.text, &cell.at, IGNORED);
        } else {
            line.fields.push(Field {
                means,
                text: cell.text.clone(),
                at: cell.at.clone(),
            });
        }
    }
    if !line.fields.is_empty() {
        shading(row, matched, &mut line);
        gathered.has_rows = true;
        gathered.items.push(Item::Line(line));
    }
}

/// A rating that only the colour of its cell gives: the colour's word is put before what the cell
/// says, if it says anything.
fn shading(row: &Row, matched: &TableMatching, line: &mut Line) {
    let of_rating = |column: usize| matched.means(column) == Column::Rag;
    let mut shades = row.shades.iter().filter(|shade| of_rating(shade.column));
    // Two ratings in one row could mean two things: then neither is read.
    let (Some(shade), None) = (shades.next(), shades.next()) else {
        return;
    };
    let colour = shade.colour.word();
    match line.fields.iter_mut().find(|f| f.means == Column::Rag) {
        Some(field) if read_colour(&field.text).is_none() => {
            field.text = format!("{colour}: {}", field.text);
        }
        Some(_) => return,
        None => line.fields.push(Field {
            means: Column::Rag,
            text: colour.to_owned(),
            at: shade.at.clone(),
        }),
    }
    line.shaded = true;
}

/// The one cell of a row that stands across the table.
fn spanning<'a>(row: &'a Row, table: &Table, matched: &TableMatching) -> Option<&'a Cell> {
    let first = row.cells.first()?;
    let repeated = row.cells.len() > 2
        && row
            .cells
            .iter()
            .all(|cell| squeeze(&cell.text) == squeeze(&first.text));
    if row.cells.len() > 1 && !repeated {
        return None;
    }
    let merged = first.columns >= usize::max(2, table.width.saturating_sub(1));
    let in_reference = matched.means(first.column) == Column::Reference
        && read_reference(&first.text).is_none()
        && first.text.split_whitespace().count() > 2;
    (merged || repeated || in_reference).then_some(first)
}

/// A row of a whole number and one text, no action, with rows of that number under it ("1" and its
/// words, then "1.1"): many boards write the priority so.
fn numbered_above(row: &Row, table: &Table, matched: &TableMatching) -> Option<(Heading, String)> {
    let [first, second] = row.cells.as_slice() else {
        return None;
    };
    let number = first.text.trim().trim_end_matches('.');
    let whole = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let in_place = matched.means(first.column) == Column::Reference
        && matched.means(second.column) != Column::Action;
    if !whole || !in_place {
        return None;
    }
    let under = table
        .rows
        .iter()
        .find(|other| other.number > row.number && !other.cells.is_empty());
    let below = under?.cells.first()?;
    let counted = below.text.trim().strip_prefix(number)?.strip_prefix('.')?;
    if !counted.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let heading = Heading {
        number: Some(number.to_owned()),
        ..plain_heading(&second.text)
    };
    Some((
        heading,
        one_line(&format!("{} {}", first.text, second.text)),
    ))
}

/// The heading of a priority in this row, if it is one: across the table, or in the first cells.
fn heading_in(row: &Row, table: &Table, matched: &TableMatching) -> Option<(Heading, String)> {
    let first = row.cells.first()?;
    if let Some(cell) = spanning(row, table, matched) {
        return read_heading(&cell.text).map(|heading| (heading, cell.text.clone()));
    }
    if matched.means(first.column) == Column::Priority {
        return None;
    }
    if let Some(found) = numbered_above(row, table, matched) {
        return Some(found);
    }
    let heading = read_heading(&first.text)?;
    let worded = first.text.starts_with(char::is_alphabetic);
    if row.cells.len() == 1 && worded {
        return Some((heading, first.text.clone()));
    }
    // "Priority 1" in one cell and its title in the next.
    if row.cells.len() == 2 && worded && heading.title.is_empty() {
        let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        let text = one_line(&texts.join(" "));
        return read_heading(&text).map(|heading| (heading, text));
    }
    None
}
