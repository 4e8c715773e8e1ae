//! The words of the record's own names: what a field of an event is called, and what a value of it
//! means to a practitioner.

use crate::web::forms::{
    QUALITY, agency_kind_word, disposition_word, meaning_word, presence_word, strength_word,
    year_kind_word,
};
use crate::web::pages::{gaps, settings, shown, thread};
use events::envelope::Role;
use events::erasure::{AskedBy, Authority, Exemption};
use events::evidence_pack::{Delivery, Rule, WithheldFor};
use events::inspection::{InspectionKind, Inspectorate};
use events::practice_review::AnonymityQuestion;
use events::recommendation::QualityQuestion;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a field is called.
pub(super) fn field(key: &str) -> String {
    let known = match key {
        "text" => "Words",
        "addressees" => "Addressed to",
        "amount_pence" => "Amount",
        "barriers" => "What got in the way",
        "baseline" => "Where things stood at the start",
        "beyond_plan" => "After the plan’s end, as meant",
        "by" => "Replaced by",
        "claim" => "Supports",
        "class" => "Kind of record",
        "codes" => "RAG key",
        "contributions" => "Contributions",
        "copy" => "Redacted copy",
        "describes" => "What it shows",
        "disposition" => "What was decided about it",
        "earlier" => "Repeats",
        "evidence_date" => "Speaks of",
        "expenditure_pence" => "Spent",
        "external_cause" => "What changed outside",
        "grades" => "Grades",
        "holding" => "Post held",
        "horizon_months" => "To be seen within",
        "how" => "How",
        "income_pence" => "Income",
        "joint_with" => "Jointly with",
        "judgement" => "Difference made",
        "mapped" => "Themes that stand for older ones",
        "media_type" => "Kind of file",
        "measures" | "measure" => "How success is seen",
        "not_so_well" => "What did not go so well",
        "on" => "On",
        "parent" => "There for",
        "period_months" => "Kept for",
        "published_at" => "Published where",
        "quorate" => "Enough members present",
        "quorum" => "Members needed for a decision",
        "rag_scheme" => "RAG key",
        "reference" => "Reference",
        "report" => "What was done",
        "remedy" => "What will be done about it",
        "rule" => "Gap",
        "rule_set" => "Statutory clocks",
        "services" => "Difference to services",
        "size_bytes" => "Size",
        "start" => "Starts",
        "subject_to_ratification" => "Has to be ratified",
        "total_pence" => "Total",
        "unplaced" => "Text that found no place",
        "vice" => "Vice-chair",
        "waivers" => "Approved although something is missing",
        "worked_well" => "What worked well",
        other => return capitalised(&other.replace('_', " ")),
    };
    known.to_owned()
}

/// Fields that say nothing to a reader by themselves: how a file is kept, and what another field
/// already says in words.
pub(super) fn is_unsaid(key: &str) -> bool {
    matches!(
        key,
        "due_precision"
            | "scheme"
            | "kept"
            | "sha256"
            | "sealed_sha256"
            | "version"
            | "milestone"
            // What an account signs in with.
            | "digest"
            | "invitation"
            | "recovery_codes"
            | "secret"
            | "subject"
            | "verifier"
    )
}

/// The id an event gives to what it makes, which the event's other words describe.
pub(super) fn is_own_id(type_name: &str, key: &str) -> bool {
    matches!(
        (type_name, key),
        ("decision_made", "decision")
            | ("outcome_set", "outcome")
            | ("paper_frozen", "paper")
            | ("role_holder_appointed", "holding")
            | ("relevant_agency_added", "agency")
            | ("sub_group_constituted", "group")
            | ("priority_adopted", "priority")
    )
}

/// A word of a list the product knows, under the field it stands in.
pub(super) fn value(key: &str, word: &str) -> Option<String> {
    let said = match key {
        "role" => Role::from_word(word)?.title().to_owned(),
        "judgement" => shown::impact_word(read(word)?).to_owned(),
        "strength" => shown::capitalised(strength_word(read(word)?)),
        "disposition" => disposition_word(read(word)?).to_owned(),
        "presence" => presence_word(read(word)?).to_owned(),
        "meaning" => meaning_word(read(word)?).to_owned(),
        "kind" => match (read(word), read(word), read(word)) {
            (Some(agency), _, _) => agency_kind_word(agency).to_owned(),
            (None, Some(year), _) => year_kind_word(year).to_owned(),
            (None, None, Some(source)) => thread::source_word(source).to_owned(),
            (None, None, None) => inspection_kind(word)?.title().to_owned(),
        },
        "inspectorate" | "inspectorates" => read::<Inspectorate>(word)?.title().to_owned(),
        "asked_by" => read::<AskedBy>(word)?.word().to_owned(),
        "authority" => read::<Authority>(word)?.word().to_owned(),
        "exemption" => read::<Exemption>(word)?.word().to_owned(),
        "because" => WithheldFor::from_word(word)?.title().to_owned(),
        "rules" => Rule::from_word(word)?.title().to_owned(),
        "how" => read::<Delivery>(word)?.title().to_owned(),
        "field" if word.starts_with('/') => super::told::field_of(word),
        "capacity" => match word {
            "lead" => "Lead safeguarding partner".to_owned(),
            "delegated" => "Delegated safeguarding partner".to_owned(),
            _ => return None,
        },
        "lacking" => match word {
            "lead" => "No lead".to_owned(),
            "date" => "No date".to_owned(),
            "measure" => "No measure of success".to_owned(),
            _ => return None,
        },
        _ => return None,
    };
    Some(said)
}

/// A number of a known unit, under the field it stands in.
pub(super) fn number(key: &str, number: u64) -> Option<String> {
    Some(match key {
        "horizon_months" | "period_months" => shown::count(
            usize::try_from(number).unwrap_or(usize::MAX),
            "month",
            "months",
        ),
        "size_bytes" => size(number),
        "rule" => {
            let title = u16::try_from(number).map(gaps::rule_title);
            title.ok().filter(|title| !title.is_empty())?.to_owned()
        }
        "rag_scheme" => format!("The partnership’s key number {number}"),
        key if key.ends_with("_pence") => settings::money::pounds(number),
        _ => return None,
    })
}

/// A question asked of a recommendation's quality, or of a report that nobody may be known by.
pub(super) fn question(word: &str) -> Option<&'static str> {
    if let Some(asked) = read::<AnonymityQuestion>(word) {
        return Some(asked.title());
    }
    let asked: QualityQuestion = read(word)?;
    let found = QUALITY.iter().find(|(question, _)| *question == asked)?;
    Some(found.1)
}

/// The kind of an inspection; what is of another sort is so elsewhere, too.
fn inspection_kind(word: &str) -> Option<InspectionKind> {
    read(word).filter(|kind| *kind != InspectionKind::Other)
}

fn read<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::from(word)).ok()
}

/// A size as people say it: "205 bytes", "18 KB", "2 MB".
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

pub(super) fn capitalised(words: &str) -> String {
    shown::capitalised(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_said_in_the_words_of_its_field() {
        assert_eq!(value("role", "agency_lead").as_deref(), Some("Agency lead"));
        assert_eq!(
            value("judgement", "too_early").as_deref(),
            Some("Too early to tell")
        );
        assert_eq!(
            value("kind", "local_authority").as_deref(),
            Some("Local authority")
        );
        assert_eq!(
            value("kind", "learning_point").as_deref(),
            Some("Learning point of a review")
        );
        for (key, word, said) in [
            ("kind", "jtai", InspectionKind::Jtai.title()),
            ("inspectorates", "hmi_probation", "HMI Probation"),
            ("asked_by", "parent", AskedBy::Parent.word()),
            ("authority", "article17", Authority::Article17.word()),
            ("exemption", "crime", Exemption::Crime.word()),
            ("because", "legal", WithheldFor::Legal.title()),
            ("rules", "files", Rule::Files.title()),
            ("how", "portal", Delivery::Portal.title()),
            ("field", "/data/underlying_reason", "Underlying reason"),
        ] {
            assert_eq!(value(key, word).as_deref(), Some(said));
        }
        assert_eq!(value("how", "by_hand"), None);
        assert_eq!(
            value("theme", "neglect"),
            None,
            "themes are the partnership’s own"
        );
    }

    #[test]
    fn a_question_of_a_checklist_is_said_as_it_is_asked() {
        assert_eq!(question("rare_events"), Some("Rare events"));
        assert!(question("addressee").is_some(), "of a recommendation");
        assert_eq!(question("something else"), None);
    }

    #[test]
    fn a_number_has_its_unit() {
        assert_eq!(
            number("amount_pence", 1_250_000).as_deref(),
            Some("£12,500.00")
        );
        assert_eq!(number("horizon_months", 1).as_deref(), Some("1 month"));
        assert_eq!(number("size_bytes", 20_480).as_deref(), Some("20 KB"));
        assert_eq!(number("score", 6), None);
    }

    #[test]
    fn no_field_keeps_the_look_of_a_program() {
        for key in ["external_cause", "not_so_well", "some_new_field", "text"] {
            let said = field(key);
            assert!(
                !said.contains('_') && said.starts_with(char::is_uppercase),
                "{said}"
            );
        }
    }

    #[test]
    fn a_question_of_quality_is_asked_in_full() {
        assert!(question("cause").is_some());
        assert_eq!(question("colour"), None);
    }
}
