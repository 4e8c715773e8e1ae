//! The mechanics of identity: how somebody shows who they are, and how long that lasts.
//!
//! Nothing here writes to the log or knows a page. Time is an argument everywhere; randomness
//! comes from the operating system. What somebody may then see and do is decided elsewhere, from
//! the role holdings of the partnership.

pub mod passwords;
pub mod second_step;
pub mod secrets;

pub mod held;
pub mod sessions;
pub mod user_agent;

pub mod peer;
pub mod rates;
pub mod throttle;

pub mod oidc;

/// The account somebody signs in to: the id of its stream.
pub use events::ids::AccountId;
