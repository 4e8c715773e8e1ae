//! The page that checks evidence packs: one file that works without us, served as it is.
//!
//! It tells nothing of the record, so anybody may have it; an inspector keeps it and opens it from
//! the disk, without a network. Its own policy stands in the page and holds there too.

use super::assets::embedded;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::borrow::Cow;
use std::sync::LazyLock;

/// The page's name among the compiled assets.
pub(super) const NAME: &str = "verify.html";

/// What stands in the page before its policy.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

struct Verifier {
    page: Cow<'static, [u8]>,
    policy: HeaderValue,
}

static VERIFIER: LazyLock<Option<Verifier>> = LazyLock::new(|| {
    let page = embedded(NAME)?;
    let policy = policy(&page)?;
    Some(Verifier { page, policy })
});

/// The page's own policy, and that no other page may frame it, which only a header can say.
fn policy(page: &[u8]) -> Option<HeaderValue> {
    let text = str::from_utf8(page).ok()?;
    let (_, behind) = text.split_once(POLICY)?;
    let (own, _) = behind.split_once('"')?;
    HeaderValue::from_str(&format!("{own}; frame-ancestors 'none'")).ok()
}

/// The page, for whoever wants to keep it as a file.
pub fn page() -> Option<&'static [u8]> {
    VERIFIER.as_ref().map(|verifier| verifier.page.as_ref())
}

/// Serves the page.
pub(super) async fn serve() -> Response {
    let Some(verifier) = VERIFIER.as_ref() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CONTENT_SECURITY_POLICY, verifier.policy.clone()),
    ];
    let page: &'static [u8] = &verifier.page;
    (headers, page).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_may_reach_nothing_and_runs_its_own_script_alone() {
        let policy = policy(page().unwrap()).unwrap();
        let policy = policy.to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"));
        assert!(policy.ends_with("; frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe") && !policy.contains("http"));
    }

    #[test]
    fn the_page_is_one_file_that_names_no_other() {
        let text = str::from_utf8(page().unwrap()).unwrap();
        for elsewhere in ["http://", "https://", "src=\"", "innerHTML", "{{policy"] {
            assert!(!text.contains(elsewhere), "the page holds {elsewhere}");
        }
        assert_eq!(text.matches("<script").count(), 1);
    }

    #[test]
    fn a_page_without_a_policy_is_not_served() {
        assert!(policy(b"<!doctype html><title>Check</title>").is_none());
    }
}
