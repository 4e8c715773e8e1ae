//! The second step of one's own account: setting it up anew, and new recovery codes.
//!
//! Routes: `GET` and `POST /account/second-step` → [`ask`], [`confirm`]; `GET` and
//! `POST /account/recovery-codes` → [`ask_for_codes`], [`new_codes`].

use super::password::typed;
use super::{Fault, Own, beside, page, password_input, within};
use crate::desk::EnrolmentRefused;
use crate::web::components::{Button, Input, WarningText};
use crate::web::form::Answers;
use crate::web::pages::shown::sentences;
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::response::Response;
use maud::{Markup, html};
use zeroize::Zeroizing;

/// Shows a new secret to scan or type.
///
/// # Errors
/// When the record cannot be read, or there is no randomness.
pub async fn ask(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, own| form(visit, own, &[])).await
}

/// Records the new second step once its first code is right, and shows new recovery codes.
///
/// # Errors
/// When the record cannot be read, or it was a fault of ours.
pub async fn confirm(visit: Visit, posted: Posted) -> Result<Response, Oops> {
    within(visit, move |visit, own| {
        let mut faults = is_them(own, &posted.answers);
        let code = posted.answers.filled("code").unwrap_or_default();
        if code.is_empty() {
            faults.push(Fault::new(
                "code",
                "Enter the code your authenticator shows",
            ));
        }
        if !faults.is_empty() {
            return form(visit, own, &faults);
        }
        let account = own.account.id;
        match own
            .desk
            .confirm_enrolment(Some(visit.acting), account, &code)
        {
            Ok(codes) => {
                let cookie = &own.signed_in.cookie;
                own.desk.sessions.end_all(account, Some(cookie));
                let words = "Your new second step is set up, and the earlier one no longer works. \
                             Wherever else you were signed in, you are signed out.";
                shown_codes(visit, words, &codes)
            }
            Err(refused) => form(visit, own, &told(refused)?),
        }
    })
    .await
}

/// Asks whether new recovery codes are wanted.
///
/// # Errors
/// When the record cannot be read.
pub async fn ask_for_codes(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, own| codes_form(visit, own, &[])).await
}

/// Makes new recovery codes and shows them once.
///
/// # Errors
/// When the record cannot be read, or it was a fault of ours.
pub async fn new_codes(visit: Visit, posted: Posted) -> Result<Response, Oops> {
    within(visit, move |visit, own| {
        let faults = is_them(own, &posted.answers);
        if !faults.is_empty() {
            return codes_form(visit, own, &faults);
        }
        match own.desk.new_recovery_codes(visit.acting, own.account.id) {
            Ok(codes) => shown_codes(visit, "The earlier codes no longer work.", &codes),
            Err(refused) => codes_form(visit, own, &told(refused)?),
        }
    })
    .await
}

/// Asks for the password once more, so that a session left open is not enough to take the account
/// over. Whoever has none is vouched for by a provider.
fn is_them(own: &Own, answers: &Answers) -> Vec<Fault> {
    let account = own.account.id;
    if !own.desk.has_password(account) {
        return Vec::new();
    }
    let present = typed(answers, "present");
    if present.is_empty() {
        vec![Fault::new("present", "Enter your password")]
    } else if own.desk.is_password_of(account, &present) {
        Vec::new()
    } else {
        vec![Fault::new("present", "This is not your password")]
    }
}

fn told(refused: EnrolmentRefused) -> Result<Vec<Fault>, Oops> {
    Ok(match refused {
        EnrolmentRefused::Execute(error) => super::told(error)?,
        refused @ (EnrolmentRefused::Wrong | EnrolmentRefused::TooLate) => {
            vec![Fault::new("code", sentences(&refused.to_string()))]
        }
        refused @ EnrolmentRefused::NoRole => {
            vec![Fault::new("", sentences(&refused.to_string()))]
        }
        refused @ (EnrolmentRefused::NoRandomness(_) | EnrolmentRefused::SecondStep(_)) => {
            return Err(refused.into());
        }
    })
}

/// The box for the password, where there is one.
fn present(own: &Own, faults: &[Fault]) -> Markup {
    html! {
        @if own.account.verifier.is_some() {
            (password_input("present", "Your password", "current-password",
                beside(faults, "present")))
        }
    }
}

fn form(visit: &Visit, own: &Own, faults: &[Fault]) -> Result<Response, Oops> {
    let shown = own.desk.enrol(own.account.id)?;
    let is_set = own.account.second_step.is_some();
    let body = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            p class="govuk-body" {
                @if is_set {
                    "Your second step is set up. Set it up anew for a new telephone: until you \
                     confirm it, the earlier one goes on working."
                } @else {
                    "With a second step nobody signs in with your password alone."
                }
                " "
                a class="govuk-link" href="/account/recovery-codes" { "Make new recovery codes" }
            }
            h2 class="govuk-heading-m" { "1. Scan this with your authenticator" }
            p class="govuk-body" {
                "Any app for one-time codes does, such as the one your organisation uses."
            }
            div class="gt-qr" { (shown.picture) }
            p class="govuk-body" { "Or type this into it:" }
            p class="govuk-body" { code class="gt-secret" { (*shown.typed) } }
            h2 class="govuk-heading-m" { "2. Confirm it" }
            form method="post" action="/account/second-step" novalidate {
                (Input {
                    hint: Some("Six digits".into()),
                    error: beside(faults, "code"),
                    inputmode: Some("numeric"),
                    autocomplete: Some("one-time-code"),
                    spellcheck: Some(false),
                    classes: "govuk-input--width-10",
                    ..Input::new("code", "The code your authenticator shows now")
                })
                (present(own, faults))
                (Button::new("Set up the second step"))
            }
        } }
    };
    page(visit, "Second step", faults, &body)
}

fn codes_form(visit: &Visit, own: &Own, faults: &[Fault]) -> Result<Response, Oops> {
    let body = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            p class="govuk-body" {
                "A recovery code lets you in once when your telephone is lost. New ones take the \
                 place of all earlier ones, also of those you have not used."
            }
            form method="post" action="/account/recovery-codes" novalidate {
                (present(own, faults))
                div class="govuk-button-group" {
                    (Button::new("Make new codes"))
                    a class="govuk-link" href="/account" { "Cancel" }
                }
            }
        } }
    };
    page(visit, "New recovery codes", faults, &body)
}

fn shown_codes(visit: &Visit, words: &str, codes: &[Zeroizing<String>]) -> Result<Response, Oops> {
    let body = html! {
        p class="govuk-body" { (words) }
        p class="govuk-body" {
            "Each code lets you in once when your telephone is lost. Print this page or write them \
             down, and keep them where you keep valuable papers, away from your password."
        }
        ul class="govuk-list" {
            @for code in codes { li { code class="gt-secret" { (**code) } } }
        }
        (WarningText::new("They are shown this once."))
        p class="govuk-body gt-no-print" {
            a class="govuk-link" href="/account" { "I have kept them" }
        }
    };
    page(visit, "Your recovery codes", &[], &body)
}
