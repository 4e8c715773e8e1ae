//! What the API answers: JSON or a file, with versions, links to other pages, and words on demand.

use super::problem::Problem;
use crate::app::{Seen, Told};
use crate::web::streamed::streamed;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use events::log::{ReadError, Stored};
use projections::TextRef;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt;
use std::io::{self, Write};

/// How many words one answer resolves at most.
pub const TEXTS_MAX: usize = 10_000;

/// What is in an answer.
#[derive(Debug)]
pub enum Content {
    /// JSON.
    Json(Value),
    /// JSON that is written out already, in which no words are to be put.
    Written(String),
    /// A file, always to be saved and never to be shown.
    File {
        /// Its name.
        name: String,
        /// What kind of file.
        media_type: String,
        /// The file.
        bytes: Vec<u8>,
    },
    /// A file too long to be held in memory.
    Long {
        /// Its name.
        name: String,
        /// What kind of file.
        media_type: String,
        /// What writes it.
        written: Writer,
    },
    /// Nothing: the client has it already.
    Unchanged,
}

/// What writes a long file, once its answer is on its way.
pub struct Writer(Box<Writing>);

type Writing = dyn FnOnce(&mut dyn Write) -> io::Result<()> + Send;

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer")
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    status: StatusCode,
    content: Content,
    headers: HeaderMap,
    version: Option<u64>,
}

impl Answer {
    /// An answer in JSON.
    ///
    /// # Errors
    /// When it cannot be written, which is a fault of ours.
    pub fn json(what: &impl Serialize) -> Result<Self, Problem> {
        let value = serde_json::to_value(what).map_err(|error| Problem::fault(&error))?;
        Ok(Self::value(value))
    }

    /// A long answer in JSON. Where no words are to be put into it, it is written out at once and no
    /// tree is made of it first.
    ///
    /// # Errors
    /// When it cannot be written, which is a fault of ours.
    pub fn long_json(what: &impl Serialize, with_texts: bool) -> Result<Self, Problem> {
        if with_texts {
            return Self::json(what);
        }
        let written = serde_json::to_string(what).map_err(|error| Problem::fault(&error))?;
        Ok(Self::of(StatusCode::OK, Content::Written(written)))
    }

    /// JSON that is made already.
    pub fn value(value: Value) -> Self {
        Self::of(StatusCode::OK, Content::Json(value))
    }

    /// A file.
    pub fn file(name: String, media_type: String, bytes: Vec<u8>) -> Self {
        Self::of(
            StatusCode::OK,
            Content::File {
                name,
                media_type,
                bytes,
            },
        )
    }

    /// A file that `write` writes while it is sent.
    pub fn long_file(
        name: String,
        media_type: String,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static,
    ) -> Self {
        let written = Writer(Box::new(write));
        Self::of(
            StatusCode::OK,
            Content::Long {
                name,
                media_type,
                written,
            },
        )
    }

    /// The client has it already.
    pub fn unchanged() -> Self {
        Self::of(StatusCode::NOT_MODIFIED, Content::Unchanged)
    }

    fn of(status: StatusCode, content: Content) -> Self {
        Self {
            status,
            content,
            headers: HeaderMap::new(),
            version: None,
        }
    }

    /// The same with another status.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same about one stream at a version, for `If-Match`.
    #[must_use]
    pub fn version(mut self, version: u64) -> Self {
        self.version = Some(version);
        self
    }

    /// The same with a header; one that cannot be written is left out.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// The version of the one stream it is about.
    pub fn about_version(&self) -> Option<u64> {
        self.version
    }

    /// Puts the words into every place that points at some.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn with_texts(mut self, seen: Seen<'_>) -> Result<Self, Problem> {
        if let Content::Json(value) = &mut self.content {
            let mut left = TEXTS_MAX;
            resolve(value, seen, &mut left)?;
        }
        Ok(self)
    }
}

/// Puts the words into `{"position": …, "field": …}`, wherever one stands.
fn resolve(value: &mut Value, seen: Seen<'_>, left: &mut usize) -> Result<(), Problem> {
    match value {
        Value::Array(items) => items
            .iter_mut()
            .try_for_each(|item| resolve(item, seen, left)),
        Value::Object(fields) => {
            let position = fields.get("position").and_then(Value::as_u64);
            let field = fields.get("field").and_then(Value::as_str);
            if let (2, Some(position), Some(field)) = (fields.len(), position, field) {
                let Some(fewer) = left.checked_sub(1) else {
                    return Err(too_many_texts());
                };
                *left = fewer;
                let field = field.to_owned().into();
                let words = words(seen, &TextRef { position, field })?;
                fields.insert("words".to_owned(), words);
                return Ok(());
            }
            fields
                .values_mut()
                .try_for_each(|inner| resolve(inner, seen, left))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

fn too_many_texts() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "too-many-texts",
        "The answer would hold too many texts",
    )
    .detail(format!(
        "at most {TEXTS_MAX} texts are put into one answer: ask for a smaller page, or for \
             each text at its own address"
    ))
}

/// The words of a text, or null when they were erased, are for other roles, or cannot be read
/// without the key.
///
/// # Errors
/// When there is no such text.
pub fn words(seen: Seen<'_>, text: &TextRef) -> Result<Value, Problem> {
    Ok(match seen.text(text)? {
        Told::Words(words) => Value::String(words),
        Told::Erased | Told::Sealed | Told::Withheld => Value::Null,
    })
}

/// A text with how it can be read.
///
/// # Errors
/// When there is no such text.
pub fn text(seen: Seen<'_>, event: &Stored, field: &str) -> Result<Value, Problem> {
    let (state, words) = match seen.text_of(event, field)? {
        Told::Words(words) => ("readable", Some(words)),
        Told::Erased => ("erased", None),
        Told::Sealed => ("sealed", None),
        Told::Withheld => ("withheld", None),
    };
    let position = event.position();
    Ok(json!({ "position": position, "field": field, "state": state, "words": words }))
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::NoSuchPosition { .. } | ReadError::NoSuchText { .. } => {
                Self::not_found().detail(error.to_string())
            }
            ReadError::Damaged { .. } | ReadError::Index(_) | ReadError::Proof(_) => {
                Self::fault(&error)
            }
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = match self.content {
            Content::Json(value) => json_response(self.status, value.to_string()),
            Content::Written(json) => json_response(self.status, json),
            Content::File {
                name,
                media_type,
                bytes,
            } => saved(&name, &media_type, Body::from(bytes)),
            Content::Long {
                name,
                media_type,
                written,
            } => saved(&name, &media_type, streamed(written.0)),
            Content::Unchanged => self.status.into_response(),
        };
        response.headers_mut().extend(self.headers);
        let headers = response.headers_mut();
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        );
        response
    }
}

fn json_response(status: StatusCode, json: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], json).into_response()
}

/// A file to be saved: it is never shown inside the site, whatever it says it is.
fn saved(name: &str, media_type: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(media_type)
        .ok()
        .filter(|_| media_type.parse::<mime_guess::Mime>().is_ok())
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, kind);
    let disposition = disposition(name);
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    response
}

/// RFC 6266: a plain name for old clients, and the exact one in UTF-8 (RFC 8187).
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "._- ".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut exact = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            exact.push(char::from(byte));
        } else {
            exact.push('%');
            exact.push_str(&hex::encode_upper([byte]));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_break_out_of_its_header() {
        let told = disposition("über \"plan\"\r\nSet-Cookie: x=1.docx");
        assert!(!told.contains('\r') && !told.contains('\n'));
        assert_eq!(told.matches('"').count(), 2);
        assert!(told.contains("filename*=UTF-8''%C3%BCber%20%22plan%22%0D%0ASet-Cookie"));
    }
}
