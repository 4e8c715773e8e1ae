//! Signing in with an organisation's own account, and coming back from there.

use super::{Guest, local};
use crate::desk::{ProviderRefused, Returning};
use crate::identity::oidc::Returned;
use crate::identity::secrets::Secret;
use crate::web::entrance::{by_sign_in, cookie};
use crate::web::metrics::{Means, Outcome};
use crate::web::visit::Oops;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// The cookie somebody sets out with. It is `Lax`, as they come back from another site.
const SET_OUT_COOKIE: &str = "golden-thread-set-out";

/// Sends somebody to a provider.
///
/// # Errors
/// In the demo, where nobody signs in.
pub async fn set_out(guest: Guest, Path(provider): Path<String>) -> Result<Response, Oops> {
    let next = local(guest.asked("next"));
    match guest.desk.set_out(&provider, next).await {
        Ok((address, secret)) => {
            let mut response = Redirect::to(&address).into_response();
            let secure = if guest.peer.secure { "; Secure" } else { "" };
            let value = format!(
                "{SET_OUT_COOKIE}={}; Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age=600{secure}",
                *secret.text()
            );
            by_sign_in::set_cookie(&mut response, &value);
            Ok(response)
        }
        Err(refused) => Ok(told(&guest, &refused)),
    }
}

/// Lets somebody in who comes back.
///
/// # Errors
/// In the demo, where nobody signs in.
pub async fn come_back(guest: Guest, Path(provider): Path<String>) -> Result<Response, Oops> {
    let said = |name: &str| {
        let found = guest.query.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    };
    let returned = Returned {
        state: said("state").unwrap_or_default(),
        code: said("code"),
        error: said("error"),
        iss: said("iss"),
    };
    let sent = cookie(&guest.headers, SET_OUT_COOKIE);
    let Some(cookie) = sent.and_then(|text| Secret::parse(&text)) else {
        return Ok(told(&guest, &ProviderRefused::NotBegun));
    };
    let returning = Returning {
        returned,
        cookie,
        agent: guest.agent(),
    };
    match guest.desk.come_back(&provider, returning).await {
        Ok((entered, destination)) => {
            guest.counted(Means::Provider, Outcome::Accepted);
            Ok(guest.go_on(&entered, &destination))
        }
        Err(refused) => {
            guest.counted(Means::Provider, Outcome::Refused);
            Ok(told(&guest, &refused))
        }
    }
}

fn told(guest: &Guest, refused: &ProviderRefused) -> Response {
    let title = "You could not be signed in";
    let words = match refused {
        ProviderRefused::Fault(why) => {
            tracing::error!(%why, "a sign-in with a provider failed");
            "Something went wrong on our side. Nothing was changed: try again.".to_owned()
        }
        ProviderRefused::Unknown
        | ProviderRefused::NotBegun
        | ProviderRefused::Oidc(_)
        | ProviderRefused::NoRole
        | ProviderRefused::Suspended => crate::web::pages::shown::sentences(&refused.to_string()),
    };
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { (words) }
        p class="govuk-body" { a class="govuk-link" href="/sign-in" { "Go to the sign-in page" } }
    };
    let mut response = guest.page(title, &[], &body);
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
}
