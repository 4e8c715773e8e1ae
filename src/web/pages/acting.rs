//! Choosing whom one acts as.

use crate::acting::Acting;
use crate::web::posted::Posted;
use crate::web::visit::{ACTING_COOKIE, Oops};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};

/// Keeps the choice in a cookie and returns to the page it was made on.
///
/// # Errors
/// When the role or agency is none.
pub async fn choose(posted: Posted) -> Result<Response, Oops> {
    let role = posted.answers.filled("role").unwrap_or_default();
    let agency = posted.answers.filled("agency");
    let words = match agency {
        Some(agency) => format!("{role}@{agency}"),
        None => role,
    };
    let acting: Acting = words
        .parse()
        .map_err(|error| Oops::BadRequest(format!("Acting as: {error}.")))?;
    let cookie = format!("{ACTING_COOKIE}={acting}; Path=/; HttpOnly; SameSite=Lax");
    let cookie = HeaderValue::from_str(&cookie)?;
    let mut response = Redirect::to(&local(posted.answers.filled("return_to"))).into_response();
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
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
    use super::local;

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
}
