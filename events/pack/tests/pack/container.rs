//! Tricks with the container: each is refused by its name.

use super::sample::sample;
use super::zipped::{check, parts, zipped};
use pack::Code;

fn code(bytes: &[u8]) -> Code {
    let report = check(bytes);
    assert!(!report.genuine);
    report.problems[0].code
}

fn find(bytes: &[u8], needle: &[u8], nth: usize) -> usize {
    let found = bytes.windows(needle.len()).enumerate();
    let mut found = found.filter(|(_, window)| *window == needle);
    found.nth(nth).unwrap().0
}

/// Where the local header and the directory record of the nth entry begin.
fn headers(bytes: &[u8], nth: usize) -> (usize, usize) {
    let record = find(bytes, b"PK\x01\x02", nth);
    (find(bytes, b"PK\x03\x04", nth), record)
}

/// The sample with bytes put over those at a place of an entry's local header and record.
fn patched(nth: usize, local: Option<(usize, &[u8])>, record: Option<(usize, &[u8])>) -> Vec<u8> {
    let mut bytes = sample();
    let (local_at, record_at) = headers(&bytes, nth);
    for (start, patch) in [(local_at, local), (record_at, record)] {
        if let Some((at, patch)) = patch {
            bytes[start + at..start + at + patch.len()].copy_from_slice(patch);
        }
    }
    bytes
}

#[test]
fn bytes_before_or_behind_a_pack_are_found() {
    let mut before = b"#!".to_vec();
    before.extend(sample());
    assert_eq!(code(&before), Code::NotZip);
    // Before it, but beginning as an entry does.
    let mut before = b"PK\x03\x04".to_vec();
    before.extend(sample());
    assert_eq!(code(&before), Code::EndRecord);
    let mut behind = sample();
    behind.push(0);
    assert_eq!(code(&behind), Code::EndMissing);
    // Behind it, and ending as a pack does.
    let mut behind = sample();
    let end = behind[behind.len() - 22..].to_vec();
    behind.extend(end);
    assert_eq!(code(&behind), Code::EndRecord);
}

#[test]
fn a_comment_is_found() {
    let mut bytes = sample();
    let at = bytes.len() - 2;
    bytes[at] = 1;
    assert_eq!(code(&bytes), Code::EndRecord);
    bytes.push(b'x');
    assert_eq!(code(&bytes), Code::EndMissing);
    assert_eq!(code(&patched(2, None, Some((32, &[1])))), Code::EntryForm);
}

#[test]
fn an_end_record_that_tells_of_several_disks_or_other_counts_is_found() {
    for at in [4, 6, 8, 10] {
        let mut bytes = sample();
        let from = bytes.len() - 22;
        bytes[from + at] ^= 1;
        assert_eq!(code(&bytes), Code::EndRecord, "{at}");
    }
    // One entry fewer in both counts: the directory is then longer than its entries.
    let mut bytes = sample();
    let from = bytes.len() - 22;
    bytes[from + 8] -= 1;
    bytes[from + 10] -= 1;
    assert_eq!(code(&bytes), Code::Directory);
    bytes[from + 8] += 2;
    bytes[from + 10] += 2;
    assert_eq!(code(&bytes), Code::Directory);
}

#[test]
fn zip64_is_found() {
    // The locator that stands before the end record of such a file.
    let mut bytes = sample();
    let at = bytes.len() - 22;
    let locator = [b"PK\x06\x07".to_vec(), vec![0; 16]].concat();
    bytes.splice(at..at, locator);
    assert_eq!(code(&bytes), Code::EndRecord);
    let mut bytes = sample();
    let at = bytes.len() - 22;
    bytes[at + 8..at + 12].fill(0xff);
    assert_eq!(code(&bytes), Code::EndRecord);
    let wide: &[u8] = &[0xff; 4];
    let found = patched(2, Some((22, wide)), Some((24, wide)));
    assert_eq!(code(&found), Code::EntryForm);
}

#[test]
fn compression_encryption_dates_and_attributes_are_found() {
    for (local, record, what) in [
        (8, 10, "compressed"),
        (6, 8, "encrypted"),
        (10, 12, "a time"),
        (12, 14, "a date"),
        (4, 6, "a newer version"),
        (28, 30, "an extra field"),
    ] {
        let byte: &[u8] = if what == "compressed" { &[8] } else { &[1] };
        let both = patched(2, Some((local, byte)), Some((record, byte)));
        assert_eq!(code(&both), Code::EntryForm, "{what}");
        let one = patched(2, Some((local, byte)), None);
        assert_eq!(code(&one), Code::EntryHeader, "{what}");
    }
    let descriptor = patched(2, Some((6, &[8])), Some((8, &[8])));
    assert_eq!(code(&descriptor), Code::EntryForm);
    for at in [4, 5, 34, 36, 38, 41] {
        assert_eq!(
            code(&patched(2, None, Some((at, &[7])))),
            Code::EntryForm,
            "{at}"
        );
    }
}

#[test]
fn a_local_header_that_says_something_else_is_found() {
    for at in [0, 14, 18, 22, 26, 30] {
        let bytes = patched(3, Some((at, &[0xee])), None);
        assert_eq!(code(&bytes), Code::EntryHeader, "{at}");
    }
}

#[test]
fn an_entry_that_overlaps_another_is_found() {
    let bytes = sample();
    let (first, _) = headers(&bytes, 2);
    let offset = u32::try_from(first).unwrap().to_le_bytes();
    assert_eq!(code(&patched(3, None, Some((42, &offset)))), Code::EntryGap);
}

#[test]
fn a_gap_between_entries_is_found() {
    let mut bytes = sample();
    let (_, record) = headers(&bytes, 0);
    bytes.insert(record, 0);
    let at = bytes.len() - 6;
    let offset = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) + 1;
    bytes[at..at + 4].copy_from_slice(&offset.to_le_bytes());
    assert_eq!(code(&bytes), Code::EntryGap);
}

#[test]
fn a_name_that_stands_twice_is_found() {
    let mut parts = parts(&sample());
    let copy = parts[3].clone();
    parts.insert(4, copy);
    assert_eq!(code(&zipped(&parts)), Code::EntryTwice);
}

#[test]
fn a_name_that_leads_elsewhere_or_is_no_entrys_is_found() {
    for name in [
        "../evil.txt",
        "files/../../evil",
        "/etc/passwd",
        "C:\\evil",
        "files/A.txt",
        "files/",
        "files/a/b",
        "Leaves.ndjson",
        "leaves.ndjson\0",
        "read/é.html",
        "notes.txt",
        "",
    ] {
        let mut parts = parts(&sample());
        parts.insert(6, (name.to_owned(), Vec::new()));
        assert_eq!(code(&zipped(&parts)), Code::EntryName, "{name}");
    }
}

#[test]
fn what_is_no_zip_at_all_is_told_so() {
    for bytes in [&b""[..], b"PK", b"hello, this is a letter and not a pack"] {
        assert_eq!(code(bytes), Code::NotZip);
    }
    let empty = [b"PK\x05\x06".to_vec(), vec![0; 18]].concat();
    assert_eq!(code(&empty), Code::NotZip);
}
