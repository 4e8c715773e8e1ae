//! Text that looks as if it identifies somebody.
//!
//! The record of how a partnership learns needs no child's identity, so a narrative that seems to
//! hold one is stopped until somebody confirms it with a reason. This module only points; it never
//! changes text. It is tuned to the field's own language: references (`1.2`), years (`2016/17`),
//! sections (`s47`), timescales (`by 31.8.16`) and codes (`KS2`) are no identifiers.
//!
//! Each [`IdentifierKind`] states what is matched and whose specification that follows. Searching
//! takes time in proportion to the text: every pattern looks a fixed distance around one place.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod contacts;
mod dates;
mod names;
mod numbers;
mod scan;
#[cfg(test)]
mod tests;

use scan::Scan;

/// What a piece of text looks like.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierKind {
    /// Ten digits, solid or grouped 3-3-4 by spaces or dashes, whose last is the modulus-11 check
    /// digit of the NHS number (NHS Data Dictionary, NHS NUMBER).
    NhsNumber,
    /// A Unique Pupil Number: check letter and twelve digits, or eleven digits and a letter where
    /// it is temporary, with the right check letter (Department for Education, UPN guide;
    /// government data standards catalogue).
    Upn,
    /// A full date that the text around it makes a date of birth: close behind *born*, *DOB*,
    /// *date of birth* or *birthday*, before *(DOB)*, after *(b.*, or alone in brackets behind a
    /// person ("Child A (12/03/2011)"). A date by itself is a business date, whatever its year:
    /// plans are full of them, and the day a thing is due tells nobody's birthday.
    DateOfBirth,
    /// A full postcode of an existing postcode area, in any of the six shapes Royal Mail uses.
    UkPostcode,
    /// A United Kingdom telephone number beginning 01, 02, 03, 07 or 08, or +44 or 0044 (Ofcom,
    /// National Telephone Numbering Plan). Short helpline numbers such as 0800 1111 are not.
    Phone,
    /// An email address.
    Email,
    /// A name from the list held for the case; never guessed from capital letters.
    FullName,
}

impl IdentifierKind {
    /// The kind in a practitioner's words, to put into a sentence.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NhsNumber => "NHS number",
            Self::Upn => "Unique Pupil Number",
            Self::DateOfBirth => "date of birth",
            Self::UkPostcode => "postcode",
            Self::Phone => "telephone number",
            Self::Email => "email address",
            Self::FullName => "name",
        }
    }
}

/// A place in the text that looks like an identifier: bytes `start..end`, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Match {
    /// What it looks like.
    pub kind: IdentifierKind,
    /// First byte of it.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl Match {
    /// The matched piece of the text it was found in, or nothing where it is another text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Everything in the text that looks like an identifier, in the order of the text, without
/// overlaps.
///
/// ```
/// use events::identifiers::{IdentifierKind, find};
///
/// let text = "Audit of 12 cases by 31.8.16; call 0113 496 0000";
/// let found = find(text);
/// assert_eq!(found.len(), 1);
/// assert_eq!(found.first().map(|m| (m.kind, m.of(text))),
///     Some((IdentifierKind::Phone, "0113 496 0000")));
/// ```
pub fn find(text: &str) -> Vec<Match> {
    find_with_names(text, &[])
}

/// As [`find`], and also the given full names, in any case, "First Last" or "Last, First".
///
/// Names shorter than two letters are passed over.
pub fn find_with_names(text: &str, names: &[String]) -> Vec<Match> {
    let scan = Scan::new(text);
    let mut found = names::find(text, names);
    for at in 0..scan.len() {
        found.extend(starting_at(&scan, at));
    }
    found.sort_by_key(|found| (found.start, std::cmp::Reverse(found.end), found.kind));
    let mut free_from = 0;
    found.retain(|found| {
        let keep = found.start >= free_from && found.start < found.end;
        if keep {
            free_from = found.end;
        }
        keep
    });
    found
}

fn starting_at(scan: &Scan, at: usize) -> Option<Match> {
    let first = scan.at(at)?;
    if first == '@' {
        let (start, end) = contacts::email_around(scan, at)?;
        return Some(found(scan, IdentifierKind::Email, start, end));
    }
    if scan.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let patterns: &[(IdentifierKind, Pattern)] = match first {
        '0'..='9' => &[
            (IdentifierKind::Phone, numbers::phone),
            (IdentifierKind::NhsNumber, numbers::nhs_number),
            (IdentifierKind::DateOfBirth, dates::date_of_birth),
        ],
        'a'..='z' | 'A'..='Z' => &[
            (IdentifierKind::Upn, numbers::upn),
            (IdentifierKind::UkPostcode, contacts::postcode),
            (IdentifierKind::DateOfBirth, dates::date_of_birth),
        ],
        '+' | '(' => &[(IdentifierKind::Phone, numbers::phone)],
        _ => &[],
    };
    patterns
        .iter()
        .find_map(|(kind, ends)| Some(found(scan, *kind, at, ends(scan, at)?)))
}

/// Where the pattern beginning at this place ends, if it does begin there.
type Pattern = fn(&Scan, usize) -> Option<usize>;

fn found(scan: &Scan, kind: IdentifierKind, start: usize, end: usize) -> Match {
    Match {
        kind,
        start: scan.byte(start),
        end: scan.byte_after(end),
    }
}
