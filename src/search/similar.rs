//! What was worded like something before: earlier findings and recommendations that share the
//! telling words of a text.
//!
//! Likeness is counted in words that anybody can check: how many of the words that say something
//! stand in both texts, in any of their forms.

use super::find::{may_have, replaced_by};
use super::kind::Kind;
use super::said::{Filed, said};
use super::words::{telling, tokens};
use super::{Search, Untold};
use crate::app::{Engine, Seen};
use chrono::NaiveDate;
use events::ids::{FindingId, LearningPointId, RecommendationId, StreamId};
use events::log::Log;
use projections::Models;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// How many events of the kinds and days wanted that share a word are read and compared, those that
/// share the rarest first.
const CANDIDATES_MAX: usize = 200;

/// How many different words of a text are compared.
const WORDS_MAX: usize = 200;

/// The fewest words that two texts alike share.
const SHARED_MIN: usize = 3;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Like<'a> {
    /// The text.
    pub text: &'a str,
    /// Only things of these kinds.
    pub kinds: &'a [Kind],
    /// Only what happened on this day or later.
    pub since: NaiveDate,
    /// Only what happened on this day or earlier.
    pub until: NaiveDate,
    /// The thing that asks, which is not like itself.
    pub asked_by: Option<StreamId>,
    /// How many at most.
    pub most: usize,
}

impl Like<'_> {
    fn wants(&self, filed: &Filed) -> bool {
        let day = filed.envelope.occurred_on;
        self.kinds.contains(&filed.kind)
            && is_learned(filed)
            && (self.since..=self.until).contains(&day)
    }
}

/// Of a rapid or a practice review only what was learned or found is compared: not what agencies
/// told of their work with the child, and not what anybody wrote in between.
fn is_learned(filed: &Filed) -> bool {
    let name = filed.envelope.type_name.as_str();
    if filed.kind == Kind::RapidReview {
        name.starts_with("learning_point_")
    } else if filed.kind == Kind::Review {
        name.starts_with("review_finding_")
    } else {
        true
    }
}

/// Something that is worded alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// The event whose words they are.
    pub position: u64,
    /// The field, such as `/data/statement`.
    pub field: String,
    /// The thing.
    pub stream: StreamId,
    /// What kind of thing.
    pub kind: Kind,
    /// The finding of an audit or a practice review, where it is one.
    pub finding: Option<FindingId>,
    /// The learning point of a rapid review, where it is one.
    pub point: Option<LearningPointId>,
    /// The day it happened.
    pub occurred_on: NaiveDate,
    /// The words both say, as they stand in the earlier one.
    pub shared: Vec<String>,
    /// How many different words that say something the earlier one has.
    pub of: usize,
}

/// Candidates for being alike, for whoever may see them.
pub struct Candidates {
    stems: BTreeSet<String>,
    events: Vec<Arc<Filed>>,
}

impl Search {
    /// What of the kinds and days wanted shares words with a text.
    ///
    /// # Errors
    /// When the index is not ready, or broke down.
    pub fn sharing(&self, log: &Log<Engine>, like: &Like<'_>) -> Result<Candidates, Untold> {
        let stems = telling(tokens(like.text))
            .into_iter()
            .map(|token| token.stem);
        let stems: BTreeSet<String> = stems.take(WORDS_MAX).collect();
        if stems.len() < SHARED_MIN {
            let events = Vec::new();
            return Ok(Candidates { stems, events });
        }
        // A page waits for nothing here: it holds the record still.
        let held = self.up_to_date(log, Duration::ZERO)?;
        let index = held.index.as_ref().ok_or(Untold::BeingPrepared)?;
        let list: Vec<String> = stems.iter().cloned().collect();
        let found = index.alike(&list).map_err(|_| Untold::BrokeDown)?;
        // Before the cut: a long record says the same words most often in what is not wanted.
        let events = found.iter().filter_map(|at| held.filed.get(at));
        let events = events.filter(|filed| like.wants(filed));
        let events = events.take(CANDIDATES_MAX).cloned().collect();
        Ok(Candidates { stems, events })
    }
}

/// What was worded like a text before, in what the reader sees: the wording that stands, the most
/// alike first.
///
/// # Errors
/// When the index is not ready, or the log cannot be read.
pub fn similar(seen: Seen<'_>, view: &Models, like: Like<'_>) -> Result<Vec<Alike>, Untold> {
    let app = seen.app();
    let candidates = app.search().sharing(app.log(), &like)?;
    let mut best = BTreeMap::new();
    for filed in &candidates.events {
        let own = is_own(view, like.asked_by, filed.envelope.stream);
        if own || !may_have(seen, view, filed) {
            continue;
        }
        let Some(alike) = compared(seen, view, filed, &candidates.stems)? else {
            continue;
        };
        let thing = (alike.stream, alike.finding, alike.point);
        let better = best
            .get(&thing)
            .is_none_or(|known: &Alike| is_more_alike(&alike, known));
        if better {
            best.insert(thing, alike);
        }
    }
    let mut all: Vec<Alike> = best.into_values().collect();
    all.sort_by_key(|one| std::cmp::Reverse((one.shared.len(), one.occurred_on, one.position)));
    all.truncate(like.most);
    Ok(all)
}

/// Whether a thing is what asks, or a recommendation made of nothing but what that found or learned.
fn is_own(view: &Models, asked_by: Option<StreamId>, thing: StreamId) -> bool {
    let Some(asked_by) = asked_by else {
        return false;
    };
    let made = view.recommendations.get(RecommendationId(thing.id));
    asked_by == thing || made.is_some_and(|one| view.is_only_of(one, asked_by))
}

fn is_more_alike(one: &Alike, other: &Alike) -> bool {
    (one.shared.len(), one.position) > (other.shared.len(), other.position)
}

/// The text of an event that shares most with some stems; none where it is too little to be alike.
fn compared(
    seen: Seen<'_>,
    view: &Models,
    filed: &Filed,
    stems: &BTreeSet<String>,
) -> Result<Option<Alike>, Untold> {
    let event = seen.event(view, filed.envelope.position)?;
    let said = said(seen.app().log(), &event)?;
    let mut best: Option<Alike> = None;
    for text in said.narrative {
        if replaced_by(view, filed, &text.field).is_some() {
            continue;
        }
        let mut theirs = BTreeMap::new();
        for token in telling(tokens(&text.words)) {
            theirs.entry(token.stem).or_insert(token.plain);
        }
        let of = theirs.len();
        let shared: Vec<String> = theirs
            .into_iter()
            .filter(|(stem, _)| stems.contains(stem))
            .map(|(_, word)| word)
            .collect();
        // Alike is what shares three words, and a third of the shorter text.
        let alike = shared.len() >= SHARED_MIN && shared.len() * 3 >= of.min(stems.len());
        let better = best
            .as_ref()
            .is_none_or(|known| known.shared.len() < shared.len());
        if alike && better {
            best = Some(Alike {
                position: filed.envelope.position,
                field: text.field,
                stream: filed.envelope.stream,
                kind: filed.kind,
                finding: filed.finding,
                point: filed.point,
                occurred_on: filed.envelope.occurred_on,
                shared,
                of,
            });
        }
    }
    Ok(best)
}
