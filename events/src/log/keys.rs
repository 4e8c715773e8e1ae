//! The key file: the data keys, each wrapped under the master key.
//!
//! It is kept apart from journal and index because it alone is ever rewritten: destroying a key
//! takes its bytes away, and everything sealed under it is noise in every copy of the log.

use super::commit::KeyScope;
use super::disk::{self, Disk};
use super::erasing::Gone;
use super::line::{self, BadLine, FORMAT};
use super::secret::{DataKey, MasterKey, decrypt, encrypt, random};
use crate::envelope::Moment;
use crate::ids::{KeyId, LogId, StreamId};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use proof::Signer;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

mod destroying;
mod rewrap;

pub use destroying::destroyed_keys;
use rewrap::RecoveryEntry;
pub use rewrap::{KeyStatus, key_status, make_recovery_key, recover_master_key, rotate_master_key};

/// The name of the key file in the data folder.
pub(super) const FILE: &str = "keys.ndjson";

/// How much room is reserved behind the end of the key file.
const RESERVED: u64 = 64 * 1024;

/// How much of the key file is written again after a crash: more than the keys of one group take.
const SETTLED_BYTES: u64 = 4 * 1024 * 1024;

/// Why the key file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There is none.
    #[error("the key file {0} is missing: restore the latest one from the key backup")]
    Missing(PathBuf),
    /// A line in it is bad.
    #[error("{file}, line {line}: {message}: restore the latest key file from the key backup")]
    Damaged {
        /// The key file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// It was written by a newer Golden Thread.
    #[error("the key file has format {0}, which is newer than this program")]
    Newer(u32),
    /// Another master key wrapped it.
    #[error(
        "this is not the master key of this log; after a rotation only the new one opens it, and \
         `golden-thread key recover` writes it again from the recovery key"
    )]
    WrongMasterKey,
    /// The new master key is the old one.
    #[error("the new master key is the one in use: nothing was changed")]
    SameMasterKey,
    /// No recovery key was ever made, or the key file is of before it was.
    #[error(
        "no recovery key was made for this log: only a copy of the master key opens it; look \
         where copies of it are kept"
    )]
    NoRecovery,
    /// It is the recovery key of another log, or an earlier one of this log.
    #[error(
        "this is not the recovery key of this log: another was made since, or it belongs to \
         another record"
    )]
    WrongRecoveryKey,
    /// It belongs to another log.
    #[error("the key file is of log {found}, and the journal of log {expected}")]
    OtherLog {
        /// The key file's log.
        found: LogId,
        /// The journal's log.
        expected: LogId,
    },
    /// The disk failed.
    #[error("the key file {file}: {source}")]
    Disk {
        /// The key file.
        file: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// A key does not unwrap, although the master key is right.
    #[error("data key {0} cannot be unwrapped: the key file is damaged")]
    Unwrap(KeyId),
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    NoRandomness,
    /// Too much for one encryption.
    #[error("the text is too large to encrypt")]
    Encryption,
}

#[derive(Serialize, Deserialize)]
struct HeaderLine {
    keys: KeysHeader,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeysHeader {
    format: u32,
    log: LogId,
    origin: String,
    /// Tells a wrong master key from damage.
    check: String,
    /// The public key of checkpoints.
    public: String,
    /// The signing key, wrapped.
    signer: String,
    /// The master key, wrapped under the recovery key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recovery: Option<RecoveryEntry>,
    /// When the master key was last changed for another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rotated_at: Option<Moment>,
}

#[derive(Serialize, Deserialize)]
struct KeyLine {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<KeyEntry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    destroyed: Option<Destroyed>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeyEntry {
    id: KeyId,
    stream: StreamId,
    scope: Box<str>,
    wrapped: Box<str>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Destroyed {
    id: KeyId,
    stream: StreamId,
    scope: Box<str>,
    at: Moment,
}

/// What is known of a data key.
#[derive(Debug, Clone)]
pub(super) enum Found {
    /// Usable.
    Key(DataKey),
    /// Destroyed, or never in this file: what it sealed is erased.
    Destroyed,
    /// The master key is not here.
    Locked,
}

/// The key file, open.
pub(super) struct KeyFile {
    path: PathBuf,
    header: KeysHeader,
    keys: HashMap<KeyId, KeyEntry>,
    destroyed: Vec<Destroyed>,
    by_scope: HashMap<(StreamId, Box<str>), KeyId>,
    master: Option<MasterKey>,
    /// The file and its length, when this process may write it.
    writing: Option<Writing>,
    /// Bytes of an unfinished line that were cut off.
    pub(super) cut: u64,
}

struct Writing {
    file: File,
    length: u64,
    reserved: u64,
    disk: Arc<dyn Disk>,
}

fn about_key(id: KeyId, stream: StreamId, scope: &str) -> Vec<u8> {
    format!("{id}\n{stream}\n{scope}").into_bytes()
}

impl KeyFile {
    /// Makes a new key file for a new log.
    pub(super) fn create(
        folder: &Path,
        log: LogId,
        origin: &str,
        master: &MasterKey,
    ) -> Result<(), KeyError> {
        let path = folder.join(FILE);
        let secret = Zeroizing::new(random::<32>()?);
        let signer = Signer::new(origin, &secret).map_err(|_| KeyError::Encryption)?;
        let wrapping = master.derived("wrap", b"");
        let sealed = encrypt(&wrapping, random()?, secret.as_slice(), log.0.as_bytes())?;
        let header = KeysHeader {
            format: FORMAT,
            log,
            origin: origin.to_owned(),
            check: check_value(master, log),
            public: signer.verifier().to_string(),
            signer: BASE64.encode(sealed),
            recovery: None,
            rotated_at: None,
        };
        let mut bytes = Vec::new();
        written(line::write_member("keys", &header, &mut bytes))?;
        disk::replace(&path, &bytes).map_err(|source| KeyError::Disk { file: path, source })
    }

    /// Reads the key file. Without a master key, words stay sealed.
    pub(super) fn read(folder: &Path, master: Option<MasterKey>) -> Result<Self, KeyError> {
        let path = folder.join(FILE);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(KeyError::Missing(path));
            }
            Err(source) => return Err(KeyError::Disk { file: path, source }),
        };
        Self::parse(path, &bytes, master)
    }

    /// Reads the bytes of a key file.
    fn parse(path: PathBuf, bytes: &[u8], master: Option<MasterKey>) -> Result<Self, KeyError> {
        let whole = bytes
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let damaged = |line: usize, message: String| KeyError::Damaged {
            file: path.clone(),
            line,
            message,
        };
        let mut lines = bytes
            .get(..whole)
            .unwrap_or_default()
            .split(|byte| *byte == b'\n');
        let first = lines.next().filter(|line| !line.is_empty());
        let first = first.ok_or_else(|| damaged(1, "it has no first line".to_owned()))?;
        let HeaderLine { keys: header } =
            read_line(first).map_err(|bad| damaged(1, bad.to_string()))?;
        if header.format > FORMAT {
            return Err(KeyError::Newer(header.format));
        }
        let check = master
            .as_ref()
            .map(|master| check_value(master, header.log));
        if check.is_some_and(|check| check != header.check) {
            return Err(KeyError::WrongMasterKey);
        }
        let mut keys = Self {
            path: path.clone(),
            header,
            keys: HashMap::new(),
            destroyed: Vec::new(),
            by_scope: HashMap::new(),
            master,
            writing: None,
            cut: (bytes.len() - whole) as u64,
        };
        for (nth, text) in lines.enumerate().filter(|(_, text)| !text.is_empty()) {
            let read: KeyLine = read_line(text).map_err(|bad| damaged(nth + 2, bad.to_string()))?;
            if let Some(entry) = read.key {
                keys.remember(entry);
            }
            keys.destroyed.extend(read.destroyed);
        }
        Ok(keys)
    }

    fn remember(&mut self, entry: KeyEntry) {
        self.by_scope
            .insert((entry.stream, entry.scope.clone()), entry.id);
        self.keys.insert(entry.id, entry);
    }

    /// Opens the file for writing, cutting an unfinished last line: nothing used its key yet.
    pub(super) fn open_for_writing(&mut self, disk: Arc<dyn Disk>) -> Result<(), KeyError> {
        let open = || -> io::Result<Writing> {
            let file = File::options().read(true).write(true).open(&self.path)?;
            let length = file.metadata()?.len() - self.cut;
            if self.cut > 0 {
                file.set_len(length)?;
                file.sync_all()?;
            }
            Ok(Writing {
                file,
                length,
                reserved: length,
                disk,
            })
        };
        self.writing = Some(open().map_err(|source| self.failed(source))?);
        Ok(())
    }

    /// Makes the newest keys safe after a crash: they may have been written and not synced, and
    /// events are about to be sealed under them.
    pub(super) fn settle(&self) -> Result<(), KeyError> {
        let again = self.writing.as_ref().map_or(Ok(()), |writing| {
            let disk = &*writing.disk;
            disk::write_again(disk, &writing.file, writing.length, SETTLED_BYTES)
        });
        again.map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> KeyError {
        KeyError::Disk {
            file: self.path.clone(),
            source,
        }
    }

    pub(super) const fn log(&self) -> LogId {
        self.header.log
    }

    pub(super) fn origin(&self) -> &str {
        &self.header.origin
    }

    pub(super) fn public(&self) -> &str {
        &self.header.public
    }

    fn bad_signer(&self) -> KeyError {
        KeyError::Damaged {
            file: self.path.clone(),
            line: 1,
            message: "the signing key cannot be unwrapped".to_owned(),
        }
    }

    /// The signer of checkpoints.
    pub(super) fn signer(&self) -> Result<Signer, KeyError> {
        let damaged = || self.bad_signer();
        let master = self.master.as_ref().ok_or_else(damaged)?;
        let sealed = BASE64.decode(&self.header.signer).map_err(|_| damaged())?;
        let wrapping = master.derived("wrap", b"");
        let secret = decrypt(&wrapping, &sealed, self.header.log.0.as_bytes());
        let secret = secret.ok_or_else(damaged)?;
        let secret = secret.first_chunk::<32>().ok_or_else(damaged)?;
        Signer::new(&self.header.origin, secret).map_err(|_| damaged())
    }

    /// The key with this id.
    pub(super) fn find(&self, id: KeyId) -> Result<Found, KeyError> {
        let Some(entry) = self.keys.get(&id) else {
            return Ok(Found::Destroyed);
        };
        let Some(master) = &self.master else {
            return Ok(Found::Locked);
        };
        let sealed = BASE64
            .decode(entry.wrapped.as_bytes())
            .map_err(|_| KeyError::Unwrap(id))?;
        let about = about_key(id, entry.stream, &entry.scope);
        let plain = decrypt(&master.derived("wrap", b""), &sealed, &about);
        let plain = plain.ok_or(KeyError::Unwrap(id))?;
        let key = plain.first_chunk::<32>().ok_or(KeyError::Unwrap(id))?;
        Ok(Found::Key(DataKey(*key)))
    }

    /// The id of the key in use for a scope of a stream, if there is one.
    pub(super) fn id_of(&self, stream: StreamId, scope: &KeyScope) -> Option<KeyId> {
        self.by_scope.get(&(stream, scope.word().into())).copied()
    }

    /// Whether a key of this scope was destroyed.
    pub(super) fn was_destroyed(&self, scope: &KeyScope) -> bool {
        self.destroyed
            .iter()
            .any(|gone| &*gone.scope == scope.word())
    }

    /// Whether the key is here or recorded as destroyed.
    pub(super) fn accounts_for(&self, id: KeyId) -> bool {
        self.keys.contains_key(&id) || self.destroyed.iter().any(|gone| gone.id == id)
    }

    /// The scope of a key, or of one that was destroyed.
    pub(super) fn scope_of(&self, id: KeyId) -> Option<&str> {
        let gone = self
            .destroyed
            .iter()
            .find(|gone| gone.id == id)
            .map(|gone| &*gone.scope);
        self.keys.get(&id).map(|entry| &*entry.scope).or(gone)
    }

    /// Records that a key that was never here is destroyed.
    pub(super) fn bury(
        &mut self,
        id: KeyId,
        stream: StreamId,
        scope: &KeyScope,
    ) -> Result<(), KeyError> {
        if self.accounts_for(id) {
            return Ok(());
        }
        let at = Moment::new(chrono::DateTime::UNIX_EPOCH);
        let gone = Destroyed {
            id,
            stream,
            scope: scope.word().into(),
            at,
        };
        let mut bytes = Vec::new();
        written(line::write_member("destroyed", &gone, &mut bytes))?;
        self.append(&bytes)?;
        self.destroyed.push(gone);
        Ok(())
    }

    /// Makes a new key, not yet kept anywhere: [`KeyFile::keep`] does that.
    pub(super) fn make(
        &self,
        stream: StreamId,
        scope: &KeyScope,
    ) -> Result<(NewKey, DataKey), KeyError> {
        let id = KeyId(uuid::Builder::from_random_bytes(random()?).into_uuid());
        let key = DataKey(random()?);
        Ok((self.adopt(id, stream, scope, &key)?, key))
    }

    /// Wraps a key that was made elsewhere, not yet kept either.
    pub(super) fn adopt(
        &self,
        id: KeyId,
        stream: StreamId,
        scope: &KeyScope,
        key: &DataKey,
    ) -> Result<NewKey, KeyError> {
        let master = self.master.as_ref().ok_or(KeyError::WrongMasterKey)?;
        let about = about_key(id, stream, scope.word());
        let wrapped = encrypt(&master.derived("wrap", b""), random()?, &key.0, &about)?;
        let wrapped = BASE64.encode(wrapped).into();
        Ok(NewKey(KeyEntry {
            id,
            stream,
            scope: scope.word().into(),
            wrapped,
        }))
    }

    /// Reserves room, so that keeping keys cannot meet a full disk.
    pub(super) fn reserve(&mut self) -> io::Result<()> {
        let Some(writing) = &mut self.writing else {
            return Ok(());
        };
        if writing.length + RESERVED / 2 > writing.reserved {
            writing
                .disk
                .reserve(&writing.file, writing.length, RESERVED)?;
            writing.reserved = writing.length + RESERVED;
        }
        Ok(())
    }

    /// Keeps new keys, safe against a power cut, before anything sealed under them is written.
    pub(super) fn keep(&mut self, new: Vec<NewKey>) -> Result<(), KeyError> {
        if new.is_empty() {
            return Ok(());
        }
        let mut bytes = Vec::new();
        for NewKey(entry) in &new {
            written(line::write_member("key", entry, &mut bytes))?;
        }
        self.append(&bytes)?;
        for NewKey(entry) in new {
            self.remember(entry);
        }
        Ok(())
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), KeyError> {
        let not_open = || io::Error::other("it is open for reading only");
        let result = self
            .writing
            .as_mut()
            .ok_or_else(not_open)
            .and_then(|writing| {
                writing.disk.write(&writing.file, bytes, writing.length)?;
                writing.disk.sync(&writing.file)?;
                writing.length += bytes.len() as u64;
                Ok(())
            });
        result.map_err(|source| self.failed(source))
    }
}

/// A data key that is not kept yet.
pub(super) struct NewKey(KeyEntry);

impl NewKey {
    pub(super) const fn id(&self) -> KeyId {
        self.0.id
    }

    /// The key, as an event that destroys it names it.
    pub(super) fn named(&self) -> Gone {
        Gone {
            key: self.0.id,
            stream: self.0.stream,
            scope: self.0.scope.to_string(),
        }
    }
}

fn check_value(master: &MasterKey, log: LogId) -> String {
    let check = master.derived("check", log.0.as_bytes());
    hex::encode(check.first_chunk::<16>().unwrap_or(&[0; 16]))
}

fn read_line<T: for<'de> Deserialize<'de>>(text: &[u8]) -> Result<T, BadLine> {
    line::check(text)?;
    serde_json::from_slice(text).map_err(|error| BadLine::Content(error.to_string()))
}

fn written(result: Result<(), serde_json::Error>) -> Result<(), KeyError> {
    result.map_err(|_| KeyError::Encryption)
}
