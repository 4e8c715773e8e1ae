//! Signing in: with an address and a password, or with an organisation's own account.

use super::{Guest, beside, local, wrong};
use crate::desk::{Entered, SignInRefused, Tried};
use crate::identity::peer::Peer as Place;
use crate::web::components::{Button, Input, InsetText, NotificationBanner};
use crate::web::entrance::by_sign_in::too_many;
use crate::web::form::Wrong;
use crate::web::metrics::{Means, Outcome};
use crate::web::posted::Posted;
use crate::web::visit::Oops;
use axum::response::Response;
use maud::{Markup, html};
use zeroize::Zeroizing;

/// Asks for an address and a password.
///
/// # Errors
/// In the demo, where nobody signs in.
pub async fn form(guest: Guest) -> Result<Response, Oops> {
    if !guest.desk.is_set_up() {
        let body = html! {
            h1 class="govuk-heading-l" { "Golden Thread is not set up yet" }
            p class="govuk-body" {
                "Open the link that was written to the terminal when it was started. It works once, \
                 and makes the partnership and its first administrator."
            }
        };
        return Ok(guest.page("Golden Thread is not set up yet", &[], &body));
    }
    let next = local(guest.asked("next"));
    let body = page(&guest, &next, "", &[]);
    Ok(guest.page("Sign in", &[], &body))
}

/// Judges them.
///
/// # Errors
/// In the demo, where nobody signs in.
pub async fn submit(guest: Guest, posted: Posted) -> Result<Response, Oops> {
    let answers = posted.answers;
    let next = local(&answers.filled("next").unwrap_or_default());
    let address = answers.filled("address").unwrap_or_default();
    let password = Zeroizing::new(answers.get("password").unwrap_or_default());
    let mut missing = Vec::new();
    if address.trim().is_empty() {
        missing.push(wrong("address", "Enter your e-mail address"));
    }
    if password.is_empty() {
        missing.push(wrong("password", "Enter your password"));
    }
    if !missing.is_empty() {
        let body = page(&guest, &next, &address, &missing);
        return Ok(guest.page("Sign in", &missing, &body));
    }
    let tried = Tried {
        address: address.clone(),
        password,
        peer: Place::from(guest.peer.address),
        device: guest.device(),
        agent: guest.agent(),
    };
    let judged = guest.desk.sign_in(tried).await;
    guest.counted(Means::Password, outcome(&judged));
    let refused = match judged {
        Ok(entered) => return Ok(guest.go_on(&entered, &next)),
        Err(SignInRefused::Wait(wait)) => {
            return Ok(too_many(wait));
        }
        Err(SignInRefused::Wrong) => wrong(
            "address",
            "The e-mail address or the password is not right. After several tries you will have to \
             wait; if you have forgotten the password, ask your administrator for a new invitation",
        ),
        Err(SignInRefused::Busy(_)) => wrong(
            "address",
            "Too many people are signing in at this moment: try again in a minute",
        ),
        Err(SignInRefused::NoRandomness(error)) => return Err(error.into()),
    };
    let refused = [refused];
    let body = page(&guest, &next, &address, &refused);
    Ok(guest.page("Sign in", &refused, &body))
}

/// What became of a try, as it is counted.
fn outcome(judged: &Result<Entered, SignInRefused>) -> Outcome {
    match judged {
        Ok(_) => Outcome::Accepted,
        Err(SignInRefused::Wrong | SignInRefused::NoRandomness(_)) => Outcome::Refused,
        Err(SignInRefused::Wait(_) | SignInRefused::Busy(_)) => Outcome::Limited,
    }
}

fn page(guest: &Guest, next: &str, address: &str, refused: &[Wrong]) -> Markup {
    let providers = guest.desk.providers.all();
    html! {
        @if guest.asked("why") == "lapsed" {
            (NotificationBanner::new(html! {
                p class="govuk-notification-banner__heading" {
                    "You were signed out because nothing was done for a while. What you typed is \
                     kept: sign in, and it comes back."
                }
            }))
        }
        @if guest.asked("why") == "out" {
            (InsetText::new("You are signed out."))
        }
        @if guest.asked("why") == "meanwhile" {
            (InsetText::new(
                "Your sign-in ended, as a second step was set up for your account meanwhile. Sign in \
                 again, with a code of it. If you did not set it up, tell your administrator at once: \
                 somebody knows your password.",
            ))
        }
        h1 class="govuk-heading-l" { "Sign in" }
        @if !providers.is_empty() {
            h2 class="govuk-heading-m" { "With your organisation’s account" }
            @for provider in providers {
                @let name = &provider.settings().name;
                @let href = super::with_next(&format!("/sign-in/with/{name}"), next);
                p { (Button {
                    href: Some(&href),
                    ..Button::secondary(format!("Sign in with {}", provider.settings().label))
                }) }
            }
            h2 class="govuk-heading-m" { "With an account of this partnership" }
        }
        form method="post" action="/sign-in" novalidate {
            input type="hidden" name="next" value=(next);
            (Input {
                kind: "email",
                value: Some(address),
                autocomplete: Some("username"),
                spellcheck: Some(false),
                error: beside(refused, "address").map(Into::into),
                ..Input::new("address", "E-mail address")
            })
            (Input {
                kind: "password",
                autocomplete: Some("current-password"),
                spellcheck: Some(false),
                error: beside(refused, "password").map(Into::into),
                ..Input::new("password", "Password")
            })
            (Button::new("Sign in"))
        }
    }
}
