//! The one form of ZIP file that a pack has: its records, and reading them strictly.

use crate::names;
use crate::report::{Code, Problem};
use std::io::{self, Read, Seek, SeekFrom};

/// What has no place in a field of four bytes.
pub(crate) const TOO_LARGE: u64 = 0xffff_ffff;
/// How many entries a pack has at most.
pub(crate) const ENTRIES_MAX: usize = 65_534;

/// How much is read at once.
const READ_AT_ONCE: usize = 64 * 1024;

pub(crate) const LOCAL_BYTES: u64 = 30;
const RECORD_BYTES: usize = 46;
const END_BYTES: usize = 22;

/// One entry, as the directory tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) crc: u32,
    pub(crate) size: u32,
    /// Where its local header begins.
    pub(crate) offset: u32,
}

impl Entry {
    /// Where its bytes begin.
    pub(crate) fn data_at(&self) -> u64 {
        u64::from(self.offset) + LOCAL_BYTES + self.name.len() as u64
    }

    /// Where the next entry begins.
    pub(crate) fn end(&self) -> u64 {
        self.data_at() + u64::from(self.size)
    }

    fn name_length(&self) -> [u8; 2] {
        u16::try_from(self.name.len())
            .unwrap_or(u16::MAX)
            .to_le_bytes()
    }

    /// The fields that both headers have, from `needed` on.
    fn common(&self, out: &mut Vec<u8>) {
        // Version 1.0, no flags, stored, midnight, 1 January 1980.
        out.extend_from_slice(&[10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]);
        out.extend_from_slice(&self.crc.to_le_bytes());
        out.extend_from_slice(&self.size.to_le_bytes());
        out.extend_from_slice(&self.size.to_le_bytes());
        out.extend_from_slice(&self.name_length());
        out.extend_from_slice(&[0, 0]);
    }

    /// The local header with the name.
    pub(crate) fn local(&self) -> Vec<u8> {
        let mut out = b"PK\x03\x04".to_vec();
        self.common(&mut out);
        out.extend_from_slice(self.name.as_bytes());
        out
    }

    /// The directory record with the name.
    pub(crate) fn record(&self) -> Vec<u8> {
        let mut out = b"PK\x01\x02\x0a\x00".to_vec();
        self.common(&mut out);
        // No comment, the first disk, no attributes.
        out.extend_from_slice(&[0; 10]);
        out.extend_from_slice(&self.offset.to_le_bytes());
        out.extend_from_slice(self.name.as_bytes());
        out
    }
}

/// The end record.
pub(crate) fn end_record(entries: u16, bytes: u32, offset: u32) -> Vec<u8> {
    let mut out = b"PK\x05\x06\0\0\0\0".to_vec();
    out.extend_from_slice(&entries.to_le_bytes());
    out.extend_from_slice(&entries.to_le_bytes());
    out.extend_from_slice(&bytes.to_le_bytes());
    out.extend_from_slice(&offset.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

/// Why the entries cannot be known.
#[derive(Debug)]
pub(crate) enum Unread {
    Io(io::Error),
    Wrong(Problem),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn wrong(code: Code, entry: Option<&str>, message: impl Into<String>) -> Unread {
    Unread::Wrong(Problem {
        code,
        entry: entry.map(str::to_owned),
        position: None,
        message: message.into(),
    })
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    let read = bytes.get(at..at + 2).and_then(|b| b.try_into().ok());
    read.map_or(0, u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let read = bytes.get(at..at + 4).and_then(|b| b.try_into().ok());
    read.map_or(0, u32::from_le_bytes)
}

/// The entries of a pack, in their order, or what is wrong with its form.
pub(crate) fn entries(pack: &mut (impl Read + Seek)) -> Result<Vec<Entry>, Unread> {
    let length = pack.seek(SeekFrom::End(0))?;
    let (count, directory_at) = end(pack, length)?;
    let entries = directory(pack, count, directory_at, length - END_BYTES as u64)?;
    places(&entries, directory_at)?;
    for entry in &entries {
        let mut local = vec![0; entry.local().len()];
        pack.seek(SeekFrom::Start(u64::from(entry.offset)))?;
        pack.read_exact(&mut local)?;
        if local != entry.local() {
            let message = "its local header says something else than the directory";
            return Err(wrong(Code::EntryHeader, Some(&entry.name), message));
        }
    }
    Ok(entries)
}

/// How many entries there are and where the directory begins.
fn end(pack: &mut (impl Read + Seek), length: u64) -> Result<(u16, u64), Unread> {
    let mut start = [0; 4];
    pack.seek(SeekFrom::Start(0))?;
    let begins = length >= 4 && {
        pack.read_exact(&mut start)?;
        start == *b"PK\x03\x04"
    };
    if !begins {
        let message = "it does not begin as an evidence pack begins: it is something else, or \
                       bytes were put before it";
        return Err(wrong(Code::NotZip, None, message));
    }
    let missing = "it does not end as an evidence pack ends: it was cut short, or something \
                   follows its end";
    let Some(end_at) = length.checked_sub(END_BYTES as u64) else {
        return Err(wrong(Code::EndMissing, None, missing));
    };
    let mut end = [0; END_BYTES];
    pack.seek(SeekFrom::Start(end_at))?;
    pack.read_exact(&mut end)?;
    if !end.starts_with(b"PK\x05\x06") {
        return Err(wrong(Code::EndMissing, None, missing));
    }
    let (count, bytes, offset) = (u16_at(&end, 8), u32_at(&end, 12), u32_at(&end, 16));
    let fits = u64::from(offset) + u64::from(bytes) == end_at;
    let small = usize::from(count) <= ENTRIES_MAX && length < TOO_LARGE;
    if end_record(count, bytes, offset) == end && fits && small {
        Ok((count, u64::from(offset)))
    } else {
        let message = "its end record is not that of an evidence pack, or does not fit the file";
        Err(wrong(Code::EndRecord, None, message))
    }
}

/// The records of the directory, each in its form and with a name of its own.
fn directory(
    pack: &mut (impl Read + Seek),
    count: u16,
    from: u64,
    to: u64,
) -> Result<Vec<Entry>, Unread> {
    pack.seek(SeekFrom::Start(from))?;
    let mut bytes = io::BufReader::with_capacity(READ_AT_ONCE, pack).take(to - from);
    let mut entries = Vec::new();
    let mut names = std::collections::BTreeSet::new();
    for nth in 1..=count {
        let entry = record(&mut bytes, nth)?;
        if !names.insert(entry.name.clone()) {
            let message = "two entries have this name";
            return Err(wrong(Code::EntryTwice, Some(&entry.name), message));
        }
        entries.push(entry);
    }
    if bytes.limit() > 0 {
        let message = "the directory is longer than its entries";
        return Err(wrong(Code::Directory, None, message));
    }
    Ok(entries)
}

fn record(bytes: &mut impl Read, nth: u16) -> Result<Entry, Unread> {
    let short = |error: io::Error| {
        if error.kind() == io::ErrorKind::UnexpectedEof {
            let message = format!("the directory ends within its record {nth}");
            wrong(Code::Directory, None, message)
        } else {
            Unread::Io(error)
        }
    };
    let mut head = [0; RECORD_BYTES];
    bytes.read_exact(&mut head).map_err(short)?;
    if !head.starts_with(b"PK\x01\x02") {
        let message = format!("record {nth} of the directory does not begin as one");
        return Err(wrong(Code::Directory, None, message));
    }
    let mut name = vec![0; usize::from(u16_at(&head, 28))];
    bytes.read_exact(&mut name).map_err(short)?;
    let shown = name.escape_ascii().to_string();
    let known = String::from_utf8(name)
        .ok()
        .filter(|n| names::rank(n).is_some());
    let Some(name) = known else {
        let message = "no entry of an evidence pack has this name";
        return Err(wrong(Code::EntryName, Some(&shown), message));
    };
    let entry = Entry {
        crc: u32_at(&head, 16),
        size: u32_at(&head, 24),
        offset: u32_at(&head, 42),
        name,
    };
    if entry.record().get(..RECORD_BYTES) == Some(&head) {
        Ok(entry)
    } else {
        let message = "it is not stored as an entry of an evidence pack is: compressed, encrypted, \
                       dated, commented or with extra fields";
        Err(wrong(Code::EntryForm, Some(&entry.name), message))
    }
}

/// Whether the entries that have to be there are, in order and one behind the other.
fn places(entries: &[Entry], directory_at: u64) -> Result<(), Unread> {
    for name in names::ALWAYS {
        if !entries.iter().any(|entry| entry.name == name) {
            let message = "this entry is missing";
            return Err(wrong(Code::EntryMissing, Some(name), message));
        }
    }
    for pair in entries.windows(2) {
        if let [one, two] = pair
            && names::order(&one.name, &two.name).is_gt()
        {
            let message = "this entry is not in its place";
            return Err(wrong(Code::EntryOrder, Some(&two.name), message));
        }
    }
    let mut at = 0;
    for entry in entries {
        if u64::from(entry.offset) != at {
            let message = "it does not begin where the entry before it ends";
            return Err(wrong(Code::EntryGap, Some(&entry.name), message));
        }
        at = entry.end();
    }
    if at == directory_at {
        return Ok(());
    }
    let last = entries.last().map(|entry| entry.name.as_str());
    let message = "the directory does not begin where the last entry ends";
    Err(wrong(Code::EntryGap, last, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_have_the_lengths_that_the_format_says() {
        let entry = Entry {
            name: "stamp.txt".to_owned(),
            crc: 1,
            size: 2,
            offset: 3,
        };
        assert_eq!(entry.local().len() as u64, LOCAL_BYTES + 9);
        assert_eq!(entry.record().len(), RECORD_BYTES + 9);
        assert_eq!(end_record(1, 2, 3).len(), END_BYTES);
        assert_eq!(entry.data_at(), 3 + 30 + 9);
        assert_eq!(entry.end(), entry.data_at() + 2);
    }
}
