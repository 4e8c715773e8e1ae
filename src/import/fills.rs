//! The fills of a workbook's cells: what colour each is painted, read beside its values.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::document::COLUMNS_MAX;
use super::parts::attribute;
use super::shades::plainly;

/// Row (from 0) → column (from 0) → colour, six hexadecimal digits.
pub(super) type Fills = BTreeMap<u32, BTreeMap<u32, String>>;

/// Most painted cells kept of one sheet.
const CELLS_MAX: usize = 200_000;

/// The tints at which a colour of the theme is no longer plainly that colour.
const TINT_MAX: f64 = 0.5;

/// The cells of every sheet that are painted in a colour of ratings, by the sheet's name. The
/// archive's sizes have been checked already. What cannot be read has no fills: a colour is never
/// a reason to refuse a document.
pub(super) fn of_sheets(bytes: &[u8]) -> BTreeMap<String, Fills> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return BTreeMap::new();
    };
    let mut part = |name: &str| {
        let mut text = Vec::new();
        archive.by_name(name).ok()?.read_to_end(&mut text).ok()?;
        Some(String::from_utf8_lossy(&text).into_owned())
    };
    let theme = part("xl/theme/theme1.xml").map_or_else(Vec::new, |xml| theme(&xml));
    let Some(styles) = part("xl/styles.xml").map(|xml| styles(&xml, &theme)) else {
        return BTreeMap::new();
    };
    if styles.iter().all(Option::is_none) {
        return BTreeMap::new();
    }
    let (Some(book), Some(links)) = (part("xl/workbook.xml"), part("xl/_rels/workbook.xml.rels"))
    else {
        return BTreeMap::new();
    };
    let targets: BTreeMap<String, String> = pairs(&links, "Relationship", "Id", "Target").collect();
    let mut found = BTreeMap::new();
    for (name, id) in pairs(&book, "sheet", "name", "id") {
        let Some(target) = targets.get(&id) else {
            continue;
        };
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        };
        if let Some(xml) = part(&path) {
            found.insert(name, fills(&xml, &styles));
        }
    }
    found
}

/// Calls back at the beginning and end of every element, until the part ends or is broken.
fn elements(xml: &str, mut each: impl FnMut(&str, Option<&BytesStart<'_>>)) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => each(element.local_name().as_ref(), Some(&element)),
            Ok(Event::End(element)) => each(element.local_name().as_ref(), None),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// Two attributes of every element with a name.
fn pairs(
    xml: &str,
    name: &str,
    first: &str,
    second: &str,
) -> impl Iterator<Item = (String, String)> {
    let mut found = Vec::new();
    elements(xml, |element, start| {
        if element == name
            && let Some(start) = start
            && let Some(pair) = attribute(start, first).zip(attribute(start, second))
        {
            found.push(pair);
        }
    });
    found.into_iter()
}

/// The theme's colours in the order cells number them.
fn theme(xml: &str) -> Vec<String> {
    let (mut inside, mut found) = (false, Vec::new());
    elements(xml, |name, start| match (name, start) {
        ("clrScheme", start) => inside = start.is_some(),
        ("srgbClr", Some(start)) if inside => found.extend(attribute(start, "val")),
        ("sysClr", Some(start)) if inside => found.extend(attribute(start, "lastClr")),
        _ => {}
    });
    // The scheme has dark before light; cells count light before dark.
    for pair in [0, 2] {
        if found.len() > pair + 1 {
            found.swap(pair, pair + 1);
        }
    }
    found
}

/// The colour of every format of a cell, by its number; none where it says nothing.
fn styles(xml: &str, theme: &[String]) -> Vec<Option<String>> {
    let mut colours: Vec<Option<String>> = Vec::new();
    let mut formats = Vec::new();
    let (mut in_fills, mut in_formats, mut solid) = (false, false, false);
    elements(xml, |name, start| match (name, start) {
        ("fills", start) => in_fills = start.is_some(),
        ("cellXfs", start) => in_formats = start.is_some(),
        ("fill", Some(_)) if in_fills => colours.push(None),
        ("patternFill", Some(start)) if in_fills => {
            solid = attribute(start, "patternType").as_deref() == Some("solid");
        }
        ("fgColor", Some(start)) if in_fills && solid => {
            if let Some(last) = colours.last_mut() {
                *last = colour(start, theme).filter(|hex| plainly(hex).is_some());
            }
        }
        ("xf", Some(start)) if in_formats => {
            let fill = attribute(start, "fillId").and_then(|id| id.parse::<usize>().ok());
            formats.push(fill);
        }
        _ => {}
    });
    let of = |fill: Option<usize>| colours.get(fill?).cloned().flatten();
    formats.into_iter().map(of).collect()
}

fn colour(element: &BytesStart<'_>, theme: &[String]) -> Option<String> {
    let tint = attribute(element, "tint").and_then(|tint| tint.parse::<f64>().ok());
    if tint.is_some_and(|tint| tint.abs() >= TINT_MAX) {
        return None;
    }
    if let Some(argb) = attribute(element, "rgb") {
        let cut = argb.len().checked_sub(6)?;
        return argb.get(cut..).map(str::to_uppercase);
    }
    let index: usize = attribute(element, "theme")?.parse().ok()?;
    theme.get(index).map(|hex| hex.to_uppercase())
}

fn fills(xml: &str, styles: &[Option<String>]) -> Fills {
    let mut found = Fills::new();
    let mut count = 0_usize;
    elements(xml, |name, start| {
        let Some(start) = start.filter(|_| name == "c" && count < CELLS_MAX) else {
            return;
        };
        let style = attribute(start, "s").and_then(|style| style.parse::<usize>().ok());
        let colour = style.and_then(|style| styles.get(style).cloned().flatten());
        let place = attribute(start, "r").and_then(|place| position(&place));
        if let Some((colour, (row, column))) = colour.zip(place) {
            count += 1;
            found.entry(row).or_default().insert(column, colour);
        }
    });
    found
}

/// `C14` as row and column from 0, for the columns that are read.
fn position(place: &str) -> Option<(u32, u32)> {
    let digits = place.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = place.split_at(digits);
    let mut column = 0_u32;
    for letter in letters.bytes().map(|b| b.to_ascii_uppercase()) {
        let value = letter.checked_sub(b'A').filter(|v| *v < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(value) + 1)?;
    }
    let row = number.parse::<u32>().ok()?.checked_sub(1)?;
    let read = usize::try_from(column).is_ok_and(|column| (1..=COLUMNS_MAX).contains(&column));
    read.then(|| (row, column - 1))
}

#[cfg(test)]
mod tests {
    #[test]
    fn places_are_read_as_excel_names_them() {
        assert_eq!(super::position("A1"), Some((0, 0)));
        assert_eq!(super::position("AA14"), Some((13, 26)));
        assert_eq!(super::position("14"), None);
        assert_eq!(super::position("ZZZ1"), None);
        assert_eq!(super::position("A0"), None);
    }
}
