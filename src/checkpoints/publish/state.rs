//! How publication goes: what was published where, and what could not be.

use chrono::{DateTime, TimeDelta, Utc};
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A kind of place that checkpoints go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum To {
    /// A file they are added to.
    File,
    /// A folder with a file each.
    Folder,
    /// An address on the web.
    Url,
    /// A mailbox.
    Email,
}

impl To {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::File, Self::Folder, Self::Url, Self::Email];

    /// Its word, for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Folder => "folder",
            Self::Url => "url",
            Self::Email => "email",
        }
    }

    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::File => "A file",
            Self::Folder => "A folder",
            Self::Url => "An address on the web",
            Self::Email => "An e-mail address",
        }
    }
}

/// Why a checkpoint was not published. Says nothing of where to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPublished {
    /// The folder is not there.
    #[error("the folder is not there")]
    NoFolder,
    /// It may not be written.
    #[error("it may not be written there")]
    NotAllowed,
    /// The disk is full.
    #[error("the disk there is full")]
    Full,
    /// The disk failed in another way.
    #[error("it could not be written there")]
    Disk,
    /// Another file has the name.
    #[error("a file of that name holds something else")]
    OtherFile,
    /// What is at the other end did not take it.
    #[error("it was answered with {0}")]
    Refused(u16),
    /// What is at the other end did not answer in time.
    #[error("there was no answer in time")]
    Timeout,
    /// There is no safe connection.
    #[error("there is no safe connection")]
    Tls,
    /// What is at the other end cannot be reached.
    #[error("it cannot be reached")]
    Unreachable,
    /// The message could not be written.
    #[error("the message could not be written")]
    Unwritable,
    /// It was published, and that could not be kept.
    #[error("what was published could not be kept in the data folder")]
    NotKept,
}

impl NotPublished {
    /// What to do about it.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::NoFolder => {
                "Make the folder that the configuration names, or connect the drive it is on."
            }
            Self::NotAllowed => "Let the user that Golden Thread runs as write there.",
            Self::Full => "Make room on the disk that the configuration names.",
            Self::Disk => "Look at the disk that the configuration names, and at the server's log.",
            Self::OtherFile => {
                "Keep both files, and compare them: one of two checkpoints over as many events is \
                 of another history."
            }
            Self::Refused(_) => {
                "Ask whoever keeps the other end why it is not taken; the number is theirs."
            }
            Self::Timeout | Self::Unreachable => {
                "Check the network from the server to the other end, and the address in the \
                 configuration."
            }
            Self::Tls => "Check the certificate at the other end.",
            Self::Unwritable => "Check the addresses in the configuration.",
            Self::NotKept => "Look at the disk of the data folder, and at the server's log.",
        }
    }
}

impl From<io::Error> for NotPublished {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound {
            Self::NoFolder
        } else if error.kind() == io::ErrorKind::PermissionDenied {
            Self::NotAllowed
        } else if error.kind() == io::ErrorKind::StorageFull {
            Self::Full
        } else {
            Self::Disk
        }
    }
}

/// A place that could not be published to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    /// Since when.
    pub since: DateTime<Utc>,
    /// How often it was tried in vain.
    pub times: u32,
    /// When it is tried again.
    pub again: DateTime<Utc>,
    /// Why, the last time.
    pub why: NotPublished,
}

/// How it goes with one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// What kind of place.
    pub to: To,
    /// The size of the last checkpoint that was published there.
    pub published: Option<u64>,
    /// When that was.
    pub at: Option<DateTime<Utc>>,
    /// What goes wrong; none while nothing does.
    pub failure: Option<Failure>,
}

/// How it goes with every place. Empty where nothing is published.
#[derive(Debug, Default)]
pub struct Publication {
    states: Mutex<Vec<State>>,
}

impl Publication {
    pub(super) fn of(states: Vec<State>) -> Self {
        Self {
            states: Mutex::new(states),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<State>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every place, in the order of the configuration.
    pub fn states(&self) -> Vec<State> {
        self.lock().clone()
    }

    pub(super) fn state(&self, nth: usize) -> Option<State> {
        self.lock().get(nth).copied()
    }

    pub(super) fn published(&self, nth: usize, size: u64, now: DateTime<Utc>) {
        if let Some(state) = self.lock().get_mut(nth) {
            state.published = Some(size);
            state.at = Some(now);
            state.failure = None;
        }
    }

    /// Notes that it failed, and answers how often it did in a row.
    pub(super) fn failed(
        &self,
        nth: usize,
        now: DateTime<Utc>,
        why: NotPublished,
        wait: impl FnOnce(u32) -> TimeDelta,
    ) -> u32 {
        let mut states = self.lock();
        let Some(state) = states.get_mut(nth) else {
            return 0;
        };
        let before = state.failure;
        let times = before.map_or(0, |before| before.times) + 1;
        state.failure = Some(Failure {
            since: before.map_or(now, |before| before.since),
            times,
            again: now + wait(times),
            why,
        });
        times
    }
}
