//! The refusals of an account.

use super::{ACCESS_DAYS_MAX, INVITATION_DAYS_MAX, TOKEN_LABEL_MAX};
use crate::refusal::Refusal;

pub(super) fn account_not_open() -> Refusal {
    Refusal::new(
        "account_not_open",
        "",
        "no account was opened under this id",
        "open it first, or choose one from the list",
    )
}

pub(super) fn account_already_open() -> Refusal {
    Refusal::new(
        "account_already_open",
        "",
        "an account is already open under this id",
        "open the new one under an id of its own",
    )
}

pub(super) fn account_suspended() -> Refusal {
    Refusal::new(
        "account_suspended",
        "",
        "the account is suspended",
        "have an administrator restore it first",
    )
}

pub(super) fn account_not_suspended() -> Refusal {
    Refusal::new(
        "account_not_suspended",
        "",
        "the account is not suspended",
        "there is nothing to restore",
    )
}

pub(super) fn agency_unknown() -> Refusal {
    Refusal::new(
        "agency_unknown",
        "agency",
        "no agency of this partnership has this id",
        "add the agency first, or leave it out for the partnership’s own team",
    )
}

pub(super) fn holding_unknown() -> Refusal {
    Refusal::new(
        "holding_unknown",
        "holding",
        "nobody holds a role under this id",
        "appoint the role holder first, or choose one from the list",
    )
}

pub(super) fn holding_already_linked() -> Refusal {
    Refusal::new(
        "holding_already_linked",
        "holding",
        "the role is already linked to an account",
        "appoint the person as a role holder of their own",
    )
}

pub(super) fn holding_ended() -> Refusal {
    Refusal::new(
        "holding_ended",
        "holding",
        "the role is no longer held",
        "appoint the role holder again first",
    )
}

pub(super) fn access_missing() -> Refusal {
    Refusal::new(
        "access_missing",
        "access",
        "an inspector reads under a named request, and none is given",
        "say which request, until when, and what may be seen",
    )
}

pub(super) fn access_not_for_this_role() -> Refusal {
    Refusal::new(
        "access_not_for_this_role",
        "access",
        "only an inspector’s access rests on a request",
        "leave it out",
    )
}

pub(super) fn request_unnamed() -> Refusal {
    Refusal::new(
        "request_unnamed",
        "access/request",
        "the request has no name",
        "give its reference or its words",
    )
}

pub(super) fn access_too_long() -> Refusal {
    Refusal::new(
        "access_too_long",
        "access/until",
        format!("an inspector’s access ends today or within {ACCESS_DAYS_MAX} days"),
        "give a day in that time",
    )
}

pub(super) fn digest_malformed() -> Refusal {
    Refusal::new(
        "digest_malformed",
        "digest",
        "a digest is 64 lower-case hexadecimal digits",
        "send the SHA-256 of the secret, in hexadecimal",
    )
}

pub(super) fn invitation_too_long() -> Refusal {
    Refusal::new(
        "invitation_too_long",
        "expires_on",
        format!("an invitation ends today or within {INVITATION_DAYS_MAX} days"),
        "give a day in that time",
    )
}

pub(super) fn invitation_needed() -> Refusal {
    Refusal::new(
        "invitation_needed",
        "invitation",
        "a first password is set by the link of an invitation",
        "have an administrator issue an invitation",
    )
}

pub(super) fn invitation_not_outstanding() -> Refusal {
    Refusal::new(
        "invitation_not_outstanding",
        "invitation",
        "the invitation was used, replaced by a later one, or never issued",
        "have an administrator issue a new one",
    )
}

pub(super) fn invitation_expired() -> Refusal {
    Refusal::new(
        "invitation_expired",
        "invitation",
        "the invitation is past its last day",
        "have an administrator issue a new one",
    )
}

pub(super) fn no_second_step() -> Refusal {
    Refusal::new(
        "no_second_step",
        "",
        "the account has no second step",
        "set one up first",
    )
}

pub(super) fn recovery_code_used() -> Refusal {
    Refusal::new(
        "recovery_code_used",
        "code",
        "this recovery code was used before",
        "use another one, or have the second step taken away",
    )
}

pub(super) fn identity_already_linked() -> Refusal {
    Refusal::new(
        "identity_already_linked",
        "provider",
        "the account is already linked to an identity of this provider",
        "take that link away first",
    )
}

pub(super) fn identity_not_linked() -> Refusal {
    Refusal::new(
        "identity_not_linked",
        "provider",
        "the account is not linked to this provider",
        "choose a provider it is linked to",
    )
}

pub(super) fn token_known() -> Refusal {
    Refusal::new(
        "token_known",
        "token",
        "a token with this id was already issued",
        "issue the new one under an id of its own",
    )
}

pub(super) fn token_label() -> Refusal {
    Refusal::new(
        "token_label",
        "label",
        format!("a token’s label has 1 to {TOKEN_LABEL_MAX} characters"),
        "say shortly what it is for",
    )
}

pub(super) fn token_holding_not_held() -> Refusal {
    Refusal::new(
        "token_holding_not_held",
        "holding",
        "the account does not hold this role today",
        "choose a role that is held today",
    )
}

pub(super) fn token_expiry(days_max: u64) -> Refusal {
    Refusal::new(
        "token_expiry",
        "expires_on",
        format!("a token ends after today and within {days_max} days"),
        "give a day in that time",
    )
}

pub(super) fn token_unknown() -> Refusal {
    Refusal::new(
        "token_unknown",
        "token",
        "the account has no such token",
        "choose one of its tokens",
    )
}

pub(super) fn token_already_revoked() -> Refusal {
    Refusal::new(
        "token_already_revoked",
        "token",
        "the token was already revoked",
        "nothing is left to do",
    )
}

pub(super) fn no_calendar_feed() -> Refusal {
    Refusal::new(
        "no_calendar_feed",
        "",
        "no address of the calendar works",
        "there is nothing to revoke",
    )
}

pub(super) fn scope_unknown(index: usize) -> Refusal {
    Refusal::new(
        "scope_unknown",
        format!("access/scope/{index}"),
        "this thing does not exist",
        "choose things of this partnership, or none for everything",
    )
}

/// The last administrator stays: nobody else could let anybody in.
pub(crate) fn last_administrator(field: &str) -> Refusal {
    Refusal::new(
        "last_administrator",
        field,
        "this is the last administrator with an account",
        "make somebody else administrator first",
    )
}
