//! Sign-ins that have been begun and not come back from the provider.

use crate::identity::secrets::{NoRandomness, Secret};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{CsrfToken, Nonce};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// How long somebody has at the provider.
const KEPT_FOR: TimeDelta = TimeDelta::minutes(10);

/// How many sign-ins may be under way; the oldest go.
const UNDER_WAY_MAX: usize = 10_000;

/// How much is kept of where all of them lead, in bytes. Anybody may set out without being known,
/// so beyond that a sign-in leads to the home page: nobody who is under way is made to stop.
const DESTINATIONS_BYTES_MAX: usize = 1024 * 1024;

/// Where a sign-in leads when there is no room to keep it.
const HOME: &str = "/";

/// A sign-in that was begun: what its answer has to agree with.
#[derive(Clone)]
pub struct Pending {
    pub(super) state: CsrfToken,
    pub(super) nonce: Nonce,
    pub(super) pkce: Zeroizing<String>,
    pub(super) provider: String,
    pub(super) begun: DateTime<Utc>,
}

/// Its secrets stay out of logs and panics.
impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pending({}, begun {})", self.provider, self.begun)
    }
}

impl Pending {
    /// The provider that was asked, by its name in the settings.
    pub fn provider(&self) -> &str {
        &self.provider
    }
}

/// Sign-ins under way, each known by a secret that only the browser has which began it: a cookie.
#[derive(Debug, Default)]
pub struct Pendings {
    by_digest: Mutex<HashMap<[u8; 32], (Pending, String)>>,
}

impl Pendings {
    /// Keeps a sign-in and where it leads on this site, and gives the secret for the cookie.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn keep(
        &self,
        pending: Pending,
        destination: String,
        now: DateTime<Utc>,
    ) -> Result<Secret, NoRandomness> {
        let cookie = Secret::fresh()?;
        let mut kept = self.lock();
        if kept.len() >= UNDER_WAY_MAX {
            kept.retain(|_, (pending, _)| !is_over(pending, now));
        }
        if kept.len() >= UNDER_WAY_MAX {
            drop_oldest(&mut kept);
        }
        let known: usize = kept
            .values()
            .map(|(_, destination)| destination.len())
            .sum();
        let destination = if known + destination.len() > DESTINATIONS_BYTES_MAX {
            HOME.to_owned()
        } else {
            destination
        };
        kept.insert(cookie.digest(), (pending, destination));
        Ok(cookie)
    }

    /// Takes the sign-in of a cookie, once, and where it leads. None when there is none or it was
    /// begun more than ten minutes ago.
    pub fn take(&self, cookie: &Secret, now: DateTime<Utc>) -> Option<(Pending, String)> {
        let taken = self.lock().remove(&cookie.digest())?;
        (!is_over(&taken.0, now)).then_some(taken)
    }

    /// Forgets what is over. Called every minute or so.
    pub fn sweep(&self, now: DateTime<Utc>) {
        self.lock().retain(|_, (pending, _)| !is_over(pending, now));
    }

    /// A panic elsewhere leaves the map whole: every change to it is one call.
    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], (Pending, String)>> {
        self.by_digest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_over(pending: &Pending, now: DateTime<Utc>) -> bool {
    now >= pending.begun + KEPT_FOR
}

/// Drops the oldest tenth at once, so that a full map is not sorted for every new sign-in.
fn drop_oldest(kept: &mut HashMap<[u8; 32], (Pending, String)>) {
    let mut found: Vec<_> = kept
        .iter()
        .map(|(digest, (p, _))| (p.begun, *digest))
        .collect();
    found.sort_unstable();
    for (_, digest) in found.into_iter().take(UNDER_WAY_MAX / 10) {
        kept.remove(&digest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn pending(begun: DateTime<Utc>) -> Pending {
        Pending {
            state: CsrfToken::new("state".to_owned()),
            nonce: Nonce::new("nonce".to_owned()),
            pkce: Zeroizing::new("verifier".to_owned()),
            provider: "northshire".to_owned(),
            begun,
        }
    }

    #[test]
    fn a_sign_in_is_taken_once_by_the_browser_that_began_it() {
        let pendings = Pendings::default();
        let cookie = pendings
            .keep(pending(at(0)), "/plan".to_owned(), at(0))
            .unwrap();
        assert!(pendings.take(&Secret::fresh().unwrap(), at(1)).is_none());
        let (taken, destination) = pendings.take(&cookie, at(599)).unwrap();
        assert_eq!(
            (taken.provider(), destination.as_str()),
            ("northshire", "/plan")
        );
        assert!(pendings.take(&cookie, at(1)).is_none());
    }

    #[test]
    fn a_sign_in_is_over_after_ten_minutes() {
        let pendings = Pendings::default();
        let cookie = pendings.keep(pending(at(0)), String::new(), at(0)).unwrap();
        assert!(pendings.take(&cookie, at(600)).is_none());
        pendings.keep(pending(at(0)), String::new(), at(0)).unwrap();
        pendings.sweep(at(600));
        assert!(pendings.lock().is_empty());
    }

    #[test]
    fn only_so_many_are_under_way_and_the_oldest_go() {
        let pendings = Pendings::default();
        let keep = |number: usize| {
            // All within ten minutes, so that none is over.
            let begun = at(i64::try_from(number / 100).unwrap());
            pendings.keep(pending(begun), String::new(), begun).unwrap()
        };
        let cookies: Vec<Secret> = (0..=UNDER_WAY_MAX).map(keep).collect();
        assert!(pendings.lock().len() <= UNDER_WAY_MAX);
        assert!(pendings.take(&cookies[0], at(101)).is_none());
        assert!(pendings.take(&cookies[UNDER_WAY_MAX], at(101)).is_some());
    }

    #[test]
    fn where_they_lead_takes_only_so_much_room_and_nobody_is_made_to_stop() {
        let pendings = Pendings::default();
        let keep = |destination: String| {
            let kept = pendings.keep(pending(at(0)), destination, at(0));
            kept.unwrap()
        };
        let first = keep("/plan".to_owned());
        let long = format!("/{}", "x".repeat(2_047));
        let cookies: Vec<Secret> = (0..2_000).map(|_| keep(long.clone())).collect();
        let held: usize = pendings.lock().values().map(|(_, to)| to.len()).sum();
        assert!(held <= DESTINATIONS_BYTES_MAX + 2_000, "{held}");
        let leads = |cookie: &Secret| pendings.take(cookie, at(1)).map(|(_, to)| to);
        assert_eq!(leads(&first).as_deref(), Some("/plan"));
        assert_eq!(leads(&cookies[0]), Some(long));
        assert_eq!(leads(&cookies[1_999]).as_deref(), Some("/"));
    }

    #[test]
    fn secrets_of_a_sign_in_are_not_printed() {
        let printed = format!("{:?}", pending(at(0)));
        assert!(printed.contains("northshire"));
        for secret in ["state", "nonce", "verifier"] {
            assert!(!printed.contains(secret), "{secret}");
        }
    }
}
