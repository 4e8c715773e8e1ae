//! Who is signed in: sessions on the server, known to a browser by a secret cookie.
//!
//! Sessions live in memory; after a restart everybody signs in again. Only the digest of a cookie
//! is kept. A session gets a new cookie whenever it may do more, or other things, than before, so
//! that a cookie somebody planted or saw earlier is worth nothing. A session is worth nothing, too,
//! once the record says that its account was signed out, whoever recorded that and from where.

use super::AccountId;
use super::secrets::{NoRandomness, Secret, random};
use super::user_agent::UserAgent;
use chrono::{DateTime, TimeDelta, Utc};
use events::ids::HoldingId;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// How long sessions last and how many there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long a session lasts without a request.
    pub idle: TimeDelta,
    /// How long a session lasts at all.
    pub absolute: TimeDelta,
    /// How long somebody has between the password and the second step.
    pub unfinished: TimeDelta,
    /// How long it is remembered whose an expired session was.
    pub lapsed: TimeDelta,
    /// How many sessions one account may have, and as many more that are not signed in fully yet;
    /// the one used longest ago goes. A password alone ends nobody's session.
    pub per_account_max: usize,
    /// How many sessions there may be; one that is not signed in fully goes first, then the one
    /// used longest ago.
    pub overall_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            idle: TimeDelta::minutes(30),
            absolute: TimeDelta::hours(12),
            unfinished: TimeDelta::minutes(10),
            lapsed: TimeDelta::hours(2),
            per_account_max: 20,
            overall_max: 20_000,
        }
    }
}

/// How far somebody has come in signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the code of the second step is awaited. Nothing is shown yet.
    AwaitingSecondStep,
    /// The password was right, and a second step has to be set up. Nothing else is shown yet.
    AwaitingEnrolment,
    /// Signed in.
    Full,
}

/// One session, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What the person's own list calls it; no use as a cookie.
    pub id: Uuid,
    /// Whose it is.
    pub account: AccountId,
    /// How far they have come.
    pub stage: Stage,
    /// The role holding they act in, once chosen.
    pub holding: Option<HoldingId>,
    /// When they signed in.
    pub created: DateTime<Utc>,
    /// The latest request that counts as use.
    pub last_seen: DateTime<Utc>,
    /// With what, coarsely.
    pub user_agent: UserAgent,
    /// When it ends if nothing more is done.
    pub ends: DateTime<Utc>,
    /// When its account was last signed out before it began, as a position in the log.
    signed_out: u64,
}

/// Says of an account the position of the last event that signed it out everywhere; 0 for none.
struct SignedOut(Box<dyn Fn(AccountId) -> u64 + Send + Sync>);

impl fmt::Debug for SignedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignedOut(…)")
    }
}

/// An expired session of somebody who was signed in. Only [`Sessions`] makes one, so holding it
/// shows that the cookie was real.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapsed {
    account: AccountId,
    holding: Option<HoldingId>,
    ended: DateTime<Utc>,
}

impl Lapsed {
    /// Whose session it was.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The role that was worked in, where one had been chosen.
    pub fn holding(&self) -> Option<HoldingId> {
        self.holding
    }

    /// When it ended.
    pub fn ended(&self) -> DateTime<Utc> {
        self.ended
    }
}

/// What a cookie is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// A session that goes on.
    Going(Session),
    /// It was somebody's, and expired a while ago.
    Lapsed(Lapsed),
    /// Not known: never given out, ended, or forgotten.
    Unknown,
}

/// Whether a request counts as use of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Counts,
    DoesNotCount,
}

/// Every session there is.
#[derive(Debug)]
pub struct Sessions {
    limits: Limits,
    signed_out: SignedOut,
    by_digest: Mutex<HashMap<[u8; 32], Session>>,
}

impl Sessions {
    /// No sessions yet, of accounts that no record speaks of.
    pub fn new(limits: Limits) -> Self {
        Self::under(limits, |_| 0)
    }

    /// No sessions yet. `signed_out` gives the position of the last event that signed an account
    /// out everywhere, 0 for none: sessions that began before it are worth nothing.
    pub fn under(
        limits: Limits,
        signed_out: impl Fn(AccountId) -> u64 + Send + Sync + 'static,
    ) -> Self {
        Self {
            limits,
            signed_out: SignedOut(Box::new(signed_out)),
            by_digest: Mutex::default(),
        }
    }

    /// The limits sessions obey.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Begins a session after a right password or an answer of a provider, and gives its cookie.
    /// Whatever cookie the browser sent before is to be ended with [`Sessions::end`].
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn begin(
        &self,
        account: AccountId,
        stage: Stage,
        user_agent: UserAgent,
        now: DateTime<Utc>,
    ) -> Result<Secret, NoRandomness> {
        let cookie = Secret::fresh()?;
        let id = uuid::Builder::from_random_bytes(*random::<16>()?).into_uuid();
        let session = Session {
            id,
            account,
            stage,
            holding: None,
            created: now,
            last_seen: now,
            user_agent,
            ends: self.end_of(stage, now, now),
            signed_out: self.signed_out(account),
        };
        let mut sessions = self.lock();
        sessions.retain(|_, session| !self.is_forgotten(session, now));
        self.make_room(&mut sessions, account, stage);
        sessions.insert(cookie.digest(), session);
        Ok(cookie)
    }

    /// Moves a session to another stage and gives it a new cookie; the old one is worth nothing
    /// from then on. None when the session does not go on.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn promote(
        &self,
        cookie: &Secret,
        stage: Stage,
        now: DateTime<Utc>,
    ) -> Result<Option<Secret>, NoRandomness> {
        self.rotate(cookie, now, |session| session.stage = stage)
    }

    /// Chooses the role holding somebody acts in, and gives the session a new cookie. None when
    /// the session does not go on or is not signed in fully.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn choose(
        &self,
        cookie: &Secret,
        holding: HoldingId,
        now: DateTime<Utc>,
    ) -> Result<Option<Secret>, NoRandomness> {
        let full = match self.look(cookie, now) {
            Standing::Going(session) => session.stage == Stage::Full,
            Standing::Lapsed(_) | Standing::Unknown => false,
        };
        if !full {
            return Ok(None);
        }
        self.rotate(cookie, now, |session| session.holding = Some(holding))
    }

    fn rotate(
        &self,
        cookie: &Secret,
        now: DateTime<Utc>,
        change: impl FnOnce(&mut Session),
    ) -> Result<Option<Secret>, NoRandomness> {
        let fresh = Secret::fresh()?;
        self.forget_signed_out(cookie);
        let mut sessions = self.lock();
        let digest = cookie.digest();
        let known = sessions.get(&digest);
        if known.is_none_or(|session| now >= session.ends) {
            return Ok(None);
        }
        let Some(mut session) = sessions.remove(&digest) else {
            return Ok(None);
        };
        change(&mut session);
        session.last_seen = session.last_seen.max(now);
        session.ends = self.end_of(session.stage, session.created, session.last_seen);
        self.make_room(&mut sessions, session.account, session.stage);
        sessions.insert(fresh.digest(), session);
        Ok(Some(fresh))
    }

    /// What a cookie is worth, for a request that counts as use: the idle time starts again.
    pub fn touch(&self, cookie: &Secret, now: DateTime<Utc>) -> Standing {
        self.standing(cookie, now, Use::Counts)
    }

    /// What a cookie is worth, for a request that a page makes by itself: a live update, the
    /// warning that a session is about to end.
    pub fn look(&self, cookie: &Secret, now: DateTime<Utc>) -> Standing {
        self.standing(cookie, now, Use::DoesNotCount)
    }

    fn standing(&self, cookie: &Secret, now: DateTime<Utc>, use_: Use) -> Standing {
        self.forget_signed_out(cookie);
        let mut sessions = self.lock();
        let digest = cookie.digest();
        let Some(session) = sessions.get_mut(&digest) else {
            return Standing::Unknown;
        };
        if now < session.ends {
            if use_ == Use::Counts {
                session.last_seen = session.last_seen.max(now);
                session.ends = self.end_of(session.stage, session.created, session.last_seen);
            }
            return Standing::Going(session.clone());
        }
        if self.is_forgotten(session, now) {
            sessions.remove(&digest);
            return Standing::Unknown;
        }
        Standing::Lapsed(Lapsed {
            account: session.account,
            holding: session.holding,
            ended: session.ends,
        })
    }

    /// Ends the session of a cookie: somebody signs out.
    pub fn end(&self, cookie: &Secret) {
        self.lock().remove(&cookie.digest());
    }

    /// Ends one of an account's sessions by the id its list shows. Says whether there was one.
    pub fn end_one(&self, account: AccountId, id: Uuid) -> bool {
        let mut sessions = self.lock();
        let before = sessions.len();
        sessions.retain(|_, session| !(session.account == account && session.id == id));
        sessions.len() < before
    }

    /// Ends every session of an account, but the one of `except`. Says how many ended.
    ///
    /// For "sign out everywhere", and after a new password, a suspension or a role that ended.
    pub fn end_all(&self, account: AccountId, except: Option<&Secret>) -> usize {
        let kept = except.map(Secret::digest);
        let mut sessions = self.lock();
        let before = sessions.len();
        sessions.retain(|digest, s| s.account != account || kept.as_ref() == Some(digest));
        before - sessions.len()
    }

    /// The sessions of an account that go on, the one used last first.
    pub fn list(&self, account: AccountId, now: DateTime<Utc>) -> Vec<Session> {
        let signed_out = self.signed_out(account);
        let sessions = self.lock();
        let of_account = sessions
            .values()
            .filter(|s| s.account == account && s.signed_out == signed_out && now < s.ends);
        let mut list: Vec<Session> = of_account.cloned().collect();
        list.sort_by_key(|session| (std::cmp::Reverse(session.last_seen), session.id));
        list
    }

    /// How many sessions go on.
    pub fn going(&self, now: DateTime<Utc>) -> usize {
        self.lock().values().filter(|s| now < s.ends).count()
    }

    /// Forgets what has expired and need not be remembered. Called every minute or so.
    pub fn sweep(&self, now: DateTime<Utc>) {
        let mut accounts: HashMap<AccountId, u64> = HashMap::new();
        accounts.extend(self.lock().values().map(|one| (one.account, 0)));
        for (account, position) in &mut accounts {
            *position = self.signed_out(*account);
        }
        self.lock().retain(|_, session| {
            let known = accounts.get(&session.account);
            let stands = known.is_none_or(|position| *position == session.signed_out);
            stands && !self.is_forgotten(session, now)
        });
    }

    /// The last event that signed an account out. The record is asked while no session is held, so
    /// that whoever waits for the one never waits for the other.
    fn signed_out(&self, account: AccountId) -> u64 {
        (self.signed_out.0)(account)
    }

    /// Forgets the session of a cookie when its account was signed out since it began.
    fn forget_signed_out(&self, cookie: &Secret) {
        let digest = cookie.digest();
        let known = self
            .lock()
            .get(&digest)
            .map(|one| (one.account, one.signed_out));
        if known.is_some_and(|(account, position)| self.signed_out(account) != position) {
            self.lock().remove(&digest);
        }
    }

    /// When a session ends if nothing more is done.
    fn end_of(&self, stage: Stage, created: DateTime<Utc>, seen: DateTime<Utc>) -> DateTime<Utc> {
        match stage {
            Stage::Full => (created + self.limits.absolute).min(seen + self.limits.idle),
            Stage::AwaitingSecondStep | Stage::AwaitingEnrolment => {
                created + self.limits.unfinished
            }
        }
    }

    /// Whether an expired session is no longer remembered; one that never got as far as signing in
    /// never is.
    fn is_forgotten(&self, session: &Session, now: DateTime<Utc>) -> bool {
        match session.stage {
            Stage::Full => now >= session.ends + self.limits.lapsed,
            Stage::AwaitingSecondStep | Stage::AwaitingEnrolment => now >= session.ends,
        }
    }

    /// Makes room for one more of an account at a stage. One that is not signed in fully never
    /// takes the place of one that is, as far as the account goes.
    fn make_room(
        &self,
        sessions: &mut HashMap<[u8; 32], Session>,
        account: AccountId,
        stage: Stage,
    ) {
        let is_full = stage == Stage::Full;
        drop_oldest(sessions, self.limits.per_account_max, |session| {
            session.account == account && (session.stage == Stage::Full) == is_full
        });
        if sessions.len() >= self.limits.overall_max.max(1) {
            drop_oldest(sessions, self.limits.overall_max, |_| true);
        }
    }

    /// A panic elsewhere leaves the map whole: every change to it is one call.
    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], Session>> {
        self.by_digest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Drops those used longest ago among `which`, so that one more fits within `max`; those first that
/// are not signed in fully.
fn drop_oldest(
    sessions: &mut HashMap<[u8; 32], Session>,
    max: usize,
    which: impl Fn(&Session) -> bool,
) {
    let found = sessions.iter().filter(|(_, session)| which(session));
    let mut found: Vec<(bool, DateTime<Utc>, [u8; 32])> = found
        .map(|(digest, one)| (one.stage == Stage::Full, one.last_seen, *digest))
        .collect();
    found.sort_unstable();
    let surplus = (found.len() + 1).saturating_sub(max.max(1));
    for (_, _, digest) in found.into_iter().take(surplus) {
        sessions.remove(&digest);
    }
}

#[cfg(test)]
mod tests;
