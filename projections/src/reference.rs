//! How a model points at words it does not hold, at moments, and at other things.

use chrono::NaiveDate;
use events::envelope::{Envelope, Moment};
use events::ids::StreamId;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Where narrative stands: the event's position and the JSON pointer into its leaf.
///
/// Models hold no narrative, so an erasure needs no purge of them; a page asks the log for the
/// words when it shows them, and shows a withheld or erased one as such.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TextRef {
    /// The event's place in the log.
    pub position: u64,
    /// The field, such as `/data/text` or `/reason`.
    pub field: Cow<'static, str>,
}

impl TextRef {
    /// A field with a fixed name.
    pub const fn new(position: u64, field: &'static str) -> Self {
        Self {
            position,
            field: Cow::Borrowed(field),
        }
    }

    /// One field of one element of a list: `/data/problems/3/found`.
    pub fn element(position: u64, list: &str, index: usize, field: &str) -> Self {
        Self {
            position,
            field: Cow::Owned(format!("/data/{list}/{index}/{field}")),
        }
    }

    /// The event's reason.
    pub const fn reason(position: u64) -> Self {
        Self::new(position, "/reason")
    }

    /// The event's reason, where it has one.
    pub fn reason_of(envelope: &Envelope) -> Option<Self> {
        let position = envelope.position;
        envelope.reason.as_ref().map(|_| Self::reason(position))
    }
}

/// When something happened and when it was recorded, and by which event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Stamp {
    /// The event's place in the log.
    pub position: u64,
    /// The day it happened.
    pub occurred_on: NaiveDate,
    /// When it was recorded.
    pub recorded_at: Moment,
}

impl Stamp {
    /// The stamp of an event.
    pub const fn of(envelope: &Envelope) -> Self {
        Self {
            position: envelope.position,
            occurred_on: envelope.occurred_on,
            recorded_at: envelope.recorded_at,
        }
    }
}

/// A short word that many things share, such as a RAG letter; kept once and pointed at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(Arc<str>);

impl Word {
    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Word {
    fn from(word: &str) -> Self {
        Self(word.into())
    }
}

impl std::borrow::Borrow<str> for Word {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Words seen before, so that a million ratings share five letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words(std::collections::BTreeSet<Word>);

impl Words {
    pub(crate) fn keep(&mut self, word: &str) -> Word {
        if let Some(known) = self.0.get(word) {
            return known.clone();
        }
        let new = Word::from(word);
        self.0.insert(new.clone());
        new
    }
}

/// What a thing is called on a page, without asking the log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Label {
    /// The thing.
    pub stream: StreamId,
    /// Its reference, title or name, such as `1.2` or `Business plan 2026`; never narrative. Empty
    /// where it has none.
    pub name: String,
    /// Its words, for a page that shows them.
    pub words: Option<TextRef>,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageOf {
    /// How many rows to leave out first.
    pub offset: usize,
    /// How many rows at most.
    pub limit: usize,
}

impl PageOf {
    /// Everything.
    pub const ALL: Self = Self {
        offset: 0,
        limit: usize::MAX,
    };
}

impl Default for PageOf {
    fn default() -> Self {
        Self {
            offset: 0,
            limit: 50,
        }
    }
}

/// Part of a list, and how long the whole list is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The rows wanted.
    pub rows: Vec<T>,
    /// How many rows match in all.
    pub total: usize,
    /// How many rows were left out first.
    pub offset: usize,
}

impl<T> Page<T> {
    /// Cuts the wanted part, and only then shows each row in full.
    pub(crate) fn cut<S>(all: Vec<S>, wanted: PageOf, show: impl FnMut(S) -> T) -> Self {
        let total = all.len();
        let part = all.into_iter().skip(wanted.offset).take(wanted.limit);
        Self {
            rows: part.map(show).collect(),
            total,
            offset: wanted.offset,
        }
    }

    /// Cuts the wanted part out of all as they stand by a key that no two share. No more than that
    /// part is sorted, and each key is asked for once.
    pub(crate) fn sorted<S, K: Ord>(
        all: Vec<S>,
        wanted: PageOf,
        key: impl Fn(&S) -> K,
        show: impl FnMut(S) -> T,
    ) -> Self {
        let total = all.len();
        let mut keyed: Vec<(K, S)> = all.into_iter().map(|one| (key(&one), one)).collect();
        let by_key = |one: &(K, S), other: &(K, S)| one.0.cmp(&other.0);
        let until = wanted.offset.saturating_add(wanted.limit);
        if until < total {
            keyed.select_nth_unstable_by(until, by_key);
            keyed.truncate(until);
        }
        if wanted.offset < keyed.len() {
            keyed.select_nth_unstable_by(wanted.offset, by_key);
            keyed.drain(..wanted.offset);
        } else {
            keyed.clear();
        }
        keyed.sort_unstable_by(by_key);
        let rows = keyed.into_iter().map(|(_, one)| one).map(show).collect();
        Self {
            rows,
            total,
            offset: wanted.offset,
        }
    }
}

/// Sorts a list by group, and within each group by a key that is dear, as far as the part wanted
/// needs it: the rows of that part are the same as if all were sorted.
pub(crate) fn sort_part<T, G: Ord, K: Ord>(
    all: &mut [T],
    wanted: PageOf,
    group: impl Fn(&T) -> G,
    key: impl Fn(&T) -> K,
) {
    all.sort_by_key(&group);
    let until = wanted.offset.saturating_add(wanted.limit);
    let mut from = 0;
    for part in all.chunk_by_mut(|one, other| group(one) == group(other)) {
        let to = from + part.len();
        if from < until && to > wanted.offset {
            part.sort_by_cached_key(&key);
        }
        from = to;
    }
}

impl<T> Page<Option<T>> {
    /// Without the rows that turned out not to be there.
    pub(crate) fn known(self) -> Page<T> {
        Page {
            rows: self.rows.into_iter().flatten().collect(),
            total: self.total,
            offset: self.offset,
        }
    }
}
