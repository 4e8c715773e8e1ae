//! Accounts: who may sign in, with what, and which roles they hold on a day.
//!
//! An account is not written out as a whole, unlike the other models: what one signs in with is
//! shown to nobody, so a page or an answer says field by field what it shows.

use crate::Models;
use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::account::{DigestFrequency, InspectionAccess, TokenScope};
use events::envelope::Role;
use events::ids::{AccountId, AgencyId, HoldingId, TokenId};
use std::collections::{BTreeMap, BTreeSet};

mod fold;

#[cfg(test)]
mod tests;

/// Every account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accounts {
    /// The accounts, by id.
    pub all: BTreeMap<AccountId, Account>,
}

/// One account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Which.
    pub id: AccountId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was opened.
    pub opened: Stamp,
    /// The person's name.
    pub name: TextRef,
    /// The e-mail address they sign in with.
    pub sign_in: Option<TextRef>,
    /// The agency they work for; none for the partnership's own team.
    pub agency: Option<AgencyId>,
    /// When it was suspended, while it is.
    pub suspended: Option<Stamp>,
    /// When whoever was signed in with it was last signed out everywhere: it was suspended, its
    /// second step or a provider's identity was taken away, or a password was set by invitation.
    pub signed_out: Option<Stamp>,
    /// The roles the person holds, ended ones too.
    pub holdings: BTreeMap<HoldingId, Linked>,
    /// The invitation that was not used yet.
    pub invitation: Option<Invitation>,
    /// What the password is checked against.
    pub verifier: Option<TextRef>,
    /// The second step of signing in.
    pub second_step: Option<SecondStep>,
    /// The providers that vouch for the person, and who they are to each.
    pub external: BTreeMap<String, TextRef>,
    /// The tokens for the interface, revoked and expired ones too.
    pub tokens: BTreeMap<TokenId, Token>,
    /// The SHA-256 of the secret in the address of the calendar.
    pub feed: Option<String>,
    /// How often a summary comes by e-mail.
    pub digest: DigestFrequency,
    /// Its last event.
    pub last: Stamp,
}

/// A role linked to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// What an inspector may see and until when.
    pub access: Option<InspectionAccess>,
    /// When it was linked.
    pub at: Stamp,
}

/// An invitation that was not used yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The SHA-256 of the link's secret.
    pub digest: String,
    /// The last day the link can be used.
    pub expires_on: NaiveDate,
    /// When it was issued.
    pub at: Stamp,
}

/// The second step of signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondStep {
    /// The secret shared with the person's authenticator.
    pub secret: TextRef,
    /// The digests of the recovery codes.
    pub recovery_codes: TextRef,
    /// The recovery codes used up, by their place in the list.
    pub used: BTreeSet<u16>,
}

/// A token for the interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is for.
    pub label: String,
    /// The SHA-256 of its secret.
    pub digest: String,
    /// The role it acts in.
    pub holding: HoldingId,
    /// Whether it may change anything.
    pub scope: TokenScope,
    /// The last day it can be used.
    pub expires_on: NaiveDate,
    /// When it was issued.
    pub issued: Stamp,
    /// When it was revoked.
    pub revoked: Option<Stamp>,
}

/// A role somebody holds on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    /// The holding.
    pub holding: HoldingId,
    /// What they may do in the product.
    pub role: Role,
    /// The agency; none for the partnership's own team.
    pub agency: Option<AgencyId>,
    /// The post.
    pub post: String,
    /// What an inspector may see and until when.
    pub access: Option<InspectionAccess>,
}

impl Token {
    /// Whether it can be used on a day: neither revoked nor past its last day.
    pub fn works_on(&self, day: NaiveDate) -> bool {
        self.revoked.is_none() && day <= self.expires_on
    }
}

impl Account {
    /// Whether it may be used: it is not suspended.
    pub fn is_active(&self) -> bool {
        self.suspended.is_none()
    }

    /// Whether only a provider signs them in, and sees to the second step.
    pub fn is_left_to_a_provider(&self) -> bool {
        self.verifier.is_none() && !self.external.is_empty()
    }
}

impl Accounts {
    /// One account.
    pub fn get(&self, id: AccountId) -> Option<&Account> {
        self.all.get(&id)
    }

    /// Whether nobody has an account.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn active(&self) -> impl Iterator<Item = &Account> {
        self.all.values().filter(|account| account.is_active())
    }

    /// The token with this digest that works on a day, and whose it is.
    pub fn by_token_digest(
        &self,
        digest: &str,
        day: NaiveDate,
    ) -> Option<(&Account, TokenId, &Token)> {
        self.active().find_map(|account| {
            let mut tokens = account.tokens.iter();
            let found = tokens.find(|(_, token)| token.digest == digest && token.works_on(day));
            found.map(|(id, token)| (account, *id, token))
        })
    }

    /// The account whose outstanding invitation has this digest and can be used on a day.
    pub fn by_invitation(&self, digest: &str, day: NaiveDate) -> Option<&Account> {
        self.active().find(|account| {
            let invitation = account.invitation.as_ref();
            invitation.is_some_and(|sent| sent.digest == digest && day <= sent.expires_on)
        })
    }

    /// The account whose calendar has the address with this digest.
    pub fn by_feed(&self, digest: &str) -> Option<&Account> {
        self.active()
            .find(|account| account.feed.as_deref() == Some(digest))
    }
}

impl Models {
    /// The roles the person of an account holds on a day and may use, in the order of the
    /// holdings' ids: none for a suspended account, nor past an inspector's last day.
    pub fn roles_of(&self, account: AccountId, day: NaiveDate) -> Vec<HeldRole> {
        let account = self.accounts.get(account).filter(|known| known.is_active());
        let linked = account.into_iter().flat_map(|known| &known.holdings);
        linked
            .filter(|(_, linked)| {
                let access = linked.access.as_ref();
                access.is_none_or(|access| day <= access.until)
            })
            .filter_map(|(id, linked)| {
                let held = self.people.holdings.get(id)?;
                held.is_held(day).then(|| HeldRole {
                    holding: *id,
                    role: held.role,
                    agency: held.agency,
                    post: held.post.clone(),
                    access: linked.access.clone(),
                })
            })
            .collect()
    }
}
