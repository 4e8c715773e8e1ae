//! Reading the journal from the beginning to the last whole commit, and judging how it ends.

use super::journal::segments;
use super::line::{self, CheckpointLine, Durable, FORMAT, Header, Line};
use super::stored::Stored;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How much of a segment is read at once. Small enough to stay near the processor, and a reader
/// that keeps one event keeps its block.
const BLOCK_BYTES: usize = 64 * 1024;

/// A record that is not what was written, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, byte {offset}, position {position}: {message}")]
pub struct Damage {
    /// The first position that is not as it was written.
    pub position: u64,
    /// The file.
    pub file: PathBuf,
    /// Where in the file.
    pub offset: u64,
    /// What is wrong.
    pub message: String,
}

/// Why a scan ended early.
#[derive(Debug)]
pub(super) enum ScanError<E> {
    Damaged(Damage),
    Newer(u32),
    Disk(PathBuf, io::Error),
    Visitor(E),
}

/// What a scan meets, in order; events of a commit only once the commit is whole.
#[derive(Debug)]
pub(super) enum Item {
    Header(Box<Header>),
    Checkpoint(CheckpointLine),
    Event(Box<Stored>),
}

/// Where an item stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) file: &'a Path,
    pub(super) offset: u64,
}

impl Place<'_> {
    pub(super) fn damage(&self, position: u64, message: impl Into<String>) -> Damage {
        let (file, message) = (self.file.to_owned(), message.into());
        Damage {
            position,
            file,
            offset: self.offset,
            message,
        }
    }
}

/// How the journal ends.
#[derive(Debug, Clone, Default)]
pub(super) struct End {
    /// The position of the last event of the last whole commit; 0 when there is none.
    pub(super) size: u64,
    /// The newest segment.
    pub(super) segment: PathBuf,
    /// How much of it is whole, in bytes.
    pub(super) length: u64,
    /// What stands after that and was never finished, in bytes.
    pub(super) torn: u64,
    /// The position of the first record that is not whole: the next one, or one inside a commit
    /// that does not count because of it.
    pub(super) next: u64,
    /// Whether what was never finished holds a whole line that does not fit its checksum.
    pub(super) suspicious: bool,
}

/// Reads every segment that holds an event from `from` on, giving everything in them in order.
pub(super) fn scan<E>(
    folder: &Path,
    from: u64,
    visit: &mut dyn FnMut(Item, Place<'_>) -> Result<(), E>,
) -> Result<End, ScanError<E>> {
    let found = segments(folder).map_err(|error| ScanError::Disk(folder.to_owned(), error))?;
    let skipped = found
        .iter()
        .rposition(|(first, _)| *first <= from.max(1))
        .unwrap_or(0);
    let mut end = End::default();
    let mut seen: Option<Header> = None;
    let count = found.len();
    for (nth, (first, path)) in found.into_iter().enumerate().skip(skipped) {
        let newest = nth + 1 == count;
        if nth == skipped {
            end.size = first.saturating_sub(1);
            if skipped == 0 && first != 1 {
                let place = Place {
                    file: &path,
                    offset: 0,
                };
                let message = "the segments before this one are missing";
                return Err(ScanError::Damaged(place.damage(1, message)));
            }
        } else if first != end.size + 1 {
            let place = Place {
                file: &path,
                offset: 0,
            };
            let message = format!(
                "the segment that holds position {} is missing",
                end.size + 1
            );
            return Err(ScanError::Damaged(place.damage(end.size + 1, message)));
        }
        let segment = Segment {
            path: &path,
            first,
            newest,
            seen: &mut seen,
        };
        end = segment.read(end.size, visit)?;
    }
    Ok(end)
}

struct Segment<'a> {
    path: &'a Path,
    first: u64,
    newest: bool,
    seen: &'a mut Option<Header>,
}

/// Where in a segment the reading stands.
struct State {
    offset: u64,
    whole: u64,
    size: u64,
    commit: Vec<(Box<Stored>, u64)>,
}

impl Segment<'_> {
    fn read<E>(
        mut self,
        size: u64,
        visit: &mut dyn FnMut(Item, Place<'_>) -> Result<(), E>,
    ) -> Result<End, ScanError<E>> {
        let mut state = State {
            offset: 0,
            whole: 0,
            size,
            commit: Vec::new(),
        };
        loop {
            self.lines(&mut state, visit)?;
            if let Some(end) = self.end(&state)? {
                return Ok(end);
            }
        }
    }

    /// Reads lines from where the state stands, as long as they fit their checksums.
    fn lines<E>(
        &mut self,
        state: &mut State,
        visit: &mut dyn FnMut(Item, Place<'_>) -> Result<(), E>,
    ) -> Result<(), ScanError<E>> {
        let disk = |error| ScanError::Disk(self.path.to_owned(), error);
        let mut file = File::open(self.path).map_err(disk)?;
        file.seek(SeekFrom::Start(state.offset)).map_err(disk)?;
        // What was read and not taken yet: at most one unfinished line and a block.
        let mut bytes = Vec::with_capacity(BLOCK_BYTES * 2);
        loop {
            let disk = |error| ScanError::Disk(self.path.to_owned(), error);
            let read = (&mut file).take(BLOCK_BYTES as u64).read_to_end(&mut bytes);
            let read = read.map_err(disk)?;
            let whole = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
            let taken = self.block(state, bytes.get(..whole).unwrap_or_default(), visit)?;
            bytes.drain(..taken);
            let unfinished = bytes.first().is_none_or(|byte| *byte != 0);
            let may_go_on = taken == whole && unfinished && bytes.len() <= super::LINE_BYTES_MAX;
            if read == 0 || !may_go_on {
                return Ok(());
            }
        }
    }

    /// Takes whole lines, as long as they fit their checksums; answers how many bytes of them. The
    /// events share one copy of what they stand in.
    fn block<E>(
        &mut self,
        state: &mut State,
        bytes: &[u8],
        visit: &mut dyn FnMut(Item, Place<'_>) -> Result<(), E>,
    ) -> Result<usize, ScanError<E>> {
        let text = utf8_before(bytes);
        let block: Arc<str> = text.into();
        let mut from = 0;
        for end in memchr::memchr_iter(b'\n', block.as_bytes()) {
            let Ok(line) = line::read_in(&block, from..end) else {
                break;
            };
            if let Taken::No(message) = self.take(state, line, visit)? {
                return Err(self.damaged(state, message));
            }
            state.offset += (end + 1 - from) as u64;
            if state.commit.is_empty() {
                state.whole = state.offset;
            }
            from = end + 1;
        }
        Ok(from)
    }

    fn damaged<E>(&self, state: &State, message: String) -> ScanError<E> {
        let place = Place {
            file: self.path,
            offset: state.offset,
        };
        ScanError::Damaged(place.damage(state.expected(), message))
    }

    /// Takes one line whose checksum fits. No line of another place can come from a torn write, so
    /// one that is out of order was put there.
    fn take<E>(
        &mut self,
        state: &mut State,
        line: Line,
        visit: &mut dyn FnMut(Item, Place<'_>) -> Result<(), E>,
    ) -> Result<Taken, ScanError<E>> {
        let place = Place {
            file: self.path,
            offset: state.offset,
        };
        match line {
            Line::Header(header) => {
                if header.format > FORMAT {
                    return Err(ScanError::Newer(header.format));
                }
                if let Some(message) = self.wrong_header(state, &header) {
                    return Ok(Taken::No(message));
                }
                self.seen.get_or_insert_with(|| (*header).clone());
                visit(Item::Header(header), place).map_err(ScanError::Visitor)?;
            }
            _ if state.offset == 0 => {
                return Ok(Taken::No(
                    "the segment does not begin with its header".to_owned(),
                ));
            }
            Line::Checkpoint(_) if !state.commit.is_empty() => {
                return Ok(Taken::No("a checkpoint stands inside a commit".to_owned()));
            }
            Line::Checkpoint(checkpoint) => {
                visit(Item::Checkpoint(checkpoint), place).map_err(ScanError::Visitor)?;
            }
            Line::Event(event, _) => {
                if let Some(message) = state.wrong_event(&event) {
                    return Ok(Taken::No(message));
                }
                let whole = event.commit.1 == event.position();
                if whole {
                    state.size = event.position();
                    for (event, offset) in state.commit.drain(..) {
                        let place = Place {
                            file: self.path,
                            offset,
                        };
                        visit(Item::Event(event), place).map_err(ScanError::Visitor)?;
                    }
                    visit(Item::Event(event), place).map_err(ScanError::Visitor)?;
                } else {
                    state.commit.push((event, state.offset));
                }
            }
        }
        Ok(Taken::Yes)
    }

    fn wrong_header(&self, state: &State, header: &Header) -> Option<String> {
        if state.offset != 0 {
            return Some("a header stands in the middle of the segment".to_owned());
        }
        if header.first != self.first {
            return Some(format!(
                "the header says it begins at position {}",
                header.first
            ));
        }
        let other = self.seen.as_ref().is_some_and(|seen| {
            seen.log != header.log || seen.origin != header.origin || seen.key != header.key
        });
        other.then(|| "the segment belongs to another log".to_owned())
    }

    /// Judges what stands after the last line that fits. None when it changed meanwhile: a running
    /// server is writing, and the reading goes on from there.
    fn end<E>(&self, state: &State) -> Result<Option<End>, ScanError<E>> {
        let disk = |error| ScanError::Disk(self.path.to_owned(), error);
        let mut rest = Vec::new();
        let mut file = File::open(self.path).map_err(disk)?;
        file.seek(SeekFrom::Start(state.offset)).map_err(disk)?;
        file.read_to_end(&mut rest).map_err(disk)?;
        // What is read while it is written may be old at its beginning and new at its end. Bytes
        // are written once, so a beginning that stays the same after the end was read is final.
        let mut again = vec![0; rest.len().min(super::LINE_BYTES_MAX)];
        file.seek(SeekFrom::Start(state.offset)).map_err(disk)?;
        let read = file
            .take(again.len() as u64)
            .read(&mut again)
            .map_err(disk)?;
        let first = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
        if again.get(..read) != rest.get(..read)
            || (rest.get(first.len()) == Some(&b'\n') && line::read(first).is_ok())
        {
            return Ok(None);
        }
        let used = rest
            .iter()
            .rposition(|byte| *byte != 0)
            .map_or(0, |at| at + 1);
        rest.truncate(used);
        let unfinished = !rest.is_empty() || !state.commit.is_empty();
        if unfinished && !self.newest {
            let message = "a record is damaged or missing at the end of a closed segment";
            return Err(self.damaged(state, message.to_owned()));
        }
        if state.offset == 0 {
            return Err(self.damaged(state, "the segment's header is damaged".to_owned()));
        }
        let expected = state.expected();
        let mut suspicious = false;
        for text in rest.split_inclusive(|byte| *byte == b'\n') {
            let Some(text) = text.strip_suffix(b"\n") else {
                break;
            };
            let start = text
                .iter()
                .position(|byte| *byte != 0)
                .unwrap_or(text.len());
            suspicious = true;
            let later = match line::read(text.get(start..).unwrap_or_default()) {
                Ok(Line::Event(event, Durable(durable))) => {
                    durable >= expected || event.position() <= expected
                }
                Ok(Line::Header(_) | Line::Checkpoint(_)) => true,
                Err(_) => false,
            };
            if later {
                let message = "the record is damaged, and later ones were written after it";
                return Err(self.damaged(state, message.to_owned()));
            }
        }
        Ok(Some(End {
            size: state.size,
            segment: self.path.to_owned(),
            length: state.whole,
            torn: state.offset - state.whole + rest.len() as u64,
            next: expected,
            suspicious,
        }))
    }
}

/// The text at the beginning of some bytes.
fn utf8_before(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(before).unwrap_or_default()
        }
    }
}

enum Taken {
    Yes,
    No(String),
}

impl State {
    /// The position the next event must have.
    fn expected(&self) -> u64 {
        self.size + self.commit.len() as u64 + 1
    }

    fn wrong_event(&self, event: &Stored) -> Option<String> {
        let (expected, found) = (self.expected(), event.position());
        if found > expected {
            return Some(format!(
                "position {expected} is missing: position {found} follows"
            ));
        }
        if found < expected {
            return Some(format!("position {found} stands there again"));
        }
        let (first, _) = event.commit;
        let fits = match self.commit.first() {
            Some((opening, _)) => opening.commit == event.commit,
            None => first == expected,
        };
        (!fits).then(|| "the record belongs to another commit".to_owned())
    }
}
