//! The index thread: it follows the journal, and nobody waits for it.

use super::index::Step;
use super::shared::{Shared, locked};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// How long the index waits for more before it takes a step: one step costs much the same for one
/// event and for a thousand, and readers see what waits.
const INDEX_WAITS: Duration = Duration::from_millis(100);

/// How many events make a step of the index, whatever the time.
const INDEX_STEP: usize = 4096;

/// Takes the index forward, many groups at a time, until the writer is gone.
pub(super) fn run_index(shared: &Shared, steps: &Receiver<Step>) {
    // Whoever waits for an answer goes first; the index may lag.
    let _ = rustix::process::nice(10);
    while let Ok(mut step) = steps.recv() {
        let until = Instant::now() + INDEX_WAITS;
        while step.events.len() < INDEX_STEP
            && let Ok(mut more) =
                steps.recv_timeout(until.saturating_duration_since(Instant::now()))
        {
            step.events.append(&mut more.events);
            step.tiles.append(&mut more.tiles);
            step.checkpoints.append(&mut more.checkpoints);
            (step.size, step.root) = (more.size, more.root);
        }
        if let Err(error) = shared.index.apply(shared.log, &step) {
            shared.stop(&format!("{error}; restart the server to rebuild it"));
            shared.applied.1.notify_all();
            return;
        }
        shared.recent_was_indexed(&step);
        drop(locked!(shared.applied.0.lock()));
        shared.applied.1.notify_all();
    }
    if let Err(error) = shared.index.flush() {
        shared.stop(&format!(
            "{error}; the index is made anew at the next start"
        ));
    }
}
