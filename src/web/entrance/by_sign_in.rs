//! Admission by signing in: a session's cookie, or a program's token.

use super::{Came, SignedIn, Visitor, nobody_here};
use crate::api;
use crate::desk::{Desk, acting_in, sight_in};
use crate::identity::held::Form;
use crate::identity::peer::Peer as Place;
use crate::identity::rates::Asking;
use crate::identity::secrets::{Secret, TOKEN_PREFIX};
use crate::identity::sessions::{Lapsed, Stage, Standing};
use crate::web::pages::entry::held::HELD_BYTES_MAX;
use crate::web::peer::Peer;
use crate::web::visit::told;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use events::account::TokenScope;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// The cookie of a session where TLS protects the way: the browser itself sees to it that it is
/// set by this host alone and sent by TLS alone.
const HOST_COOKIE: &str = "__Host-golden-thread";

/// The cookie of a session on this machine without TLS.
const LOOPBACK_COOKIE: &str = "golden-thread-session";

/// The cookie that makes a browser a place of its own.
const DEVICE_COOKIE: &str = "golden-thread-device";

/// Where a page asks how long its session goes on.
pub const HOW_LONG_IS_LEFT: &str = "/session";

/// The session a request came with was somebody's, and has ended.
#[derive(Clone)]
pub(super) struct Ended {
    desk: Arc<Desk>,
    lapsed: Lapsed,
}

/// What admission says of a request.
pub(super) enum Admitted {
    /// It goes on, by somebody or by nobody.
    On(Request),
    /// It is answered at once.
    Answered(Response),
}

/// The true peer of a request, without which it is one of this machine.
pub fn peer_of(extensions: &Extensions) -> Peer {
    let known = extensions.get::<Peer>();
    known.copied().unwrap_or(Peer {
        address: std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
        secure: false,
    })
}

/// The session cookie of a request.
pub fn session_cookie(headers: &HeaderMap, peer: Peer) -> Option<Secret> {
    Secret::parse(&super::cookie(
        headers,
        name(HOST_COOKIE, LOOPBACK_COOKIE, peer),
    )?)
}

/// The device cookie of a request.
pub fn device_cookie(headers: &HeaderMap) -> Option<String> {
    super::cookie(headers, DEVICE_COOKIE)
}

const fn name(secure: &'static str, plain: &'static str, peer: Peer) -> &'static str {
    if peer.secure { secure } else { plain }
}

/// Gives a browser the cookie of its session. It ends with the browser, and never reaches a
/// script. `Lax`, so that somebody who comes back from a provider still has it.
pub fn give_session(response: &mut Response, cookie: &Secret, peer: Peer) {
    let name = name(HOST_COOKIE, LOOPBACK_COOKIE, peer);
    let secure = if peer.secure { "; Secure" } else { "" };
    let text = cookie.text();
    let value = format!("{name}={}; Path=/; HttpOnly; SameSite=Lax{secure}", *text);
    set_cookie(response, &value);
}

/// Takes the cookie of a session away.
pub fn take_session(response: &mut Response, peer: Peer) {
    let name = name(HOST_COOKIE, LOOPBACK_COOKIE, peer);
    let secure = if peer.secure { "; Secure" } else { "" };
    set_cookie(
        response,
        &format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
    );
}

/// Makes a browser a place of its own for later tries.
pub fn give_device(response: &mut Response, cookie: &str, peer: Peer) {
    let secure = if peer.secure { "; Secure" } else { "" };
    let half_a_year = 180 * 24 * 3600;
    set_cookie(
        response,
        &format!(
            "{DEVICE_COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Strict; Max-Age={half_a_year}{secure}"
        ),
    );
}

/// Sets a cookie beside those that are set already.
pub fn set_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Whether a method changes nothing.
fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Finds out who is there.
pub(super) fn admit(desk: &Arc<Desk>, mut request: Request) -> Admitted {
    let peer = peer_of(request.extensions());
    if let Err(wait) = desk.rates.check(Asking::Peer(Place::from(peer.address))) {
        return Admitted::Answered(too_many(wait));
    }
    let path = request.uri().path().to_owned();
    let is_program = path.starts_with(api::PREFIX);
    if is_program && let Some(sent) = bearer(request.headers()) {
        // A search changes nothing; its words are sent as a body so that no address holds them.
        let changes = !is_safe(request.method()) && path != api::search::PATH;
        let Some(visitor) = by_token(desk, &sent, changes) else {
            return Admitted::On(request);
        };
        return match visitor {
            Ok(visitor) => {
                request.extensions_mut().insert(visitor);
                Admitted::On(request)
            }
            Err(answer) => Admitted::Answered(answer),
        };
    }
    let Some(cookie) = session_cookie(request.headers(), peer) else {
        return unsigned(desk, request, peer);
    };
    // A page that asks how long is left is no use of the session.
    let standing = if path == HOW_LONG_IS_LEFT {
        desk.sessions.look(&cookie, desk.now())
    } else {
        desk.sessions.touch(&cookie, desk.now())
    };
    match standing {
        Standing::Going(session) if session.stage == Stage::Full => {
            if !is_safe(request.method()) && !says_where_from(request.headers()) {
                return Admitted::Answered(from_nowhere());
            }
            if let Err(wait) = desk.rates.check(Asking::Account(session.account)) {
                return Admitted::Answered(too_many(wait));
            }
            let Some(held) = desk.role(session.account, session.holding) else {
                desk.sessions.end(&cookie);
                return Admitted::Answered(no_role());
            };
            let roles = desk.roles(session.account);
            let acting = acting_in(session.account, &held);
            let visitor = Visitor {
                acting,
                sight: Arc::new(sight_in(&held)),
                came: Came::Session(Box::new(SignedIn {
                    account: session.account,
                    session,
                    cookie,
                    held,
                    roles,
                })),
            };
            request.extensions_mut().insert(visitor);
            Admitted::On(request)
        }
        Standing::Lapsed(lapsed) => {
            let desk_of = Arc::clone(desk);
            request.extensions_mut().insert(Ended {
                desk: desk_of,
                lapsed,
            });
            unsigned(desk, request, peer)
        }
        Standing::Going(_) | Standing::Unknown => unsigned(desk, request, peer),
    }
}

/// Nobody is signed in: what changes something is taken only so often from one place.
fn unsigned(desk: &Desk, request: Request, peer: Peer) -> Admitted {
    if !is_safe(request.method()) {
        let asking = Asking::UnsafeFrom(Place::from(peer.address));
        if let Err(wait) = desk.rates.check(asking) {
            return Admitted::Answered(too_many(wait));
        }
        // A program without a token is told so where the interface answers it.
        let is_program = request.uri().path().starts_with(api::PREFIX);
        if !is_program && !says_where_from(request.headers()) {
            return Admitted::Answered(from_nowhere());
        }
    }
    Admitted::On(request)
}

/// A browser says where a form comes from. What says nothing is no browser, and has a token.
fn says_where_from(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site")
}

fn from_nowhere() -> Response {
    told(
        StatusCode::FORBIDDEN,
        "This was not sent by a browser",
        "Nothing was recorded. Send the form from Golden Thread itself; a program uses the \
         interface, with a token.",
    )
}

fn bearer(headers: &HeaderMap) -> Option<Zeroizing<String>> {
    let sent = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let token = sent.strip_prefix("Bearer ")?.trim();
    Some(Zeroizing::new(token.to_owned()))
}

/// Whom a token acts for; none where it is none of ours or does not work.
fn by_token(desk: &Desk, sent: &str, changes: bool) -> Option<Result<Visitor, Response>> {
    if !sent.starts_with(TOKEN_PREFIX) {
        return None;
    }
    let holder = desk.holder_of(sent)?;
    if let Err(wait) = desk.rates.check(Asking::Token(holder.token.0)) {
        return Some(Err(too_many(wait)));
    }
    if holder.scope == TokenScope::Read && changes {
        return Some(Err(told(
            StatusCode::FORBIDDEN,
            "This token reads only",
            "Nothing was recorded. Use a token that may record.",
        )));
    }
    Some(Ok(Visitor {
        acting: holder.acting,
        sight: Arc::new(holder.sight),
        came: Came::Token {
            account: holder.account,
            scope: holder.scope,
        },
    }))
}

/// What a page that needs somebody answers to a form whose session had ended: what was typed is kept
/// until its author signs in. None where nothing was typed, or it cannot be kept.
pub(super) async fn kept(ended: Ended, request: Request) -> Option<Response> {
    let Ended { desk, lapsed } = ended;
    let whole = request.uri().path_and_query();
    let path = whole.map_or("/", |whole| whole.as_str()).to_owned();
    let typed_nothing = is_safe(request.method()) || path == "/working-as";
    if typed_nothing || path.starts_with(api::PREFIX) {
        return None;
    }
    let kind = request.headers().get(header::CONTENT_TYPE);
    let content_type = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let content_type = content_type.to_owned();
    let body = request.into_body();
    let name = match to_bytes(body, HELD_BYTES_MAX).await {
        Ok(bytes) => {
            let form = Form {
                path,
                holding: lapsed.holding(),
                content_type,
                body: Zeroizing::new(bytes.to_vec()),
            };
            desk.held.keep(&lapsed, form, desk.now()).ok()
        }
        Err(_) => None,
    };
    Some(match name {
        Some(name) => {
            let path = format!("/held/{}", *name.text());
            let query = serde_urlencoded::to_string([("next", path.as_str()), ("why", "lapsed")]);
            let to = format!("/sign-in?{}", query.unwrap_or_default());
            Redirect::to(&to).into_response()
        }
        None => told(
            StatusCode::UNAUTHORIZED,
            "You were signed out",
            "Nothing was recorded, and what was sent is too large to be kept here. Sign in again in \
             another tab, then go back in this one and send it again.",
        ),
    })
}

/// Too many requests from one place or one account.
pub(crate) fn too_many(wait: Duration) -> Response {
    let seconds = wait.as_secs().max(1);
    let mut response = told(
        StatusCode::TOO_MANY_REQUESTS,
        "Too many requests",
        &format!("Nothing was recorded. Wait {seconds} seconds, then try again."),
    );
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

fn no_role() -> Response {
    told(
        StatusCode::FORBIDDEN,
        "You hold no role today",
        "Your account has no role in this partnership today, so nothing can be shown. Ask the \
         partnership\u{2019}s administrator.",
    )
}

/// What nobody in particular is answered: a page leads to the sign-in page and back.
pub(super) fn for_nobody(desk: &Desk, method: &Method, uri: &axum::http::Uri) -> Response {
    if !desk.is_set_up() {
        return told(
            StatusCode::FORBIDDEN,
            "Golden Thread is not set up yet",
            "Open the link that was written to the terminal when it was started. It works once, and \
             makes the partnership and its first administrator.",
        );
    }
    let is_page = matches!(*method, Method::GET | Method::HEAD);
    if !is_page || uri.path().starts_with(api::PREFIX) {
        return nobody_here();
    }
    let next = uri.path_and_query().map_or("/", |whole| whole.as_str());
    let query = serde_urlencoded::to_string([("next", next)]).unwrap_or_default();
    let mut response = Redirect::to(&format!("/sign-in?{query}")).into_response();
    *response.body_mut() = Body::empty();
    response
}
