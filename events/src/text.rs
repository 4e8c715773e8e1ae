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
/// What each byte is worth as a hexadecimal digit; 255 for any other.
#[expect(
    clippy::indexing_slicing,
    reason = "worked out by the compiler, which refuses what is out of bounds"
)]
const DIGITS: [u8; 256] = {
    let mut digits = [255; 256];
    let mut value: u8 = 0;
    while value < 10 {
        digits[(b'0' + value) as usize] = value;
        value += 1;
    }
    while value < 16 {
        digits[(b'a' + value - 10) as usize] = value;
        digits[(b'A' + value - 10) as usize] = value;
        value += 1;
    }
    digits
};

/// Reads bytes in hexadecimal, exactly as many as there is room for: every event holds some, so
/// this is by table.
pub(crate) fn unhex(text: &str, out: &mut [u8]) -> Option<()> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != out.len() || !rest.is_empty() {
        return None;
    }
    let mut wrong = 0;
    for ([high, low], byte) in pairs.iter().zip(out) {
        let digit = |letter: u8| DIGITS.get(usize::from(letter)).copied().unwrap_or(255);
        let (high, low) = (digit(*high), digit(*low));
        wrong |= (high | low) & 0xf0;
        *byte = high << 4 | low & 15;
    }
    (wrong == 0).then_some(())
}

/// A string that is copied only where it holds an escape: serde copies a bare `Cow` always.
#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Borrowed<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

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
                while let Some(key) = map.next_key::<Borrowed<'de>>()? {
                    let value = map.next_value::<Borrowed<'de>>()?.0;
                    found = Some(match key.0.as_ref() {
                        PLAIN => Text::plain(value),
                        COMMITMENT => {
                            let mut hash = [0_u8; 32];
                            unhex(&value, &mut hash).ok_or_else(|| {
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

#[cfg(test)]
mod tests {
    use super::unhex;

    #[test]
    fn hexadecimal_is_read_in_both_cases_and_only_where_it_is_whole() {
        let mut out = [0; 3];
        assert_eq!(unhex("00Ffa9", &mut out), Some(()));
        assert_eq!(out, [0x00, 0xff, 0xa9]);
        for wrong in [
            "00ffa", "00ffa90", "00ffag", "00ff a", "+0ffa9", "00ffé", "",
        ] {
            assert_eq!(unhex(wrong, &mut out), None, "{wrong}");
        }
    }
}
