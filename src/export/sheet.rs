//! A list as people take it away: one marked table with a title, in .xlsx or .csv.

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, FormatAlign, Table, TableColumn, TableStyle, Workbook, XlsxError};

/// The longest text a cell of a spreadsheet can hold, in characters.
pub const CELL_CHARACTERS_MAX: usize = 32_767;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Words. Never read as a formula.
    Words(String),
    /// A day: a real date in .xlsx, `2026-11-22` in .csv.
    Day(NaiveDate),
    /// A count.
    Count(u64),
}

impl Cell {
    /// Words, or nothing where there are none.
    pub fn words(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() {
            Self::Blank
        } else {
            Self::Words(words)
        }
    }

    /// A day, or nothing where there is none.
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Blank, Self::Day)
    }
}

/// A column: its heading, and how wide it is in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// The words at the top.
    pub words: &'static str,
    /// How wide, in characters.
    pub width_characters: u8,
}

/// A heading of a column that wide, in characters.
pub const fn heading(words: &'static str, width_characters: u8) -> Heading {
    Heading {
        words,
        width_characters,
    }
}

/// A list with its title and headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What the list is, as one line above it.
    pub title: String,
    /// What it covers and as at when, as a second line.
    pub note: String,
    /// The columns.
    pub headings: Vec<Heading>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// Why a list could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The spreadsheet could not be made.
    #[error("the spreadsheet could not be made: {0}")]
    Xlsx(#[from] XlsxError),
    /// The text file could not be made.
    #[error("the text file could not be made: {0}")]
    Csv(#[from] csv::Error),
    /// More rows than a spreadsheet holds.
    #[error("{0} rows are more than a spreadsheet holds (1,048,576): filter the list first")]
    TooLong(usize),
}

/// Writes a list as .csv: UTF-8 with a byte order mark, so that Excel reads it; words that a
/// spreadsheet would run as a formula begin with an apostrophe.
///
/// # Errors
/// When the writer fails, which writing to memory does not.
pub fn to_csv(sheet: &Sheet) -> Result<Vec<u8>, SheetError> {
    written(sheet, &[])
}

/// As [`to_csv`], with the title and the note above the headings: a plan read in again keeps its
/// title and period that way.
///
/// # Errors
/// As [`to_csv`].
pub fn to_titled_csv(sheet: &Sheet) -> Result<Vec<u8>, SheetError> {
    written(sheet, &[&sheet.title, &sheet.note])
}

/// The rows alone, without mark and headings: what follows [`to_csv`] where a list is written in
/// parts.
///
/// # Errors
/// As [`to_csv`].
pub fn more_csv(sheet: &Sheet) -> Result<Vec<u8>, SheetError> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in &sheet.rows {
        writer.write_record(row.iter().map(csv_words))?;
    }
    writer
        .into_inner()
        .map_err(|e| SheetError::Csv(e.into_error().into()))
}

fn written(sheet: &Sheet, above: &[&str]) -> Result<Vec<u8>, SheetError> {
    let bytes = vec![0xEF, 0xBB, 0xBF];
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(bytes);
    for line in above.iter().filter(|line| !line.is_empty()) {
        writer.write_record([neutral(line)])?;
    }
    writer.write_record(sheet.headings.iter().map(|heading| heading.words))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(csv_words))?;
    }
    writer
        .into_inner()
        .map_err(|e| SheetError::Csv(e.into_error().into()))
}

fn csv_words(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Words(words) => neutral(words),
        Cell::Day(day) => day.format("%Y-%m-%d").to_string(),
        Cell::Count(count) => count.to_string(),
    }
}

/// Words that no spreadsheet runs: `=`, `+`, `-`, `@`, a tab or a carriage return at the start
/// are preceded by an apostrophe. [`as_written`] takes it away again.
pub fn neutral(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{words}")
    } else {
        words.to_owned()
    }
}

/// The words as they were before [`neutral`].
pub fn as_written(words: &str) -> &str {
    match words.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        Some(_) | None => words,
    }
}

/// Writes a list as .xlsx: title and note above one marked table, its header frozen and repeated
/// in print, landscape on A4, real dates. The same list gives the same bytes.
///
/// # Errors
/// When there are more rows than a spreadsheet holds, or it cannot be written.
pub fn to_xlsx(sheet: &Sheet) -> Result<Vec<u8>, SheetError> {
    const ABOVE: u32 = 3;
    let rows = u32::try_from(sheet.rows.len()).map_err(|_| SheetError::TooLong(usize::MAX))?;
    if rows > 1_048_000 {
        return Err(SheetError::TooLong(sheet.rows.len()));
    }
    let mut book = Workbook::new();
    let made = rust_xlsxwriter::ExcelDateTime::from_ymd(2020, 1, 1)?;
    let properties = rust_xlsxwriter::DocProperties::new().set_title(&sheet.title);
    book.set_properties(&properties.set_creation_datetime(&made));
    let title = Format::new().set_bold().set_font_size(14);
    let day = Format::new()
        .set_num_format("d mmmm yyyy")
        .set_align(FormatAlign::Top);
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let page = book.add_worksheet();
    page.set_name("List")?
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    page.write_string_with_format(0, 0, &sheet.title, &title)?;
    page.write_string(1, 0, &sheet.note)?;
    for (column, heading) in (0_u16..).zip(&sheet.headings) {
        page.set_column_width(column, f64::from(heading.width_characters))?;
    }
    for (number, row) in (ABOVE + 1..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                Cell::Blank => {}
                Cell::Words(text) => {
                    let cut: String = text.chars().take(CELL_CHARACTERS_MAX).collect();
                    page.write_string_with_format(number, column, cut, &words)?;
                }
                Cell::Day(on) => {
                    page.write_datetime_with_format(number, column, on, &day)?;
                }
                Cell::Count(count) => {
                    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
                    page.write_number_with_format(number, column, *count as f64, &words)?;
                }
            }
        }
    }
    let columns: Vec<TableColumn> = sheet
        .headings
        .iter()
        .map(|h| TableColumn::new().set_header(h.words))
        .collect();
    let last = u16::try_from(sheet.headings.len())
        .unwrap_or(u16::MAX)
        .saturating_sub(1);
    let table = Table::new()
        .set_columns(&columns)
        .set_style(TableStyle::Light1);
    page.add_table(ABOVE, 0, ABOVE + rows.max(1), last, &table)?;
    page.set_freeze_panes(ABOVE + 1, 0)?;
    page.set_repeat_rows(ABOVE, ABOVE)?;
    Ok(book.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            title: "Actions".into(),
            note: "As at 22 November 2026".into(),
            headings: vec![heading("Ref", 8), heading("Action", 40), heading("Due", 18)],
            rows: vec![vec![
                Cell::words("1.1"),
                Cell::words("=HYPERLINK(\"x\")"),
                Cell::day(NaiveDate::from_ymd_opt(2026, 3, 31)),
            ]],
        }
    }

    #[test]
    fn a_formula_leaves_a_text_file_as_words_and_comes_back_as_written() {
        let text = String::from_utf8(to_csv(&sheet()).unwrap()).unwrap();
        assert!(text.starts_with('\u{feff}'));
        assert!(text.contains("\"'=HYPERLINK"), "{text}");
        for words in ["=1", "+44", "- a bullet", "@x", "plain", "'quoted'"] {
            assert_eq!(as_written(&neutral(words)), words);
        }
    }

    #[test]
    fn a_spreadsheet_has_a_real_date_and_no_formula_and_the_same_bytes_each_time() {
        use calamine::{Data, Reader, Xlsx};
        let bytes = to_xlsx(&sheet()).unwrap();
        assert_eq!(bytes, to_xlsx(&sheet()).unwrap());
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("List").unwrap();
        assert_eq!(
            range.get_value((4, 1)),
            Some(&Data::String("=HYPERLINK(\"x\")".into()))
        );
        assert!(matches!(range.get_value((4, 2)), Some(Data::DateTime(_))));
        assert!(book.worksheet_formula("List").unwrap().is_empty());
    }
}
