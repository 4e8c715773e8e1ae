//! Full-text search over what the record says: narrative and labels, stemmed, with phrases.
//!
//! A projection like any other, rebuilt from the log, with what an erasure asks of it:
//!
//! - It stands in memory alone. Nothing of it is ever written, so nothing is left on a disk.
//! - It holds no text, only which words stand where. What is shown is asked of the log, under the
//!   reader's own sight, when it is shown.
//! - When a key is destroyed, every word sealed under it is out of the index, and out of memory,
//!   before whoever erased it is answered: [`Search::erased`].
//! - What a reader may not see is left out before anything is counted, marked or told: [`find()`].
//! - What is looked for is never written into a log, a metric, an error or an address.
//!
//! It is prepared in the background once a server has started ([`prepare`]); from then on each
//! commit is taken in just after it is recorded, and a search takes in what is still missing
//! before it looks, so what was recorded can be found at once.

mod find;
mod index;
mod kind;
mod marked;
mod query;
mod said;
mod similar;
mod words;

#[cfg(test)]
mod tests;

pub use find::{Asked, Hit, Passage, Results, find};
pub use kind::Kind;
pub use marked::Piece;
pub use query::{CHARACTERS_MAX, Query, Unfit};
pub use similar::{Alike, Like, similar};

use crate::app::{App, Engine};
use events::ids::KeyId;
use events::log::{Log, ReadError};
use index::{Found, Index};
use said::{Filed, Standing, said};
use std::collections::BTreeMap;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

/// How many events are taken in at once. An erasure waits for no more than these.
const BATCH: usize = 512;

/// How long a search waits for the index to be prepared, before it says that it is not.
const PREPARED_WITHIN: Duration = Duration::from_secs(4);

/// Why nothing was looked for.
#[derive(Debug, thiserror::Error)]
pub enum Untold {
    /// There is nothing to look for, or too much.
    #[error("{}", .0.message())]
    Unfit(Unfit),
    /// The index is not ready yet.
    #[error("the search is being prepared")]
    BeingPrepared,
    /// The index broke down; it is made anew.
    #[error("the search broke down and is being prepared anew")]
    BrokeDown,
    /// The log could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// The index over everything the record says, for all readers.
#[derive(Default)]
pub struct Search {
    held: Mutex<Held>,
    prepared: Condvar,
    feeding: Mutex<Option<Feeding>>,
}

/// What takes in new events, and how it is woken.
struct Feeding {
    wake: SyncSender<()>,
    thread: JoinHandle<()>,
}

/// The index, and what is known of the events in it.
#[derive(Default)]
struct Held {
    index: Option<Index>,
    filed: BTreeMap<u64, Arc<Filed>>,
    standing: Standing,
    /// The position up to which events were taken in.
    until: u64,
    /// Events of which something was erased, to be looked at again for what is left.
    again: Vec<u64>,
    /// Whether everything recorded had been taken in once.
    ready: bool,
}

/// What fits a search, for whoever may see it.
pub struct Matched {
    query: Query,
    events: Vec<(Arc<Filed>, Found)>,
}

/// How large the index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many events stand in it.
    pub events: usize,
    /// How much memory it takes, in bytes, beside what is known of each event.
    pub bytes: u64,
}

impl Search {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in everything recorded that it has not taken in yet.
    ///
    /// # Errors
    /// When the log cannot be read, or the index broke down; it is then made anew the next time.
    pub fn catch_up(&self, log: &Log<Engine>) -> Result<(), Untold> {
        while self.held().batch(log)? {}
        self.held().ready = true;
        self.prepared.notify_all();
        Ok(())
    }

    /// What fits what somebody typed.
    ///
    /// # Errors
    /// When nothing can be looked for, or not yet.
    pub fn matching(&self, log: &Log<Engine>, typed: &str) -> Result<Matched, Untold> {
        let query = Query::read(typed).map_err(Untold::Unfit)?;
        let held = self.up_to_date(log, PREPARED_WITHIN)?;
        let index = held.index.as_ref().ok_or(Untold::BeingPrepared)?;
        let found = index.matching(&query).map_err(|_| Untold::BrokeDown)?;
        let events = found.into_iter().filter_map(|(position, found)| {
            let filed = held.filed.get(&position)?;
            Some((Arc::clone(filed), found))
        });
        let events = events.collect();
        Ok(Matched { query, events })
    }

    /// The index as far as the record goes now, where it is prepared by then.
    fn up_to_date(
        &self,
        log: &Log<Engine>,
        within: Duration,
    ) -> Result<MutexGuard<'_, Held>, Untold> {
        let mut held = self.held();
        if !held.ready && self.is_fed() {
            let waited = self
                .prepared
                .wait_timeout_while(held, within, |held| !held.ready);
            (held, _) = waited.unwrap_or_else(PoisonError::into_inner);
            if !held.ready {
                return Err(Untold::BeingPrepared);
            }
        }
        // Where nothing prepares it in the background, whoever searches first does.
        while held.batch(log)? {}
        held.ready = true;
        Ok(held)
    }

    /// Lets go of every word that was sealed under a key that was destroyed. When this returns, no
    /// search finds it and the index holds nothing of it.
    ///
    /// The log calls this for every key it destroys, whoever asked for it.
    pub fn erased(&self, key: KeyId) {
        if self.held().erase(key).is_err() {
            // Nothing is found in an index that is not there.
            *self.held() = Held::default();
        }
    }

    /// Whether it is prepared in the background; wakes what does that.
    fn is_fed(&self) -> bool {
        self.recorded();
        let feeding = self.feeding.lock().unwrap_or_else(PoisonError::into_inner);
        feeding.is_some()
    }

    /// That something was recorded: it is taken in in the background, where that is prepared.
    pub(crate) fn recorded(&self) {
        let feeding = self.feeding.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(feeding) = &*feeding {
            // Where it was woken already, it will see this too.
            let _ = feeding.wake.try_send(());
        }
    }

    /// Stops taking in events in the background.
    pub fn stop(&self) {
        let mut feeding = self.feeding.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(Feeding { wake, thread }) = feeding.take() else {
            return;
        };
        drop((wake, feeding));
        if thread.thread().id() != std::thread::current().id() {
            // It says itself what went wrong.
            let _ = thread.join();
        }
    }

    /// How large the index is.
    pub fn size(&self) -> Size {
        let held = self.held();
        Size {
            events: held.filed.len(),
            bytes: held.index.as_ref().map_or(0, Index::bytes),
        }
    }
}

impl Held {
    /// Takes in the next events; answers whether there may be more.
    fn batch(&mut self, log: &Log<Engine>) -> Result<bool, Untold> {
        if self.until >= log.size() && self.again.is_empty() {
            return Ok(false);
        }
        let taken = self.take_in(log);
        if taken.is_err() {
            *self = Self::default();
        }
        taken
    }

    fn take_in(&mut self, log: &Log<Engine>) -> Result<bool, Untold> {
        let mut index = match self.index.take() {
            Some(index) => index,
            None => Index::new().map_err(|_| Untold::BrokeDown)?,
        };
        let mut events = Vec::new();
        for position in std::mem::take(&mut self.again) {
            events.push(log.event(position)?);
        }
        let new = log.read(self.until + 1, BATCH)?;
        if let Some(last) = new.last() {
            self.until = last.position();
        }
        events.extend(new);
        for event in &events {
            let said = said(log, event)?;
            let Some(mut filed) = Filed::of(event, &said) else {
                continue;
            };
            if let Some(before) = self.filed.remove(&event.position()) {
                filed.replaced.clone_from(&before.replaced);
                index.remove(event.position());
            } else {
                self.replace(event);
            }
            let words = |texts: &'_ [said::Text]| -> Vec<String> {
                texts.iter().map(|text| text.words.clone()).collect()
            };
            let (narrative, labels) = (words(&said.narrative), words(&said.labels));
            if narrative.is_empty() && labels.is_empty() {
                continue;
            }
            let added = index.add(event.position(), &narrative, &labels);
            added.map_err(|_| Untold::BrokeDown)?;
            self.filed.insert(event.position(), Arc::new(filed));
        }
        index.commit().map_err(|_| Untold::BrokeDown)?;
        self.index = Some(index);
        Ok(self.until < log.size())
    }

    /// Notes which earlier words an event takes the place of.
    fn replace(&mut self, event: &events::log::Stored) {
        for (before, field) in self.standing.take(event) {
            if let Some(filed) = self.filed.get_mut(&before) {
                let filed = Arc::make_mut(filed);
                filed.replaced.push((field, event.position()));
            }
        }
    }

    fn erase(&mut self, key: KeyId) -> tantivy::Result<()> {
        let Some(index) = &mut self.index else {
            return Ok(());
        };
        let sealed = self
            .filed
            .iter()
            .filter(|(_, filed)| filed.keys.contains(&key));
        let sealed: Vec<u64> = sealed.map(|(position, _)| *position).collect();
        if sealed.is_empty() {
            return Ok(());
        }
        for position in &sealed {
            index.remove(*position);
            // What it says under another key, and its labels, are looked at again.
            if let Some(filed) = self.filed.get_mut(position) {
                Arc::make_mut(filed).narrative = false;
            }
        }
        self.again.extend(sealed);
        index.purge()
    }
}

/// Prepares the search of a record in the background, and keeps it up to date from then on.
pub fn prepare(app: &Arc<App>) {
    let search = Arc::clone(app.search());
    let (wake, woken) = sync_channel(1);
    // The first waking is for what was recorded before.
    let _ = wake.try_send(());
    let weak = Arc::downgrade(app);
    let thread = std::thread::Builder::new()
        .name("search".to_owned())
        .spawn(move || {
            while woken.recv().is_ok() {
                if !fed(&weak) {
                    return;
                }
            }
        });
    match thread {
        Ok(thread) => {
            search.stop();
            let mut feeding = search
                .feeding
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            *feeding = Some(Feeding { wake, thread });
        }
        Err(error) => tracing::error!(%error, "the search cannot be prepared"),
    }
}

/// Takes in what was recorded, a part at a time, so that a record that is being closed is not held
/// open for long; whether it is still there.
fn fed(app: &Weak<App>) -> bool {
    loop {
        let Some(app) = app.upgrade() else {
            return false;
        };
        let search = app.search();
        let more = search.held().batch(app.log());
        match more {
            Ok(true) => {}
            Ok(false) => {
                search.held().ready = true;
                search.prepared.notify_all();
                return true;
            }
            // Faults of the log name a place in it and no words; others say nothing but that.
            Err(error) => {
                tracing::error!(%error, "the search is not up to date");
                return true;
            }
        }
    }
}
