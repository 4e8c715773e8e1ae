//! Signed checkpoints: made every day there is something new, after a paper is frozen, and on
//! demand; checked against what somebody kept; and published, so that copies lie outside.
//!
//! A checkpoint says how many events there are and the root hash over them, signed with the log's
//! own key. It holds no word of the record, no name and no reference, so it may go anywhere.

pub mod checking;
pub mod held;
pub mod publish;

mod daily;
mod proof_file;

#[cfg(test)]
mod tests;

pub use daily::{HOUR, due};
pub use proof_file::proof_file;

use crate::app::{App, Instruction};
use crate::clock::Clock;
use crate::web::components::dates::date_text;
use crate::words::count;
use events::log::{AppendError, SignedCheckpoint};
use events::meeting;
use events::world::Command;
use publish::Publisher;
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked whether a checkpoint is due, or one has to be published.
const LOOKS_EVERY: Duration = Duration::from_secs(30);

/// A checkpoint that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The checkpoint.
    pub signed: SignedCheckpoint,
    /// Whether it was made just now; otherwise nothing was recorded since it was.
    pub new: bool,
}

/// Signs and keeps a checkpoint over everything recorded so far, or gives the newest one where
/// nothing was recorded since. It is published with the next round.
///
/// # Errors
/// When the log takes nothing more.
pub fn make(app: &App) -> Result<Made, AppendError> {
    let before = app.log().health().checkpoint;
    let signed = app.log().checkpoint()?;
    let new = before.is_none_or(|before| before.checkpoint.size != signed.checkpoint.size);
    Ok(Made { signed, new })
}

/// Makes the checkpoint that belongs to a paper which was frozen just now, so that what the board
/// read can be proved later. Whoever freezes a paper calls this once the freezing is recorded, and
/// prints [`minute`] under the paper.
///
/// # Errors
/// When the log takes nothing more. The paper stays frozen: the daily checkpoint covers it too.
pub fn after_paper_frozen(app: &App) -> Result<SignedCheckpoint, AppendError> {
    make(app).map(|made| made.signed)
}

/// Whether one of these freezes a paper, so that [`cover_paper`] has to follow.
pub fn freezes_paper(instructions: &[Instruction]) -> bool {
    instructions.iter().any(|one| {
        matches!(
            one.command,
            Command::Meeting(meeting::Command::FreezePaper { .. })
        )
    })
}

/// [`after_paper_frozen`], for whom nothing more can be done when it fails: the paper is frozen,
/// and the checkpoint of the day covers it.
pub fn cover_paper(app: &App) {
    if let Err(error) = after_paper_frozen(app) {
        tracing::error!(%error, "the checkpoint of a frozen paper could not be made");
    }
}

/// The first checkpoint that covers an event, of those given in the order made.
pub fn covering(all: &[SignedCheckpoint], position: u64) -> Option<&SignedCheckpoint> {
    all.iter().find(|one| one.checkpoint.size >= position)
}

/// Makes the checkpoint of the day where one is due.
///
/// # Errors
/// When the log takes nothing more.
pub fn make_daily(app: &App) -> Result<Option<SignedCheckpoint>, AppendError> {
    let log = app.log();
    let health = log.health();
    let (last_size, last_at) = if let Some(newest) = &health.checkpoint {
        (newest.checkpoint.size, Some(newest.made_at))
    } else {
        let first = log.event(1).ok();
        (0, first.map(|event| event.envelope.recorded_at))
    };
    let is_due = health.accepting()
        && health.size > last_size
        && last_at.is_some_and(|last| due(app.clock().now(), last.utc()));
    if !is_due {
        return Ok(None);
    }
    make(app).map(|made| Some(made.signed))
}

/// A checkpoint as minutes keep it: "At 341 events on 4 November 2026: ABCD-…".
pub fn minute(signed: &SignedCheckpoint) -> String {
    let size = usize::try_from(signed.checkpoint.size).unwrap_or(usize::MAX);
    let day = crate::clock::day_in_england(signed.made_at.utc());
    format!(
        "At {} on {}: {}",
        count(size, "event", "events"),
        date_text(day),
        signed.checkpoint.short_code()
    )
}

/// Makes what is due and publishes what is new, again and again, until `stop` comes.
///
/// # Errors
/// When the work itself breaks down.
pub async fn run(
    app: Arc<App>,
    mut publisher: Publisher,
    clock: Clock,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let mut tick = tokio::time::interval(LOOKS_EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = &mut stop => return Ok(()),
        }
        let (app, clock) = (Arc::clone(&app), clock.clone());
        // What is being sent is finished: a stop meanwhile is seen at the next turn.
        publisher = tokio::task::spawn_blocking(move || {
            if let Err(error) = make_daily(&app) {
                tracing::error!(%error, "the checkpoint of the day could not be made");
            }
            publisher.go(&app.log().checkpoints(), clock.now());
            publisher
        })
        .await?;
    }
}
