//! What the writer thread carries: the state rules ask, and the models pages read.

use super::gone::Gone;
use super::instruction::{ExecuteError, Instruction};
use crate::search::Search;
use events::event::{DecodeError, Event, Recorded};
use events::ids::{KeyId, StreamId};
use events::log::{Model, Stored};
use events::world::World;
use projections::Models;
use projections::stages::Stages;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// What the writer carries: the state rules ask, and the models pages read.
pub struct Engine {
    pub(super) world: World,
    models: Arc<RwLock<Models>>,
    stages: Arc<Mutex<Stages>>,
    versions: HashMap<StreamId, u64>,
    staged: Vec<Recorded>,
    search: Arc<Search>,
    gone: Arc<Gone>,
}

impl Engine {
    /// Knows nothing yet; pages read `models`, pages of a past moment begin at one of the `stages`,
    /// and `search` is told of what is recorded and erased.
    pub(super) fn new(
        models: Arc<RwLock<Models>>,
        stages: Arc<Mutex<Stages>>,
        search: Arc<Search>,
        gone: Arc<Gone>,
    ) -> Self {
        Self {
            world: World::default(),
            models,
            stages,
            versions: HashMap::new(),
            staged: Vec::new(),
            search,
            gone,
        }
    }

    fn take(&mut self, stored: &Stored) -> Result<(), DecodeError> {
        self.versions
            .insert(stored.envelope.stream, stored.envelope.version);
        let recorded = decode(stored)?;
        self.gone.note(&recorded);
        self.world.evolve(&recorded);
        self.staged.push(recorded);
        Ok(())
    }

    /// A stale writer is told so before any rule speaks: what it was going to break may be old.
    pub(super) fn expect(&self, instructions: &[Instruction]) -> Result<(), ExecuteError> {
        for one in instructions {
            let actual = self.versions.get(&one.stream).copied().unwrap_or(0);
            if one.expected.is_some_and(|expected| expected != actual) {
                return Err(ExecuteError::Conflict {
                    stream: one.stream,
                    actual,
                });
            }
        }
        Ok(())
    }
}

impl Model for Engine {
    fn staged(&mut self, stored: &Stored) {
        if let Err(fault) = self.take(stored) {
            // Only events this program has just written are staged, so this is a fault of ours.
            tracing::error!(%fault, "an event just written cannot be read");
        }
    }

    fn committed(&mut self, _: &[Arc<Stored>]) {
        let mut models = self.models.write().unwrap_or_else(PoisonError::into_inner);
        for recorded in self.staged.drain(..) {
            models.apply(&recorded);
        }
        let stages = self.stages.lock();
        stages.unwrap_or_else(PoisonError::into_inner).pass(&models);
        drop(models);
        self.search.recorded();
    }

    fn erased(&mut self, key: KeyId) {
        self.search.erased(key);
    }

    fn replayed(&mut self, stored: &Arc<Stored>) -> Result<(), String> {
        self.take(stored).map_err(|fault| {
            format!("{fault}; nothing is ever skipped, so this needs the program that wrote it")
        })?;
        self.committed(&[]);
        Ok(())
    }
}

/// Reads a stored event.
///
/// # Errors
/// When it was written by a newer program, or cannot be read.
pub fn decode(stored: &Stored) -> Result<Recorded, DecodeError> {
    let event = Event::decode(&stored.envelope, stored.data())?;
    Ok(Recorded {
        envelope: stored.envelope.clone(),
        event,
    })
}
