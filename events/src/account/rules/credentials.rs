//! Rules of what somebody signs in with: invitations, passwords and the second step.

use super::refusals;
use crate::account::State;
use crate::envelope::Origin;
use crate::refusal::Refusals;
use crate::world::Given;
use chrono::{Days, NaiveDate};

/// How many days ahead an invitation can last.
pub const INVITATION_DAYS_MAX: u64 = 14;

pub(super) fn invitation(
    secret: &str,
    expires_on: NaiveDate,
    today: NaiveDate,
    broken: &mut Refusals,
) {
    digest(secret, broken);
    let in_time = is_within(expires_on, today, INVITATION_DAYS_MAX);
    broken.when(!in_time, refusals::invitation_too_long);
}

/// A password is set by the link one was sent, by whoever set one before, or at the terminal.
pub(super) fn password(
    state: &State,
    invitation: Option<&str>,
    given: &Given,
    broken: &mut Refusals,
) {
    let Some(sent) = invitation else {
        let at_terminal = given.actor.origin() == Some(Origin::Terminal);
        let allowed = state.has_password || at_terminal;
        return broken.when(!allowed, refusals::invitation_needed);
    };
    let outstanding = state.invitation.as_ref();
    match outstanding.filter(|known| known.digest == sent) {
        None => broken.push(refusals::invitation_not_outstanding()),
        Some(known) => {
            let expired = known.expires_on < given.today;
            broken.when(expired, refusals::invitation_expired);
        }
    }
}

pub(super) fn has_second_step(state: &State, broken: &mut Refusals) {
    broken.when(state.second_step.is_none(), refusals::no_second_step);
}

pub(super) fn recovery_code(state: &State, code: u16, broken: &mut Refusals) {
    match &state.second_step {
        None => broken.push(refusals::no_second_step()),
        Some(used) => broken.when(used.contains(&code), refusals::recovery_code_used),
    }
}

/// A secret shown once is kept as the SHA-256 of it, in lower-case hexadecimal.
pub(super) fn digest(digest: &str, broken: &mut Refusals) {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let well_formed = digest.len() == 64 && digest.bytes().all(is_digit);
    broken.when(!well_formed, refusals::digest_malformed);
}

/// Whether a day is today or one of so many after it.
pub(super) fn is_within(day: NaiveDate, today: NaiveDate, days: u64) -> bool {
    let last = today.checked_add_days(Days::new(days));
    today <= day && last.is_none_or(|last| day <= last)
}
