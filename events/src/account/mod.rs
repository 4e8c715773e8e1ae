//! Accounts: who may sign in, with what, and which roles they hold.
//!
//! A role is held in the partnership's stream, with its dates; an account only says that it is
//! this person's. Everything personal or secret is sealed, so destroying the account's key erases
//! it; of links and tokens shown once only digests are kept.

mod command;
mod event;

mod state;

mod evolve;
mod rules;

pub use command::Command;
pub use event::*;
pub use evolve::evolve;
pub use rules::{
    ACCESS_DAYS_MAX, INVITATION_DAYS_MAX, TOKEN_DAYS_MAX, TOKEN_DAYS_MAX_WITHOUT_PASSWORD,
    TOKEN_LABEL_MAX, decide,
};
pub(crate) use rules::{last_administrator, would_leave_no_administrator};
pub use state::{Invitation, Standing, State};

#[cfg(test)]
mod tests;
