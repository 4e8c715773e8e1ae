//! An event in people's words: what happened, who did it, and everything that was said.

use super::words;
use crate::web::components::dates::{date_text, moment_text};
use crate::web::components::rag::rag;
use crate::web::forms::owner_name;
use crate::web::pages::learning::source_line;
use crate::web::pages::{link_into, shown, thing_link};
use crate::web::reading::Reading;
use crate::web::visit::Visit;
use chrono::{DateTime, NaiveDate, Utc};
use events::action::Owner;
use events::envelope::{Actor, Origin};
use events::everywhere::Area;
use events::ids::{ActionId, AgencyId, EvidenceId, GroupId, HoldingId, StreamId, StreamKind};
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
        other => words::capitalised(&other.replace('_', " ")),
    }
}

/// What the field is called that a pointer into a leaf leads to, such as `/data/answers/0/words`.
pub(crate) fn field_of(pointer: &str) -> String {
    let mut parts = pointer.rsplit('/');
    let named = parts.find(|part| part.parse::<usize>().is_err());
    words::field(named.unwrap_or_default())
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
        StreamKind::Account => "Account",
        StreamKind::SelfAssessment => "Self-assessment campaign",
        StreamKind::ServiceReturn => "Return",
        StreamKind::SeriousIncident => "Serious incident",
        StreamKind::RapidReview => "Rapid review",
        StreamKind::ReviewSubject => "Child or family member",
        StreamKind::PracticeReview => "Practice review",
        StreamKind::Briefing => "Briefing",
        StreamKind::LearningActivity => "Learning activity",
        StreamKind::ChildDeathLearning => "Learning from child deaths",
        StreamKind::AuditProgramme => "Audit programme",
        StreamKind::Audit => "Audit",
        StreamKind::AuditCase => "Audit case",
        StreamKind::EvidencePack => "Evidence pack",
        StreamKind::Inspection => "Inspection",
        StreamKind::Erasure => "Erasure",
        StreamKind::LegalHold => "Legal hold",
    }
}

/// Who did it: the role at the time, and the agency acted for.
pub(crate) fn who(view: &Models, actor: &Actor) -> String {
    let role = match (actor, actor.origin()) {
        (Actor::System, _) => return "Golden Thread itself".to_owned(),
        (Actor::Person { .. }, Some(Origin::Provider(name))) => {
            format!("The sign-in provider {name}")
        }
        (Actor::Person { role, .. }, _) => role.title().to_owned(),
        (Actor::Import { role, .. }, _) => format!("{}, by an import", role.title()),
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
    if !visit.seen().has_data(&stored.envelope) {
        let withheld = html! { em { "What was recorded is withheld from your role." } };
        return vec![("Withheld".to_owned(), withheld)];
    }
    said(&Reading::of(visit, view), stored)
}

/// Everything an event says, for whoever may have it, with its words as the reading has them.
pub(crate) fn said(reading: &Reading<'_>, stored: &Stored) -> Vec<(String, Markup)> {
    let data: Value = serde_json::from_str(stored.data()).unwrap_or_default();
    let telling = Telling {
        reading,
        view: reading.view,
        stored,
        texts: stored.fields().unwrap_or_default(),
    };
    let mut told = Vec::new();
    if let Value::Object(fields) = &data {
        telling.milestone(fields, &mut told);
        telling.object(fields, "/data", "", DEPTH_MAX, &mut told);
    }
    told
}

/// What a rating is called that stands beside the number of its key.
fn rating_named(key: &str) -> Option<&'static str> {
    match key {
        "code" => Some("Rating"),
        "from" => Some("Changed from"),
        "to" => Some("Changed to"),
        _ => None,
    }
}

type Fields = serde_json::Map<String, Value>;
type Told = Vec<(String, Markup)>;

/// A due date as exactly as it is meant.
fn due(fields: &Fields) -> Option<Markup> {
    let day: NaiveDate = fields.get("due")?.as_str()?.parse().ok()?;
    let precision = fields.get("due_precision").cloned();
    let precision = precision.and_then(|precision| serde_json::from_value(precision).ok());
    Some(shown::due(Some(day), precision.unwrap_or_default()))
}

struct Telling<'a> {
    reading: &'a Reading<'a>,
    view: &'a Models,
    stored: &'a Stored,
    texts: Vec<String>,
}

impl Telling<'_> {
    /// The words of the milestone an event is about, unless it says them itself.
    fn milestone(&self, fields: &Fields, told: &mut Told) {
        let id = fields.get("milestone").and_then(Value::as_str);
        let Some(id) = id.filter(|_| !fields.contains_key("text")) else {
            return;
        };
        let action = self.view.actions.get(self.stored.envelope.stream.id.into());
        let mut all = action.into_iter().flat_map(|action| &action.milestones);
        if let Some(one) = all.find(|one| one.id.to_string() == id) {
            told.push(("Milestone".to_owned(), self.reading.words(&one.text)));
        }
    }

    fn object(&self, fields: &Fields, pointer: &str, name: &str, depth: usize, told: &mut Told) {
        let scheme = fields
            .get("scheme")
            .and_then(Value::as_u64)
            .and_then(|scheme| u32::try_from(scheme).ok());
        for (key, inner) in fields {
            let is_its_own = words::is_own_id(&self.stored.envelope.type_name, key);
            if words::is_unsaid(key) || (is_its_own && name.is_empty()) {
                continue;
            }
            let mut full = words::field(key);
            if !name.is_empty() {
                full = format!("{name}: {}", full.to_lowercase());
            }
            if let (Some(scheme), Value::String(letter)) = (scheme, inner)
                && let Some(named) = rating_named(key)
            {
                told.push((
                    named.to_owned(),
                    shown::rating(self.reading, scheme, letter),
                ));
                continue;
            }
            if key == "due"
                && let Some(due) = due(fields)
            {
                told.push((full, due));
                continue;
            }
            self.value(inner, &format!("{pointer}/{key}"), key, &full, depth, told);
        }
    }

    fn value(
        &self,
        value: &Value,
        pointer: &str,
        key: &str,
        name: &str,
        depth: usize,
        told: &mut Told,
    ) {
        if let Some(words) = self.text(pointer) {
            return told.push((name.to_owned(), words));
        }
        match value {
            Value::Null => {}
            Value::Object(fields) => {
                if let Some(words) = self.as_one(fields, pointer) {
                    told.push((name.to_owned(), words));
                } else if depth > 0 {
                    self.object(fields, pointer, name, depth - 1, told);
                }
            }
            Value::Array(items) if depth > 0 => {
                self.items(items, pointer, key, name, depth - 1, told);
            }
            Value::Array(_) => {}
            Value::Bool(holds) => {
                let word = if *holds { "Yes" } else { "No" };
                told.push((name.to_owned(), html! { (word) }));
            }
            Value::Number(number) => {
                let said = number.as_u64().and_then(|n| words::number(key, n));
                told.push((
                    name.to_owned(),
                    html! {
                        @match said { Some(said) => (said), None => (number) }
                    },
                ));
            }
            // An id that names nothing a person knows, such as a measure's own, says nothing here.
            Value::String(word) if self.is_bare_id(word) => {}
            Value::String(word) => told.push((name.to_owned(), self.word(key, word))),
        }
    }

    /// Things of one kind: a list where each is one line, else one after another with its number.
    fn items(
        &self,
        items: &[Value],
        pointer: &str,
        key: &str,
        name: &str,
        depth: usize,
        told: &mut Told,
    ) {
        let each: Vec<Told> = items
            .iter()
            .enumerate()
            .map(|(place, inner)| {
                let mut one = Told::new();
                self.value(
                    inner,
                    &format!("{pointer}/{place}"),
                    key,
                    name,
                    depth,
                    &mut one,
                );
                one
            })
            .collect();
        if each.iter().all(|one| one.len() <= 1) {
            let lines: Vec<&Markup> = each.iter().flatten().map(|(_, words)| words).collect();
            return match lines.as_slice() {
                [] => {}
                [one] => told.push((name.to_owned(), html! { (one) })),
                several => told.push((
                    name.to_owned(),
                    html! {
                        ul class="govuk-list govuk-list--bullet" {
                            @for one in several { li { (one) } }
                        }
                    },
                )),
            };
        }
        for (place, one) in each.into_iter().enumerate() {
            for (said, words) in one {
                let rest = said.strip_prefix(name).unwrap_or_default();
                told.push((format!("{name} {}{rest}", place + 1), words));
            }
        }
    }

    /// The words of a text at a place of the event, when there is one.
    fn text(&self, pointer: &str) -> Option<Markup> {
        let is_text = self.texts.iter().any(|text| text == pointer);
        is_text.then(|| {
            let text = TextRef {
                position: self.stored.position(),
                field: pointer.to_owned().into(),
            };
            self.reading.words(&text)
        })
    }

    /// A few fields that are one thing to a reader: a post and its agency, an amount and who gives
    /// it, a source and its title.
    fn as_one(&self, fields: &Fields, pointer: &str) -> Option<Markup> {
        let has = |key: &str| fields.contains_key(key);
        let word = |key: &str| fields.get(key).and_then(Value::as_str).unwrap_or_default();
        if fields.len() == 2 && has("kind") && has("id") {
            let stream = format!("{}/{}", word("kind"), word("id"));
            let linked = stream.parse().map(|stream| self.link(stream));
            return Some(linked.unwrap_or_else(|_| self.word("", word("id"))));
        }
        if has("role") && fields.keys().all(|key| key == "role" || key == "agency") {
            let owner: Owner = serde_json::from_value(Value::Object(fields.clone())).ok()?;
            return Some(html! { (owner_name(self.view, &owner)) });
        }
        if has("letter") && has("word") {
            return Some(html! {
                (rag(word("word"), word("letter"))) " " (word("definition"))
            });
        }
        if has("code") && has("descriptor") {
            return Some(html! { (word("word")) ": " (word("descriptor")) });
        }
        if has("code") && has("name") {
            return Some(html! { (word("name")) });
        }
        if has("question") && has("holds") {
            let holds = fields
                .get("holds")
                .and_then(Value::as_bool)
                .unwrap_or(false);
            let holds = if holds { "yes" } else { "no" };
            return Some(html! { (words::question(word("question"))?) ": " (holds) });
        }
        if has("kind") && has("title") && self.stored.envelope.stream.kind == StreamKind::Briefing {
            let source = serde_json::from_value(Value::Object(fields.clone())).ok()?;
            return Some(source_line(self.reading, &source));
        }
        if has("kind") && has("title") {
            return Some(html! { (self.word("kind", word("kind"))) ": " (word("title")) });
        }
        if has("measure") && has("text") {
            return self.text(&format!("{pointer}/text"));
        }
        if has("citations") && has("title") {
            return Some(html! { (word("title")) });
        }
        if has("agency") && fields.len() == 2 {
            return self.of_agency(fields, pointer);
        }
        let days: Option<Vec<(NaiveDate, &str)>> = fields
            .iter()
            .map(|(day, name)| Some((day.parse().ok()?, name.as_str()?)))
            .collect();
        let days = days.filter(|days| !days.is_empty())?;
        Some(html! {
            ul class="govuk-list govuk-list--bullet" {
                @for (day, name) in &days { li { (date_text(*day)) ": " (name) } }
            }
        })
    }

    /// What one agency gave, how it took part, or what it said.
    fn of_agency(&self, fields: &Fields, pointer: &str) -> Option<Markup> {
        let (key, said) = fields.iter().find(|(key, _)| *key != "agency")?;
        let agency = self.word("agency", fields.get("agency")?.as_str()?);
        let words = match said {
            Value::Number(number) => html! { (words::number(key, number.as_u64()?)?) },
            Value::String(word) => self.word(key, word),
            Value::Object(_) => self.text(&format!("{pointer}/{key}"))?,
            Value::Null | Value::Bool(_) | Value::Array(_) => return None,
        };
        Some(html! { (agency) ": " (words) })
    }

    /// A word of an event: a day, the name of a thing, what the word means, or the word itself.
    fn word(&self, key: &str, word: &str) -> Markup {
        if let Ok(day) = word.parse::<NaiveDate>() {
            return html! { (date_text(day)) };
        }
        if let Ok(moment) = word.parse::<DateTime<Utc>>() {
            return html! { (moment_text(moment)) };
        }
        if let Ok(stream) = word.parse::<StreamId>() {
            return self.link(stream);
        }
        if let Ok(id) = word.parse::<Uuid>() {
            return self.named(id).unwrap_or_else(|| html! { code { (word) } });
        }
        if key == "theme" {
            let theme = self
                .view
                .people
                .themes
                .iter()
                .find(|theme| theme.code == word);
            if let Some(theme) = theme {
                return html! { (theme.name) };
            }
        }
        if let Some(said) = words::value(key, word) {
            return html! { (said) };
        }
        let plain = word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if plain {
            return html! { (words::capitalised(&word.replace('_', " "))) };
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
        if let Some(holding) = people.holdings.get(&HoldingId(id)) {
            return Some(html! { (holding.post) });
        }
        let plans = &self.view.plans;
        if let Some((plan, priority)) = plans.priority(id.into()) {
            let path = format!("/plan/{}/priority/{id}", plan.id);
            let name = format!("Priority {}", priority.number);
            return Some(link_into(self.reading, Area::Work, &path, &name));
        }
        if let Some((plan, priority, outcome)) = plans.outcome(id.into()) {
            let path = format!("/plan/{}/priority/{}", plan.id, priority.id);
            let name = format!("priority {}", priority.number);
            return Some(html! {
                "Outcome: " (self.reading.words(&outcome.text)) " ("
                (link_into(self.reading, Area::Work, &path, &name)) ")"
            });
        }
        if let Some((_, decision)) = self.view.meetings.decision(id.into()) {
            return Some(self.reading.words(&decision.text));
        }
        self.thing(id).map(|stream| self.link(stream))
    }

    /// The thing of that id with a page of its own.
    fn thing(&self, id: Uuid) -> Option<StreamId> {
        let view = self.view;
        let known = [
            (StreamKind::Plan, view.plans.get(id.into()).is_some()),
            (
                StreamKind::ImprovementAction,
                view.actions.get(ActionId(id)).is_some(),
            ),
            (
                StreamKind::Recommendation,
                view.recommendations.get(id.into()).is_some(),
            ),
            (
                StreamKind::Evidence,
                view.evidence.get(EvidenceId(id)).is_some(),
            ),
            (StreamKind::Meeting, view.meetings.get(id.into()).is_some()),
        ];
        let (kind, _) = known.into_iter().find(|(_, is)| *is)?;
        Some(StreamId { kind, id })
    }

    fn link(&self, stream: StreamId) -> Markup {
        if self.view.trail.versions(stream) == 0 {
            return html! { (kind_word(stream.kind)) };
        }
        let label = self.view.label(stream);
        thing_link(self.reading, stream, &thing(stream.kind, &label.name))
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
