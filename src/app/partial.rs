//! Copies of the models with only what some readers reach, kept and folded on as the log grows.
//!
//! A copy holds nothing that its readers may not see, so no list, count or label made from it can
//! speak of it. It is folded on while its readers' reach only grows by new things, and made afresh
//! when something they did not reach before comes into it, or leaves.

use super::App;
use super::view::View;
use events::envelope::{Envelope, Moment};
use events::everywhere::{Reach, Sight};
use events::ids::StreamId;
use events::log::ReadError;
use projections::Models;
use projections::sight::Reached;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many copies are kept: one for each agency with people signed in, and a few past moments.
const PARTS_KEPT: usize = 32;

/// Whose part, and of which moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) sight: Sight,
    pub(super) as_at: Option<Moment>,
}

/// One copy, and how far it was folded.
struct Part {
    key: Key,
    reached: Reached,
    until: u64,
    models: Arc<Models>,
}

/// The copies, the one used last at the end.
#[derive(Default)]
pub(super) struct Parts {
    kept: Mutex<Vec<Part>>,
    /// Held while a copy of the present is made or folded on, so that readers who come meanwhile
    /// wait for it instead of each making one of their own.
    folding: Mutex<()>,
}

impl Parts {
    fn lock(&self) -> MutexGuard<'_, Vec<Part>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn folding(&self) -> MutexGuard<'_, ()> {
        self.folding.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A copy that is as new as the record, where there is one: what its readers reach has not
    /// changed then either, and need not be walked through again.
    fn current(&self, key: &Key, until: u64) -> Option<Arc<Models>> {
        let mut parts = self.lock();
        let at = parts
            .iter()
            .position(|part| part.key == *key && part.until >= until)?;
        let part = parts.remove(at);
        let models = Arc::clone(&part.models);
        parts.push(part);
        Some(models)
    }

    /// Takes a copy out, to be put back once it is as new as it has to be.
    fn take(&self, key: &Key) -> Option<Part> {
        let mut parts = self.lock();
        let at = parts.iter().position(|part| part.key == *key)?;
        Some(parts.remove(at))
    }

    /// Puts a copy back, unless another reader has put back a newer one meanwhile.
    fn put(&self, part: Part) {
        let mut parts = self.lock();
        if let Some(at) = parts.iter().position(|known| known.key == part.key) {
            if parts.get(at).is_some_and(|known| known.until > part.until) {
                return;
            }
            parts.remove(at);
        }
        while parts.len() >= PARTS_KEPT {
            parts.remove(0);
        }
        parts.push(part);
    }
}

impl App {
    /// The part of the record that a reader reaches now, which may be all of it.
    pub(super) fn part(&self, key: Key) -> Result<View<'_>, ReadError> {
        let last = |live: &Models| live.last().map_or(0, |last| last.position);
        {
            let live = self.live();
            if let Some(models) = self.parts.current(&key, last(&live)) {
                return Ok(View::Copy(models));
            }
            let whole = key.sight.reach() == Reach::Everything;
            if whole && live.reached(&key.sight).is_everything() {
                return self.whole(live, key.as_at);
            }
        }
        let _folding = key.as_at.is_none().then(|| self.parts.folding());
        let (reached, until) = {
            let live = self.live();
            let until = last(&live);
            if let Some(models) = self.parts.current(&key, until) {
                return Ok(View::Copy(models));
            }
            (live.reached(&key.sight), until)
        };
        self.made(key, reached, until).map(View::Copy)
    }

    /// The part of the record that `reached` says, with everything up to a position.
    fn made(&self, key: Key, reached: Reached, until: u64) -> Result<Arc<Models>, ReadError> {
        let kept = self.parts.take(&key);
        let current = |part: &Part| part.reached == reached && part.until >= until;
        let part = match kept {
            Some(part) if current(&part) => part,
            Some(part) if part.reached == reached && part.is_past() => Part { until, ..part },
            Some(part) if !part.is_past() && self.grew(&part, &reached) => {
                self.folded_on(part, reached, until)?
            }
            Some(_) | None => self.folded(key, reached, until)?,
        };
        let models = Arc::clone(&part.models);
        // A moment that has not passed yet may still get events, so it is not kept.
        if part.key.as_at.is_none_or(|moment| self.has_passed(moment)) {
            self.parts.put(part);
        }
        Ok(models)
    }

    /// Whether a copy only lacks events that came after it.
    fn grew(&self, part: &Part, reached: &Reached) -> bool {
        let live = self.live();
        let began = |thing: StreamId| {
            live.trail
                .begun_at(thing)
                .is_some_and(|position| position > part.until)
        };
        reached.grew_from(&part.reached, began)
    }

    fn folded_on(&self, part: Part, reached: Reached, until: u64) -> Result<Part, ReadError> {
        let mut models = part.models;
        let grown = Arc::make_mut(&mut models);
        self.fold(grown, &reached, part.until..=until, None)?;
        Ok(Part {
            key: part.key,
            reached,
            until,
            models,
        })
    }

    fn folded(&self, key: Key, reached: Reached, until: u64) -> Result<Part, ReadError> {
        let mut models = Models::partial();
        self.fold(&mut models, &reached, 0..=until, key.as_at)?;
        Ok(Part {
            key,
            reached,
            until,
            models: Arc::new(models),
        })
    }

    /// Folds what is reached and stands after the first position, up to the last. What was
    /// recorded since is left for the next reader: `reached` knows nothing of it.
    fn fold(
        &self,
        models: &mut Models,
        reached: &Reached,
        positions: RangeInclusive<u64>,
        as_at: Option<Moment>,
    ) -> Result<(), ReadError> {
        let wanted = |envelope: &Envelope| {
            envelope.position <= *positions.end() && reached.touches(envelope.stream)
        };
        self.each(positions.start() + 1, as_at, wanted, |recorded| {
            if reached.shows(recorded) {
                models.apply(recorded);
            }
        })
    }
}

impl Part {
    /// Whether it shows a past moment, to which nothing is added any more.
    const fn is_past(&self) -> bool {
        self.key.as_at.is_some()
    }
}
