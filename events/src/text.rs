//! Narrative: words about practice, which may be withheld from a pack or erased by law.
//!
//! A leaf never holds narrative, only a commitment to it: `SHA-256(salt ‖ value)` with a random
//! salt of 256 bits. The salt and the value travel beside the leaf, encrypted.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// The longest narrative of one field, in bytes of UTF-8.
pub const TEXT_BYTES_MAX: usize = 16 * 1024;

/// The key under which a sealed text stands in a leaf.
pub const COMMITMENT: &str = "commitment";

/// The key under which a text waits to be sealed. It is never stored.
pub const PLAIN: &str = "plain";

/// A narrative field.
///
/// In a command it is plain; in a stored event it is a commitment, and the words are asked for by
/// the event's position and the field's name.
#[derive(Clone, PartialEq, Eq)]
pub enum Text {
    /// Words not yet sealed.
    Plain(Box<str>),
    /// The commitment of sealed words.
    Committed([u8; 32]),
}

impl Text {
    /// Words as somebody wrote them.
    pub fn plain(words: impl Into<String>) -> Self {
        Self::Plain(words.into().into_boxed_str())
    }

    /// The words, as long as they have not been sealed.
    pub fn as_plain(&self) -> Option<&str> {
        match self {
            Self::Plain(words) => Some(words),
            Self::Committed(_) => None,
        }
    }

    /// Whether there is nothing but white space. A sealed text is never blank.
    pub fn is_blank(&self) -> bool {
        self.as_plain().is_some_and(|words| words.trim().is_empty())
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::plain(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self::plain(words)
    }
}

/// Words stay out of logs and panics: only the length is shown.
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(words) => write!(f, "Text({} bytes)", words.len()),
            Self::Committed(hash) => write!(f, "Text({})", hex::encode(hash)),
        }
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self {
            Self::Plain(words) => map.serialize_entry(PLAIN, words)?,
            Self::Committed(hash) => map.serialize_entry(COMMITMENT, &hex::encode(hash))?,
        }
        map.end()
    }
}

/// A string is plain words (as the API sends them); an object is what a leaf holds.
impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_str<E: de::Error>(self, words: &str) -> Result<Text, E> {
                Ok(Text::plain(words))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
                let mut found = None;
                while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                    let value = map.next_value::<Cow<'de, str>>()?;
                    found = Some(match key.as_ref() {
                        PLAIN => Text::plain(value),
                        COMMITMENT => {
                            let mut hash = [0_u8; 32];
                            hex::decode_to_slice(value.as_ref(), &mut hash).map_err(|_| {
                                de::Error::custom("a commitment is 64 hexadecimal digits")
                            })?;
                            Text::Committed(hash)
                        }
                        _ => return Err(de::Error::custom("a text has only a commitment")),
                    });
                }
                found.ok_or_else(|| de::Error::custom("a text has a commitment"))
            }
        }
        deserializer.deserialize_any(TextVisitor)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Narrative. Sealed when recorded; it can be withheld or erased.",
            "maxLength": TEXT_BYTES_MAX,
        })
    }
}
