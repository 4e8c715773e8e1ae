//! An invitation: whoever was invited chooses a password.

use super::{Guest, beside, wrong};
use crate::desk::PasswordRefused;
use crate::identity::passwords::{CHARACTERS_MIN, PasswordProblem};
use crate::web::components::{Button, Input};
use crate::web::form::Wrong;
use crate::web::metrics::{Means, Outcome};
use crate::web::posted::Posted;
use crate::web::telling::away;
use crate::web::visit::Oops;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

const TITLE: &str = "Choose your password";

/// Asks for a password.
///
/// # Errors
/// In the demo, where nobody signs in.
pub async fn form(guest: Guest, Path(link): Path<String>) -> Result<Response, Oops> {
    let Some(account) = guest.desk.invited(&link) else {
        return Ok(gone(&guest));
    };
    let address = guest.desk.address(account).unwrap_or_default();
    Ok(guest.page(TITLE, &[], &page(&link, &address, &[])))
}

/// Sets it, and goes on to the second step.
///
/// # Errors
/// In the demo, where nobody signs in; or when something failed.
pub async fn submit(
    guest: Guest,
    Path(link): Path<String>,
    posted: Posted,
) -> Result<Response, Oops> {
    let Some(account) = guest.desk.invited(&link) else {
        return Ok(gone(&guest));
    };
    let password = posted.answers.get("password").unwrap_or_default();
    let again = posted.answers.get("again").unwrap_or_default();
    let address = guest.desk.address(account).unwrap_or_default();
    let refused = if password == again {
        let (desk, sent) = (guest.desk.clone(), link.clone());
        let password = zeroize::Zeroizing::new(password);
        match away(move || desk.accept(&sent, &password)).await? {
            Ok(account) => {
                guest.counted(Means::Password, Outcome::Accepted);
                let entered = guest.desk.begin(account, guest.agent())?;
                return Ok(guest.go_on(&entered, "/"));
            }
            Err(PasswordRefused::Password(problems)) => told(&problems, "password"),
            Err(PasswordRefused::NoRole) => vec![wrong(
                "password",
                "Your account holds no role today: ask the administrator from which day it does",
            )],
            Err(PasswordRefused::Invitation) => return Ok(gone(&guest)),
            Err(error) => return Err(Oops::Fault(error.to_string())),
        }
    } else {
        vec![wrong("again", "The two passwords are not the same")]
    };
    Ok(guest.page(TITLE, &refused, &page(&link, &address, &refused)))
}

/// Everything wrong with a password, in words.
pub fn told(problems: &[PasswordProblem], control: &str) -> Vec<Wrong> {
    let each = problems.iter().map(|one| {
        let words = crate::web::pages::shown::sentences(&one.to_string());
        wrong(control, words)
    });
    each.collect()
}

fn page(link: &str, address: &str, refused: &[Wrong]) -> Markup {
    html! {
        h1 class="govuk-heading-l" { (TITLE) }
        form method="post" action={ "/invitation/" (link) } novalidate {
            // So that a password manager knows whose password it keeps.
            input type="hidden" name="address" autocomplete="username" value=(address);
            (choice(refused))
            (Button::new("Go on"))
        }
    }
}

/// A new password, twice.
pub fn choice(refused: &[Wrong]) -> Markup {
    html! {
        (Input {
            kind: "password",
            autocomplete: Some("new-password"),
            spellcheck: Some(false),
            hint: Some(html! {
                "At least " (CHARACTERS_MIN) " characters. Three words that have nothing to do with \
                 each other are easy to remember and hard to guess. It need not hold digits or \
                 signs, it never expires, and you may paste it."
            }.into()),
            error: beside(refused, "password").map(Into::into),
            ..Input::new("password", "Password")
        })
        (Input {
            kind: "password",
            autocomplete: Some("new-password"),
            spellcheck: Some(false),
            error: beside(refused, "again").map(Into::into),
            ..Input::new("again", "The same password again")
        })
    }
}

fn gone(guest: &Guest) -> Response {
    let title = "This invitation does not work";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" {
            "It has expired, was used already, or was replaced by a newer one. Ask your \
             administrator for a new one, or "
            a class="govuk-link" href="/sign-in" { "sign in" } " if you have a password."
        }
    };
    let mut response = guest.page(title, &[], &body);
    *response.status_mut() = StatusCode::GONE;
    response
}
