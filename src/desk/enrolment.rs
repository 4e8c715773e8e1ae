//! Setting the second step up: a secret for an authenticator, and recovery codes for the day the
//! telephone is lost.

use super::{Desk, locked};
use crate::acting::Acting;
use crate::app::ExecuteError;
use crate::identity::second_step::{self, SecondStepError, TotpSecret};
use crate::identity::secrets::{NoRandomness, Secret};
use crate::identity::sessions::{Session, Standing};
use chrono::{DateTime, TimeDelta, Utc};
use events::account;
use events::ids::AccountId;
use events::text::Text;
use maud::Markup;
use std::collections::HashMap;
use uuid::Uuid;
use zeroize::Zeroizing;

/// How long a secret that was shown may be confirmed.
const FRESH_FOR: TimeDelta = TimeDelta::minutes(30);

/// How many secrets are kept that were shown and are not confirmed; the oldest go.
const ENROLLING_MAX: usize = 1_000;

/// A secret that was shown in one session and is not confirmed yet. Another session of the same
/// account never sees it.
#[derive(Clone)]
pub struct Enrolling {
    account: AccountId,
    secret: TotpSecret,
    begun: DateTime<Utc>,
    page: Secret,
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
    /// The session has ended meanwhile.
    #[error("your session has ended: sign in again")]
    Ended,
    /// Somebody who knows the password has set a second step up meanwhile.
    #[error(
        "a second step was set up for this account meanwhile: sign in again, with a code of it"
    )]
    SetMeanwhile,
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
    /// What the page it stands on is known by, to come back to it.
    pub page: Zeroizing<String>,
}

impl Enrolling {
    pub(super) fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now < self.begun + FRESH_FOR
    }
}

impl Desk {
    /// What somebody scans: the same in one session while it is not confirmed, so that coming back
    /// to the page does not spoil what was scanned.
    ///
    /// # Errors
    /// When there is no randomness or nothing can be drawn.
    pub fn enrol(&self, session: &Session) -> Result<Shown, EnrolmentRefused> {
        let now = self.now();
        let one = {
            let mut enrolling = locked(&self.enrolling);
            if let Some(known) = enrolling.get(&session.id).filter(|one| one.is_fresh(now)) {
                known.clone()
            } else {
                let one = Enrolling {
                    account: session.account,
                    secret: TotpSecret::fresh()?,
                    begun: now,
                    page: Secret::fresh()?,
                };
                make_room(&mut enrolling, now);
                enrolling.insert(session.id, one.clone());
                one
            }
        };
        self.shown(&one)
    }

    /// The same again for whoever has the page it was shown on; none where it is not that page, or
    /// it took too long.
    ///
    /// # Errors
    /// When nothing can be drawn.
    pub fn shown_on(
        &self,
        session: &Session,
        page: &str,
    ) -> Result<Option<Shown>, EnrolmentRefused> {
        let now = self.now();
        let known = locked(&self.enrolling).get(&session.id).cloned();
        let sent = Secret::parse(page);
        let one = known.filter(|one| {
            let is_page = |sent: &Secret| sent.has_digest(&one.page.digest_hex());
            one.is_fresh(now) && sent.as_ref().is_some_and(is_page)
        });
        one.map(|one| self.shown(&one)).transpose()
    }

    fn shown(&self, one: &Enrolling) -> Result<Shown, EnrolmentRefused> {
        // Whom a provider signs in may have no address here; the authenticator shows a name then.
        let known = self
            .address(one.account)
            .filter(|address| !address.is_empty());
        let known = known.or_else(|| self.name(one.account));
        let known = known.filter(|name| !name.is_empty());
        let known = known.unwrap_or_else(|| "Account".to_owned());
        let partnership = self.app.live().people.name.clone();
        let uri = one.secret.uri(&known, &partnership)?;
        let title = "A code for your authenticator. It can be typed instead, from below.";
        Ok(Shown {
            picture: second_step::qr_code(&uri, title)?,
            typed: one.secret.grouped(),
            page: one.page.text(),
        })
    }

    /// Records the secret a session was shown once its first code was right, ends every other
    /// session of the account, and gives the recovery codes, which are shown once. Whoever is only
    /// signing in, with `acting` none, sets the first second step up and never takes another's
    /// place. Blocks.
    ///
    /// # Errors
    /// When the code is not right, or a rule is broken.
    pub fn confirm_enrolment(
        &self,
        acting: Option<Acting>,
        (cookie, session): (&Secret, &Session),
        code: &str,
    ) -> Result<Vec<Zeroizing<String>>, EnrolmentRefused> {
        let _one_at_a_time = locked(&self.changing);
        let (account, now) = (session.account, self.now());
        if acting.is_none() && self.second_step(account).is_some() {
            self.sessions.end(cookie);
            return Err(EnrolmentRefused::SetMeanwhile);
        }
        // Another session may have ended this one since it was let through.
        match self.sessions.look(cookie, now) {
            Standing::Going(_) => {}
            Standing::Lapsed(_) | Standing::Unknown => return Err(EnrolmentRefused::Ended),
        }
        let known = locked(&self.enrolling).get(&session.id).cloned();
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
        locked(&self.enrolling).retain(|_, one| one.account != account);
        self.sessions.end_all(account, Some(cookie));
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

/// Makes room for one more secret.
fn make_room(enrolling: &mut HashMap<Uuid, Enrolling>, now: DateTime<Utc>) {
    if enrolling.len() < ENROLLING_MAX {
        return;
    }
    enrolling.retain(|_, one| one.is_fresh(now));
    let oldest = enrolling.iter().min_by_key(|(_, one)| one.begun);
    if let Some(oldest) = oldest.map(|(session, _)| *session)
        && enrolling.len() >= ENROLLING_MAX
    {
        enrolling.remove(&oldest);
    }
}
