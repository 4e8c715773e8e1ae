//! The front desk: who comes in, and in which role. It joins the mechanics of [`crate::identity`]
//! to the accounts that stand in the log.
//!
//! Everything an account is, is recorded through [`App::execute`] under the same rules as anything
//! else; only sessions, and what lies between two steps of signing in, are kept in memory.

mod directory;
mod enrolment;
mod entering;
mod from_providers;
mod passwords;
mod proof;
mod set_up;
mod tokens;

#[cfg(test)]
mod given;

use crate::acting::{Acting, User};
use crate::app::{App, ExecuteError, Instruction, Meta};
use crate::identity::held::{self, Held};
use crate::identity::oidc::{Pendings, Providers};
use crate::identity::passwords::Hashing;
use crate::identity::rates::{RateLimits, Rates};
use crate::identity::second_step;
use crate::identity::secrets::Secret;
use crate::identity::sessions::{self, Sessions};
use crate::identity::throttle::Throttle;
use chrono::{DateTime, Utc};
use events::account;
use events::envelope::Role;
use events::everywhere::Sight;
use events::ids::{AccountId, HoldingId, StreamId};
use events::world::Command;
use projections::accounts::HeldRole;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

pub use enrolment::{Enrolling, EnrolmentRefused, Shown};
pub use entering::{CodeRefused, Entered, SignInRefused, Tried};
pub use from_providers::{ProviderRefused, Returning};
pub use passwords::PasswordRefused;
pub use proof::NotProved;
pub use set_up::{SetUp, SetUpRefused};
pub use tokens::{INVITATION_DAYS, TokenHolder};

/// What the desk is opened with.
#[derive(Default)]
pub struct Settings {
    /// How long sessions last and how many there may be.
    pub sessions: sessions::Limits,
    /// How many requests are taken.
    pub rates: Rates,
    /// The providers somebody may sign in with.
    pub providers: Providers,
}

/// The front desk of one record.
pub struct Desk {
    pub(crate) app: Arc<App>,
    /// Who is signed in.
    pub sessions: Sessions,
    /// What was typed by people whose session had ended.
    pub held: Held,
    /// Who has to wait before the next try.
    pub throttle: Throttle,
    /// How many requests are taken.
    pub rates: RateLimits,
    /// The providers somebody may sign in with.
    pub providers: Providers,
    /// Sign-ins that are with a provider.
    pub pendings: Pendings,
    hashing: Hashing,
    set_up: Mutex<Option<Secret>>,
    /// The time step of the last code of each account.
    steps: Mutex<HashMap<AccountId, u64>>,
    /// The time step in which the desk was opened.
    opened_at: Option<u64>,
    enrolling: Mutex<HashMap<Uuid, Enrolling>>,
    directory: Mutex<directory::Directory>,
    changing: Mutex<()>,
}

impl Desk {
    /// Opens the desk of a record.
    pub fn new(app: Arc<App>, settings: Settings) -> Self {
        let throttle = Throttle::new(*app.device_key());
        let desk = Self {
            sessions: Sessions::under(settings.sessions, signed_out(&app)),
            held: Held::new(held::Limits::default()),
            throttle,
            rates: RateLimits::new(settings.rates),
            providers: settings.providers,
            pendings: Pendings::default(),
            hashing: Hashing::default(),
            set_up: Mutex::default(),
            steps: Mutex::default(),
            opened_at: second_step::step_at(app.clock().now()),
            enrolling: Mutex::default(),
            directory: Mutex::default(),
            changing: Mutex::default(),
            app,
        };
        desk.offer_set_up();
        desk
    }

    /// The moment.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock().now()
    }

    /// The partnership's name, as the pages before sign-in say it.
    pub fn partnership(&self) -> String {
        self.app.live().people.name.clone()
    }

    /// The roles the person of an account holds today and may use, the ones they work in most
    /// first: an administrator who has another role usually works in that.
    pub fn roles(&self, account: AccountId) -> Vec<HeldRole> {
        let today = self.app.clock().today();
        let mut roles = self.app.live().roles_of(account, today);
        roles.sort_by_key(|held| (held.role == Role::Administrator, held.role, held.holding));
        roles
    }

    /// The role somebody works in: the one chosen, while it is held, else the first.
    pub fn role(&self, account: AccountId, chosen: Option<HoldingId>) -> Option<HeldRole> {
        let roles = self.roles(account);
        let found = roles.iter().find(|held| Some(held.holding) == chosen);
        found.or(roles.first()).cloned()
    }

    /// The first role of an account, to record something about the account itself in.
    fn own_acting(&self, account: AccountId) -> Option<Acting> {
        self.role(account, None)
            .map(|held| acting_in(account, &held))
    }

    /// Records a command of somebody's own about their account.
    ///
    /// # Errors
    /// As [`App::execute`]; refused when they hold no role today.
    pub fn record_own(
        &self,
        acting: Acting,
        account: AccountId,
        command: account::Command,
    ) -> Result<(), ExecuteError> {
        let instruction = own(account, command);
        let meta = Meta::by(acting.actor());
        self.app.execute(vec![instruction], &meta).map(|_| ())
    }

    /// Forgets what has expired, and what people typed whose account was suspended. Called every
    /// minute or so.
    pub fn sweep(&self) {
        let now = self.now();
        self.sessions.sweep(now);
        self.held.sweep(now);
        self.held.forget_unless(|account| {
            let live = self.app.live();
            live.accounts
                .get(account)
                .is_some_and(projections::accounts::Account::is_active)
        });
        self.pendings.sweep(now);
        self.rates.sweep();
        let mut enrolling = locked(&self.enrolling);
        enrolling.retain(|_, one| one.is_fresh(now));
    }
}

/// The last event that signed an account out everywhere, wherever it was recorded from.
fn signed_out(app: &Arc<App>) -> impl Fn(AccountId) -> u64 + Send + Sync + use<> {
    let app = Arc::clone(app);
    move |account| {
        let live = app.live();
        let known = live.accounts.get(account);
        known
            .and_then(|known| known.signed_out)
            .map_or(0, |at| at.position)
    }
}

/// Somebody of an account, working in a role they hold.
pub fn acting_in(account: AccountId, held: &HeldRole) -> Acting {
    Acting {
        user: User::Account(account),
        role: held.role,
        agency: held.agency,
    }
}

/// What somebody who works in a role may see.
pub fn sight_in(held: &HeldRole) -> Sight {
    let sight = Sight::of(held.role, held.agency);
    match &held.access {
        Some(access) => sight.within(access.scope.iter().copied()),
        None => sight,
    }
}

/// A command to an account.
pub(crate) fn own(account: AccountId, command: account::Command) -> Instruction {
    Instruction {
        stream: StreamId::from(account),
        command: Command::Account(command),
        expected: None,
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
