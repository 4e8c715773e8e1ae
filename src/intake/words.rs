//! Small questions about words, labels and agencies that an import asks.

use crate::import::{ActionDraft, OwnerDraft, Problem, ProblemCode, Proposal};
use events::action::{DatePrecision, Owner};
use events::partnership::AgencyKind;
use events::text::{TEXT_BYTES_MAX, Text};

/// The longest label, in characters; as the rules have it.
const LABEL_CHARACTERS_MAX: usize = 200;

/// The stored word of a unit variant.
pub(super) fn word_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => "other".to_owned(),
    }
}

/// What a problem that only the rules can see means to a reader.
pub(super) fn explain(code: &str) -> String {
    match code {
        "start_after_due" => "it starts after it is due, so no start was recorded",
        "rating_not_in_key" => {
            "this colour is not in the partnership's key, so it was not recorded"
        }
        "rating_without_commentary" => {
            "Red and Amber need an explanation and there is none, so the rating was not recorded; \
             rate the action and say why"
        }
        "green_past_due" => {
            "Green is not accepted for an action that is past its date and not verified, so the \
             rating was not recorded; claim its completion or rate it again"
        }
        "label_shortened" => "this was too long for a label and was shortened",
        _ => "the rules do not accept this, so it was not recorded; the words are kept here",
    }
    .to_owned()
}

pub(super) fn self_words(words: &str) -> Text {
    Text::plain(words.get(..cut_at(words)).unwrap_or_default())
}

/// Where words must be cut to fit one field.
pub(super) fn cut_at(words: &str) -> usize {
    words.floor_char_boundary(TEXT_BYTES_MAX)
}

pub(super) fn cut_label(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_control())
        .take(LABEL_CHARACTERS_MAX)
        .collect()
}

/// Words in pieces that each fit one field.
pub(super) fn pieces(words: &str) -> Vec<&str> {
    let mut rest = words;
    let mut done = Vec::new();
    while !rest.is_empty() {
        let (piece, more) = rest.split_at(cut_at(rest));
        done.push(piece);
        rest = more;
    }
    done
}

pub(super) fn joined<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let words: Vec<&str> = words.filter(|words| !words.trim().is_empty()).collect();
    if words.is_empty() {
        None
    } else {
        Some(words.join("\n"))
    }
}

pub(super) fn distinct(owners: &[Owner]) -> Vec<Owner> {
    let mut seen: Vec<Owner> = Vec::new();
    for owner in owners {
        if !seen.contains(owner) {
            seen.push(owner.clone());
        }
    }
    seen
}

pub(super) fn precision(read: Option<crate::import::Precision>) -> DatePrecision {
    match read {
        Some(crate::import::Precision::Month) => DatePrecision::Month,
        Some(crate::import::Precision::Quarter) => DatePrecision::Quarter,
        Some(crate::import::Precision::Year) => DatePrecision::Year,
        Some(crate::import::Precision::Day) | None => DatePrecision::Day,
    }
}

/// A first guess at what sort of organisation a name stands for; the settings can correct it.
pub(super) fn kind_of(name: &str) -> AgencyKind {
    let name = name.to_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if any(&["nhs", "health", "ccg", "icb", "hospital", "trust", "nelft"]) {
        AgencyKind::Health
    } else if any(&["police", "constabulary"]) {
        AgencyKind::Police
    } else if any(&["school", "college", "academy", "nursery"]) {
        AgencyKind::Education
    } else if any(&["probation", "youth justice", "cafcass", "prison"]) {
        AgencyKind::Justice
    } else if any(&["council", "borough", "county", "children's services"]) {
        AgencyKind::LocalAuthority
    } else if any(&["lscb", "nscb", "lscp", "partnership"]) {
        AgencyKind::PartnershipTeam
    } else {
        AgencyKind::Other
    }
}

/// The words of the owners that were read, for telling what was not.
pub(super) fn owners_words(draft: &ActionDraft) -> Vec<String> {
    let of =
        |owner: &OwnerDraft| format!("{} {}", owner.role, owner.agency.as_deref().unwrap_or(""));
    let all: Vec<String> = draft.owners.iter().map(of).collect();
    single_words(&all.join(" "))
}

pub(super) fn single_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The lines about leads of which some word is in no owner; a lead that is only "tbc" is told as a
/// problem.
pub(super) fn unnamed(text: &str, owners: &[String]) -> Option<String> {
    let left = text.lines().filter(|line| {
        let words = single_words(line);
        let said = words.iter().all(|word| owners.contains(word));
        !said && !owners.is_empty()
    });
    joined(left)
}

/// A place in a document; what concerns no one place concerns the document.
pub(super) fn somewhere(place: &str) -> String {
    let label = cut_label(place);
    if label.trim().is_empty() {
        "document".to_owned()
    } else {
        label
    }
}

/// What stood where a problem is, where no field of the plan takes it: a lead that is "tbc", the
/// heading of a priority that got another number.
pub(super) fn words_found(proposal: &Proposal, problem: &Problem) -> Option<String> {
    if problem.code == ProblemCode::DuplicateReference && problem.reference.is_none() {
        let mut named = proposal.priorities.iter();
        let found = named.find(|one| one.at.first() == Some(&problem.at))?;
        return Some(found.heading.clone());
    }
    let of_owner = [ProblemCode::OwnerToBeConfirmed, ProblemCode::OwnerMissing];
    if !of_owner.contains(&problem.code) {
        return None;
    }
    let details = proposal
        .recommendations()
        .filter_map(|(_, one)| one.details.as_deref());
    let mut all = proposal.actions().map(|(_, action)| action).chain(details);
    let found = all.find(|one| Some(&one.reference) == problem.reference.as_ref())?;
    Some(found.owner_text.clone()).filter(|words| !words.trim().is_empty())
}

/// A number of the document that its reference does not hold, such as words in that column.
pub(super) fn unread_reference(draft: &ActionDraft) -> Option<&str> {
    let source = draft.source_reference.as_deref()?;
    let reference = single_words(&draft.reference);
    let read = single_words(source)
        .iter()
        .all(|word| reference.contains(word));
    (!read).then_some(source)
}
