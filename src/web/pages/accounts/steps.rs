//! The small forms of an account: correcting its details, inviting anew, taking the second step or
//! a provider's identity away, suspending and restoring, and revoking a token.
//!
//! Route: `GET` and `POST /accounts/{id}/{step}` → [`ask`], [`take`]; the provider and the token
//! stand in the query.

use super::link::{self, Base};
use super::opening::address_problems;
use super::people;
use super::sending::{self, Sheet, again, answer, carried, instruction};
use super::{account, path, within};
use crate::desk::Desk;
use crate::web::form::{Answers, Asked, CommandForm, Kind, Question, Read};
use crate::web::pages::refused::Failed;
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use events::account::Command;
use events::ids::{AccountId, TokenId};
use events::text::Text;
use events::world::Command as Any;
use projections::accounts::Account;
use std::sync::Arc;

/// One thing an administrator does about an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Correct the name, address or agency.
    Correct,
    /// Invite by a new link, which also sets a password anew.
    Invite,
    /// Take the second step away.
    DropSecond,
    /// Suspend.
    Suspend,
    /// Restore.
    Restore,
    /// Revoke a token.
    RevokeToken(TokenId),
    /// Take a provider's identity away.
    Unlink(String),
}

impl Step {
    /// The step an address asks for.
    fn asked(visit: &Visit, word: &str) -> Option<Self> {
        Some(match word {
            "correct" => Self::Correct,
            "invite" => Self::Invite,
            "remove-second-step" => Self::DropSecond,
            "suspend" => Self::Suspend,
            "restore" => Self::Restore,
            "revoke-token" => Self::RevokeToken(visit.asked("token")?.parse().ok()?),
            "unlink" => Self::Unlink(visit.asked("provider")?.to_owned()),
            _ => return None,
        })
    }

    /// The address of its form.
    pub(super) fn path(&self, id: AccountId) -> String {
        let (word, query) = match self {
            Self::Correct => ("correct", None),
            Self::Invite => ("invite", None),
            Self::DropSecond => ("remove-second-step", None),
            Self::Suspend => ("suspend", None),
            Self::Restore => ("restore", None),
            Self::RevokeToken(token) => ("revoke-token", Some(("token", token.to_string()))),
            Self::Unlink(provider) => ("unlink", Some(("provider", provider.clone()))),
        };
        let query = query.map(|pair| serde_urlencoded::to_string([pair]).unwrap_or_default());
        let query = query.map_or_else(String::new, |query| format!("?{query}"));
        format!("{}/{word}{query}", path(id))
    }

    fn command(&self, read: &Read) -> Option<Command> {
        Some(match self {
            Self::Correct => {
                let address: Option<String> = answer(read, "sign_in");
                Command::CorrectAccountDetails {
                    name: Text::plain(answer::<String>(read, "name").unwrap_or_default()),
                    sign_in: address.map(Text::plain),
                    agency: answer(read, "agency"),
                }
            }
            Self::Invite => return None,
            Self::DropSecond => Command::RemoveSecondStep {},
            Self::Suspend => Command::SuspendAccount {},
            Self::Restore => Command::RestoreAccount {},
            Self::RevokeToken(token) => Command::RevokeToken { token: *token },
            Self::Unlink(provider) => Command::UnlinkExternalIdentity {
                provider: provider.clone(),
            },
        })
    }

    /// Whether nobody goes on with what they signed in with before.
    fn signs_out(&self) -> bool {
        match self {
            Self::DropSecond | Self::Suspend | Self::Unlink(_) => true,
            Self::Correct | Self::Invite | Self::Restore | Self::RevokeToken(_) => false,
        }
    }
}

/// The form of a step.
///
/// # Errors
/// When there is no such account or step.
pub async fn ask(
    visit: Visit,
    Path((id, word)): Path<(AccountId, String)>,
) -> Result<Response, Oops> {
    within(visit, move |visit, _| {
        let step = Step::asked(visit, &word).ok_or(Oops::NotFound)?;
        let account = account(visit, id)?;
        sending::shown(visit, &sheet(visit, &account, &step)?)
    })
    .await
}

/// Takes a step, or shows its form again with everything that is wrong.
///
/// # Errors
/// When there is no such account or step.
pub async fn take(
    visit: Visit,
    Path((id, word)): Path<(AccountId, String)>,
    base: Base,
    posted: Posted,
) -> Result<Response, Oops> {
    within(visit, move |visit, desk| {
        let step = Step::asked(visit, &word).ok_or(Oops::NotFound)?;
        let account = account(visit, id)?;
        let sheet = sheet(visit, &account, &step)?;
        let answers = posted.answers;
        if step == Step::Invite {
            return match desk.invite(visit.acting, id) {
                Ok(secret) => link::shown(visit, &base, id, &secret),
                Err(error) => again(visit, &sheet, &answers, error.into()),
            };
        }
        if let Err(failed) = record(visit, desk, &step, (&account, &sheet.form, &answers)) {
            return again(visit, &sheet, &answers, failed);
        }
        if step.signs_out() {
            desk.sessions.end_all(id, None);
        }
        Ok(Redirect::to(&format!("{}?recorded=yes", path(id))).into_response())
    })
    .await
}

fn record(
    visit: &Visit,
    desk: &Arc<Desk>,
    step: &Step,
    (account, form, answers): (&Account, &CommandForm, &Answers),
) -> Result<(), Failed> {
    let problems = match step {
        Step::Correct => address_problems(desk, answers, Some(account.id)),
        Step::Invite
        | Step::DropSecond
        | Step::Suspend
        | Step::Restore
        | Step::RevokeToken(_)
        | Step::Unlink(_) => Vec::new(),
    };
    let read = sending::read(form, answers, problems)?;
    let Some(command) = step.command(&read) else {
        return Ok(());
    };
    let key = sending::key(visit, answers)?;
    let seen = carried(answers).map(|carried| carried.version);
    let meta = sending::meta(visit, &read, answers, key);
    let one = instruction(account.id, Any::Account(command), seen);
    visit.app().execute(vec![one], &meta)?;
    Ok(())
}

fn sheet(visit: &Visit, account: &Account, step: &Step) -> Result<Sheet, Oops> {
    let begin = |command, title: &str| {
        CommandForm::new(account.id, command, title, path(account.id))
            .about(people::name(visit, account))
            .sent_to(step.path(account.id))
            .at_once()
    };
    let form = match step {
        Step::Correct => correct(
            visit,
            account,
            begin("correct_account_details", "Correct the details"),
        )?,
        Step::Invite => invite(account, begin("issue_invitation", "Invite them anew")),
        Step::DropSecond => begin("remove_second_step", "Take the second step away")
            .lead(
                "For somebody who lost their telephone and their recovery codes. They are signed \
                 out, and set a new second step up when they next sign in with their password.",
            )
            .lead(
                "First make sure, in person or by a telephone number you know already, that it is \
                 really them who ask: without the second step the password alone lets somebody in.",
            )
            .reason(Asked::Required)
            .button("Take the second step away"),
        Step::Suspend => begin("suspend_account", "Suspend the account")
            .lead(
                "Nobody signs in with it until it is restored, and whoever is signed in with it is \
                 signed out. Its tokens and its calendar stop working. For somebody who leaves, \
                 end their roles instead.",
            )
            .reason(Asked::Required)
            .button("Suspend the account"),
        Step::Restore => begin("restore_account", "Restore the account")
            .lead("It may be used again as before, in the roles that are held today.")
            .reason(Asked::Required)
            .button("Restore the account"),
        Step::RevokeToken(token) => {
            revoke(account, *token, begin("revoke_token", "Revoke a token"))?
        }
        Step::Unlink(provider) => unlink(
            account,
            provider,
            begin(
                "unlink_external_identity",
                "Take a provider’s identity away",
            ),
        )?,
    };
    Ok(form.into())
}

fn correct(visit: &Visit, account: &Account, form: CommandForm) -> Result<CommandForm, Oops> {
    let view = visit.view()?;
    let agencies = people::agency_choices(&view, visit.today());
    let address = people::address(visit, account);
    let mut agency = Question::new("agency", "Agency they work for", Kind::Select(agencies))
        .hint("Leave empty for the partnership’s own team. Their roles stay as they are.")
        .optional();
    if let Some(id) = account.agency {
        agency = agency.answered(id.to_string());
    }
    let name = visit.plain(&account.name);
    let mut sign_in = Question::new("sign_in", "E-mail address", Kind::Address)
        .hint("They sign in with it from now on.");
    if account.sign_in.is_none() {
        // Somebody a provider signs in has none.
        sign_in = sign_in.optional();
    }
    Ok(form
        .ask(Question::new("name", "Name", Kind::Line).answered(name))
        .ask(sign_in.answered(address))
        .ask(agency)
        .reason(Asked::Required)
        .button("Correct the details"))
}

fn invite(account: &Account, form: CommandForm) -> CommandForm {
    let words = if account.verifier.is_some() {
        "They choose a new password by a link that is shown once. Until they do, the present \
         password goes on working; their second step stays as it is."
    } else {
        "They choose a password by a link that is shown once."
    };
    form.lead(words)
        .lead("An earlier link stops working.")
        .button("Show a new link")
}

fn revoke(account: &Account, token: TokenId, form: CommandForm) -> Result<CommandForm, Oops> {
    let known = account.tokens.get(&token).ok_or(Oops::NotFound)?;
    Ok(form
        .lead(format!(
            "The program that uses “{}” is let in no more.",
            known.label
        ))
        .reason(Asked::Optional)
        .button("Revoke the token"))
}

fn unlink(account: &Account, provider: &str, form: CommandForm) -> Result<CommandForm, Oops> {
    if !account.external.contains_key(provider) {
        return Err(Oops::NotFound);
    }
    Ok(form
        .lead(format!(
            "They are signed out, and {provider} no longer signs them in to this account."
        ))
        .reason(Asked::Required)
        .button("Take it away"))
}
