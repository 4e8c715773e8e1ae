//! What the rules ask about an account.

use super::InspectionAccess;
use crate::ids::{HoldingId, TokenId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing was opened under this id.
    #[default]
    Unopened,
    /// Opened, and not suspended since.
    Active,
    /// Suspended: nobody signs in with it.
    Suspended,
}

/// An invitation that was not used yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The SHA-256 of the link's secret.
    pub digest: String,
    /// The last day the link can be used.
    pub expires_on: NaiveDate,
}

/// What the rules of any stream ask about one account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Whether it may be used.
    pub standing: Standing,
    /// The roles its person holds, ended ones too, with an inspector's access.
    pub holdings: BTreeMap<HoldingId, Option<InspectionAccess>>,
    /// The invitation that was not used yet.
    pub invitation: Option<Invitation>,
    /// Whether a password was ever set.
    pub has_password: bool,
    /// The recovery codes used up, where a second step is set.
    pub second_step: Option<BTreeSet<u16>>,
    /// The providers that vouch for its person.
    pub external: BTreeSet<String>,
    /// The tokens that can still be revoked.
    pub tokens: BTreeSet<TokenId>,
    /// The tokens that were revoked.
    pub revoked: BTreeSet<TokenId>,
    /// Whether a calendar's address works.
    pub has_feed: bool,
}

impl State {
    /// Whether it was opened and is not suspended.
    pub fn is_active(&self) -> bool {
        self.standing == Standing::Active
    }

    /// Whether a holding is linked to it and, for an inspector, may be used on a day.
    pub(crate) fn may_use(&self, holding: HoldingId, day: NaiveDate) -> bool {
        let access = self.holdings.get(&holding);
        access.is_some_and(|access| access.as_ref().is_none_or(|access| day <= access.until))
    }
}
