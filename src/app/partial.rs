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
use projections::stages::Stages;
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
    /// Where past moments of it are folded on from; none of a past moment itself.
    stages: Stages,
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

    /// How far the copy of the present with a sight was folded, over what, and its stages.
    fn stages(&self, sight: &Sight) -> Option<(Reached, u64, Stages)> {
        let parts = self.lock();
        let mut parts = parts.iter();
        let part = parts.find(|part| part.key.sight == *sight && !part.is_past())?;
        Some((part.reached.clone(), part.until, part.stages.clone()))
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
            Some(part) if !part.is_past() && self.grew(&part.reached, part.until, &reached) => {
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

    /// Whether a copy of what was reached, up to a position, only lacks events that came after it.
    fn grew(&self, before: &Reached, until: u64, reached: &Reached) -> bool {
        let live = self.live();
        let began = |thing: StreamId| {
            live.trail
                .begun_at(thing)
                .is_some_and(|position| position > until)
        };
        reached.grew_from(before, began)
    }

    fn folded_on(&self, part: Part, reached: Reached, until: u64) -> Result<Part, ReadError> {
        let (mut models, mut stages) = (part.models, part.stages);
        let grown = Arc::make_mut(&mut models);
        let new = part.until + 1..=until;
        self.fold(grown, &reached, new, None, |models| stages.pass(models))?;
        Ok(Part {
            key: part.key,
            reached,
            until,
            models,
            stages,
        })
    }

    fn folded(&self, key: Key, reached: Reached, until: u64) -> Result<Part, ReadError> {
        let mut stages = Stages::default();
        let begun = key
            .as_at
            .and_then(|moment| self.stage_of(&key.sight, &reached, moment));
        let mut models = begun.map_or_else(Models::partial, |stage| Models::clone(&stage));
        let from = models.last().map_or(1, |last| last.position + 1);
        let past = key.as_at.is_some();
        self.fold(&mut models, &reached, from..=until, key.as_at, |models| {
            if !past {
                stages.pass(models);
            }
        })?;
        Ok(Part {
            key,
            reached,
            until,
            models: Arc::new(models),
            stages,
        })
    }

    /// The latest stage before a moment of the copy of the present with a sight, where that copy
    /// holds what is reached now.
    fn stage_of(&self, sight: &Sight, reached: &Reached, moment: Moment) -> Option<Arc<Models>> {
        let (before, until, stages) = self.parts.stages(sight)?;
        let holds = before == *reached || self.grew(&before, until, reached);
        let stage = holds.then(|| stages.before(moment).cloned());
        stage.flatten()
    }

    /// Folds what is reached and stands at these positions, and tells of each step. What was
    /// recorded since is left for the next reader: `reached` knows nothing of it.
    fn fold(
        &self,
        models: &mut Models,
        reached: &Reached,
        positions: RangeInclusive<u64>,
        as_at: Option<Moment>,
        mut passed: impl FnMut(&Models),
    ) -> Result<(), ReadError> {
        let wanted = |envelope: &Envelope| {
            envelope.position <= *positions.end() && reached.touches(envelope.stream)
        };
        self.each(*positions.start(), as_at, wanted, |recorded| {
            if reached.shows(recorded) {
                models.apply(recorded);
                passed(models);
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
