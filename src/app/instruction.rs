//! What a write says, what it is given, and why it may be refused.

use crate::clock::day_in_england;
use chrono::NaiveDate;
use events::envelope::{Actor, Classification, DecidedIn, Moment};
use events::ids::StreamId;
use events::log::AppendError;
use events::refusal::Refusal;
use events::text::Text;
use events::world::{Command, Given};
use std::collections::BTreeMap;

/// One command to one stream.
#[derive(Debug, Clone)]
pub struct Instruction {
    /// Which thing.
    pub stream: StreamId,
    /// What to do.
    pub command: Command,
    /// The version the writer saw; none where it does not matter.
    pub expected: Option<u64>,
}

/// What stands around one or several commands that are recorded together.
#[derive(Debug, Clone)]
pub struct Meta {
    /// Who gives them.
    pub actor: Actor,
    /// The day it happened; today when not said.
    pub occurred_on: Option<NaiveDate>,
    /// Why.
    pub reason: Option<Text>,
    /// The meeting it was decided in.
    pub decided_in: Option<DecidedIn>,
    /// How openly it may be shown.
    pub classification: Classification,
    /// Entered knowingly into a frozen reporting year.
    pub late: bool,
    /// Identifier-like text was seen and is confirmed.
    pub identifiers_confirmed: bool,
    /// The client's own key: the same key sent again answers as the first time.
    pub idempotency_key: Option<String>,
}

impl Meta {
    /// Commands given by `actor`, today, for no stated reason.
    pub fn by(actor: Actor) -> Self {
        Self {
            actor,
            occurred_on: None,
            reason: None,
            decided_in: None,
            classification: Classification::default(),
            late: false,
            identifiers_confirmed: false,
            idempotency_key: None,
        }
    }

    /// The same, with a reason.
    #[must_use]
    pub fn because(mut self, reason: impl Into<Text>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// The same, as something that happened on an earlier day.
    #[must_use]
    pub fn on(mut self, day: NaiveDate) -> Self {
        self.occurred_on = Some(day);
        self
    }

    /// The same, resting on a meeting.
    #[must_use]
    pub fn decided_in(mut self, decided_in: DecidedIn) -> Self {
        self.decided_in = Some(decided_in);
        self
    }

    pub(super) fn given(&self, now: Moment) -> Given {
        let today = day_in_england(now.utc());
        Given {
            actor: self.actor.clone(),
            occurred_on: self.occurred_on.unwrap_or(today),
            today,
            now,
            reason: self.reason.clone(),
            decided_in: self.decided_in,
            late: self.late,
            identifiers_confirmed: self.identifiers_confirmed,
        }
    }
}

/// A rule broken by one of the commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Which command, from 0.
    pub index: usize,
    /// The rule.
    pub refusal: Refusal,
}

/// Why a write was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError {
    /// Rules were broken.
    #[error("{}", .0.iter().map(|b| b.refusal.to_string()).collect::<Vec<_>>().join(" "))]
    Refused(Vec<Broken>),
    /// There is no such thing, as far as the sender reaches.
    #[error("there is no such thing in this log")]
    NotThere,
    /// Somebody changed it in the meantime.
    #[error("somebody changed this in the meantime: it is at version {actual}")]
    Conflict {
        /// What was changed.
        stream: StreamId,
        /// Its version now.
        actual: u64,
    },
    /// The idempotency key was used before for something else.
    #[error("this idempotency key was used before for another request: use a new one")]
    KeyReused,
    /// The log takes nothing more.
    #[error("nothing was recorded: {0}")]
    Stopped(String),
    /// Whether it was recorded is not known: the disk failed meanwhile. After a restart, sending it
    /// again under the same idempotency key records it once.
    #[error("{0}")]
    Unknown(String),
    /// A fault of ours.
    #[error("nothing was recorded: {0}")]
    Fault(String),
}

/// What a write was given.
#[derive(Debug, Clone)]
pub struct Done {
    /// The positions, in order.
    pub positions: Vec<u64>,
    /// The version each stream has now.
    pub versions: BTreeMap<StreamId, u64>,
    /// Whether it had been recorded before.
    pub already: bool,
}
impl From<AppendError> for ExecuteError {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Conflict { stream, actual, .. } => Self::Conflict { stream, actual },
            AppendError::OtherContent { .. } | AppendError::PartlyRecorded { .. } => {
                Self::KeyReused
            }
            AppendError::TooLarge { what, limit, .. } => Self::Refused(vec![Broken {
                index: 0,
                refusal: Refusal::new(
                    "too_large_to_record",
                    "",
                    format!("{what} is larger than {limit} bytes"),
                    "shorten it, or record it in several parts",
                ),
            }]),
            AppendError::DiskFull | AppendError::Stopped(_) | AppendError::Closed => {
                Self::Stopped(error.to_string())
            }
            AppendError::Unknown(_) => Self::Unknown(error.to_string()),
            AppendError::SameIdTwice(_)
            | AppendError::NoExpectation(_)
            | AppendError::StreamTwice(_)
            | AppendError::Unwritable { .. } => Self::Fault(error.to_string()),
        }
    }
}
