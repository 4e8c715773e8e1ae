//! How the accounts move on by one event.

use super::{Account, Accounts, Invitation, Linked, SecondStep, Token};
use crate::reference::{Stamp, TextRef};
use events::account::{DigestFrequency, Event};
use events::envelope::Envelope;
use events::ids::AccountId;
use std::collections::{BTreeMap, BTreeSet};

impl Accounts {
    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = AccountId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Event::AccountOpened { .. } = event {
            self.all.entry(id).or_insert_with(|| opened(id, at));
        }
        let Some(account) = self.all.get_mut(&id) else {
            return;
        };
        (account.version, account.last) = (envelope.version, at);
        account.apply(event, at);
        if signs_out(event) {
            account.signed_out = Some(at);
        }
    }
}

/// Whether nobody goes on with what they signed in with before. A password or a second step that
/// somebody sets themselves ends their other sessions, and not the one they do it in.
fn signs_out(event: &Event) -> bool {
    match event {
        Event::AccountSuspended {}
        | Event::SecondStepRemoved {}
        | Event::ExternalIdentityUnlinked { .. } => true,
        Event::PasswordSet { invitation, .. } => invitation.is_some(),
        Event::AccountOpened { .. }
        | Event::AccountDetailsCorrected { .. }
        | Event::HoldingLinked { .. }
        | Event::InvitationIssued { .. }
        | Event::SecondStepSet { .. }
        | Event::RecoveryCodeUsed { .. }
        | Event::RecoveryCodesReplaced { .. }
        | Event::ExternalIdentityLinked { .. }
        | Event::AccountRestored {}
        | Event::TokenIssued { .. }
        | Event::TokenRevoked { .. }
        | Event::CalendarFeedIssued { .. }
        | Event::CalendarFeedRevoked {}
        | Event::DigestChosen { .. } => false,
    }
}

/// An account as it begins; what its first event says is applied to it next.
fn opened(id: AccountId, at: Stamp) -> Account {
    Account {
        id,
        version: 0,
        opened: at,
        name: TextRef::new(at.position, "/data/name"),
        sign_in: None,
        agency: None,
        suspended: None,
        signed_out: None,
        holdings: BTreeMap::new(),
        invitation: None,
        verifier: None,
        second_step: None,
        external: BTreeMap::new(),
        tokens: BTreeMap::new(),
        feed: None,
        digest: DigestFrequency::default(),
        last: at,
    }
}

impl Account {
    fn apply(&mut self, event: &Event, at: Stamp) {
        let field = |name| TextRef::new(at.position, name);
        match event {
            Event::AccountOpened {
                sign_in, agency, ..
            }
            | Event::AccountDetailsCorrected {
                sign_in, agency, ..
            } => {
                self.name = field("/data/name");
                self.sign_in = sign_in.as_ref().map(|_| field("/data/sign_in"));
                self.agency = *agency;
            }
            Event::HoldingLinked { holding, access } => {
                let access = access.clone();
                self.holdings.insert(*holding, Linked { access, at });
            }
            Event::InvitationIssued { digest, expires_on } => {
                let (digest, expires_on) = (digest.clone(), *expires_on);
                self.invitation = Some(Invitation {
                    digest,
                    expires_on,
                    at,
                });
            }
            Event::PasswordSet { .. } => {
                self.verifier = Some(field("/data/verifier"));
                self.invitation = None;
            }
            Event::SecondStepSet { .. }
            | Event::RecoveryCodeUsed { .. }
            | Event::RecoveryCodesReplaced { .. }
            | Event::SecondStepRemoved {} => self.apply_second_step(event, at),
            Event::ExternalIdentityLinked { provider, .. } => {
                let subject = field("/data/subject");
                self.external.insert(provider.clone(), subject);
            }
            Event::ExternalIdentityUnlinked { provider } => {
                self.external.remove(provider);
            }
            Event::AccountSuspended {} => self.suspended = Some(at),
            Event::AccountRestored {} => self.suspended = None,
            Event::TokenIssued { .. } | Event::TokenRevoked { .. } => self.apply_token(event, at),
            Event::CalendarFeedIssued { digest } => self.feed = Some(digest.clone()),
            Event::CalendarFeedRevoked {} => self.feed = None,
            Event::DigestChosen { frequency } => self.digest = *frequency,
        }
    }

    fn apply_second_step(&mut self, event: &Event, at: Stamp) {
        let codes = || TextRef::new(at.position, "/data/recovery_codes");
        if let Event::SecondStepSet { .. } = event {
            self.second_step = Some(SecondStep {
                secret: TextRef::new(at.position, "/data/secret"),
                recovery_codes: codes(),
                used: BTreeSet::new(),
            });
        } else if let Event::SecondStepRemoved {} = event {
            self.second_step = None;
        } else if let Some(known) = &mut self.second_step {
            if let Event::RecoveryCodeUsed { code } = event {
                known.used.insert(*code);
            } else if let Event::RecoveryCodesReplaced { .. } = event {
                known.recovery_codes = codes();
                known.used.clear();
            }
        }
    }

    fn apply_token(&mut self, event: &Event, at: Stamp) {
        if let Event::TokenIssued {
            token,
            label,
            digest,
            holding,
            scope,
            expires_on,
        } = event
        {
            let new = Token {
                label: label.clone(),
                digest: digest.clone(),
                holding: *holding,
                scope: *scope,
                expires_on: *expires_on,
                issued: at,
                revoked: None,
            };
            self.tokens.insert(*token, new);
        } else if let Event::TokenRevoked { token } = event
            && let Some(known) = self.tokens.get_mut(token)
        {
            known.revoked = Some(at);
        }
    }
}
