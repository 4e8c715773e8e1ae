//! By whom a command of the terminal records something of the work itself.
//!
//! Whoever has the folder and the master key lets people in and keeps the settings, in a name of
//! their own; the work is recorded by people, so that it can be said for ever who it was.

use super::user::account_named;
use crate::acting::Acting;
use crate::app::App;
use crate::desk::{Desk, Settings, acting_in};
use anyhow::{Context, Result, bail};
use clap::Args;
use events::envelope::Role;
use std::sync::Arc;

#[derive(Debug, Args)]
pub(super) struct By {
    /// The account it is recorded as, by its id or its address, once anybody has an account; others
    /// on the machine see an argument, so an address is better in the environment
    #[arg(
        id = "account",
        long = "as",
        env = "GOLDEN_THREAD_AS",
        value_name = "ACCOUNT"
    )]
    account: Option<String>,
}

impl By {
    /// In which role, for which agency and as whom a plan is imported.
    ///
    /// # Errors
    /// When nobody is named although people have accounts, or who is named does not hold the role
    /// today.
    pub(super) fn acting(&self, chosen: Option<Acting>, app: &Arc<App>) -> Result<Acting> {
        let desk = Desk::new(Arc::clone(app), Settings::default());
        let Some(named) = &self.account else {
            if desk.is_set_up() {
                bail!(
                    "people have accounts in this record, so it is recorded who imports: name an \
                     account that holds the role of business manager with --as ACCOUNT, or in the \
                     variable GOLDEN_THREAD_AS"
                );
            }
            return Ok(chosen.unwrap_or_default());
        };
        let account = account_named(&desk, named)?;
        let roles = desk.roles(account);
        let held = roles.iter().find(|held| held.role == Role::BusinessManager);
        let held = held.context(
            "this account does not hold the role of business manager today, or is suspended, and \
             nobody else imports a plan",
        )?;
        Ok(acting_in(account, held))
    }
}
