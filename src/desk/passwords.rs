//! Choosing a password: by an invitation, or anew by whoever knows the present one.

use super::{Desk, locked};
use crate::acting::Acting;
use crate::app::ExecuteError;
use crate::identity::passwords::{self, HashingError, PasswordProblem};
use crate::identity::secrets::Secret;
use events::account;
use events::ids::AccountId;
use events::log::Disclosed;
use events::text::Text;

/// Why a password was not set.
#[derive(Debug, thiserror::Error)]
pub enum PasswordRefused {
    /// The invitation does not work, has expired or was used.
    #[error("this invitation does not work, has expired or was used already")]
    Invitation,
    /// The present password is not right.
    #[error("the present password is not right")]
    Present,
    /// The new one is not good enough.
    #[error("the password is not good enough")]
    Password(Vec<PasswordProblem>),
    /// Nobody without a role of today sets one.
    #[error("the account holds no role today")]
    NoRole,
    /// It could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// A rule was broken, or the log takes nothing.
    #[error(transparent)]
    Execute(#[from] ExecuteError),
}

impl Desk {
    /// The account that was invited by a link which still works.
    pub fn invited(&self, link: &str) -> Option<AccountId> {
        let digest = Secret::parse(link)?.digest_hex();
        let today = self.app.clock().today();
        let live = self.app.live();
        live.accounts
            .by_invitation(&digest, today)
            .map(|one| one.id)
    }

    /// Sets the password an invited person chose, and ends every session of the account. Blocks.
    ///
    /// # Errors
    /// When the invitation does not work, the password is too weak, or a rule is broken.
    pub fn accept(&self, link: &str, password: &str) -> Result<AccountId, PasswordRefused> {
        let _one_at_a_time = locked(&self.changing);
        let account = self.invited(link).ok_or(PasswordRefused::Invitation)?;
        let acting = self.own_acting(account).ok_or(PasswordRefused::NoRole)?;
        let digest = Secret::parse(link).map(|link| link.digest_hex());
        self.set_password(acting, account, password, digest)?;
        self.sessions.end_all(account, None);
        Ok(account)
    }

    /// Sets a new password for somebody who is signed in, and ends their other sessions. Blocks.
    ///
    /// # Errors
    /// When the present one is not right, the new one is too weak, or a rule is broken.
    pub fn change_password(
        &self,
        acting: Acting,
        account: AccountId,
        cookie: &Secret,
        (present, new): (&str, &str),
    ) -> Result<(), PasswordRefused> {
        if !passwords::verify(present, self.verifier(account).as_deref()) {
            return Err(PasswordRefused::Present);
        }
        self.set_password(acting, account, new, None)?;
        self.sessions.end_all(account, Some(cookie));
        Ok(())
    }

    fn set_password(
        &self,
        acting: Acting,
        account: AccountId,
        password: &str,
        invitation: Option<String>,
    ) -> Result<(), PasswordRefused> {
        let about = self.about(account);
        let about: Vec<&str> = about.iter().map(String::as_str).collect();
        passwords::judge(password, &about).map_err(PasswordRefused::Password)?;
        let verifier = Text::plain(passwords::hash(password)?);
        let command = account::Command::SetPassword {
            verifier,
            invitation,
        };
        Ok(self.record_own(acting, account, command)?)
    }

    /// What a password is checked against; none where the account has none.
    pub(super) fn verifier(&self, account: AccountId) -> Option<String> {
        let text = self.app.live().accounts.get(account)?.verifier.clone()?;
        match self.app.secret(text.position, &text.field) {
            Ok(Disclosed::Words(verifier)) => Some(verifier),
            Ok(Disclosed::Erased | Disclosed::Sealed) | Err(_) => None,
        }
    }

    /// Words a password may not be made of: whose it is, and where.
    fn about(&self, account: AccountId) -> Vec<String> {
        let mut about = vec![self.app.live().people.name.clone()];
        about.extend(self.name(account));
        about.extend(self.address(account));
        about
    }

    /// The name of an account's person; none where it was erased.
    pub fn name(&self, account: AccountId) -> Option<String> {
        let text = self.app.live().accounts.get(account)?.name.clone();
        self.words(&text)
    }

    /// The address an account signs in with.
    pub fn address(&self, account: AccountId) -> Option<String> {
        let text = self.app.live().accounts.get(account)?.sign_in.clone()?;
        self.words(&text)
    }

    fn words(&self, text: &projections::TextRef) -> Option<String> {
        match self.app.text(text.position, &text.field) {
            Ok(Disclosed::Words(words)) => Some(words),
            Ok(Disclosed::Erased | Disclosed::Sealed) | Err(_) => None,
        }
    }
}
