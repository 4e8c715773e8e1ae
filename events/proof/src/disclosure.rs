//! Words beside a leaf, tied to the commitment the leaf holds for them.
//!
//! The commitment is `SHA-256(salt ‖ value)` with a random salt, so that nobody can confirm a guess
//! at words that were withheld or erased.

use crate::merkle::Hash;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The length of a salt in bytes.
pub const SALT_BYTES: usize = 32;

/// The member under which a leaf holds a commitment.
pub const COMMITMENT: &str = "commitment";

/// The words of one field and the salt that hides them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    /// The field, as a JSON pointer into the leaf, such as `/data/commentary`.
    pub field: String,
    /// The salt.
    #[serde(with = "salt_in_hex")]
    pub salt: [u8; SALT_BYTES],
    /// The words.
    pub value: String,
}

/// Words stay out of logs and panics.
impl std::fmt::Debug for Disclosure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Disclosure({}, {} bytes)", self.field, self.value.len())
    }
}

/// Why a disclosure does not fit a leaf.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DisclosureError {
    /// The leaf is not JSON.
    #[error("the leaf cannot be read")]
    Leaf,
    /// The leaf has no commitment there.
    #[error("the leaf holds no commitment at `{0}`")]
    NoCommitment(String),
    /// The commitment is to something else.
    #[error("the words at `{0}` are not those that were recorded")]
    OtherWords(String),
}

/// The commitment to a value.
pub fn commitment(salt: &[u8; SALT_BYTES], value: &str) -> Hash {
    Sha256::new()
        .chain_update(salt)
        .chain_update(value.as_bytes())
        .finalize()
        .into()
}

/// Checks that the words are those the leaf was recorded with.
///
/// # Errors
/// When they are not, or the leaf holds no commitment at the field.
pub fn check_disclosure(leaf: &str, disclosure: &Disclosure) -> Result<(), DisclosureError> {
    let field = || disclosure.field.clone();
    let leaf: serde_json::Value = serde_json::from_str(leaf).map_err(|_| DisclosureError::Leaf)?;
    let held = leaf
        .pointer(&disclosure.field)
        .and_then(serde_json::Value::as_object)
        .filter(|members| members.len() == 1)
        .and_then(|members| members.get(COMMITMENT)?.as_str())
        .ok_or_else(|| DisclosureError::NoCommitment(field()))?;
    if held == hex::encode(commitment(&disclosure.salt, &disclosure.value)) {
        Ok(())
    } else {
        Err(DisclosureError::OtherWords(field()))
    }
}

mod salt_in_hex {
    use super::SALT_BYTES;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(
        salt: &[u8; SALT_BYTES],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(salt))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<[u8; SALT_BYTES], D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let mut salt = [0; SALT_BYTES];
        hex::decode_to_slice(text.as_ref(), &mut salt)
            .map_err(|_| de::Error::custom("a salt is 64 hexadecimal digits"))?;
        Ok(salt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf_with(words: &str, salt: [u8; SALT_BYTES]) -> String {
        let held = hex::encode(commitment(&salt, words));
        format!(r#"{{"data":{{"commentary":{{"commitment":"{held}"}},"n":1}}}}"#)
    }

    #[test]
    fn the_recorded_words_fit_and_no_others_do() {
        let salt = [7; SALT_BYTES];
        let leaf = leaf_with("Two agencies are late", salt);
        let told = |value: &str, salt, field: &str| {
            check_disclosure(
                &leaf,
                &Disclosure {
                    field: field.into(),
                    salt,
                    value: value.into(),
                },
            )
        };
        assert_eq!(
            told("Two agencies are late", salt, "/data/commentary"),
            Ok(())
        );
        assert!(told("Two agencies are early", salt, "/data/commentary").is_err());
        assert!(told("Two agencies are late", [8; SALT_BYTES], "/data/commentary").is_err());
        assert!(told("Two agencies are late", salt, "/data/n").is_err());
        assert!(told("Two agencies are late", salt, "/data/none").is_err());
    }

    #[test]
    fn a_disclosure_reads_back_as_it_was_written() {
        let told = Disclosure {
            field: "/reason".into(),
            salt: [9; 32],
            value: "héllo".into(),
        };
        let text = serde_json::to_string(&told).unwrap();
        assert_eq!(serde_json::from_str::<Disclosure>(&text).unwrap(), told);
        assert!(!format!("{told:?}").contains("héllo"));
    }
}
