//! Reading a file that somebody brought: nothing of it is believed before it is looked at.

use super::{ANSWERS_MAX, BYTES_MAX, FORMAT, ReturnFile, VERSION};
use events::everywhere::LABEL_CHARACTERS_MAX;
use events::text::TEXT_BYTES_MAX;
use serde_json::Value;

/// Why a file is not read as a return. Says what to do, and nothing of what stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Too much for a return.
    #[error(
        "the file is larger than {} KiB, the most a return holds: choose the file that “Take it to \
         another board” wrote",
        BYTES_MAX / 1024
    )]
    TooLarge,
    /// Something else.
    #[error(
        "this is not a return that Golden Thread wrote: choose the .json file that “Take it to \
         another board” wrote"
    )]
    NoReturn,
    /// From a later Golden Thread.
    #[error(
        "the file has version {found} of the format and this Golden Thread reads version {VERSION}: \
         bring this one up to date, or copy the answers by hand"
    )]
    Later {
        /// The version it has.
        found: u64,
    },
    /// A return, but not whole.
    #[error("the file is damaged at {place}: take the return from the other board once more")]
    Damaged {
        /// Where: a line and column, or a field.
        place: String,
    },
    /// There is nothing in it.
    #[error("the return in the file has no answers: nothing can be taken over")]
    NoAnswers,
}

/// Reads a file.
///
/// # Errors
/// Why it is no return that can be taken over.
pub fn read(bytes: &[u8]) -> Result<ReturnFile, FileFault> {
    if bytes.len() > BYTES_MAX {
        return Err(FileFault::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|_| FileFault::NoReturn)?;
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(FileFault::NoReturn);
    }
    let version = value.get("version").and_then(Value::as_u64);
    if let Some(found) = version.filter(|found| *found > u64::from(VERSION)) {
        return Err(FileFault::Later { found });
    }
    // Where it is, and not what stands there.
    let file: ReturnFile = serde_json::from_slice(bytes).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        FileFault::Damaged { place }
    })?;
    match too_long(&file) {
        Some(place) => Err(FileFault::Damaged { place }),
        None if file.answers.is_empty() => Err(FileFault::NoAnswers),
        None => Ok(file),
    }
}

/// The first field that holds more than a return ever does.
fn too_long(file: &ReturnFile) -> Option<String> {
    let labels = [
        ("partnership", Some(&file.partnership)),
        ("agency", Some(&file.agency)),
        ("round.title", Some(&file.round.title)),
        ("round.standards_code", Some(&file.round.standards_code)),
        ("round.standards_title", Some(&file.round.standards_title)),
        ("signed_off_as", file.signed_off_as.as_ref()),
        ("receipt", file.receipt.as_ref()),
    ];
    let long = |label: &String| label.chars().count() > LABEL_CHARACTERS_MAX;
    let known = labels.into_iter();
    let mut known = known.filter(|(_, label)| label.is_some_and(long));
    if let Some((place, _)) = known.next() {
        return Some(place.to_owned());
    }
    if file.answers.len() > ANSWERS_MAX {
        return Some(format!(
            "answers, of which there are more than {ANSWERS_MAX}"
        ));
    }
    let mut answers = (0_usize..).zip(&file.answers);
    answers.find_map(|(place, answer)| {
        let labels = [
            &answer.standard,
            &answer.title,
            &answer.score,
            &answer.score_label,
        ];
        let texts = std::iter::once(&answer.narrative).chain(&answer.evidence);
        let mut texts = texts.filter(|text| text.len() > TEXT_BYTES_MAX);
        let is_long = labels.into_iter().any(long) || texts.next().is_some();
        is_long.then(|| format!("answers[{place}]"))
    })
}
