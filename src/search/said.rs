//! What one event says: its narrative, as far as the log still tells it, and its labels.

use super::kind::Kind;
use crate::app::Engine;
use events::envelope::Envelope;
use events::ids::{AgencyId, FindingId, KeyId, LearningPointId, StreamId};
use events::log::{Disclosed, Log, ReadError, Stored};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// The fields of events whose values are labels: what things are called, as far as it stands in
/// the clear. Ids, days, numbers and the product's own words are none.
pub(super) const LABELS: [&str; 14] = [
    "alias",
    "board",
    "escalated_to",
    "joint_with",
    "number",
    "panel",
    "partnership",
    "post",
    "published_at",
    "reference",
    "role",
    "statement",
    "title",
    "what_good_looks_like",
];

/// Narrative that nobody looks for: what a file is checked by.
const NOT_SOUGHT: [&str; 1] = ["/data/file/sha256"];

/// How deep labels are looked for in an event.
const DEPTH_MAX: usize = 8;

/// One text of an event.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Text {
    /// The field, as a JSON pointer into the leaf.
    pub(super) field: String,
    /// What it says.
    pub(super) words: String,
}

/// What an event says.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Words that may be withheld or erased.
    pub(super) narrative: Vec<Text>,
    /// Words that stand in the clear.
    pub(super) labels: Vec<Text>,
}

/// Asks the log what an event says now. What was erased is not among it.
///
/// # Errors
/// When the log cannot be read.
pub(super) fn said(log: &Log<Engine>, event: &Stored) -> Result<Said, ReadError> {
    let damaged = |error: serde_json::Error| ReadError::Damaged {
        position: event.position(),
        message: error.to_string(),
    };
    let mut said = Said::default();
    for field in event.fields().map_err(damaged)? {
        if NOT_SOUGHT.contains(&field.as_str()) {
            continue;
        }
        match log.text_of(event, &field)? {
            Disclosed::Words(words) => said.narrative.push(Text { field, words }),
            Disclosed::Erased | Disclosed::Sealed => {}
        }
    }
    let data: Value = serde_json::from_str(event.data()).map_err(damaged)?;
    labels(&data, "/data", false, DEPTH_MAX, &mut said.labels);
    Ok(said)
}

fn labels(value: &Value, field: &str, is_label: bool, depth: usize, found: &mut Vec<Text>) {
    match value {
        Value::String(words) if is_label && is_words(words) => found.push(Text {
            field: field.to_owned(),
            words: words.clone(),
        }),
        Value::Array(items) if depth > 0 => {
            for (index, item) in items.iter().enumerate() {
                let field = format!("{field}/{index}");
                labels(item, &field, is_label, depth - 1, found);
            }
        }
        Value::Object(fields) if depth > 0 => {
            for (name, inner) in fields {
                let is_label = LABELS.contains(&name.as_str());
                let field = format!("{field}/{name}");
                labels(inner, &field, is_label, depth - 1, found);
            }
        }
        Value::String(_)
        | Value::Array(_)
        | Value::Object(_)
        | Value::Null
        | Value::Bool(_)
        | Value::Number(_) => {}
    }
}

/// Whether a value is words and not an id.
fn is_words(words: &str) -> bool {
    !words.trim().is_empty() && words.parse::<Uuid>().is_err() && words.parse::<StreamId>().is_err()
}

/// What is known of an event that is in the index, beside its words.
#[derive(Debug, Clone)]
pub(super) struct Filed {
    /// Everything about it but its data.
    pub(super) envelope: Envelope,
    /// What kind of thing it is about.
    pub(super) kind: Kind,
    /// The finding it is about, where it is about one.
    pub(super) finding: Option<FindingId>,
    /// The learning point it is about, where it is about one.
    pub(super) point: Option<LearningPointId>,
    /// The agency it names as the one it is about.
    pub(super) agency: Option<AgencyId>,
    /// The theme it names.
    pub(super) theme: Option<String>,
    /// Whether any narrative of it stands in the index.
    pub(super) narrative: bool,
    /// The keys its narrative is sealed under.
    pub(super) keys: Vec<KeyId>,
    /// Fields that a later event put other words in the place of, and which event.
    pub(super) replaced: Vec<(String, u64)>,
}

impl Filed {
    /// What is known of an event; none for one of a kind that is not searched.
    pub(super) fn of(event: &Stored, said: &Said) -> Option<Self> {
        let data: Value = serde_json::from_str(event.data()).unwrap_or_default();
        let id = |name: &str| data.get(name)?.as_str()?.parse::<Uuid>().ok();
        let finding = id("finding").map(FindingId);
        let kind = Kind::of(event.envelope.stream.kind, finding.is_some())?;
        Some(Self {
            envelope: event.envelope.clone(),
            kind,
            finding,
            point: id("point").map(LearningPointId),
            agency: id("agency").map(AgencyId),
            theme: data.get("theme").and_then(Value::as_str).map(str::to_owned),
            narrative: !said.narrative.is_empty(),
            keys: event.keys().unwrap_or_default(),
            replaced: Vec::new(),
        })
    }
}

/// Words that take the place of earlier ones: events of one thing, or of one part of it, which set
/// the same fields anew.
struct Rewording {
    events: &'static [&'static str],
    /// The field that says which part of the thing it is about.
    part: Option<&'static str>,
    fields: &'static [&'static str],
}

const REWORDINGS: [Rewording; 10] = [
    Rewording {
        events: &["plan_drafted", "plan_details_corrected"],
        part: None,
        fields: &["title"],
    },
    Rewording {
        events: &["priority_adopted", "priority_reworded"],
        part: Some("priority"),
        fields: &["title", "statement"],
    },
    Rewording {
        events: &["action_agreed", "action_reworded"],
        part: None,
        fields: &["text"],
    },
    Rewording {
        events: &["recommendation_made", "recommendation_amended"],
        part: None,
        fields: &["text", "outcome", "measure"],
    },
    Rewording {
        events: &["finding_recorded", "finding_corrected"],
        part: Some("finding"),
        fields: &["statement", "underlying_reason"],
    },
    Rewording {
        events: &["learning_point_recorded", "learning_point_corrected"],
        part: Some("point"),
        fields: &["statement"],
    },
    Rewording {
        events: &["review_finding_recorded", "review_finding_corrected"],
        part: Some("finding"),
        fields: &["statement", "underlying_reason"],
    },
    Rewording {
        events: &[
            "inspection_finding_received",
            "inspection_finding_corrected",
        ],
        part: Some("finding"),
        fields: &["statement"],
    },
    Rewording {
        events: &["agency_return_draft_saved", "agency_return_received"],
        part: Some("agency"),
        fields: &["answers"],
    },
    Rewording {
        events: &["standard_self_assessed"],
        part: Some("standard"),
        fields: &["narrative"],
    },
];

/// Which event's words stand now, for everything that can be worded anew.
#[derive(Debug, Default)]
pub(super) struct Standing(HashMap<(StreamId, String, &'static str), u64>);

impl Standing {
    /// Takes an event in; answers the events whose words it takes the place of, and their fields.
    pub(super) fn take(&mut self, event: &Stored) -> Vec<(u64, String)> {
        let word = event.envelope.type_name.as_str();
        let rewording = REWORDINGS.iter().find(|one| one.events.contains(&word));
        let Some(rewording) = rewording else {
            return Vec::new();
        };
        let data: Value = serde_json::from_str(event.data()).unwrap_or_default();
        let named = |name| data.get(name).and_then(Value::as_str).unwrap_or_default();
        let part = rewording.part.map(named).unwrap_or_default().to_owned();
        let mut replaced = Vec::new();
        for field in rewording.fields {
            if data.get(field).is_none_or(Value::is_null) {
                continue;
            }
            let slot = (event.envelope.stream, part.clone(), *field);
            if let Some(before) = self.0.insert(slot, event.position()) {
                replaced.push((before, format!("/data/{field}")));
            }
        }
        replaced
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use events::command::Command;
    use serde_json::json;

    #[test]
    fn labels_are_what_things_are_called_and_never_ids() {
        let id = "0198f0c2-7a3b-7c41-8d52-0242ac120002";
        let data = json!({
            "title": "Neglect",
            "plan": id,
            "to": id,
            "sources": [{ "kind": "finding", "title": "A3 2026" }],
            "text": { "commitment": "00" },
        });
        let mut found = Vec::new();
        labels(&data, "/data", false, DEPTH_MAX, &mut found);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|text| (text.field.as_str(), text.words.as_str()))
            .collect();
        let expected = [
            ("/data/sources/0/title", "A3 2026"),
            ("/data/title", "Neglect"),
        ];
        assert_eq!(found.len(), expected.len());
        assert!(expected.iter().all(|one| found.contains(one)), "{found:?}");
    }

    #[test]
    fn the_table_of_labels_is_in_order() {
        assert!(LABELS.is_sorted());
        assert!(!Command::catalogue().is_empty());
    }
}
