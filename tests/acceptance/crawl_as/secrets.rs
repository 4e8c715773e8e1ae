//! Everything that was said and every name that was given, with where it stands, as the product
//! itself has it; and how what one reader must not see is looked for in an answer.

use crate::reading::{one_line, readable, strings};
use crate::server::Answer;
use aho_corasick::AhoCorasick;
use events::event::Recorded;
use events::everywhere::Sight;
use events::log::{Disclosed, Stored};
use events::self_assessment::{CampaignKind, shipped};
use golden_thread::app::{App, decode};
use projections::Models;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// How much of the beginning of a text is looked for: pages cut texts, and not before this.
const BEGINNING_CHARACTERS: usize = 25;

/// The shortest name or text that is looked for: what is shorter may stand anywhere by chance.
const SHORTEST_CHARACTERS: usize = 9;

/// Everything recorded.
pub(super) struct Secrets {
    pub(super) models: Models,
    said: Vec<Said>,
}

/// One event, and what it says.
struct Said {
    stored: Arc<Stored>,
    recorded: Recorded,
    /// Sealed words by field.
    texts: Vec<(String, String)>,
    /// Names and titles, which stand in the leaf.
    labels: Vec<String>,
}

impl Secrets {
    pub(super) fn of(app: &App) -> Self {
        let log = app.log();
        let mut said = Vec::new();
        for stored in log.read(1, usize::MAX).unwrap() {
            let recorded = decode(&stored).unwrap();
            let words = |field: String| match log.text_of(&stored, &field).unwrap() {
                Disclosed::Words(words) => Some((field, one_line(&words))),
                Disclosed::Erased | Disclosed::Sealed => None,
            };
            let texts = stored.fields().unwrap().into_iter().filter_map(words);
            let mut labels = Vec::new();
            strings(&serde_json::from_str(stored.data()).unwrap(), &mut labels);
            labels.retain(|label| is_label(label));
            said.push(Said {
                texts: texts.collect(),
                labels: labels.iter().map(|label| one_line(label)).collect(),
                recorded,
                stored,
            });
        }
        let models = said.iter().map(|one| &one.recorded).collect();
        Self { models, said }
    }

    /// What somebody must not find anywhere.
    pub(super) fn forbidden_to(&self, sight: &Sight) -> Forbidden {
        let reached = self.models.reached(sight);
        let (mut open, mut closed) = (shipped_standards(), BTreeSet::new());
        let mut named = BTreeSet::new();
        for one in &self.said {
            let Recorded { envelope, event } = &one.recorded;
            let shown = reached.shows(&one.recorded);
            let cleared = sight.cleared_in(envelope.stream.kind, envelope.classification);
            let data = shown && (cleared || sight.clearance().is_none());
            let mut keep = |allowed: bool, words: &str| {
                if allowed {
                    open.push_str(words);
                    open.push('\n');
                } else if words.chars().count() >= SHORTEST_CHARACTERS {
                    closed.insert(words.chars().take(BEGINNING_CHARACTERS).collect::<String>());
                }
            };
            for (field, words) in &one.texts {
                keep(shown && sight.reads_event(envelope, event, field), words);
            }
            for label in &one.labels {
                keep(data, label);
            }
            if data {
                ids(one.stored.leaf(), &mut named);
            }
        }
        closed.retain(|words| !open.contains(words.as_str()));
        let ids = self.said.iter().map(|one| one.recorded.envelope.stream);
        let hidden = ids
            .filter(|stream| !reached.touches(*stream))
            .map(|stream| stream.id);
        // The leaf of an event names by id what the event is about: what is reached and depends on
        // what is not says so. The id opens nothing, and the leaf is what proves the event.
        let hidden: BTreeSet<Uuid> = hidden.filter(|id| !named.contains(id)).collect();
        Forbidden::new(
            &closed,
            &hidden,
            self.references(&open, &|stream| reached.touches(stream)),
        )
    }

    /// How actions and recommendations out of reach would be called, but for those that words the
    /// reader may read speak of.
    fn references(
        &self,
        said: &str,
        touches: &dyn Fn(events::ids::StreamId) -> bool,
    ) -> Vec<String> {
        let (mut open, mut closed) = (BTreeSet::new(), BTreeSet::new());
        let mut keep = |stream: events::ids::StreamId, name: String| {
            let known = if touches(stream) {
                &mut open
            } else {
                &mut closed
            };
            known.insert(name);
        };
        for action in self.models.actions.all() {
            keep(action.id.into(), format!("Action {}", action.reference));
        }
        for one in self.models.recommendations.all() {
            keep(one.id.into(), format!("Recommendation {}", one.reference));
        }
        let closed = closed.difference(&open);
        closed
            .filter(|name| !said.contains(name.as_str()))
            .cloned()
            .collect()
    }
}

/// What must not be found.
pub(super) struct Forbidden {
    words: AhoCorasick,
    patterns: Vec<String>,
    ids: AhoCorasick,
    hidden: Vec<String>,
    references: Vec<String>,
    called: AhoCorasick,
}

impl Forbidden {
    fn new(words: &BTreeSet<String>, ids: &BTreeSet<Uuid>, references: Vec<String>) -> Self {
        let patterns: Vec<String> = words.iter().cloned().collect();
        let hidden: Vec<String> = ids.iter().map(Uuid::to_string).collect();
        Self {
            words: AhoCorasick::new(&patterns).unwrap(),
            ids: AhoCorasick::new(&hidden).unwrap(),
            called: AhoCorasick::new(&references).unwrap(),
            patterns,
            hidden,
            references,
        }
    }

    /// How many words and ids are looked for.
    pub(super) fn len(&self) -> usize {
        self.patterns.len() + self.hidden.len()
    }

    /// What of it stands in an answer.
    pub(super) fn within(&self, path: &str, answer: &Answer) -> BTreeSet<String> {
        let (raw, text) = readable(answer);
        let mut found = BTreeSet::new();
        for at in self.words.find_iter(&text) {
            found.insert(format!("words “{}”", self.patterns[at.pattern()]));
        }
        for at in self.ids.find_iter(&raw) {
            let id = &self.hidden[at.pattern()];
            if !path.contains(id.as_str()) {
                found.insert(format!("id {id}"));
            }
        }
        for at in self.called.find_iter(&text) {
            let after = text[at.end()..].chars().next();
            let longer = after.is_some_and(char::is_alphanumeric)
                || text[at.end()..].starts_with('.')
                    && text[at.end() + 1..].starts_with(|c: char| c.is_ascii_digit());
            if !longer {
                found.insert(format!("name “{}”", self.references[at.pattern()]));
            }
        }
        found
    }
}

/// The sets of standards the product brings with it, which anybody may read: a round keeps the whole
/// set it was opened with in its leaf.
fn shipped_standards() -> String {
    let mut words = Vec::new();
    for set in CampaignKind::ALL.into_iter().flat_map(shipped) {
        strings(&serde_json::to_value(set).unwrap(), &mut words);
    }
    let words: Vec<String> = words.iter().map(|words| one_line(words)).collect();
    words.join("\n") + "\n"
}

/// Whether a string of a leaf is a name somebody gave: neither a word of the domain, an id, a
/// hash, a day nor a code.
fn is_label(words: &str) -> bool {
    words.contains(' ') && words.chars().any(char::is_alphabetic)
}

/// Every id that stands in a leaf.
fn ids(leaf: &str, all: &mut BTreeSet<Uuid>) {
    let mut found = Vec::new();
    strings(&serde_json::from_str(leaf).unwrap(), &mut found);
    for word in found {
        let id = word.rsplit('/').next().unwrap_or_default();
        all.extend(id.parse::<Uuid>());
    }
}
