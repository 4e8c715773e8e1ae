//! What kind of file the bytes are, and zip archives opened with limits that trust no header.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::document::Unreadable;

/// Most bytes an archive may unpack to, all entries together (100 MB).
const UNPACKED_SIZE_BYTES_MAX: u64 = 100 * 1024 * 1024;
/// Most entries in an archive.
const ENTRIES_MAX: usize = 4_000;
/// Entries that unpack to more than this many bytes (8 MB) have their ratio looked at.
const RATIO_FROM_BYTES: u64 = 8 * 1024 * 1024;
/// Most bytes an entry may unpack to for each byte packed.
const RATIO_MAX: u64 = 300;

/// What the first bytes say.
pub(super) enum Sniffed {
    /// A zip archive: perhaps .docx or .xlsx.
    Archive,
    /// Perhaps text.
    Text,
    /// Neither.
    Refused(Unreadable),
}

/// An archive whose kind is known and whose sizes have been checked.
pub(super) enum Opened {
    /// The XML parts of a Word document, by name.
    Word(BTreeMap<String, Vec<u8>>),
    /// An Excel workbook, safe to give to its reader.
    Excel,
}

const SIGNATURES: [(&[u8], &str); 12] = [
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text (.rtf) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"\x1f\x8b", "a compressed archive (.gz)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive (.7z)"),
    (b"Rar!", "a compressed archive (.rar)"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"<?xml", "an XML file"),
];

/// Tells archives, text and the kinds that are refused apart.
pub(super) fn sniff(bytes: &[u8]) -> Sniffed {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Sniffed::Archive;
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Sniffed::Refused(old_office(bytes));
    }
    let begin = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let web = [&b"<!doctype"[..], b"<html"].iter().any(|page| {
        let head = begin.get(..page.len()).unwrap_or_default();
        head.eq_ignore_ascii_case(page)
    });
    if web {
        let looks_like = "a web page";
        return Sniffed::Refused(Unreadable::NotADocument { looks_like });
    }
    let found = SIGNATURES.iter().find(|(signature, _)| {
        // Two letters could begin a text; a picture or program has a zero byte soon after.
        bytes.starts_with(signature)
            && (signature.len() > 2 || bytes.iter().take(64).any(|b| *b == 0))
    });
    match found {
        Some((_, looks_like)) => Sniffed::Refused(Unreadable::NotADocument { looks_like }),
        None => Sniffed::Text,
    }
}

/// Tells encrypted documents and the kinds of the old Office format apart, by the names of the
/// streams in their directory (UTF-16).
fn old_office(bytes: &[u8]) -> Unreadable {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes
            .windows(wide.len())
            .any(|window| window == wide.as_slice())
    };
    if holds("EncryptedPackage") {
        return Unreadable::PasswordProtected;
    }
    let looks_like = if holds("WordDocument") {
        "an old Word (.doc) file"
    } else if holds("Workbook") {
        "an old Excel (.xls) file"
    } else {
        "an old Office file"
    };
    Unreadable::NotADocument { looks_like }
}

/// Opens an archive: unpacks every entry against the limits, so that a false header cannot hide a
/// bomb, and keeps the XML parts of a Word document.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > ENTRIES_MAX {
        return Err(Unreadable::UnpacksTooLarge {
            limit: format!("{ENTRIES_MAX} parts"),
        });
    }
    let names: Vec<String> = archive.file_names_raw().map(name_of).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    let word = names.iter().any(|n| n.starts_with("word/")) && has("[Content_Types].xml");
    let excel = has("xl/workbook.xml");
    if !word && !excel {
        return Err(Unreadable::NotADocument {
            looks_like: other_archive(&names),
        });
    }
    let mut budget = UNPACKED_SIZE_BYTES_MAX;
    let mut parts = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        let keep =
            word && (name.starts_with("word/") || name.starts_with("_rels/")) && is_xml(name);
        let data = unpack(&mut archive, index, keep, &mut budget)?;
        if keep {
            parts.insert(name.clone(), data);
        }
    }
    Ok(if word {
        Opened::Word(parts)
    } else {
        Opened::Excel
    })
}

fn name_of(raw: &[u8]) -> String {
    String::from_utf8_lossy(raw).replace('\\', "/")
}

fn is_xml(name: &str) -> bool {
    let ends = |extension: &str| {
        name.len() > extension.len() && name.to_ascii_lowercase().ends_with(extension)
    };
    ends(".xml") || ends(".rels")
}

fn other_archive(names: &[String]) -> &'static str {
    let has = |prefix: &str| names.iter().any(|n| n.starts_with(prefix));
    if has("xl/workbook.bin") {
        "a binary Excel workbook (.xlsb)"
    } else if has("ppt/") {
        "a PowerPoint presentation"
    } else if has("mimetype") && has("content.xml") {
        "an OpenDocument file (.odt or .ods)"
    } else if has("Index/") {
        "a Pages or Numbers file"
    } else {
        "a zip archive"
    }
}

/// Unpacks one entry, counting what really comes out against `budget` and the ratio.
fn unpack(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    keep: bool,
    budget: &mut u64,
) -> Result<Vec<u8>, Unreadable> {
    let mut entry = archive.by_index(index).map_err(broken)?;
    let too_large = || Unreadable::UnpacksTooLarge {
        limit: format!("{} MB", UNPACKED_SIZE_BYTES_MAX / 1024 / 1024),
    };
    if entry.size() > *budget {
        return Err(too_large());
    }
    let packed = entry.compressed_size().max(1);
    let mut data = Vec::new();
    let mut chunk = vec![0_u8; 64 * 1024];
    let mut unpacked: u64 = 0;
    loop {
        let read = entry.read(&mut chunk).map_err(|error| Unreadable::Broken {
            detail: error.to_string(),
        })?;
        if read == 0 {
            return Ok(data);
        }
        unpacked += read as u64;
        *budget = budget.checked_sub(read as u64).ok_or_else(too_large)?;
        if unpacked > RATIO_FROM_BYTES && unpacked / packed > RATIO_MAX {
            return Err(Unreadable::UnpacksTooLarge {
                limit: format!("{RATIO_MAX} times"),
            });
        }
        if keep {
            data.extend_from_slice(chunk.get(..read).unwrap_or_default());
        }
    }
}

fn broken(error: ZipError) -> Unreadable {
    let text = error.to_string();
    if matches!(error, ZipError::InvalidPassword) || text.to_lowercase().contains("password") {
        return Unreadable::PasswordProtected;
    }
    Unreadable::Broken { detail: text }
}
