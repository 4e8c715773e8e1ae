//! Every address of the product in one table, and what stands around every answer.

mod addresses;

pub use addresses::{Address, addresses};

use super::assets;
use super::entrance::admit;
use super::metrics;
use super::noting::noted;
use super::peer;
use super::posted::UPLOAD_BYTES_MAX;
use super::server::Limits;
use super::telling::span;
use super::visit::{Oops, Shared, framed, told};
use crate::api;
use crate::config::split_port;
use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};

/// How much of a body that is too large is read and thrown away, so that the browser hears why it
/// was refused instead of a broken connection, in bytes.
const DRAINED_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// What a page may load and where its forms may go: nothing but this site.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data:; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The product, ready to be served.
pub fn router(site: Shared) -> Router {
    router_within(site, Limits::default().request)
}

/// The product, where no request may take longer than `most`, its body included.
pub fn router_within(site: Shared, most: Duration) -> Router {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let mut router = routes()
        .fallback(|| async { Oops::NotFound })
        .method_not_allowed_fallback(|| async { wrong_method() })
        .layer(CatchPanicLayer::custom(broke_down))
        .layer(middleware::from_fn_with_state(most, in_time))
        .layer(CsrfLayer::new().with_rejection_response(from_elsewhere))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), framed))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), noted))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), admit))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&site),
            by_its_name,
        ))
        .layer(middleware::from_fn(api::problem::under_the_interface));
    for (name, value) in headers {
        let value = HeaderValue::from_static(value);
        router = router.layer(SetResponseHeaderLayer::if_not_present(name, value));
    }
    router
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(
            Arc::clone(&site),
            metrics::counted,
        ))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_response(DefaultOnResponse::new().level(tracing::Level::INFO)),
        )
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&site),
            peer::known,
        ))
        .with_state(site)
}

/// Every address. Pages have a row each in [`addresses`], the interface in [`api::table`]; the
/// files of the design tell nothing of the record.
fn routes() -> Router<Shared> {
    addresses()
        .into_iter()
        .fold(Router::new(), |router, address| address.added_to(router))
        .merge(assets::router())
        .nest(api::PREFIX, api::router())
        .merge(api::page::at_its_slash())
}

fn wrong_method() -> Response {
    told(
        StatusCode::METHOD_NOT_ALLOWED,
        "This cannot be done here",
        "The address is right, but what was asked of it is not. Start from the home page.",
    )
}

fn broke_down(_: Box<dyn Any + Send>) -> Response {
    Oops::Fault("a page broke down".to_owned()).into_response()
}

fn from_elsewhere(_: ProtectionError) -> Response {
    told(
        StatusCode::FORBIDDEN,
        "This form was sent from another site",
        "Nothing was recorded. Open the form in Golden Thread itself and send it from there.",
    )
}

/// Gives up on a request that takes too long, however slowly its body comes.
async fn in_time(State(most): State<Duration>, request: Request, next: Next) -> Response {
    if let Ok(response) = tokio::time::timeout(most, next.run(request)).await {
        return response;
    }
    let mut response = told(
        StatusCode::REQUEST_TIMEOUT,
        "This took too long",
        &format!(
            "It was not received whole within {} seconds. Check what was recorded, then try again.",
            most.as_secs_f32()
        ),
    );
    response
        .headers_mut()
        .insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Only names of this machine are answered, and the one people reach it by: another site's name
/// that points here would otherwise count as the same site.
async fn by_its_name(State(site): State<Shared>, request: Request, next: Next) -> Response {
    let named = request
        .uri()
        .authority()
        .map(|authority| authority.as_str().to_owned());
    let host = request.headers().get(header::HOST);
    let host = named.or_else(|| host.map(|host| String::from_utf8_lossy(host.as_bytes()).into()));
    let public = site.front.public_url.as_ref();
    let answered = |host: &str| is_loopback(host) || public.is_some_and(|url| url.names(host));
    if host.is_none_or(|host| answered(&host)) {
        return next.run(request).await;
    }
    let words = match public {
        Some(url) => format!("Golden Thread is reached at {url} here, and by no other name."),
        None => "Golden Thread is only reached by the name of its own machine here, such as \
                 localhost."
            .to_owned(),
    };
    let title = "This name is not answered here";
    told(StatusCode::MISDIRECTED_REQUEST, title, &words)
}

fn is_loopback(host: &str) -> bool {
    let name = match split_port(host) {
        (name, Some(port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost")
        || name == "[::1]"
        || name
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Answers a body that says it is too large only after reading it, so that the answer arrives.
async fn not_too_large(request: Request, next: Next) -> Response {
    let size = request.body().size_hint().lower();
    if size <= UPLOAD_BYTES_MAX as u64 {
        return next.run(request).await;
    }
    if size <= DRAINED_BYTES_MAX {
        drain(request.into_body()).await;
    }
    told(
        StatusCode::PAYLOAD_TOO_LARGE,
        "The file is too large",
        &format!(
            "It takes {} MB, and at most {} MB can be sent at once. Make the file smaller, such \
             as by removing pictures, or send it in parts. Go back in your browser: what you typed \
             is still there.",
            size / (1024 * 1024),
            UPLOAD_BYTES_MAX / (1024 * 1024)
        ),
    )
}

async fn drain(mut body: Body) {
    use std::future::poll_fn;
    use std::pin::Pin;
    while let Some(Ok(_)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {}
}

#[cfg(test)]
mod tests {
    use super::{is_loopback, routes};

    #[test]
    fn no_address_is_answered_by_two_pages() {
        // Making the table stops with the address when two pages claim one.
        assert!(routes().has_routes());
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in [
            "localhost",
            "LOCALHOST:8420",
            "127.0.0.1:1",
            "127.0.0.2",
            "[::1]:8420",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example:80",
            "10.0.0.1",
            "[2001:db8::1]:1",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
