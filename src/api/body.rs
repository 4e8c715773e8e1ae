//! What a write sends: who acts, which version they saw, and a body whose every fault is told at
//! once.

use super::problem::{Fault, Problem};
use crate::acting::Acting;
use crate::app::Meta;
use crate::web::entrance::{Came, Visitor};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use chrono::NaiveDate;
use events::command::{Command, CommandError};
use events::envelope::{Classification, DecidedIn};
use events::everywhere::Sight;
use events::ids::StreamKind;
use events::text::Text;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::sync::Arc;

/// The header that makes a write safe to send again.
pub const KEY_HEADER: &str = "idempotency-key";

/// The longest key, in characters.
pub const KEY_CHARACTERS_MAX: usize = 200;

/// The largest body in JSON, in bytes.
pub const JSON_BYTES_MAX: usize = 8 * 1024 * 1024;

/// What stands around a command in a body.
pub const META: [&str; 6] = [
    "occurred_on",
    "reason",
    "decided_in",
    "classification",
    "late",
    "identifiers_confirmed",
];

/// What the headers of a write say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// Whom the sender acts as.
    pub acting: Acting,
    /// What the sender may see.
    pub sight: Arc<Sight>,
    /// The key under which the same write may be sent again.
    pub key: Option<String>,
    /// The version the sender saw.
    pub expected: Option<u64>,
}

impl Sender {
    /// Reads who sends a request, and what its headers say.
    ///
    /// # Errors
    /// 401 when they do not say who acts; 400 with every other fault.
    pub fn of(request: &Request) -> Result<Self, Problem> {
        let visitor = request.extensions().get::<Visitor>();
        let Some(visitor) = visitor else {
            return Err(Problem::nobody("sign in, or send a token"));
        };
        match &visitor.came {
            Came::Acting(Err(why)) => return Err(nobody(why)),
            Came::Acting(Ok(())) | Came::Session(_) | Came::Token { .. } => {}
        }
        Self::said(visitor, request.headers())
    }

    fn said(visitor: &Visitor, headers: &HeaderMap) -> Result<Self, Problem> {
        let said = |name: &str| headers.get(name).map(|value| value.to_str());
        let mut faults = Vec::new();
        let key = match said(KEY_HEADER) {
            None => None,
            Some(Ok(key)) if !key.is_empty() && key.len() <= KEY_CHARACTERS_MAX => {
                Some(key.to_owned())
            }
            Some(_) => {
                let why = "the key is empty, too long, or holds other than printable characters";
                let remedy = format!("send 1 to {KEY_CHARACTERS_MAX} printable characters");
                faults.push(Fault::new("key_unreadable", "Idempotency-Key", why, remedy));
                None
            }
        };
        let expected = match said(header::IF_MATCH.as_str()) {
            None | Some(Ok("*")) => None,
            Some(seen) => {
                let version = seen.ok().and_then(version);
                if version.is_none() {
                    let why = "this is not the tag of one thing";
                    let remedy = "send the ETag that was read, such as \"v12\"";
                    faults.push(Fault::new("if_match_unreadable", "If-Match", why, remedy));
                }
                version
            }
        };
        if faults.is_empty() {
            Ok(Self {
                acting: visitor.acting,
                sight: Arc::clone(&visitor.sight),
                key,
                expected,
            })
        } else {
            Err(Problem::bad_request(faults))
        }
    }

    /// What stands around what is recorded.
    pub fn meta(&self) -> Meta {
        Meta {
            idempotency_key: self.key.clone(),
            ..Meta::by(self.acting.actor())
        }
    }
}

fn nobody(why: &str) -> Problem {
    Problem::nobody(format!(
        "{why}: until there is sign-in, send Golden-Thread-Acting-As with a role, and for an \
         agency its id behind @, such as agency_lead@0198f0c2-7a3b-7c41-8d52-0242ac120002"
    ))
}

/// The version in a tag such as `"v12"` or `"v12.340.20260303"`.
fn version(tag: &str) -> Option<u64> {
    let inside = tag.strip_prefix("\"v")?.strip_suffix('"')?;
    let digits = inside.split_once('.').map_or(inside, |(digits, _)| digits);
    digits.parse().ok()
}

/// Reads a body in JSON, which has to be an object. An empty body stands for an empty object.
///
/// # Errors
/// 415, 413 or 400.
pub async fn json(request: Request) -> Result<Map<String, Value>, Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::wrong_media_type("application/json"));
    }
    let bytes = match Bytes::from_request(request, &()).await {
        Ok(bytes) => bytes,
        Err(refused) if refused.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Err(Problem::too_large(JSON_BYTES_MAX));
        }
        Err(_) => return Err(unreadable("", "it was not sent whole")),
    };
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(unreadable("", "it is not a JSON object")),
        Err(error) if error.is_syntax() && error.to_string().contains("recursion") => {
            Err(unreadable("", "it nests too deep"))
        }
        Err(error) => {
            let why = format!(
                "it is not JSON in UTF-8: line {}, column {}",
                error.line(),
                error.column()
            );
            Err(unreadable("", &why))
        }
    }
}

/// Whether a body says it is JSON in UTF-8 and not compressed.
fn is_json(headers: &HeaderMap) -> bool {
    let sent_as = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let kind = sent_as(header::CONTENT_TYPE)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut parts = kind.split(';').map(str::trim);
    let json = parts.next() == Some("application/json");
    let utf8 = parts.all(|part| match part.split_once('=') {
        Some(("charset", charset)) => matches!(charset.trim_matches('"'), "utf-8" | "utf8"),
        Some(_) | None => true,
    });
    let plain = sent_as(header::CONTENT_ENCODING).is_none_or(|coding| coding == "identity");
    json && utf8 && plain
}

fn unreadable(field: &str, why: &str) -> Problem {
    Problem::bad_request(vec![Fault::new(
        "body_unreadable",
        field,
        why,
        "send one JSON object; see /api/v1/openapi.json for its shape",
    )])
}

/// Takes what stands around the commands out of a body.
pub fn meta(fields: &mut Map<String, Value>, meta: &mut Meta, faults: &mut Vec<Fault>) {
    let mut taken = |name: &str| fields.remove(name).filter(|value| !value.is_null());
    meta.occurred_on = field::<NaiveDate>(taken("occurred_on"), "occurred_on", DAY, faults);
    let reason = field::<String>(taken("reason"), "reason", "send words", faults);
    meta.reason = reason.map(Text::plain);
    meta.decided_in = field::<DecidedIn>(taken("decided_in"), "decided_in", DECIDED_IN, faults);
    let classification =
        field::<Classification>(taken("classification"), "classification", CLASSES, faults);
    meta.classification = classification.unwrap_or_default();
    let flag = "send true or false";
    meta.late = field(taken("late"), "late", flag, faults).unwrap_or_default();
    let confirmed = taken("identifiers_confirmed");
    meta.identifiers_confirmed =
        field(confirmed, "identifiers_confirmed", flag, faults).unwrap_or_default();
}

const DAY: &str = "send a day, such as 2026-03-03";
const DECIDED_IN: &str = "send {\"meeting\": id} or {\"meeting\": id, \"decision\": id}";
const CLASSES: &str = "send publishable, official or official_sensitive";

fn field<T: DeserializeOwned>(
    value: Option<Value>,
    name: &str,
    remedy: &str,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let read = serde_json::from_value(value?);
    if read.is_err() {
        let why = "this is not what the field takes";
        faults.push(Fault::new("field_unreadable", name, why, remedy));
    }
    read.ok()
}

/// Notes every field that nothing reads.
pub fn nothing_left(fields: &Map<String, Value>, known: &[&str], faults: &mut Vec<Fault>) {
    for name in fields.keys().take(super::table::FAULTS_MAX) {
        let name: String = name.chars().take(80).collect();
        let remedy = format!(
            "leave it out; there are {}, {}",
            known.join(", "),
            META.join(", ")
        );
        faults.push(Fault::new(
            "field_unknown",
            name,
            "there is no such field",
            remedy,
        ));
    }
}

/// Reads a command's own fields.
pub fn command(
    kind: StreamKind,
    word: &str,
    data: Option<Value>,
    index: usize,
    faults: &mut Vec<Fault>,
) -> Option<Command> {
    let data = data.unwrap_or_else(|| Value::Object(Map::new()));
    let error = match Command::from_parts(kind, word, data) {
        Ok(command) => return Some(command),
        Err(error) => error,
    };
    let shape = "see /api/v1/openapi.json for its shape";
    let told = match error {
        CommandError::Unknown { .. } => {
            vec![Fault::new(
                "command_unknown",
                "command",
                error.to_string(),
                "send one of these",
            )]
        }
        CommandError::TooDeep => {
            vec![Fault::new(
                "body_too_deep",
                "data",
                error.to_string(),
                shape,
            )]
        }
        CommandError::Body { problems, .. } => problems
            .into_iter()
            .map(|one| Fault::new("field_unreadable", one.field, one.message, shape))
            .collect(),
    };
    faults.extend(told.into_iter().map(|fault| Fault {
        command: index,
        ..fault
    }));
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::entrance;
    use axum::http::{HeaderName, HeaderValue};
    use events::envelope::Role;

    /// A request by whom its headers say.
    fn headers(pairs: &[(&'static str, &'static str)]) -> Request {
        let mut request = Request::default();
        for (name, value) in pairs {
            let name: HeaderName = name.parse().unwrap();
            request
                .headers_mut()
                .insert(name, HeaderValue::from_static(value));
        }
        let visitor = entrance::chosen(request.headers(), "/api/v1/commands");
        request.extensions_mut().insert(visitor);
        request
    }

    #[test]
    fn a_write_says_who_acts_and_what_was_seen() {
        let sent = headers(&[
            ("golden-thread-acting-as", "chair"),
            ("if-match", "\"v12.340.20260303\""),
            ("idempotency-key", "a key of any words"),
        ]);
        let sender = Sender::of(&sent).unwrap();
        assert_eq!(sender.acting.role, Role::Chair);
        assert_eq!(sender.expected, Some(12));
        assert_eq!(sender.key.as_deref(), Some("a key of any words"));
    }

    #[test]
    fn a_write_by_nobody_is_refused() {
        for sent in [
            headers(&[]),
            headers(&[("golden-thread-acting-as", "mayor")]),
        ] {
            assert_eq!(Sender::of(&sent).unwrap_err().status, 401);
        }
    }

    #[test]
    fn every_header_that_cannot_be_read_is_told_at_once() {
        let sent = headers(&[
            ("golden-thread-acting-as", "chair"),
            ("if-match", "12"),
            ("idempotency-key", ""),
        ]);
        let problem = Sender::of(&sent).unwrap_err();
        assert_eq!(problem.status, 400);
        let rules: Vec<_> = problem
            .errors
            .iter()
            .map(|fault| fault.rule.as_str())
            .collect();
        assert_eq!(rules, ["key_unreadable", "if_match_unreadable"]);
    }
}
