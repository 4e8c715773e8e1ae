//! Showing once more that it is really them, before what one signs in with is changed.

use super::Desk;
use crate::identity::passwords;
use events::ids::AccountId;

impl Desk {
    /// Whether an account has a password; one that only a provider signs in has none.
    pub fn has_password(&self, account: AccountId) -> bool {
        let live = self.app.live();
        let known = live.accounts.get(account);
        known.is_some_and(|known| known.verifier.is_some())
    }

    /// Whether this is the password of an account. Hashes, so it blocks.
    pub fn is_password_of(&self, account: AccountId, password: &str) -> bool {
        passwords::verify(password, self.verifier(account).as_deref())
    }
}
