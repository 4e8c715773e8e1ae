//! The doctor: what is wrong with a data folder, and what can be rebuilt from what.
//!
//! Journal and index hold the same lines, so either can rebuild the other. What is replaced is set
//! aside under another name, never deleted. The key file cannot be rebuilt: it is restored from its
//! own backup.

use super::edge::Edge;
use super::index::{self, Index, IndexError, NotOpened, Step};
use super::journal::{self, Names, SEGMENT_BYTES};
use super::keys::KeyFile;
use super::line::{self, Line};
use super::recover::{OpenError, lock, mark_open, not_opened, set_aside};
use super::scan::{Item, ScanError, scan};
use super::verify::{VerifyReport, verify};
use super::{KeyError, disk};
use proof::Tree;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the doctor found, would do, or did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DoctorReport {
    /// What verification says, after any repair.
    pub verified: VerifyReport,
    /// What is wrong, in words, and what it means.
    pub findings: Vec<String>,
    /// What can be done; after a repair, what was done.
    pub remedies: Vec<String>,
    /// Whether anything was changed.
    pub repaired: bool,
}

/// Why a repair could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum DoctorError {
    /// The folder is in use, or cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The key file says which log this is, and cannot be read.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The index cannot be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The disk failed.
    #[error("{path}: {source}")]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// Journal and index contradict each other.
    #[error(
        "journal and index hold different records at position {0}, so neither can rebuild the \
         other: restore a backup that verifies"
    )]
    Contradiction(u64),
    /// What was rebuilt does not hold together.
    #[error("what was rebuilt is not whole: {0}: restore a backup that verifies")]
    NotWhole(String),
}

fn on(path: &Path) -> impl Fn(io::Error) -> DoctorError + '_ {
    |source| DoctorError::Disk {
        path: path.to_owned(),
        source,
    }
}

/// What a repair would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plan {
    Nothing,
    RebuildIndex,
    RebuildJournal,
}

/// Explains what is wrong with a folder; with `repair`, rebuilds what can be.
///
/// # Errors
/// When a repair could not be finished. Without `repair` nothing is changed.
pub fn doctor(folder: &Path, repair: bool) -> Result<DoctorReport, DoctorError> {
    let verified = verify(folder);
    let mut report = DoctorReport::default();
    let plan = explain(&verified, folder, &mut report);
    report.verified = verified;
    if !repair || plan == Plan::Nothing {
        return Ok(report);
    }
    let held = lock(folder)?;
    report.remedies.clear();
    let done = match plan {
        Plan::RebuildIndex => rebuild_index(folder)?,
        Plan::RebuildJournal => rebuild_journal(folder)?,
        Plan::Nothing => String::new(),
    };
    drop(held);
    report.remedies.push(done);
    report.repaired = true;
    report.verified = verify(folder);
    Ok(report)
}

/// Puts into words what verification found.
fn explain(verified: &VerifyReport, folder: &Path, report: &mut DoctorReport) -> Plan {
    let index_file = folder.join(index::FOLDER);
    for problem in &verified.problems {
        let position = problem
            .position
            .map_or(String::new(), |at| format!(", position {at}"));
        let file = problem.file.display();
        report
            .findings
            .push(format!("{file}{position}: {}", problem.message));
    }
    report.findings.extend(verified.notes.iter().cloned());
    let by = |folder: &Path| verified.problems.iter().any(|p| p.file.starts_with(folder));
    if by(&folder.join(super::keys::FILE)) {
        let remedy = "the key file cannot be rebuilt: restore the latest one from the key backup";
        report.remedies.push(remedy.to_owned());
    }
    if by(&folder.join(super::files::FOLDER)) {
        let remedy = "evidence files cannot be rebuilt: restore them from a backup";
        report.remedies.push(remedy.to_owned());
    }
    let journal_wrong = by(&folder.join(journal::FOLDER));
    let index_wrong = by(&index_file);
    let held = verified.index_events.unwrap_or(0);
    if journal_wrong {
        if held > verified.events && !index_wrong {
            report.remedies.push(format!(
                "the journal is whole up to position {}; the index holds {held} events, so the \
                 journal can be rebuilt from it with `--repair`",
                verified.events
            ));
            return Plan::RebuildJournal;
        }
        if verified.checkpoints_lost > 0 && held == verified.events && !index_wrong {
            let remedy = "the index holds the checkpoints that the journal has lost, so the \
                          journal can be rebuilt with them with `--repair`";
            report.remedies.push(remedy.to_owned());
            return Plan::RebuildJournal;
        }
        let remedy = "neither journal nor index holds every event: restore a backup that verifies";
        report.remedies.push(remedy.to_owned());
        return Plan::Nothing;
    }
    if index_wrong {
        let remedy = "the journal is whole, so the index can be rebuilt from it with `--repair`";
        report.remedies.push(remedy.to_owned());
        return Plan::RebuildIndex;
    }
    if report.findings.is_empty() {
        report
            .findings
            .push("everything is as it was recorded".to_owned());
    }
    Plan::Nothing
}

fn opened(folder: &Path) -> Result<Index, DoctorError> {
    Index::open(&folder.join(index::FOLDER)).map_err(|not| match not {
        NotOpened::Held => DoctorError::Open(not_opened(folder, not)),
        NotOpened::Unusable(error) => DoctorError::Index(error),
    })
}

/// Makes the index anew from the journal.
fn rebuild_index(folder: &Path) -> Result<String, DoctorError> {
    let path = folder.join(index::FOLDER);
    // First, for an index that is half made when the power goes is not to be trusted.
    let marker = mark_open(folder)?;
    let aside = if path.exists() {
        Some(set_aside(&path).map_err(on(&path))?)
    } else {
        None
    };
    let index = opened(folder)?.close_in_order(marker);
    let mut log = None;
    let (mut tree, mut edge, mut step) = (Tree::new(), Edge::default(), Step::default());
    let journal = folder.join(journal::FOLDER);
    let scanned = scan(&journal, 1, &mut |item, _| -> Result<(), DoctorError> {
        match item {
            Item::Header(header) => log = Some(header.log),
            Item::Checkpoint(checkpoint) => {
                let mut bytes = Vec::new();
                line::write_member("checkpoint", &checkpoint, &mut bytes)
                    .map_err(|error| DoctorError::NotWhole(error.to_string()))?;
                step.checkpoints.push((tree.size(), bytes));
            }
            Item::Event(event) => {
                let hash = event.leaf_hash();
                tree.append(hash);
                edge.append(hash, &mut step.tiles);
                step.events.push(Arc::from(event));
            }
        }
        if step.events.len() >= 4096
            && let Some(log) = log
        {
            (step.size, step.root) = (tree.size(), tree.root());
            index.apply(log, &std::mem::take(&mut step))?;
        }
        Ok(())
    });
    scanned.map_err(scan_failed)?;
    (step.size, step.root) = (tree.size(), tree.root());
    if let Some(log) = log {
        index.apply(log, &step)?;
    }
    index.flush()?;
    let kept = aside.map_or(String::new(), |path| {
        format!("; the old one is {}", path.display())
    });
    Ok(format!("the index was made anew from the journal{kept}"))
}

fn scan_failed(error: ScanError<DoctorError>) -> DoctorError {
    match error {
        ScanError::Damaged(damage) => DoctorError::NotWhole(damage.to_string()),
        ScanError::Newer(format) => DoctorError::Open(OpenError::Newer(format)),
        ScanError::Disk(path, source) => DoctorError::Disk { path, source },
        ScanError::Visitor(error) => error,
    }
}

/// Makes the journal anew from the index, with what the journal holds beyond it.
fn rebuild_journal(folder: &Path) -> Result<String, DoctorError> {
    let keys = KeyFile::read(folder, None)?;
    let names = Names {
        log: keys.log(),
        origin: keys.origin().to_owned(),
        key: keys.public().to_owned(),
    };
    let old = folder.join(journal::FOLDER);
    let new = folder.join("journal.new");
    let mut salvaged = salvage(&old).map_err(on(&old))?;
    if new.exists() {
        // A repair was interrupted. Where it had set the old journal aside, this holds everything.
        if !old.exists() {
            salvaged = salvage(&new).map_err(on(&new))?;
        }
        set_aside(&new).map_err(on(&new))?;
    }
    std::fs::create_dir(&new).map_err(on(&new))?;
    let index = opened(folder)?;
    let applied = index.applied()?.map_or(0, |applied| applied.size);
    let mut checkpoints: BTreeMap<u64, Vec<u8>> = salvaged.checkpoints;
    checkpoints.extend(index.checkpoint_lines()?);
    let mut writing = Writing::start(&new, &names)?;
    for page in index.lines() {
        for text in page?.split_inclusive(|byte| *byte == b'\n') {
            let position = writing.next();
            if salvaged
                .events
                .get(&position)
                .is_some_and(|held| held != text)
            {
                return Err(DoctorError::Contradiction(position));
            }
            writing.event(text, &mut checkpoints)?;
        }
    }
    if writing.tree.size() != applied {
        let held = writing.tree.size();
        return Err(DoctorError::NotWhole(format!(
            "the index says {applied} and holds {held}"
        )));
    }
    while let Some(text) = salvaged.events.get(&writing.next()) {
        writing.event(text, &mut checkpoints)?;
    }
    let events = writing.finish()?;
    drop(index);
    let aside = if old.exists() {
        Some(set_aside(&old).map_err(on(&old))?)
    } else {
        None
    };
    std::fs::rename(&new, &old).map_err(on(&new))?;
    disk::sync_folder(folder).map_err(on(folder))?;
    let kept = aside.map_or(String::new(), |path| {
        format!("; the old one is {}", path.display())
    });
    Ok(format!(
        "the journal was made anew with {events} events{kept}"
    ))
}

/// The lines of a damaged journal that still fit their checksums.
#[derive(Default)]
struct Salvaged {
    events: BTreeMap<u64, Vec<u8>>,
    checkpoints: BTreeMap<u64, Vec<u8>>,
}

fn salvage(journal: &Path) -> io::Result<Salvaged> {
    let mut salvaged = Salvaged::default();
    for (_, path) in journal::segments(journal)? {
        let mut reader = BufReader::new(File::open(path)?);
        let mut bytes = Vec::new();
        let mut newest = 0;
        while reader.read_until(b'\n', &mut bytes)? > 0 {
            let start = bytes
                .iter()
                .position(|byte| *byte != 0)
                .unwrap_or(bytes.len());
            let text = bytes.get(start..).unwrap_or_default();
            let text = text.strip_suffix(b"\n").unwrap_or(text);
            let whole = || [text, b"\n"].concat();
            match line::read(text) {
                Ok(Line::Event(event, _)) => {
                    newest = event.position();
                    salvaged.events.insert(newest, whole());
                }
                Ok(Line::Checkpoint(_)) => {
                    salvaged.checkpoints.insert(newest, whole());
                }
                Ok(Line::Header(_)) | Err(_) => {}
            }
            bytes.clear();
        }
    }
    Ok(salvaged)
}

/// A journal being written anew, verbatim.
pub(super) struct Writing<'a> {
    folder: &'a Path,
    names: &'a Names,
    file: io::BufWriter<File>,
    length: u64,
    tree: Tree,
    /// The last position of the commit being written.
    commit_last: u64,
}

impl<'a> Writing<'a> {
    pub(super) fn start(folder: &'a Path, names: &'a Names) -> Result<Self, DoctorError> {
        let tree = Tree::new();
        let path = journal::create_segment(folder, names, 1, &tree.root()).map_err(on(folder))?;
        let file = File::options()
            .append(true)
            .open(&path)
            .map_err(on(&path))?;
        let file = io::BufWriter::with_capacity(1 << 20, file);
        Ok(Self {
            folder,
            names,
            file,
            length: 0,
            tree,
            commit_last: 0,
        })
    }

    pub(super) fn next(&self) -> u64 {
        self.tree.size() + 1
    }

    /// Writes the line of the next event, then the checkpoint made after it.
    pub(super) fn event(
        &mut self,
        text: &[u8],
        checkpoints: &mut BTreeMap<u64, Vec<u8>>,
    ) -> Result<(), DoctorError> {
        let next = self.next();
        let bad = |message: &str| DoctorError::NotWhole(format!("position {next}: {message}"));
        let line = line::read(text.strip_suffix(b"\n").unwrap_or(text));
        let event = match line.map_err(|error| bad(&error.to_string()))? {
            Line::Event(event, _) => event,
            Line::Header(_) | Line::Checkpoint(_) => return Err(bad("it is no event")),
        };
        if event.position() != next {
            return Err(bad("it is missing"));
        }
        if next > self.commit_last {
            self.rotate()?;
            if let Some(checkpoint) = checkpoints.remove(&self.tree.size()) {
                self.write(&checkpoint)?;
            }
            self.commit_last = event.commit().1;
        }
        self.tree.append(event.leaf_hash());
        self.write(text)?;
        if let Some(checkpoint) = checkpoints.remove(&next) {
            self.write(&checkpoint)?;
        }
        Ok(())
    }

    fn write(&mut self, text: &[u8]) -> Result<(), DoctorError> {
        self.length += text.len() as u64;
        self.file.write_all(text).map_err(on(self.folder))
    }

    fn rotate(&mut self) -> Result<(), DoctorError> {
        if self.length < SEGMENT_BYTES {
            return Ok(());
        }
        self.sync()?;
        let (first, root) = (self.next(), self.tree.root());
        let path = journal::create_segment(self.folder, self.names, first, &root);
        let path = path.map_err(on(self.folder))?;
        let file = File::options()
            .append(true)
            .open(&path)
            .map_err(on(&path))?;
        self.file = io::BufWriter::with_capacity(1 << 20, file);
        self.length = 0;
        Ok(())
    }

    fn sync(&mut self) -> Result<(), DoctorError> {
        self.file.flush().map_err(on(self.folder))?;
        self.file.get_ref().sync_all().map_err(on(self.folder))
    }

    /// Makes it safe. Answers how many events were written.
    pub(super) fn finish(mut self) -> Result<u64, DoctorError> {
        if self.tree.size() < self.commit_last {
            let message = "its last commit is not whole".to_owned();
            return Err(DoctorError::NotWhole(message));
        }
        self.sync()?;
        disk::sync_folder(self.folder).map_err(on(self.folder))?;
        Ok(self.tree.size())
    }

    /// The tree over what was written.
    pub(super) const fn tree(&self) -> &Tree {
        &self.tree
    }
}
