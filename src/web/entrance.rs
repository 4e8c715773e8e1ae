//! Who is there: every request is admitted here before any page sees it.
//!
//! A page asks for a [`Visit`](super::visit::Visit), and there is none without a [`Visitor`]: a
//! page that forgets to ask who is there cannot be written.

pub mod by_sign_in;

use super::pages::entry::held;
use super::visit::{Shared, told};
use crate::acting::Acting;
use crate::api;
use crate::desk::Desk;
use crate::identity::secrets::Secret;
use crate::identity::sessions::Session;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use by_sign_in::Admitted;
use events::account::TokenScope;
use events::everywhere::{Area, Sight};
use events::ids::AccountId;
use projections::accounts::HeldRole;
use std::sync::Arc;

/// The cookie that holds whom one acts as.
pub const ACTING_COOKIE: &str = "golden-thread-acting-as";

/// The header with which a program says whom it acts as.
pub const ACTING_HEADER: &str = "golden-thread-acting-as";

/// How people come in.
#[derive(Clone)]
pub enum Door {
    /// Anybody, as whom they choose: for the demo, on invented data, on this machine only.
    ActingAs,
    /// By signing in, or with a token.
    SignIn(Arc<Desk>),
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
#[derive(Debug, Clone)]
pub enum Came {
    /// By choosing whom to act as; a program says so with every request, and this says what was
    /// wrong with what it said.
    Acting(Result<(), String>),
    /// By signing in.
    Session(Box<SignedIn>),
    /// As a program, with a token.
    Token {
        /// Whose it is.
        account: AccountId,
        /// Whether it may change anything.
        scope: TokenScope,
    },
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Whose account it is.
    pub account: AccountId,
    /// The session.
    pub session: Session,
    /// The cookie it goes by.
    pub cookie: Secret,
    /// The role they work in.
    pub held: HeldRole,
    /// Every role they may choose.
    pub roles: Vec<HeldRole>,
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

impl Visitor {
    /// The session somebody signed in with; none for a program, or in the demo.
    pub fn signed_in(&self) -> Option<&SignedIn> {
        match &self.came {
            Came::Session(signed_in) => Some(signed_in),
            Came::Acting(_) | Came::Token { .. } => None,
        }
    }
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
    match &site.door {
        Door::ActingAs => {
            let visitor = chosen(request.headers(), request.uri().path());
            request.extensions_mut().insert(visitor);
            next.run(request).await
        }
        Door::SignIn(desk) => match by_sign_in::admit(desk, request) {
            Admitted::On(request) => {
                let (method, uri) = (request.method().clone(), request.uri().clone());
                let response = next.run(request).await;
                if response.extensions().get::<Nobody>().is_none() {
                    return response;
                }
                by_sign_in::for_nobody(desk, &method, &uri)
            }
            Admitted::Answered(response) => response,
        },
    }
}

/// Marks an answer to somebody who is not signed in, for which [`admit`] finds the words.
#[derive(Debug, Clone, Copy)]
struct Nobody;

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
        None => answer_of(request).await.unwrap_or_else(nobody),
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

/// What somebody typed before their session ended is never lost: the server keeps it where it knows
/// whose session it was, and otherwise the answer holds it. None where nothing was typed.
async fn answer_of(mut request: Request) -> Option<Response> {
    match request.extensions_mut().remove::<by_sign_in::Ended>() {
        Some(ended) => by_sign_in::kept(ended, request).await,
        None => held::not_sent(request).await,
    }
}

/// Nobody is signed in, and what was asked for needs somebody.
pub fn nobody() -> Response {
    let mut response = nobody_here();
    response.extensions_mut().insert(Nobody);
    response
}

fn nobody_here() -> Response {
    told(
        StatusCode::UNAUTHORIZED,
        "Sign in first",
        "Nothing is shown to somebody who has not signed in. A program sends a token.",
    )
}
