//! How an account moves on.

use super::{Event, Invitation, Standing, State};
use crate::envelope::Envelope;
use std::collections::BTreeSet;

/// Moves on by one event. Total: a fact cannot be refused.
pub fn evolve(state: &mut State, event: &Event, _: &Envelope) {
    match event {
        Event::AccountOpened { .. } | Event::AccountRestored {} => {
            state.standing = Standing::Active;
        }
        Event::AccountSuspended {} => state.standing = Standing::Suspended,
        Event::AccountDetailsCorrected { .. } | Event::DigestChosen { .. } => {}
        Event::HoldingLinked { holding, access } => {
            state.holdings.insert(*holding, access.clone());
        }
        Event::InvitationIssued { digest, expires_on } => {
            state.invitation = Some(Invitation {
                digest: digest.clone(),
                expires_on: *expires_on,
            });
        }
        Event::PasswordSet { .. } => {
            state.has_password = true;
            state.invitation = None;
        }
        Event::SecondStepSet { .. } | Event::RecoveryCodesReplaced { .. } => {
            state.second_step = Some(BTreeSet::new());
        }
        Event::RecoveryCodeUsed { code } => {
            state.second_step.get_or_insert_default().insert(*code);
        }
        Event::SecondStepRemoved {} => state.second_step = None,
        Event::ExternalIdentityLinked { provider, .. } => {
            state.external.insert(provider.clone());
        }
        Event::ExternalIdentityUnlinked { provider } => {
            state.external.remove(provider);
        }
        Event::TokenIssued { token, .. } => {
            state.tokens.insert(*token);
        }
        Event::TokenRevoked { token } => {
            state.tokens.remove(token);
            state.revoked.insert(*token);
        }
        Event::CalendarFeedIssued { .. } => state.has_feed = true,
        Event::CalendarFeedRevoked {} => state.has_feed = false,
    }
}
