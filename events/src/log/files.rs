//! Evidence files: beside the log, each encrypted under a key of its own.
//!
//! The event that names a file holds a salted commitment to its SHA-256 (sealed under the file's
//! key, so it is erased with it) and, in the clear, the SHA-256 of the encrypted file, so that the
//! file can be checked by somebody who may not read it.

use super::FILE_BYTES_MAX;
use super::commit::{AppendError, KeyScope};
use super::disk;
use super::handle::Log;
use super::keys::{Found, KeyError};
use super::secret::random;
use super::shared::{Model, locked};
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
    /// The file's id, which is its name in the folder.
    pub file: Uuid,
    /// The key it is sealed under.
    pub key: KeyId,
    /// The scope of that key, for [`super::NewEvent::scopes`].
    pub scope: KeyScope,
    /// The SHA-256 of the file as it was given, in hexadecimal.
    pub sha256: String,
    /// The SHA-256 of the encrypted file, in hexadecimal.
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

/// The path of a file in the data folder.
pub(super) fn path_of(folder: &Path, file: Uuid) -> PathBuf {
    folder.join(FOLDER).join(file.to_string())
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
        let path = path_of(&self.running.shared.folder, file);
        let write = || -> io::Result<()> {
            let folder = self.running.shared.folder.join(FOLDER);
            if !folder.exists() {
                std::fs::DirBuilder::new()
                    .recursive(true)
                    .mode(0o700)
                    .create(&folder)?;
                disk::sync_folder(&self.running.shared.folder)?;
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
            sealed_sha256: hex::encode(Sha256::digest(&kept)),
            size_bytes: bytes.len() as u64,
        })
    }

    /// A kept file, decrypted.
    ///
    /// # Errors
    /// As [`FileError`] says.
    pub fn open_file(&self, file: Uuid) -> Result<Zeroizing<Vec<u8>>, FileError> {
        let path = path_of(&self.running.shared.folder, file);
        let kept = match std::fs::read(&path) {
            Ok(kept) => kept,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(FileError::Missing(file));
            }
            Err(source) => return Err(FileError::Disk { path, source }),
        };
        let damaged = || FileError::Damaged(file);
        let rest = kept.strip_prefix(MAGIC).ok_or_else(damaged)?;
        let (key, sealed) = rest.split_first_chunk::<16>().ok_or_else(damaged)?;
        let key = KeyId(Uuid::from_bytes(*key));
        match locked!(self.running.shared.keys.read()).find(key)? {
            Found::Key(key) => key.open(sealed, file.as_bytes()).ok_or_else(damaged),
            Found::Destroyed | Found::Locked => Err(FileError::Erased(file)),
        }
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
