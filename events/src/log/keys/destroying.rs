//! Destroying keys: the file is written anew without them, and the old one's bytes are overwritten.

use super::{Destroyed, KeyEntry, KeyError, KeyFile, KeysHeader, written};
use crate::envelope::Moment;
use crate::ids::{KeyId, StreamId};
use crate::log::disk::{self, Disk};
use crate::log::erasing::Gone;
use crate::log::line;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

impl KeyFile {
    /// Whether the key is here.
    pub(in super::super) fn holds(&self, id: KeyId) -> bool {
        self.keys.contains_key(&id)
    }

    /// Every key that seals words of a stream, those no longer in use too.
    pub(in super::super) fn keys_of(&self, stream: StreamId) -> impl Iterator<Item = Gone> {
        let of_stream = self
            .keys
            .values()
            .filter(move |entry| entry.stream == stream);
        of_stream.map(|entry| Gone {
            key: entry.id,
            stream: entry.stream,
            scope: entry.scope.to_string(),
        })
    }

    /// Takes a key away for good. Answers whether there was such a key.
    pub(in super::super) fn destroy(&mut self, id: KeyId, at: Moment) -> Result<bool, KeyError> {
        let there = self.holds(id);
        self.destroy_keys(&[id], at)?;
        Ok(there)
    }

    /// Takes keys away for good: the file is written anew without them, and the old bytes are
    /// overwritten. Those that are not there are passed over.
    pub(in super::super) fn destroy_keys(
        &mut self,
        ids: &[KeyId],
        at: Moment,
    ) -> Result<(), KeyError> {
        let there = ids.iter().filter_map(|id| self.keys.get(id));
        let mut gone: Vec<Destroyed> = there
            .map(|entry| Destroyed {
                id: entry.id,
                stream: entry.stream,
                scope: entry.scope.clone(),
                at,
            })
            .collect();
        if gone.is_empty() {
            return Ok(());
        }
        let kept = self.keys.values().filter(|entry| !ids.contains(&entry.id));
        let all = self.destroyed.iter().chain(&gone);
        let bytes = self.whole(&self.header, kept, all)?;
        self.rewrite(&bytes)?;
        for id in ids {
            if let Some(entry) = self.keys.remove(id) {
                let scope = (entry.stream, entry.scope);
                if self.by_scope.get(&scope) == Some(id) {
                    self.by_scope.remove(&scope);
                }
            }
        }
        self.destroyed.append(&mut gone);
        Ok(())
    }

    /// The bytes of a key file. A key that is in use for its scope stands after those that are not.
    pub(super) fn whole<'a>(
        &self,
        header: &KeysHeader,
        keys: impl Iterator<Item = &'a KeyEntry>,
        destroyed: impl Iterator<Item = &'a Destroyed>,
    ) -> Result<Vec<u8>, KeyError> {
        let mut bytes = Vec::new();
        written(line::write_member("keys", header, &mut bytes))?;
        let mut keys: Vec<&KeyEntry> = keys.collect();
        let in_use = |entry: &KeyEntry| {
            let scope = (entry.stream, entry.scope.clone());
            self.by_scope.get(&scope) == Some(&entry.id)
        };
        keys.sort_by_cached_key(|entry| (in_use(entry), entry.id));
        for entry in keys {
            written(line::write_member("key", entry, &mut bytes))?;
        }
        for gone in destroyed {
            written(line::write_member("destroyed", gone, &mut bytes))?;
        }
        Ok(bytes)
    }

    /// Puts a whole new key file in the place of the old one, and overwrites the old one's bytes.
    pub(super) fn rewrite(&mut self, bytes: &[u8]) -> Result<(), KeyError> {
        let old = self.writing.take();
        let real: Arc<dyn Disk> = Arc::new(disk::RealDisk);
        let on = old.as_ref().map_or(real, |old| old.disk.clone());
        disk::replace_on(&*on, &self.path, bytes).map_err(|source| self.failed(source))?;
        self.cut = 0;
        if let Some(old) = old {
            let noughts = vec![0; usize::try_from(old.length).unwrap_or(0)];
            // The name points to the new file already; this only leaves less behind.
            let _ = old
                .disk
                .write(&old.file, &noughts, 0)
                .and_then(|()| old.file.sync_all());
            self.open_for_writing(old.disk)?;
        }
        Ok(())
    }
}

/// The data keys that the key file in a folder says are destroyed.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn destroyed_keys(folder: &Path) -> Result<BTreeSet<KeyId>, KeyError> {
    let keys = KeyFile::read(folder, None)?;
    Ok(keys.destroyed.iter().map(|gone| gone.id).collect())
}
