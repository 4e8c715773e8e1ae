//! Why signing in with a provider failed, in words for the person at the browser.

use super::http::HttpError;
use openidconnect::{
    ClaimsVerificationError, DiscoveryError, RequestTokenError, StandardErrorResponse,
    core::CoreErrorResponseType,
};

/// Why somebody could not sign in with a provider. No variant holds a claim, a token, or anything
/// else the provider or the browser sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    /// The provider does not answer, or not in time.
    #[error("your organisation's sign-in service does not answer: try again in a few minutes")]
    Unreachable,
    /// What the provider says about itself cannot be used.
    #[error(
        "your organisation's sign-in service describes itself in a way that cannot be used: ask \
         an administrator to check its issuer"
    )]
    NotAProvider,
    /// The answer belongs to no sign-in of this browser.
    #[error(
        "this sign-in was not begun in this browser, or took more than ten minutes: start again"
    )]
    OtherState,
    /// The answer comes from another provider than was asked.
    #[error(
        "the answer comes from another sign-in service than the one that was asked: start again"
    )]
    OtherIssuer,
    /// The person, or their organisation, said no.
    #[error(
        "the sign-in was cancelled, or your organisation does not allow you to use this service"
    )]
    Declined,
    /// The provider gave an error instead of a code.
    #[error("your organisation's sign-in service could not sign you in: start again")]
    Refused,
    /// The code was used already, is too old, or was made for another sign-in.
    #[error("this sign-in was used already or took too long: start again")]
    CodeRefused,
    /// The provider does not accept this service.
    #[error(
        "your organisation's sign-in service does not accept this service's client id or secret: \
         ask an administrator, as the secret may have expired"
    )]
    ClientRefused,
    /// The answer is not one of OpenID Connect.
    #[error(
        "the answer of your organisation's sign-in service cannot be read: ask an administrator"
    )]
    Unreadable,
    /// The answer is not signed with a key of the provider.
    #[error("the answer is not signed by your organisation's sign-in service: start again")]
    NotSigned,
    /// The answer was made for another sign-in.
    #[error("the answer was made for another sign-in: start again")]
    OtherNonce,
    /// The answer was made for another service.
    #[error("the answer was made for another service: ask an administrator to check the client id")]
    OtherAudience,
    /// The answer has expired.
    #[error("the answer has expired: start again; if that does not help, a clock is wrong")]
    Expired,
    /// The person belongs to another tenant.
    #[error("this account belongs to another organisation: sign in with an account of your own")]
    OtherTenant,
    /// The answer does not say which tenant or which person.
    #[error(
        "the answer does not hold the directory id and object id (tid and oid): ask an \
         administrator to check the provider's settings"
    )]
    NoObjectId,
    /// The person is in more groups than the provider lists.
    #[error(
        "you are in more groups than your organisation's sign-in service lists: ask an \
         administrator to send only the groups assigned to this service"
    )]
    GroupOverage,
}

/// What went wrong with the code, by what the provider answered.
pub(super) fn of_exchange(
    error: &RequestTokenError<HttpError, StandardErrorResponse<CoreErrorResponseType>>,
) -> OidcError {
    match error {
        RequestTokenError::ServerResponse(answer) => match answer.error().as_ref() {
            "invalid_grant" => OidcError::CodeRefused,
            "invalid_client" | "unauthorized_client" => OidcError::ClientRefused,
            _ => OidcError::Refused,
        },
        RequestTokenError::Request(_) => OidcError::Unreachable,
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => OidcError::Unreadable,
    }
}

/// What is wrong with what the provider says about itself.
pub(super) fn of_discovery(error: &DiscoveryError<HttpError>) -> OidcError {
    if matches!(error, DiscoveryError::Request(_)) {
        OidcError::Unreachable
    } else {
        OidcError::NotAProvider
    }
}

/// What is wrong with the claims. Their own messages hold claims, so none of them is passed on.
pub(super) fn of_claims(error: &ClaimsVerificationError) -> OidcError {
    use ClaimsVerificationError as Wrong;
    if let Wrong::Expired(_) = error {
        OidcError::Expired
    } else if let Wrong::InvalidAudience(_) = error {
        OidcError::OtherAudience
    } else if let Wrong::InvalidIssuer(_) = error {
        OidcError::OtherIssuer
    } else if let Wrong::InvalidNonce(_) = error {
        OidcError::OtherNonce
    } else if let Wrong::SignatureVerification(_) = error {
        OidcError::NotSigned
    } else {
        OidcError::Unreadable
    }
}

/// What a provider says instead of a code (RFC 6749, section 4.1.2.1).
pub(super) fn of_return(error: &str) -> OidcError {
    match error {
        "access_denied" | "consent_required" | "interaction_required" | "login_required" => {
            OidcError::Declined
        }
        "unauthorized_client" | "invalid_client" => OidcError::ClientRefused,
        "temporarily_unavailable" | "server_error" => OidcError::Unreachable,
        _ => OidcError::Refused,
    }
}
