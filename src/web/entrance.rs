//! Who is there: every request is admitted here before any page sees it.
//!
//! A page asks for a [`Visit`](super::visit::Visit), and there is none without a [`Visitor`]: a
//! page that forgets to ask who is there cannot be written.

use super::visit::{Shared, told};
use crate::acting::Acting;
use crate::api;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use events::everywhere::{Area, Sight};
use std::sync::Arc;

/// The cookie that holds whom one acts as.
pub const ACTING_COOKIE: &str = "golden-thread-acting-as";

/// The header with which a program says whom it acts as.
pub const ACTING_HEADER: &str = "golden-thread-acting-as";

/// How people come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Anybody, as whom they choose: for the demo, on invented data, on this machine only.
    ActingAs,
}

/// Somebody who was admitted.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// In which role, for which agency, and as whom.
    pub acting: Acting,
    /// What they may see.
    pub sight: Arc<Sight>,
    /// How they came in.
    pub came: Came,
}

/// How somebody came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// By choosing whom to act as; a program says so with every request, and this says what was
    /// wrong with what it said.
    Acting(Result<(), String>),
}

/// What somebody needs to be let through to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// Nothing: it tells nothing of the record.
    Nothing,
    /// To be somebody; what they may do is for the rules of each command.
    Somebody,
    /// A role that may enter this part of the product.
    Area(Area),
}

impl Needs {
    /// Whether somebody with this sight is let through; nobody is there where there is none.
    pub fn lets_through(self, sight: Option<&Sight>) -> bool {
        match self {
            Self::Nothing => true,
            Self::Somebody => sight.is_some(),
            Self::Area(area) => sight.is_some_and(|sight| sight.enters(area)),
        }
    }
}

/// Finds out who is there, and lets the request go on with that.
pub async fn admit(State(site): State<Shared>, mut request: Request, next: Next) -> Response {
    let visitor = match site.door {
        Door::ActingAs => chosen(request.headers(), request.uri().path()),
    };
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

/// Whom somebody chose to act as: a program by a header, a person by a cookie.
pub(crate) fn chosen(headers: &HeaderMap, path: &str) -> Visitor {
    let said = headers.get(ACTING_HEADER).map(|value| value.to_str());
    let of_program = match said {
        Some(Ok(words)) => words.parse::<Acting>().map_err(|why| why.to_string()),
        Some(Err(_)) => Err("the header cannot be read".to_owned()),
        None => Err("the header is missing".to_owned()),
    };
    let by_cookie = || cookie(headers, ACTING_COOKIE).and_then(|value| value.parse().ok());
    let (acting, came) = if path.starts_with(api::PREFIX) {
        match of_program {
            Ok(acting) => (acting, Ok(())),
            Err(why) => (by_cookie().unwrap_or_default(), Err(why)),
        }
    } else {
        (by_cookie().unwrap_or_default(), Ok(()))
    };
    Visitor {
        acting,
        sight: Arc::new(acting.sight()),
        came: Came::Acting(came),
    }
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let header = headers.get(header::COOKIE)?.to_str().ok()?;
    header.split(';').find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

/// Lets a request through to an address, or says why not.
pub async fn guard(State(needs): State<Needs>, request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>();
    if needs.lets_through(visitor.map(|visitor| &*visitor.sight)) {
        return next.run(request).await;
    }
    match visitor {
        None => nobody(),
        Some(visitor) => told(
            StatusCode::FORBIDDEN,
            "This is not for your role",
            &format!(
                "As {} you have no access to this part of Golden Thread. If you need it for your \
                 work, ask the partnership\u{2019}s administrator.",
                visitor.acting.role.title().to_lowercase()
            ),
        ),
    }
}

/// Nobody is signed in.
pub fn nobody() -> Response {
    told(
        StatusCode::UNAUTHORIZED,
        "Sign in first",
        "Nothing is shown to somebody who has not signed in.",
    )
}
