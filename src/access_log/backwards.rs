//! A file of lines, read from its end.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// How much is read at once, in bytes.
const PIECE_BYTES: u64 = 64 * 1024;

/// The complete lines of a file, the last first.
pub(super) struct Backwards {
    file: File,
    /// What was not read yet ends here.
    unread: u64,
    /// What was read and not given yet.
    held: Vec<u8>,
}

impl Backwards {
    /// From the end of a file as it is now. What stands behind the last line feed is being written,
    /// or was torn by a crash, and is no line.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let unread = file.metadata()?.len();
        let mut lines = Self {
            file,
            unread,
            held: Vec::new(),
        };
        let torn = lines.start_of_last()?;
        lines.held.truncate(torn);
        lines.held.pop();
        Ok(lines)
    }

    /// The line before those given so far, without its line feed.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        if self.held.is_empty() && self.unread == 0 {
            return Ok(None);
        }
        let start = self.start_of_last()?;
        let line = self.held.split_off(start);
        self.held.pop();
        Ok(Some(line))
    }

    /// Where what follows the last line feed that is held begins; reads until there is one.
    fn start_of_last(&mut self) -> io::Result<usize> {
        loop {
            if let Some(at) = self.held.iter().rposition(|byte| *byte == b'\n') {
                return Ok(at + 1);
            }
            if self.unread == 0 {
                return Ok(0);
            }
            let from = self.unread.saturating_sub(PIECE_BYTES);
            let count = usize::try_from(self.unread - from).map_err(io::Error::other)?;
            let mut piece = vec![0; count];
            self.file.read_exact_at(&mut piece, from)?;
            piece.append(&mut self.held);
            self.held = piece;
            self.unread = from;
        }
    }
}
