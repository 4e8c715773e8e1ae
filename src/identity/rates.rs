//! How many requests somebody may make.
//!
//! Limits are for machines that run wild and people who try to exhaust the service; nobody who
//! reads and writes meets them. Each limit is a bucket that fills evenly: a burst may empty it,
//! and then requests come as fast as it fills.

use super::AccountId;
use super::peer::Peer;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// How many buckets of one kind are kept before those that are full again are thrown away.
const KEYS_MAX: usize = 50_000;

/// Who asks, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asking {
    /// Somebody signed in.
    Account(AccountId),
    /// A program with an API token.
    Token(Uuid),
    /// Anybody, by address.
    Peer(Peer),
    /// Somebody not signed in who wants something changed: to sign in, to take an invitation.
    UnsafeFrom(Peer),
}

/// One limit: how many requests a minute, and how many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many requests a minute in the long run.
    pub a_minute: NonZeroU32,
    /// How many at once.
    pub burst: NonZeroU32,
}

impl Rate {
    /// A rate of so many a minute and so many at once; 0 counts as 1.
    pub const fn new(a_minute: u32, burst: u32) -> Self {
        Self {
            a_minute: at_least_one(a_minute),
            burst: at_least_one(burst),
        }
    }
}

const fn at_least_one(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

/// The limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Of an account or a token: 300 requests a minute, 100 at once.
    pub account: Rate,
    /// Of an address: 1200 requests a minute, 400 at once. A whole office may share one.
    pub peer: Rate,
    /// Of an address without a sign-in, for anything that changes something: 120 a minute, 60 at
    /// once. A whole office may share one at nine in the morning, and signing in takes two; what
    /// guesses at one account is slowed down by the throttle.
    pub unsafe_requests: Rate,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            account: Rate::new(300, 100),
            peer: Rate::new(1_200, 400),
            unsafe_requests: Rate::new(120, 60),
        }
    }
}

type Buckets<C> =
    RateLimiter<Asking, HashMapStateStore<Asking>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// The buckets of everybody.
#[derive(Debug)]
pub struct RateLimits<C: Clock = DefaultClock> {
    account: Limiter<C>,
    peer: Limiter<C>,
    unsafe_requests: Limiter<C>,
}

impl RateLimits {
    /// Full buckets, by a clock that only goes on.
    pub fn new(rates: Rates) -> Self {
        Self::with_clock(rates, &DefaultClock::default())
    }
}

impl<C: Clock + Clone> RateLimits<C> {
    /// Full buckets, by a clock of one's own.
    pub fn with_clock(rates: Rates, clock: &C) -> Self {
        let limiter = |rate| Limiter::new(rate, clock);
        Self {
            account: limiter(rates.account),
            peer: limiter(rates.peer),
            unsafe_requests: limiter(rates.unsafe_requests),
        }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// How long to wait before the next one, when there have been too many.
    pub fn check(&self, asking: Asking) -> Result<(), Duration> {
        let limiter = match asking {
            Asking::Account(_) | Asking::Token(_) => &self.account,
            Asking::Peer(_) => &self.peer,
            Asking::UnsafeFrom(_) => &self.unsafe_requests,
        };
        limiter.check(asking)
    }

    /// Throws away buckets that are full again. Called every minute or so.
    pub fn sweep(&self) {
        for limiter in [&self.account, &self.peer, &self.unsafe_requests] {
            limiter.lock().retain_recent();
        }
    }
}

#[derive(Debug)]
struct Limiter<C: Clock> {
    quota: Quota,
    clock: C,
    buckets: Mutex<Buckets<C>>,
}

impl<C: Clock + Clone> Limiter<C> {
    fn new(rate: Rate, clock: &C) -> Self {
        let quota = Quota::per_minute(rate.a_minute).allow_burst(rate.burst);
        Self {
            quota,
            clock: clock.clone(),
            buckets: Mutex::new(RateLimiter::hashmap_with_clock(quota, clock.clone())),
        }
    }

    fn check(&self, asking: Asking) -> Result<(), Duration> {
        let mut buckets = self.lock();
        if buckets.len() >= KEYS_MAX {
            buckets.retain_recent();
        }
        if buckets.len() >= KEYS_MAX {
            // More different askers than could be counted: counting starts again, which lets a
            // flood through once in a while and keeps memory within its limit.
            *buckets = RateLimiter::hashmap_with_clock(self.quota, self.clock.clone());
        }
        let checked = buckets.check_key(&asking);
        checked.map_err(|not_yet| not_yet.wait_time_from(self.clock.now()))
    }

    /// A panic elsewhere leaves the buckets whole.
    fn lock(&self) -> MutexGuard<'_, Buckets<C>> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;

    fn limits() -> (RateLimits<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        (RateLimits::with_clock(Rates::default(), &clock), clock)
    }

    fn peer(number: u8) -> Peer {
        Peer::V4([192, 0, 2, number])
    }

    /// How many requests at one moment are let through, of at most a thousand.
    fn let_through(limits: &RateLimits<FakeRelativeClock>, asking: Asking) -> usize {
        (0..1_000)
            .take_while(|_| limits.check(asking).is_ok())
            .count()
    }

    #[test]
    fn a_burst_is_let_through_and_then_requests_come_as_the_bucket_fills() {
        for (asking, burst, a_second) in [
            (Asking::Account(AccountId::from(Uuid::nil())), 100, 5),
            (Asking::Token(Uuid::nil()), 100, 5),
            (Asking::Peer(peer(1)), 400, 20),
        ] {
            let (limits, clock) = limits();
            assert_eq!(let_through(&limits, asking), burst);
            clock.advance(Duration::from_secs(1));
            assert_eq!(let_through(&limits, asking), a_second);
            clock.advance(Duration::from_hours(1));
            assert_eq!(let_through(&limits, asking), burst);
        }
    }

    #[test]
    fn who_is_not_signed_in_changes_little() {
        let (limits, clock) = limits();
        let asking = Asking::UnsafeFrom(peer(1));
        assert_eq!(let_through(&limits, asking), 60);
        assert_eq!(limits.check(asking), Err(Duration::from_millis(500)));
        clock.advance(Duration::from_secs(3));
        assert_eq!(let_through(&limits, asking), 6);
    }

    #[test]
    fn nobody_uses_up_what_another_may_ask() {
        let (limits, _) = limits();
        let account = |number| Asking::Account(AccountId::from(Uuid::from_u128(number)));
        let_through(&limits, account(1));
        let_through(&limits, Asking::Peer(peer(1)));
        let_through(&limits, Asking::UnsafeFrom(peer(1)));
        assert_eq!(limits.check(account(2)), Ok(()));
        assert_eq!(limits.check(Asking::Token(Uuid::from_u128(1))), Ok(()));
        assert_eq!(limits.check(Asking::Peer(peer(2))), Ok(()));
        assert_eq!(limits.check(Asking::UnsafeFrom(peer(2))), Ok(()));
        assert!(limits.check(account(1)).is_err());
    }

    #[test]
    fn buckets_that_are_full_again_are_thrown_away() {
        let (limits, clock) = limits();
        for number in 0..=255 {
            limits.check(Asking::Peer(peer(number))).unwrap();
        }
        assert_eq!(limits.peer.lock().len(), 256);
        clock.advance(Duration::from_mins(1));
        limits.sweep();
        assert_eq!(limits.peer.lock().len(), 0);
    }

    #[test]
    fn there_are_only_so_many_buckets() {
        let (limits, _) = limits();
        for number in 0..60_000_u32 {
            let [_, a, b, c] = number.to_be_bytes();
            limits.check(Asking::Peer(Peer::V4([10, a, b, c]))).unwrap();
            assert!(limits.peer.lock().len() <= KEYS_MAX);
        }
    }
}
