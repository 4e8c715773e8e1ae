//! Where an actor comes from, and what that allows: somebody who signed in, the terminal, a
//! provider of identities, or somebody who only chose a role.

use crate::account;
use crate::envelope::{Origin, Role};
use crate::ids::{AccountId, StreamId};
use crate::partnership;
use crate::refusal::{Refusal, Refusals};
use crate::world::{Command, Given, World};

pub(super) fn check(
    world: &World,
    stream: StreamId,
    command: &Command,
    given: &Given,
    broken: &mut Refusals,
) {
    match given.actor.origin() {
        Some(Origin::Account(account)) => signed_in(world, account, given, broken),
        Some(Origin::Terminal) => {
            let allowed = terminal_may(command) && given.role() == Some(Role::Administrator);
            broken.when(!allowed, terminal_may_not);
        }
        Some(Origin::Provider(_)) => broken.when(!provider_may(command), provider_may_not),
        // A choice of role stands in for signing in until somebody has an account, and never
        // opens one.
        Some(Origin::ActingAs | Origin::Other) => {
            let to_account = matches!(command, Command::Account(_));
            let refused = to_account || world.has_accounts();
            return broken.when(refused, sign_in_required);
        }
        None => {}
    }
    if let (Command::Account(command), Some(account)) = (command, given.actor.account()) {
        let own = stream.id == account.0;
        let allowed = match reach(command) {
            Reach::Any => true,
            Reach::Own => own,
            Reach::OwnOrAdministrators => own || given.role() == Some(Role::Administrator),
        };
        broken.when(!allowed, not_your_account);
    }
}

fn signed_in(world: &World, account: AccountId, given: &Given, broken: &mut Refusals) {
    let held = given.role().is_some_and(|role| {
        let agency = given.actor.agency();
        world.holds(account, role, agency, given.today)
    });
    broken.when(!held, role_not_held);
}

/// Whoever has the folder and the master key may let people in, and set the partnership up.
fn terminal_may(command: &Command) -> bool {
    match command {
        Command::Account(_) | Command::Partnership(_) => true,
        Command::Plan(_)
        | Command::Recommendation(_)
        | Command::Action(_)
        | Command::Evidence(_)
        | Command::Meeting(_)
        | Command::Gap(_)
        | Command::SelfAssessment(_)
        | Command::ServiceReturn(_)
        | Command::SeriousIncident(_)
        | Command::RapidReview(_)
        | Command::ReviewSubject(_)
        | Command::PracticeReview(_)
        | Command::Briefing(_)
        | Command::LearningActivity(_)
        | Command::ChildDeathLearning(_)
        | Command::AuditProgramme(_)
        | Command::Audit(_)
        | Command::AuditCase(_)
        | Command::EvidencePack(_)
        | Command::Inspection(_)
        | Command::Erasure(_)
        | Command::LegalHold(_) => false,
    }
}

/// A provider says who somebody is and which roles they hold, and nothing else.
fn provider_may(command: &Command) -> bool {
    matches!(
        command,
        Command::Account(
            account::Command::OpenAccount { .. }
                | account::Command::LinkExternalIdentity { .. }
                | account::Command::LinkHolding { .. }
        ) | Command::Partnership(
            partnership::Command::AppointRoleHolder { .. }
                | partnership::Command::EndRoleHolder { .. }
        )
    )
}

/// Whose account a command may be given to by somebody whose role may give it.
enum Reach {
    /// Anybody's: the table of roles leaves it to administrators.
    Any,
    /// One's own.
    Own,
    /// One's own, and anybody's for an administrator.
    OwnOrAdministrators,
}

const fn reach(command: &account::Command) -> Reach {
    match command {
        account::Command::OpenAccount { .. }
        | account::Command::CorrectAccountDetails { .. }
        | account::Command::LinkHolding { .. }
        | account::Command::IssueInvitation { .. }
        | account::Command::RemoveSecondStep {}
        | account::Command::UnlinkExternalIdentity { .. }
        | account::Command::SuspendAccount {}
        | account::Command::RestoreAccount {} => Reach::Any,
        account::Command::SetPassword { .. }
        | account::Command::SetSecondStep { .. }
        | account::Command::UseRecoveryCode { .. }
        | account::Command::ReplaceRecoveryCodes { .. }
        | account::Command::LinkExternalIdentity { .. }
        | account::Command::IssueToken { .. }
        | account::Command::IssueCalendarFeed { .. }
        | account::Command::RevokeCalendarFeed {}
        | account::Command::ChooseDigest { .. } => Reach::Own,
        account::Command::RevokeToken { .. } => Reach::OwnOrAdministrators,
    }
}

fn role_not_held() -> Refusal {
    Refusal::new(
        "role_not_held",
        "actor",
        "the account does not hold this role for this agency today, or is suspended",
        "act in a role you hold, or ask an administrator",
    )
}

fn sign_in_required() -> Refusal {
    Refusal::new(
        "sign_in_required",
        "actor",
        "this is recorded only by somebody who signed in",
        "sign in with your account",
    )
}

fn not_your_account() -> Refusal {
    Refusal::new(
        "not_your_account",
        "",
        "only the person of an account does this",
        "do it with your own account",
    )
}

fn terminal_may_not() -> Refusal {
    Refusal::new(
        "terminal_may_not",
        "actor",
        "at the terminal only accounts and the partnership’s settings are changed",
        "sign in and do it with your account",
    )
}

fn provider_may_not() -> Refusal {
    Refusal::new(
        "provider_may_not",
        "actor",
        "a provider of identities only says who somebody is and which roles they hold",
        "have somebody who signed in do this",
    )
}
