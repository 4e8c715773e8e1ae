//! What pages read: the models now, or as they stood at a past moment.

use super::App;
use super::engine::decode;
use events::envelope::Moment;
use events::event::Recorded;
use events::log::ReadError;
use projections::Models;
use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLockReadGuard};

/// How many past moments are kept folded for readers.
const PAST_MOMENTS_KEPT: usize = 4;

/// How many events are read from the log at once.
const READ_BATCH: usize = 1024;

/// A moment somebody looks at the record: now, or a past one.
pub enum View<'a> {
    /// Now.
    Live(RwLockReadGuard<'a, Models>),
    /// A past moment, folded into a copy of its own.
    Past(Arc<Models>),
}

impl Deref for View<'_> {
    type Target = Models;
    fn deref(&self) -> &Models {
        match self {
            Self::Live(models) => models,
            Self::Past(models) => models,
        }
    }
}

impl App {
    /// The models now, or as at a past moment of recorded time.
    ///
    /// # Errors
    /// When the log cannot be read back.
    pub fn view(&self, as_at: Option<Moment>) -> Result<View<'_>, ReadError> {
        match as_at {
            None => Ok(View::Live(
                self.models.read().unwrap_or_else(PoisonError::into_inner),
            )),
            Some(moment) => self.past(moment).map(View::Past),
        }
    }

    fn past(&self, moment: Moment) -> Result<Arc<Models>, ReadError> {
        let mut kept = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, models)) = kept.iter().find(|(at, _)| *at == moment) {
            return Ok(Arc::clone(models));
        }
        let mut models = Models::default();
        self.each_until(moment, |recorded| models.apply(recorded))?;
        let models = Arc::new(models);
        // A moment that has not passed yet may still get events, so it is not kept.
        if moment.utc() < self.clock.now() {
            if kept.len() >= PAST_MOMENTS_KEPT {
                kept.remove(0);
            }
            kept.push((moment, Arc::clone(&models)));
        }
        Ok(models)
    }

    /// Gives every event recorded up to a moment, oldest first.
    fn each_until(
        &self,
        moment: Moment,
        mut visit: impl FnMut(&Recorded),
    ) -> Result<(), ReadError> {
        let mut from = 1;
        loop {
            let batch = self.log.read(from, READ_BATCH)?;
            if batch.is_empty() {
                return Ok(());
            }
            for stored in &batch {
                if stored.envelope.recorded_at > moment {
                    return Ok(());
                }
                let recorded = decode(stored).map_err(|fault| ReadError::Damaged {
                    position: stored.position(),
                    message: fault.to_string(),
                })?;
                visit(&recorded);
                from = stored.position() + 1;
            }
        }
    }
}
