//! Evidence files: beside the log, each encrypted under a key of its own.
//!
//! The event that names a file holds a salted commitment to its SHA-256 (sealed under the file's
//! key, so it is erased with it) and, in the clear, the SHA-256 of the encrypted file, so that the
//! file can be checked by somebody who may not read it. That hash is also the file's name on disk:
//! a file never changes under its name, and one that is sealed again never takes another's place.
//! Folders of earlier versions name files by their ids, and are read as they are.

use super::FILE_BYTES_MAX;
use super::commit::{AppendError, KeyScope};
use super::disk;
use super::handle::Log;
use super::keys::{Found, KeyError};
use super::secret::random;
use super::shared::{Model, ReadError, locked};
use crate::ids::{KeyId, StreamId};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The files' folder in the data folder.
pub(super) const FOLDER: &str = "files";

/// The first bytes of every sealed file: what it is, and its format.
const MAGIC: &[u8; 8] = b"GTFILE1\n";

/// A file that was sealed. Put `file` and `sealed_sha256` into the event's data under these names
/// and in one object, so that verification finds them; put `sha256` in as a text, sealed under
/// `scope`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFile {
    /// The file's id.
    pub file: Uuid,
    /// The key it is sealed under.
    pub key: KeyId,
    /// The scope of that key, for [`super::NewEvent::scopes`].
    pub scope: KeyScope,
    /// The SHA-256 of the file as it was given, in hexadecimal.
    pub sha256: String,
    /// The SHA-256 of the encrypted file, in hexadecimal, which is its name in the folder.
    pub sealed_sha256: String,
    /// Its length as it was given, in bytes.
    pub size_bytes: u64,
}

/// Why a file could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Larger than is kept.
    #[error("the file takes {actual} bytes, and at most {limit} are kept", limit = FILE_BYTES_MAX)]
    TooLarge {
        /// Its size.
        actual: usize,
    },
    /// The log refused a key for it.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The key file.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// There is no such file.
    #[error("file {0} is not in the data folder: restore it from a backup")]
    Missing(Uuid),
    /// It was erased.
    #[error("file {0} was erased")]
    Erased(Uuid),
    /// It is not what was kept.
    #[error("file {0} is damaged: restore it from a backup")]
    Damaged(Uuid),
    /// The log could not be asked what it says of the file.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The disk failed.
    #[error("{path}: {source}")]
    Disk {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

/// Where a file lies whose encrypted bytes have this hash; none when it is no hash.
pub(super) fn path_of(folder: &Path, sealed_sha256: &str) -> Option<PathBuf> {
    let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let hash = sealed_sha256.len() == 64 && sealed_sha256.bytes().all(digit);
    hash.then(|| folder.join(FOLDER).join(sealed_sha256))
}

/// Where a file lies that an event names: under its hash, or in a folder of an earlier version
/// under its id. When it is nowhere, where it would be.
pub(super) fn place_of(folder: &Path, named: &Named) -> PathBuf {
    let by_id = || folder.join(FOLDER).join(named.file.to_string());
    let Some(by_hash) = path_of(folder, &named.sealed_sha256) else {
        return by_id();
    };
    let older = (!by_hash.exists()).then(by_id).filter(|path| path.exists());
    older.unwrap_or(by_hash)
}

/// The scope of a file's own key.
pub(super) fn scope_of(file: Uuid) -> KeyScope {
    KeyScope::Named(format!("file/{file}"))
}

impl<M: Model> Log<M> {
    /// Encrypts and keeps a file under a key of its own, safe against a power cut.
    ///
    /// # Errors
    /// As [`FileError`] says. Nothing is kept then.
    pub fn seal_file(
        &self,
        stream: StreamId,
        file: Uuid,
        bytes: &[u8],
    ) -> Result<SealedFile, FileError> {
        if bytes.len() > FILE_BYTES_MAX {
            return Err(FileError::TooLarge {
                actual: bytes.len(),
            });
        }
        let scope = scope_of(file);
        let (key_id, key) = self.file_key(stream, scope.clone())?;
        let mut kept = MAGIC.to_vec();
        kept.extend_from_slice(key_id.0.as_bytes());
        kept.extend_from_slice(&key.seal(random()?, bytes, file.as_bytes())?);
        let sealed_sha256 = hex::encode(Sha256::digest(&kept));
        let folder = &self.running.shared.folder;
        let path = folder.join(FOLDER).join(&sealed_sha256);
        let write = || -> io::Result<()> {
            let files = folder.join(FOLDER);
            if !files.exists() {
                std::fs::DirBuilder::new()
                    .recursive(true)
                    .mode(0o700)
                    .create(&files)?;
                disk::sync_folder(folder)?;
            }
            disk::replace(&path, &kept)
        };
        write().map_err(|source| FileError::Disk {
            path: path.clone(),
            source,
        })?;
        Ok(SealedFile {
            file,
            key: key_id,
            scope,
            sha256: hex::encode(Sha256::digest(bytes)),
            sealed_sha256,
            size_bytes: bytes.len() as u64,
        })
    }

    /// Takes away a file that was sealed and that no event will name.
    ///
    /// # Errors
    /// What the system answers, except that it is gone already.
    pub fn discard_file(&self, sealed: &SealedFile) -> io::Result<()> {
        let path = path_of(&self.running.shared.folder, &sealed.sealed_sha256);
        match path.map_or(Ok(()), std::fs::remove_file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// A kept file that an event of the stream names, decrypted.
    ///
    /// # Errors
    /// As [`FileError`] says.
    pub fn open_file(&self, stream: StreamId, file: Uuid) -> Result<Zeroizing<Vec<u8>>, FileError> {
        let named = self.named(stream, file)?.ok_or(FileError::Missing(file))?;
        let path = place_of(&self.running.shared.folder, &named);
        let kept = match std::fs::read(&path) {
            Ok(kept) => kept,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let scope = scope_of(file);
                let erased = locked!(self.running.shared.keys.read()).was_destroyed(&scope);
                return Err(if erased {
                    FileError::Erased(file)
                } else {
                    FileError::Missing(file)
                });
            }
            Err(source) => return Err(FileError::Disk { path, source }),
        };
        let damaged = || FileError::Damaged(file);
        if hex::encode(Sha256::digest(&kept)) != named.sealed_sha256 {
            return Err(damaged());
        }
        let rest = kept.strip_prefix(MAGIC).ok_or_else(damaged)?;
        let (key, sealed) = rest.split_first_chunk::<16>().ok_or_else(damaged)?;
        let key = KeyId(Uuid::from_bytes(*key));
        match locked!(self.running.shared.keys.read()).find(key)? {
            Found::Key(key) => key.open(sealed, file.as_bytes()).ok_or_else(damaged),
            Found::Destroyed | Found::Locked => Err(FileError::Erased(file)),
        }
    }

    /// What the first event of the stream that names the file says of it.
    fn named(&self, stream: StreamId, file: Uuid) -> Result<Option<Named>, FileError> {
        for position in self.stream(stream, 1)? {
            let event = self.event(position)?;
            let leaf: Value = serde_json::from_str(event.leaf()).unwrap_or_default();
            let found = named(&leaf).into_iter().find(|named| named.file == file);
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }
}

/// The key a sealed file names.
pub(super) fn key_of(sealed: &[u8]) -> Option<KeyId> {
    let (key, _) = sealed.strip_prefix(MAGIC)?.split_first_chunk::<16>()?;
    Some(KeyId(Uuid::from_bytes(*key)))
}

/// A file that a leaf names, with the hash of the sealed file.
pub(super) struct Named {
    pub(super) file: Uuid,
    pub(super) sealed_sha256: String,
}

/// Every file a leaf names: an object with the members `file` and `sealed_sha256`, at any depth.
pub(super) fn named(value: &Value) -> Vec<Named> {
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

fn collect(value: &Value, found: &mut Vec<Named>) {
    match value {
        Value::Object(members) => {
            let file = members
                .get("file")
                .and_then(Value::as_str)
                .and_then(|id| id.parse().ok());
            let hash = members.get("sealed_sha256").and_then(Value::as_str);
            if let (Some(file), Some(hash)) = (file, hash) {
                found.push(Named {
                    file,
                    sealed_sha256: hash.to_owned(),
                });
            }
            members.values().for_each(|member| collect(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
