//! What a caller asks the log to record, and what it is told.

use crate::envelope::{Actor, Classification, ConfirmedIdentifier, DecidedIn};
use crate::ids::{EventId, StreamId};
use crate::text::Text;
use chrono::NaiveDate;
use uuid::Uuid;

/// What the caller believes about a stream. A stale belief is refused, and nothing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The stream has no event yet.
    NoStream,
    /// The stream has at least one event.
    StreamExists,
    /// The stream's newest event has this version; 0 is the same as [`Expected::NoStream`].
    Exactly(u64),
    /// Whatever the stream holds.
    Any,
}

impl Expected {
    /// Whether a stream whose newest version is `actual` (0 for none) is as expected.
    pub const fn holds(self, actual: u64) -> bool {
        match self {
            Self::NoStream => actual == 0,
            Self::StreamExists => actual > 0,
            Self::Exactly(version) => version == actual,
            Self::Any => true,
        }
    }
}

/// Whose key seals a text. Destroying a key erases everything sealed under it, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum KeyScope {
    /// The stream's own key.
    #[default]
    Stream,
    /// A further key of the stream, such as one child's in an audit sample or one file's.
    Named(String),
}

impl KeyScope {
    /// The word stored in the key file. A named scope never reads `stream`.
    pub fn word(&self) -> &str {
        match self {
            Self::Stream => "stream",
            Self::Named(name) => name,
        }
    }
}

/// An event that somebody wants recorded. Position, version and moment are given by the log.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Its id. Sending the same id again never records it twice.
    pub id: EventId,
    /// The thing it is about.
    pub stream: StreamId,
    /// What happened, as the stored word.
    pub type_name: String,
    /// The shape of `data`.
    pub schema: u16,
    /// The day it happened.
    pub occurred_on: NaiveDate,
    /// Who did it.
    pub actor: Actor,
    /// Why.
    pub reason: Option<Text>,
    /// The meeting it was decided in.
    pub decided_in: Option<DecidedIn>,
    /// What one request or journey wrote together.
    pub correlation: Option<Uuid>,
    /// The event that led to this one.
    pub causation: Option<EventId>,
    /// How openly it may be shown.
    pub classification: Classification,
    /// Entered into a reporting year that was already frozen.
    pub late: bool,
    /// Texts that look like identifiers and were confirmed.
    pub identifiers: Vec<ConfirmedIdentifier>,
    /// The data, with texts still plain: an object of one member `plain` is sealed.
    pub data: serde_json::Value,
    /// Which key seals which field (a JSON pointer such as `/data/words`, or any field below it).
    /// A field not named here is sealed under the stream's own key.
    pub scopes: Vec<(String, KeyScope)>,
}

/// Events that are recorded together or not at all.
#[derive(Debug, Clone, Default)]
pub struct Commit {
    /// Every stream the commit touches or rests on, and what is expected of it. A stream of an
    /// event must be named; a stream may be named without having an event.
    pub streams: Vec<(StreamId, Expected)>,
    /// The events, in order.
    pub events: Vec<NewEvent>,
    /// What a resent commit is compared by: the bytes of the command, when the events made from it
    /// may differ from one decision to the next. Without it the events themselves are compared.
    pub fingerprint: Option<Vec<u8>>,
}

/// Asks whether a command was recorded before, ahead of deciding it again.
#[derive(Debug, Clone)]
pub struct Retry {
    /// The id of the first event the command would record.
    pub first: EventId,
    /// The bytes of the command, as given in [`Commit::fingerprint`].
    pub fingerprint: Vec<u8>,
}

/// What was found under a resent event id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing was recorded under this id.
    New,
    /// The same was recorded, in the commit with these positions.
    Same(Appended),
    /// Something else was recorded under this id, at this position.
    Other(u64),
}

/// What the log answers: only after it is safe against a power cut.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Appended {
    /// The position of each event, in the order of the commit; empty for an empty commit.
    pub positions: Vec<u64>,
    /// The version of each event in its stream, in the same order.
    pub versions: Vec<u64>,
    /// Whether it had been recorded before, and these are the original positions.
    pub already: bool,
}

/// Why a commit was not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// Somebody else changed the stream first. Nothing was written.
    #[error("`{stream}` is at version {actual}, not as expected ({expected:?})")]
    Conflict {
        /// The stream.
        stream: StreamId,
        /// What the caller expected.
        expected: Expected,
        /// The version of its newest event; 0 when it has none.
        actual: u64,
    },
    /// The id is taken by an event with other content. Nothing was written.
    #[error("event {id} was recorded at position {position} with other content")]
    OtherContent {
        /// The event's id.
        id: EventId,
        /// Where it stands.
        position: u64,
    },
    /// Some of the ids were recorded before and some were not. Nothing was written.
    #[error("event {known} was recorded before, but event {new} was not: send them as they were")]
    PartlyRecorded {
        /// An id that was recorded before.
        known: EventId,
        /// An id that was not.
        new: EventId,
    },
    /// One id stands twice in the commit. Nothing was written.
    #[error("event {0} stands twice in the commit")]
    SameIdTwice(EventId),
    /// An event's stream is not among the commit's streams. Nothing was written.
    #[error("the commit does not say what it expects of `{0}`")]
    NoExpectation(StreamId),
    /// One stream is named twice with its expectation. Nothing was written.
    #[error("the commit says twice what it expects of `{0}`")]
    StreamTwice(StreamId),
    /// Larger than the log takes. Nothing was written.
    #[error("{what} takes {actual}, and at most {limit} fit: record it in parts")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// How large it is.
        actual: usize,
        /// How large it may be.
        limit: usize,
    },
    /// The event has no canonical form. Nothing was written.
    #[error("event {id} cannot be recorded: {message}")]
    Unwritable {
        /// The event's id.
        id: EventId,
        /// What is wrong with it.
        message: String,
    },
    /// There is no room for it. Nothing was written; it can be tried again once there is.
    #[error("the disk is full: free some space and try again")]
    DiskFull,
    /// Whether it was recorded is not known, because the disk failed in the middle. The log accepts
    /// nothing more; after a restart, sending the same ids again tells.
    #[error("the disk failed while recording, so the outcome is not known: {0}")]
    Unknown(String),
    /// The log stopped accepting after an earlier failure. Nothing was written.
    #[error("the log accepts nothing more since a failure: {0}")]
    Stopped(String),
    /// The log is closed. Nothing was written.
    #[error("the log is closed")]
    Closed,
}

/// Why a decision led to nothing.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError<E> {
    /// The rules refused.
    #[error(transparent)]
    Refused(E),
    /// The log refused.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// Deciding broke down. Nothing was written.
    #[error("deciding the command broke down; nothing was recorded")]
    BrokeDown,
}
