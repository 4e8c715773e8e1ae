//! An event in people's words: what happened, who did it, and everything that was said.

use crate::web::components::dates::date_text;
use crate::web::visit::Visit;
use chrono::NaiveDate;
use events::envelope::Actor;
use events::ids::{ActionId, AgencyId, EvidenceId, GroupId, StreamId, StreamKind};
use events::log::Stored;
use maud::{Markup, html};
use projections::{Models, TextRef};
use serde_json::Value;
use uuid::Uuid;

/// How deep the fields of an event are told one by one.
const DEPTH_MAX: usize = 8;

/// What happened, in the past tense: `due_date_extended` becomes "Due date extended".
pub(crate) fn happened(type_name: &str) -> String {
    match type_name {
        "rag_rated" => "RAG rating given".to_owned(),
        "rag_moderated" => "RAG rating changed in moderation".to_owned(),
        "rag_scheme_adopted" => "RAG key adopted".to_owned(),
        "self_rated" => "Board’s rating of itself recorded".to_owned(),
        "gap_disposed" => "Gap disposed of".to_owned(),
        other => capitalised(&other.replace('_', " ")),
    }
}

/// What kind of thing, in words.
pub(crate) const fn kind_word(kind: StreamKind) -> &'static str {
    match kind {
        StreamKind::Partnership => "Partnership",
        StreamKind::Plan => "Plan",
        StreamKind::Recommendation => "Recommendation",
        StreamKind::ImprovementAction => "Improvement action",
        StreamKind::Evidence => "Evidence",
        StreamKind::Meeting => "Meeting",
        StreamKind::Gap => "Gap",
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Who did it: the role at the time, and the agency acted for.
pub(crate) fn who(view: &Models, actor: &Actor) -> String {
    let role = match actor {
        Actor::System => return "Golden Thread itself".to_owned(),
        Actor::Person { role, .. } => role.title().to_owned(),
        Actor::Import { role, .. } => format!("{}, by an import", role.title()),
    };
    match actor.agency().map(|agency| view.people.agency_name(agency)) {
        None => role,
        Some("") => format!("{role}, another agency"),
        Some(agency) => format!("{role}, {agency}"),
    }
}

/// What a thing is called: its kind and its name.
pub(crate) fn thing(kind: StreamKind, name: &str) -> String {
    match name {
        "" => kind_word(kind).to_owned(),
        name if kind == StreamKind::Gap => format!("Gap: {}", name.replace('_', " ")),
        name => format!("{} {name}", kind_word(kind)),
    }
}

/// Everything an event says, as name and words, in the order it was written.
pub(crate) fn fields(visit: &Visit, view: &Models, stored: &Stored) -> Vec<(String, Markup)> {
    let data: Value = serde_json::from_str(stored.data()).unwrap_or_default();
    // The data is `{"type_name": {fields}}` or the fields alone, as the leaf has it.
    let telling = Telling {
        visit,
        view,
        stored,
        texts: stored.fields().unwrap_or_default(),
    };
    let mut told = Vec::new();
    telling.value(&data, "/data", "", DEPTH_MAX, &mut told);
    told
}

struct Telling<'a> {
    visit: &'a Visit,
    view: &'a Models,
    stored: &'a Stored,
    texts: Vec<String>,
}

impl Telling<'_> {
    fn value(
        &self,
        value: &Value,
        pointer: &str,
        name: &str,
        depth: usize,
        told: &mut Vec<(String, Markup)>,
    ) {
        if self.texts.iter().any(|text| text == pointer) {
            let text = TextRef {
                position: self.stored.position(),
                field: pointer.to_owned().into(),
            };
            return told.push((capitalised(name), self.visit.words(&text)));
        }
        match value {
            Value::Null => {}
            // What something is about, such as the claim that evidence supports, is one thing.
            Value::Object(fields)
                if fields.len() == 2
                    && fields.contains_key("kind")
                    && fields.contains_key("id") =>
            {
                if let Some(id) = fields.get("id").and_then(Value::as_str) {
                    told.push((capitalised(name), self.word(id)));
                }
            }
            Value::Object(fields) if depth > 0 => {
                for (key, inner) in fields {
                    let words = key.replace('_', " ");
                    let full = if name.is_empty() {
                        words
                    } else {
                        format!("{name}: {words}")
                    };
                    self.value(inner, &format!("{pointer}/{key}"), &full, depth - 1, told);
                }
            }
            Value::Array(items) if depth > 0 => {
                let many = items.len() > 1;
                for (index, inner) in items.iter().enumerate() {
                    let full = if many {
                        format!("{name} {}", index + 1)
                    } else {
                        name.to_owned()
                    };
                    self.value(inner, &format!("{pointer}/{index}"), &full, depth - 1, told);
                }
            }
            Value::Bool(holds) => {
                let word = if *holds { "Yes" } else { "No" };
                told.push((capitalised(name), html! { (word) }));
            }
            Value::Number(number) => told.push((capitalised(name), html! { (number) })),
            // An id that names nothing a person knows, such as a measure's own, says nothing here.
            Value::String(words) if self.is_bare_id(words) => {}
            Value::String(words) => told.push((capitalised(name), self.word(words))),
            Value::Object(_) | Value::Array(_) => {}
        }
    }

    /// A word of an event: a day, the name of a thing, or the word itself.
    fn word(&self, word: &str) -> Markup {
        if let Ok(day) = word.parse::<NaiveDate>() {
            return html! { (date_text(day)) };
        }
        if let Ok(stream) = word.parse::<StreamId>() {
            return self.link(stream);
        }
        if let Ok(id) = word.parse::<Uuid>() {
            return self.named(id).unwrap_or_else(|| html! { code { (word) } });
        }
        let plain = word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if plain {
            return html! { (capitalised(&word.replace('_', " "))) };
        }
        html! { (word) }
    }

    fn is_bare_id(&self, word: &str) -> bool {
        word.parse::<Uuid>()
            .is_ok_and(|id| self.named(id).is_none())
    }

    fn named(&self, id: Uuid) -> Option<Markup> {
        let people = &self.view.people;
        if let Some(agency) = people.agencies.get(&AgencyId(id)) {
            return Some(html! { (agency.name) });
        }
        if let Some(group) = people.groups.get(&GroupId(id)) {
            return Some(html! { (group.name) });
        }
        if let Some((plan, priority)) = self.view.plans.priority(id.into()) {
            let href = self.visit.href(&format!("/plan/{}/priority/{id}", plan.id));
            return Some(html! { a class="govuk-link" href=(href) {
            "Priority " (priority.number) } });
        }
        let known = [
            (StreamKind::Plan, self.view.plans.get(id.into()).is_some()),
            (
                StreamKind::ImprovementAction,
                self.view.actions.get(ActionId(id)).is_some(),
            ),
            (
                StreamKind::Recommendation,
                self.view.recommendations.get(id.into()).is_some(),
            ),
            (
                StreamKind::Evidence,
                self.view.evidence.get(EvidenceId(id)).is_some(),
            ),
            (
                StreamKind::Meeting,
                self.view.meetings.get(id.into()).is_some(),
            ),
        ];
        let kind = known
            .into_iter()
            .find(|(_, is)| *is)
            .map(|(kind, _)| kind)?;
        Some(self.link(StreamId { kind, id }))
    }

    fn link(&self, stream: StreamId) -> Markup {
        let label = self.view.label(stream);
        let href = self.visit.href(&super::super::thing_path(stream));
        html! { a class="govuk-link" href=(href) { (thing(stream.kind, &label.name)) } }
    }
}

#[cfg(test)]
mod tests {
    use super::happened;

    #[test]
    fn what_happened_is_said_in_words() {
        assert_eq!(happened("due_date_extended"), "Due date extended");
        assert_eq!(happened("rag_rated"), "RAG rating given");
    }
}
