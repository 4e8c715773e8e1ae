//! Setting the second step up while signing in for the first time. Nothing else is shown before.

use super::{Guest, beside, local, with_next, wrong};
use crate::desk::{EnrolmentRefused, Shown};
use crate::identity::sessions::Stage;
use crate::web::components::{Button, Input, WarningText};
use crate::web::entrance::by_sign_in;
use crate::web::form::Wrong;
use crate::web::metrics::{Means, Outcome};
use crate::web::posted::Posted;
use crate::web::telling::away;
use crate::web::visit::Oops;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use zeroize::Zeroizing;

const TITLE: &str = "Set up the second step";

/// Shows what to scan, and asks for the first code.
///
/// # Errors
/// In the demo, where nobody signs in; or when nothing can be drawn.
pub async fn form(guest: Guest) -> Result<Response, Oops> {
    let next = local(guest.asked("next"));
    let Some((_, session)) = guest.at(Stage::AwaitingEnrolment) else {
        return Ok(Redirect::to(&with_next("/sign-in", &next)).into_response());
    };
    let shown = guest.desk.enrol(&session)?;
    let body = page(&next, &shown, &[]);
    Ok(guest.page(TITLE, &[], &body))
}

/// Records it once the first code is right, lets the person in, and shows the recovery codes.
///
/// # Errors
/// In the demo, where nobody signs in; or when something failed.
pub async fn submit(guest: Guest, posted: Posted) -> Result<Response, Oops> {
    let next = local(&posted.answers.filled("next").unwrap_or_default());
    let Some((cookie, session)) = guest.at(Stage::AwaitingEnrolment) else {
        return Ok(Redirect::to(&with_next("/sign-in", &next)).into_response());
    };
    let code = posted.answers.filled("code").unwrap_or_default();
    let desk = guest.desk.clone();
    let here = (cookie.clone(), session.clone());
    let done = away(move || desk.confirm_enrolment(None, (&here.0, &here.1), &code)).await?;
    let outcome = match &done {
        Ok(_) => Outcome::Accepted,
        Err(_) => Outcome::Refused,
    };
    guest.counted(Means::SecondStep, outcome);
    let refused = match done {
        Ok(codes) => {
            let entered = guest.desk.finish(&cookie, session.account);
            let entered = entered.map_err(|error| Oops::Fault(error.to_string()))?;
            let mut response = guest.page("Recovery codes", &[], &codes_page(&codes, &next));
            by_sign_in::give_session(&mut response, &entered.cookie, guest.peer);
            if let Some(device) = &entered.device {
                by_sign_in::give_device(&mut response, device, guest.peer);
            }
            return Ok(response);
        }
        Err(EnrolmentRefused::Wrong) => wrong(
            "code",
            "The code is not right: enter the six digits your authenticator shows now, and check \
             that the time on your telephone is right",
        ),
        Err(EnrolmentRefused::TooLate) => {
            wrong("code", "This took too long: scan the new code below")
        }
        Err(EnrolmentRefused::SetMeanwhile | EnrolmentRefused::Ended) => {
            let path = with_next("/sign-in", &next);
            return Ok(Redirect::to(&format!("{path}&why=meanwhile")).into_response());
        }
        Err(error) => return Err(Oops::Fault(error.to_string())),
    };
    let refused = [refused];
    let shown = guest.desk.enrol(&session)?;
    Ok(guest.page(TITLE, &refused, &page(&next, &shown, &refused)))
}

fn page(next: &str, shown: &Shown, refused: &[Wrong]) -> Markup {
    html! {
        h1 class="govuk-heading-l" { (TITLE) }
        p class="govuk-body" {
            "A password alone can be guessed or given away. From now on you also enter a code from \
             your telephone when you sign in."
        }
        ol class="govuk-list govuk-list--number" {
            li { "Open an authenticator on your telephone. Any that shows six digits will do." }
            li { "Scan this picture with it, or type the letters below it." }
            li { "Enter the six digits it shows." }
        }
        div class="gt-qr" { (shown.picture) }
        p class="govuk-body" { "Letters to type: " code class="gt-secret" { (*shown.typed) } }
        form method="post" action="/sign-in/second-step" novalidate {
            input type="hidden" name="next" value=(next);
            (Input {
                autocomplete: Some("one-time-code"),
                inputmode: Some("numeric"),
                spellcheck: Some(false),
                classes: "govuk-input--width-10",
                error: beside(refused, "code").map(Into::into),
                ..Input::new("code", "Code")
            })
            (Button::new("Go on"))
        }
    }
}

/// The recovery codes, which are shown once.
pub fn recovery_codes(codes: &[Zeroizing<String>]) -> Markup {
    html! {
        (WarningText::new("These codes are shown once. Print them or write them down now."))
        p class="govuk-body" {
            "Each lets you in once when you do not have your telephone. Keep them where you keep \
             things of value, not beside your computer."
        }
        ul class="govuk-list gt-codes" {
            @for code in codes { li { code class="gt-secret" { (**code) } } }
        }
    }
}

fn codes_page(codes: &[Zeroizing<String>], next: &str) -> Markup {
    html! {
        h1 class="govuk-heading-l" { "Recovery codes" }
        (recovery_codes(codes))
        (Button { href: Some(next), ..Button::new("I have kept them: go on") })
    }
}
