//! Failed sign-ins: who has to wait before the next try.
//!
//! The rule that comes before all others: **nobody is refused because of what others did.** Waits
//! are counted by the name that was tried and where the try came from, so an attacker locks out
//! only themselves. A browser that somebody has signed in with before carries a signed device
//! cookie and is a place of its own, so even an attacker behind the same address does not stand
//! in its way. When a name is tried from many places, others who try it from an unknown place are
//! slowed by up to three seconds, and never refused.
//!
//! A try is counted before its outcome is known, and taken back when it succeeds, so that many
//! tries at once gain nothing.

mod bounded;
mod device;

use super::AccountId;
use super::peer::Peer;
use super::secrets::NoRandomness;
use bounded::Bounded;
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zeroize::ZeroizeOnDrop;

/// How many failures from one place for one name are free.
pub const FREE_TRIES: u32 = 5;

/// The waits after that, in minutes; the last one repeats.
pub const WAITS_MINUTES: [i64; 5] = [1, 2, 4, 8, 15];

/// How many failures an hour one address may have over all names. Many people of one organisation
/// may share an address.
pub const ADDRESS_TRIES_AN_HOUR: u32 = 100;

/// How many failures an hour over all places slow an unknown place down.
pub const SLOW_AFTER: u32 = 50;

/// How many wrong codes an hour end a sign-in that has got as far as the second step.
pub const CODES_AN_HOUR: u32 = 10;

/// How many wrong passwords an hour somebody who is signed in may give when asked for it again.
pub const PROOFS_AN_HOUR: u32 = 10;

/// How long the failures of one place for one name are remembered after the last.
const PAIR_REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// How many counters of each kind are kept; the oldest go.
const COUNTERS_MAX: usize = 50_000;

/// A name somebody tried to sign in with, as a keyed digest, so that memory holds no addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameDigest([u8; 32]);

/// Where a try comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A browser that this name has signed in with before.
    Device([u8; 16]),
    /// Anywhere else, by address.
    Address(Peer),
}

/// What becomes of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Judge it.
    Go,
    /// Judge it after this long: this name is being tried from many places.
    Delay(Duration),
    /// Do not judge it: this place has failed too often and may try again after this long.
    Wait(Duration),
}

/// What becomes of a code of the second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeVerdict {
    /// Judge it; after it so many more are taken this hour.
    Go {
        /// How many more.
        left: u32,
    },
    /// Do not judge it and end the pending session: codes are taken again after this long.
    End(Duration),
}

#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    failures: u32,
    until: Option<DateTime<Utc>>,
}

/// Failures since the beginning of an hour that starts with the first.
#[derive(Debug, Clone, Copy)]
struct Hour {
    since: DateTime<Utc>,
    failures: u32,
}

/// Where codes for an account come from: each known device, and everywhere else together.
type CodeSource = (AccountId, Option<[u8; 16]>);

#[derive(Debug)]
struct Counters {
    pairs: Bounded<(NameDigest, Origin), Pair>,
    addresses: Bounded<Peer, Hour>,
    names: Bounded<NameDigest, Hour>,
    codes: Bounded<CodeSource, Hour>,
    proofs: Bounded<CodeSource, Hour>,
}

/// The key device cookies and names are signed with.
#[derive(ZeroizeOnDrop)]
struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        // HMAC takes a key of any length, so this is never empty-handed.
        let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.0) else {
            return [0; 32];
        };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// Every counter of failed sign-ins.
#[derive(Debug)]
pub struct Throttle {
    key: Key,
    counters: Mutex<Counters>,
}

impl Throttle {
    /// No failures yet. `key` is derived by the caller from the master key, for this purpose only,
    /// so that device cookies outlive a restart.
    pub fn new(key: [u8; 32]) -> Self {
        Self {
            key: Key(key),
            counters: Mutex::new(Counters {
                pairs: Bounded::new(COUNTERS_MAX),
                addresses: Bounded::new(COUNTERS_MAX),
                names: Bounded::new(COUNTERS_MAX),
                codes: Bounded::new(COUNTERS_MAX),
                proofs: Bounded::new(COUNTERS_MAX),
            }),
        }
    }

    /// What counters know a sign-in name by, whether or not there is such an account.
    pub fn name(&self, sign_in: &str) -> NameDigest {
        let name = sign_in.trim().to_lowercase();
        NameDigest(self.key.mac("name", &[name.as_bytes()]))
    }

    /// A device cookie for a browser that `name` has just signed in with fully.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn device_cookie(
        &self,
        name: &NameDigest,
        now: DateTime<Utc>,
    ) -> Result<String, NoRandomness> {
        device::issue(&self.key, name, now)
    }

    /// Where a try for `name` comes from: the device whose cookie it carries, if that cookie was
    /// issued to this name within half a year; else its address.
    pub fn origin(
        &self,
        name: &NameDigest,
        peer: Peer,
        device_cookie: Option<&str>,
        now: DateTime<Utc>,
    ) -> Origin {
        let device = device_cookie.and_then(|cookie| device::read(&self.key, name, cookie, now));
        device.map_or(Origin::Address(peer), Origin::Device)
    }

    /// Asks whether a password may be judged, and counts the try as failed until
    /// [`Throttle::succeeded`] says otherwise. A try that has to wait is not counted.
    pub fn attempt(&self, name: NameDigest, origin: Origin, now: DateTime<Utc>) -> Verdict {
        let mut counters = self.lock();
        let waits = [
            counters.pair_wait(name, origin, now),
            counters.address_wait(origin, now),
        ];
        if let Some(wait) = waits.into_iter().flatten().max() {
            return Verdict::Wait(wait);
        }
        counters.count(name, origin, now);
        counters.slowed(name, origin, now)
    }

    /// The password was right: what this place failed for this name is forgotten.
    pub fn succeeded(&self, name: NameDigest, origin: Origin, now: DateTime<Utc>) {
        let mut counters = self.lock();
        counters.pairs.remove(&(name, origin));
        if let Some(hour) = counters.names.get_mut(&name, now) {
            hour.failures = hour.failures.saturating_sub(1);
        }
        if let Origin::Address(peer) = origin
            && let Some(hour) = counters.addresses.get_mut(&peer, now)
        {
            hour.failures = hour.failures.saturating_sub(1);
        }
    }

    /// Asks whether a code of the second step (or a recovery code) may be judged, and counts it as
    /// wrong until [`Throttle::code_succeeded`] says otherwise.
    ///
    /// Whoever gets here has the password, so all unknown places count together; a device the
    /// account has signed in with before counts by itself.
    pub fn attempt_code(
        &self,
        account: AccountId,
        origin: Origin,
        now: DateTime<Utc>,
    ) -> CodeVerdict {
        let source = (account, device_of(origin));
        verdict(&mut self.lock().codes, source, CODES_AN_HOUR, now)
    }

    /// The code was right: wrong ones from there are forgotten.
    pub fn code_succeeded(&self, account: AccountId, origin: Origin) {
        self.lock().codes.remove(&(account, device_of(origin)));
    }

    /// Asks whether the password may be judged that somebody who is signed in is asked for once
    /// more, and counts it as wrong until [`Throttle::proof_succeeded`] says otherwise. It is
    /// counted apart from sign-ins: whoever guesses in a session that was left open keeps nobody
    /// from signing in.
    pub fn attempt_proof(
        &self,
        account: AccountId,
        origin: Origin,
        now: DateTime<Utc>,
    ) -> CodeVerdict {
        let source = (account, device_of(origin));
        verdict(&mut self.lock().proofs, source, PROOFS_AN_HOUR, now)
    }

    /// The password was right: wrong ones from there are forgotten.
    pub fn proof_succeeded(&self, account: AccountId, origin: Origin) {
        self.lock().proofs.remove(&(account, device_of(origin)));
    }

    /// A panic elsewhere leaves counters that are at most one too high.
    fn lock(&self) -> MutexGuard<'_, Counters> {
        self.counters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counters {
    fn pair_wait(&self, name: NameDigest, origin: Origin, now: DateTime<Utc>) -> Option<Duration> {
        let longest = WAITS_MINUTES.last().copied().unwrap_or_default();
        let until_moment = self.pairs.get(&(name, origin))?.until?;
        // A moment further away than any wait was written by a clock that has been set back.
        let waits = now < until_moment && until_moment <= now + TimeDelta::minutes(longest);
        waits.then(|| until(until_moment, now))
    }

    fn address_wait(&self, origin: Origin, now: DateTime<Utc>) -> Option<Duration> {
        let Origin::Address(peer) = origin else {
            return None;
        };
        let hour = self
            .addresses
            .get(&peer)
            .filter(|hour| is_current(hour, now))?;
        let spent = hour.failures >= ADDRESS_TRIES_AN_HOUR;
        spent.then(|| until(hour.since + TimeDelta::hours(1), now))
    }

    fn count(&mut self, name: NameDigest, origin: Origin, now: DateTime<Utc>) {
        let key = (name, origin);
        let stale = |seen: DateTime<Utc>| now - seen >= PAIR_REMEMBERED;
        if self.pairs.seen(&key).is_some_and(stale) {
            self.pairs.remove(&key);
        }
        let pair = self.pairs.entry(key, now, Pair::default);
        pair.failures = pair.failures.saturating_add(1);
        pair.until = wait_after(pair.failures).map(|wait| now + wait);
        let hour = current_hour(&mut self.names, name, now);
        hour.failures = hour.failures.saturating_add(1);
        if let Origin::Address(peer) = origin {
            let hour = current_hour(&mut self.addresses, peer, now);
            hour.failures = hour.failures.saturating_add(1);
        }
    }

    /// One second more for each fifty failures an hour, up to three.
    fn slowed(&self, name: NameDigest, origin: Origin, now: DateTime<Utc>) -> Verdict {
        let hour = self.names.get(&name).filter(|hour| is_current(hour, now));
        let failures = hour.map_or(0, |hour| hour.failures);
        match origin {
            Origin::Address(_) if failures > SLOW_AFTER => {
                let seconds = u64::from(failures / SLOW_AFTER).min(3);
                Verdict::Delay(Duration::from_secs(seconds))
            }
            Origin::Address(_) | Origin::Device(_) => Verdict::Go,
        }
    }
}

/// Counts one more from a source, unless so many were counted this hour already.
fn verdict(
    hours: &mut Bounded<CodeSource, Hour>,
    source: CodeSource,
    an_hour: u32,
    now: DateTime<Utc>,
) -> CodeVerdict {
    let hour = current_hour(hours, source, now);
    if hour.failures >= an_hour {
        return CodeVerdict::End(until(hour.since + TimeDelta::hours(1), now));
    }
    hour.failures += 1;
    CodeVerdict::Go {
        left: an_hour - hour.failures,
    }
}

/// How long a place waits after so many failures for one name.
fn wait_after(failures: u32) -> Option<TimeDelta> {
    let step = usize::try_from(failures.checked_sub(FREE_TRIES)?).unwrap_or(usize::MAX);
    let minutes = WAITS_MINUTES.get(step).or(WAITS_MINUTES.last());
    minutes.map(|&minutes| TimeDelta::minutes(minutes))
}

fn current_hour<K: Copy + Eq + std::hash::Hash + Ord>(
    hours: &mut Bounded<K, Hour>,
    key: K,
    now: DateTime<Utc>,
) -> &mut Hour {
    let fresh = Hour {
        since: now,
        failures: 0,
    };
    let hour = hours.entry(key, now, || fresh);
    if !is_current(hour, now) {
        *hour = fresh;
    }
    hour
}

/// Whether an hour has begun and not ended. One that begins later than now was written by a clock
/// that has been set back.
fn is_current(hour: &Hour, now: DateTime<Utc>) -> bool {
    hour.since <= now && now < hour.since + TimeDelta::hours(1)
}

fn device_of(origin: Origin) -> Option<[u8; 16]> {
    match origin {
        Origin::Device(id) => Some(id),
        Origin::Address(_) => None,
    }
}

fn until(moment: DateTime<Utc>, now: DateTime<Utc>) -> Duration {
    (moment - now).to_std().unwrap_or_default()
}

#[cfg(test)]
mod tests;
