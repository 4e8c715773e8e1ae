//! The leaves of a pack: cut into lines, hashed, and read as events.
//!
//! Where there are many this is done on a thread of its own, some pieces ahead of whoever holds
//! them against the rest of the pack, so that two processors have about as much to do each.

use crate::apart::{LARGE, Piece, WAITING, ended};
use crate::container::Entry;
use crate::entry_reader::{EntryReader, LINE_MAX, NOT_ENDED, TOO_LONG};
use crate::leaf::{Fields, LeafError, read_into};
use proof::Hash;
use std::io::{self, Read, Seek};
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::Builder;

/// Reads the leaves from the first to the last.
pub(crate) struct Leaves {
    reader: EntryReader,
    cutting: Cutting,
}

/// Who cuts the pieces into lines.
enum Cutting {
    Here(Cutter),
    Apart {
        /// Until all of the entry was sent.
        pieces: Option<SyncSender<Piece>>,
        batches: Receiver<Batch>,
        /// How many pieces were sent and did not come back as batches.
        out: usize,
    },
    Done,
}

/// The lines that end in one piece.
pub(crate) struct Batch {
    pub(crate) lines: Vec<LeafLine>,
    /// The texts and files of all of them.
    pub(crate) fields: Fields,
    piece: Piece,
    /// The first line, if it began in a piece before.
    first: Vec<u8>,
    /// No other batch follows.
    last: bool,
}

/// What stands next among the leaves.
#[derive(Debug)]
pub(crate) enum LeafLine {
    /// An event.
    Leaf(ReadLeaf),
    /// A line that is no event.
    Wrong(LeafError),
    /// What stands there is no line, and nothing follows.
    Broken(&'static str),
}

/// An event as far as it was read.
#[derive(Debug)]
pub(crate) struct ReadLeaf {
    pub(crate) position: u64,
    pub(crate) hash: Hash,
    /// How long the line is, with its line feed.
    pub(crate) size: usize,
    /// It was recorded after the moment that the pack shows.
    pub(crate) after: bool,
    /// Where among the fields of the batch its texts and files are.
    pub(crate) fields: Range<usize>,
    /// Where in the piece it stands; nowhere, if it is the batch's first.
    at: Option<Range<usize>>,
}

impl Leaves {
    /// For a pack that shows what had been recorded by a moment.
    pub(crate) fn new(entry: &Entry, as_at: &str) -> io::Result<Self> {
        let cutter = Cutter::new(as_at);
        let cutting = if u64::from(entry.size) < LARGE {
            Cutting::Here(cutter)
        } else {
            apart(cutter)?
        };
        let reader = EntryReader::new(entry);
        Ok(Self { reader, cutting })
    }

    /// The lines that come next, perhaps none yet; nothing at the end.
    pub(crate) fn batch(&mut self, pack: &mut (impl Read + Seek)) -> io::Result<Option<Batch>> {
        let batch = match &mut self.cutting {
            Cutting::Done => return Ok(None),
            Cutting::Here(cutter) => match self.reader.piece(pack)? {
                Some(piece) => cutter.piece(piece),
                None => cutter.end(),
            },
            Cutting::Apart {
                pieces,
                batches,
                out,
            } => {
                while let Some(sending) = pieces.as_ref().filter(|_| *out < WAITING) {
                    match self.reader.piece(pack)? {
                        Some(piece) => sending.send(piece).map_err(|_| ended())?,
                        None => *pieces = None,
                    }
                    *out += 1;
                }
                *out -= 1;
                batches.recv().map_err(|_| ended())?
            }
        };
        if batch.last {
            self.cutting = Cutting::Done;
        }
        Ok(Some(batch))
    }

    pub(crate) fn into_reader(self) -> EntryReader {
        self.reader
    }
}

/// A thread that cuts pieces as long as any are sent.
fn apart(mut cutter: Cutter) -> io::Result<Cutting> {
    let (pieces, sent) = sync_channel::<Piece>(WAITING);
    let (cut, batches) = channel();
    let work = move || {
        for piece in sent {
            if cut.send(cutter.piece(piece)).is_err() {
                return;
            }
        }
        // Whoever does not wait for the last batch has no need of it.
        let _ = cut.send(cutter.end());
    };
    Builder::new().name("pack-leaves".to_owned()).spawn(work)?;
    Ok(Cutting::Apart {
        pieces: Some(pieces),
        batches,
        out: 0,
    })
}

impl Batch {
    /// The text of one of its leaves.
    pub(crate) fn text(&self, leaf: &ReadLeaf) -> &str {
        let within = |at: &Range<usize>| self.piece.get(at.clone()).unwrap_or_default();
        let bytes = leaf.at.as_ref().map_or(self.first.as_slice(), within);
        // A line that is no text was not read as a leaf.
        str::from_utf8(bytes).unwrap_or_default()
    }
}

/// Cuts an entry into lines, piece by piece, and reads each.
struct Cutter {
    as_at: String,
    /// What was read of a line that has not ended.
    begun: Vec<u8>,
    /// What stood there was no line: no more lines are read.
    broken: bool,
}

impl Cutter {
    fn new(as_at: &str) -> Self {
        Self {
            as_at: as_at.to_owned(),
            begun: Vec::new(),
            broken: false,
        }
    }

    /// The lines that end in the next piece.
    fn piece(&mut self, piece: Piece) -> Batch {
        let mut batch = Batch {
            lines: Vec::with_capacity(piece.len() / 512),
            fields: Fields::default(),
            piece: Arc::clone(&piece),
            first: Vec::new(),
            last: false,
        };
        let fields = &mut batch.fields;
        let mut from = 0;
        for end in memchr::memchr_iter(b'\n', &piece) {
            if self.broken {
                return batch;
            }
            let rest = piece.get(from..end).unwrap_or_default();
            if self.begun.is_empty() {
                let line = self.line(rest, Some(from..end), fields);
                batch.lines.push(line);
            } else {
                batch.first = std::mem::take(&mut self.begun);
                batch.first.extend_from_slice(rest);
                let line = self.line(&batch.first, None, fields);
                batch.lines.push(line);
            }
            from = end + 1;
        }
        if !self.broken {
            let rest = piece.get(from..).unwrap_or_default();
            self.begun.extend_from_slice(rest);
            if self.begun.len() >= LINE_MAX {
                batch.lines.push(self.broken(TOO_LONG));
            }
        }
        batch
    }

    /// What there is behind the last piece.
    fn end(&mut self) -> Batch {
        let unended = !self.begun.is_empty();
        Batch {
            lines: unended
                .then(|| self.broken(NOT_ENDED))
                .into_iter()
                .collect(),
            fields: Fields::default(),
            piece: Piece::default(),
            first: Vec::new(),
            last: true,
        }
    }

    fn broken(&mut self, why: &'static str) -> LeafLine {
        self.broken = true;
        self.begun = Vec::new();
        LeafLine::Broken(why)
    }

    fn line(&mut self, bytes: &[u8], at: Option<Range<usize>>, fields: &mut Fields) -> LeafLine {
        if bytes.len() >= LINE_MAX {
            return self.broken(TOO_LONG);
        }
        // No leaf is empty, so a line that is no text is refused as an empty one is.
        let text = str::from_utf8(bytes).unwrap_or_default();
        match read_into(text, fields) {
            Ok(leaf) => LeafLine::Leaf(ReadLeaf {
                position: leaf.position,
                hash: proof::leaf_hash(bytes),
                size: bytes.len() + 1,
                after: *leaf.recorded_at > *self.as_at,
                fields: leaf.fields,
                at,
            }),
            Err(error) => LeafLine::Wrong(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry_reader::tests::kept;

    const AS_AT: &str = "2026-01-05T09:00:01.000000Z";

    fn leaf(position: usize) -> String {
        let words = "x".repeat(position * 37 % 3000);
        let second = if position.is_multiple_of(5) { '2' } else { '1' };
        format!(
            "{{\"data\":\"{words}\",\"position\":{position},\
             \"recorded_at\":\"2026-01-05T09:00:0{second}.000000Z\"}}"
        )
    }

    /// What was read, a line for each.
    fn told(lines: &Batch, out: &mut Vec<String>) {
        for line in &lines.lines {
            out.push(match line {
                LeafLine::Leaf(read) => {
                    let text = lines.text(read);
                    assert_eq!(read.hash, proof::leaf_hash(text.as_bytes()));
                    assert_eq!(read.size, text.len() + 1);
                    assert_eq!(read.after, read.position.is_multiple_of(5));
                    assert_eq!(text, leaf(usize::try_from(read.position).unwrap()));
                    format!("{}", read.position)
                }
                LeafLine::Wrong(error) => format!("wrong: {error}"),
                LeafLine::Broken(why) => format!("broken: {why}"),
            });
        }
    }

    /// The same bytes cut into pieces of a length.
    fn cut(bytes: &[u8], at_once: usize) -> Vec<String> {
        let mut cutter = Cutter::new(AS_AT);
        let mut out = Vec::new();
        for piece in bytes.chunks(at_once) {
            told(&cutter.piece(Arc::new(piece.to_vec())), &mut out);
        }
        told(&cutter.end(), &mut out);
        out
    }

    /// The same bytes as an entry.
    fn read(bytes: &[u8]) -> Vec<String> {
        let (entry, mut file) = kept(bytes);
        let mut leaves = Leaves::new(&entry, AS_AT).unwrap();
        let mut out = Vec::new();
        while let Some(batch) = leaves.batch(&mut file).unwrap() {
            told(&batch, &mut out);
        }
        assert!(leaves.batch(&mut file).unwrap().is_none());
        let found = leaves.into_reader().finish(&mut file).unwrap();
        assert_eq!(found.crc, crc32fast::hash(bytes));
        out
    }

    #[test]
    fn leaves_are_read_however_the_pieces_are_cut() {
        let leaves: String = (1..60).map(|position| leaf(position) + "\n").collect();
        let expected: Vec<String> = (1..60).map(|position| position.to_string()).collect();
        for at_once in [1, 7, 64, 1000, leaves.len()] {
            assert_eq!(cut(leaves.as_bytes(), at_once), expected);
        }
        assert_eq!(read(leaves.as_bytes()), expected);
        assert!(read(b"").is_empty());
    }

    #[test]
    fn what_is_no_leaf_is_named_and_the_lines_behind_it_are_read() {
        let lines = format!("{}\n\n\u{1}\n[]\n", leaf(1)).into_bytes();
        let bytes = [&lines, &b"\xff\n"[..], leaf(2).as_bytes(), b"\nrest"].concat();
        let expected = [
            "1",
            "wrong: it is not canonical JSON, at byte 0",
            "wrong: it is not canonical JSON, at byte 0",
            "wrong: it is not an event: `position` or `recorded_at` is missing or not proper",
            "wrong: it is not canonical JSON, at byte 0",
            "2",
            "broken: the last line is not ended",
        ];
        for at_once in [1, 5, 1000] {
            assert_eq!(cut(&bytes, at_once), expected);
        }
        assert_eq!(read(&bytes), expected);
    }

    #[test]
    fn what_is_read_apart_is_what_is_read_here() {
        let mut leaves = String::new();
        let mut expected = Vec::new();
        while leaves.len() as u64 <= LARGE {
            expected.push((expected.len() + 1).to_string());
            leaves.push_str(&leaf(expected.len()));
            leaves.push('\n');
        }
        assert_eq!(read(leaves.as_bytes()), expected);
        expected.push("broken: the last line is not ended".to_owned());
        assert_eq!(read((leaves + "x").as_bytes()), expected);
    }

    #[test]
    fn a_line_is_at_most_sixteen_mebibytes_with_its_line_feed() {
        let mut bytes = vec![b'x'; LINE_MAX - 1];
        bytes.extend(b"\n[]\n");
        let wrong = |at: usize| format!("wrong: it is not canonical JSON, at byte {at}");
        let no_event = wrong(0).replace(
            "canonical JSON, at byte 0",
            "an event: `position` or `recorded_at` is missing or not proper",
        );
        assert_eq!(read(&bytes), [wrong(0), no_event]);
        let mut longer = vec![b'x'; LINE_MAX];
        longer.extend(b"\n[]\n");
        for at_once in [LINE_MAX - 1, LINE_MAX, LINE_MAX + 1, 1 << 16] {
            assert_eq!(cut(&longer, at_once), ["broken: a line is too long"]);
        }
        assert_eq!(read(&longer), ["broken: a line is too long"]);
    }
}
