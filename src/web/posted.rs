//! What a form sent: its answers, and a file where there is one.

use super::form::Answers;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use events::log::FILE_BYTES_MAX;

/// The most a form without a file may send, in bytes.
pub const FORM_BYTES_MAX: usize = 1024 * 1024;

/// The most a form with a file may send, in bytes.
pub const UPLOAD_BYTES_MAX: usize = FILE_BYTES_MAX + FORM_BYTES_MAX;

/// The most answers one form may send.
pub const ANSWERS_MAX: usize = 2_000;

/// A file that was sent.
#[derive(Debug, Clone)]
pub struct SentFile {
    /// Its name, as the browser says.
    pub name: String,
    /// What kind of file, as the browser says.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What a form sent.
#[derive(Debug, Clone, Default)]
pub struct Posted {
    /// The answers.
    pub answers: Answers,
    /// The file.
    pub file: Option<SentFile>,
}

/// Why a form could not be read.
#[derive(Debug)]
pub struct Unreadable {
    status: StatusCode,
    why: String,
}

impl IntoResponse for Unreadable {
    fn into_response(self) -> Response {
        let words = format!(
            "{} Go back in your browser: what you typed is still there.",
            self.why
        );
        super::visit::told(self.status, "This could not be read", &words)
    }
}

fn too_large(limit: usize) -> Unreadable {
    Unreadable {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        why: format!(
            "It is larger than {} MB, the most that can be sent at once. Make the file smaller, \
             or send it in parts.",
            limit / (1024 * 1024)
        ),
    }
}

fn unreadable(why: &str) -> Unreadable {
    Unreadable {
        status: StatusCode::BAD_REQUEST,
        why: why.to_owned(),
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Unreadable;

    async fn from_request(request: Request, state: &S) -> Result<Self, Unreadable> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        if kind.starts_with("multipart/form-data") {
            let parts = Multipart::from_request(request, state)
                .await
                .map_err(|_| unreadable("The form was not sent whole."))?;
            return in_parts(parts).await;
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| too_large(UPLOAD_BYTES_MAX))?;
        if bytes.len() > FORM_BYTES_MAX {
            return Err(too_large(FORM_BYTES_MAX));
        }
        let answers: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes)
            .map_err(|_| unreadable("The form was not sent as a form."))?;
        if answers.len() > ANSWERS_MAX {
            return Err(unreadable(
                "The form has more answers than any page asks for.",
            ));
        }
        Ok(Self {
            answers: Answers(answers),
            file: None,
        })
    }
}

async fn in_parts(mut parts: Multipart) -> Result<Posted, Unreadable> {
    let mut posted = Posted::default();
    loop {
        let part = parts.next_field().await.map_err(|error| refused(&error))?;
        let Some(part) = part else { return Ok(posted) };
        if posted.answers.0.len() >= ANSWERS_MAX {
            return Err(unreadable(
                "The form has more answers than any page asks for.",
            ));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(ToOwned::to_owned);
        let media_type = part
            .content_type()
            .unwrap_or("application/octet-stream")
            .to_owned();
        let bytes = part.bytes().await.map_err(|error| refused(&error))?;
        match file_name {
            Some(file_name) if !file_name.is_empty() || !bytes.is_empty() => {
                posted.answers.0.push((name, file_name.clone()));
                let media_type = media_type.chars().take(100).collect();
                posted.file = Some(SentFile {
                    name: file_name,
                    media_type,
                    bytes: bytes.to_vec(),
                });
            }
            Some(_) => {}
            None => {
                let value = String::from_utf8(bytes.to_vec())
                    .map_err(|_| unreadable("An answer is not text in UTF-8."))?;
                posted.answers.0.push((name, value));
            }
        }
    }
}

fn refused(error: &axum::extract::multipart::MultipartError) -> Unreadable {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        too_large(UPLOAD_BYTES_MAX)
    } else {
        unreadable("The form was not sent whole.")
    }
}
