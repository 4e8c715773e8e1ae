//! Signing in with an organisation's own sign-in service, by OpenID Connect.
//!
//! Any number of providers, one an organisation. The flow is the authorisation code flow with PKCE
//! (RFC 7636, S256), a state that is bound to the browser, and a nonce; the answer is believed
//! only when it is signed with a key the provider publishes. What a provider says of somebody is
//! never written into an error or a log.

mod claims;
mod error;
mod http;
mod pending;
mod provider;
mod settings;

pub use claims::Identity;
pub use error::OidcError;
pub use pending::{Pending, Pendings};
pub use provider::{Provider, Providers, Returned, SetUpError};
pub use settings::{
    ClientSecretSource, Granted, GroupMapping, ProviderSettings, SettingsProblem, roles,
};
