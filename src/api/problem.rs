//! What the API says when something is refused: RFC 9457 problem details with every error at once.

use crate::app::ExecuteError;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
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
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is no such thing in this log")
    }

    /// The request could not be read.
    pub fn bad_request(errors: Vec<Fault>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", "The request could not be read")
            .errors(errors)
    }

    /// What was asked breaks a rule.
    pub fn refused(errors: Vec<Fault>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", "Nothing was recorded")
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
            ExecuteError::Conflict { actual, .. } => {
                let mut problem =
                    Self::new(StatusCode::CONFLICT, "conflict", "Somebody changed this meanwhile")
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

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        response
    }
}
