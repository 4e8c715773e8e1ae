//! Who looked at what: a log of its own beside the record, in the folder `access/` of the data.
//!
//! A line a request, never with words that somebody typed or read. Every line names the hash of
//! the line before it, so none can be changed, dropped or moved without breaking the chain. What
//! an inspector reads is noted before it is shown; for everybody else the note may come just after
//! the answer. `docs/access-log.md` says what stands in a line and how it is checked.

mod about;
mod backwards;
mod chain;
mod entry;
mod line;
mod look;
mod retention;
mod segments;
mod writer;

#[cfg(test)]
mod tests;

pub use about::{Noted, among};
pub use chain::{Broken, Report, verify};
pub use entry::{Access, Entry, Filter, Note};
pub use look::Look;
pub use retention::{MONTHS_MIN, kept_from, retained};

use backwards::Backwards;
use events::envelope::Moment;
use events::log::Disk;
use line::{Hash, Line};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::{mpsc, oneshot};
use writer::{Job, Retain, Writer};

/// The folder of the access log within the data folder.
pub const FOLDER: &str = "access";

/// How many notes may wait for the disk before answers wait too.
const WAITING_MAX: usize = 1024;

/// An access could not be noted, so what was asked for is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the access could not be noted")]
pub struct NotNoted;

/// The open access log. Everything that was handed over is written before it is gone.
pub struct AccessLog {
    folder: PathBuf,
    queue: Option<mpsc::Sender<Job>>,
    writer: Option<JoinHandle<()>>,
}

/// A part of the entries, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The entries.
    pub rows: Vec<Entry>,
    /// The number the next part begins before; none where nothing is left.
    pub next: Option<u64>,
    /// How many lines among those read are not as they were written.
    pub broken: u64,
}

impl AccessLog {
    /// Opens the log in its folder, which need not be there yet, and cuts off what a crash left
    /// half written.
    ///
    /// # Errors
    /// When the folder cannot be read, or no thread can be started.
    pub fn open(folder: PathBuf, disk: Arc<dyn Disk>) -> io::Result<Self> {
        let writer = Writer::open(folder.clone(), disk)?;
        let (queue, jobs) = mpsc::channel(WAITING_MAX);
        let thread = std::thread::Builder::new()
            .name("access-log".to_owned())
            .spawn(move || writer.run(jobs))?;
        Ok(Self {
            folder,
            queue: Some(queue),
            writer: Some(thread),
        })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Hands an access over to be noted soon.
    pub async fn note(&self, access: Access) {
        self.send(Job::soon(access)).await;
    }

    /// Notes an access, and returns once that is safe against a power cut.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn note_first(&self, access: Access) -> Result<(), NotNoted> {
        let (answer, noted) = oneshot::channel();
        self.send(Job::first(access, answer)).await;
        match noted.await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(NotNoted),
        }
    }

    /// Returns once everything handed over before was tried to be written.
    pub async fn settled(&self) {
        let (answer, done) = oneshot::channel();
        self.send(Job::settle(answer)).await;
        let _ = done.await;
    }

    /// Removes whole months that are kept no longer, and says so in a line; answers whether that
    /// went well. What is kept is this month and so many before it, twelve at least.
    pub async fn retain(&self, now: Moment, months: u32) -> bool {
        let (answer, done) = oneshot::channel();
        let months = months.max(MONTHS_MIN);
        let retain = Retain {
            months,
            from: kept_from(now.utc().date_naive(), months),
            at: now,
        };
        self.send(Job::retain(retain, answer)).await;
        done.await.unwrap_or(false)
    }

    async fn send(&self, job: Job) {
        if let Some(queue) = &self.queue {
            // Without a writer nobody answers, which is what the caller then sees.
            let _ = queue.send(job).await;
        }
    }

    /// The entries a filter leaves, the newest first: at most `limit`, numbered below `before`.
    /// Blocks; it has no place on an async thread.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn entries(&self, filter: &Filter, before: Option<u64>, limit: usize) -> io::Result<Part> {
        let mut part = Part::default();
        let mut follower: Option<Hash> = None;
        for segment in segments::all(&self.folder)?.into_iter().rev() {
            if filter.is_before(segment.month) {
                break;
            }
            let mut lines = match Backwards::of(&segment.path) {
                Ok(lines) => lines,
                // An old month was removed just now.
                Err(error) if error.kind() == io::ErrorKind::NotFound => break,
                Err(error) => return Err(error),
            };
            while let Some(bytes) = lines.next_line()? {
                let line = Line::read(&bytes);
                let hash = line
                    .as_ref()
                    .map_or_else(|_| line::hash_of(&bytes), Line::hash);
                let follows = follower.is_none_or(|before| before == hash);
                follower = line.as_ref().ok().map(Line::before);
                let Ok(line) = line.as_ref() else {
                    part.broken += 1;
                    continue;
                };
                part.broken += u64::from(!follows);
                let number = line.entry().number();
                if before.is_some_and(|before| number >= before) || !filter.wants(line.entry()) {
                    continue;
                }
                if part.rows.len() == limit {
                    part.next = part.rows.last().map(Entry::number);
                    return Ok(part);
                }
                part.rows.push(line.entry().clone());
            }
        }
        Ok(part)
    }
}

impl Drop for AccessLog {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(writer) = self.writer.take() {
            // The writer reports its own failures.
            let _ = writer.join();
        }
    }
}
