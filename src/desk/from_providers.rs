//! Coming in with an organisation's own account: who somebody is, and which roles their groups
//! give them, is what the provider says.

use super::{CodeRefused, Desk, Entered, locked, own};
use crate::app::{Broken, ExecuteError, Instruction, Meta};
use crate::identity::oidc::{Granted, Identity, OidcError, ProviderSettings, Returned, roles};
use crate::identity::secrets::{NoRandomness, Secret};
use crate::identity::sessions::Stage;
use crate::identity::user_agent::UserAgent;
use chrono::NaiveDate;
use events::account;
use events::envelope::{Actor, Origin};
use events::ids::{AccountId, HoldingId};
use events::partnership;
use events::text::Text;
use projections::accounts::HeldRole;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The rule that keeps an administrator.
const LAST_ADMINISTRATOR: &str = "last_administrator";

/// Why a provider let nobody in.
#[derive(Debug, thiserror::Error)]
pub enum ProviderRefused {
    /// There is no such provider.
    #[error("there is no such way to sign in")]
    Unknown,
    /// Nobody set out from this browser, or too long ago.
    #[error("this sign-in did not begin in this browser, or took too long")]
    NotBegun,
    /// What came back cannot be trusted, or says no.
    #[error(transparent)]
    Oidc(#[from] OidcError),
    /// The groups give no role, and the account has none of its own.
    #[error("your organisation’s account is in no group that has a role here")]
    NoRole,
    /// The account is suspended.
    #[error("this account is suspended")]
    Suspended,
    /// Something failed.
    #[error("{0}")]
    Fault(String),
}

impl From<ExecuteError> for ProviderRefused {
    fn from(error: ExecuteError) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<NoRandomness> for ProviderRefused {
    fn from(error: NoRandomness) -> Self {
        Self::Fault(error.to_string())
    }
}

/// Somebody who comes back from a provider.
pub struct Returning {
    /// What the browser brought back.
    pub returned: Returned,
    /// The cookie it set out with.
    pub cookie: Secret,
    /// With what.
    pub agent: UserAgent,
}

impl Desk {
    /// Sends somebody to a provider: where to, and the cookie they set out with.
    ///
    /// # Errors
    /// When there is no such provider, or it cannot be asked.
    pub async fn set_out(
        &self,
        provider: &str,
        destination: String,
    ) -> Result<(String, Secret), ProviderRefused> {
        let provider = self
            .providers
            .get(provider)
            .ok_or(ProviderRefused::Unknown)?;
        let (address, pending) = provider.begin(self.now()).await?;
        let cookie = self.pendings.keep(pending, destination, self.now())?;
        Ok((address, cookie))
    }

    /// Lets somebody in who comes back from a provider, and says where they wanted to go.
    ///
    /// # Errors
    /// When what came back cannot be trusted, or gives no role.
    pub async fn come_back(
        self: &Arc<Self>,
        provider: &str,
        returning: Returning,
    ) -> Result<(Entered, String), ProviderRefused> {
        let known = self
            .providers
            .get(provider)
            .ok_or(ProviderRefused::Unknown)?;
        let pending = self.pendings.take(&returning.cookie, self.now());
        let (pending, destination) = pending.ok_or(ProviderRefused::NotBegun)?;
        if pending.provider() != provider {
            return Err(ProviderRefused::NotBegun);
        }
        let identity = known
            .finish(pending, &returning.returned, self.now())
            .await?;
        let settings = known.settings().clone();
        let entered = self.admitted(settings, identity, returning.agent).await?;
        Ok((entered, destination))
    }

    /// Lets somebody in whom a provider vouches for, away from the threads that serve requests: it
    /// waits for others who change an account, and for the disk.
    async fn admitted(
        self: &Arc<Self>,
        settings: ProviderSettings,
        identity: Identity,
        agent: UserAgent,
    ) -> Result<Entered, ProviderRefused> {
        let (desk, span) = (Arc::clone(self), tracing::Span::current());
        let work = move || {
            let account = desk.recognise(&settings, &identity)?;
            let stage = Stage::Full;
            Ok(Entered {
                cookie: desk.sessions.begin(account, stage, agent, desk.now())?,
                stage,
                device: None,
            })
        };
        let done = tokio::task::spawn_blocking(move || span.in_scope(work)).await;
        done.unwrap_or_else(|_| Err(ProviderRefused::Fault("the work broke down".to_owned())))
    }

    /// The account of an identity, opened when it comes for the first time; its roles follow its
    /// groups. Blocks for a moment.
    fn recognise(
        &self,
        settings: &ProviderSettings,
        identity: &Identity,
    ) -> Result<AccountId, ProviderRefused> {
        let _one_at_a_time = locked(&self.changing);
        let granted = roles(settings, &identity.groups);
        let actor = Actor::provider(&settings.name, settings.agency);
        let (account, mut instructions) = match self.known_as(&settings.name, &identity.subject) {
            Some(account) => (account, Vec::new()),
            None if granted.is_empty() => return Err(ProviderRefused::NoRole),
            None => self.opened(settings, identity)?,
        };
        let suspended = |live: &projections::Models| {
            live.accounts
                .get(account)
                .is_some_and(|known| !known.is_active())
        };
        if suspended(&self.app.live()) {
            return Err(ProviderRefused::Suspended);
        }
        self.follow(&mut instructions, account, (settings, identity), &granted)?;
        self.record_said(instructions, actor)?;
        if self.has_role_left(settings, account, &granted) {
            Ok(account)
        } else {
            Err(ProviderRefused::NoRole)
        }
    }

    /// Whether any role is left that lets somebody in. A role that was given and taken away on one
    /// day stands in the record until the day ends; alone it opens nothing.
    fn has_role_left(
        &self,
        settings: &ProviderSettings,
        account: AccountId,
        granted: &[Granted],
    ) -> bool {
        let roles = self.roles(account);
        roles.iter().any(|held| {
            let mut gives = granted.iter();
            gives.any(|one| one.role == held.role && one.agency == held.agency)
                || self.last_day(held.holding).is_some()
                || !self.gave(&settings.name, account, held.holding)
        })
    }

    /// Records what a provider says of somebody. The last administrator keeps that role whatever
    /// their groups say, and the rest is recorded: nobody would be left who can put it right.
    fn record_said(
        &self,
        mut instructions: Vec<Instruction>,
        actor: Actor,
    ) -> Result<(), ProviderRefused> {
        let meta = Meta::by(actor);
        while !instructions.is_empty() {
            let Err(error) = self.app.execute(instructions.clone(), &meta) else {
                return Ok(());
            };
            let kept = last_administrator(&error);
            if kept.is_empty() {
                return Err(error.into());
            }
            tracing::warn!(
                "a provider ends the role of the last administrator, which is kept: make somebody \
                 else an administrator first"
            );
            let mut index = 0..;
            instructions.retain(|_| !index.next().is_some_and(|one| kept.contains(&one)));
        }
        Ok(())
    }

    fn known_as(&self, provider: &str, subject: &str) -> Option<AccountId> {
        let linked: Vec<_> = {
            let live = self.app.live();
            let accounts = live.accounts.all.values();
            let linked =
                accounts.filter_map(|one| Some((one.id, one.external.get(provider)?.clone())));
            linked.collect()
        };
        let is = |text: &projections::TextRef| {
            self.secret_of(text)
                .is_some_and(|known| known.as_str() == subject)
        };
        linked
            .into_iter()
            .find(|(_, text)| is(text))
            .map(|(id, _)| id)
    }

    fn opened(
        &self,
        settings: &ProviderSettings,
        identity: &Identity,
    ) -> Result<(AccountId, Vec<Instruction>), ProviderRefused> {
        let account = AccountId(self.app.fresh_id()?);
        let open = account::Command::OpenAccount {
            name: Text::plain(name_of(identity)),
            sign_in: None,
            agency: settings.agency,
        };
        let link = account::Command::LinkExternalIdentity {
            provider: settings.name.clone(),
            subject: Text::plain(identity.subject.clone()),
        };
        Ok((account, vec![own(account, open), own(account, link)]))
    }

    /// Ends the roles this provider gave and no longer gives, and gives the new ones. Roles that
    /// an administrator gave stay as they are.
    fn follow(
        &self,
        instructions: &mut Vec<Instruction>,
        account: AccountId,
        (settings, identity): (&ProviderSettings, &Identity),
        granted: &[Granted],
    ) -> Result<(), ProviderRefused> {
        let today = self.app.clock().today();
        let held = self.roles(account);
        let gives = |held: &HeldRole| {
            let mut all = granted.iter();
            all.any(|one| one.role == held.role && one.agency == held.agency)
        };
        for one in held.iter().filter(|one| !gives(one)) {
            let holding = one.holding;
            if let Some(on) = self.last_day(holding)
                && self.gave(&settings.name, account, holding)
            {
                let end = partnership::Command::EndRoleHolder { holding, on };
                instructions.push(self.to_partnership(end));
            }
        }
        let missing = |one: &&Granted| {
            let mut held = held.iter();
            !held.any(|held| held.role == one.role && held.agency == one.agency)
        };
        for one in granted.iter().filter(missing) {
            let holding = HoldingId(self.app.fresh_id()?);
            let appoint = partnership::Command::AppointRoleHolder {
                holding,
                role: one.role,
                post: one.post.clone(),
                agency: one.agency,
                holder: Text::plain(name_of(identity)),
                from: today,
            };
            instructions.push(self.to_partnership(appoint));
            let access = None;
            instructions.push(own(
                account,
                account::Command::LinkHolding { holding, access },
            ));
        }
        Ok(())
    }

    /// The last day of a role that is not given any more: yesterday, or the day it began where
    /// that is today, as no role ends before it began; none where it has one already.
    fn last_day(&self, holding: HoldingId) -> Option<NaiveDate> {
        let today = self.app.clock().today();
        let yesterday = today.pred_opt().unwrap_or(today);
        let live = self.app.live();
        let held = live.people.holdings.get(&holding)?;
        held.until.is_none().then(|| yesterday.max(held.from))
    }

    /// Whether a holding was linked by what a provider said.
    fn gave(&self, provider: &str, account: AccountId, holding: HoldingId) -> bool {
        let position = {
            let live = self.app.live();
            let known = live.accounts.get(account);
            known.and_then(|known| Some(known.holdings.get(&holding)?.at.position))
        };
        let event = position.and_then(|position| self.app.log().event(position).ok());
        event.is_some_and(|event| event.envelope.actor.origin() == Some(Origin::Provider(provider)))
    }
}

/// Which commands would leave no administrator, where nothing else is wrong.
fn last_administrator(error: &ExecuteError) -> BTreeSet<usize> {
    let ExecuteError::Refused(broken) = error else {
        return BTreeSet::new();
    };
    let is_one = |one: &Broken| one.refusal.rule == LAST_ADMINISTRATOR;
    if !broken.iter().all(is_one) {
        return BTreeSet::new();
    }
    broken.iter().map(|one| one.index).collect()
}

fn name_of(identity: &Identity) -> String {
    let known = identity.name.clone().or_else(|| identity.email.clone());
    known.unwrap_or_else(|| "Name not given".to_owned())
}

impl From<CodeRefused> for ProviderRefused {
    fn from(refused: CodeRefused) -> Self {
        Self::Fault(refused.to_string())
    }
}

#[cfg(test)]
mod tests;
