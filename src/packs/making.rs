//! Writes a pack from the record, event by event, and checks it as whoever gets it will.

use super::choosing::{Choice, chosen_words, positions};
use super::looked;
use super::outcome::{Outcome, Outcomes, reasons};
use super::reading::{Pages, Told};
use crate::app::Seen;
use crate::app::lodging::FilePlace;
use chrono::{DateTime, Utc};
use events::envelope::Moment;
use events::evidence_pack::Held;
use events::ids::{EvidencePackId, StreamId};
use events::log::{AppendError, FileError, ReadError, SignedCheckpoint, Stored};
use pack::{Account, Became, PackWriter, Reason, Report, Request, Selection, WriteError};
use projections::Models;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::ops::Bound;

/// Why a pack could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The record cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An evidence file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The pack cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// There is no room on the disk, or it failed.
    #[error("the pack could not be put together on this disk: {0}")]
    Disk(#[from] io::Error),
    /// No checkpoint could be made.
    #[error(transparent)]
    Checkpoint(#[from] AppendError),
    /// Nothing was recorded of what was chosen.
    #[error("nothing was recorded of what was chosen")]
    Empty,
    /// What was written does not stand up to the check that its reader will make.
    #[error("the pack that was written is not genuine: {0}")]
    NotGenuine(String),
}

/// A pack, in a file without a name that is gone when this is.
pub struct Made {
    /// The pack, at its beginning.
    pub file: File,
    /// What it holds.
    pub held: Held,
    /// What its reader will be told.
    pub report: Report,
}

/// Puts a pack together: `view` is the record as at the moment that was chosen, `checkpoint` the
/// state of the log that it is proved by. The same choice and checkpoint give the same bytes but
/// for the stamp, as long as nothing was erased in between.
///
/// # Errors
/// As [`PackError`] says; nothing is kept then.
pub fn make(
    seen: Seen<'_>,
    view: &Models,
    (id, choice): (EvidencePackId, &Choice),
    checkpoint: &SignedCheckpoint,
    assembled: DateTime<Utc>,
) -> Result<Made, PackError> {
    let log = seen.app().log();
    let mut chosen: BTreeSet<u64> = positions(view, &choice.chosen).into_iter().collect();
    // What is recorded in the very moment of the pack stands after its checkpoint.
    chosen.retain(|position| *position <= checkpoint.checkpoint.size);
    if chosen.is_empty() {
        return Err(PackError::Empty);
    }
    let request = request(seen, view, id, choice, checkpoint);
    let spools = [tempfile::tempfile()?, tempfile::tempfile()?];
    let mut writer = PackWriter::new(tempfile::tempfile()?, spools, request)?;
    let size = checkpoint.checkpoint.size;
    for kept in log.checkpoints() {
        let earlier = kept.checkpoint.size;
        if earlier > 0 && earlier < size {
            let proof = log.consistency(earlier, size)?;
            writer.kept(&kept.made_at.to_string(), &kept.note, &proof)?;
        }
    }
    let mut pages = Pages::begin(view, choice)?;
    let mut files = BTreeMap::new();
    let outcomes = Outcomes::of(seen, &choice.withholding);
    let mut blocks = |level, index| log.block(level, index).map_err(io::Error::other);
    let erasures = erasures(seen, size)?;
    while let Some(position) = chosen.pop_first() {
        let event = log.event(position)?;
        let told = told(&outcomes, &event, &erasures)?;
        // What erased something is in the pack with it, whatever was chosen.
        chosen.extend(told.iter().filter_map(|one| one.erased_by));
        let accounts: Vec<_> = told.iter().map(|one| account(&event, one)).collect();
        writer.leaf(event.leaf(), &accounts, &mut blocks)?;
        if told.iter().any(|one| one.outcome == Outcome::File) {
            files.insert(entry(&event), kept_at(&event)?);
        }
        pages.event(view, &event, &told)?;
    }
    writer.end_leaves(&mut blocks)?;
    for (name, place) in &files {
        let bytes = seen.app().file(*place)?;
        writer.file(name, &mut bytes.as_slice())?;
    }
    for (name, mut page) in pages.end()? {
        writer.page(name, &mut page)?;
    }
    for (name, page) in looked::pages(seen, view, choice)? {
        writer.page(name, &mut page.as_bytes())?;
    }
    let assembled = Moment::new(assembled).to_string();
    let unsigned = |_| proof::NoteError::OtherSigner;
    let sign = |text: &str| log.sign_text(text).map_err(unsigned);
    let mut file = writer.finish(&assembled, sign)?;
    checked(&mut file, size)
}

/// Checks the pack as its reader will, and takes from that what it holds.
fn checked(file: &mut File, size: u64) -> Result<Made, PackError> {
    file.seek(SeekFrom::Start(0))?;
    let report = pack::verify(&mut *file, &pack::Held::default())?;
    let Some(manifest) = report.manifest.as_ref().filter(|_| report.genuine) else {
        let first = report.problems.first();
        let words = first.map_or_else(String::new, |problem| problem.message.clone());
        return Err(PackError::NotGenuine(words));
    };
    let manifest = serde_json::to_value(manifest).map_err(io::Error::other)?;
    let manifest = proof::to_canonical(&manifest).map_err(io::Error::other)?;
    file.seek(SeekFrom::Start(0))?;
    let counts = &report.counts;
    let held = Held {
        size,
        manifest: hex::encode(Sha256::digest(manifest.as_bytes())),
        events: counts.leaves,
        disclosed: counts.words.disclosed,
        withheld: counts.words.withheld + counts.files.withheld,
        erased: counts.words.erased + counts.files.erased,
        files: counts.files.disclosed,
    };
    Ok(Made {
        file: file.try_clone()?,
        held,
        report,
    })
}

fn request(
    seen: Seen<'_>,
    view: &Models,
    id: EvidencePackId,
    choice: &Choice,
    checkpoint: &SignedCheckpoint,
) -> Request {
    let log = seen.app().log();
    let reason = |(code, words): (&str, &str)| Reason {
        code: code.to_owned(),
        words: words.to_owned(),
    };
    Request {
        pack: id.to_string(),
        log: log.id().to_string(),
        key: log.verifier().clone(),
        as_at: choice.as_at.to_string(),
        request: choice.request.clone(),
        recipient: choice.recipient.clone(),
        purpose: choice.purpose.clone(),
        selection: Selection {
            data: serde_json::to_value(&choice.chosen).unwrap_or_default(),
            words: chosen_words(view, &choice.chosen),
        },
        reasons: reasons().into_iter().map(reason).collect(),
        checkpoint: checkpoint.note.clone(),
    }
}

/// Every erasure that the pack's checkpoint speaks for, by the position of its event, with the
/// things it erased.
type Erasures = BTreeMap<u64, Vec<StreamId>>;

fn erasures(seen: Seen<'_>, size: u64) -> Result<Erasures, ReadError> {
    let now = seen.view(None)?;
    let all = now.records.erasures().into_iter();
    let done = all.filter_map(|one| one.erased.as_ref());
    let done = done.map(|erased| (erased.at.position, erased.things.clone()));
    Ok(done.filter(|(position, _)| *position <= size).collect())
}

fn told(
    outcomes: &Outcomes<'_>,
    event: &Stored,
    erasures: &Erasures,
) -> Result<Vec<Told>, PackError> {
    let leaf = pack::read_leaf(event.leaf());
    let leaf = leaf.map_err(|error| WriteError::Leaf(event.position(), error))?;
    let later = (Bound::Excluded(event.position()), Bound::Unbounded);
    let mut later = erasures.range(later);
    let by = later.find(|(_, things)| things.contains(&event.envelope.stream));
    let by = by.map(|(position, _)| *position);
    let judged = leaf.items.iter().map(|item| {
        let outcome = outcomes.judge(event, item)?;
        Ok(Told {
            field: item.field.clone(),
            erased_by: by.filter(|_| outcome == Outcome::Erased),
            outcome,
        })
    });
    judged.collect()
}

/// The name of an event's evidence file in the pack: its position, and the ending that programs
/// know its kind by. The name that somebody gave it is among the words.
pub(super) fn entry(event: &Stored) -> String {
    let data: Value = serde_json::from_str(event.data()).unwrap_or_default();
    let kind = data.pointer("/file/media_type").and_then(Value::as_str);
    let ending = match kind.unwrap_or_default() {
        "application/pdf" => "pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "text/csv" => "csv",
        "text/plain" => "txt",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        _ => "bin",
    };
    format!("files/event-{:012}.{ending}", event.position())
}

/// Where the file lies that an event names.
fn kept_at(event: &Stored) -> Result<FilePlace, FileError> {
    let thing = event.envelope.stream;
    let data: Value = serde_json::from_str(event.data()).unwrap_or_default();
    let id = data.pointer("/file/kept/file").and_then(Value::as_str);
    let id = id.and_then(|id| id.parse().ok());
    let file = id.ok_or(FileError::Missing(thing.id))?;
    Ok(FilePlace { thing, file })
}

fn account<'t>(event: &Stored, told: &'t Told) -> Account<'t> {
    let became = match &told.outcome {
        Outcome::Words(salt, value) => Became::Words {
            salt: *salt,
            value: value.as_str().into(),
        },
        Outcome::File => Became::File {
            entry: entry(event).into(),
            hash: super::outcome::file_hash(&told.field).into(),
        },
        Outcome::Withheld(code) => Became::Withheld((*code).into()),
        Outcome::Erased => Became::Erased(told.erased_by),
    };
    Account {
        position: event.position(),
        field: told.field.as_str().into(),
        became,
    }
}
