//! Opening an account: whose it is, its first role, and the invitation.
//!
//! Route: `GET` and `POST /accounts/new` → [`ask`], [`open`].

use super::link::{self, Base};
use super::roles::{Choices, appointment, role_problems, role_questions};
use super::sending::{self, Sheet, again, answer, made, wrong};
use super::{path, within};
use crate::desk::{Desk, own};
use crate::web::form::{Answers, CommandForm, Kind, Question, Read, Wrong};
use crate::web::pages::refused::Failed;
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::response::{IntoResponse, Redirect, Response};
use events::account::Command;
use events::ids::AccountId;
use events::text::Text;
use std::sync::Arc;
use uuid::Uuid;

/// The longest e-mail address, in characters (RFC 5321, section 4.5.3.1.3, less its brackets).
const ADDRESS_CHARACTERS_MAX: usize = 254;

/// The form that opens an account.
///
/// # Errors
/// When the record cannot be read.
pub async fn ask(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, _| sending::shown(visit, &opening(visit)?)).await
}

/// Opens the account and shows the link of its invitation, or shows the form again with everything
/// that is wrong.
///
/// # Errors
/// When the record cannot be read.
pub async fn open(visit: Visit, base: Base, posted: Posted) -> Result<Response, Oops> {
    within(visit, move |visit, desk| {
        let sheet = opening(visit)?;
        let answers = posted.answers;
        let opened = match open_it(visit, desk, &sheet.form, &answers) {
            Ok(opened) => opened,
            Err(failed) => return again(visit, &sheet, &answers, failed),
        };
        // Sent twice, the link of the second answer is the one that works; not once they came.
        if !answers.ticked("invite") || desk.has_password(opened) {
            let to = format!("{}?recorded=yes", path(opened));
            return Ok(Redirect::to(&to).into_response());
        }
        let secret = desk.invite(visit.acting, opened)?;
        link::shown(visit, &base, opened, &secret)
    })
    .await
}

fn opening(visit: &Visit) -> Result<Sheet, Oops> {
    let choices = Choices::of(visit)?;
    let id = AccountId(Uuid::nil());
    let form = CommandForm::new(id, "open_account", "Open an account", "/accounts")
        .lead(
            "One account is one person. Accounts are not shared: who did what would no longer be \
             known.",
        )
        .ask(
            Question::new("name", "Name", Kind::Line)
                .hint("As colleagues know them. It is kept so that it can be erased."),
        )
        .ask(
            Question::new("sign_in", "E-mail address", Kind::Address).hint("They sign in with it."),
        );
    let form = role_questions(form, &choices, ("First role", String::new()));
    let invite = Question::new(
        "invite",
        "Invite them now, by a link shown once",
        Kind::Tick,
    )
    .answered("yes")
    .optional();
    let form = form
        .ask(invite)
        .button("Open the account")
        .sent_to("/accounts/new")
        .at_once();
    Ok(form.into())
}

fn open_it(
    visit: &Visit,
    desk: &Arc<Desk>,
    form: &CommandForm,
    answers: &Answers,
) -> Result<AccountId, Failed> {
    let key = sending::key(visit, answers)?;
    let id = AccountId(made(key, "account"));
    let mut problems = address_problems(desk, answers, Some(id));
    problems.extend(role_problems(answers));
    let read = sending::read(form, answers, problems)?;
    let name: String = answer(&read, "name").unwrap_or_default();
    let mut instructions = vec![own(id, opened(&read, &name))];
    instructions.extend(appointment(visit, &read, answers, (id, &name, key)));
    let meta = sending::meta(visit, &read, answers, key);
    visit.app().execute(instructions, &meta)?;
    Ok(id)
}

fn opened(read: &Read, name: &str) -> Command {
    let address: Option<String> = answer(read, "sign_in");
    Command::OpenAccount {
        name: Text::plain(name),
        sign_in: address.map(Text::plain),
        agency: answer(read, "agency"),
    }
}

/// What is wrong with the address somebody is to sign in with.
pub(super) fn address_problems(
    desk: &Desk,
    answers: &Answers,
    own: Option<AccountId>,
) -> Vec<Wrong> {
    let Some(address) = answers.filled("sign_in") else {
        return Vec::new();
    };
    if !is_address(&address) {
        let message = "Enter an e-mail address in the form name@example.org";
        return vec![wrong("sign_in", message)];
    }
    if desk.is_taken(&address, own) {
        let message = "Another account signs in with this address already: enter another one, or \
                       look for that account in the list";
        return vec![wrong("sign_in", message)];
    }
    Vec::new()
}

/// Whether something has the shape of an e-mail address; only a message shows that it is one.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let plain = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control())
    };
    plain(local)
        && plain(domain)
        && !local.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
        && text.chars().count() <= ADDRESS_CHARACTERS_MAX
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        for good in [
            "ann@example.org",
            "ann.o'neil+work@mail.example.org",
            "é@example.org",
        ] {
            assert!(is_address(good), "{good}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("{}@example.org", "a".repeat(250));
        for bad in [
            "ann",
            "@example.org",
            "ann@",
            "ann@example",
            "ann@example..org",
            "ann baker@example.org",
            "ann@home@example.org",
            &long,
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
