//! A long, believable history, made by arithmetic and recorded through the real log.
//!
//! Every event comes from a command that the rules accepted, so the read models meet nothing they
//! would not meet in use. The same number of events is always the same history, byte for byte but
//! for salts and keys. Recorded time moves with the story, from 2015 to 2026, so that *as at* has
//! a past to show.

#![allow(dead_code, reason = "each bench uses a part of it")]

mod action;
mod audit_years;
mod plan;
mod story;
mod words;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use events::envelope::{Classification, Moment};
use events::event::SCHEMA;
use events::ids::{EventId, StreamId, StreamKind};
use events::log::{Commit, Expected, Log, MasterKey, Model, NewEvent, OpenOptions, Stored};
use events::world::{Given, World};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use story::{Step, Story};

/// The key of every generated folder. It protects nothing.
pub(crate) const MASTER_KEY: [u8; 32] = [7; 32];

/// The most events one commit takes here.
const COMMIT_EVENTS: usize = 1_000;

/// What generating took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filled {
    /// How many events.
    pub(crate) events: u64,
    /// How many commits they came in.
    pub(crate) commits: u64,
    /// How long it took, deciding and recording.
    pub(crate) took: Duration,
    /// The day of the last event.
    pub(crate) last_day: NaiveDate,
}

struct Nobody;

impl Model for Nobody {
    fn staged(&mut self, _: &Stored) {}
    fn committed(&mut self, _: &[Arc<Stored>]) {}
}

/// Records exactly so many events into a new folder.
///
/// # Panics
/// When a rule refuses a step of the story, or the disk fails: then there is nothing to measure.
pub(crate) fn fill(folder: &Path, events: u64) -> Filled {
    filled(folder, events, |partnership| {
        Story::new(partnership, events)
    })
}

/// Records five years of audits into a new folder: forty audits of twenty cases, looked at by
/// eight agencies each, with a round of self-assessment a year.
///
/// # Panics
/// When a rule refuses a step, or the disk fails: then there is nothing to measure.
pub(crate) fn fill_with_audits(folder: &Path) -> Filled {
    filled(folder, u64::MAX, Story::of_audits)
}

/// Records a register of 5,000 recommendations and 20,000 actions into a new folder.
///
/// # Panics
/// When a rule refuses a step, or the disk fails: then there is nothing to measure.
pub(crate) fn fill_with_register(folder: &Path) -> Filled {
    filled(folder, u64::MAX, Story::of_register)
}

fn filled(folder: &Path, events: u64, story: impl FnOnce(StreamId) -> Story) -> Filled {
    let begun = Instant::now();
    let micros = Arc::new(AtomicI64::new(
        moment_of(Story::FIRST_DAY).timestamp_micros(),
    ));
    let told = Arc::clone(&micros);
    let clock: events::log::Clock = Arc::new(move || {
        let now = told.fetch_add(1, Ordering::SeqCst);
        DateTime::from_timestamp_micros(now).unwrap_or_default()
    });
    let options = OpenOptions::new(folder, MasterKey::new(MASTER_KEY), clock);
    let (log, _) = Log::open(options, Nobody).expect("a new folder opens");
    let partnership = StreamId::new(StreamKind::Partnership, log.id().0);
    let mut scribe = Scribe::new(&log, events);
    let mut story = story(partnership);
    while scribe.left > 0 {
        let Some(step) = story.next_step() else {
            break;
        };
        if step.day != scribe.day || scribe.waiting.len() >= COMMIT_EVENTS {
            scribe.commit();
            let now = moment_of(step.day).timestamp_micros();
            micros.fetch_max(now, Ordering::SeqCst);
            scribe.day = step.day;
        }
        scribe.record(step);
    }
    scribe.commit();
    let (commits, last_day) = (scribe.commits, scribe.day);
    let events = events - scribe.left;
    log.close();
    Filled {
        events,
        commits,
        took: begun.elapsed(),
        last_day,
    }
}

/// The moment at which a day's events are recorded.
pub(crate) fn moment_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(15)
}

/// The middle of the story: half its days lie before it.
pub(crate) fn middle(filled: &Filled) -> DateTime<Utc> {
    let days = (filled.last_day - Story::FIRST_DAY).num_days();
    moment_of(Story::FIRST_DAY + TimeDelta::days(days / 2)) + TimeDelta::hours(1)
}

struct Scribe<'a> {
    log: &'a Log<Nobody>,
    world: World,
    waiting: Vec<NewEvent>,
    left: u64,
    commits: u64,
    day: NaiveDate,
    numbers: story::Numbers,
}

impl<'a> Scribe<'a> {
    fn new(log: &'a Log<Nobody>, left: u64) -> Self {
        Self {
            log,
            world: World::default(),
            waiting: Vec::new(),
            left,
            commits: 0,
            day: Story::FIRST_DAY,
            numbers: story::Numbers::new(99),
        }
    }

    fn record(&mut self, step: Step) {
        let given = Given {
            actor: step.actor.clone(),
            occurred_on: step.day,
            today: step.day,
            now: Moment::new(step.day.and_time(NaiveTime::MIN).and_utc()),
            reason: step.reason.clone(),
            decided_in: step.decided_in,
            late: false,
            identifiers_confirmed: false,
        };
        let word = step
            .command
            .to_parts()
            .map(|(word, _)| word)
            .unwrap_or_default();
        let events = self
            .world
            .decide(step.stream, step.command, &given)
            .unwrap_or_else(|refused| {
                panic!("{}: {word} to {}: {refused:?}", step.day, step.stream)
            });
        self.world.imagine(step.stream, &events, &given);
        for event in events {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            let (type_name, data) = event.to_stored().expect("an event is JSON");
            self.waiting.push(NewEvent {
                id: EventId(self.numbers.id(step.day)),
                stream: step.stream,
                type_name,
                schema: SCHEMA,
                occurred_on: step.day,
                actor: step.actor.clone(),
                reason: step.reason.clone(),
                decided_in: step.decided_in,
                correlation: Some(self.numbers.id(step.day)),
                causation: None,
                classification: Classification::default(),
                late: false,
                identifiers: Vec::new(),
                data,
                scopes: Vec::new(),
            });
        }
    }

    fn commit(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let events = std::mem::take(&mut self.waiting);
        let streams: BTreeSet<StreamId> = events.iter().map(|event| event.stream).collect();
        let commit = Commit {
            streams: streams
                .into_iter()
                .map(|stream| (stream, Expected::Any))
                .collect(),
            events,
            fingerprint: None,
        };
        self.log.append(commit).expect("the log records it");
        self.commits += 1;
    }
}
