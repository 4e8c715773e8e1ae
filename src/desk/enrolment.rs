//! Setting the second step up: a secret for an authenticator, and recovery codes for the day the
//! telephone is lost.

use super::{Desk, locked};
use crate::acting::Acting;
use crate::app::ExecuteError;
use crate::identity::second_step::{self, SecondStepError, TotpSecret};
use crate::identity::secrets::NoRandomness;
use chrono::{DateTime, TimeDelta, Utc};
use events::account;
use events::ids::AccountId;
use events::text::Text;
use maud::Markup;
use zeroize::Zeroizing;

/// How long a secret that was shown may be confirmed.
const FRESH_FOR: TimeDelta = TimeDelta::minutes(30);

/// A secret that was shown and is not confirmed yet.
#[derive(Clone)]
pub struct Enrolling {
    secret: TotpSecret,
    begun: DateTime<Utc>,
}

/// Why a second step was not set up.
#[derive(Debug, thiserror::Error)]
pub enum EnrolmentRefused {
    /// The code is not the authenticator's.
    #[error("the code is not right: check that the time on your telephone is right")]
    Wrong,
    /// It took too long: a new secret is shown.
    #[error("this took too long: scan the new code")]
    TooLate,
    /// The account holds no role today.
    #[error("the account holds no role today")]
    NoRole,
    /// The operating system gives no randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The secret cannot be drawn or told.
    #[error(transparent)]
    SecondStep(#[from] SecondStepError),
    /// A rule was broken, or the log takes nothing.
    #[error(transparent)]
    Execute(#[from] ExecuteError),
}

/// What somebody scans or types into an authenticator.
pub struct Shown {
    /// The code to scan.
    pub picture: Markup,
    /// The same to type, in groups.
    pub typed: Zeroizing<String>,
}

impl Enrolling {
    pub(super) fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now < self.begun + FRESH_FOR
    }
}

impl Desk {
    /// What somebody scans: the same while it is not confirmed, so that coming back to the page
    /// does not spoil what was scanned.
    ///
    /// # Errors
    /// When there is no randomness or nothing can be drawn.
    pub fn enrol(&self, account: AccountId) -> Result<Shown, EnrolmentRefused> {
        let now = self.now();
        let secret = {
            let mut enrolling = locked(&self.enrolling);
            if let Some(known) = enrolling.get(&account).filter(|one| one.is_fresh(now)) {
                known.secret.clone()
            } else {
                let secret = TotpSecret::fresh()?;
                let one = Enrolling {
                    secret: secret.clone(),
                    begun: now,
                };
                enrolling.insert(account, one);
                secret
            }
        };
        let address = self.address(account).unwrap_or_default();
        let partnership = self.app.live().people.name.clone();
        let uri = secret.uri(&address, &partnership)?;
        let title = "A code for your authenticator. It can be typed instead, from below.";
        Ok(Shown {
            picture: second_step::qr_code(&uri, title)?,
            typed: secret.grouped(),
        })
    }

    /// Records the secret once its first code was right, and gives the recovery codes, which are
    /// shown once. Blocks.
    ///
    /// # Errors
    /// When the code is not right, or a rule is broken.
    pub fn confirm_enrolment(
        &self,
        acting: Option<Acting>,
        account: AccountId,
        code: &str,
    ) -> Result<Vec<Zeroizing<String>>, EnrolmentRefused> {
        let now = self.now();
        let known = locked(&self.enrolling).get(&account).cloned();
        let known = known.filter(|one| one.is_fresh(now));
        let one = known.ok_or(EnrolmentRefused::TooLate)?;
        let used = second_step::verify(&one.secret, code, now, None);
        let used = used.ok_or(EnrolmentRefused::Wrong)?;
        let acting = acting.or_else(|| self.own_acting(account));
        let acting = acting.ok_or(EnrolmentRefused::NoRole)?;
        let codes = second_step::recovery_codes()?;
        let command = account::Command::SetSecondStep {
            secret: Text::plain(one.secret.text().as_str()),
            recovery_codes: Text::plain(second_step::recovery_lines(&codes)),
        };
        self.record_own(acting, account, command)?;
        locked(&self.steps).insert(account, used);
        locked(&self.enrolling).remove(&account);
        Ok(codes)
    }

    /// New recovery codes in place of the old ones, shown once. Blocks.
    ///
    /// # Errors
    /// When there is no randomness, or a rule is broken.
    pub fn new_recovery_codes(
        &self,
        acting: Acting,
        account: AccountId,
    ) -> Result<Vec<Zeroizing<String>>, EnrolmentRefused> {
        let codes = second_step::recovery_codes()?;
        let command = account::Command::ReplaceRecoveryCodes {
            recovery_codes: Text::plain(second_step::recovery_lines(&codes)),
        };
        self.record_own(acting, account, command)?;
        Ok(codes)
    }
}
