//! Choosing whom one acts as.

use crate::acting::Acting;
use crate::web::entrance::ACTING_COOKIE;
use crate::web::form::Answers;
use crate::web::layout::{ACTING_AGENCY, ACTING_CHANGE, ACTING_ROLE};
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

/// Keeps the choice in a cookie and returns to the page it was made on.
///
/// # Errors
/// When the role or agency is none.
pub async fn choose(visit: Visit, posted: Posted) -> Result<Response, Oops> {
    let acting = read(&posted.answers, "role", "agency")?;
    let path = local(posted.answers.filled("return_to"));
    if let Some(document) = imported(&path) {
        visit.site.uploads.hand_over(document, visit.acting, acting);
    }
    remembered(acting, Redirect::to(&path).into_response())
}

/// Whom somebody chose to act as from within a form, when that is what they sent it for.
///
/// # Errors
/// When the role or agency is none.
pub fn changed(answers: &Answers) -> Result<Option<Acting>, Oops> {
    if answers.filled(ACTING_CHANGE).is_none() {
        return Ok(None);
    }
    read(answers, ACTING_ROLE, ACTING_AGENCY).map(Some)
}

/// The same answer, with the choice kept in a cookie.
///
/// # Errors
/// Never, as a role and an agency are always words a cookie can hold.
pub fn remembered(acting: Acting, mut response: Response) -> Result<Response, Oops> {
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

/// A path of this site, never an address elsewhere.
fn local(path: Option<String>) -> String {
    path.filter(|path| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains('\\')
            && !path.chars().any(char::is_control)
    })
    .unwrap_or_else(|| "/".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{imported, local};
    use uuid::Uuid;

    #[test]
    fn only_a_path_of_this_site_is_returned_to() {
        assert_eq!(local(Some("/actions?x=1".into())), "/actions?x=1");
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "actions",
        ] {
            assert_eq!(local(Some(elsewhere.into())), "/");
        }
    }

    #[test]
    fn a_step_of_an_import_names_its_document_and_no_other_page_does() {
        let id = Uuid::from_u128(7);
        assert_eq!(imported(&format!("/import/{id}/problems")), Some(id));
        assert_eq!(imported("/import"), None);
        assert_eq!(imported(&format!("/plan/{id}")), None);
    }
}
