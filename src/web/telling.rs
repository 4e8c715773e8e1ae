//! What the server's own log may say: which route, which id, how it ended. Never a query, a body,
//! a name, or the words of a panic, which may hold what somebody typed.

use super::metrics;
use super::peer::REQUEST_ID;
use axum::extract::{MatchedPath, Request};
use std::panic::PanicHookInfo;
use uuid::Uuid;

/// The span of a request. Every line that is said on its behalf stands in it, with its id.
pub fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get(REQUEST_ID);
    let id = id.and_then(|id| id.to_str().ok());
    let matched = request.extensions().get::<MatchedPath>();
    let path = matched.map_or_else(
        || "(none)".to_owned(),
        |template| told_path(template.as_str(), request.uri().path()),
    );
    tracing::info_span!(
        "request",
        method = metrics::method(request.method()),
        path,
        id = id.unwrap_or_default(),
    )
}

/// The longest number that is told. Positions are shorter; the numbers of people are longer.
const DIGITS_MAX: usize = 9;

/// The template of a route with the ids and numbers that stand in the path. Anything else in the
/// path may be words, and is left as the template has it.
fn told_path(template: &str, path: &str) -> String {
    let mut given = path.split('/');
    let parts = template.split('/').map(|part| {
        let given = given.next().unwrap_or_default();
        let is_id = Uuid::try_parse(given).is_ok();
        let is_number =
            !given.is_empty() && given.len() <= DIGITS_MAX && given.bytes().all(is_digit);
        if part.starts_with('{') && !part.starts_with("{*") && (is_id || is_number) {
            given
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

const fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

/// Why work that was done away from the threads that serve requests has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Away {
    /// It broke down; where is in the line before, and its words are nowhere.
    #[error("the work broke down")]
    BrokeDown,
    /// The server is stopping.
    #[error("the work was not begun: the server is stopping")]
    Stopping,
}

/// Runs work that reads the log or waits for the disk away from the threads that serve requests.
/// What it says in the log carries the request's id all the same.
///
/// # Errors
/// When it broke down.
pub async fn away<T, F>(work: F) -> Result<T, Away>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let span = tracing::Span::current();
    let done = tokio::task::spawn_blocking(move || span.in_scope(work)).await;
    done.map_err(|error| {
        if error.is_panic() {
            Away::BrokeDown
        } else {
            Away::Stopping
        }
    })
}

/// Says in the log where a thread broke down, and nothing of what it said: a panic of the standard
/// library may repeat the text it stumbled over.
pub fn told_panic(info: &PanicHookInfo<'_>) {
    let (file, line) = info
        .location()
        .map_or(("", 0), |place| (place.file(), place.line()));
    tracing::error!(file, line, "a thread broke down");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_by_its_template_with_ids_and_numbers_only() {
        let id = "0198f0c2-7a3b-7c41-8d52-0242ac120002";
        let template = "/record/{kind}/{id}/{command}";
        let path = format!("/record/plan/{id}/Marigold");
        assert_eq!(
            told_path(template, &path),
            format!("/record/{{kind}}/{id}/{{command}}")
        );
        assert_eq!(told_path("/trail/{position}", "/trail/12"), "/trail/12");
        for words in [
            "/trail/Marigold",
            "/trail/12a",
            "/trail/9434765919",
            "/trail/",
            "/trail",
        ] {
            assert_eq!(told_path("/trail/{position}", words), "/trail/{position}");
        }
        assert_eq!(told_path("/assets/{*path}", "/assets/1"), "/assets/{*path}");
    }

    #[tokio::test]
    async fn work_that_breaks_down_says_nothing_of_what_it_said() {
        let done = away(|| -> () { panic!("Marigoldlantern") }).await;
        assert_eq!(done, Err(Away::BrokeDown));
        assert!(!format!("{}", Away::BrokeDown).contains("Marigold"));
        assert_eq!(away(|| 7).await, Ok(7));
    }

    #[test]
    fn a_panic_is_told_by_its_place_alone() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let writer = std::sync::Arc::new(file.reopen().unwrap());
        let subscriber = tracing_subscriber::fmt().with_writer(writer).finish();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(told_panic));
        let broke_down = tracing::subscriber::with_default(subscriber, || {
            std::panic::catch_unwind(|| panic!("Marigoldlantern"))
        });
        std::panic::set_hook(before);
        assert!(broke_down.is_err());
        let said = std::fs::read_to_string(file.path()).unwrap();
        assert!(said.contains("telling.rs"), "{said}");
        assert!(!said.contains("Marigold"), "{said}");
    }
}
