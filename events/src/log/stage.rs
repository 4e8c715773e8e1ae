//! Giving a decided commit its places: what it expects is checked, its words are sealed, and its
//! lines are written behind those of the group.

use super::commit::{AppendError, Appended, Commit, Retry};
use super::erasing;
use super::leaf::{self, Place};
use super::line::{self, Beside, Durable};
use super::seal::{self, Sealed};
use super::shared::{Model, locked};
use super::stored::Stored;
use super::writer::{Group, Writer};
use super::{COMMIT_BYTES_MAX, COMMIT_EVENTS_MAX};
use crate::envelope::{Envelope, Moment};
use crate::ids::EventId;
use std::collections::HashSet;
use std::sync::Arc;

impl<M: Model> Writer<M> {
    /// The event with this id, staged or recorded.
    fn find(&self, id: EventId, group: &Group<M>) -> Result<Option<Arc<Stored>>, AppendError> {
        if let Some(event) = group.ids.get(&id).and_then(|nth| group.events.get(*nth)) {
            return Ok(Some(event.clone()));
        }
        let unreadable = |error: super::ReadError| AppendError::Stopped(error.to_string());
        if !self.seen.may_hold(id) {
            return Ok(None);
        }
        match self.shared.position(id).map_err(unreadable)? {
            Some(position) => self.shared.event(position).map(Some).map_err(unreadable),
            None => Ok(None),
        }
    }

    /// The answer to a command that was recorded before.
    pub(super) fn recorded(
        &self,
        retry: &Retry,
        group: &Group<M>,
    ) -> Result<Option<Appended>, AppendError> {
        let Some(event) = self.find(retry.first, group)? else {
            return Ok(None);
        };
        if !self.same(&event, &seal::fingerprinted(&retry.fingerprint))? {
            let (id, position) = (retry.first, event.position());
            return Err(AppendError::OtherContent { id, position });
        }
        let (first, last) = event.commit;
        if first <= group.durable {
            let read = self.shared.commit_of(&event);
            return read
                .map(Some)
                .map_err(|error| AppendError::Stopped(error.to_string()));
        }
        let of = |event: &&Arc<Stored>| (first..=last).contains(&event.position());
        let events = group.events.iter().filter(of);
        let (positions, versions) = events
            .map(|event| (event.position(), event.envelope.version))
            .unzip();
        Ok(Some(Appended {
            positions,
            versions,
            already: true,
        }))
    }

    /// Whether a found event is what is compared with it. The key may be one of this group.
    fn same(&self, event: &Stored, compared: &[u8]) -> Result<bool, AppendError> {
        match self.ring.by_id(event.key) {
            Some(key) => Ok(key.mac(&[compared]) == event.mac),
            None => self.shared.same(event, compared),
        }
    }

    /// Checks a commit, seals it and gives its events their places.
    pub(super) fn stage(
        &mut self,
        commit: Commit,
        now: Moment,
        group: &mut Group<M>,
    ) -> Result<Appended, AppendError> {
        let count = commit.events.len();
        if count > COMMIT_EVENTS_MAX {
            let limit = COMMIT_EVENTS_MAX;
            return Err(AppendError::TooLarge {
                what: "a commit",
                actual: count,
                limit,
            });
        }
        if let Some(answer) = self.resent(&commit, group)? {
            return Ok(answer);
        }
        self.expected(&commit)?;
        let (lines, events) = (group.lines.len(), group.events.len());
        let written = self.write_commit(commit, now, group);
        if written.is_err() {
            // All of it or nothing.
            group.lines.truncate(lines);
            for event in group.events.drain(events..).rev() {
                let stream = event.envelope.stream;
                self.heads.insert(stream, event.envelope.version - 1);
            }
        }
        written?;
        let mut answer = Appended {
            positions: Vec::with_capacity(count),
            versions: Vec::with_capacity(count),
            already: false,
        };
        if count > 0 {
            self.last = now;
        }
        for (nth, event) in group.events.iter().enumerate().skip(events) {
            answer.positions.push(event.position());
            answer.versions.push(event.envelope.version);
            group.ids.insert(event.envelope.id, nth);
            self.seen.add(event.envelope.id);
            self.model.staged(event);
        }
        Ok(answer)
    }

    /// Seals the events of a commit and writes their lines. After an error a part is written.
    fn write_commit(
        &mut self,
        commit: Commit,
        now: Moment,
        group: &mut Group<M>,
    ) -> Result<(), AppendError> {
        let fingerprint = commit.fingerprint.as_deref();
        let start = group.lines.len();
        let first = group.durable + group.events.len() as u64 + 1;
        let count = commit.events.len() as u64;
        let span = (first, first + count - u64::from(count > 0));
        for (mut event, position) in commit.events.into_iter().zip(first..) {
            if erasing::erases(&event.type_name) {
                let keys = locked!(self.shared.keys.read());
                erasing::name_keys(&mut event, &keys, &self.ring)?;
            }
            let room = &mut self.sealing;
            let sealed = {
                let keys = locked!(self.shared.keys.read());
                seal::seal(&mut event, fingerprint, &keys, &mut self.ring, room)?
            };
            let head = self.heads.get(&event.stream).copied().unwrap_or(0);
            let place = Place {
                position,
                recorded_at: now,
                version: head + 1,
            };
            let beside = Beside {
                commit: span,
                durable: Durable(group.durable),
                key: sealed.key,
                mac: &sealed.mac,
                texts: &sealed.texts,
            };
            let placed = place_event(event, &sealed, place, &beside, &room.data, &mut group.lines)?;
            self.heads.insert(placed.envelope.stream, head + 1);
            group.events.push(Arc::new(placed));
            let actual = group.lines.len() - start;
            if actual > COMMIT_BYTES_MAX {
                let limit = COMMIT_BYTES_MAX;
                return Err(AppendError::TooLarge {
                    what: "a commit",
                    actual,
                    limit,
                });
            }
        }
        Ok(())
    }

    /// The original answer, when every id was recorded before with the same content.
    fn resent(&self, commit: &Commit, group: &Group<M>) -> Result<Option<Appended>, AppendError> {
        let mut seen = HashSet::new();
        let (mut known, mut new) = (None, None);
        let mut answer = Appended {
            already: true,
            ..Appended::default()
        };
        for event in &commit.events {
            // Alone it cannot stand twice.
            if commit.events.len() > 1 && !seen.insert(event.id) {
                return Err(AppendError::SameIdTwice(event.id));
            }
            let Some(found) = self.find(event.id, group)? else {
                new = new.or(Some(event.id));
                continue;
            };
            let compared = seal::compared(event, commit.fingerprint.as_deref())?;
            if found.envelope.stream != event.stream || !self.same(&found, &compared)? {
                let (id, position) = (event.id, found.position());
                return Err(AppendError::OtherContent { id, position });
            }
            known = known.or(Some(event.id));
            answer.positions.push(found.position());
            answer.versions.push(found.envelope.version);
        }
        match (known, new) {
            (Some(known), Some(new)) => Err(AppendError::PartlyRecorded { known, new }),
            (Some(_), None) => Ok(Some(answer)),
            (None, _) => Ok(None),
        }
    }

    fn expected(&self, commit: &Commit) -> Result<(), AppendError> {
        let mut named = HashSet::new();
        for (stream, expected) in &commit.streams {
            if commit.streams.len() > 1 && !named.insert(*stream) {
                return Err(AppendError::StreamTwice(*stream));
            }
            let actual = self.heads.get(stream).copied().unwrap_or(0);
            if !expected.holds(actual) {
                let (stream, expected) = (*stream, *expected);
                return Err(AppendError::Conflict {
                    stream,
                    expected,
                    actual,
                });
            }
        }
        let unnamed = commit
            .events
            .iter()
            .find(|event| match &commit.streams[..] {
                [(only, _)] => *only != event.stream,
                _ => !named.contains(&event.stream),
            });
        unnamed.map_or(Ok(()), |event| {
            Err(AppendError::NoExpectation(event.stream))
        })
    }
}

/// Writes an event at its place.
fn place_event(
    event: super::NewEvent,
    sealed: &Sealed,
    place: Place,
    beside: &Beside<'_>,
    data: &str,
    lines: &mut String,
) -> Result<Stored, AppendError> {
    let unwritable = |message: String| AppendError::Unwritable {
        id: event.id,
        message,
    };
    let from = lines.len();
    let mut data_at = 0..0;
    let written = line::write_event(beside, lines, |out| {
        let written = leaf::write(&event, data, sealed.reason.as_ref(), Some(place), out);
        data_at = written.map_err(|error| unwritable(error.to_string()))?;
        Ok(())
    })?;
    let line = lines.get(from..lines.len() - 1);
    let line = line.unwrap_or_default().into();
    Ok(Stored {
        envelope: Envelope {
            actor: event.actor,
            causation: event.causation,
            classification: event.classification,
            correlation: event.correlation,
            decided_in: event.decided_in,
            id: event.id,
            identifiers: event.identifiers,
            late: event.late,
            occurred_on: event.occurred_on,
            position: place.position,
            reason: sealed.reason.clone(),
            recorded_at: place.recorded_at,
            schema: event.schema,
            stream: event.stream,
            type_name: event.type_name,
            version: place.version,
        },
        line,
        leaf_at: written.leaf_at,
        data_at: (data_at.start - from, data_at.end - from),
        texts_at: written.texts_at,
        commit: beside.commit,
        key: sealed.key,
        mac: sealed.mac,
    })
}
