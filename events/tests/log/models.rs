//! What moves on with the log: it may know a part already, refuse an event, or break down.

use crate::support::{Seen, add, commit, open, options, stream};
use events::log::{AppendError, Expected, Log, Model, OpenError, Stored, SubmitError, verify};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::tempdir;

/// A model with a snapshot of its own up to some position, that cannot take one position.
struct Fussy {
    seen: Seen,
    knows: u64,
    refuses: u64,
    /// Breaks down over this position, when it is staged or when it is shown.
    breaks: Arc<AtomicU64>,
    when: When,
}

#[derive(Clone, Copy, PartialEq)]
enum When {
    Staged,
    Committed,
}

impl Fussy {
    fn new(knows: u64, refuses: u64) -> Self {
        Self {
            seen: Seen::default(),
            knows,
            refuses,
            breaks: Arc::default(),
            when: When::Staged,
        }
    }

    fn break_down(&self, when: When, position: u64) {
        let over = self.breaks.load(Ordering::SeqCst);
        assert!(self.when != when || over != position, "it breaks down");
    }
}

impl Model for Fussy {
    fn staged(&mut self, event: &Stored) {
        self.break_down(When::Staged, event.position());
        self.seen.staged(event);
    }

    fn committed(&mut self, events: &[Arc<Stored>]) {
        for event in events {
            self.break_down(When::Committed, event.position());
        }
        self.seen.committed(events);
    }

    fn replayed(&mut self, event: &Arc<Stored>) -> Result<(), String> {
        if event.position() == self.refuses {
            return Err("this kind of event is not known".to_owned());
        }
        self.staged(event);
        self.committed(std::slice::from_ref(event));
        Ok(())
    }

    fn replayed_to(&self) -> u64 {
        self.knows
    }
}

#[test]
fn a_model_is_told_every_later_event_once_and_none_that_it_knows() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 1..=6).unwrap();
    log.close();
    for (knows, lose_index) in [(0, false), (4, false), (4, true), (6, true), (9, false)] {
        if lose_index {
            std::fs::remove_dir_all(folder.path().join("sled")).unwrap();
        }
        let model = Fussy::new(knows, 0);
        let seen = model.seen.clone();
        let (log, _) = Log::open(options(folder.path()), model).unwrap();
        let told: Vec<u64> = (knows + 1..=6).collect();
        assert_eq!(*seen.committed.lock().unwrap(), told, "{knows}");
        log.close();
    }
}

#[test]
fn an_index_of_another_journal_is_made_anew_and_the_model_is_told_once() {
    let (folder, other) = (tempdir().unwrap(), tempdir().unwrap());
    open(folder.path()).close();
    crate::support::copy(folder.path(), other.path());
    for (path, numbers) in [(folder.path(), 1..=5), (other.path(), 11..=15)] {
        let log = open(path);
        add(&log, stream(1), Expected::Any, numbers).unwrap();
        log.close();
    }
    std::fs::remove_dir_all(folder.path().join("sled")).unwrap();
    crate::support::copy(&other.path().join("sled"), &folder.path().join("sled"));
    let model = Fussy::new(0, 0);
    let seen = model.seen.clone();
    let (log, recovery) = Log::open(options(folder.path()), model).unwrap();
    assert!(recovery.index_rebuilt.is_some());
    assert_eq!((recovery.events, recovery.indexed), (5, 5));
    assert_eq!(*seen.committed.lock().unwrap(), [1, 2, 3, 4, 5]);
    log.close();
    assert!(verify(folder.path()).ok());
}

#[test]
fn an_event_the_model_cannot_take_is_named_and_harms_nothing() {
    let folder = tempdir().unwrap();
    let log = open(folder.path());
    add(&log, stream(1), Expected::Any, 1..=6).unwrap();
    let root = log.root();
    log.close();
    let refused = Log::open(options(folder.path()), Fussy::new(0, 3)).map(|_| ());
    assert!(matches!(refused, Err(OpenError::Model { position: 3, .. })));
    let refused = Log::open(options(folder.path()), Fussy::new(0, 3)).map(|_| ());
    assert!(refused.unwrap_err().to_string().contains("position 3"));
    assert!(verify(folder.path()).ok());
    // One that knows it from before goes on.
    let (log, _) = Log::open(options(folder.path()), Fussy::new(3, 3)).unwrap();
    assert_eq!(log.root(), root);
    assert!(add(&log, stream(1), Expected::Exactly(6), [7]).is_ok());
}

/// Nobody knows any more what the model looks like: nothing more is accepted, reading goes on, and
/// after a start everything that was recorded is there.
#[test]
fn when_the_model_breaks_down_nothing_more_is_accepted_and_nothing_is_lost() {
    for when in [When::Staged, When::Committed] {
        let folder = tempdir().unwrap();
        let mut model = Fussy::new(0, 0);
        model.when = when;
        let (breaks, seen) = (model.breaks.clone(), model.seen.clone());
        let (log, _) = Log::open(options(folder.path()), model).unwrap();
        add(&log, stream(1), Expected::Any, [1]).unwrap();
        breaks.store(2, Ordering::SeqCst);
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let broken = add(&log, stream(1), Expected::Any, [2]);
        std::panic::set_hook(hook);
        assert!(
            matches!(
                broken,
                Err(AppendError::Unknown(_) | AppendError::Stopped(_) | AppendError::Closed)
            ),
            "{broken:?}"
        );
        let stopped = add(&log, stream(1), Expected::Any, [3]);
        assert!(
            matches!(stopped, Err(AppendError::Stopped(_))),
            "{stopped:?}"
        );
        let submitted = log.submit(|_, _| Ok::<_, ()>(commit(stream(1), Expected::Any, [4])));
        assert!(matches!(
            submitted,
            Err(SubmitError::Append(AppendError::Stopped(_)))
        ));
        assert!(!log.health().accepting());
        assert_eq!(log.read(1, 1).unwrap()[0].position(), 1);
        assert_eq!(*seen.committed.lock().unwrap(), [1]);
        log.close();
        let log = open(folder.path());
        let written = if when == When::Committed { 2 } else { 1 };
        assert_eq!(log.size(), written);
        let again = add(&log, stream(1), Expected::Exactly(1), [2]).unwrap();
        assert_eq!((again.positions, again.already), (vec![2], written == 2));
        log.close();
        assert!(verify(folder.path()).ok());
    }
}
