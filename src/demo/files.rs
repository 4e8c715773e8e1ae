//! The small files that are lodged as evidence: text, tables, a workbook, a document. The same
//! words always give the same bytes.

use super::DemoFile;
use super::lodged::Kept;
use crate::app::lodging::FilePlace;
use events::evidence::FileRef;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The file that is kept, unless it is only referred to.
pub(super) fn made(place: impl Into<FilePlace>, kept: Kept) -> Option<DemoFile> {
    let (name, media_type, bytes) = match kept {
        Kept::Text(name, words) => (name, "text/plain", words.as_bytes().to_vec()),
        Kept::Csv(name, rows) => (name, "text/csv", rows.as_bytes().to_vec()),
        Kept::Workbook(name, rows) => (name, XLSX, workbook(rows).unwrap_or_default()),
        Kept::Document(name, words) => (name, DOCX, document(words).unwrap_or_default()),
        Kept::Reference(_) => return None,
    };
    Some(DemoFile {
        place: place.into(),
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        bytes,
    })
}

/// What the log keeps of a file.
pub(super) fn reference_to(file: &DemoFile) -> FileRef {
    FileRef {
        sha256: hex::encode(Sha256::digest(&file.bytes)).into(),
        name: file.name.as_str().into(),
        size_bytes: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
        media_type: file.media_type.clone(),
        kept: None,
    }
}

fn workbook(rows: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2020, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0_u32..).zip(rows.lines()) {
        for (column, cell) in (0_u16..).zip(cells.split(',')) {
            match cell.parse::<u32>() {
                Ok(number) => sheet.write_number(row, column, number)?,
                Err(_) => sheet.write_string(row, column, cell)?,
            };
        }
    }
    workbook.save_to_buffer()
}

/// The least that a word processor opens.
fn document(words: &str) -> zip::result::ZipResult<Vec<u8>> {
    const TYPES: &str = concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns=""#,
        r#"http://schemas.openxmlformats.org/package/2006/content-types">"#,
        r#"<Default Extension="rels" ContentType=""#,
        r#"application/vnd.openxmlformats-package.relationships+xml"/>"#,
        r#"<Override PartName="/word/document.xml" ContentType="application/"#,
        r#"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#,
    );
    const LINKS: &str = concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns=""#,
        r#"http://schemas.openxmlformats.org/package/2006/relationships">"#,
        r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/"#,
        r#"2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#,
    );
    const OPENING: &str = concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w=""#,
        r#"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#,
    );
    let mut paragraphs = String::new();
    for one in words.split_inclusive(". ") {
        for part in ["<w:p><w:r><w:t>", one.trim(), "</w:t></w:r></w:p>"] {
            paragraphs.push_str(part);
        }
    }
    let body = [OPENING, paragraphs.as_str(), "</w:body></w:document>"].concat();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", LINKS),
        ("word/document.xml", body.as_str()),
    ];
    for (name, part) in parts {
        archive.start_file(name, options)?;
        archive.write_all(part.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
