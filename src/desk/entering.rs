//! Coming in: the password, then the second step.

use super::{Desk, locked, own};
use crate::app::{ExecuteError, Instruction, Meta};
use crate::identity::passwords::{self, HashingError};
use crate::identity::peer::Peer;
use crate::identity::second_step::{self, TotpSecret};
use crate::identity::secrets::{NoRandomness, Secret};
use crate::identity::sessions::{Session, Stage};
use crate::identity::throttle::{CodeVerdict, Origin, Verdict};
use crate::identity::user_agent::UserAgent;
use events::account;
use events::ids::AccountId;
use events::log::Disclosed;
use projections::accounts::SecondStep;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// A try to sign in with a password.
pub struct Tried {
    /// The address that was typed.
    pub address: String,
    /// The password that was typed.
    pub password: Zeroizing<String>,
    /// From where.
    pub peer: Peer,
    /// The device cookie it carries.
    pub device: Option<String>,
    /// With what.
    pub agent: UserAgent,
}

/// Why nobody came in. What is told never says whether there is such an account.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefused {
    /// The address or the password is not right, or the account is suspended or has no role.
    #[error("the address or the password is not right")]
    Wrong,
    /// This place has failed too often.
    #[error("too many tries from here")]
    Wait(Duration),
    /// Too many are signing in at once.
    #[error(transparent)]
    Busy(#[from] HashingError),
    /// The operating system gives no randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// Why a code was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CodeRefused {
    /// It is not right, or was used already.
    #[error("the code is not right, or was used already")]
    Wrong {
        /// How many more are taken this hour.
        left: u32,
    },
    /// Too many wrong ones: the sign-in has ended.
    #[error("too many wrong codes")]
    Ended(Duration),
    /// The sign-in took too long, or ended.
    #[error("the sign-in has ended")]
    Lapsed,
    /// Something failed.
    #[error("{0}")]
    Fault(String),
}

/// Somebody who came in, or came further.
pub struct Entered {
    /// The cookie of their session from now on.
    pub cookie: Secret,
    /// How far they have come.
    pub stage: Stage,
    /// A cookie that makes this browser a place of its own for later tries, once all is done.
    pub device: Option<String>,
}

/// How often a code is judged against an account that changes meanwhile.
const JUDGED_MAX: usize = 3;

/// What a code is to a second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fits {
    /// It is right, and used up.
    Yes,
    /// It is wrong, or was used already.
    No,
    /// The account changed while it was judged.
    Changed,
}

impl Desk {
    /// Judges an address and a password.
    ///
    /// # Errors
    /// When they are not right, or have to wait.
    pub async fn sign_in(self: &Arc<Self>, tried: Tried) -> Result<Entered, SignInRefused> {
        let name = self.throttle.name(&tried.address);
        let device = tried.device.as_deref();
        let origin = self.throttle.origin(&name, tried.peer, device, self.now());
        match self.throttle.attempt(name, origin, self.now()) {
            Verdict::Go => {}
            Verdict::Delay(most) => tokio::time::sleep(most).await,
            Verdict::Wait(most) => return Err(SignInRefused::Wait(most)),
        }
        let desk = Arc::clone(self);
        let Tried {
            address,
            password,
            agent,
            ..
        } = tried;
        let judged = self.hashing.run(move || {
            let account = desk.account_of(&address);
            let verifier = account.and_then(|account| desk.verifier(account));
            // Somebody without an account waits as long as somebody with a wrong password.
            let right = passwords::verify(&password, verifier.as_deref());
            account.filter(|account| right && !desk.roles(*account).is_empty())
        });
        let account = judged.await?.ok_or(SignInRefused::Wrong)?;
        self.throttle.succeeded(name, origin, self.now());
        Ok(self.begin(account, agent)?)
    }

    /// Judges the code of the second step, or a recovery code, and lets somebody in. Blocks.
    ///
    /// # Errors
    /// When it is not right, or the sign-in has ended.
    pub fn second(
        &self,
        cookie: &Secret,
        session: &Session,
        code: &str,
        (peer, device): (Peer, Option<&str>),
    ) -> Result<Entered, CodeRefused> {
        let account = session.account;
        let origin = self.origin_of(account, peer, device);
        let left = match self.throttle.attempt_code(account, origin, self.now()) {
            CodeVerdict::Go { left } => left,
            CodeVerdict::End(wait) => {
                self.sessions.end(cookie);
                return Err(CodeRefused::Ended(wait));
            }
        };
        if !self.fits_now(account, code)? {
            return Err(CodeRefused::Wrong { left });
        }
        self.throttle.code_succeeded(account, origin);
        self.let_in(cookie, account)
    }

    /// Begins a session of somebody who has just chosen a password.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn begin(&self, account: AccountId, agent: UserAgent) -> Result<Entered, NoRandomness> {
        let stage = if self.second_step(account).is_some() {
            Stage::AwaitingSecondStep
        } else {
            Stage::AwaitingEnrolment
        };
        Ok(Entered {
            cookie: self.sessions.begin(account, stage, agent, self.now())?,
            stage,
            device: None,
        })
    }

    /// Lets somebody in who has just set the second step up.
    ///
    /// # Errors
    /// When the sign-in has ended.
    pub fn finish(&self, cookie: &Secret, account: AccountId) -> Result<Entered, CodeRefused> {
        self.let_in(cookie, account)
    }

    /// Where a try of an account comes from.
    pub(super) fn origin_of(&self, account: AccountId, peer: Peer, device: Option<&str>) -> Origin {
        let address = self.address(account).unwrap_or_default();
        let name = self.throttle.name(&address);
        self.throttle.origin(&name, peer, device, self.now())
    }

    /// Gives a session everything its account may do, under a new cookie.
    pub(super) fn let_in(
        &self,
        cookie: &Secret,
        account: AccountId,
    ) -> Result<Entered, CodeRefused> {
        let fault = |error: NoRandomness| CodeRefused::Fault(error.to_string());
        let promoted = self.sessions.promote(cookie, Stage::Full, self.now());
        let cookie = promoted.map_err(fault)?.ok_or(CodeRefused::Lapsed)?;
        let name = self
            .throttle
            .name(&self.address(account).unwrap_or_default());
        let device = self.throttle.device_cookie(&name, self.now());
        Ok(Entered {
            cookie,
            stage: Stage::Full,
            device: Some(device.map_err(fault)?),
        })
    }

    pub(super) fn second_step(&self, account: AccountId) -> Option<SecondStep> {
        self.app.live().accounts.get(account)?.second_step.clone()
    }

    /// Whether a code is right, judged against what the account has now. Where the account changes
    /// meanwhile it is judged once more, and after that it is wrong.
    fn fits_now(&self, account: AccountId, code: &str) -> Result<bool, CodeRefused> {
        for _ in 0..JUDGED_MAX {
            let known = self.app.live().accounts.get(account).cloned();
            let step = known.and_then(|known| Some((known.second_step?, known.version)));
            let (step, version) = step.ok_or(CodeRefused::Lapsed)?;
            match self.fits(account, (&step, version), code)? {
                Fits::Yes => return Ok(true),
                Fits::No => return Ok(false),
                Fits::Changed => {}
            }
        }
        Ok(false)
    }

    /// Whether a code is the authenticator's of now, not used before, or an unused recovery code,
    /// which it then uses up: the place of one in a list says nothing of another list.
    fn fits(
        &self,
        account: AccountId,
        (step, version): (&SecondStep, u64),
        code: &str,
    ) -> Result<Fits, CodeRefused> {
        let secret = self.secret_of(&step.secret);
        if let Some(secret) = secret.as_deref().and_then(|text| TotpSecret::parse(text)) {
            let mut steps = locked(&self.steps);
            // Which codes were used before this was started is not known, so none is taken again.
            let last = steps.get(&account).copied().or(self.opened_at);
            if let Some(used) = second_step::verify(&secret, code, self.now(), last) {
                steps.insert(account, used);
                return Ok(Fits::Yes);
            }
        }
        let lines = self.secret_of(&step.recovery_codes).unwrap_or_default();
        let found = second_step::find_recovery_code(code, &lines);
        let Some(index) = found.and_then(|index| u16::try_from(index).ok()) else {
            return Ok(Fits::No);
        };
        let Some(acting) = self.own_acting(account) else {
            return Ok(Fits::No);
        };
        let used = Instruction {
            expected: Some(version),
            ..own(account, account::Command::UseRecoveryCode { code: index })
        };
        let meta = Meta::by(acting.actor());
        match self.app.execute(vec![used], &meta) {
            Ok(_) => Ok(Fits::Yes),
            Err(ExecuteError::Refused(_)) => Ok(Fits::No),
            Err(ExecuteError::Conflict { .. }) => Ok(Fits::Changed),
            Err(error) => Err(CodeRefused::Fault(error.to_string())),
        }
    }

    pub(super) fn secret_of(&self, text: &projections::TextRef) -> Option<Zeroizing<String>> {
        match self.app.secret(text.position, &text.field) {
            Ok(Disclosed::Words(words)) => Some(Zeroizing::new(words)),
            Ok(Disclosed::Erased | Disclosed::Sealed) | Err(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
