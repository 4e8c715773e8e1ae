//! Rules of the tokens of the interface.

use super::credentials::{digest as check_digest, is_within};
use super::refusals;
use crate::account::{Command, State};
use crate::ids::TokenId;
use crate::refusal::Refusals;
use crate::world::World;
use chrono::NaiveDate;

/// How many days ahead a token can last.
pub const TOKEN_DAYS_MAX: u64 = 366;

/// How many days ahead a token can last where only a provider signs its owner in. What becomes of
/// somebody at their organisation is heard when they sign in, so a leaver's token is known by
/// nothing but its end.
pub const TOKEN_DAYS_MAX_WITHOUT_PASSWORD: u64 = 30;

/// The longest label of a token, in characters.
pub const TOKEN_LABEL_MAX: usize = 100;

/// Issues a token. Anything but [`Command::IssueToken`] breaks nothing.
pub(super) fn issue(
    state: &State,
    command: &Command,
    today: NaiveDate,
    world: &World,
    broken: &mut Refusals,
) {
    let Command::IssueToken {
        token,
        label,
        digest,
        holding,
        scope: _,
        expires_on,
    } = command
    else {
        return;
    };
    let mut accounts = world.accounts.values();
    let known = accounts.any(|one| one.tokens.contains(token) || one.revoked.contains(token));
    broken.when(known, refusals::token_known);
    let too_long = label.chars().nth(TOKEN_LABEL_MAX).is_some();
    let labelled = !too_long && !label.trim().is_empty();
    broken.when(!labelled, refusals::token_label);
    check_digest(digest, broken);
    let held = world.partnership.holdings.get(holding);
    let held = held.is_some_and(|held| held.is_held_on(today));
    let usable = held && state.may_use(*holding, today);
    broken.when(!usable, refusals::token_holding_not_held);
    let days_max = if state.has_password {
        TOKEN_DAYS_MAX
    } else {
        TOKEN_DAYS_MAX_WITHOUT_PASSWORD
    };
    let in_time = today < *expires_on && is_within(*expires_on, today, days_max);
    broken.when(!in_time, || refusals::token_expiry(days_max));
}

pub(super) fn revoke(state: &State, token: TokenId, broken: &mut Refusals) {
    if state.revoked.contains(&token) {
        broken.push(refusals::token_already_revoked());
    } else {
        broken.when(!state.tokens.contains(&token), refusals::token_unknown);
    }
}
