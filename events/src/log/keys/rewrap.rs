//! The master key itself: another put in its place, and the recovery key that opens it.
//!
//! Only what stands in the key file hangs on the master key: the wrapped data keys, the wrapped
//! signing key and the value that tells a wrong key. What sealed words and resent events are
//! compared by are made of the data keys, which stay what they are.

use super::super::recover::{OpenError, lock};
use super::super::recovery_key::RecoveryKey;
use super::{BASE64, KeyEntry, KeyError, KeyFile, KeysHeader, about_key, check_value};
use crate::envelope::Moment;
use crate::ids::LogId;
use crate::log::disk::Disk;
use crate::log::secret::{DataKey, MasterKey, decrypt, encrypt, random};
use base64::Engine;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The master key, wrapped under the recovery key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RecoveryEntry {
    made_at: Moment,
    wrapped: Box<str>,
}

/// What a key file says of itself. Nothing in it is secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyStatus {
    /// The log the keys are of.
    pub log: LogId,
    /// When the recovery key was made; none while there is none.
    pub recovery_made_at: Option<Moment>,
    /// When the master key was last changed for another; none while it is the first.
    pub rotated_at: Option<Moment>,
    /// How many data keys there are.
    pub keys: u64,
    /// How many were destroyed.
    pub destroyed: u64,
}

impl KeyFile {
    /// What the key file says of itself.
    pub(in super::super) fn status(&self) -> KeyStatus {
        KeyStatus {
            log: self.header.log,
            recovery_made_at: self.header.recovery.as_ref().map(|entry| entry.made_at),
            rotated_at: self.header.rotated_at,
            keys: self.keys.len() as u64,
            destroyed: self.destroyed.len() as u64,
        }
    }

    /// Makes a recovery key, which replaces the earlier one: that one opens nothing any more.
    pub(in super::super) fn make_recovery(&mut self, now: Moment) -> Result<RecoveryKey, KeyError> {
        let master = self.master.as_ref().ok_or(KeyError::WrongMasterKey)?;
        let recovery = RecoveryKey::generate()?;
        let mut header = self.header.clone();
        header.recovery = Some(wrapped_master(&recovery, master, header.log, now)?);
        let bytes = self.whole(&header, self.keys.values(), self.destroyed.iter())?;
        self.rewrite(&bytes)?;
        self.header = header;
        Ok(recovery)
    }

    /// The master key, opened with the recovery key.
    fn recovered(&self, recovery: &RecoveryKey) -> Result<MasterKey, KeyError> {
        let entry = self.header.recovery.as_ref().ok_or(KeyError::NoRecovery)?;
        let wrong = || KeyError::WrongRecoveryKey;
        let sealed = BASE64.decode(entry.wrapped.as_bytes());
        let sealed = sealed.map_err(|_| wrong())?;
        let log = self.header.log;
        let plain = decrypt(&recovery.wrapping(), &sealed, log.0.as_bytes()).ok_or_else(wrong)?;
        let key = plain.first_chunk::<32>().ok_or_else(wrong)?;
        let master = MasterKey::new(*key);
        if check_value(&master, log) != self.header.check {
            return Err(wrong());
        }
        Ok(master)
    }

    /// The whole key file under another master key, and the new recovery key where there was one.
    fn rewrapped(
        &self,
        new: &MasterKey,
        now: Moment,
    ) -> Result<(Vec<u8>, Option<RecoveryKey>), KeyError> {
        let old = self.master.as_ref().ok_or(KeyError::WrongMasterKey)?;
        if old == new {
            return Err(KeyError::SameMasterKey);
        }
        let (from, to) = (old.derived("wrap", b""), new.derived("wrap", b""));
        let log = self.header.log;
        let again = |wrapped: &str, about: &[u8]| -> Result<Option<String>, KeyError> {
            let Ok(sealed) = BASE64.decode(wrapped.as_bytes()) else {
                return Ok(None);
            };
            let Some(plain) = decrypt(&from, &sealed, about) else {
                return Ok(None);
            };
            let sealed = encrypt(&to, random()?, &plain, about)?;
            Ok(Some(BASE64.encode(sealed)))
        };
        let signer = again(&self.header.signer, log.0.as_bytes())?;
        let recovery = match &self.header.recovery {
            Some(_) => Some(RecoveryKey::generate()?),
            None => None,
        };
        let entry = match &recovery {
            Some(recovery) => Some(wrapped_master(recovery, new, log, now)?),
            None => None,
        };
        let header = KeysHeader {
            check: check_value(new, log),
            signer: signer.ok_or_else(|| self.bad_signer())?,
            recovery: entry,
            rotated_at: Some(now),
            ..self.header.clone()
        };
        let mut keys = Vec::with_capacity(self.keys.len());
        for entry in self.keys.values() {
            let about = about_key(entry.id, entry.stream, &entry.scope);
            let wrapped = again(&entry.wrapped, &about)?.ok_or(KeyError::Unwrap(entry.id))?;
            keys.push(KeyEntry {
                wrapped: wrapped.into(),
                ..entry.clone()
            });
        }
        let bytes = self.whole(&header, keys.iter(), self.destroyed.iter())?;
        Ok((bytes, recovery))
    }

    /// Whether every key of this file unwraps to the same in the other.
    fn same_keys(&self, other: &Self) -> Result<(), KeyError> {
        let secret = |keys: &Self, id| -> Result<DataKey, KeyError> {
            match keys.find(id)? {
                super::Found::Key(key) => Ok(key),
                super::Found::Destroyed | super::Found::Locked => Err(KeyError::Unwrap(id)),
            }
        };
        for id in self.keys.keys().copied() {
            if secret(self, id)?.bytes() != secret(other, id)?.bytes() {
                return Err(KeyError::Unwrap(id));
            }
        }
        let verifiers = (self.signer()?.verifier(), other.signer()?.verifier());
        if verifiers.0.to_string() != verifiers.1.to_string() {
            return Err(self.bad_signer());
        }
        Ok(())
    }
}

fn wrapped_master(
    recovery: &RecoveryKey,
    master: &MasterKey,
    log: LogId,
    made_at: Moment,
) -> Result<RecoveryEntry, KeyError> {
    let (wrapping, about) = (recovery.wrapping(), log.0.as_bytes());
    let sealed = encrypt(&wrapping, random()?, master.bytes(), about)?;
    Ok(RecoveryEntry {
        made_at,
        wrapped: BASE64.encode(sealed).into(),
    })
}

/// What the key file of a folder says of itself. With a master key, that this is the one.
///
/// # Errors
/// When there is no key file, it is damaged, or another master key wrapped it.
pub fn key_status(folder: &Path, master_key: Option<&MasterKey>) -> Result<KeyStatus, KeyError> {
    KeyFile::read(folder, master_key.cloned()).map(|keys| keys.status())
}

/// Puts another master key in the place of the old one. Every key is wrapped anew in one new key
/// file; journal, index and evidence files are not touched. The old key file's bytes are
/// overwritten. Killed at any moment, it leaves the old key file or the new one, whole.
///
/// A copy of the *old* key file is still opened by the old master key: key backups are replaced
/// afterwards. Where there was a recovery key a new one is given, for the old one opens nothing
/// any more.
///
/// # Errors
/// When somebody has the folder, the old key is wrong or a key does not unwrap; the key file is
/// then the old one. When the disk fails it is one of the two.
pub fn rotate_master_key(
    folder: &Path,
    old: &MasterKey,
    new: &MasterKey,
    now: Moment,
    disk: Arc<dyn Disk>,
) -> Result<Option<RecoveryKey>, OpenError> {
    // Before a lock is made where there is no log.
    KeyFile::read(folder, None)?;
    let _held = lock(folder)?;
    let mut keys = KeyFile::read(folder, Some(old.clone()))?;
    let (bytes, recovery) = keys.rewrapped(new, now)?;
    // What cannot be opened again never takes the place of what can.
    let read = KeyFile::parse(keys.path.clone(), &bytes, Some(new.clone()))?;
    keys.same_keys(&read)?;
    keys.open_for_writing(disk)?;
    keys.rewrite(&bytes)?;
    Ok(recovery)
}

/// Makes a recovery key for a folder that no server has open. It replaces the earlier one.
///
/// # Errors
/// When somebody has the folder, the master key is wrong, or the disk fails.
pub fn make_recovery_key(
    folder: &Path,
    master_key: &MasterKey,
    now: Moment,
) -> Result<RecoveryKey, OpenError> {
    KeyFile::read(folder, None)?;
    let _held = lock(folder)?;
    let mut keys = KeyFile::read(folder, Some(master_key.clone()))?;
    keys.open_for_writing(Arc::new(crate::log::disk::RealDisk))?;
    Ok(keys.make_recovery(now)?)
}

/// The master key of a folder, opened with its recovery key. Nothing is changed.
///
/// # Errors
/// When there is no key file, it holds no recovery key, or this is not the one.
pub fn recover_master_key(folder: &Path, recovery: &RecoveryKey) -> Result<MasterKey, KeyError> {
    KeyFile::read(folder, None)?.recovered(recovery)
}

impl RecoveryKey {
    /// What the master key is wrapped under. A recovery key is as random as any other key, so
    /// nothing slow is needed between the two.
    fn wrapping(&self) -> Zeroizing<[u8; 32]> {
        MasterKey::new(*self.bytes()).derived("recovery", b"")
    }
}
