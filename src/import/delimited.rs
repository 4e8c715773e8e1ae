//! Delimited text: any of four delimiters, in UTF-8, UTF-16 or Windows-1252.

use super::document::{Cell, DocumentKind, Meter, Parts, Row, Unreadable, table};
use super::wording::tidy;

/// How many rows are looked at to tell the delimiter.
const SAMPLE_ROWS: usize = 60;

/// Reads delimited text.
pub(super) fn read(bytes: &[u8]) -> Result<Parts, Unreadable> {
    let text = decode(bytes)?;
    let (delimiter, text) = delimiter_of(&text);
    let mut meter = Meter::default();
    let mut rows = Vec::new();
    for (index, record) in records(text, delimiter).enumerate() {
        let record = record.map_err(|error| Unreadable::Broken {
            detail: error.to_string(),
        })?;
        Meter::column(record.len())?;
        let row = row_of(index + 1, &record, &mut meter)?;
        if !row.cells.is_empty() {
            meter.row()?;
            rows.push(row);
        }
    }
    let tables = if rows.is_empty() {
        Vec::new()
    } else {
        vec![table("table 1".to_owned(), None, rows)]
    };
    Ok((DocumentKind::Delimited, tables, Vec::new()))
}

fn row_of(number: usize, record: &csv::StringRecord, meter: &mut Meter) -> Result<Row, Unreadable> {
    let mut cells = Vec::new();
    for (index, field) in record.iter().enumerate() {
        meter.text(field)?;
        Meter::cell(field)?;
        let text = tidy(without_guard(field));
        if !text.is_empty() {
            let column = index + 1;
            let at = format!("row {number}, column {column}");
            cells.push(Cell {
                column,
                columns: 1,
                rows: 1,
                text,
                at,
            });
        }
    }
    Ok(Row {
        number,
        header: false,
        cells,
        shades: Vec::new(),
    })
}

/// Drops the apostrophe that an export puts before what a spreadsheet would take for a formula.
fn without_guard(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        Some(_) | None => field,
    }
}

fn records(text: &str, delimiter: u8) -> csv::StringRecordsIntoIter<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
        .into_records()
}

/// Finds the delimiter: the one Excel's `sep=` line names, else the one that cuts most rows into
/// the same number of cells.
fn delimiter_of(text: &str) -> (u8, &str) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let [delimiter @ (b',' | b';' | b'\t' | b'|'), ..] = rest.as_bytes()
    {
        return (*delimiter, rest.get(1..).unwrap_or_default());
    }
    let score = |delimiter: u8| {
        let mut counts = std::collections::BTreeMap::new();
        for record in records(text, delimiter).take(SAMPLE_ROWS).flatten() {
            *counts.entry(record.len()).or_insert(0_usize) += 1;
        }
        let best = counts
            .iter()
            .filter(|(width, _)| **width > 1)
            .max_by_key(|(_, count)| **count);
        best.map_or((0, 0), |(width, count)| (*count, *width))
    };
    let best = [b',', b';', b'\t', b'|']
        .into_iter()
        .rev()
        .max_by_key(|delimiter| score(*delimiter));
    (best.unwrap_or(b','), text)
}

/// Decodes text and refuses what is not text.
fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let text = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => {
            let (text, _, faulty) = encoding.decode(bytes);
            if faulty {
                return Err(Unreadable::WrongEncoding);
            }
            text.into_owned()
        }
        None => without_mark(bytes)?,
    };
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}');
    if text.chars().any(control) {
        return Err(Unreadable::NotADocument {
            looks_like: "no text and no Office document",
        });
    }
    Ok(text)
}

fn without_mark(bytes: &[u8]) -> Result<String, Unreadable> {
    // Latin text in UTF-16 has a zero in every second byte.
    let zeros = |odd: usize| {
        bytes
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let utf16 = if odd * 10 > bytes.len() * 3 && even == 0 {
        Some(encoding_rs::UTF_16LE)
    } else if even * 10 > bytes.len() * 3 && odd == 0 {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    };
    if let Some(encoding) = utf16 {
        let (text, faulty) = encoding.decode_without_bom_handling(bytes);
        return if faulty {
            Err(Unreadable::WrongEncoding)
        } else {
            Ok(text.into_owned())
        };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    // Five bytes mean nothing in Windows-1252: then it is some other encoding.
    if bytes
        .iter()
        .any(|byte| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d))
    {
        return Err(Unreadable::WrongEncoding);
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok(text.into_owned())
}
