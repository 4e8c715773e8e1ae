//! Showing once more that it is really them, before what one signs in with is changed or
//! something is handed out that acts in their name.

use super::Desk;
use crate::identity::passwords::{self, HashingError};
use crate::identity::peer::Peer;
use crate::identity::throttle::CodeVerdict;
use events::ids::AccountId;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// Why somebody did not show that it is them.
#[derive(Debug, thiserror::Error)]
pub enum NotProved {
    /// It is not their password.
    #[error("this is not your password")]
    Wrong {
        /// How many more are taken this hour.
        left: u32,
    },
    /// Too many were wrong.
    #[error("too many wrong passwords")]
    Wait(Duration),
    /// Too many are signing in at once.
    #[error(transparent)]
    Busy(#[from] HashingError),
}

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

    /// Judges the password of somebody who is signed in. Only so many are judged at once, and only
    /// so many wrong ones are taken an hour: whoever finds a session open does not guess on.
    ///
    /// # Errors
    /// When it is not right, or has to wait.
    pub async fn prove(
        self: &Arc<Self>,
        account: AccountId,
        password: Zeroizing<String>,
        (peer, device): (Peer, Option<String>),
    ) -> Result<(), NotProved> {
        let desk = Arc::clone(self);
        let judged = self.hashing.run(move || {
            let origin = desk.origin_of(account, peer, device.as_deref());
            let left = match desk.throttle.attempt_proof(account, origin, desk.now()) {
                CodeVerdict::Go { left } => left,
                CodeVerdict::End(wait) => return Err(NotProved::Wait(wait)),
            };
            if !desk.is_password_of(account, &password) {
                return Err(NotProved::Wrong { left });
            }
            desk.throttle.proof_succeeded(account, origin);
            Ok(())
        });
        judged.await?
    }
}
