//! Which account an address belongs to. Addresses are sealed in the log, so they are read once
//! and looked up in memory by a keyed digest, as long as no account changes.

use super::{Desk, locked};
use crate::identity::throttle::NameDigest;
use events::ids::AccountId;
use events::log::Disclosed;
use projections::accounts::Account;
use std::collections::BTreeMap;

/// The addresses, as of the last event of any account.
#[derive(Default)]
pub(super) struct Directory {
    as_of: u64,
    by_address: BTreeMap<NameDigest, AccountId>,
}

impl Desk {
    /// The account that signs in with an address; where two have it, the one opened first.
    pub fn account_of(&self, address: &str) -> Option<AccountId> {
        let mut directory = locked(&self.directory);
        let accounts: Vec<Account> = {
            let live = self.app.live();
            let as_of = live
                .accounts
                .all
                .values()
                .map(|one| one.last.position)
                .max();
            let as_of = as_of.unwrap_or(0);
            if as_of == directory.as_of {
                return directory
                    .by_address
                    .get(&self.throttle.name(address))
                    .copied();
            }
            directory.as_of = as_of;
            live.accounts.all.values().cloned().collect()
        };
        directory.by_address = self.addresses(accounts);
        directory
            .by_address
            .get(&self.throttle.name(address))
            .copied()
    }

    /// Whether another account signs in with an address.
    pub fn is_taken(&self, address: &str, by_other_than: Option<AccountId>) -> bool {
        let known = self.account_of(address);
        known.is_some() && known != by_other_than
    }

    fn addresses(&self, mut accounts: Vec<Account>) -> BTreeMap<NameDigest, AccountId> {
        accounts.sort_by_key(|account| account.opened.position);
        let mut found = BTreeMap::new();
        for account in accounts {
            let Some(text) = account.sign_in else {
                continue;
            };
            if let Ok(Disclosed::Words(address)) = self.app.text(text.position, &text.field) {
                let name = self.throttle.name(&address);
                found.entry(name).or_insert(account.id);
            }
        }
        found
    }
}
