//! Choosing whom one acts as: in the demo anybody, and otherwise one of one's own roles.

use crate::acting::Acting;
use crate::desk::acting_in;
use crate::web::entrance::{ACTING_COOKIE, Door, by_sign_in};
use crate::web::form::Answers;
use crate::web::layout::{ACTING_AGENCY, ACTING_CHANGE, ACTING_ROLE};
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use events::ids::HoldingId;
use projections::accounts::HeldRole;
use uuid::Uuid;

/// Keeps the choice in a cookie and returns to the page it was made on.
///
/// # Errors
/// When the role or agency is none.
pub async fn choose(visit: Visit, posted: Posted) -> Result<Response, Oops> {
    let chosen = Chosen::from(read(&posted.answers, "role", "agency")?);
    let path = super::entry::local(&posted.answers.filled("return_to").unwrap_or_default());
    if let Some(document) = imported(&path) {
        visit
            .site
            .uploads
            .hand_over(document, visit.acting, chosen.acting);
    }
    remembered(&visit, &chosen, Redirect::to(&path).into_response())
}

/// Whom somebody chose to act as.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// In which role, for which agency, and as whom.
    pub acting: Acting,
    /// Which of one's own roles that is: two of them may have the same name, such as an inspector's
    /// for two requests. None in the demo.
    pub held: Option<HeldRole>,
}

impl From<Acting> for Chosen {
    fn from(acting: Acting) -> Self {
        Self { acting, held: None }
    }
}

/// Whom somebody chose to act as from within a form, when that is what they sent it for.
///
/// # Errors
/// When the role or agency is none.
pub fn changed(visit: &Visit, answers: &Answers) -> Result<Option<Chosen>, Oops> {
    if answers.filled(ACTING_CHANGE).is_none() {
        return Ok(None);
    }
    if visit.signed_in().is_some() {
        return held(visit, answers.filled(ACTING_ROLE).as_deref()).map(Some);
    }
    let acting = read(answers, ACTING_ROLE, ACTING_AGENCY)?;
    Ok(Some(Chosen::from(acting)))
}

/// The role of one's own that was chosen, by its holding.
///
/// # Errors
/// When it is not held, or nobody is signed in.
pub fn held(visit: &Visit, holding: Option<&str>) -> Result<Chosen, Oops> {
    let not_held = || Oops::BadRequest("Working as: choose a role you hold today.".to_owned());
    let signed_in = visit.signed_in().ok_or_else(not_held)?;
    let chosen = holding.and_then(|id| id.parse::<HoldingId>().ok());
    let mut roles = signed_in.roles.iter();
    let found = roles.find(|held| Some(held.holding) == chosen);
    let found = found.ok_or_else(not_held)?;
    Ok(Chosen {
        acting: acting_in(signed_in.account, found),
        held: Some(found.clone()),
    })
}

/// The same answer, with the choice kept: in the session, or in the demo in a cookie.
///
/// # Errors
/// When the operating system gives no randomness for the session's new cookie.
pub fn remembered(
    visit: &Visit,
    chosen: &Chosen,
    mut response: Response,
) -> Result<Response, Oops> {
    if let (Door::SignIn(desk), Some(signed_in)) = (&visit.site.door, visit.signed_in()) {
        if let Some(held) = &chosen.held {
            let now = desk.now();
            let fresh = desk.sessions.choose(&signed_in.cookie, held.holding, now)?;
            if let Some(cookie) = fresh {
                by_sign_in::give_session(&mut response, &cookie, visit.peer);
            }
        }
        return Ok(response);
    }
    let acting = chosen.acting;
    let cookie = format!("{ACTING_COOKIE}={acting}; Path=/; HttpOnly; SameSite=Lax");
    let cookie = HeaderValue::from_str(&cookie)?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

fn read(answers: &Answers, role: &str, agency: &str) -> Result<Acting, Oops> {
    let role = answers.filled(role).unwrap_or_default();
    let words = match answers.filled(agency) {
        Some(agency) => format!("{role}@{agency}"),
        None => role,
    };
    words
        .parse()
        .map_err(|error| Oops::BadRequest(format!("Acting as: {error}.")))
}

/// The document a step of an import is about, which goes on with whom one acts as now.
fn imported(path: &str) -> Option<Uuid> {
    let rest = path.strip_prefix("/import/")?;
    rest.split(['/', '?']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::imported;
    use uuid::Uuid;

    #[test]
    fn a_step_of_an_import_names_its_document_and_no_other_page_does() {
        let id = Uuid::from_u128(7);
        assert_eq!(imported(&format!("/import/{id}/problems")), Some(id));
        assert_eq!(imported("/import"), None);
        assert_eq!(imported(&format!("/plan/{id}")), None);
    }
}
