//! Summaries by e-mail, for those who chose one: how much is late, falls due, waits or is missing.
//!
//! An e-mail leaves the building and lies in mailboxes, so it carries counts and links and nothing
//! else: no name, no reference, no words of the record. Who wants one, and how often, is in their
//! account. What was sent is kept in a small file, so that a restart sends nothing twice.

mod counts;
mod due;
mod letter;
mod mail;
mod sent;

#[cfg(test)]
mod tests;

pub use counts::{Counts, counts};
pub use due::{HOUR, due};
pub use letter::{Letter, letter};
pub(crate) use mail::send as hand_over;
pub use mail::{MailSettings, NotSent, NotSettings, Security};
pub use sent::{Sent, SentError};

use crate::app::App;
use crate::clock::{Clock, day_in_england};
use chrono::{DateTime, TimeDelta, Utc};
use events::account::DigestFrequency;
use events::ids::AccountId;
use events::log::Disclosed;
use lettre::SmtpTransport;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How often it is looked whether something is due.
const LOOKS_EVERY: Duration = Duration::from_secs(30);

/// How long to wait after the first failure; twice as long after each further one.
const WAITS_FIRST_MINUTES: i64 = 5;

/// How often the wait is doubled at most: five minutes become some two and a half hours.
const DOUBLED_MAX: u32 = 5;

/// How many were sent, and how often one could not be.
#[derive(Debug, Default)]
pub struct Tally {
    sent: AtomicU64,
    failed: AtomicU64,
}

impl Tally {
    /// How many were sent since the start.
    pub fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// How often one could not be sent since the start.
    pub fn failed(&self) -> u64 {
        self.failed.load(Ordering::Relaxed)
    }
}

/// Sends what is due, again and again, until `stop` comes; `tally` counts it.
///
/// # Errors
/// When the settings will not do, or the file of what was sent cannot be read.
pub async fn run(
    app: Arc<App>,
    settings: MailSettings,
    public_url: Option<String>,
    (clock, tally): (Clock, Arc<Tally>),
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let mut round = Round::new(app, &settings, public_url, clock)?.counted_in(tally);
    let mut tick = tokio::time::interval(LOOKS_EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = &mut stop => return Ok(()),
        }
        // What is being sent is finished: a stop meanwhile is seen at the next turn.
        round = tokio::task::spawn_blocking(move || {
            round.go();
            round
        })
        .await?;
    }
}

/// Everything it takes to send what is due once.
pub struct Round {
    app: Arc<App>,
    transport: SmtpTransport,
    from: lettre::message::Mailbox,
    public_url: Option<String>,
    clock: Clock,
    sent: Sent,
    failures: BTreeMap<AccountId, Failure>,
    tally: Arc<Tally>,
}

/// An e-mail that could not be sent yet.
#[derive(Debug, Clone, Copy)]
struct Failure {
    times: u32,
    again: DateTime<Utc>,
}

impl Round {
    /// Reads what was sent before.
    ///
    /// # Errors
    /// When the settings will not do, or the file cannot be read.
    pub fn new(
        app: Arc<App>,
        settings: &MailSettings,
        public_url: Option<String>,
        clock: Clock,
    ) -> anyhow::Result<Self> {
        let sent = Sent::read(app.data_folder())?;
        Ok(Self {
            transport: settings.transport()?,
            from: settings.from()?,
            app,
            public_url,
            clock,
            sent,
            failures: BTreeMap::new(),
            tally: Arc::default(),
        })
    }

    /// The same, counted where somebody else reads it.
    #[must_use]
    pub fn counted_in(mut self, tally: Arc<Tally>) -> Self {
        self.tally = tally;
        self
    }

    /// How many were sent, and failed.
    pub fn tally(&self) -> Arc<Tally> {
        Arc::clone(&self.tally)
    }

    /// Sends whatever is due now. Blocks.
    pub fn go(&mut self) {
        let now = self.clock.now();
        let chosen: Vec<(AccountId, DigestFrequency)> = {
            let live = self.app.live();
            let today = day_in_england(now);
            let active = live.accounts.all.values().filter(|one| one.is_active());
            let chosen = active.map(|one| {
                // Whoever holds no role today sees nothing, and is told nothing either.
                let sees = !live.roles_of(one.id, today).is_empty();
                let frequency = if sees {
                    one.digest
                } else {
                    DigestFrequency::Never
                };
                (one.id, frequency)
            });
            chosen.collect()
        };
        for (account, frequency) in chosen {
            if frequency == DigestFrequency::Never {
                self.forget(account);
                continue;
            }
            let Some(last) = self.sent.last(account).or_else(|| self.begin(account, now)) else {
                continue;
            };
            let Some(slot) = due(now, last, frequency) else {
                continue;
            };
            let waits = self.failures.get(&account);
            if waits.is_some_and(|failure| now < failure.again) {
                continue;
            }
            match self.send(account, last, slot, now) {
                Ok(()) => {
                    self.failures.remove(&account);
                }
                Err(why) => {
                    self.failed(account, now, &why);
                    if why.is_everybodys() {
                        return;
                    }
                }
            }
        }
    }

    /// Somebody seen for the first time gets their first one at the next hour it is sent.
    fn begin(&mut self, account: AccountId, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.sent.put(account, now) {
            Ok(()) => Some(now),
            Err(error) => {
                tracing::error!(%error, "what was sent cannot be kept, so no digest is sent");
                None
            }
        }
    }

    /// Somebody who wants none begins anew when they want one again.
    fn forget(&mut self, account: AccountId) {
        self.failures.remove(&account);
        if let Err(error) = self.sent.forget(account) {
            tracing::error!(%error, "what was sent cannot be kept");
        }
    }

    fn send(
        &mut self,
        account: AccountId,
        last: DateTime<Utc>,
        slot: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), NotSent> {
        let Some(address) = self.address(account) else {
            // Nobody to send it to, until the account says whom: nothing is owed for this time.
            return self.sent.put(account, slot).map_err(NotSent::from);
        };
        let today = day_in_england(now);
        let counts = counts(&self.app, account, today, day_in_england(last))?;
        let letter = letter(&counts, self.public_url.as_deref());
        let id = self.app.fresh_id().map_err(|_| NotSent::Unreadable)?;
        let message = mail::message(&letter, &self.from, &address, id, now)?;
        // Kept before it is sent: after a crash in between one is missing, and none comes twice.
        self.sent.put(account, slot)?;
        if let Err(why) = mail::send(&self.transport, &message) {
            self.sent.put(account, last)?;
            return Err(why);
        }
        self.tally.sent.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Where the account's e-mail goes.
    fn address(&self, account: AccountId) -> Option<String> {
        let text = self.app.live().accounts.get(account)?.sign_in.clone()?;
        match self.app.text(text.position, &text.field).ok()? {
            Disclosed::Words(words) => Some(words),
            Disclosed::Erased | Disclosed::Sealed => None,
        }
    }

    fn failed(&mut self, account: AccountId, now: DateTime<Utc>, why: &NotSent) {
        self.tally.failed.fetch_add(1, Ordering::Relaxed);
        let times = self.failures.get(&account).map_or(0, |one| one.times) + 1;
        let doubled = (times - 1).min(DOUBLED_MAX);
        let wait = TimeDelta::minutes(WAITS_FIRST_MINUTES << doubled);
        tracing::warn!(%why, times, minutes = wait.num_minutes(), "a digest was not sent; waiting");
        let again = now + wait;
        self.failures.insert(account, Failure { times, again });
    }
}
