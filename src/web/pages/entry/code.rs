//! The second step: a code of the authenticator, or a recovery code.

use super::{Guest, beside, local, with_next, wrong};
use crate::desk::CodeRefused;
use crate::identity::peer::Peer as Place;
use crate::identity::sessions::Stage;
use crate::web::components::{Button, Details, Input};
use crate::web::entrance::by_sign_in::too_many;
use crate::web::form::Wrong;
use crate::web::metrics::{Means, Outcome};
use crate::web::posted::Posted;
use crate::web::telling::away;
use crate::web::visit::Oops;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

const TITLE: &str = "Enter the code";

/// Asks for a code.
///
/// # Errors
/// In the demo, where nobody signs in.
pub async fn form(guest: Guest) -> Result<Response, Oops> {
    let next = local(guest.asked("next"));
    if guest.at(Stage::AwaitingSecondStep).is_none() {
        return Ok(Redirect::to(&with_next("/sign-in", &next)).into_response());
    }
    let body = page(&next, &[]);
    Ok(guest.page(TITLE, &[], &body))
}

/// Judges it.
///
/// # Errors
/// In the demo, where nobody signs in; or when something failed.
pub async fn submit(guest: Guest, posted: Posted) -> Result<Response, Oops> {
    let next = local(&posted.answers.filled("next").unwrap_or_default());
    let Some((cookie, session)) = guest.at(Stage::AwaitingSecondStep) else {
        return Ok(Redirect::to(&with_next("/sign-in", &next)).into_response());
    };
    let Some(code) = posted.answers.filled("code") else {
        let missing = [wrong("code", "Enter the code")];
        return Ok(guest.page(TITLE, &missing, &page(&next, &missing)));
    };
    let (desk, place) = (guest.desk.clone(), Place::from(guest.peer.address));
    let device = guest.device();
    let judged =
        away(move || desk.second(&cookie, &session, &code, (place, device.as_deref()))).await?;
    let outcome = match &judged {
        Ok(_) => Outcome::Accepted,
        Err(CodeRefused::Ended(_)) => Outcome::Limited,
        Err(CodeRefused::Wrong { .. } | CodeRefused::Lapsed | CodeRefused::Fault(_)) => {
            Outcome::Refused
        }
    };
    guest.counted(Means::SecondStep, outcome);
    let refused = match judged {
        Ok(entered) => return Ok(guest.go_on(&entered, &next)),
        Err(CodeRefused::Wrong { left }) => wrong(
            "code",
            format!(
                "The code is not right, or was used already. Wait for the next one and enter that; \
                 {left} more tries are taken this hour"
            ),
        ),
        Err(CodeRefused::Ended(wait)) => return Ok(too_many(wait)),
        Err(CodeRefused::Lapsed) => {
            return Ok(Redirect::to(&with_next("/sign-in", &next)).into_response());
        }
        Err(CodeRefused::Fault(why)) => return Err(Oops::Fault(why)),
    };
    let refused = [refused];
    Ok(guest.page(TITLE, &refused, &page(&next, &refused)))
}

fn page(next: &str, refused: &[Wrong]) -> Markup {
    html! {
        h1 class="govuk-heading-l" { (TITLE) }
        form method="post" action="/sign-in/code" novalidate {
            input type="hidden" name="next" value=(next);
            (Input {
                autocomplete: Some("one-time-code"),
                spellcheck: Some(false),
                classes: "govuk-input--width-20",
                hint: Some("Six digits, from the authenticator on your telephone".into()),
                error: beside(refused, "code").map(Into::into),
                ..Input::new("code", "Code")
            })
            (Button::new("Go on"))
        }
        (Details::new("I do not have my telephone", html! {
            p class="govuk-body" {
                "Enter one of the recovery codes you were given when you set the second step up. Each \
                 works once. If you have none left, ask your administrator to take the second step \
                 away, so that you can set it up anew."
            }
        }))
    }
}
