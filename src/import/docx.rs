//! Word documents: tables with merged cells, headings, lists, page headers and footnotes.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::document::{
    COLUMNS_MAX, Cell, DocumentKind, Loose, Meter, Parts, Row, Table, Unreadable, table,
};
use super::numbering::Numbering;
use super::parts::{attribute, decode, heading_level, headings_of, main_part};
use super::shades::{Shaded, telling};
use super::wording::tidy;

/// Deepest nesting of XML elements that is followed.
const DEPTH_MAX: usize = 256;

/// Reads the parts of a Word document.
pub(super) fn read(parts: &BTreeMap<String, Vec<u8>>) -> Result<Parts, Unreadable> {
    let main = main_part(parts);
    let Some(body) = parts.get(&main) else {
        return Err(Unreadable::Broken {
            detail: "it has no main part".to_owned(),
        });
    };
    let styles = parts
        .get("word/styles.xml")
        .map_or_else(BTreeMap::new, |xml| headings_of(xml));
    let numbering = parts
        .get("word/numbering.xml")
        .map_or_else(Numbering::default, |xml| Numbering::of(&decode(xml)));
    let mut reading = Reading {
        styles,
        numbering,
        ..Reading::default()
    };
    reading.part(body, None)?;
    for (name, xml) in parts {
        let kind = [
            ("header", "page header"),
            ("footer", "page footer"),
            ("footnotes", "footnote"),
            ("endnotes", "endnote"),
            ("comments.", "comment"),
        ]
        .iter()
        .find(|(prefix, _)| {
            name.strip_prefix("word/")
                .is_some_and(|n| n.starts_with(prefix))
        });
        if let Some((_, label)) = kind {
            reading.part(xml, Some(label))?;
        }
    }
    Ok((DocumentKind::Word, reading.tables, reading.loose))
}

/// A table being read; tables nest, so they stand on a stack.
#[derive(Default)]
struct OpenTable {
    rows: Vec<Row>,
    row_number: usize,
    row: Option<OpenRow>,
    /// Column → (index in rows, index in cells) of the cell a vertical merge began with.
    merged: BTreeMap<usize, (usize, usize)>,
}

#[derive(Default)]
struct OpenRow {
    header: bool,
    column: usize,
    cells: Vec<Cell>,
    cell: Option<OpenCell>,
    continued: Vec<(usize, usize)>,
    starts: Vec<usize>,
    shaded: Vec<Shaded>,
    /// The lines of its last cell and the tables in it, should it be the only cell.
    layout: Option<(Vec<String>, Vec<Inner>)>,
    /// How many cells it has, with text or without.
    width: usize,
}

#[derive(Default)]
struct OpenCell {
    columns: usize,
    merge: Merge,
    lines: Vec<String>,
    /// The colour of its shading, six hexadecimal digits.
    colour: Option<String>,
    /// Tables inside it that could be plans, each with the number of lines that came before it
    /// and the number it takes.
    inner: Vec<Inner>,
}

struct Inner {
    line: usize,
    lines: usize,
    rows: Vec<Row>,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Merge {
    #[default]
    None,
    Start,
    Continue,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    heading: Option<u8>,
    list_item: bool,
    /// The list it is counted in, and the level there.
    list: Option<String>,
    level: usize,
}

#[derive(Default)]
struct Reading {
    styles: BTreeMap<String, u8>,
    numbering: Numbering,
    tables: Vec<Table>,
    loose: Vec<Loose>,
    open: Vec<OpenTable>,
    paragraphs: Vec<Paragraph>,
    paragraph_number: usize,
    label: Option<&'static str>,
    /// Inside a run's properties or other parts whose text is not the document's.
    in_run: usize,
    in_text: bool,
    in_cell_properties: bool,
    inner_tables: usize,
    skipping: usize,
    meter: Meter,
}

impl Reading {
    fn part(&mut self, xml: &[u8], label: Option<&'static str>) -> Result<(), Unreadable> {
        self.label = label;
        let text = decode(xml);
        let mut reader = Reader::from_str(&text);
        reader.config_mut().expand_empty_elements = true;
        let mut depth = 0_usize;
        loop {
            let event = reader.read_event().map_err(|error| Unreadable::Broken {
                detail: error.to_string(),
            })?;
            match event {
                Event::Start(element) => {
                    depth += 1;
                    if depth > DEPTH_MAX {
                        let detail = format!("nested deeper than {DEPTH_MAX} elements");
                        return Err(Unreadable::Broken { detail });
                    }
                    self.start(&element)?;
                }
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    self.end(element.local_name().as_ref())?;
                }
                Event::Text(words) => self.words(&words.xml10_content())?,
                Event::CData(words) => self.words(&words.xml10_content())?,
                Event::GeneralRef(reference) => self.reference(&reference)?,
                Event::Eof if depth > 0 => {
                    return Err(Unreadable::Broken {
                        detail: "it ends too early".to_owned(),
                    });
                }
                Event::Eof => return Ok(()),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    fn reference(&mut self, reference: &quick_xml::events::BytesRef<'_>) -> Result<(), Unreadable> {
        let named = match reference.xml10_content().as_ref() {
            "amp" => "&".to_owned(),
            "lt" => "<".to_owned(),
            "gt" => ">".to_owned(),
            "quot" => "\"".to_owned(),
            "apos" => "'".to_owned(),
            other => match reference.resolve_char_ref() {
                Ok(Some(letter)) => letter.to_string(),
                // An entity of the file's own is kept as written, never expanded.
                Ok(None) | Err(_) => format!("&{other};"),
            },
        };
        self.words(&named)
    }

    fn words(&mut self, words: &str) -> Result<(), Unreadable> {
        if self.in_text && self.skipping == 0 {
            self.meter.text(words)?;
            if let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.text.push_str(words);
            }
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        let name = element.local_name();
        let name = name.as_ref();
        // Deleted or moved-away text, and the second copy that old readers get of a text box.
        if self.skipping > 0 || matches!(name, "Fallback" | "del" | "moveFrom") {
            self.skipping += 1;
            return Ok(());
        }
        match name {
            "tbl" => {
                self.inner_tables += usize::from(!self.open.is_empty());
                self.open.push(OpenTable::default());
            }
            "tr" => self.start_row()?,
            "tc" => self.start_cell(),
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => self.in_run += 1,
            "t" => self.in_text = true,
            "tcPr" => self.in_cell_properties = true,
            "sym" if self.in_run > 0 => self.symbol(element),
            "br" | "cr" if self.in_run > 0 => self.push_text("\n"),
            "tab" if self.in_run > 0 => self.push_text("\t"),
            "noBreakHyphen" if self.in_run > 0 => self.push_text("-"),
            _ => self.property(name, element)?,
        }
        Ok(())
    }

    fn push_text(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    /// A letter of a font of symbols: ticks and crosses are kept as such.
    fn symbol(&mut self, element: &BytesStart<'_>) {
        let code = attribute(element, "char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
        let font = attribute(element, "font").unwrap_or_default();
        let wingdings = font.to_lowercase().starts_with("wingdings");
        let letter = match code.map(|code| code & 0xff) {
            Some(0xfc | 0xfe) if wingdings => Some('✓'),
            Some(0xfb | 0xfd) if wingdings => Some('✗'),
            Some(_) => code.and_then(char::from_u32),
            None => None,
        };
        if let Some(letter) = letter {
            self.push_text(&letter.to_string());
        }
    }

    fn property(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        let value = attribute(element, "val");
        match name {
            "pStyle" => {
                let style = value.unwrap_or_default();
                let level = self
                    .styles
                    .get(&style)
                    .copied()
                    .or_else(|| heading_level(&style));
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.heading = level;
                    paragraph.list_item |= style.to_lowercase().starts_with("list");
                }
            }
            "numPr" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.list_item = true;
                }
            }
            "numId" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.list = value;
                }
            }
            "ilvl" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.level = number(value);
                }
            }
            "tblHeader" => {
                if let Some(row) = self.row() {
                    row.header = !matches!(value.as_deref(), Some("0" | "false" | "off"));
                }
            }
            "gridBefore" => {
                let before = number(value);
                Meter::column(before)?;
                if let Some(row) = self.row() {
                    row.column += before;
                }
            }
            "gridSpan" => {
                let span = number(value).max(1);
                Meter::column(span)?;
                if let Some(cell) = self.cell() {
                    cell.columns = span;
                }
            }
            "shd" if self.in_cell_properties => {
                let colour = attribute(element, "fill");
                if let Some(cell) = self.cell() {
                    cell.colour = colour;
                }
            }
            "vMerge" => {
                if let Some(cell) = self.cell() {
                    let start = value.as_deref() == Some("restart");
                    cell.merge = if start { Merge::Start } else { Merge::Continue };
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self) -> Option<&mut OpenRow> {
        self.open.last_mut()?.row.as_mut()
    }

    fn cell(&mut self) -> Option<&mut OpenCell> {
        self.row()?.cell.as_mut()
    }

    fn start_row(&mut self) -> Result<(), Unreadable> {
        self.meter.row()?;
        if let Some(open) = self.open.last_mut() {
            open.row_number += 1;
            open.row = Some(OpenRow {
                column: 1,
                ..OpenRow::default()
            });
        }
        Ok(())
    }

    fn start_cell(&mut self) {
        if let Some(row) = self.row() {
            row.cell = Some(OpenCell {
                columns: 1,
                ..OpenCell::default()
            });
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        if self.skipping > 0 {
            self.skipping -= 1;
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "tcPr" => self.in_cell_properties = false,
            "r" => self.in_run = self.in_run.saturating_sub(1),
            "p" => self.end_paragraph()?,
            "tc" => self.end_cell()?,
            "tr" => self.end_row(),
            "tbl" => self.end_table(),
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), Unreadable> {
        let Some(paragraph) = self.paragraphs.pop() else {
            return Ok(());
        };
        let mut text = tidy(&paragraph.text);
        Meter::cell(&text)?;
        let counted = paragraph
            .list
            .as_deref()
            .and_then(|list| self.numbering.next(list, paragraph.level));
        // A text box stands inside a paragraph: its text becomes lines of that paragraph.
        if let Some(outer) = self.paragraphs.last_mut() {
            if !text.is_empty() {
                outer.text.push('\n');
                outer.text.push_str(&text);
                outer.text.push('\n');
            }
            return Ok(());
        }
        if let Some(cell) = self.cell() {
            let bullet = paragraph.list_item && !text.is_empty();
            // A number with nothing beside it is what the cell shows.
            if let Some(counted) = counted.filter(|_| text.is_empty()) {
                text = counted;
            }
            cell.lines
                .push(if bullet { format!("• {text}") } else { text });
            return Ok(());
        }
        if self.label.is_none() {
            self.paragraph_number += 1;
        }
        if text.is_empty() {
            return Ok(());
        }
        let at = self.label.map_or_else(
            || format!("paragraph {}", self.paragraph_number),
            str::to_owned,
        );
        self.meter.row()?;
        self.loose.push(Loose {
            text,
            heading: paragraph.heading,
            list_item: paragraph.list_item,
            before_table: self.tables.len(),
            at,
        });
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Unreadable> {
        let nested = self.open.len() > 1;
        let (table_number, inner_number) = (self.tables.len() + 1, self.inner_tables);
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        let row_number = open.row_number;
        let Some(row) = open.row.as_mut() else {
            return Ok(());
        };
        let Some(cell) = row.cell.take() else {
            return Ok(());
        };
        let column = row.column;
        row.column = (row.column + cell.columns).min(COLUMNS_MAX + 1);
        Meter::column(row.column - 1)?;
        match cell.merge {
            Merge::Continue => {
                if let Some(place) = open.merged.get(&column) {
                    row.continued.push(*place);
                }
            }
            Merge::Start | Merge::None => {
                open.merged.remove(&column);
            }
        }
        let text = tidy(&cell.lines.join("\n"));
        Meter::cell(&text)?;
        let inner = if nested {
            format!("inner table {inner_number}, ")
        } else {
            String::new()
        };
        let at = format!("table {table_number}, {inner}row {row_number}, column {column}");
        row.width += 1;
        row.layout = Some((cell.lines, cell.inner)).filter(|(_, inner)| !inner.is_empty());
        row.shaded.extend(cell.colour.map(|colour| Shaded {
            column,
            colour: colour.to_uppercase(),
            at: at.clone(),
        }));
        if text.is_empty() {
            return Ok(());
        }
        if cell.merge == Merge::Start {
            row.starts.push(row.cells.len());
        }
        row.cells.push(Cell {
            column,
            columns: cell.columns,
            rows: 1,
            text,
            at,
        });
        Ok(())
    }

    fn end_row(&mut self) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let Some(mut row) = open.row.take() else {
            return;
        };
        let layout = row.layout.take().filter(|_| row.width == 1);
        if let Some((lines, inner)) = layout {
            self.laid_out(lines, inner);
            return;
        }
        for (row_index, cell_index) in row.continued {
            let began = open
                .rows
                .get_mut(row_index)
                .and_then(|r| r.cells.get_mut(cell_index));
            if let Some(cell) = began {
                cell.rows += 1;
            }
        }
        if row.cells.is_empty() {
            return;
        }
        for start in row.starts {
            if let Some(cell) = row.cells.get(start) {
                open.merged.insert(cell.column, (open.rows.len(), start));
            }
        }
        open.rows.push(Row {
            number: open.row_number,
            header: row.header,
            cells: row.cells,
            shades: telling(row.shaded, row.width),
        });
    }

    /// A row whose only cell holds tables is there for the look of the page: its tables are tables
    /// of the document, and its words stand outside them.
    fn laid_out(&mut self, lines: Vec<String>, inner: Vec<Inner>) {
        let mut from = 0;
        for one in inner {
            self.outside(lines.get(from..one.line).unwrap_or_default());
            from = one.line + one.lines;
            let name = format!("table {}", self.tables.len() + 1);
            self.tables.push(table(name, None, one.rows));
        }
        self.outside(lines.get(from..).unwrap_or_default());
    }

    /// Words beside a table that stands in a cell.
    fn outside(&mut self, lines: &[String]) {
        for line in lines.iter().filter(|line| !line.trim().is_empty()) {
            self.paragraph_number += 1;
            self.loose.push(Loose {
                text: tidy(line),
                heading: None,
                list_item: false,
                before_table: self.tables.len(),
                at: format!("paragraph {}", self.paragraph_number),
            });
        }
    }

    fn end_table(&mut self) {
        let Some(open) = self.open.pop() else { return };
        // A table inside a cell becomes lines of that cell.
        let outermost = self.open.len() == 1;
        if let Some(cell) = self.cell() {
            let line = cell.lines.len();
            for row in &open.rows {
                let texts: Vec<&str> = row.cells.iter().map(|c| c.text.as_str()).collect();
                cell.lines.push(texts.join(" "));
            }
            let lines = cell.lines.len() - line;
            let wide = open.rows.iter().any(|row| row.cells.len() > 1);
            if outermost && wide && open.rows.len() > 1 {
                let rows = open.rows;
                cell.inner.push(Inner { line, lines, rows });
            }
            return;
        }
        let name = format!("table {}", self.tables.len() + 1);
        if !open.rows.is_empty() {
            self.tables.push(table(name, None, open.rows));
        }
    }
}

fn number(value: Option<String>) -> usize {
    value.and_then(|v| v.parse().ok()).unwrap_or(0)
}
