//! An event that erases: the one kind of event the log itself acts on.
//!
//! An event of the type [`ERASES`] names in `things` the streams whose words go. The writer fills in
//! `keys_destroyed`, every data key those streams have, so that what is recorded is what is done.
//! The event is made safe first and the keys are destroyed after it, before anybody is answered. A
//! crash in between leaves keys that a recorded event says are gone: the next start destroys them.
//! So does a start on an older key file, such as one restored from a backup.

use super::commit::{AppendError, NewEvent};
use super::files;
use super::keys::{KeyError, KeyFile};
use super::seal::KeyRing;
use super::shared::{ReadError, Shared};
use super::stored::Stored;
use crate::envelope::Moment;
use crate::ids::{KeyId, StreamId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use uuid::Uuid;

/// The type of an event that destroys keys.
pub(super) const ERASES: &str = "personal_data_erased";

/// A key that an event destroys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Gone {
    pub(super) key: KeyId,
    pub(super) stream: StreamId,
    pub(super) scope: String,
}

/// Whether an event destroys keys.
pub(super) fn erases(type_name: &str) -> bool {
    type_name == ERASES
}

/// Fills in which keys an event destroys: every key of the streams it names, those made for events
/// before it in its own group too.
pub(super) fn name_keys(
    event: &mut NewEvent,
    keys: &KeyFile,
    ring: &KeyRing,
) -> Result<(), AppendError> {
    let id = event.id;
    let unwritable = |message: String| AppendError::Unwritable { id, message };
    let things = event.data.get("things").cloned().unwrap_or_default();
    let things: Vec<StreamId> =
        serde_json::from_value(things).map_err(|error| unwritable(error.to_string()))?;
    let mut gone = Vec::new();
    for thing in things {
        gone.extend(keys.keys_of(thing).chain(ring.keys_of(thing)));
    }
    gone.sort_by(|one, other| (one.stream, &one.scope).cmp(&(other.stream, &other.scope)));
    let gone = serde_json::to_value(gone).map_err(|error| unwritable(error.to_string()))?;
    if let Value::Object(data) = &mut event.data {
        data.insert("keys_destroyed".to_owned(), gone);
    }
    Ok(())
}

/// The keys a recorded event destroys; none for any other event.
pub(super) fn gone(event: &Stored) -> Vec<Gone> {
    #[derive(Deserialize)]
    struct Data {
        #[serde(default)]
        keys_destroyed: Vec<Gone>,
    }
    if !erases(&event.envelope.type_name) {
        return Vec::new();
    }
    // Anything that cannot be read is told by who decodes the event.
    let data = serde_json::from_str::<Data>(event.data());
    data.map(|data| data.keys_destroyed).unwrap_or_default()
}

impl KeyFile {
    /// Takes several keys away for good, in one new file. Answers those that were there.
    pub(super) fn destroy_all(
        &mut self,
        gone: &[Gone],
        at: Moment,
    ) -> Result<Vec<KeyId>, KeyError> {
        let there = gone.iter().map(|one| one.key);
        let there: Vec<KeyId> = there.filter(|key| self.holds(*key)).collect();
        self.destroy_keys(&there, at)?;
        Ok(there)
    }
}

/// The first event of which a key is still there that it says is destroyed. The key file may have
/// been read before a running server erased something, so it is looked at once more.
pub(super) fn unfinished(
    folder: &Path,
    keys: Option<&KeyFile>,
    gone: &[(u64, KeyId)],
) -> Option<u64> {
    let first = |keys: &KeyFile| {
        let mut each = gone.iter();
        each.find(|(_, key)| keys.holds(*key))
            .map(|(position, _)| *position)
    };
    first(keys?)?;
    let again = KeyFile::read(folder, None).ok()?;
    first(&again)
}

/// Takes the evidence files away whose own keys were destroyed: without the key they are noise, and
/// the same noise lies in backups.
pub(super) fn take_files_away(shared: &Shared, gone: &[Gone]) {
    let mut of_stream: BTreeMap<StreamId, Vec<Uuid>> = BTreeMap::new();
    for one in gone {
        let file = one.scope.strip_prefix("file/");
        if let Some(file) = file.and_then(|file| file.parse().ok()) {
            of_stream.entry(one.stream).or_default().push(file);
        }
    }
    for (stream, erased) in of_stream {
        if let Err(error) = take_away(shared, stream, &erased) {
            tracing::warn!(%error, "an erased file could not be taken away; it is noise");
        }
    }
}

fn take_away(shared: &Shared, stream: StreamId, erased: &[Uuid]) -> Result<(), String> {
    let told = |error: ReadError| error.to_string();
    for position in shared.stream(stream, 1).map_err(told)? {
        let event = shared.event(position).map_err(told)?;
        let leaf: Value = serde_json::from_str(event.leaf()).unwrap_or_default();
        let named = files::named(&leaf).into_iter();
        for named in named.filter(|named| erased.contains(&named.file)) {
            match std::fs::remove_file(files::place_of(&shared.folder, &named)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(error.to_string());
                }
                Ok(()) | Err(_) => {}
            }
        }
    }
    Ok(())
}
