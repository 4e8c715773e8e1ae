//! What becomes of each text and file of an event: shown, left out for a reason, or erased.

use crate::app::{Seen, Told};
use events::envelope::Classification;
use events::evidence_pack::{Rule, WithheldFor, Withholding};
use events::ids::StreamKind;
use events::log::{ReadError, Stored};
use pack::{Item, Kind};
use std::collections::BTreeMap;

/// Why something is always left out: the code a pack has, and the words beside it.
const ALWAYS: [(&str, &str); 2] = [
    ("account", "It says who somebody who signs in is"),
    (
        "not_readable",
        "Whoever put the pack together may not read it",
    ),
];

/// Every reason for which something can be left out: its code, and its words.
pub fn reasons() -> Vec<(&'static str, &'static str)> {
    let single = WithheldFor::ALL.map(|one| (one.word(), one.title()));
    let rules = Rule::ALL.map(|one| (one.word(), one.title()));
    ALWAYS.into_iter().chain(rules).chain(single).collect()
}

/// The words of a reason.
pub fn reason_words(code: &str) -> &'static str {
    let all = reasons();
    let found = all.iter().find(|(known, _)| *known == code);
    found.map_or("Another reason", |(_, words)| words)
}

/// What becomes of one text or file.
#[derive(Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The words are shown, with the salt that opens their commitment.
    Words([u8; proof::SALT_BYTES], String),
    /// The file is shown.
    File,
    /// It is left out, for the reason with this code.
    Withheld(&'static str),
    /// Nobody can read it any more.
    Erased,
}

/// Words stay out of logs and panics.
impl std::fmt::Debug for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Words(..) => "Words",
            Self::File => "File",
            Self::Withheld(code) => code,
            Self::Erased => "Erased",
        })
    }
}

/// Judges texts and files.
pub struct Outcomes<'a> {
    seen: Seen<'a>,
    withholding: &'a Withholding,
    single: BTreeMap<(u64, &'a str), WithheldFor>,
}

impl<'a> Outcomes<'a> {
    /// What was asked to be left out, and what whoever asked may read.
    pub fn of(seen: Seen<'a>, withholding: &'a Withholding) -> Self {
        let single = withholding.single.iter();
        Self {
            seen,
            withholding,
            single: single
                .map(|one| ((one.position, one.field.as_str()), one.because))
                .collect(),
        }
    }

    /// What becomes of one text or file of an event.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn judge(&self, event: &Stored, item: &Item) -> Result<Outcome, ReadError> {
        let text = match item.kind {
            Kind::Text(_) => item.field.clone(),
            // The hash of the file's bytes is a text of its own; it is erased with the file.
            Kind::File(_) => file_hash(&item.field),
        };
        let told = self.seen.text_of(event, &text)?;
        match told {
            Told::Erased | Told::Sealed => return Ok(Outcome::Erased),
            Told::Withheld if event.envelope.stream.kind == StreamKind::Account => {
                return Ok(Outcome::Withheld("account"));
            }
            Told::Withheld => return Ok(Outcome::Withheld("not_readable")),
            Told::Words(_) => {}
        }
        if let Some(code) = self.left_out(event, item) {
            return Ok(Outcome::Withheld(code));
        }
        if let Kind::File(_) = item.kind {
            return Ok(Outcome::File);
        }
        let disclosure = self.seen.app().log().disclosure(event, &text)?;
        Ok(disclosure.map_or(Outcome::Erased, |one| Outcome::Words(one.salt, one.value)))
    }

    fn left_out(&self, event: &Stored, item: &Item) -> Option<&'static str> {
        let envelope = &event.envelope;
        let kind = envelope.stream.kind;
        let position = envelope.position;
        let field = item.field.as_str();
        let single = |field: &str| {
            let found = self.single.get(&(position, field));
            found.map(|because| because.word())
        };
        // A file is never shown without its hash, nor the hash of one that was left out singly.
        let of_file = field.strip_suffix("/sha256").map(|of| format!("{of}/kept"));
        let of_file = of_file.as_deref().and_then(single);
        let of_hash = matches!(item.kind, Kind::File(_)).then(|| file_hash(field));
        let of_hash = of_hash.as_deref().and_then(single);
        if let Some(code) = single(field).or(of_file).or(of_hash) {
            return Some(code);
        }
        if kind == StreamKind::Account {
            return Some("account");
        }
        let applies = |rule: &Rule| match rule {
            Rule::AboutChildren => {
                matches!(kind, StreamKind::ReviewSubject | StreamKind::AuditCase)
            }
            Rule::OfficialSensitive => envelope.classification == Classification::OfficialSensitive,
            Rule::Files => matches!(item.kind, Kind::File(_)),
            Rule::AllWords => true,
        };
        let mut rules = self.withholding.rules.iter();
        rules.find(|rule| applies(rule)).map(|rule| rule.word())
    }
}

/// The field of the text that tells the hash of a file.
pub(super) fn file_hash(field: &str) -> String {
    format!("{}/sha256", field.strip_suffix("/kept").unwrap_or(field))
}
