//! The second step of one's own account: setting it up anew, and new recovery codes.
//!
//! Routes: `GET` and `POST /account/second-step` → [`ask`], [`confirm`]; `GET` and
//! `POST /account/recovery-codes` → [`ask_for_codes`], [`new_codes`].

use super::{Fault, Own, beside, is_them, page, present, within};
use crate::desk::{EnrolmentRefused, Shown};
use crate::web::components::{Button, Input, WarningText};
use crate::web::pages::shown::sentences;
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::html;
use zeroize::Zeroizing;

/// Asks whether it is really them. What to scan is not shown before.
///
/// # Errors
/// When the record cannot be read.
pub async fn ask(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, own| before(visit, own, &[])).await
}

/// Shows a new secret to whoever showed that it is them; then records it once its first code is
/// right, and shows new recovery codes.
///
/// # Errors
/// When the record cannot be read, or it was a fault of ours.
pub async fn confirm(visit: Visit, headers: HeaderMap, posted: Posted) -> Result<Response, Oops> {
    let Some(sent) = posted.answers.filled("page") else {
        let faults = is_them(&visit, &headers, &posted.answers).await;
        return within(visit, move |visit, own| {
            if faults.is_empty() {
                form(visit, own, &own.desk.enrol(&own.signed_in.session)?, &[])
            } else {
                before(visit, own, &faults)
            }
        })
        .await;
    };
    within(visit, move |visit, own| {
        let session = &own.signed_in.session;
        let Some(shown) = own.desk.shown_on(session, &sent)? else {
            let words = "This took too long: begin again, and scan the new code";
            return before(visit, own, &[Fault::new("", words)]);
        };
        let code = posted.answers.filled("code").unwrap_or_default();
        if code.is_empty() {
            let fault = Fault::new("code", "Enter the code your authenticator shows");
            return form(visit, own, &shown, &[fault]);
        }
        let here = (&own.signed_in.cookie, session);
        match own.desk.confirm_enrolment(Some(visit.acting), here, &code) {
            Ok(codes) => {
                let words = "Your new second step is set up, and the earlier one no longer works. \
                             Wherever else you were signed in, you are signed out.";
                shown_codes(visit, words, &codes)
            }
            Err(refused) => form(visit, own, &shown, &told(refused)?),
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
pub async fn new_codes(visit: Visit, headers: HeaderMap, posted: Posted) -> Result<Response, Oops> {
    let faults = is_them(&visit, &headers, &posted.answers).await;
    within(visit, move |visit, own| {
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

fn told(refused: EnrolmentRefused) -> Result<Vec<Fault>, Oops> {
    Ok(match refused {
        EnrolmentRefused::Execute(error) => super::told(error)?,
        refused @ (EnrolmentRefused::Wrong | EnrolmentRefused::TooLate) => {
            vec![Fault::new("code", sentences(&refused.to_string()))]
        }
        refused @ (EnrolmentRefused::NoRole
        | EnrolmentRefused::Ended
        | EnrolmentRefused::SetMeanwhile) => {
            vec![Fault::new("", sentences(&refused.to_string()))]
        }
        refused @ (EnrolmentRefused::NoRandomness(_) | EnrolmentRefused::SecondStep(_)) => {
            return Err(refused.into());
        }
    })
}

fn before(visit: &Visit, own: &Own, faults: &[Fault]) -> Result<Response, Oops> {
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
            form method="post" action="/account/second-step" novalidate {
                (present(own, faults))
                (Button::new("Go on"))
            }
        } }
    };
    page(visit, "Second step", faults, &body)
}

fn form(visit: &Visit, own: &Own, shown: &Shown, faults: &[Fault]) -> Result<Response, Oops> {
    let is_set = own.account.second_step.is_some();
    let body = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            @if is_set {
                p class="govuk-body" {
                    "Until you confirm the new one, the earlier one goes on working."
                }
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
                input type="hidden" name="page" value=(*shown.page);
                (Input {
                    hint: Some("Six digits".into()),
                    error: beside(faults, "code"),
                    inputmode: Some("numeric"),
                    autocomplete: Some("one-time-code"),
                    spellcheck: Some(false),
                    classes: "govuk-input--width-10",
                    ..Input::new("code", "The code your authenticator shows now")
                })
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
