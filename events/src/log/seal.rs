//! Sealing: words leave the event and a commitment takes their place.
//!
//! **Why the `mac`**: a resent event id must be told from a changed one, long after. A hash of the
//! event with its words would let anybody with the log test guesses at words that were erased. So
//! the comparison is by a hash keyed with the stream's data key: it dies with the words.

use super::commit::{AppendError, KeyScope, NewEvent};
use super::erasing::Gone;
use super::keys::{Found, KeyError, KeyFile, NewKey};
use super::leaf;
use super::secret::{DataKey, random};
use super::stored::{Disclosed, SealedText, Stored};
use crate::ids::{EventId, KeyId, StreamId};
use crate::text::{COMMITMENT, PLAIN, TEXT_BYTES_MAX, Text};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use proof::{Disclosure, SALT_BYTES, commitment, write_canonical};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt::Write as _;

/// The keys one group of commits uses, with those made for it that are not kept yet.
#[derive(Default)]
pub(super) struct KeyRing {
    keys: HashMap<(StreamId, KeyScope), (KeyId, DataKey)>,
    pub(super) new: Vec<NewKey>,
}

impl KeyRing {
    /// The key for a scope of a stream, made when there is none.
    pub(super) fn key(
        &mut self,
        file: &KeyFile,
        stream: StreamId,
        scope: &KeyScope,
    ) -> Result<(KeyId, DataKey), KeyError> {
        let name = (stream, scope.clone());
        if let Some(held) = self.keys.get(&name) {
            return Ok(held.clone());
        }
        let kept = match file.id_of(stream, scope) {
            Some(id) => match file.find(id)? {
                Found::Key(key) => Some((id, key)),
                Found::Destroyed | Found::Locked => None,
            },
            None => None,
        };
        let held = if let Some(held) = kept {
            held
        } else {
            let (new, key) = file.make(stream, scope)?;
            let held = (new.id(), key);
            self.new.push(new);
            held
        };
        self.keys.insert(name, held.clone());
        Ok(held)
    }

    /// A key this ring holds.
    pub(super) fn by_id(&self, id: KeyId) -> Option<&DataKey> {
        // Only keys that are not kept yet are looked for here; the others are in the file.
        self.new.iter().any(|new| new.id() == id).then_some(())?;
        self.keys
            .values()
            .find(|(held, _)| *held == id)
            .map(|(_, key)| key)
    }

    /// The keys of a stream that are not kept yet, as an event that destroys them names them.
    pub(super) fn keys_of(&self, stream: StreamId) -> impl Iterator<Item = Gone> {
        let new = self.new.iter().map(NewKey::named);
        new.filter(move |one| one.stream == stream)
    }

    /// Forgets every key, after one was destroyed.
    pub(super) fn clear(&mut self) {
        self.keys.clear();
    }

    /// Bounds the memory taken by keys.
    pub(super) fn trim(&mut self) {
        if self.keys.len() > 4096 {
            self.keys.clear();
        }
    }
}

/// Room to write in, kept from one event to the next.
#[derive(Default)]
pub(super) struct Room {
    /// The canonical data of the event being sealed.
    pub(super) data: String,
    /// What a resent event is compared by.
    compared: String,
    /// The field whose words are looked for.
    pointer: String,
}

/// An event whose words are sealed, ready to be given its place. Its data is in the [`Room`].
pub(super) struct Sealed {
    pub(super) reason: Option<Text>,
    pub(super) texts: Vec<SealedText>,
    pub(super) key: KeyId,
    pub(super) mac: [u8; 16],
}

/// What is compared when an event id is sent again: the whole event, or the caller's fingerprint.
pub(super) fn compared(
    event: &NewEvent,
    fingerprint: Option<&[u8]>,
) -> Result<Vec<u8>, AppendError> {
    if let Some(fingerprint) = fingerprint {
        return Ok(fingerprinted(fingerprint));
    }
    let mut room = Room::default();
    compare(event, &mut room)?;
    Ok(room.compared.into_bytes())
}

/// Writes what an event is compared by.
fn compare(event: &NewEvent, room: &mut Room) -> Result<(), AppendError> {
    canonical(event, &event.data, &mut room.data)?;
    room.compared.clear();
    room.compared.push_str("event\0");
    let (reason, out) = (event.reason.as_ref(), &mut room.compared);
    let written = leaf::write(event, &room.data, reason, None, out);
    written
        .map(|_| ())
        .map_err(|error| unwritable(event, error))
}

/// Seals the words of an event.
pub(super) fn seal(
    event: &mut NewEvent,
    fingerprint: Option<&[u8]>,
    file: &KeyFile,
    ring: &mut KeyRing,
    room: &mut Room,
) -> Result<Sealed, AppendError> {
    if fingerprint.is_none() {
        compare(event, room)?;
        if room.compared.len() > super::EVENT_BYTES_MAX {
            return Err(too_large(room.compared.len()));
        }
    }
    let failed = |error: KeyError| AppendError::Stopped(error.to_string());
    let (own, key) = ring
        .key(file, event.stream, &KeyScope::Stream)
        .map_err(failed)?;
    let mac = match fingerprint {
        Some(fingerprint) => key.mac(&[FINGERPRINT, fingerprint]),
        None => key.mac(&[room.compared.as_bytes()]),
    };
    let mut found = Vec::new();
    let mut data = std::mem::take(&mut event.data);
    room.pointer.clear();
    room.pointer.push_str("/data");
    take_words(&mut data, &mut room.pointer, &mut found)
        .map_err(|message| unwritable(event, message))?;
    let mut reason = event.reason.take();
    match &mut reason {
        Some(Text::Plain(words)) => {
            let salt = random().map_err(failed)?;
            let words = std::mem::take(words).into_string();
            reason = Some(Text::Committed(commitment(&salt, &words)));
            found.push(Disclosure {
                field: "/reason".to_owned(),
                salt,
                value: words,
            });
        }
        Some(Text::Committed(_)) => return Err(unwritable(event, ALREADY)),
        None => {}
    }
    let mut texts = Vec::with_capacity(found.len());
    for disclosure in found {
        if disclosure.value.len() > TEXT_BYTES_MAX {
            return Err(AppendError::TooLarge {
                what: "a text",
                actual: disclosure.value.len(),
                limit: TEXT_BYTES_MAX,
            });
        }
        let (id, key) = ring
            .key(file, event.stream, scope_of(event, &disclosure.field))
            .map_err(failed)?;
        texts.push(encrypt(event.id, disclosure, id, &key).map_err(failed)?);
    }
    canonical(event, &data, &mut room.data)?;
    if room.data.len() > super::EVENT_BYTES_MAX {
        return Err(too_large(room.data.len()));
    }
    Ok(Sealed {
        reason,
        texts,
        key: own,
        mac,
    })
}

const ALREADY: &str = "a text in it is a commitment without its words";

fn too_large(actual: usize) -> AppendError {
    AppendError::TooLarge {
        what: "an event",
        actual,
        limit: super::EVENT_BYTES_MAX,
    }
}

fn unwritable(event: &NewEvent, message: impl ToString) -> AppendError {
    AppendError::Unwritable {
        id: event.id,
        message: message.to_string(),
    }
}

fn canonical(event: &NewEvent, data: &Value, out: &mut String) -> Result<(), AppendError> {
    if !data.is_object() {
        return Err(unwritable(event, "its data is not an object"));
    }
    out.clear();
    write_canonical(data, out).map_err(|error| unwritable(event, error))
}

/// The most specific scope given for a field, or for something it stands in.
fn scope_of<'a>(event: &'a NewEvent, field: &str) -> &'a KeyScope {
    static OWN: KeyScope = KeyScope::Stream;
    let covers = |prefix: &str| {
        field
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let named = event.scopes.iter().filter(|(prefix, _)| covers(prefix));
    named
        .max_by_key(|(prefix, _)| prefix.len())
        .map_or(&OWN, |(_, scope)| scope)
}

/// Replaces every `{"plain": words}` by a commitment. The depth was checked when the event was
/// written canonically.
fn take_words(
    value: &mut Value,
    pointer: &mut String,
    found: &mut Vec<Disclosure>,
) -> Result<(), String> {
    match value {
        Value::Object(members) if members.len() == 1 && members.contains_key(PLAIN) => {
            if let Some(Value::String(words)) = members.remove(PLAIN) {
                let salt = random().map_err(|error| error.to_string())?;
                let hash = hex::encode(commitment(&salt, &words));
                members.insert(COMMITMENT.to_owned(), Value::String(hash));
                found.push(Disclosure {
                    field: pointer.clone(),
                    salt,
                    value: words,
                });
            } else {
                return Err(format!(
                    "`{pointer}` is marked as a text and holds no words"
                ));
            }
        }
        Value::Object(members) if members.len() == 1 && members.contains_key(COMMITMENT) => {
            return Err(ALREADY.to_owned());
        }
        Value::Object(members) => {
            for (name, member) in members {
                if !may_hold_words(member) {
                    continue;
                }
                let length = pointer.len();
                pointer.push('/');
                for letter in name.chars() {
                    match letter {
                        '~' => pointer.push_str("~0"),
                        '/' => pointer.push_str("~1"),
                        letter => pointer.push(letter),
                    }
                }
                take_words(member, pointer, found)?;
                pointer.truncate(length);
            }
        }
        Value::Array(items) => {
            for (nth, item) in items.iter_mut().enumerate() {
                if !may_hold_words(item) {
                    continue;
                }
                let length = pointer.len();
                // Writing to a string cannot fail.
                let _ = write!(pointer, "/{nth}");
                take_words(item, pointer, found)?;
                pointer.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    Ok(())
}

const fn may_hold_words(value: &Value) -> bool {
    matches!(value, Value::Object(_) | Value::Array(_))
}

fn about(event: EventId, field: &str) -> Vec<u8> {
    [event.0.as_bytes(), field.as_bytes()].concat()
}

/// Encrypts one disclosure as `["<salt in hexadecimal>","<words>"]`.
pub(super) fn encrypt(
    event: EventId,
    disclosure: Disclosure,
    id: KeyId,
    key: &DataKey,
) -> Result<SealedText, KeyError> {
    let mut plain = String::with_capacity(disclosure.value.len() + 2 * SALT_BYTES + 8);
    plain.push('[');
    plain.push('"');
    leaf::write_hex(&disclosure.salt, &mut plain);
    plain.push_str("\",");
    proof::write_string(&disclosure.value, &mut plain);
    plain.push(']');
    let plain = zeroize::Zeroizing::new(plain);
    let sealed = key.seal(
        random()?,
        plain.as_bytes(),
        &about(event, &disclosure.field),
    )?;
    Ok(SealedText {
        field: disclosure.field,
        key: id,
        sealed: BASE64.encode(sealed),
    })
}

/// What a sealed text opens to.
pub(super) enum Opened {
    Words(Disclosure),
    Erased,
    Sealed,
}

impl From<Opened> for Disclosed {
    fn from(opened: Opened) -> Self {
        match opened {
            Opened::Words(disclosure) => Self::Words(disclosure.value),
            Opened::Erased => Self::Erased,
            Opened::Sealed => Self::Sealed,
        }
    }
}

/// Opens a sealed text; an error names what is wrong with it.
pub(super) fn open(event: EventId, text: &SealedText, file: &KeyFile) -> Result<Opened, String> {
    let key = match file.find(text.key).map_err(|error| error.to_string())? {
        Found::Key(key) => key,
        Found::Destroyed => return Ok(Opened::Erased),
        Found::Locked => return Ok(Opened::Sealed),
    };
    let unreadable = || format!("the sealed text `{}` cannot be read", text.field);
    let sealed = BASE64
        .decode(text.sealed.as_bytes())
        .map_err(|_| unreadable())?;
    let plain = key
        .open(&sealed, &about(event, &text.field))
        .ok_or_else(unreadable)?;
    let (salt_text, value): (String, String) =
        serde_json::from_slice(&plain).map_err(|_| unreadable())?;
    let mut salt = [0; SALT_BYTES];
    hex::decode_to_slice(salt_text, &mut salt).map_err(|_| unreadable())?;
    Ok(Opened::Words(Disclosure {
        field: text.field.clone(),
        salt,
        value,
    }))
}

/// Stands before a fingerprint where it is compared.
const FINGERPRINT: &[u8] = b"fingerprint\0";

/// What a fingerprint is compared as.
pub(super) fn fingerprinted(fingerprint: &[u8]) -> Vec<u8> {
    [FINGERPRINT, fingerprint].concat()
}

/// Whether a recorded event is what is compared with it. Once its stream's key is destroyed nobody
/// can tell, and the id alone decides.
pub(super) fn same(event: &Stored, compared: &[u8], file: &KeyFile) -> Result<bool, AppendError> {
    let failed = |error: KeyError| AppendError::Stopped(error.to_string());
    match file.find(event.key).map_err(failed)? {
        Found::Key(key) => Ok(key.mac(&[compared]) == event.mac),
        Found::Destroyed | Found::Locked => Ok(true),
    }
}
