//! What words of a command may hold.
//!
//! The command's own JSON is walked, so that every field of every command is covered, those of
//! later commands too: `{"plain": …}` is narrative, any other string is a label, a code, an id or
//! a date.

use super::circumstances::{EARLIEST_YEAR, LATEST_YEAR};
use crate::envelope::ConfirmedIdentifier;
use crate::identifiers::{self, IdentifierKind};
use crate::ids::StreamKind;
use crate::refusal::{Refusal, Refusals};
use crate::text::{COMMITMENT, PLAIN, TEXT_BYTES_MAX, Text};
use crate::world::Given;
use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The longest label, in characters.
pub const LABEL_CHARACTERS_MAX: usize = 200;

/// The longest definition, descriptor, basis or citation, in characters.
pub const DESCRIPTION_CHARACTERS_MAX: usize = 2_000;

/// The longest reason, in bytes of UTF-8.
pub const REASON_BYTES_MAX: usize = 4 * 1024;

/// How many places that look like identifiers are told at once.
pub const IDENTIFIERS_TOLD_MAX: usize = 200;

/// Labels that explain, and so may be longer.
const DESCRIPTIONS: [&str; 9] = [
    "basis",
    "definition",
    "descriptor",
    "from_note",
    "headings",
    "rule",
    "statement",
    "what_good_looks_like",
    "when_late",
];

/// Labels that may be left blank.
const MAY_BE_BLANK: [&str; 3] = ["columns", "field", "from_note"];

/// One string of a command.
enum Found<'a> {
    /// Words that will be sealed.
    Narrative(&'a str),
    /// Words that stand in the leaf.
    Label(&'a str),
    /// A date.
    Date(NaiveDate),
    /// A commitment, which only the product makes.
    Sealed,
}

/// Whether what is said of a thing of this kind may not hold what looks like an identifier. An
/// account is somebody's: it holds their name and their e-mail address.
const fn is_anonymous(kind: StreamKind) -> bool {
    match kind {
        StreamKind::Account => false,
        StreamKind::Partnership
        | StreamKind::Plan
        | StreamKind::Recommendation
        | StreamKind::ImprovementAction
        | StreamKind::Evidence
        | StreamKind::Meeting
        | StreamKind::Gap
        | StreamKind::SelfAssessment
        | StreamKind::ServiceReturn
        | StreamKind::SeriousIncident
        | StreamKind::RapidReview
        | StreamKind::ReviewSubject
        | StreamKind::PracticeReview
        | StreamKind::Briefing
        | StreamKind::LearningActivity
        | StreamKind::ChildDeathLearning
        | StreamKind::AuditProgramme
        | StreamKind::Audit
        | StreamKind::AuditCase
        | StreamKind::EvidencePack
        | StreamKind::Inspection
        | StreamKind::Erasure
        | StreamKind::LegalHold => true,
    }
}

pub(super) fn check(data: &Value, kind: StreamKind, given: &Given, broken: &mut Refusals) {
    let mut identifiers = BTreeSet::new();
    walk(data, &mut String::new(), &mut |pointer, found| {
        let field = pointer.trim_start_matches('/');
        match found {
            Found::Sealed => broken.push(sealed(field)),
            Found::Date(day) => {
                let possible = (EARLIEST_YEAR..=LATEST_YEAR).contains(&day.year());
                broken.when(!possible, || date_out_of_range(field));
            }
            Found::Narrative(words) => {
                broken.when(words.trim().is_empty(), || blank(field));
                broken.when(words.len() > TEXT_BYTES_MAX, || text_too_long(field));
                identifiers.extend(kinds(words).map(|kind| (field.to_owned(), kind)));
            }
            Found::Label(words) => {
                check_label(field, words, broken);
                identifiers.extend(kinds(words).map(|kind| (field.to_owned(), kind)));
            }
        }
    });
    if !is_anonymous(kind) {
        identifiers.clear();
    }
    reason(given, &mut identifiers, broken);
    if identifiers.is_empty() || (given.identifiers_confirmed && given.has_reason()) {
        return;
    }
    if given.identifiers_confirmed {
        return broken.need_reason(given, "text that looks like an identifier");
    }
    for (field, kind) in identifiers.into_iter().take(IDENTIFIERS_TOLD_MAX) {
        broken.push(looks_like_identifier(&field, kind));
    }
}

/// Every place that looks like an identifier and was confirmed, as JSON pointers into the leaf.
pub(super) fn confirmed(data: &Value, kind: StreamKind, given: &Given) -> Vec<ConfirmedIdentifier> {
    if !given.identifiers_confirmed || !given.has_reason() {
        return Vec::new();
    }
    let mut all = BTreeSet::new();
    let mut note = |field: &str, words: &str| {
        let fields = kinds(words).map(|kind| ConfirmedIdentifier {
            field: field.to_owned(),
            kind,
        });
        all.extend(fields);
    };
    walk(
        data,
        &mut "/data".to_owned(),
        &mut |pointer, found| match found {
            Found::Narrative(words) | Found::Label(words) if is_anonymous(kind) => {
                note(pointer, words);
            }
            Found::Narrative(_) | Found::Label(_) | Found::Date(_) | Found::Sealed => {}
        },
    );
    if let Some(words) = given.reason.as_ref().and_then(Text::as_plain) {
        note("/reason", words);
    }
    all.into_iter().collect()
}

fn reason(
    given: &Given,
    identifiers: &mut BTreeSet<(String, IdentifierKind)>,
    broken: &mut Refusals,
) {
    let Some(reason) = &given.reason else { return };
    let Some(words) = reason.as_plain() else {
        return broken.push(sealed("reason"));
    };
    broken.when(words.trim().is_empty(), || blank("reason"));
    broken.when(words.len() > REASON_BYTES_MAX, reason_too_long);
    identifiers.extend(kinds(words).map(|kind| ("reason".to_owned(), kind)));
}

fn check_label(field: &str, words: &str, broken: &mut Refusals) {
    let name = name_of(field);
    let may_be_blank = MAY_BE_BLANK.contains(&name);
    broken.when(words.trim().is_empty() && !may_be_blank, || blank(field));
    let characters_max = if DESCRIPTIONS.contains(&name) {
        DESCRIPTION_CHARACTERS_MAX
    } else {
        LABEL_CHARACTERS_MAX
    };
    let too_long = words.chars().nth(characters_max).is_some();
    broken.when(too_long, || label_too_long(field, characters_max));
    let control = words.chars().any(char::is_control);
    broken.when(control, || control_characters(field));
}

/// The field's own name: the last part of the pointer that is no place in a list.
fn name_of(field: &str) -> &str {
    let is_place = |part: &&str| !part.bytes().all(|byte| byte.is_ascii_digit());
    field.rsplit('/').find(is_place).unwrap_or_default()
}

/// What a text looks like, each kind once. Hashes in hexadecimal hold nobody's number.
fn kinds(words: &str) -> impl Iterator<Item = IdentifierKind> + use<> {
    let is_hash = words.len() == 64 && words.bytes().all(|byte| byte.is_ascii_hexdigit());
    let found = if is_hash {
        Vec::new()
    } else {
        identifiers::find(words)
    };
    let kinds: BTreeSet<IdentifierKind> = found.into_iter().map(|one| one.kind).collect();
    kinds.into_iter()
}

/// Meets every string of a JSON value with the pointer to it. Commands nest a few levels only.
fn walk<'a>(value: &'a Value, pointer: &mut String, meet: &mut impl FnMut(&str, Found<'a>)) {
    let length = pointer.len();
    match value {
        Value::String(words) if words.parse::<Uuid>().is_ok() => {}
        Value::String(words) => {
            let date = words.parse::<NaiveDate>().ok();
            meet(pointer, date.map_or(Found::Label(words), Found::Date));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointer.push('/');
                pointer.push_str(&index.to_string());
                walk(item, pointer, meet);
                pointer.truncate(length);
            }
        }
        Value::Object(fields) => match narrative(fields) {
            Some(found) => meet(pointer, found),
            None => {
                for (name, field) in fields {
                    pointer.push('/');
                    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                    walk(field, pointer, meet);
                    pointer.truncate(length);
                }
            }
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn narrative(fields: &serde_json::Map<String, Value>) -> Option<Found<'_>> {
    if fields.len() != 1 {
        return None;
    }
    if fields.contains_key(COMMITMENT) {
        return Some(Found::Sealed);
    }
    fields.get(PLAIN)?.as_str().map(Found::Narrative)
}

fn blank(field: &str) -> Refusal {
    Refusal::new(
        "blank",
        field,
        "there is nothing in it",
        "write something, or leave the field out where it is optional",
    )
}

fn text_too_long(field: &str) -> Refusal {
    Refusal::new(
        "text_too_long",
        field,
        format!("a text is at most {TEXT_BYTES_MAX} bytes long"),
        "shorten it, or lodge the document as evidence",
    )
}

fn reason_too_long() -> Refusal {
    Refusal::new(
        "reason_too_long",
        "reason",
        format!("a reason is at most {REASON_BYTES_MAX} bytes long"),
        "shorten it",
    )
}

fn label_too_long(field: &str, characters_max: usize) -> Refusal {
    Refusal::new(
        "label_too_long",
        field,
        format!("it is at most {characters_max} characters long"),
        "shorten it",
    )
}

fn control_characters(field: &str) -> Refusal {
    Refusal::new(
        "control_characters",
        field,
        "it holds a line break or another character that cannot be shown",
        "write it in one line",
    )
}

fn date_out_of_range(field: &str) -> Refusal {
    Refusal::new(
        "date_out_of_range",
        field,
        format!("a date lies between {EARLIEST_YEAR} and {LATEST_YEAR}"),
        "check the year",
    )
}

fn sealed(field: &str) -> Refusal {
    Refusal::new(
        "sealed_text",
        field,
        "only the product seals a text",
        "send the words themselves",
    )
}

fn looks_like_identifier(field: &str, kind: IdentifierKind) -> Refusal {
    Refusal::new(
        "looks_like_identifier",
        field,
        format!("the text looks like it holds this: {}", kind.label()),
        "take it out, or confirm with a reason that it has to stay",
    )
}
