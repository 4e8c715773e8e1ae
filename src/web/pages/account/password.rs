//! Changing one's own password.
//!
//! Route: `GET` and `POST /account/password` → [`ask`], [`change`].

use super::{Fault, Own, beside, is_them, page, password_input, tokens, within};
use crate::desk::PasswordRefused;
use crate::identity::passwords::CHARACTERS_MIN;
use crate::web::components::{Button, Input};
use crate::web::form::Answers;
use crate::web::pages::shown::sentences;
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use zeroize::Zeroizing;

/// The form.
///
/// # Errors
/// When the record cannot be read.
pub async fn ask(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, own| form(visit, own, &[])).await
}

/// Changes the password and ends every other session, or says everything that is wrong.
///
/// # Errors
/// When the record cannot be read, or it was a fault of ours.
pub async fn change(visit: Visit, headers: HeaderMap, posted: Posted) -> Result<Response, Oops> {
    let mut faults = is_them(&visit, &headers, &posted.answers).await;
    within(visit, move |visit, own| {
        if own.account.verifier.is_none() {
            return form(visit, own, &[]);
        }
        let new = typed(&posted.answers, "new");
        if new.is_empty() {
            faults.push(Fault::new("new", "Enter a new password"));
        }
        if !faults.is_empty() {
            return form(visit, own, &faults);
        }
        let account = own.account.id;
        let cookie = &own.signed_in.cookie;
        match own
            .desk
            .change_password(visit.acting, account, cookie, &new)
        {
            Ok(()) => Ok(Redirect::to(afterwards(visit, own)).into_response()),
            Err(refused) => form(visit, own, &told(refused)?),
        }
    })
    .await
}

/// Where one goes with a new password: to the tokens, where something acts in one's name that does
/// not ask for it.
fn afterwards(visit: &Visit, own: &Own) -> &'static str {
    let today = visit.app().clock().today();
    let mut tokens = own.account.tokens.values();
    let acts = own.account.feed.is_some() || tokens.any(|token| token.works_on(today));
    if acts {
        tokens::AFTER_A_NEW_PASSWORD
    } else {
        "/account?recorded=yes"
    }
}

/// What was typed into one box, as it was typed: spaces belong to a password.
pub(super) fn typed(answers: &Answers, name: &str) -> Zeroizing<String> {
    let found = answers.0.iter().find(|(key, _)| key == name);
    Zeroizing::new(found.map_or_else(String::new, |(_, value)| value.clone()))
}

fn told(refused: PasswordRefused) -> Result<Vec<Fault>, Oops> {
    Ok(match refused {
        PasswordRefused::Password(problems) => problems
            .iter()
            .map(|problem| Fault::new("new", problem.to_string()))
            .collect(),
        PasswordRefused::Execute(error) => super::told(error)?,
        refused @ (PasswordRefused::Invitation | PasswordRefused::NoRole) => {
            vec![Fault::new("", sentences(&refused.to_string()))]
        }
        refused @ PasswordRefused::Hashing(_) => return Err(refused.into()),
    })
}

fn form(visit: &Visit, own: &Own, faults: &[Fault]) -> Result<Response, Oops> {
    if own.account.verifier.is_none() {
        let body = html! {
            p class="govuk-body" {
                "Your account has no password: your organisation’s own provider signs you in, and \
                 the password is changed there."
            }
        };
        return page(visit, "Password", faults, &body);
    }
    let address = own.desk.address(own.account.id).unwrap_or_default();
    let hint = format!(
        "At least {CHARACTERS_MIN} characters. Three or four unrelated words do well. It need hold \
         no digits or signs, and it does not expire. Not your name, and no password that is known \
         to be guessed."
    );
    let body = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            p class="govuk-body" {
                "You may paste from a password manager. Wherever else you are signed in, you are \
                 signed out. Your tokens and your calendar’s address go on working."
            }
            form method="post" action="/account/password" novalidate {
                input type="hidden" name="username" autocomplete="username" value=(address);
                (password_input("present", "Present password", "current-password",
                    beside(faults, "present")))
                (Input {
                    hint: Some(hint.into()),
                    ..password_input("new", "New password", "new-password", beside(faults, "new"))
                })
                (Button::new("Change the password"))
            }
        } }
    };
    page(visit, "Password", faults, &body)
}
