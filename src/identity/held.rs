//! What somebody typed while their session expired, kept until they have signed in again.

use super::AccountId;
use super::secrets::{NoRandomness, Secret};
use super::sessions::Lapsed;
use chrono::{DateTime, TimeDelta, Utc};
use events::ids::HoldingId;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// How much is held, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest form, in bytes.
    pub body_bytes_max: usize,
    /// All forms together, in bytes.
    pub total_bytes_max: usize,
    /// How many forms of one account; the oldest goes.
    pub per_account_max: usize,
    /// How many forms in all; the oldest goes.
    pub overall_max: usize,
    /// How long a form is held.
    pub keep: TimeDelta,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes_max: 2 * 1024 * 1024,
            total_bytes_max: 64 * 1024 * 1024,
            per_account_max: 5,
            overall_max: 500,
            keep: TimeDelta::hours(2),
        }
    }
}

/// A form as it was posted. Its body is wiped from memory when dropped, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Form {
    /// Where it was posted to.
    pub path: String,
    /// The role its author worked in.
    pub holding: Option<HoldingId>,
    /// How its body is written.
    pub content_type: String,
    /// What was typed.
    pub body: Zeroizing<Vec<u8>>,
}

/// Words stay out of logs and panics: only the length is shown.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Form({} bytes)", self.body.len())
    }
}

/// Why a form is not held.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotHeld {
    /// It is too large.
    #[error("what was sent is too large to keep ({bytes} bytes, and {bytes_max} can be kept)")]
    TooLarge {
        /// How large it is.
        bytes: usize,
        /// The limit.
        bytes_max: usize,
    },
    /// The operating system gave no randomness for its name.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

#[derive(Debug)]
struct Kept {
    account: AccountId,
    since: DateTime<Utc>,
    form: Form,
}

impl Kept {
    fn bytes(&self) -> usize {
        bytes(&self.form)
    }
}

fn bytes(form: &Form) -> usize {
    form.body.len() + form.path.len() + form.content_type.len()
}

/// The forms that are held. Only somebody whose cookie was a real session can put one here, and
/// only the same account gets it back.
#[derive(Debug)]
pub struct Held {
    limits: Limits,
    by_digest: Mutex<HashMap<[u8; 32], Kept>>,
}

impl Held {
    /// Nothing is held yet.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            by_digest: Mutex::default(),
        }
    }

    /// Holds a form for whoever's session lapsed, and gives the name it is asked for by.
    ///
    /// # Errors
    /// When it is too large, or the operating system gives no randomness.
    pub fn keep(&self, lapsed: &Lapsed, form: Form, now: DateTime<Utc>) -> Result<Secret, NotHeld> {
        let (bytes, bytes_max) = (bytes(&form), self.limits.body_bytes_max);
        if bytes > bytes_max {
            return Err(NotHeld::TooLarge { bytes, bytes_max });
        }
        let name = Secret::fresh()?;
        let account = lapsed.account();
        let mut held = self.lock();
        held.retain(|_, kept| now < kept.since + self.limits.keep);
        let of_account = |kept: &Kept| kept.account == account;
        drop_oldest_while(&mut held, of_account, |count, _| {
            count >= self.limits.per_account_max.max(1)
        });
        drop_oldest_while(
            &mut held,
            |_| true,
            |count, total| {
                count >= self.limits.overall_max.max(1)
                    || total + bytes > self.limits.total_bytes_max
            },
        );
        let since = now;
        held.insert(
            name.digest(),
            Kept {
                account,
                since,
                form,
            },
        );
        Ok(name)
    }

    /// The form of that name, for the account it was held for. It stays, so that a page that is
    /// asked for twice loses nothing. Another account gets nothing.
    pub fn of(&self, account: AccountId, name: &Secret, now: DateTime<Utc>) -> Option<Form> {
        let held = self.lock();
        let kept = held.get(&name.digest())?;
        let theirs = kept.account == account && now < kept.since + self.limits.keep;
        theirs.then(|| kept.form.clone())
    }

    /// Forgets what has been held too long. Called every minute or so.
    pub fn sweep(&self, now: DateTime<Utc>) {
        self.lock()
            .retain(|_, kept| now < kept.since + self.limits.keep);
    }

    /// Forgets everything of the accounts that may not be used any more.
    pub fn forget_unless(&self, may_be_used: impl Fn(AccountId) -> bool) {
        let accounts: BTreeSet<AccountId> = self.lock().values().map(|one| one.account).collect();
        let gone = |account: &AccountId| !may_be_used(*account);
        let gone: BTreeSet<AccountId> = accounts.into_iter().filter(gone).collect();
        self.lock().retain(|_, kept| !gone.contains(&kept.account));
    }

    /// A panic elsewhere leaves the map whole: every change to it is one call.
    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], Kept>> {
        self.by_digest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Drops the oldest form among `which` as long as their count and bytes are too much.
fn drop_oldest_while(
    held: &mut HashMap<[u8; 32], Kept>,
    which: impl Fn(&Kept) -> bool,
    too_much: impl Fn(usize, usize) -> bool,
) {
    let found = held.iter().filter(|(_, kept)| which(kept));
    let mut found: Vec<_> = found
        .map(|(digest, kept)| (kept.since, *digest, kept.bytes()))
        .collect();
    found.sort_unstable();
    let mut count = found.len();
    let mut total: usize = found.iter().map(|(_, _, bytes)| bytes).sum();
    for (_, digest, bytes) in found {
        if !too_much(count, total) {
            break;
        }
        held.remove(&digest);
        count -= 1;
        total -= bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::sessions::{self, Sessions, Stage, Standing};
    use crate::identity::user_agent::UserAgent;
    use uuid::Uuid;

    fn account(number: u128) -> AccountId {
        AccountId::from(Uuid::from_u128(number))
    }

    fn start() -> DateTime<Utc> {
        "2026-03-02T09:00:00Z".parse().unwrap()
    }

    fn lapsed(number: u128) -> Lapsed {
        let sessions = Sessions::new(sessions::Limits::default());
        let long_ago = start() - TimeDelta::hours(1);
        let cookie = sessions
            .begin(
                account(number),
                Stage::Full,
                UserAgent::read(None),
                long_ago,
            )
            .unwrap();
        match sessions.touch(&cookie, start()) {
            Standing::Lapsed(lapsed) => lapsed,
            Standing::Going(_) | Standing::Unknown => panic!("an hour is longer than idle"),
        }
    }

    fn form(body: &str) -> Form {
        Form {
            path: "/actions/1".to_owned(),
            holding: None,
            content_type: "application/x-www-form-urlencoded".to_owned(),
            body: Zeroizing::new(body.as_bytes().to_vec()),
        }
    }

    #[test]
    fn a_form_comes_back_to_the_same_account_however_often_it_asks() {
        let held = Held::new(Limits::default());
        let name = held.keep(&lapsed(1), form("typed"), start()).unwrap();
        assert_eq!(held.of(account(2), &name, start()), None);
        assert_eq!(held.of(account(1), &name, start()), Some(form("typed")));
        assert_eq!(held.of(account(1), &name, start()), Some(form("typed")));
    }

    #[test]
    fn a_form_is_found_by_its_own_name_only() {
        let held = Held::new(Limits::default());
        held.keep(&lapsed(1), form("typed"), start()).unwrap();
        assert_eq!(
            held.of(account(1), &Secret::fresh().unwrap(), start()),
            None
        );
    }

    #[test]
    fn a_form_is_held_for_two_hours() {
        let held = Held::new(Limits::default());
        let name = held.keep(&lapsed(1), form("typed"), start()).unwrap();
        held.sweep(start() + TimeDelta::minutes(119));
        assert_eq!(
            held.of(account(1), &name, start() + TimeDelta::hours(2)),
            None
        );
        let in_time = start() + TimeDelta::minutes(119);
        assert!(held.of(account(1), &name, in_time).is_some());
    }

    #[test]
    fn a_form_of_two_mebibytes_is_held_and_a_larger_one_is_not() {
        let held = Held::new(Limits::default());
        let limit = Limits::default().body_bytes_max;
        let around = bytes(&form(""));
        let fits = form(&"x".repeat(limit - around));
        let larger = form(&"x".repeat(limit - around + 1));
        assert!(held.keep(&lapsed(1), fits, start()).is_ok());
        let refused = held.keep(&lapsed(1), larger, start()).unwrap_err();
        assert!(refused.to_string().contains("2097152 can be kept"));
    }

    #[test]
    fn beyond_five_forms_of_an_account_the_oldest_goes() {
        let held = Held::new(Limits::default());
        let other = held.keep(&lapsed(2), form("other"), start()).unwrap();
        let at = |seconds| start() + TimeDelta::seconds(seconds);
        let keep = |second| held.keep(&lapsed(1), form("typed"), at(second)).unwrap();
        let names: Vec<Secret> = (0..6).map(keep).collect();
        assert_eq!(held.of(account(1), &names[0], at(6)), None);
        assert!(
            names[1..]
                .iter()
                .all(|name| held.of(account(1), name, at(6)).is_some())
        );
        assert!(held.of(account(2), &other, at(6)).is_some());
    }

    #[test]
    fn all_forms_together_stay_within_their_limits() {
        let small = Limits {
            total_bytes_max: 10 * bytes(&form("typed")),
            overall_max: 20,
            ..Limits::default()
        };
        let held = Held::new(small);
        for number in 0..50_u8 {
            let at = start() + TimeDelta::seconds(i64::from(number));
            held.keep(&lapsed(u128::from(number)), form("typed"), at)
                .unwrap();
        }
        assert_eq!(held.lock().len(), 10);
        assert!(held.lock().values().any(|kept| kept.account == account(49)));
    }

    #[test]
    fn what_was_typed_is_not_printed_and_can_be_forgotten() {
        let held = Held::new(Limits::default());
        let name = held
            .keep(&lapsed(1), form("a child's name"), start())
            .unwrap();
        assert!(!format!("{held:?} {:?}", form("a child's name")).contains("child"));
        let other = held.keep(&lapsed(2), form("typed"), start()).unwrap();
        held.forget_unless(|one| one != account(1));
        assert_eq!(held.of(account(1), &name, start()), None);
        assert!(held.of(account(2), &other, start()).is_some());
    }
}
