//! What a pack says it is.

use proof::{NotCanonical, to_canonical};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The number of the format.
pub const FORMAT: u64 = 1;

/// How large a manifest may be.
pub(crate) const MANIFEST_MAX: u64 = 64 << 20;

/// How many texts or files became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcomes {
    /// In the pack.
    pub disclosed: u64,
    /// Nobody can read them any more.
    pub erased: u64,
    /// Left out for a reason.
    pub withheld: u64,
}

/// How many lines of each sort there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Earlier checkpoints.
    pub checkpoints: u64,
    /// Evidence files.
    pub files: Outcomes,
    /// Events.
    pub leaves: u64,
    /// Hashes of what is not in the pack.
    pub tree: u64,
    /// Texts.
    pub words: Outcomes,
}

/// An entry of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
}

/// Why something was withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The code that the disclosures name.
    pub code: String,
    /// The reason in words.
    pub words: String,
}

/// What was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// For a program.
    pub data: Value,
    /// In words.
    pub words: String,
}

/// What a pack says it is: the members of `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What is shown is what had been recorded by this moment.
    pub as_at: String,
    /// How many lines of each sort there are.
    pub counts: Counts,
    /// Every entry but this one and the stamp.
    pub entries: Vec<Listed>,
    /// The number of the format.
    pub format: u64,
    /// The log's public key.
    pub key: String,
    /// The log's id.
    pub log: String,
    /// The log's name.
    pub origin: String,
    /// The pack's id.
    pub pack: String,
    /// What it is for.
    pub purpose: String,
    /// Why something was withheld, by code.
    pub reasons: Vec<Reason>,
    /// Whom it is for.
    pub recipient: String,
    /// Under which request.
    pub request: String,
    /// What was asked for.
    pub selection: Selection,
    /// How many events the log held.
    pub size: u64,
}

/// Why a manifest cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("it is of format {0}, and this program knows format {FORMAT}")]
    Format(u64),
    #[error("{0}")]
    Form(String),
}

impl Manifest {
    /// The canonical bytes.
    ///
    /// # Errors
    /// When what was asked for, as data, has no canonical form.
    pub fn to_text(&self) -> Result<String, NotCanonical> {
        let value = serde_json::to_value(self).map_err(|_| NotCanonical::TooDeep)?;
        to_canonical(&value)
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let form = |message: &str| Unreadable::Form(message.to_owned());
        let text = str::from_utf8(bytes).map_err(|_| form("it is not UTF-8"))?;
        let value: Value = serde_json::from_str(text).map_err(|_| form("it is not JSON"))?;
        if to_canonical(&value).as_deref() != Ok(text) {
            return Err(form("it is not in canonical form"));
        }
        let format = value.get("format").and_then(Value::as_u64);
        let format = format.ok_or_else(|| form("it does not name its format"))?;
        if format != FORMAT {
            return Err(Unreadable::Format(format));
        }
        // What serde says of a value may repeat it, so only that it does not fit is told.
        let read: Self = serde_json::from_value(value)
            .map_err(|_| form("a member is missing, unknown or of another kind"))?;
        read.judge().map_err(form)?;
        Ok(read)
    }

    fn judge(&self) -> Result<(), &'static str> {
        let hash = |entry: &Listed| is_hex(&entry.sha256);
        let reasons = self.reasons.is_sorted_by(|a, b| a.code < b.code);
        let all = [
            (is_moment(&self.as_at), "`as_at` is not a moment"),
            (self.size > 0, "`size` is nought"),
            (self.entries.iter().all(hash), "a `sha256` is not a hash"),
            (reasons, "the reasons are not in order"),
            (
                self.reasons.iter().all(|reason| is_code(&reason.code)),
                "a reason has no proper code",
            ),
        ];
        match all.iter().find(|(holds, _)| !holds) {
            Some((_, message)) => Err(message),
            None => Ok(()),
        }
    }

    /// The words of a reason.
    pub fn reason(&self, code: &str) -> Option<&str> {
        let at = self
            .reasons
            .binary_search_by(|reason| reason.code.as_str().cmp(code))
            .ok()?;
        self.reasons.get(at).map(|reason| reason.words.as_str())
    }
}

/// Whether a text is the hex of a SHA-256.
pub(crate) fn is_hex(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether a text can be a reason's code.
pub(crate) fn is_code(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    (1..=64).contains(&text.len()) && text.bytes().all(plain)
}

/// Whether a text has the form of a moment, so that it sorts as one.
pub(crate) fn is_moment(text: &str) -> bool {
    const FORM: &[u8] = b"0000-00-00T00:00:00.000000Z";
    let fits = |(letter, form): (u8, &u8)| {
        if *form == b'0' {
            letter.is_ascii_digit()
        } else {
            letter == *form
        }
    };
    text.len() == FORM.len() && text.bytes().zip(FORM).all(fits)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn manifest() -> Manifest {
        Manifest {
            as_at: "2026-03-03T09:00:00.000000Z".into(),
            counts: Counts::default(),
            entries: vec![Listed {
                name: "leaves.ndjson".into(),
                sha256: "0".repeat(64),
                size: 5,
            }],
            format: FORMAT,
            key: "k".into(),
            log: "l".into(),
            origin: "o".into(),
            pack: "p".into(),
            purpose: "to see".into(),
            reasons: ["a", "b"]
                .map(|code| Reason {
                    code: code.into(),
                    words: format!("reason {code}"),
                })
                .to_vec(),
            recipient: "r".into(),
            request: "q".into(),
            selection: Selection::default(),
            size: 7,
        }
    }

    #[test]
    fn a_manifest_reads_back_and_knows_its_reasons() {
        let text = manifest().to_text().unwrap();
        let read = Manifest::read(text.as_bytes()).unwrap();
        assert_eq!(read, manifest());
        assert_eq!(read.reason("b"), Some("reason b"));
        assert_eq!(read.reason("c"), None);
    }

    #[test]
    fn another_format_is_told_apart_from_nonsense() {
        let text = manifest().to_text().unwrap();
        let other = text.replacen("\"format\":1", "\"format\":2", 1);
        let read = Manifest::read(other.as_bytes());
        assert_eq!(read, Err(Unreadable::Format(2)));
        // What is not canonical is of no format, whatever it says.
        let spaced = other.replacen(':', ": ", 1);
        let read = Manifest::read(spaced.as_bytes());
        assert!(matches!(read, Err(Unreadable::Form(_))));
    }

    #[test]
    fn what_is_not_canonical_or_not_exactly_the_members_is_refused() {
        let text = manifest().to_text().unwrap();
        for (from, to) in [
            ("\"size\":7}", "\"size\":7} "),
            ("\"size\":7}", "\"size\":7.0}"),
            ("\"size\":7}", "\"size\":0}"),
            ("\"size\":7}", "\"size\":7,\"sizes\":1}"),
            ("\"size\":7}", "\"size\":7,\"size\":7}"),
            ("\"as_at\":\"2", "\"as_at\":\"x"),
            ("\"code\":\"a\"", "\"code\":\"c\""),
            ("\"code\":\"a\"", "\"code\":\"A\""),
            ("\"sha256\":\"0", "\"sha256\":\"x"),
            ("\"origin\":\"o\",", ""),
        ] {
            assert!(text.contains(from), "{from}");
            let wrong = text.replacen(from, to, 1);
            assert!(
                matches!(Manifest::read(wrong.as_bytes()), Err(Unreadable::Form(_))),
                "{to}"
            );
        }
    }

    #[test]
    fn a_moment_has_one_form() {
        assert!(is_moment("2026-03-03T09:00:00.000000Z"));
        for wrong in [
            "2026-03-03",
            "2026-03-03T09:00:00.000000+",
            "2026-03-03 09:00:00.000000Z",
        ] {
            assert!(!is_moment(wrong));
        }
    }
}
