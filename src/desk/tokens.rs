//! Tokens with which a program acts for somebody: shown once, kept as a digest.

use super::{Desk, acting_in, sight_in};
use crate::acting::Acting;
use crate::app::ExecuteError;
use crate::identity::secrets::{ApiToken, Secret};
use chrono::NaiveDate;
use events::account::{self, DigestFrequency, TokenScope};
use events::everywhere::Sight;
use events::ids::{AccountId, HoldingId, TokenId};
use zeroize::Zeroizing;

/// Somebody a program acts for.
pub struct TokenHolder {
    /// Whose token it is.
    pub account: AccountId,
    /// Which token.
    pub token: TokenId,
    /// In which role.
    pub acting: Acting,
    /// What they may see.
    pub sight: Sight,
    /// Whether anything may be changed.
    pub scope: TokenScope,
}

impl Desk {
    /// Whom a program acts for that sends this token; none where it does not work today, or the
    /// role it acts in is no longer held.
    pub fn holder_of(&self, sent: &str) -> Option<TokenHolder> {
        let token = ApiToken::parse(sent).ok()?;
        let today = self.app.clock().today();
        let live = self.app.live();
        let digest = token.secret.digest_hex();
        let (account, id, known) = live.accounts.by_token_digest(&digest, today)?;
        if id.0 != token.id {
            return None;
        }
        let roles = live.roles_of(account.id, today);
        let held = roles.iter().find(|held| held.holding == known.holding)?;
        Some(TokenHolder {
            account: account.id,
            token: id,
            acting: acting_in(account.id, held),
            sight: sight_in(held),
            scope: known.scope,
        })
    }

    /// Issues a token and gives its text, which is shown once. Blocks.
    ///
    /// # Errors
    /// When there is no randomness, or a rule is broken.
    pub fn issue_token(
        &self,
        acting: Acting,
        account: AccountId,
        label: &str,
        wanted: (HoldingId, TokenScope, NaiveDate),
    ) -> Result<Zeroizing<String>, ExecuteError> {
        let id = self.app.fresh_id()?;
        self.issue_token_as(TokenId(id), (acting, account), label, wanted)
    }

    /// The same for a token whose id was made before, with the form that asks for it: the form sent
    /// again makes no second one.
    ///
    /// # Errors
    /// When there is such a token already, there is no randomness, or a rule is broken.
    pub fn issue_token_as(
        &self,
        TokenId(id): TokenId,
        (acting, account): (Acting, AccountId),
        label: &str,
        (holding, scope, expires_on): (HoldingId, TokenScope, NaiveDate),
    ) -> Result<Zeroizing<String>, ExecuteError> {
        let token = ApiToken::fresh(id).map_err(|error| ExecuteError::Fault(error.to_string()))?;
        let command = account::Command::IssueToken {
            token: TokenId(id),
            label: label.to_owned(),
            digest: token.secret.digest_hex(),
            holding,
            scope,
            expires_on,
        };
        self.record_own(acting, account, command)?;
        Ok(token.text())
    }

    /// Makes a new address of somebody's calendar and gives its secret, which is shown once.
    ///
    /// # Errors
    /// When there is no randomness, or a rule is broken.
    pub fn issue_feed(
        &self,
        acting: Acting,
        account: AccountId,
    ) -> Result<Zeroizing<String>, ExecuteError> {
        let secret = Secret::fresh().map_err(|error| ExecuteError::Fault(error.to_string()))?;
        let digest = secret.digest_hex();
        let command = account::Command::IssueCalendarFeed { digest };
        self.record_own(acting, account, command)?;
        Ok(secret.text())
    }

    /// Invites somebody to choose a password and gives the link's secret, which is shown once.
    ///
    /// # Errors
    /// When there is no randomness, or a rule is broken.
    pub fn invite(
        &self,
        acting: Acting,
        account: AccountId,
    ) -> Result<Zeroizing<String>, ExecuteError> {
        let secret = Secret::fresh().map_err(|error| ExecuteError::Fault(error.to_string()))?;
        let days = chrono::Days::new(INVITATION_DAYS);
        let today = self.app.clock().today();
        let command = account::Command::IssueInvitation {
            digest: secret.digest_hex(),
            expires_on: today.checked_add_days(days).unwrap_or(today),
        };
        self.record_own(acting, account, command)?;
        Ok(secret.text())
    }

    /// Chooses how often a summary comes by e-mail.
    ///
    /// # Errors
    /// When a rule is broken.
    pub fn choose_digest(
        &self,
        acting: Acting,
        account: AccountId,
        frequency: DigestFrequency,
    ) -> Result<(), ExecuteError> {
        let command = account::Command::ChooseDigest { frequency };
        self.record_own(acting, account, command)
    }
}

/// How many days an invitation works.
pub const INVITATION_DAYS: u64 = 7;
