//! Files nobody should send: each gets an answer with the limit and the remedy.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::samples::{archive, harbour_plan, word};
use crate::import::{Unreadable, read_document, unaccounted};

fn refusal(bytes: &[u8]) -> Unreadable {
    read_document("plan.docx", bytes).unwrap_err()
}

fn looks_like(bytes: &[u8]) -> &'static str {
    let refused = refusal(bytes);
    let Unreadable::NotADocument { looks_like } = refused else {
        panic!("refused for another reason: {refused}");
    };
    looks_like
}

#[test]
fn an_empty_file_is_refused() {
    assert_eq!(refusal(b""), Unreadable::Empty);
    assert_eq!(refusal(b" \r\n\t"), Unreadable::Empty);
    assert_eq!(refusal(b",,,\n,,,\n"), Unreadable::Empty);
    assert_eq!(refusal(&word("")), Unreadable::Empty);
}

#[test]
fn other_kinds_of_file_are_named() {
    assert_eq!(looks_like(b"%PDF-1.7 ..."), "a PDF");
    assert_eq!(looks_like(b"\x89PNG\r\n\x1a\n\0\0"), "a picture");
    assert_eq!(looks_like(b"{\\rtf1 text}"), "a rich text (.rtf) file");
    assert_eq!(looks_like(b"MZ\x90\0\x03\0"), "a program");
    assert_eq!(
        looks_like(b"abc\0def\0\0\0"),
        "no text and no Office document"
    );
    assert_eq!(
        looks_like(&archive(&[("readme.txt", b"hello")])),
        "a zip archive"
    );
    assert_eq!(
        looks_like(&archive(&[("ppt/presentation.xml", b"<p/>")])),
        "a PowerPoint presentation"
    );
    assert_eq!(
        looks_like(&archive(&[("xl/workbook.bin", b"x")])),
        "a binary Excel workbook (.xlsb)"
    );
}

fn old_office(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend_from_slice(&[0; 600]);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[test]
fn a_document_with_a_password_is_told_from_an_old_one() {
    let refused = refusal(&old_office("EncryptedPackage"));
    assert_eq!(refused, Unreadable::PasswordProtected);
    assert!(refused.to_string().contains("without a password"));
    assert_eq!(
        looks_like(&old_office("WordDocument")),
        "an old Word (.doc) file"
    );
    assert_eq!(
        looks_like(&old_office("Workbook")),
        "an old Excel (.xls) file"
    );
}

#[test]
fn a_file_over_the_limit_is_refused_unread() {
    let refused = refusal(&vec![b'a'; 20 * 1024 * 1024 + 1]);
    assert!(matches!(
        refused,
        Unreadable::TooLarge {
            limit_bytes: 20_971_520,
            ..
        }
    ));
}

fn bomb(name: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.write_all(b"<Types/>").unwrap();
    zip.start_file(name, options).unwrap();
    for _ in 0..160 {
        zip.write_all(&vec![b' '; 1024 * 1024]).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_bomb_is_refused_whatever_its_header_says() {
    let honest = bomb("word/document.xml");
    assert!(matches!(
        refusal(&honest),
        Unreadable::UnpacksTooLarge { .. }
    ));
    assert!(matches!(
        refusal(&bomb("xl/workbook.xml")),
        Unreadable::UnpacksTooLarge { .. }
    ));
    // The same bytes with a declared size of one byte in both headers.
    let size = (160_u32 * 1024 * 1024).to_le_bytes();
    let mut lying = honest;
    let places: Vec<usize> = (0..lying.len() - 4)
        .filter(|at| lying[*at..*at + 4] == size)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    let refused = refusal(&lying);
    assert!(
        matches!(
            refused,
            Unreadable::UnpacksTooLarge { .. } | Unreadable::Broken { .. }
        ),
        "{refused}"
    );
}

#[test]
fn many_small_parts_count_together() {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let parts = |count: usize, of: &[u8]| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("[Content_Types].xml", options).unwrap();
        zip.write_all(b"<Types/>").unwrap();
        for nth in 0..count {
            zip.start_file(format!("word/media/{nth}.bin"), options)
                .unwrap();
            zip.write_all(of).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    // Each is below the size from which its ratio is looked at; together they are over the limit.
    let of_four_megabytes = vec![0; 4 * 1024 * 1024];
    let limit = "100 MB".to_owned();
    let refused = refusal(&parts(26, &of_four_megabytes));
    assert_eq!(refused, Unreadable::UnpacksTooLarge { limit });
    let limit = "4000 parts".to_owned();
    let refused = refusal(&parts(4_001, b""));
    assert_eq!(refused, Unreadable::UnpacksTooLarge { limit });
}

/// A workbook with other words in place of the XML of its strings.
fn with_strings(strings: &str) -> Vec<u8> {
    let whole = harbour_plan().as_excel();
    let mut from = ZipArchive::new(Cursor::new(whole.as_slice())).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let mut replaced = false;
    for nth in 0..from.len() {
        let entry = from.by_index_raw(nth).unwrap();
        if entry.name().unwrap() == "xl/sharedStrings.xml" {
            replaced = true;
            to.start_file("xl/sharedStrings.xml", SimpleFileOptions::default())
                .unwrap();
            to.write_all(strings.as_bytes()).unwrap();
        } else {
            to.raw_copy_file(entry).unwrap();
        }
    }
    assert!(replaced);
    to.finish().unwrap().into_inner()
}

#[test]
fn entities_within_entities_never_grow_in_a_workbook() {
    let mut xml = "<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY a0 \"laughing\">".to_owned();
    for nth in 1..10 {
        let ten = format!("&a{};", nth - 1).repeat(10);
        xml.extend(["<!ENTITY a", &nth.to_string(), " \"", &ten, "\">"]);
    }
    xml.push_str("]><sst>");
    for _ in 0..200 {
        xml.push_str("<si><t>&a9;</t></si>");
    }
    xml.push_str("</sst>");
    match read_document("plan.xlsx", &with_strings(&xml)) {
        Ok(document) => {
            let cells = document.tables.iter().flat_map(|table| &table.rows);
            let texts = cells.flat_map(|row| &row.cells).map(|cell| cell.text.len());
            assert!(texts.max().unwrap_or(0) < 1_000);
        }
        Err(refused) => assert!(matches!(refused, Unreadable::Broken { .. }), "{refused}"),
    }
}

#[test]
fn strings_of_a_workbook_nested_beyond_all_reason_end_the_reading_in_order() {
    let deep = format!("<sst><si>{}", "<r><t>x</t>".repeat(200_000));
    let answer = read_document("plan.xlsx", &with_strings(&deep));
    assert!(
        matches!(answer, Err(Unreadable::Broken { .. })),
        "{answer:?}"
    );
}

#[test]
fn damaged_documents_are_refused() {
    let whole = harbour_plan().as_excel();
    assert!(matches!(
        refusal(&whole[..whole.len() / 2]),
        Unreadable::Broken { .. }
    ));
    let open = archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w:document><w:body><w:p>"),
    ]);
    assert!(matches!(refusal(&open), Unreadable::Broken { .. }));
    let deep = word(&"<w:p>".repeat(10_000));
    assert!(matches!(refusal(&deep), Unreadable::Broken { .. }));
}

#[test]
fn entities_of_a_files_own_are_never_expanded() {
    let xml = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>\
               <w:document><w:body><w:p><w:r><w:t>x &b; &amp; &#233;</w:t></w:r></w:p></w:body>\
               </w:document>";
    let bytes = archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", xml.as_bytes()),
    ]);
    let document = read_document("plan.docx", &bytes).unwrap();
    assert_eq!(document.loose[0].text, "x &b; & é");
}

#[test]
fn too_many_rows_or_columns_are_refused() {
    let rows = "a,b\n".repeat(20_001);
    assert!(matches!(
        refusal(rows.as_bytes()),
        Unreadable::TooMuch { what: "rows", .. }
    ));
    assert!(read_document("plan.csv", "a,b\n".repeat(20_000).as_bytes()).is_ok());
    let columns = "a,".repeat(256);
    assert!(matches!(
        refusal(columns.as_bytes()),
        Unreadable::TooMuch {
            what: "columns",
            ..
        }
    ));
}

#[test]
fn a_sheet_with_one_cell_in_its_last_corner_costs_one_cell() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "first").unwrap();
    sheet.write_string(1_048_575, 255, "last").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let document = read_document("plan.xlsx", &bytes).unwrap();
    assert_eq!(document.tables[0].rows.len(), 2);
    assert_eq!(document.tables[0].rows[1].cells[0].at, "Sheet1!IV1048576");
}

#[test]
fn text_in_another_encoding_is_refused() {
    let mut bytes = b"Action,Lead\n".to_vec();
    bytes.extend_from_slice(&[0x81, 0x8d, b',', 0x90]);
    assert_eq!(refusal(&bytes), Unreadable::WrongEncoding);
    assert_eq!(
        refusal(b"\xff\xfe\x00\xd8\x00\xd8"),
        Unreadable::WrongEncoding
    );
}

#[test]
fn a_wrong_extension_does_no_harm() {
    let bytes = harbour_plan().as_excel();
    assert!(read_document("plan.csv", &bytes).is_ok());
    assert!(read_document("", &bytes).is_ok());
}

#[test]
fn long_documents_of_every_shape_are_read_whole() {
    let rows: [&dyn Fn(usize) -> String; 6] = [
        &|row| format!("1.1,Do the same thing {row},Chair,31.3.17"),
        &|row| format!(",and then {row},chair,31.3.17"),
        &|row| format!("Priority {row}: Title,,,"),
        &|row| format!("Priority 1 continued {row},,,"),
        &|row| format!("{row}.1,Do thing {row},Lead {row},see {row}.1"),
        &|row| format!("{row},Priority: {row},Lead,within {row} months"),
    ];
    for make in rows {
        for head in [
            "Ref,Action,Lead,Due",
            "Ref,Priority,Recommendation,Due",
            "a,b,c,d",
        ] {
            let mut text = format!("{head}\n");
            for row in 0..700 {
                text.push_str(&make(row));
                text.push('\n');
            }
            let (document, proposal) = super::samples::import("plan.csv", text.as_bytes());
            assert_eq!(document.tables[0].rows.len(), 701, "{head}");
            assert_eq!(unaccounted(&document, &proposal), [], "{head}");
        }
    }
    let dates = "31.3.17 within 6 months. ".repeat(4_000);
    let cell = format!("Action,Lead,Due\nDo it,Chair,\"{dates}\"\n");
    let (document, proposal) = super::samples::import("plan.csv", cell.as_bytes());
    assert_eq!(unaccounted(&document, &proposal), []);
}
