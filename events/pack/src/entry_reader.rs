//! The bytes of an entry, hashed as they are read, whole or line by line.

use crate::apart::{Found, Hashing, Piece};
use crate::container::Entry;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// The longest line with its line feed.
pub(crate) const LINE_MAX: usize = 16 << 20;

/// Why a line that is longer cannot be read.
pub(crate) const TOO_LONG: &str = "a line is too long";
/// Why what stands behind the last line feed cannot be read.
pub(crate) const NOT_ENDED: &str = "the last line is not ended";

/// How much is read at once.
const AT_ONCE: u64 = 64 * 1024;

/// Reads one entry from beginning to end. Several can be read in turns.
pub(crate) struct EntryReader {
    /// Where in the file the next bytes are.
    at: u64,
    left: u64,
    buffer: Vec<u8>,
    /// The part of the buffer that was not handed out yet.
    from: usize,
    /// Where the line began that was handed out last.
    last: usize,
    /// What stood there was no line: no more lines are read.
    broken: bool,
    hashing: Hashing,
    size: u64,
}

/// What stands next in an entry of lines.
pub(crate) enum Line<'b> {
    /// A line without its line feed; empty where it is empty or not UTF-8.
    Text(&'b str),
    /// What stands there is no line: the end of the entry follows.
    Broken(&'static str),
    /// The entry is at its end.
    End,
}

impl EntryReader {
    pub(crate) fn new(entry: &Entry) -> Self {
        Self {
            at: entry.data_at(),
            left: u64::from(entry.size),
            buffer: Vec::new(),
            from: 0,
            last: 0,
            broken: false,
            hashing: Hashing::Nothing,
            size: u64::from(entry.size),
        }
    }

    /// Reads a piece of the file and has it hashed.
    pub(crate) fn piece(&mut self, pack: &mut (impl Read + Seek)) -> io::Result<Option<Piece>> {
        let wanted = self.left.min(AT_ONCE);
        if wanted == 0 {
            return Ok(None);
        }
        pack.seek(SeekFrom::Start(self.at))?;
        let mut fresh = Vec::with_capacity(usize::try_from(wanted).unwrap_or(0));
        let read = pack.take(wanted).read_to_end(&mut fresh)?;
        if read as u64 != wanted {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.at += wanted;
        self.left -= wanted;
        let piece = Arc::new(fresh);
        self.hashing.add(&piece, self.size)?;
        Ok(Some(piece))
    }

    /// Reads more behind what was not handed out yet. Answers whether there was any.
    fn more(&mut self, pack: &mut (impl Read + Seek)) -> io::Result<bool> {
        let Some(fresh) = self.piece(pack)? else {
            return Ok(false);
        };
        self.buffer.drain(..self.from);
        self.from = 0;
        self.buffer.extend_from_slice(&fresh);
        Ok(true)
    }

    /// The next line.
    pub(crate) fn line(&mut self, pack: &mut (impl Read + Seek)) -> io::Result<Line<'_>> {
        if self.broken {
            return Ok(Line::End);
        }
        let mut searched = 0;
        let end = loop {
            let unread = self.buffer.get(self.from + searched..).unwrap_or_default();
            if let Some(at) = memchr::memchr(b'\n', unread) {
                break searched + at;
            }
            searched += unread.len();
            if searched >= LINE_MAX {
                self.broken = true;
                return Ok(Line::Broken(TOO_LONG));
            }
            if !self.more(pack)? {
                self.broken = searched > 0;
                let broken = Line::Broken(NOT_ENDED);
                return Ok(if self.broken { broken } else { Line::End });
            }
        };
        if end >= LINE_MAX {
            self.broken = true;
            return Ok(Line::Broken(TOO_LONG));
        }
        let start = self.from;
        self.last = start;
        self.from += end + 1;
        let bytes = self.buffer.get(start..start + end).unwrap_or_default();
        Ok(match str::from_utf8(bytes) {
            Ok(text) => Line::Text(text),
            // No entry has empty lines, so one that is no text is refused as an empty one is.
            Err(_) => Line::Text(""),
        })
    }

    /// Puts the line back that was handed out last: it is the next one again.
    pub(crate) fn back(&mut self) {
        self.from = self.last;
    }

    /// Everything that is left, if it is no more than `max` bytes.
    pub(crate) fn whole(
        &mut self,
        pack: &mut (impl Read + Seek),
        max: u64,
    ) -> io::Result<Option<&[u8]>> {
        if self.left > max {
            return Ok(None);
        }
        while self.more(pack)? {}
        Ok(self.buffer.get(self.from..))
    }

    /// Reads what is left and answers what the entry was.
    pub(crate) fn finish(mut self, pack: &mut (impl Read + Seek)) -> io::Result<Found> {
        while self.piece(pack)?.is_some() {}
        self.hashing.found()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use sha2::{Digest, Sha256};
    use std::io::Cursor;

    /// An entry of these bytes, and the file it stands in.
    pub(crate) fn kept(bytes: &[u8]) -> (Entry, Cursor<Vec<u8>>) {
        let entry = Entry {
            name: "a".to_owned(),
            crc: 0,
            size: u32::try_from(bytes.len()).unwrap(),
            offset: 0,
        };
        let mut file = vec![0; usize::try_from(entry.data_at()).unwrap()];
        file.extend_from_slice(bytes);
        (entry, Cursor::new(file))
    }

    fn reader(bytes: &[u8]) -> (EntryReader, Cursor<Vec<u8>>) {
        let (entry, file) = kept(bytes);
        (EntryReader::new(&entry), file)
    }

    fn lines(bytes: &[u8]) -> Vec<String> {
        let (mut reader, mut file) = reader(bytes);
        let mut out = Vec::new();
        loop {
            match reader.line(&mut file).unwrap() {
                Line::Text(text) => out.push(text.to_owned()),
                Line::Broken(why) => out.push(format!("broken: {why}")),
                Line::End => break,
            }
        }
        let found = reader.finish(&mut file).unwrap();
        assert_eq!(found.crc, crc32fast::hash(bytes));
        assert_eq!(found.sha256, proof::Hash::from(Sha256::digest(bytes)));
        out
    }

    #[test]
    fn lines_are_read_one_by_one_however_long_and_hashed_whatever_they_are() {
        let long = "x".repeat(usize::try_from(AT_ONCE).unwrap() + 5);
        let text = format!("a\n{long}\nb\n");
        assert_eq!(lines(text.as_bytes()), ["a", &long, "b"]);
        assert!(lines(b"").is_empty());
        assert_eq!(lines(b"a\nb"), ["a", "broken: the last line is not ended"]);
        assert_eq!(lines(b"\na\n"), ["", "a"]);
        assert_eq!(lines(b"\xff\na\n"), ["", "a"]);
    }

    #[test]
    fn a_line_is_at_most_sixteen_mebibytes_with_its_line_feed() {
        let mut longest = vec![b'x'; LINE_MAX - 1];
        longest.push(b'\n');
        assert_eq!(lines(&longest)[0].len(), LINE_MAX - 1);
        let mut longer = vec![b'x'; LINE_MAX];
        longer.extend(b"\nanother\n");
        assert_eq!(lines(&longer), ["broken: a line is too long"]);
    }

    #[test]
    fn an_entry_is_read_whole_unless_it_is_too_large() {
        let (mut one, mut file) = reader(b"abc");
        assert_eq!(one.whole(&mut file, 3).unwrap(), Some(&b"abc"[..]));
        let (mut two, mut file) = reader(b"abc");
        assert_eq!(two.whole(&mut file, 2).unwrap(), None);
    }
}
