//! Excel workbooks: every sheet in order, with merged cells and real dates.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader as _, SheetType, Xlsx, XlsxError};
use chrono::NaiveTime;

use super::document::{Cell, DocumentKind, Meter, Parts, Row, Table, Unreadable, table};
use super::fills::{self, Fills};
use super::shades::{Shaded, telling};
use super::wording::tidy;

/// Most merged areas looked at on one sheet; the rest count as single cells.
const MERGES_MAX: usize = 20_000;

/// Reads a workbook whose packed sizes have been checked already.
pub(super) fn read(bytes: &[u8]) -> Result<Parts, Unreadable> {
    // The bytes come from strangers and the reader of workbooks is not ours: should it panic on
    // a damaged file, that file is broken and nothing else.
    catch_unwind(AssertUnwindSafe(|| sheets(bytes))).unwrap_or_else(|_| {
        Err(Unreadable::Broken {
            detail: "its sheets make no sense".into(),
        })
    })
}

fn sheets(bytes: &[u8]) -> Result<Parts, Unreadable> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut meter = Meter::default();
    let mut tables = Vec::new();
    let painted = fills::of_sheets(bytes);
    let plain = Fills::new();
    for name in names {
        let rows = rows_of(&mut book, &name, &mut meter)?;
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let fills = painted.get(&name).unwrap_or(&plain);
        tables.extend(sheet(name, rows, &merges, fills));
    }
    Ok((DocumentKind::Excel, tables, Vec::new()))
}

fn broken(error: XlsxError) -> Unreadable {
    Unreadable::Broken {
        detail: error.to_string(),
    }
}

/// Row (from 0) → column (from 0) → text. Cells are streamed: a sheet with one cell in its last
/// corner costs one cell.
type Sparse = BTreeMap<u32, BTreeMap<u32, String>>;

fn rows_of(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    meter: &mut Meter,
) -> Result<Sparse, Unreadable> {
    let mut reader = book.worksheet_cells_reader(name).map_err(broken)?;
    let mut rows = Sparse::new();
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let text = tidy(&text_of(cell.get_value()));
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        Meter::column(
            usize::try_from(column)
                .unwrap_or(usize::MAX)
                .saturating_add(1),
        )?;
        meter.text(&text)?;
        Meter::cell(&text)?;
        if !rows.contains_key(&row) {
            meter.row()?;
        }
        rows.entry(row).or_default().insert(column, text);
    }
    Ok(rows)
}

/// A cell as a person reads it; dates as `2017-03-31`.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    let whole = moment.as_f64();
    // Outside the years 1900 to 9999 it is no date, whatever the cell's format says.
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&whole) {
        return whole.to_string();
    }
    match moment.as_datetime() {
        Some(at) if at.time() == NaiveTime::MIN => at.date().to_string(),
        Some(at) => at.format("%Y-%m-%d %H:%M").to_string(),
        None => whole.to_string(),
    }
}

fn sheet(name: String, rows: Sparse, merges: &[Dimensions], fills: &Fills) -> Option<Table> {
    let spans: BTreeMap<(u32, u32), (u32, u32)> = merges
        .iter()
        .take(MERGES_MAX)
        .map(|area| {
            let rows = area.end.0.saturating_sub(area.start.0).saturating_add(1);
            let columns = area.end.1.saturating_sub(area.start.1).saturating_add(1);
            (area.start, (rows, columns))
        })
        .collect();
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|(row, cells)| {
            let painted: Vec<Shaded> = fills
                .get(&row)
                .into_iter()
                .flatten()
                .map(|(column, colour)| Shaded {
                    column: index(*column) + 1,
                    colour: colour.clone(),
                    at: format!("{name}!{}{}", letters(*column), u64::from(row) + 1),
                })
                .collect();
            let shades = telling(painted, cells.len());
            let cells = cells
                .into_iter()
                .map(|(column, text)| {
                    let (tall, wide) = spans.get(&(row, column)).copied().unwrap_or((1, 1));
                    let at = format!("{name}!{}{}", letters(column), u64::from(row) + 1);
                    Cell {
                        column: index(column) + 1,
                        columns: index(wide).min(super::document::COLUMNS_MAX),
                        rows: index(tall),
                        text,
                        at,
                    }
                })
                .collect();
            Row {
                number: index(row) + 1,
                header: false,
                cells,
                shades,
            }
        })
        .collect();
    (!rows.is_empty()).then(|| table(name.clone(), Some(name), rows))
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX / 2)
}

/// The letters of a column counted from 0: A, B, … Z, AA.
fn letters(column: u32) -> String {
    let mut left = u64::from(column) + 1;
    let mut found = Vec::new();
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or(0);
        found.push(char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    found.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_are_named_as_excel_names_them() {
        assert_eq!(super::letters(0), "A");
        assert_eq!(super::letters(25), "Z");
        assert_eq!(super::letters(26), "AA");
        assert_eq!(super::letters(701), "ZZ");
        assert_eq!(super::letters(702), "AAA");
    }
}
