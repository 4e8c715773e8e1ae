//! Carrying a whole log from one folder to another: NDJSON that keeps every leaf verbatim.
//!
//! The new log has the same id, name, leaves and root hash. Its words are sealed anew under keys of
//! its own, and it signs with a new key: a signing key never leaves its key file. Checkpoints of
//! the old log are checked against what was read, so a changed export is noticed. Evidence files
//! are carried as they are, with their keys, because leaves hold the hash of the sealed file.
//! **An export made with the master key holds everything in the clear.**

use super::doctor::{DoctorError, Writing};
use super::files;
use super::journal::{self, Names};
use super::keys::{Found, KeyError, KeyFile};
use super::line::{self, Beside, Durable};
use super::reader::{self, ReaderError};
use super::scan::{Item, scan};
use super::seal::{self, KeyRing, Opened};
use super::secret::{DataKey, MasterKey};
use super::stored::SealedText;
use super::{KeyScope, OpenError, disk, leaf};
use crate::ids::{EventId, KeyId, LogId, StreamId};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use proof::{Disclosure, Verifier};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// Why a log could not be exported or imported.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The journal.
    #[error(transparent)]
    Reader(#[from] ReaderError),
    /// The key file.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The new log.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Writing the new journal.
    #[error(transparent)]
    Journal(#[from] DoctorError),
    /// Reading or writing the lines.
    #[error(transparent)]
    Disk(#[from] io::Error),
    /// The folder is not empty.
    #[error("{0} is not empty: a log is read into an empty folder")]
    NotEmpty(PathBuf),
    /// A line is not what an export holds.
    #[error("line {line}: {message}")]
    Line {
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        message: String,
    },
}

/// The first line of an export.
#[derive(Serialize, Deserialize)]
struct LogLine {
    format: u32,
    id: LogId,
    origin: String,
    key: String,
}

/// The words of one field, or that they cannot be told.
#[derive(Serialize, Deserialize)]
struct TextLine {
    field: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// `erased` or `sealed`, where there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    withheld: Option<String>,
    key: KeyId,
}

/// An evidence file, sealed, with its key.
#[derive(Serialize, Deserialize)]
struct FileLine {
    id: Uuid,
    stream: StreamId,
    key: KeyId,
    secret: String,
    sealed: String,
}

/// One line of an export, as it is read.
#[derive(Deserialize)]
struct LineIn<'a> {
    #[serde(default)]
    log: Option<LogLine>,
    #[serde(default)]
    commit: Option<(u64, u64)>,
    #[serde(borrow, default)]
    leaf: Option<&'a RawValue>,
    #[serde(default)]
    texts: Vec<TextLine>,
    #[serde(default)]
    checkpoint: Option<line::CheckpointLine>,
    #[serde(default)]
    file: Option<FileLine>,
}

/// Writes the whole log as NDJSON: a line for the log, one for every event with its leaf and the
/// words that can be told, and one for every checkpoint and evidence file. Answers how many events
/// were written.
///
/// # Errors
/// When the journal is damaged or the lines cannot be written.
pub fn export(
    folder: &Path,
    master_key: Option<MasterKey>,
    out: &mut dyn Write,
) -> Result<u64, TransferError> {
    let keys = match KeyFile::read(folder, master_key.clone()) {
        Ok(keys) => Some(keys),
        Err(KeyError::Missing(_)) if master_key.is_none() => None,
        Err(error) => return Err(error.into()),
    };
    let header = reader::first_header(folder)?;
    let line = LogLine {
        format: line::FORMAT,
        id: header.log,
        origin: header.origin,
        key: header.key,
    };
    writeln!(out, "{{\"log\":{}}}", json(&line)?)?;
    let mut failed = None;
    let scanned = scan(&folder.join(journal::FOLDER), 1, &mut |item, _| {
        export_item(folder, keys.as_ref(), item, out).map_err(|error| {
            failed = Some(error);
            ReaderError::Stopped {
                position: 0,
                message: String::new(),
            }
        })
    });
    match (failed, scanned) {
        (Some(error), _) => Err(error),
        (None, Ok(end)) => Ok(end.size),
        (None, Err(error)) => Err(reader::failed(error).into()),
    }
}

fn json<T: Serialize>(value: &T) -> Result<String, TransferError> {
    serde_json::to_string(value).map_err(|error| io::Error::other(error).into())
}

fn export_item(
    folder: &Path,
    keys: Option<&KeyFile>,
    item: Item,
    out: &mut dyn Write,
) -> Result<(), TransferError> {
    let event = match item {
        Item::Header(_) => return Ok(()),
        Item::Checkpoint(line) => {
            return Ok(writeln!(out, "{{\"checkpoint\":{}}}", json(&line)?)?);
        }
        Item::Event(event) => event,
    };
    let position = event.position();
    let damaged = |message: String| ReaderError::Stopped { position, message };
    let mut texts = Vec::new();
    for text in event.texts().map_err(|error| damaged(error.to_string()))? {
        let opened = match keys {
            Some(keys) => seal::open(event.envelope.id, &text, keys).map_err(damaged)?,
            None => Opened::Sealed,
        };
        let scope = keys
            .and_then(|keys| keys.scope_of(text.key))
            .map(str::to_owned);
        let (salt, value, withheld) = match opened {
            Opened::Words(told) => (Some(hex::encode(told.salt)), Some(told.value), None),
            Opened::Erased => (None, None, Some("erased".to_owned())),
            Opened::Sealed => (None, None, Some("sealed".to_owned())),
        };
        texts.push(TextLine {
            field: text.field,
            scope,
            salt,
            value,
            withheld,
            key: text.key,
        });
    }
    if let Some(keys) = keys {
        let leaf = serde_json::from_str(event.leaf()).unwrap_or_default();
        for named in files::named(&leaf) {
            export_file(folder, keys, event.envelope.stream, &named, out)?;
        }
    }
    let (first, last) = event.commit();
    write!(
        out,
        "{{\"commit\":[{first},{last}],\"leaf\":{}",
        event.leaf()
    )?;
    if !texts.is_empty() {
        write!(out, ",\"texts\":{}", json(&texts)?)?;
    }
    Ok(writeln!(out, "}}")?)
}

fn export_file(
    folder: &Path,
    keys: &KeyFile,
    stream: StreamId,
    named: &files::Named,
    out: &mut dyn Write,
) -> Result<(), TransferError> {
    let Ok(sealed) = std::fs::read(files::place_of(folder, named)) else {
        return Ok(());
    };
    let Some(key) = files::key_of(&sealed) else {
        return Ok(());
    };
    if let Found::Key(secret) = keys.find(key)? {
        let secret = BASE64.encode(secret.bytes());
        let line = FileLine {
            id: named.file,
            stream,
            key,
            secret,
            sealed: BASE64.encode(sealed),
        };
        writeln!(out, "{{\"file\":{}}}", json(&line)?)?;
    }
    Ok(())
}

/// Makes a log from an export, in an empty folder, with the same leaves and so the same root; words
/// are sealed anew. Answers how many events were read.
///
/// # Errors
/// When the folder is not empty, or a line is not what an export holds. Nothing is left behind.
pub fn import_log(
    lines: &mut dyn BufRead,
    folder: &Path,
    master_key: &MasterKey,
) -> Result<u64, TransferError> {
    if folder.exists() && std::fs::read_dir(folder)?.next().is_some() {
        return Err(TransferError::NotEmpty(folder.to_owned()));
    }
    let mut name = folder.as_os_str().to_owned();
    name.push(".importing");
    let building = PathBuf::from(name);
    if building.exists() {
        std::fs::remove_dir_all(&building)?;
    }
    std::fs::create_dir_all(&building)?;
    let imported = import_into(lines, &building, master_key).and_then(|events| {
        std::fs::rename(&building, folder)?;
        folder.parent().map_or(Ok(()), |parent| match parent {
            here if here.as_os_str().is_empty() => disk::sync_folder(Path::new(".")),
            parent => disk::sync_folder(parent),
        })?;
        Ok(events)
    });
    if imported.is_err() {
        // What could not be finished is of no use; a leftover is removed at the next try.
        let _ = std::fs::remove_dir_all(&building);
    }
    imported
}

fn import_into(
    lines: &mut dyn BufRead,
    folder: &Path,
    master_key: &MasterKey,
) -> Result<u64, TransferError> {
    let bad = |line: u64, message: &str| TransferError::Line {
        line,
        message: message.to_owned(),
    };
    let mut text = String::new();
    lines.read_line(&mut text)?;
    let first: LineIn<'_> =
        serde_json::from_str(&text).map_err(|error| bad(1, &error.to_string()))?;
    let log = first
        .log
        .ok_or_else(|| bad(1, "it does not say which log this is"))?;
    if log.format > line::FORMAT {
        return Err(OpenError::Newer(log.format).into());
    }
    let verifier: Verifier = log
        .key
        .parse()
        .map_err(|_| bad(1, "its public key is unreadable"))?;
    KeyFile::create(folder, log.id, &log.origin, master_key)?;
    let mut keys = KeyFile::read(folder, Some(master_key.clone()))?;
    keys.open_for_writing(Arc::new(disk::RealDisk))?;
    let names = Names {
        log: log.id,
        origin: log.origin,
        key: keys.public().to_owned(),
    };
    let journal = folder.join(journal::FOLDER);
    std::fs::create_dir(&journal)?;
    let writing = Writing::start(&journal, &names)?;
    let ring = KeyRing::default();
    let mut import = Import {
        folder,
        keys,
        ring,
        writing,
        verifier,
        number: 1,
    };
    loop {
        text.clear();
        if lines.read_line(&mut text)? == 0 {
            break;
        }
        import.number += 1;
        import.line(text.trim_end())?;
    }
    let new = std::mem::take(&mut import.ring.new);
    import.keys.keep(new)?;
    Ok(import.writing.finish()?)
}

struct Import<'a> {
    folder: &'a Path,
    keys: KeyFile,
    ring: KeyRing,
    writing: Writing<'a>,
    verifier: Verifier,
    number: u64,
}

impl Import<'_> {
    fn bad(&self, message: impl ToString) -> TransferError {
        TransferError::Line {
            line: self.number,
            message: message.to_string(),
        }
    }

    fn line(&mut self, text: &str) -> Result<(), TransferError> {
        if text.is_empty() {
            return Ok(());
        }
        let line: LineIn<'_> = serde_json::from_str(text).map_err(|error| self.bad(error))?;
        if let Some(checkpoint) = line.checkpoint {
            let opened = self
                .verifier
                .open(&checkpoint.note)
                .map_err(|error| self.bad(error))?;
            let tree = self.writing.tree();
            if (opened.size, opened.root) != (tree.size(), tree.root()) {
                return Err(self.bad("the checkpoint is of other events than those before it"));
            }
            return Ok(());
        }
        if let Some(file) = line.file {
            return self.file(&file);
        }
        match (line.commit, line.leaf) {
            (Some(commit), Some(leaf)) => self.event(commit, leaf.get(), line.texts),
            _ => Err(self.bad("it is none of event, file and checkpoint")),
        }
    }

    fn event(
        &mut self,
        commit: (u64, u64),
        leaf: &str,
        texts: Vec<TextLine>,
    ) -> Result<(), TransferError> {
        let value: serde_json::Value =
            serde_json::from_str(leaf).map_err(|error| self.bad(error))?;
        if proof::to_canonical(&value).as_deref() != Ok(leaf) {
            return Err(self.bad("the leaf is not in canonical form"));
        }
        let read: leaf::Read<'_> = serde_json::from_str(leaf).map_err(|error| self.bad(error))?;
        let envelope = read
            .envelope()
            .ok_or_else(|| self.bad("its actor is unknown"))?;
        let mut sealed = Vec::with_capacity(texts.len());
        for text in texts {
            sealed.push(self.text(envelope.id, envelope.stream, leaf, text)?);
        }
        if self.ring.new.len() > 1000 {
            let new = std::mem::take(&mut self.ring.new);
            self.keys.keep(new)?;
            self.ring.trim();
        }
        let beside = Beside {
            commit,
            durable: Durable(commit.0.saturating_sub(1)),
            // The new log has no key for what a resent event was compared by; the id decides.
            key: KeyId(Uuid::nil()),
            mac: &[0; 16],
            texts: &sealed,
        };
        let mut text = String::with_capacity(leaf.len() + 256);
        line::write_event(&beside, &mut text, |out| {
            out.push_str(leaf);
            Ok::<_, TransferError>(())
        })?;
        Ok(self.writing.event(text.as_bytes(), &mut BTreeMap::new())?)
    }

    fn text(
        &mut self,
        event: EventId,
        stream: StreamId,
        leaf: &str,
        text: TextLine,
    ) -> Result<SealedText, TransferError> {
        let scope = match text.scope.as_deref() {
            None | Some("stream") => KeyScope::Stream,
            Some(name) => KeyScope::Named(name.to_owned()),
        };
        let (Some(salt), Some(value)) = (text.salt, text.value) else {
            self.keys.bury(text.key, stream, &scope)?;
            return Ok(SealedText {
                field: text.field,
                key: text.key,
                sealed: String::new(),
            });
        };
        let mut disclosure = Disclosure {
            field: text.field,
            salt: [0; 32],
            value,
        };
        hex::decode_to_slice(salt, &mut disclosure.salt)
            .map_err(|_| self.bad("a salt is 64 hexadecimal digits"))?;
        proof::check_disclosure(leaf, &disclosure).map_err(|error| self.bad(error))?;
        let (id, key) = self.ring.key(&self.keys, stream, &scope)?;
        Ok(seal::encrypt(event, disclosure, id, &key)?)
    }

    fn file(&mut self, file: &FileLine) -> Result<(), TransferError> {
        let unreadable = |_| TransferError::Line {
            line: self.number,
            message: "the file cannot be read".to_owned(),
        };
        let sealed = BASE64.decode(&file.sealed).map_err(unreadable)?;
        let secret = BASE64.decode(&file.secret).map_err(unreadable)?;
        let key = DataKey::from_slice(&secret).ok_or_else(|| self.bad("its key is unreadable"))?;
        if files::key_of(&sealed) != Some(file.key) {
            return Err(self.bad("the file is not sealed under the key given"));
        }
        let new = self
            .keys
            .adopt(file.key, file.stream, &files::scope_of(file.id), &key)?;
        self.keys.keep(vec![new])?;
        let folder = self.folder.join(files::FOLDER);
        std::fs::create_dir_all(&folder)?;
        let name = hex::encode(Sha256::digest(&sealed));
        Ok(disk::replace(&folder.join(name), &sealed)?)
    }
}
