//! Files that are no plan, by each of the three ways in: named, with a remedy, and nothing written.

use super::cli::{refused, run};
use super::server::{MANAGER, Server};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn old_office(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend_from_slice(&[0; 600]);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

fn bomb() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for name in ["[Content_Types].xml", "word/document.xml"] {
        zip.start_file(name, options).unwrap();
        for _ in 0..120 {
            zip.write_all(&vec![b' '; 1024 * 1024]).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// Each file with what the answer has to say of it and what to do instead.
fn files() -> Vec<(&'static str, Vec<u8>, [&'static str; 2])> {
    vec![
        ("empty.docx", Vec::new(), ["empty", "choose the file"]),
        ("plan.pdf", b"%PDF-1.7 x".to_vec(), ["a PDF", ".docx"]),
        (
            "plan.png",
            b"\x89PNG\r\n\x1a\n\0\0".to_vec(),
            ["a picture", ".docx"],
        ),
        (
            "plan.doc",
            old_office("WordDocument"),
            ["old Word (.doc)", "save it as .docx"],
        ),
        (
            "plan.xls",
            old_office("Workbook"),
            ["old Excel (.xls)", ".xlsx"],
        ),
        (
            "locked.docx",
            old_office("EncryptedPackage"),
            ["password", "without a password"],
        ),
        (
            "page.docx",
            b"<!doctype HTML><p>x".to_vec(),
            ["a web page", ".docx"],
        ),
        (
            "words.docx",
            b"Action,Lead\nDo it,Chair\n".to_vec(),
            ["plain text", ".csv"],
        ),
        (
            "cut.docx",
            b"PK\x03\x04 and no more".to_vec(),
            ["damaged", "save it again"],
        ),
        (
            "plan.csv",
            b"Action,Lead\n\x81\x8d,\x90\n".to_vec(),
            ["Windows-1252", "UTF-8"],
        ),
        ("bomb.docx", bomb(), ["100 MB", "save it again"]),
    ]
}

#[test]
fn the_command_names_the_fault_and_the_remedy_and_writes_nothing() {
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("data");
    for (name, bytes, said) in files() {
        let file = beside.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let file = file.to_str().unwrap();
        let told = refused(&run(&folder, &["import", "plan", file, "--yes", "--json"]));
        assert!(told.contains(name), "{name}: {told}");
        for words in said {
            assert!(told.contains(words), "{name}: {told}");
        }
        assert!(!folder.exists(), "{name}");
    }
    let large = beside.path().join("large.docx");
    let file = std::fs::File::create(&large).unwrap();
    file.set_len(200 * 1024 * 1024).unwrap();
    let told = refused(&run(
        &folder,
        &["import", "plan", large.to_str().unwrap(), "--yes"],
    ));
    assert!(told.contains("200 MB") && told.contains("20 MB"), "{told}");
    assert!(!folder.exists());
}

#[test]
fn the_interface_and_the_pages_name_the_fault_and_the_remedy_and_write_nothing() {
    let server = Server::new();
    let before = server.read("/health").json()["events"].clone();
    for (name, bytes, said) in files() {
        let headers = [("Golden-Thread-Acting-As", MANAGER)];
        let confirm = [("confirm", "yes")];
        let file = Some((name, bytes.as_slice()));
        let answer = server.multipart("/api/v1/imports", &headers, &confirm, file);
        let told = answer.is(422).json();
        let why = told["errors"][0]["message"].as_str().unwrap();
        assert_eq!(told["errors"][0]["rule"], "document_unreadable", "{name}");
        for words in said {
            assert!(why.contains(words), "{name}: {why}");
        }
        let site = [("Sec-Fetch-Site", "same-origin")];
        let page = server.multipart("/import", &site, &[], file).is(422).text();
        for words in said {
            assert!(page.contains(words), "{name}: {page}");
        }
    }
    assert_eq!(server.read("/health").json()["events"], before);
}

#[test]
fn a_file_over_the_limit_is_refused_by_interface_and_page() {
    let server = Server::new();
    let large = vec![b'a'; 30 * 1024 * 1024];
    let headers = [("Golden-Thread-Acting-As", MANAGER)];
    let file = Some(("large.csv", large.as_slice()));
    let told = server.multipart("/api/v1/imports", &headers, &[], file);
    told.is(413);
    let site = [("Sec-Fetch-Site", "same-origin")];
    let page = server.multipart("/import", &site, &[], file);
    assert!((400..500).contains(&page.status), "{}", page.status);
    assert!(page.text().contains("MB"), "{}", page.text());
}
