//! Choosing a password: by an invitation, or anew by whoever knows the present one.

use super::{Desk, locked, own};
use crate::acting::Acting;
use crate::app::{ExecuteError, Meta};
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

    /// Sets the password an invited person chose, and ends whatever went on before in the name of
    /// the account: its sessions, its tokens and the address of its calendar. Whoever needs a new
    /// invitation has lost the password, or somebody else has found it. Blocks.
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

    /// Sets a new password for somebody who is signed in and has shown that it is them by the
    /// present one ([`Desk::prove`]), and ends their other sessions. Their tokens and the address
    /// of their calendar go on working: they may still need them, and are told. Blocks.
    ///
    /// # Errors
    /// When the new one is too weak, or a rule is broken.
    pub fn change_password(
        &self,
        acting: Acting,
        account: AccountId,
        cookie: &Secret,
        new: &str,
    ) -> Result<(), PasswordRefused> {
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
        let is_by_invitation = invitation.is_some();
        let mut commands = vec![account::Command::SetPassword {
            verifier,
            invitation,
        }];
        if is_by_invitation {
            commands.extend(self.what_acts_for(account));
        }
        let instructions = commands.into_iter().map(|one| own(account, one));
        let meta = Meta::by(acting.actor());
        self.app.execute(instructions.collect(), &meta)?;
        Ok(())
    }

    /// The commands that end what acts in the name of an account without its password.
    fn what_acts_for(&self, account: AccountId) -> Vec<account::Command> {
        let today = self.app.clock().today();
        let live = self.app.live();
        let Some(known) = live.accounts.get(account) else {
            return Vec::new();
        };
        let tokens = known.tokens.iter();
        let working = tokens.filter(|(_, token)| token.works_on(today));
        let mut commands: Vec<account::Command> = working
            .map(|(token, _)| account::Command::RevokeToken { token: *token })
            .collect();
        if known.feed.is_some() {
            commands.push(account::Command::RevokeCalendarFeed {});
        }
        commands
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
