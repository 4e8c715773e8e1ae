//! The trail: who did what, when it happened, when it was recorded, and why.
//!
//! A million events must fit in memory, so a row is about sixty bytes: actors, types, streams and
//! correlations are kept once and pointed at. Each stream has an index of its own; the whole log
//! is cut by recorded time (which never decreases) before anything is looked at.

use crate::Models;
use crate::reference::{Label, TextRef};
use crate::shared::Blocks;
use chrono::NaiveDate;
use events::envelope::{Actor, Classification, DecidedIn, Envelope, Moment, Role};
use events::ids::{AgencyId, EventId, StreamId, StreamKind};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

mod by_account;

#[cfg(test)]
mod tests;

/// How many rows stand in one block.
const BLOCK: usize = 8192;

/// The rows of how many things stand in one block. What is recorded of an old thing makes the block
/// anew once, so it is a small one.
const STREAMS: usize = 128;

/// Every event in short.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    /// Where positions begin, and where they begin again after events that are not in here. A
    /// trail of the whole log has one run; a reader who reaches only some things has several.
    runs: Vec<Run>,
    rows: Blocks<Short, BLOCK>,
    streams: Streams,
    of_stream: Blocks<Vec<u32>, STREAMS>,
    actors: Kept<Actor>,
    types: Kept<String>,
    correlations: Blocks<Uuid, BLOCK>,
    decisions: Kept<DecidedIn>,
    causes: BTreeMap<u32, EventId>,
    confirmed: Vec<u32>,
    late: Vec<u32>,
}

/// Rows whose positions follow each other without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// Its first row.
    index: u32,
    /// The position of that row.
    position: u64,
}

/// One event in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Short {
    id: EventId,
    recorded_at: i64,
    version: u32,
    stream: u32,
    actor: u32,
    correlation: u32,
    decided_in: u32,
    occurred_on: NaiveDate,
    type_name: u16,
    classification: Classification,
    late: bool,
    reason: bool,
}

/// Values seen before, each with a number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept<T> {
    numbers: BTreeMap<T, u32>,
    values: Vec<T>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self {
            numbers: BTreeMap::new(),
            values: Vec::new(),
        }
    }
}

impl<T: Ord + Clone> Kept<T> {
    fn number(&mut self, value: &T) -> u32 {
        // A value often follows itself.
        if self.values.last() == Some(value) {
            return number(self.values.len().saturating_sub(1));
        }
        if let Some(known) = self.numbers.get(value) {
            return *known;
        }
        let new = number(self.values.len());
        self.values.push(value.clone());
        self.numbers.insert(value.clone(), new);
        new
    }

    fn value(&self, number: u32) -> Option<&T> {
        self.values.get(usize::try_from(number).ok()?)
    }
}

/// Things by number. The order of the numbers is the order in which the things began, so the hash
/// that finds a number quickly is never walked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Streams {
    numbers: HashMap<StreamId, u32>,
    all: Vec<StreamId>,
}

impl Streams {
    fn number(&mut self, stream: StreamId) -> u32 {
        let new = number(self.all.len());
        let number = *self.numbers.entry(stream).or_insert(new);
        if number == new {
            self.all.push(stream);
        }
        number
    }

    fn value(&self, number: u32) -> Option<&StreamId> {
        self.all.get(usize::try_from(number).ok()?)
    }
}

/// What one request wrote stands together, so only the last number has to be looked at.
fn correlated(known: &mut Blocks<Uuid, BLOCK>, correlation: Uuid) -> u32 {
    if known.last() != Some(&correlation) {
        known.push(correlation);
    }
    number(known.len().saturating_sub(1))
}

/// Stands for "none" among the numbers of kept values.
const NONE: u32 = u32::MAX;

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}

/// Which of the two orders.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrailOrder {
    /// The oldest first: the story of a thing.
    #[default]
    OldestFirst,
    /// The newest first: what changed.
    NewestFirst,
}

/// Which events are wanted. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailFilter {
    /// Of this thing only.
    pub stream: Option<StreamId>,
    /// With what belongs to that thing: the audits of a year, the cases of an audit, the returns of
    /// a round of self-assessments.
    pub parts: bool,
    /// Of things of these kinds; all where empty.
    pub kinds: Vec<StreamKind>,
    /// Of these types, such as `rag_rated`; all where empty.
    pub types: Vec<String>,
    /// By somebody in this role.
    pub role: Option<Role>,
    /// By somebody acting for this agency.
    pub agency: Option<AgencyId>,
    /// Written together by this request.
    pub correlation: Option<Uuid>,
    /// Recorded at this moment or later.
    pub recorded_from: Option<Moment>,
    /// Recorded at this moment or earlier.
    pub recorded_to: Option<Moment>,
    /// Happened on this day or later.
    pub occurred_from: Option<NaiveDate>,
    /// Happened on this day or earlier.
    pub occurred_to: Option<NaiveDate>,
    /// Only entries flagged late.
    pub late: bool,
}

/// Which part of the trail is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrailPage {
    /// Which order.
    pub order: TrailOrder,
    /// Continue after this position (before it, newest first); from the end where none.
    pub after: Option<u64>,
    /// How many rows at most.
    pub limit: usize,
}

impl Default for TrailPage {
    fn default() -> Self {
        Self {
            order: TrailOrder::OldestFirst,
            after: None,
            limit: 50,
        }
    }
}

/// One event in the trail. Its words are asked for by position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrailRow {
    /// Its place in the log.
    pub position: u64,
    /// Its own id.
    pub id: EventId,
    /// The thing it is about, and what that is called now.
    pub thing: Label,
    /// Its place in the thing's own story.
    pub version: u64,
    /// What happened, such as `rag_rated`.
    #[serde(rename = "type")]
    pub type_name: String,
    /// The day it happened.
    pub occurred_on: NaiveDate,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// Who did it, in which role, for which agency.
    pub actor: Actor,
    /// Why.
    pub reason: Option<TextRef>,
    /// The meeting it was decided in.
    pub decided_in: Option<DecidedIn>,
    /// How openly it may be shown.
    pub classification: Classification,
    /// Entered into a reporting year that was already frozen.
    pub late: bool,
    /// What one request or journey wrote together.
    pub correlation: Option<Uuid>,
    /// The event that led to it.
    pub causation: Option<EventId>,
}

/// Part of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrailPart {
    /// The rows, in the order asked for.
    pub rows: Vec<TrailRow>,
    /// Where to continue: pass it as `after`. None at the end.
    pub next: Option<u64>,
}

impl Trail {
    pub(crate) fn apply(&mut self, envelope: &Envelope) {
        let index = number(self.len());
        if index == 0 || self.position(index) != envelope.position {
            self.runs.push(Run {
                index,
                position: envelope.position,
            });
        }
        let stream = self.streams.number(envelope.stream);
        let at = usize::try_from(stream).unwrap_or(usize::MAX);
        if at == self.of_stream.len() {
            self.of_stream.push(Vec::new());
        }
        if let Some(of_stream) = self.of_stream.get_mut(at) {
            of_stream.push(index);
        }
        if envelope.late {
            self.late.push(index);
        }
        if !envelope.identifiers.is_empty() {
            self.confirmed.push(index);
        }
        if let Some(cause) = envelope.causation {
            self.causes.insert(index, cause);
        }
        let correlation = envelope.correlation.as_ref();
        let decided_in = envelope.decided_in.as_ref();
        let type_name = self.types.number(&envelope.type_name);
        let short = Short {
            id: envelope.id,
            recorded_at: envelope.recorded_at.utc().timestamp_micros(),
            version: u32::try_from(envelope.version).unwrap_or(u32::MAX),
            stream,
            actor: self.actors.number(&envelope.actor),
            correlation: correlation.map_or(NONE, |c| correlated(&mut self.correlations, *c)),
            decided_in: decided_in.map_or(NONE, |d| self.decisions.number(d)),
            occurred_on: envelope.occurred_on,
            type_name: u16::try_from(type_name).unwrap_or(u16::MAX),
            classification: envelope.classification,
            late: envelope.late,
            reason: envelope.reason.is_some(),
        };
        self.rows.push(short);
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no event.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many events a thing has.
    pub fn versions(&self, stream: StreamId) -> usize {
        self.indexes(stream).len()
    }

    /// The types met so far, in the order of their words: for a filter.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        self.types.numbers.keys().map(String::as_str)
    }

    /// The positions of events with a text that looked like an identifier and was confirmed.
    pub fn with_confirmed_identifiers(&self) -> impl Iterator<Item = (u64, StreamId)> {
        let events = self.confirmed.iter();
        events.filter_map(|index| {
            let stream = self.streams.value(self.short(*index)?.stream)?;
            Some((self.position(*index), *stream))
        })
    }

    /// When the event at a position was recorded, and when it happened.
    pub fn recorded_at(&self, position: u64) -> Option<(Moment, NaiveDate)> {
        let short = self.short(self.index(position)?)?;
        Some((moment(short.recorded_at), short.occurred_on))
    }

    fn correlation(&self, number: u32) -> Option<Uuid> {
        let index = usize::try_from(number).ok()?;
        self.correlations.get(index).copied()
    }

    fn indexes(&self, stream: StreamId) -> &[u32] {
        let number = self.streams.numbers.get(&stream);
        let index = number.and_then(|number| usize::try_from(*number).ok());
        index
            .and_then(|index| self.of_stream.get(index))
            .map_or(&[], Vec::as_slice)
    }

    fn short(&self, index: u32) -> Option<&Short> {
        self.rows.get(usize::try_from(index).ok()?)
    }

    fn position(&self, index: u32) -> u64 {
        let after = self.runs.partition_point(|run| run.index <= index);
        let run = after.checked_sub(1).and_then(|at| self.runs.get(at));
        run.map_or(0, |run| {
            run.position + u64::from(index.saturating_sub(run.index))
        })
    }

    fn index(&self, position: u64) -> Option<u32> {
        let index = self.from(position);
        let here = self.short(index).is_some() && self.position(index) == position;
        here.then_some(index)
    }

    /// The index of the first event at a position or after it.
    fn from(&self, position: u64) -> u32 {
        let after = self.runs.partition_point(|run| run.position <= position);
        let next = (self.runs.get(after)).map_or_else(|| number(self.len()), |run| run.index);
        let Some(run) = after.checked_sub(1).and_then(|at| self.runs.get(at)) else {
            return next.min(self.runs.first().map_or(NONE, |run| run.index));
        };
        let index = u64::from(run.index) + (position - run.position);
        if after == self.runs.len() {
            return u32::try_from(index).unwrap_or(NONE);
        }
        u32::try_from(index).map_or(next, |index| index.min(next))
    }

    /// The position of the first event of a thing; none where there is none.
    pub fn begun_at(&self, stream: StreamId) -> Option<u64> {
        let first = self.indexes(stream).first()?;
        Some(self.position(*first))
    }

    /// The meetings and decisions that a thing's events rest on.
    pub fn rests_on(&self, stream: StreamId) -> impl Iterator<Item = DecidedIn> {
        let rows = self.indexes(stream).iter();
        let decided = rows.filter_map(|index| self.decisions.value(self.short(*index)?.decided_in));
        decided.copied()
    }

    /// The thing the event at a position is about; none where it is not in here.
    pub fn thing_at(&self, position: u64) -> Option<StreamId> {
        let short = self.short(self.index(position)?)?;
        self.streams.value(short.stream).copied()
    }

    /// The nearest events before and after a position that are in here.
    pub fn beside(&self, position: u64) -> (Option<u64>, Option<u64>) {
        let Some(index) = self.index(position) else {
            return (None, None);
        };
        let there = |index: u32| self.short(index).map(|_| self.position(index));
        (
            index.checked_sub(1).and_then(there),
            index.checked_add(1).and_then(there),
        )
    }

    /// The first row for which something holds that holds for every later row too.
    fn first(&self, holds: impl Fn(&Short) -> bool) -> u32 {
        let (mut low, mut high) = (0, number(self.len()));
        while low < high {
            let middle = low + (high - low) / 2;
            if self.short(middle).is_none_or(&holds) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }
}

/// A filter with its words replaced by numbers, so that a row is judged by comparing numbers.
struct Judge {
    types: Option<Vec<bool>>,
    actors: Option<Vec<bool>>,
    kinds: Option<Vec<bool>>,
}

impl Judge {
    fn new(trail: &Trail, filter: &TrailFilter) -> Self {
        let by_actor = filter.role.is_some() || filter.agency.is_some();
        let actor = |actor: &Actor| {
            filter.role.is_none_or(|role| actor.role() == Some(role))
                && (filter.agency).is_none_or(|agency| actor.agency() == Some(agency))
        };
        Self {
            types: (!filter.types.is_empty()).then(|| {
                let types = trail.types.values.iter();
                types.map(|t| filter.types.contains(t)).collect()
            }),
            actors: by_actor.then(|| trail.actors.values.iter().map(actor).collect()),
            kinds: (!filter.kinds.is_empty()).then(|| {
                let streams = trail.streams.all.iter();
                streams.map(|s| filter.kinds.contains(&s.kind)).collect()
            }),
        }
    }

    fn wants(&self, trail: &Trail, row: &Short, filter: &TrailFilter) -> bool {
        let yes = |list: &Option<Vec<bool>>, number: u32| {
            let index = usize::try_from(number).unwrap_or(usize::MAX);
            (list.as_ref()).is_none_or(|list| list.get(index).copied().unwrap_or(false))
        };
        yes(&self.types, u32::from(row.type_name))
            && yes(&self.actors, row.actor)
            && yes(&self.kinds, row.stream)
            && (filter.correlation)
                .is_none_or(|wanted| trail.correlation(row.correlation) == Some(wanted))
            && (!filter.late || row.late)
            && filter
                .occurred_from
                .is_none_or(|day| row.occurred_on >= day)
            && filter.occurred_to.is_none_or(|day| row.occurred_on <= day)
    }
}

impl Models {
    /// Part of the trail: of one thing, or of everything, filtered.
    pub fn trail_part(&self, filter: &TrailFilter, page: TrailPage) -> TrailPart {
        // One more than asked for tells whether there is a next part.
        let mut found = self.trail_found(filter, page, page.limit.saturating_add(1));
        let more = found.len() > page.limit;
        found.truncate(page.limit);
        let rows = found.into_iter().filter_map(|row| self.trail_show(row));
        let rows: Vec<_> = rows.collect();
        let next = rows.last().filter(|_| more).map(|row| row.position);
        TrailPart { rows, next }
    }

    /// The positions of all events that a filter lets through, ascending: many fit in memory where
    /// as many rows would not.
    pub fn trail_positions(&self, filter: &TrailFilter) -> Vec<u64> {
        let every = TrailPage {
            order: TrailOrder::OldestFirst,
            ..TrailPage::default()
        };
        let found = self.trail_found(filter, every, usize::MAX).into_iter();
        found.map(|index| self.trail.position(index)).collect()
    }

    /// Where the rows stand that a filter lets through, at most so many.
    fn trail_found(&self, filter: &TrailFilter, page: TrailPage, limit: usize) -> Vec<u32> {
        let trail = &self.trail;
        let judge = Judge::new(trail, filter);
        let (low, high) = trail.bounds(filter, page);
        let wanted = |index: &u32| {
            let row = trail.short(*index);
            row.is_some_and(|row| judge.wants(trail, row, filter))
        };
        let narrow = match filter.stream {
            Some(stream) if filter.parts => Some(Cow::Owned(self.with_parts(stream))),
            Some(stream) => Some(Cow::Borrowed(trail.indexes(stream))),
            None if filter.late => Some(Cow::Borrowed(trail.late.as_slice())),
            None => None,
        };
        match (narrow.as_deref(), page.order) {
            (Some(some), TrailOrder::OldestFirst) => {
                let some = within(some, low, high).iter().copied();
                some.filter(wanted).take(limit).collect()
            }
            (Some(some), TrailOrder::NewestFirst) => {
                let some = within(some, low, high).iter().rev().copied();
                some.filter(wanted).take(limit).collect()
            }
            (None, TrailOrder::OldestFirst) => (low..high).filter(wanted).take(limit).collect(),
            (None, TrailOrder::NewestFirst) => {
                let all = (low..high).rev();
                all.filter(wanted).take(limit).collect()
            }
        }
    }

    /// Where the events of a thing and of what belongs to it stand, in order.
    fn with_parts(&self, stream: StreamId) -> Vec<u32> {
        let mut things = self.belonging_to(stream);
        things.insert(stream);
        let indexes = things.iter().flat_map(|one| self.trail.indexes(*one));
        let mut all: Vec<u32> = indexes.copied().collect();
        all.sort_unstable();
        all
    }

    /// Whether anything belongs to a thing, so that its trail can be told with it.
    pub fn has_parts(&self, stream: StreamId) -> bool {
        self.belonging_to(stream).iter().any(|one| *one != stream)
    }

    /// The event at one position.
    pub fn trail_row(&self, position: u64) -> Option<TrailRow> {
        self.trail_show(self.trail.index(position)?)
    }

    fn trail_show(&self, index: u32) -> Option<TrailRow> {
        let trail = &self.trail;
        let (row, position) = (trail.short(index)?, trail.position(index));
        Some(TrailRow {
            position,
            id: row.id,
            thing: self.label(*trail.streams.value(row.stream)?),
            version: u64::from(row.version),
            type_name: trail.types.value(u32::from(row.type_name))?.clone(),
            occurred_on: row.occurred_on,
            recorded_at: moment(row.recorded_at),
            actor: trail.actors.value(row.actor)?.clone(),
            reason: row.reason.then(|| TextRef::reason(position)),
            decided_in: trail.decisions.value(row.decided_in).copied(),
            classification: row.classification,
            late: row.late,
            correlation: trail.correlation(row.correlation),
            causation: trail.causes.get(&index).copied(),
        })
    }
}

impl Trail {
    /// The first index wanted and the one after the last, by recorded time and the page's start.
    fn bounds(&self, filter: &TrailFilter, page: TrailPage) -> (u32, u32) {
        let micros = |moment: Moment| moment.utc().timestamp_micros();
        let mut low = filter
            .recorded_from
            .map_or(0, |from| self.first(|row| row.recorded_at >= micros(from)));
        let mut high = filter.recorded_to.map_or(number(self.len()), |to| {
            self.first(|row| row.recorded_at > micros(to))
        });
        match (page.after, page.order) {
            (Some(after), TrailOrder::OldestFirst) => {
                low = low.max(self.from(after.saturating_add(1)));
            }
            (Some(after), TrailOrder::NewestFirst) => {
                high = high.min(self.from(after));
            }
            (None, _) => {}
        }
        (low, high.max(low))
    }
}

/// The part of a rising list between two bounds, the upper one left out.
fn within(rising: &[u32], low: u32, high: u32) -> &[u32] {
    let from = rising.partition_point(|index| *index < low);
    let to = rising.partition_point(|index| *index < high);
    rising.get(from..to).unwrap_or(&[])
}

fn moment(micros: i64) -> Moment {
    Moment::new(chrono::DateTime::from_timestamp_micros(micros).unwrap_or_default())
}
