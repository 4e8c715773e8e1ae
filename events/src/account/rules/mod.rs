//! What may be asked of an account, and what then happened.

mod credentials;
mod linking;
mod refusals;
mod standing;
mod tokens;

use super::{Command, Event, Standing, State};
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};

pub use credentials::INVITATION_DAYS_MAX;
pub use linking::ACCESS_DAYS_MAX;
pub(crate) use refusals::last_administrator;
pub(crate) use standing::would_leave_no_administrator;
pub use tokens::{TOKEN_DAYS_MAX, TOKEN_DAYS_MAX_WITHOUT_PASSWORD, TOKEN_LABEL_MAX};

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command to an account that was not opened, or is suspended, is refused
/// for that alone.
pub fn decide(
    state: &State,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    in_time(state, &command).map_err(|refusal| vec![refusal])?;
    let mut broken = Refusals::default();
    judge(state, &command, given, world, &mut broken);
    broken.or(|| vec![fact(command)])
}

/// How an account must stand for a command.
enum Needs {
    /// Not opened yet.
    Unopened,
    /// Opened, suspended or not: what an administrator puts right.
    Opened,
    /// Opened and not suspended.
    Active,
    /// Suspended.
    Suspended,
}

const fn needs(command: &Command) -> Needs {
    match command {
        Command::OpenAccount { .. } => Needs::Unopened,
        Command::RestoreAccount {} => Needs::Suspended,
        Command::CorrectAccountDetails { .. }
        | Command::RemoveSecondStep {}
        | Command::UnlinkExternalIdentity { .. }
        | Command::RevokeToken { .. } => Needs::Opened,
        Command::LinkHolding { .. }
        | Command::IssueInvitation { .. }
        | Command::SetPassword { .. }
        | Command::SetSecondStep { .. }
        | Command::UseRecoveryCode { .. }
        | Command::ReplaceRecoveryCodes { .. }
        | Command::LinkExternalIdentity { .. }
        | Command::SuspendAccount {}
        | Command::IssueToken { .. }
        | Command::IssueCalendarFeed { .. }
        | Command::RevokeCalendarFeed {}
        | Command::ChooseDigest { .. } => Needs::Active,
    }
}

fn in_time(state: &State, command: &Command) -> Result<(), Refusal> {
    match (needs(command), state.standing) {
        (Needs::Unopened, Standing::Unopened)
        | (Needs::Opened, Standing::Active | Standing::Suspended)
        | (Needs::Active, Standing::Active)
        | (Needs::Suspended, Standing::Suspended) => Ok(()),
        (Needs::Unopened, Standing::Active | Standing::Suspended) => {
            Err(refusals::account_already_open())
        }
        (Needs::Opened | Needs::Active | Needs::Suspended, Standing::Unopened) => {
            Err(refusals::account_not_open())
        }
        (Needs::Active, Standing::Suspended) => Err(refusals::account_suspended()),
        (Needs::Suspended, Standing::Active) => Err(refusals::account_not_suspended()),
    }
}

fn judge(state: &State, command: &Command, given: &Given, world: &World, broken: &mut Refusals) {
    match command {
        Command::OpenAccount { agency, .. } => linking::agency(*agency, world, broken),
        Command::CorrectAccountDetails { agency, .. } => {
            broken.need_reason(given, "a correction");
            linking::agency(*agency, world, broken);
        }
        Command::LinkHolding { holding, access } => {
            linking::holding(*holding, access.as_ref(), given.today, world, broken);
        }
        Command::IssueInvitation { digest, expires_on } => {
            credentials::invitation(digest, *expires_on, given.today, broken);
        }
        Command::SetPassword { invitation, .. } => {
            credentials::password(state, invitation.as_deref(), given, broken);
        }
        Command::UseRecoveryCode { code } => credentials::recovery_code(state, *code, broken),
        Command::ReplaceRecoveryCodes { .. } => credentials::has_second_step(state, broken),
        Command::RemoveSecondStep {} => {
            broken.need_reason(given, "taking the second step away");
            credentials::has_second_step(state, broken);
        }
        Command::LinkExternalIdentity { provider, .. } => {
            let linked = state.external.contains(provider);
            broken.when(linked, refusals::identity_already_linked);
        }
        Command::UnlinkExternalIdentity { provider } => {
            broken.need_reason(given, "taking a provider’s identity away");
            let linked = state.external.contains(provider);
            broken.when(!linked, refusals::identity_not_linked);
        }
        Command::SuspendAccount {} => {
            broken.need_reason(given, "suspending an account");
            let last = standing::would_leave_nobody(world, state, given.today);
            broken.when(last, || refusals::last_administrator(""));
        }
        Command::RestoreAccount {} => broken.need_reason(given, "restoring an account"),
        Command::IssueToken { .. } => tokens::issue(state, command, given.today, world, broken),
        Command::RevokeToken { token } => tokens::revoke(state, *token, broken),
        Command::IssueCalendarFeed { digest } => credentials::digest(digest, broken),
        Command::RevokeCalendarFeed {} => {
            broken.when(!state.has_feed, refusals::no_calendar_feed);
        }
        Command::SetSecondStep { .. } | Command::ChooseDigest { .. } => {}
    }
}

/// The fact that an accepted command leads to.
fn fact(command: Command) -> Event {
    match command {
        Command::OpenAccount {
            name,
            sign_in,
            agency,
        } => Event::AccountOpened {
            name,
            sign_in,
            agency,
        },
        Command::CorrectAccountDetails {
            name,
            sign_in,
            agency,
        } => Event::AccountDetailsCorrected {
            name,
            sign_in,
            agency,
        },
        Command::LinkHolding { holding, access } => Event::HoldingLinked { holding, access },
        Command::IssueInvitation { digest, expires_on } => {
            Event::InvitationIssued { digest, expires_on }
        }
        Command::SetPassword {
            verifier,
            invitation,
        } => Event::PasswordSet {
            verifier,
            invitation,
        },
        Command::SetSecondStep {
            secret,
            recovery_codes,
        } => Event::SecondStepSet {
            secret,
            recovery_codes,
        },
        Command::UseRecoveryCode { code } => Event::RecoveryCodeUsed { code },
        Command::ReplaceRecoveryCodes { recovery_codes } => {
            Event::RecoveryCodesReplaced { recovery_codes }
        }
        Command::RemoveSecondStep {} => Event::SecondStepRemoved {},
        Command::LinkExternalIdentity { provider, subject } => {
            Event::ExternalIdentityLinked { provider, subject }
        }
        Command::UnlinkExternalIdentity { provider } => {
            Event::ExternalIdentityUnlinked { provider }
        }
        Command::SuspendAccount {} => Event::AccountSuspended {},
        Command::RestoreAccount {} => Event::AccountRestored {},
        Command::IssueToken {
            token,
            label,
            digest,
            holding,
            scope,
            expires_on,
        } => Event::TokenIssued {
            token,
            label,
            digest,
            holding,
            scope,
            expires_on,
        },
        Command::RevokeToken { token } => Event::TokenRevoked { token },
        Command::IssueCalendarFeed { digest } => Event::CalendarFeedIssued { digest },
        Command::RevokeCalendarFeed {} => Event::CalendarFeedRevoked {},
        Command::ChooseDigest { frequency } => Event::DigestChosen { frequency },
    }
}
