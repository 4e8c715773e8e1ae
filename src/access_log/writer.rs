//! The thread that writes: what waits is written together and synced once.

use super::chain::Walk;
use super::entry::{Access, Entry, Note};
use super::line::{Hash, Line, NOTHING_BEFORE};
use super::retention;
use super::segments::{self, Segment, month_of};
use chrono::NaiveDate;
use events::envelope::Moment;
use events::log::Disk;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, BufRead, BufReader};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// How many entries are written with one sync.
const GROUP_MAX: usize = 256;

/// How many entries are kept for later while the disk fails.
const KEPT_MAX: usize = 10_000;

/// Something for the writer to do.
pub(super) struct Job {
    access: Option<Box<Access>>,
    answer: Option<oneshot::Sender<bool>>,
    retain: Option<Retain>,
}

/// Which lines are kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Retain {
    /// For how many months.
    pub(super) months: u32,
    /// What is older than this month's beginning is removed.
    pub(super) from: NaiveDate,
    /// When it is asked for.
    pub(super) at: Moment,
}

impl Job {
    /// An access nobody waits for.
    pub(super) fn soon(access: Access) -> Self {
        Self {
            access: Some(Box::new(access)),
            answer: None,
            retain: None,
        }
    }

    /// An access somebody waits for: whether it is safe.
    pub(super) fn first(access: Access, answer: oneshot::Sender<bool>) -> Self {
        Self {
            access: Some(Box::new(access)),
            answer: Some(answer),
            retain: None,
        }
    }

    /// Somebody waits until everything before was tried.
    pub(super) fn settle(answer: oneshot::Sender<bool>) -> Self {
        Self {
            access: None,
            answer: Some(answer),
            retain: None,
        }
    }

    /// Somebody waits until what is kept no longer is removed.
    pub(super) fn retain(retain: Retain, answer: oneshot::Sender<bool>) -> Self {
        Self {
            access: None,
            answer: Some(answer),
            retain: Some(retain),
        }
    }
}

/// Where the next line goes.
struct Open {
    month: NaiveDate,
    file: Option<File>,
    /// The end of the last line that is safe.
    length: u64,
}

/// What the thread carries.
pub(super) struct Writer {
    folder: PathBuf,
    disk: Arc<dyn Disk>,
    open: Option<Open>,
    before: Hash,
    number: u64,
    last_at: Option<Moment>,
    /// What could not be written yet.
    kept: Vec<Entry>,
    cut_bytes: u64,
    lost: u64,
    failing: bool,
}

impl Writer {
    /// Finds the end of the log, and cuts off a torn line.
    pub(super) fn open(folder: PathBuf, disk: Arc<dyn Disk>) -> io::Result<Self> {
        let mut writer = Self {
            folder,
            disk,
            open: None,
            before: NOTHING_BEFORE,
            number: 1,
            last_at: None,
            kept: Vec::new(),
            cut_bytes: 0,
            lost: 0,
            failing: false,
        };
        for segment in segments::all(&writer.folder)?.into_iter().rev() {
            let end = End::of(&segment.path)?;
            if end.torn_bytes > 0 {
                let file = OpenOptions::new().write(true).open(&segment.path)?;
                file.set_len(end.length)?;
                file.sync_all()?;
                writer.cut_bytes += end.torn_bytes;
            }
            if writer.open.is_none() {
                writer.open = Some(Open {
                    month: segment.month,
                    file: None,
                    length: end.length,
                });
            }
            if let Some((hash, number)) = end.walk.expected {
                writer.before = hash;
                writer.number = number.unwrap_or(1);
                writer.last_at = end.last_at;
                break;
            }
        }
        Ok(writer)
    }

    /// Writes what comes until nobody can send any more.
    pub(super) fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        while let Some(first) = jobs.blocking_recv() {
            let mut group = vec![first];
            while group.len() < GROUP_MAX
                && let Ok(next) = jobs.try_recv()
            {
                group.push(next);
            }
            self.group(group);
        }
        if !self.kept.is_empty() {
            let kept = std::mem::take(&mut self.kept);
            self.write(kept);
        }
    }

    /// Writes a group, after what was kept from earlier ones.
    fn group(&mut self, group: Vec<Job>) {
        let mut entries = std::mem::take(&mut self.kept);
        let (mut waiting, mut others) = (Vec::new(), Vec::new());
        let mut retain = None;
        for job in group {
            retain = job.retain.or(retain);
            match (job.access, job.answer) {
                (Some(access), Some(answer)) => {
                    waiting.push((Entry::Access(*access), answer));
                }
                (Some(access), None) => entries.push(Entry::Access(*access)),
                (None, answer) => others.extend(answer),
            }
        }
        // Last, so that whoever is told that nothing is shown is not noted as having seen it.
        let (first, answers): (Vec<Entry>, Vec<_>) = waiting.into_iter().unzip();
        entries.extend(first);
        let mut left = self.write(entries);
        let refused = left.len().min(answers.len());
        let noted = answers.len() - refused;
        left.truncate(left.len() - refused);
        if left.len() > KEPT_MAX {
            self.lost += (left.len() - KEPT_MAX) as u64;
            left.truncate(KEPT_MAX);
        }
        self.kept = left;
        for (place, answer) in answers.into_iter().enumerate() {
            // Whoever waited may have gone away.
            let _ = answer.send(place < noted);
        }
        let removed = retain.is_none_or(|retain| self.remove(retain));
        for answer in others {
            let _ = answer.send(removed && !self.failing);
        }
    }

    /// Removes whole months that are kept no longer, after a line that says so is safe. The newest
    /// file stays whatever its month, for the chain goes on from its end.
    fn remove(&mut self, retain: Retain) -> bool {
        match retention::older(&self.folder, retain.from) {
            Ok(None) => true,
            Ok(Some(older)) => {
                let note = Note {
                    at: retain.at,
                    cut_bytes: 0,
                    kept_months: u64::from(retain.months),
                    lost: 0,
                    number: 0,
                    removed_to: older.last,
                };
                let left = self.write(vec![Entry::Note(note)]);
                if !left.is_empty() {
                    return false;
                }
                let done = older.remove(&self.folder);
                if let Err(error) = &done {
                    tracing::error!(%error, "old lines of the access log could not be removed");
                }
                done.is_ok()
            }
            Err(error) => {
                tracing::error!(%error, "the access log could not be read for its retention");
                false
            }
        }
    }

    /// Writes entries in order, and gives back those that could not be.
    fn write(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let mut left = entries;
        self.note_own(&mut left);
        while let Some(first) = left.first() {
            let month = self.month_for(first);
            let same = |entry: &Entry| self.month_for(entry) == month;
            let count = left.iter().take_while(|entry| same(entry)).count();
            match self.write_month(month, left.get(..count).unwrap_or_default()) {
                Ok(()) => {
                    left.drain(..count);
                    self.failing = false;
                }
                Err(error) => {
                    if !self.failing {
                        tracing::error!(%error, "what people look at cannot be noted");
                    }
                    self.failing = true;
                    break;
                }
            }
        }
        left
    }

    /// Puts what the log says of itself before the rest.
    fn note_own(&mut self, entries: &mut Vec<Entry>) {
        if self.cut_bytes == 0 && self.lost == 0 {
            return;
        }
        let Some(at) = entries.first().map(Entry::at) else {
            return;
        };
        let note = Note {
            at,
            cut_bytes: std::mem::take(&mut self.cut_bytes),
            kept_months: 0,
            lost: std::mem::take(&mut self.lost),
            number: 0,
            removed_to: 0,
        };
        entries.insert(0, Entry::Note(note));
    }

    /// The month an entry belongs to; never one before the last that was written.
    fn month_for(&self, entry: &Entry) -> NaiveDate {
        let at = self.last_at.map_or(entry.at(), |last| last.max(entry.at()));
        month_of(at.utc())
    }

    fn write_month(&mut self, month: NaiveDate, entries: &[Entry]) -> io::Result<()> {
        let (mut text, mut before) = (String::new(), self.before);
        let (mut number, mut last_at) = (self.number, self.last_at);
        for entry in entries {
            let mut entry = entry.clone();
            entry.placed(number, last_at);
            let (line, written) = Line::write(before, entry)?;
            text.push_str(&line);
            text.push('\n');
            before = written.hash();
            last_at = Some(written.entry().at());
            number += 1;
        }
        let disk = Arc::clone(&self.disk);
        let open = self.opened(month)?;
        let Some(file) = &open.file else {
            return Ok(());
        };
        let done = disk
            .write(file, text.as_bytes(), open.length)
            .and_then(|()| disk.sync(file));
        if let Err(error) = done {
            // What may stand there is written over the next time, or cut at the next start.
            let _ = file.set_len(open.length);
            return Err(error);
        }
        open.length += text.len() as u64;
        (self.before, self.number, self.last_at) = (before, number, last_at);
        Ok(())
    }

    /// The file of a month, opened where it was not.
    fn opened(&mut self, month: NaiveDate) -> io::Result<&mut Open> {
        let open = match self.open.take() {
            Some(open) if open.month == month => open,
            // A file of that month may be there: the one of a later month was left empty by a crash.
            Some(_) | None => Open {
                month,
                file: None,
                length: whole_lines(&Segment::of(&self.folder, month).path)?,
            },
        };
        let open = self.open.insert(open);
        if open.file.is_none() {
            let segment = Segment::of(&self.folder, month);
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&self.folder)?;
            let mut how = OpenOptions::new();
            let file = how.write(true).create(true).truncate(false);
            let file = file.open(&segment.path)?;
            file.set_len(open.length)?;
            File::open(&self.folder)?.sync_all()?;
            if let Some(above) = self.folder.parent() {
                File::open(above)?.sync_all()?;
            }
            open.file = Some(file);
        }
        Ok(open)
    }
}

/// How many bytes of a file are complete lines; none where it is not there.
fn whole_lines(path: &Path) -> io::Result<u64> {
    match End::of(path) {
        Ok(end) => Ok(end.length),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

/// Where the complete lines of a file end.
struct End {
    length: u64,
    torn_bytes: u64,
    walk: Walk,
    last_at: Option<Moment>,
}

impl End {
    fn of(path: &Path) -> io::Result<Self> {
        let mut file = BufReader::new(File::open(path)?);
        let mut end = Self {
            length: 0,
            torn_bytes: 0,
            walk: Walk::default(),
            last_at: None,
        };
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let count = file.read_until(b'\n', &mut bytes)? as u64;
            if bytes.pop() != Some(b'\n') {
                end.torn_bytes = count;
                return Ok(end);
            }
            end.length += count;
            // A broken chain is told by who checks it; the log goes on behind it.
            let _ = end.walk.next(&bytes);
            let read = Line::read(&bytes).ok();
            end.last_at = read.map(|line| line.entry().at()).or(end.last_at);
        }
    }
}
