//! What the last backup of the key file to each place held, noted beside the record.
//!
//! An erasure has reached the backups when the key file in each of them no longer holds its keys.
//! `golden-thread backup` notes, for each place it was told to keep a backup in, when it last copied
//! the key file and which destroyed keys that copy says are gone. The place is noted as a hash: a
//! path may say whose machine it is. Nothing of the record hangs on this file.

use chrono::{DateTime, Utc};
use events::ids::KeyId;
use events::log::{KeyError, destroyed_keys};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

/// The file in the data folder.
const FILE: &str = "key-backups.json";

/// The last copy of the key file in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyBackup {
    /// The place, as a hash.
    pub place: String,
    /// When it was copied.
    pub at: DateTime<Utc>,
    /// The keys that it says are destroyed.
    pub destroyed: BTreeSet<KeyId>,
}

/// Why a backup could not be noted.
#[derive(Debug, thiserror::Error)]
pub enum NotNoted {
    /// The copied key file.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The disk.
    #[error("{FILE}: {0}")]
    Disk(#[from] io::Error),
    /// What stands there already.
    #[error("{FILE}: {0}")]
    Content(#[from] serde_json::Error),
}

/// Notes that the key file was copied to a place.
///
/// # Errors
/// When the copy cannot be read, or the note cannot be written.
pub fn note(data: &Path, keys: &Path, at: DateTime<Utc>) -> Result<(), NotNoted> {
    let place = fs::canonicalize(keys)?;
    let place = hex::encode(Sha256::digest(place.as_os_str().as_encoded_bytes()));
    let mut all = read(data)?;
    all.retain(|one| one.place != place);
    all.push(KeyBackup {
        place,
        at,
        destroyed: destroyed_keys(keys)?,
    });
    let part = data.join(format!("{FILE}.part"));
    fs::write(&part, serde_json::to_vec(&all)?)?;
    fs::File::open(&part)?.sync_all()?;
    fs::rename(&part, data.join(FILE))?;
    Ok(())
}

/// What is noted; nothing where no backup was ever made.
///
/// # Errors
/// When it cannot be read.
pub fn read(data: &Path) -> Result<Vec<KeyBackup>, NotNoted> {
    match fs::read(data.join(FILE)) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// How far an erasure has reached the backups of the key file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// No backup of the key file is known.
    NoBackup,
    /// Every known one was replaced since, the last of them then.
    Every(DateTime<Utc>),
    /// So many known ones still hold its keys.
    Not(usize),
}

/// How far the destruction of keys has reached the backups.
pub fn reached(backups: &[KeyBackup], keys: &[KeyId]) -> Reached {
    let without = |one: &&KeyBackup| keys.iter().all(|key| one.destroyed.contains(key));
    let replaced = backups.iter().filter(without).count();
    match backups.iter().map(|one| one.at).max() {
        None => Reached::NoBackup,
        Some(last) if replaced == backups.len() => Reached::Every(last),
        Some(_) => Reached::Not(backups.len() - replaced),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn backup(place: &str, destroyed: &[u128]) -> KeyBackup {
        KeyBackup {
            place: place.to_owned(),
            at: DateTime::UNIX_EPOCH,
            destroyed: destroyed
                .iter()
                .map(|key| KeyId(Uuid::from_u128(*key)))
                .collect(),
        }
    }

    #[test]
    fn an_erasure_has_reached_the_backups_when_every_one_knows_every_key_is_gone() {
        let keys = [KeyId(Uuid::from_u128(1)), KeyId(Uuid::from_u128(2))];
        assert_eq!(reached(&[], &keys), Reached::NoBackup);
        let both = [backup("a", &[1, 2, 3]), backup("b", &[1])];
        assert_eq!(reached(&both, &keys), Reached::Not(1));
        let every = [backup("a", &[1, 2, 3]), backup("b", &[1, 2])];
        assert_eq!(reached(&every, &keys), Reached::Every(DateTime::UNIX_EPOCH));
    }
}
