//! What the API says when something is refused: RFC 9457 problem details with every error at once.

use crate::app::ExecuteError;
use crate::scan::Refused;
use crate::web::visit::Told;
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use events::log::FileError;
use schemars::JsonSchema;
use serde::Serialize;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fault {
    /// The rule's stable name.
    pub rule: String,
    /// The field; empty when it is about the whole.
    pub field: String,
    /// Which rule, and why.
    pub message: String,
    /// What to do next.
    pub remedy: String,
    /// Which command of a batch, from 0.
    pub command: usize,
}

impl Fault {
    /// A fault of one field of the request.
    pub fn new(
        rule: &str,
        field: impl Into<String>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            rule: rule.to_owned(),
            field: field.into(),
            message: message.into(),
            remedy: remedy.into(),
            command: 0,
        }
    }
}

/// A problem: status, what is wrong in a line, and every fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// The problem's stable name, as a relative address of the API's own pages.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is wrong.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// More about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Every fault at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Fault>,
    /// The version a changed thing has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual_version: Option<u64>,
}

impl Problem {
    /// A problem with a stable name.
    pub fn new(status: StatusCode, name: &str, title: &str) -> Self {
        Self {
            kind: format!("/api/v1/problems/{name}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: String::new(),
            errors: Vec::new(),
            actual_version: None,
        }
    }

    /// The same with more about it.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The same with faults.
    #[must_use]
    pub fn errors(mut self, errors: Vec<Fault>) -> Self {
        self.errors = errors;
        self
    }

    /// There is no such thing.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "There is no such thing in this log",
        )
    }

    /// The request could not be read.
    pub fn bad_request(errors: Vec<Fault>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "bad-request",
            "The request could not be read",
        )
        .errors(errors)
    }

    /// A fault of ours; what it was stays in the server's own log.
    pub fn fault(why: &dyn std::error::Error) -> Self {
        tracing::error!(%why, "a request failed");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "fault",
            "Something went wrong on our side; nothing was recorded",
        )
    }

    /// The body is larger than anything that is taken.
    pub fn too_large(limit_bytes: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "The request is too large",
        )
        .detail(format!(
            "at most {limit_bytes} bytes are taken here; send less at once"
        ))
    }

    /// The body is of another kind than is read here.
    pub fn wrong_media_type(wanted: &str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "wrong-media-type",
            "The body is of a kind that is not read here",
        )
        .detail(format!("send it as {wanted}, in UTF-8 and not compressed"))
    }

    /// Nobody says whom they act as.
    pub fn nobody(why: impl Into<String>) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "nobody-acting",
            "The request does not say who acts",
        )
        .detail(why)
    }

    /// It is there, and for other roles.
    pub fn withheld() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "withheld",
            "This is withheld from your role",
        )
    }

    /// The address does not take this method.
    pub fn wrong_method(method: &Method) -> Self {
        let edits = matches!(*method, Method::PUT | Method::PATCH | Method::DELETE);
        let problem = Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "wrong-method",
            "This cannot be done here",
        );
        problem.detail(if edits {
            "nothing is ever edited or deleted: what is wrong is put right by recording something \
             more, with POST and a command; see /api/v1/ for every command"
        } else {
            "see the Allow header, and /api/v1/ for everything that can be asked and recorded"
        })
    }

    /// The name at the end of its type, such as `conflict`.
    pub fn name(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or_default()
    }

    /// What was asked breaks a rule.
    pub fn refused(errors: Vec<Fault>) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "refused",
            "Nothing was recorded",
        )
        .errors(errors)
    }
}

impl From<ExecuteError> for Problem {
    fn from(error: ExecuteError) -> Self {
        match error {
            ExecuteError::Refused(broken) => Self::refused(
                broken
                    .into_iter()
                    .map(|broken| Fault {
                        rule: broken.refusal.rule.to_owned(),
                        field: broken.refusal.field,
                        message: broken.refusal.message,
                        remedy: broken.refusal.remedy,
                        command: broken.index,
                    })
                    .collect(),
            ),
            ExecuteError::NotThere => Self::not_found(),
            ExecuteError::Conflict { actual, .. } => {
                let mut problem = Self::new(
                    StatusCode::CONFLICT,
                    "conflict",
                    "Somebody changed this meanwhile",
                )
                .detail("read it again, then send the change with its version in If-Match");
                problem.actual_version = Some(actual);
                problem
            }
            ExecuteError::KeyReused => Self::new(
                StatusCode::CONFLICT,
                "idempotency-key-reused",
                "This Idempotency-Key was used before for another request",
            )
            .detail("use a new key for a new request"),
            ExecuteError::Stopped(why) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "not-accepting-writes",
                "The log is not accepting writes",
            )
            .detail(why),
            ExecuteError::Unknown(why) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "outcome-unknown",
                "Whether this was recorded is not known",
            )
            .detail(format!(
                "{why}; once Golden Thread was started again, look whether it is there, or send it \
                 again under the same Idempotency-Key"
            )),
            ExecuteError::Fault(why) => {
                tracing::error!(%why, "a write failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "fault",
                    "Something went wrong on our side; nothing was recorded",
                )
            }
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match &refused {
            Refused::Infected(_) => {
                let why = refused.to_string();
                let remedy = "send another file";
                Self::refused(vec![Fault::new(refused.rule(), "file", why, remedy)])
            }
            Refused::NotScanned => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "not-scanned",
                "The file could not be checked for viruses; nothing was recorded",
            )
            .detail(refused.to_string()),
        }
    }
}

impl From<FileError> for Problem {
    fn from(error: FileError) -> Self {
        match error {
            FileError::TooLarge { .. } => Self::too_large(events::log::FILE_BYTES_MAX),
            FileError::Missing(_) => Self::not_found().detail(error.to_string()),
            FileError::Erased(_) => Self::new(StatusCode::GONE, "erased", "The file was erased")
                .detail(error.to_string()),
            FileError::Append(_) | FileError::Disk { .. } => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "not-accepting-writes",
                "The file could not be kept or read; nothing was recorded",
            ),
            FileError::Keys(_) | FileError::Damaged(_) | FileError::Read(_) => Self::fault(&error),
        }
    }
}

/// Around the whole site: what is refused under the interface's address, by the site's own limits
/// on time, size and origin too, is told as a problem and not as a page.
pub async fn under_the_interface(request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(super::PREFIX) {
        problems_only(request, next).await
    } else {
        next.run(request).await
    }
}

/// Whatever is refused before a handler sees it is a problem too, and not a line of plain text.
pub async fn problems_only(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_json = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/"));
    if !(status.is_client_error() || status.is_server_error()) || is_json {
        return response;
    }
    let said = response.extensions().get::<Told>();
    let (name, title) = match status {
        StatusCode::UNAUTHORIZED => ("sign-in", "Nobody is signed in"),
        StatusCode::FORBIDDEN if said.is_some() => {
            ("not-for-your-role", "This is not for your role")
        }
        StatusCode::TOO_MANY_REQUESTS => ("too-many-requests", "There are too many requests"),
        StatusCode::NOT_FOUND => ("not-found", "There is no such thing in this log"),
        StatusCode::METHOD_NOT_ALLOWED => ("wrong-method", "This cannot be done here"),
        StatusCode::PAYLOAD_TOO_LARGE => ("too-large", "The request is too large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "wrong-media-type",
            "The body is of a kind that is not read here",
        ),
        StatusCode::REQUEST_TIMEOUT => ("too-slow", "The request took too long to arrive"),
        StatusCode::FORBIDDEN => ("other-site", "Requests from another site are refused"),
        status if status.is_client_error() => ("bad-request", "The request could not be read"),
        _ => (
            "fault",
            "Something went wrong on our side; nothing was recorded",
        ),
    };
    let mut problem = Problem::new(status, name, title);
    if let Some(said) = said {
        problem.title.clone_from(&said.title);
        problem.detail.clone_from(&said.words);
    }
    let mut told = problem.into_response();
    // Whoever finds out later who is there reads what the answer was marked with.
    told.extensions_mut().extend(response.extensions().clone());
    told.extensions_mut().remove::<Told>();
    for name in [header::ALLOW, header::RETRY_AFTER, header::CONNECTION] {
        if let Some(value) = response.headers().get(&name) {
            told.headers_mut().insert(name, value.clone());
        }
    }
    told
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer, Golden-Thread-Acting-As"),
            );
        }
        response
    }
}
