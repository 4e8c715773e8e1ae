//! What the writer is asked to do, and how whoever asked is answered.

use super::commit::{AppendError, Appended, Commit, KeyScope, Retry, SubmitError};
use super::recovery_key::RecoveryKey;
use super::secret::DataKey;
use super::shared::SignedCheckpoint;
use crate::envelope::Moment;
use crate::ids::{KeyId, StreamId};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::SyncSender;

type Answer<T> = SyncSender<Result<T, AppendError>>;

/// What the writer is asked to do.
pub(super) enum Command<M> {
    Decide(Box<dyn Job<M>>),
    Checkpoint(Answer<SignedCheckpoint>),
    Key(StreamId, KeyScope, Answer<(KeyId, DataKey)>),
    Destroy(KeyId, Answer<bool>),
    Recovery(Answer<RecoveryKey>),
}

/// A command to decide, with somebody waiting for the answer.
pub(super) trait Job<M>: Send {
    /// What tells whether it was recorded before.
    fn retry(&self) -> Option<&Retry>;
    /// Decides; none when it was refused, and `answer_refused` is next.
    fn decide(&mut self, model: &M, now: Moment) -> Option<Commit>;
    /// Answers that the rules refused.
    fn answer_refused(self: Box<Self>);
    /// Answers what the log says.
    fn answer(self: Box<Self>, answer: Result<Appended, AppendError>);
}

/// A decision, the refusal it led to, and where the answer goes.
pub(super) struct DecideJob<F, E> {
    retry: Option<Retry>,
    decide: Option<F>,
    refusal: Option<SubmitError<E>>,
    reply: SyncSender<Result<Appended, SubmitError<E>>>,
}

impl<F, E> DecideJob<F, E> {
    pub(super) const fn new(
        retry: Option<Retry>,
        decide: F,
        reply: SyncSender<Result<Appended, SubmitError<E>>>,
    ) -> Self {
        Self {
            retry,
            decide: Some(decide),
            refusal: None,
            reply,
        }
    }
}

impl<M, F, E> Job<M> for DecideJob<F, E>
where
    F: FnOnce(&M, Moment) -> Result<Commit, E> + Send,
    E: Send,
{
    fn retry(&self) -> Option<&Retry> {
        self.retry.as_ref()
    }

    fn decide(&mut self, model: &M, now: Moment) -> Option<Commit> {
        let decide = self.decide.take()?;
        match catch_unwind(AssertUnwindSafe(|| decide(model, now))) {
            Ok(Ok(mut commit)) => {
                if let Some(retry) = &mut self.retry {
                    commit.fingerprint = Some(std::mem::take(&mut retry.fingerprint));
                }
                Some(commit)
            }
            Ok(Err(refusal)) => {
                self.refusal = Some(SubmitError::Refused(refusal));
                None
            }
            Err(_) => None,
        }
    }

    fn answer_refused(mut self: Box<Self>) {
        let refusal = self.refusal.take().unwrap_or(SubmitError::BrokeDown);
        // Whoever asked may have gone.
        let _ = self.reply.send(Err(refusal));
    }

    fn answer(self: Box<Self>, answer: Result<Appended, AppendError>) {
        let _ = self.reply.send(answer.map_err(SubmitError::Append));
    }
}
